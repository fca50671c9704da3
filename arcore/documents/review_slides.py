"""The slides of the monthly review that show figures: key figures, bridges, ages, rates, concentration, owners, receipts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from arcore import bridge, palette, wording
from arcore.bridge import Bridge
from arcore.buckets import edges, label_messages
from arcore.charts.look import Look
from arcore.charts.waterfall import ENDS, LESS, MORE
from arcore.documents.deck_style import WHOLE, Deck, Place, Series, shortened
from arcore.documents.workbook_style import INK, tint
from arcore.messages import Message, say
from arcore.metrics import DEFINITIONS
from arcore.metrics.words import column, shown, target_of, unit_of
from arcore.provision.allowance import ROLL
from arcore.review.kpis import Kpi
from arcore.review.story import Story

NAMED = 10
LEAST_LABELLED = 0.06
"""A part of a column bears its figure from this share of the tallest one."""
WHITE = "#FFFFFF"


def look_of(deck: Deck, story: Story) -> Look:
    """How amounts are written on slides."""
    return Look(deck.stamp.lang, deck.stamp.unit, story.currency)


def pattern_of(deck: Deck) -> str:
    """The number format of amounts in charts."""
    return "#,##0.0" if deck.stamp.unit == "ten_thousand" else "#,##0"


def key_figures(deck: Deck, story: Story) -> None:
    """What changed in one sentence, and a card per key figure."""
    note = "\n".join(f"{deck.said(each.definition.title)}: {deck.said(each.label)}" for each in story.kpis)
    slide = deck.slide(deck.said(story.month.answer(story.currency, deck.stamp.unit)), note)
    for number, each in enumerate(story.kpis):
        row, place = divmod(number, 4)
        below = _compared(deck, each)
        box = Place(place * 0.2533, row * 0.49, 0.24, 0.43)
        unit = unit_of(each.definition.shape) if each.value is not None else None
        value = shown(each.definition.shape, each.value) + (f" {deck.said(unit)}" if unit else "")
        deck.card(slide, box, deck.said(each.definition.title), value, below, bad=each.missed)


def _compared(deck: Deck, each: Kpi) -> list[str]:
    shape = each.definition.shape
    lines = []
    if each.target is not None:
        met = say("not known") if each.value is None else say("missed") if each.missed else say("met")
        lines.append(deck.said(say("Target {aim}: {met}", aim=each.aim, met=met)))
    lines.append(deck.said(say("Last month {value}", value=shown(shape, each.month_before))))
    lines.append(deck.said(say("Last year {value}", value=shown(shape, each.year_before))))
    return lines


def open_bridge(deck: Deck, story: Story) -> None:
    """What moved the open balance."""
    title = say("Sales added {more}, receipts settled {less}: the open balance goes from {opening} to {closing}")
    _bridge(deck, story, story.month.balance, title, ("sales", "receipts"))


def overdue_bridge(deck: Deck, story: Story) -> None:
    """What moved the overdue balance."""
    title = say("{more} became overdue, {less} of it was collected: overdue goes from {opening} to {closing}")
    _bridge(deck, story, story.month.overdue, title, ("became_overdue", "collected"))


def _bridge(deck: Deck, story: Story, found: Bridge, title: Message, told: tuple[str, str]) -> None:
    look = look_of(deck, story)
    steps = bridge.steps(found, story.currency)
    amounts = {str(bar): int(amount) for bar, amount in zip(steps["bar"], steps["amount"], strict=True)}
    more, less = (wording.amount(abs(amounts.get(bar, 0)), story.currency, deck.stamp.unit) for bar in told)
    ends = {end: wording.amount(amounts[end], story.currency, deck.stamp.unit) for end in ENDS}
    note = say("Receipts are those applied to documents. Every bar adds up from documents; opening and all bars give the closing balance.")
    slide = deck.slide(deck.said(say(title.template, more=more, less=less, **ends)), deck.said(note))
    named = [(deck.said({**ENDS, **found.bars}[bar]), amount, bar in ENDS) for bar, amount in amounts.items()]
    waterfall(deck, slide, named, look)


def waterfall(deck: Deck, slide: Any, steps: Sequence[tuple[str, int, bool]], look: Look) -> None:
    """Steps as (name, amount in minor units, whether it is a balance): columns that stand on where the last one ended."""
    level, low, high = 0, [], []
    for _, amount, balance in steps:
        start, end = (0, amount) if balance else (level, level + amount)
        low.append(look.number(min(start, end)))
        high.append(look.number(abs(end - start)))
        level = end
    labels = [("+" if amount > 0 and not balance else "") + look.label(amount) for _, amount, balance in steps]
    colors = [palette.ACCENT if balance else MORE if amount > 0 else LESS for _, amount, balance in steps]
    tall = max([1e-9, *high]) / 12
    ink = [WHITE if color in (palette.ACCENT, LESS) and value > tall else INK for color, value in zip(colors, high, strict=True)]
    series = [Series(" ", low, None), Series(deck.said(say("Amount")), high, palette.ACCENT, labels, colors, ink)]
    deck.columns(slide, [name for name, _, _ in steps], series, WHOLE, stacked=True, pattern=pattern_of(deck), labels=False)


def ages(deck: Deck, story: Story) -> None:
    """Twelve month ends by age."""
    look, scheme = look_of(deck, story), story.policy.aging.scheme
    last = story.ages.iloc[-1]
    rates = [Fraction(int(row["overdue"]), int(row["open"])) if int(row["open"]) > 0 else None for _, row in story.ages.iterrows()]
    title = say(
        "{rate} of the open balance is overdue; on {date} it was {before}",
        rate=wording.percent(rates[-1]),
        date=f"{story.ages.iloc[0]['month_end']:%Y-%m-%d}",
        before=wording.percent(rates[0]),
    )
    told = [say("Open documents by age at each month end, before credits."), *([story.origin] if story.origin else [])]
    slide = deck.slide(deck.said(title), "\n".join(deck.said(each) for each in told))
    colors = palette.ramp(len(edges(scheme)) + 1)
    months = [f"{day:%Y-%m}" for day in story.ages["month_end"]]
    names = [deck.said(label) for label in label_messages(scheme, story.policy.aging.basis)]
    values = [[look.number(int(value)) for value in story.ages[f"bucket_{number}"]] for number in range(len(colors))]
    tallest = max((sum(part) for part in zip(*values, strict=True)), default=0)
    series = [Series(name, part, color, *_written(part, color, tallest)) for name, part, color in zip(names, values, colors, strict=True)]
    deck.columns(slide, months, series, Place(0, 0, 1, 0.86), stacked=True, pattern=pattern_of(deck), labels=False)
    lines = [deck.said(say("At {date}", date=f"{last['month_end']:%Y-%m-%d}"))]
    lines += [f"{name} {part[-1]:,.0f}" for name, part in zip(names, values, strict=True)]
    deck.says(slide, ["   ".join(lines)], Place(0, 0.9, 1, 0.1), 11)


def _written(values: Sequence[float], color: str, tallest: float) -> tuple[list[str], None, list[str]]:
    """The figures of the parts of stacked columns that have room for one, and the ink in which each can be read."""
    labels = [f"{value:,.0f}" if value >= tallest * LEAST_LABELLED else "" for value in values]
    return labels, None, [palette.ink_on(color)] * len(values)


def rates(deck: Deck, story: Story) -> None:
    """The overdue rate and DSO, side by side: two scales never share one picture."""
    months = [f"{day:%Y-%m}" for day in story.monthly["month_end"]]
    now = {each.definition.title.template: each for each in story.kpis}
    dso, overdue = DEFINITIONS["dso"], DEFINITIONS["overdue_rate"]
    title = say(
        "{dso}: {days} days, overdue rate {rate}",
        dso=dso.title,
        days=shown("days", now[dso.title.template].value),
        rate=shown("share", now[overdue.title.template].value),
    )
    note = "\n".join(f"{deck.said(each.title)}: {deck.said(now[each.title.template].label)}" for each in (overdue, dso))
    slide = deck.slide(deck.said(title), note)
    for left, definition, factor, unit in ((0.0, overdue, 100.0, "%"), (0.51, dso, 1.0, deck.said(say("days")))):
        values = [None if pd.isna(value) else round(float(value) * factor, 1) for value in story.monthly[definition.name]]
        deck.heading(slide, f"{deck.said(definition.title)} ({unit})", Place(left, 0, 0.48, 0.08))
        known = [place for place, value in enumerate(values) if value is not None]
        told = {*known[:1], *known[-1:], *([max(known, key=lambda place: values[place] or 0)] if known else [])}
        labels = [f"{value:.1f}" if place in told else "" for place, value in enumerate(values)]
        series = [Series(deck.said(definition.title), values, palette.ACCENT, labels)]
        wanted = target_of(definition.name, story.policy.targets)
        if wanted is not None:
            line = [float(wanted) * factor] * len(months)
            name = f"{deck.said(say('Target'))} {line[0]:.1f}"
            series.append(Series(name, line, palette.MUTED, [""] * len(months)))
        deck.lines(slide, months, series, Place(left, 0.08, 0.48, 0.9))


def sales(deck: Deck, story: Story) -> None:
    """Receivables against sales and receipts."""
    look, rows = look_of(deck, story), story.monthly
    first, last = rows.iloc[0], rows.iloc[-1]
    compared = story.month.growths(story.currency)
    if compared is None:
        title = say(
            "Receivables {change} since {date}: from {before} to {now}",
            date=f"{first['month_end']:%Y-%m-%d}",
            change=_growth(int(first["open"]), int(last["open"])),
            before=wording.amount(int(first["open"]), story.currency, deck.stamp.unit),
            now=wording.amount(int(last["open"]), story.currency, deck.stamp.unit),
        )
        note = say("Sales are the invoices of the month; receipts those applied in it.")
    else:
        title = _outgrown(*compared)
        note = say("Columns: invoices and receipts applied of each month. The title compares the balance, and sales of 90 days.")
    slide = deck.slide(deck.said(title), deck.said(note))
    months = [f"{day:%Y-%m}" for day in rows["month_end"]]
    parts = (
        ("open", say("Open balance"), palette.ACCENT),
        ("sales", say("Sales"), palette.CREDIT),
        ("receipts", say("Receipts applied"), palette.MUTED),
    )
    owed = [f"{look.number(int(value)):,.0f}" for value in rows["open"]]
    series = [
        Series(deck.said(name), [look.number(int(value)) for value in rows[key]], color, owed if key == "open" else [""] * len(rows))
        for key, name, color in parts
    ]
    deck.columns(slide, months, series, WHOLE, pattern="#,##0")


def _outgrown(owed: Fraction, sold: Fraction) -> Message:
    """Whether receivables grow faster than sales."""
    words = {"owed": _signed(owed), "sold": _signed(sold)}
    if owed > sold and owed > 0:
        return say("Warning: receivables {owed} on last year, sales {sold}: receivables grow faster than sales", **words)
    return say("Receivables {owed} on last year, sales {sold}", **words)


def _signed(rate: Fraction) -> str:
    return ("+" if rate > 0 else "") + wording.percent(rate)


def _growth(before: int, now: int) -> Message:
    if before <= 0:
        return say("have changed")
    rate = wording.percent(Fraction(abs(now - before), before))
    return say("grew by {rate}", rate=rate) if now >= before else say("fell by {rate}", rate=rate)


def concentration(deck: Deck, story: Story) -> None:
    """The largest customers and what they have together."""
    look = look_of(deck, story)
    rows = story.month.table("T4").of(story.currency).head(NAMED)
    share = wording.percent(Fraction(int(rows["cumulated"].iloc[-1]), 10_000)) if len(rows) else "–"
    title = say("The {count} largest customers owe {share} of everything", count=len(rows), share=share)
    slide = deck.slide(deck.said(title), deck.said(say("Open items before credits; the share cumulates from the largest down.")))
    labels = [
        f"{look.label(int(owed))} · Σ {wording.percent(Fraction(int(so_far), 10_000))}"
        for owed, part, so_far in zip(rows["open"], rows["share"], rows["cumulated"], strict=True)
    ]
    series = [Series(deck.said(say("Open balance")), [look.number(int(value)) for value in rows["open"]], palette.ACCENT, labels)]
    deck.columns(slide, _names(rows["name"]), series, Place(0, 0, 1, 0.92), bars=True, pattern=pattern_of(deck), room=1.5)
    deck.says(slide, [deck.said(say("Amount · Σ share of all, from the largest down to here"))], Place(0, 0.93, 1, 0.07), 11)


def _names(values: pd.Series) -> list[str]:
    return [shortened(str(value), 22) for value in values]


def owners(deck: Deck, story: Story) -> None:
    """Salespeople by overdue rate, the worst first."""
    rows = story.owners[story.owners["overdue_rate"].notna()].sort_values("overdue_rate", ascending=False).head(NAMED)
    unknown = deck.said(say("Not given"))
    names = [name or unknown for name in rows["name"]]
    worst = wording.percent(Fraction(str(round(float(rows["overdue_rate"].iloc[0]), 9)))) if len(rows) else "–"
    title = (
        say("Overdue is highest with {name}: {rate} of the open balance", name=names[0], rate=worst)
        if names
        else say("No owner has anything open")
    )
    slide = deck.slide(deck.said(title), deck.said(say("Overdue rate: what is overdue ÷ what is open, by salesperson.")))
    if names:
        values = [round(float(value) * 100, 1) for value in rows["overdue_rate"]]
        series = [Series(deck.said(DEFINITIONS["overdue_rate"].title), values, palette.ACCENT)]
        deck.heading(slide, f"{deck.said(DEFINITIONS['overdue_rate'].title)} (%)", Place(0, 0, 0.45, 0.08))
        deck.columns(slide, names, series, Place(0, 0.08, 0.45, 0.9), bars=True, pattern="0.0")
        look = look_of(deck, story)
        cells = [
            [name, look.label(int(row["open"])), look.label(int(row["overdue"])), *_measures(row)]
            for name, (_, row) in zip(names, rows.iterrows(), strict=True)
        ]
        heads = [say("Salesperson"), say("Open balance"), say("Overdue"), DEFINITIONS["dso"].title, DEFINITIONS["on_time_rate"].title]
        deck.table(slide, [deck.said(head) for head in heads], cells, Place(0.5, 0.08, 0.5, 0.9), (1.2, 1, 1, 1, 1), numbers=(1, 2, 3, 4))


def _measures(row: pd.Series) -> Sequence[str]:
    return [column(DEFINITIONS[name].shape, pd.Series([row[name]]))[0] for name in ("dso", "on_time_rate")]


def rolls(deck: Deck, story: Story) -> None:
    """How much of each age was still open a month later."""
    labels = label_messages(ROLL, "due")[:-1]
    cohorts = story.rolls.cohorts[-6:]
    note = deck.said(
        say("Monthly roll rates: what was in a bucket and stood in the next one a month later, or was written off, ÷ what was in it.")
    )
    slide = deck.slide(deck.said(say("How much of each age is still uncollected a month later")), note)
    if story.month.closed and not story.rolls_kept:
        deck.says(slide, [deck.said(say("Every month as the books have it now, not as it was closed."))], Place(0, 0.9, 1, 0.08), 11)
    columns = [[*cohort.rates] for cohort in cohorts] + [[*story.rolls.migration]]
    heads = ["", *(f"→ {cohort.end:%Y-%m}" for cohort in cohorts), deck.said(say("Average"))]
    rows, fills = [], []
    for place, label in enumerate(labels):
        found = [rates_[place] if place < len(rates_) else None for rates_ in columns]
        rows.append([deck.said(label), *(wording.percent(rate) for rate in found)])
        fills.append([None, *(_heat(rate) for rate in found)])
    deck.table(
        slide, heads, rows, Place(0, 0.05, 1, 0.8), (1.5, *(1.0 for _ in columns)), numbers=range(1, len(heads)), size=14, fills=fills
    )


def _heat(rate: Fraction | None) -> str | None:
    """From white to orange; the figures stand in the cells, so the color only helps."""
    return None if rate is None else tint(palette.OVERDUE[1], min(1.0, max(0.0, float(rate))))


def receipts(deck: Deck, story: Story) -> None:
    """The month's receipts day by day, and the promises of the months before."""
    look, days = look_of(deck, story), story.days
    total, largest = int(days["amount"].sum()), days.iloc[int(days["amount"].argmax())]
    title = say(
        "{total} came in this month; most on {day}: {amount}",
        total=wording.amount(total, story.currency, deck.stamp.unit),
        day=f"{largest['day']:%m-%d}",
        amount=wording.amount(int(largest["amount"]), story.currency, deck.stamp.unit),
    )
    slide = deck.slide(deck.said(title), deck.said(say("Money received on each day of the month, whatever it was applied to.")))
    series = [Series(deck.said(say("Money received")), [look.number(int(value)) or None for value in days["amount"]], palette.ACCENT)]
    deck.columns(slide, [f"{day:%d}" for day in days["day"]], series, WHOLE, pattern="#,##0")


