"""Whether customers keep their word, and what came in against the collection plan: month by month."""

from __future__ import annotations

from fractions import Fraction

import altair as alt
import pandas as pd

from arcore import palette, wording
from arcore.charts.look import Look, layered
from arcore.messages import Message, say

LATEST = 12
"""So many months are drawn."""


def promise_keeping(monthly: pd.DataFrame, look: Look) -> alt.LayerChart:
    """Of each month's promises the kept part in the accent, the rest gray, the kept share by amount on top.

    Rows of `metrics.series.monthly` gathered with what people keep. Selection: `month`, its last day.
    """
    late = monthly.tail(LATEST)
    parts: tuple[tuple[str, Message, str], ...] = (
        ("promised_received", say("Promised and paid in time"), palette.ACCENT),
        ("missing", say("Promised, not paid in time"), palette.MUTED),
    )
    amounts = late.assign(missing=late["promised"] - late["promised_received"])
    rows = _stacked(amounts, parts, look)
    ends = pd.DataFrame(
        {
            "month": [f"{day:%Y-%m}" for day in late["month_end"]],
            "top": [look.number(int(value)) for value in late["promised"]],
            "share": _shares(late["promised_received"], late["promised"]),
        }
    )
    picked = alt.selection_point(name="month", fields=["month_end"])
    bars = _bars(rows, parts, look).add_params(picked)
    labels = alt.Chart(ends).mark_text(dy=-7, color=look.ink).encode(x=alt.X("month:N"), y=alt.Y("top:Q"), text="share:N")
    title = look.title(say("Promises kept, by amount"), late["month_end"].iloc[-1].date())
    return layered([bars, labels], title, 240)


def plan_and_receipts(monthly: pd.DataFrame, look: Look) -> alt.LayerChart:
    """Receipts of each month as columns, the collection plan as a tick over them, the completion on top. Selection: `month`."""
    late = monthly.tail(LATEST)
    rows = pd.DataFrame(
        {
            "month": [f"{day:%Y-%m}" for day in late["month_end"]],
            "month_end": [f"{day:%Y-%m-%d}" for day in late["month_end"]],
            "receipts": [look.number(int(value)) for value in late["receipts"]],
            "planned": [look.number(int(value)) if value else None for value in late["planned"]],
            "top": [look.number(max(int(came), int(plan))) for came, plan in zip(late["receipts"], late["planned"], strict=True)],
            "came_words": [look.label(int(value)) for value in late["receipts"]],
            "plan_words": [look.label(int(value)) if value else "–" for value in late["planned"]],
            "share": _shares(late["receipts"], late["planned"]),
        }
    )
    tips = [
        look.tip("month_end", say("As of")),
        look.tip("came_words", say("Receipts applied")),
        look.tip("plan_words", say("Planned receipts")),
        look.tip("share", say("Collection plan completed")),
    ]
    picked = alt.selection_point(name="month", fields=["month_end"])
    x = alt.X("month:N", title=None, axis=alt.Axis(labelAngle=-45, ticks=False))
    amounts = alt.Axis(format=",~f", ticks=False, domain=False)
    base = alt.Chart(rows).encode(x=x, tooltip=tips)
    bars = base.mark_bar(color=palette.ACCENT, cursor="pointer", width={"band": 0.6}).encode(
        y=alt.Y("receipts:Q", title=look.text(look.unit_name), axis=amounts)
    )
    plans = base.mark_tick(color=palette.OVERDUE[2], thickness=3, width={"band": 0.85}).encode(y="planned:Q")
    labels = base.mark_text(dy=-9, color=look.ink).encode(y="top:Q", text="share:N")
    marks = say("Orange mark: planned; on top: share of the plan")
    title = look.title(say("Receipts against the collection plan"), late["month_end"].iloc[-1].date(), marks)
    return layered([bars.add_params(picked), plans, labels], title, 240)


def _shares(parts: pd.Series, wholes: pd.Series) -> list[str]:
    """Each part of its whole in percent; blank where there is no whole."""
    return [wording.percent(Fraction(int(part), int(whole))) if whole else "" for part, whole in zip(parts, wholes, strict=True)]


def _stacked(late: pd.DataFrame, parts: tuple[tuple[str, Message, str], ...], look: Look) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (f"{day:%Y-%m}", f"{day:%Y-%m-%d}", order, look.text(words), look.number(int(value)), look.label(int(value)), f"{kept} / {due}")
            for order, (name, words, _) in enumerate(parts)
            for day, value, kept, due in zip(late["month_end"], late[name], late["promises_kept"], late["promises_due"], strict=True)
        ],
        columns=["month", "month_end", "order", "name", "amount", "label", "number"],
    )


def _bars(rows: pd.DataFrame, parts: tuple[tuple[str, Message, str], ...], look: Look) -> alt.Chart:
    scale = alt.Scale(domain=[look.text(words) for _, words, _ in parts], range=[color for *_, color in parts])
    tips = [
        look.tip("month_end", say("As of")), look.tip("name", say("What")), look.tip("label", say("Amount")),
        look.tip("number", say("Kept / due (number)")),
    ]  # fmt: skip
    bars: alt.Chart = alt.Chart(rows).mark_bar(cursor="pointer", width={"band": 0.6}).encode(
        x=alt.X("month:N", title=None, axis=alt.Axis(labelAngle=-45, ticks=False)),
        y=alt.Y("amount:Q", title=look.text(look.unit_name), axis=alt.Axis(format=",~f", ticks=False, domain=False)),
        color=alt.Color("name:N", scale=scale, legend=alt.Legend(title=None, orient="bottom")),
        order="order:Q",
        tooltip=tips,
    )  # fmt: skip
    return bars
