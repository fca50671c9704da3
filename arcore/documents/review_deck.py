"""The monthly review as slides (documents §3.8): one message each, native charts, definitions in the notes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from arcore import palette, wording
from arcore.documents import review_slides
from arcore.documents.deck_style import WHOLE, Deck, Place, Series, shortened
from arcore.documents.review_slides import NAMED, look_of
from arcore.documents.review_workbook import DECISIONS, Progress
from arcore.documents.workbook_style import Stamp, unit_label
from arcore.messages import Message, say
from arcore.review import decisions, worded
from arcore.review.model import Table
from arcore.review.story import Story

Slide = Callable[[Deck, Story], None]
LONGEST = 30
"""Signs of a cell."""
ABOVE, BELOW = Place(0, 0, 1, 0.9), Place(0, 0.92, 1, 0.08)
"""Where a slide shows its chart or table, and where it says what that leaves out."""


def build(story: Story, stamp: Stamp, progress: Progress | None = None) -> bytes:
    """The presentation's bytes, in the stamp's language and unit; `progress` is told the share done."""
    deck = Deck(stamp, unit_label(stamp.unit, story.currency).text(stamp.lang))
    state = (
        say("Figures as the month was closed with them")
        if story.month.closed
        else say("Figures as the books have them now; the month is not closed")
    )
    lines = [
        deck.said(say("Receivables of {month}, {currency}", month=story.month.name, currency=story.currency)),
        deck.said(say("As of {date}, amounts in {unit}", date=story.month.as_of.isoformat(), unit=deck.unit)),
        deck.said(state),
    ]
    deck.cover(say("{company}: monthly review", company=stamp.company), lines)
    for place, (title, draw) in enumerate(SLIDES):
        if progress is not None:
            progress(place / len(SLIDES), title)
        if draw in OF_MONTHS and not (len(story.monthly) and len(story.ages)):
            none = say("Nothing is recorded in {currency}.", currency=story.currency)
            deck.says(deck.slide(deck.said(title), deck.said(none)), [deck.said(none)], WHOLE)
        else:
            draw(deck, story)
    return deck.bytes()


def _listed(deck: Deck, table: Table, title: Message, story: Story, names: tuple[str, ...], widths: tuple[float, ...]) -> None:
    """The first rows of a table of the review, some of its columns."""
    note = deck.said(table.note) if table.note is not None else deck.said(table.title)
    slide = deck.slide(deck.said(title), note)
    _rows(deck, slide, table, story, names, widths, WHOLE, NAMED)
    count = len(table.of(story.currency))
    if count > NAMED:
        more = say("{count} more are in the workbook, table {number}.", count=count - NAMED, number=table.number)
        deck.says(slide, [deck.said(more)], BELOW, 11)


def _rows(
    deck: Deck, slide: Any, table: Table, story: Story, names: tuple[str, ...], widths: tuple[float, ...], place: Place, most: int
) -> None:
    """Some columns of a table's first rows, in larger type where they are few; its note where there are none."""
    rows = table.of(story.currency)
    if not len(rows):
        deck.says(slide, [deck.said(table.note or say("Nothing is recorded."))], place, 13)
        return
    chosen = replace(table, columns=tuple(column for name in names for column in table.columns if column.name == name))
    cells = worded.texts(chosen, rows.head(most), deck.stamp.lang, deck.stamp.unit, story.currency)
    numbers = [number for number, column in enumerate(chosen.columns) if worded.numeric(column)]
    heads = [deck.said(column.heading) for column in chosen.columns]
    short = [[shortened(text, LONGEST) for text in row] for row in cells]
    deck.table(slide, heads, short, place, widths, numbers=numbers, size=11 if len(names) > 7 else 12)


def _overdue(deck: Deck, story: Story) -> None:
    rows = story.month.table("T3").of(story.currency)
    first = int(rows["overdue"].head(NAMED).sum())
    whole = int(rows["overdue"].sum())
    share = wording.percent(Fraction(first, whole)) if whole > 0 else "–"
    title = say("The {count} largest overdue customers: {share} of what is overdue", count=min(NAMED, len(rows)), share=share)
    names = ("name", "overdue", "days", "cause", "action", "owner", "promised_on")
    _listed(deck, story.month.table("T3"), title, story, names, (2.4, 1.1, 0.8, 1.3, 2.4, 0.9, 1.1))