def promises(deck: Deck, story: Story) -> None:
    """What was promised and what came in time, month by month."""
    look, rows = look_of(deck, story), story.monthly
    due, kept = int(rows["promises_due"].sum()), int(rows["promises_kept"].sum())
    note = deck.said(say("A promise is kept when the money has come within the days of tolerance of the policy."))
    if not due:
        deck.says(
            deck.slide(deck.said(say("No promises fell due in twelve months")), note), [deck.said(say("Nothing is recorded."))], WHOLE
        )
        return
    rate = wording.percent(Fraction(kept, due))
    title = say("{kept} of {due} promises of twelve months were kept ({rate})", kept=kept, due=due, rate=rate)
    slide = deck.slide(deck.said(title), note)
    came = [look.number(int(value)) for value in rows["promised_received"]]
    missing = [look.number(int(all_ - part)) for all_, part in zip(rows["promised"], rows["promised_received"], strict=True)]
    names = [f"{day:%Y-%m}" for day in rows["month_end"]]
    two_parts(deck, slide, names, (say("Promised and paid in time"), came), (say("Promised, not paid in time"), missing))


def two_parts(
    deck: Deck,
    slide: Any,
    names: Sequence[str],
    lower: tuple[Message, list[float]],
    upper: tuple[Message, list[float]],
    place: Place = WHOLE,
) -> None:
    """Columns of a good part and a bad one above it; each part that has room for it bears its figure."""
    tallest = max((low + high for low, high in zip(lower[1], upper[1], strict=True)), default=0)

    series = [
        Series(deck.said(name), values, color, *_written(values, color, tallest))
        for (name, values), color in ((lower, palette.ACCENT), (upper, palette.OVERDUE[1]))
    ]
    deck.columns(slide, names, series, place, stacked=True, pattern=pattern_of(deck), labels=False)