def _plan(deck: Deck, story: Story) -> None:
    look = look_of(deck, story)
    rows = story.month.table("T5").of(story.currency)
    planned, collected, following = (int(rows[name].sum()) for name in ("planned", "collected", "next_planned"))
    done = wording.percent(Fraction(collected, planned)) if planned > 0 else "–"
    words = {
        name: wording.amount(value, story.currency, deck.stamp.unit) for name, value in (("planned", planned), ("following", following))
    }
    title = say("{rate} of the plan of {planned} came in; {following} is planned for next month", rate=done, **words)
    note = story.month.table("T5").note
    slide = deck.slide(deck.said(title), "" if note is None else deck.said(note))
    shown = rows.head(NAMED)
    unknown = deck.said(say("Not given"))
    parts = (
        ("planned", say("Planned for the month"), palette.MUTED),
        ("collected", say("Receipts applied"), palette.ACCENT),
        ("next_planned", say("Plan for next month"), palette.OVERDUE[0]),
    )
    series = [Series(deck.said(name), [look.number(int(value)) for value in shown[key]], color) for key, name, color in parts]
    pattern = review_slides.pattern_of(deck)
    deck.columns(slide, [str(name) or unknown for name in shown["owner"]], series, WHOLE, pattern=pattern)


def _limits(deck: Deck, story: Story) -> None:
    rows = story.month.table("T6").of(story.currency)
    over = int((rows["breach_amount"] > 0).sum())
    title = say("{count} customers need a decision on credit or supply, {over} of them over their limit", count=len(rows), over=over)
    names = ("name", "grade", "exposure", "limit", "breach_amount", "overdue", "status", "late", "supply")
    _listed(deck, story.month.table("T6"), title, story, names, (2.1, 0.8, 1, 1, 1, 1, 1, 1.2, 1.1))


def _problems(deck: Deck, story: Story) -> None:
    """Disputes, letters and court cases, and what ends soon: the first of each."""
    disputes, court, ends = (story.month.table(number) for number in ("T10", "T11", "T13"))
    disputed = disputes.of(story.currency)
    money = wording.amount(int(disputed["disputed"].sum()), story.currency, deck.stamp.unit)
    counts = {"cases": len(court.of(story.currency)), "ends": len(ends.of(story.currency))}
    title = say(
        "Disputes: {count}, over {amount}; letters and court cases: {cases}; deadlines near: {ends}",
        count=len(disputed),
        amount=money,
        **counts,
    )
    slide = deck.slide(deck.said(title), deck.said(say("All rows are in the workbook, tables T10, T11 and T13.")))
    parts = (
        (disputes, ("name", "dispute_type", "document_nos", "disputed", "owner", "due_on", "state"), (2.2, 1, 2.2, 1.1, 0.9, 1.1, 1)),
        (court, ("kind", "name", "number", "state", "amount", "deadline", "owner"), (0.9, 2.2, 1.4, 1, 1.1, 1.1, 0.9)),
        (ends, ("kind", "name", "subject", "amount", "ends", "days_left"), (1, 2.2, 2.2, 1.1, 1.1, 0.8)),
    )
    for number, (table, names, widths) in enumerate(parts):
        deck.heading(slide, deck.said(table.title), Place(0, number * 0.335, 1, 0.07))
        _rows(deck, slide, table, story, names, widths, Place(0, number * 0.335 + 0.07, 1, 0.25), 3)


def _confirmed(deck: Deck, story: Story) -> None:
    rows = story.month.table("T7").of(story.currency)
    agreed, sent = int(rows["agreed_balance"].notna().sum()), int(rows["sent_on"].notna().sum())
    title = say("Of {count} accounts {sent} statements were sent and {agreed} confirmed", count=len(rows), sent=sent, agreed=agreed)
    names = ("name", "balance", "status", "sent_on", "agreed_balance", "differences", "difference")
    _listed(deck, story.month.table("T7"), title, story, names, (2.3, 1.1, 1.1, 1, 1.1, 1.1, 1.1))


def _allowance(deck: Deck, story: Story) -> None:
    rows = story.month.table("T12").of(story.currency)
    closing = int(rows["closing"].sum())
    share = wording.percent(Fraction(closing, int(rows["balance"].sum()))) if rows["balance"].sum() > 0 else "–"
    money = wording.amount(closing, story.currency, deck.stamp.unit)
    title = say("The allowance is {amount}, {share} of what is owed", amount=money, share=share)
    slide = deck.slide(deck.said(title), deck.said(story.month.table("T12").title))
    if not len(rows):
        deck.says(slide, [deck.said(say("Nothing is recorded."))], WHOLE)
        return
    first = rows.iloc[0]
    headings = {column.name: deck.said(column.heading) for column in story.month.table("T12").columns}
    signs = {"opening": 1, "charge": 1, "reversal": -1, "written_off": -1, "recovered": 1, "other": 1, "closing": 1}
    steps = [(headings[name], sign * int(first[name]), name in ("opening", "closing")) for name, sign in signs.items()]
    shown = [step for step in steps if step[1] or step[2]]
    review_slides.waterfall(deck, slide, shown, look_of(deck, story))


def _weeks(deck: Deck, story: Story) -> None:
    look = look_of(deck, story)
    rows = story.month.table("T14").of(story.currency)
    dated = rows[rows["ends"].notna()]
    money = wording.amount(int(dated["amount"].sum()), story.currency, deck.stamp.unit)
    four = wording.amount(int(dated["amount"].head(4).sum()), story.currency, deck.stamp.unit)
    title = say("{amount} is expected in 13 weeks, {four} of it in the first four", amount=money, four=four)
    note = say("Each document by its expected day of payment; what is disputed is not counted on.")
    slide = deck.slide(deck.said(title), deck.said(note))
    late = [look.number(int(value)) for value in dated["overdue"]]
    rest = [look.number(int(all_ - part)) for all_, part in zip(dated["amount"], dated["overdue"], strict=True)]
    names = [f"{day:%m-%d}" for day in dated["ends"]]
    review_slides.two_parts(deck, slide, names, (say("Not due yet"), rest), (say("Already overdue"), late), ABOVE)
    told = say("Each week by its last day; what has no room for its figure stands in table T14 of the workbook.")
    deck.says(slide, [deck.said(told)], BELOW, 11)


def _decisions(deck: Deck, story: Story) -> None:
    rows = story.decisions
    open_ = decisions.progress(rows).open
    title = say("Decisions on record: {count}, still open: {open}", count=len(rows), open=open_)
    note = say("Every decision stands in the workbook; an open one stays until it is done or dropped.")
    slide = deck.slide(deck.said(title), deck.said(note))
    if not len(rows):
        deck.says(slide, [deck.said(say("No decision has been recorded yet."))], WHOLE)
        return
    first = decisions.open_first(rows).head(NAMED)
    cells = [
        [
            str(row["month"]), shortened(_subject(row), LONGEST), str(row["department"]), str(row["owner"]),
            f"{row['due_on']:%Y-%m-%d}", str(row["late"] or ""), str(row["state"]),
        ]
        for row in decisions.in_words(first, deck.stamp.lang).to_dict("records")
    ]  # fmt: skip
    heads = [say("Meeting"), say("Decision taken"), say("Department"), say("Owner"), say("Due"), say("Late, days"), say("State")]
    deck.table(slide, [deck.said(head) for head in heads], cells, WHOLE, (0.8, 3.6, 0.9, 0.9, 1, 0.8, 0.9), numbers=(5,), size=12)
    told = say("Decisions as they stood on {date}.", date=story.known.isoformat())
    more = say("{count} more are in the workbook, sheet “{sheet}”.", count=len(rows) - len(first), sheet=DECISIONS)
    deck.says(slide, [" ".join(deck.said(each) for each in ((told, more) if len(rows) > len(first) else (told,)))], BELOW, 11)


def _subject(row: Mapping[Hashable, object]) -> str:
    """What was decided, and about whom where it is about a customer."""
    about = f" · {row['customer_name']}" if isinstance(row["customer_name"], str) else ""
    return f"{row['title']}{about}"


def _definitions(deck: Deck, story: Story) -> None:
    lines = [f"{deck.said(each.definition.title)}: {deck.said(each.label)}" for each in story.kpis]
    lines.append(deck.said(say("Overdue: past the due date in force on that day. Amounts in {unit}.", unit=deck.unit)))
    deck.says(deck.slide(deck.said(say("How the figures are computed")), "\n".join(lines)), lines, WHOLE, 14)


SLIDES: tuple[tuple[Message, Slide], ...] = (
    (say("Key figures"), review_slides.key_figures),
    (say("Open balance"), review_slides.open_bridge),
    (say("Overdue"), review_slides.overdue_bridge),
    (say("Aging"), review_slides.ages),
    (say("Rates"), review_slides.rates),
    (say("Receivables against sales"), review_slides.sales),
    (say("Concentration"), review_slides.concentration),
    (say("Overdue customers"), _overdue),
    (say("Owners"), review_slides.owners),
    (say("Collection plan"), _plan),
    (say("Receipts of the month"), review_slides.receipts),
    (say("Promises"), review_slides.promises),
    (say("Migration"), review_slides.rolls),
    (say("Limits and supply"), _limits),
    (say("Disputes, court, deadlines"), _problems),
    (say("Statements"), _confirmed),
    (say("Allowance"), _allowance),
    (say("Expected receipts"), _weeks),
    (say("Decisions"), _decisions),
    (say("Definitions"), _definitions),
)
"""The slides in their order, each with what the progress calls it."""

OF_MONTHS: tuple[Slide, ...] = (review_slides.ages, review_slides.rates, review_slides.sales, review_slides.promises)
"""Slides that need months in which there was anything."""
