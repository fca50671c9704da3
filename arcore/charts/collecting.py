"""How collecting goes: why customers do not pay, what each step brought in, and the months."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import altair as alt
import pandas as pd

from arcore import palette
from arcore.charts.look import Look, layered
from arcore.messages import say

BAR = 20
"""The height of a horizontal bar, in pixels."""


def reasons_pareto(rows: pd.DataFrame, as_of: dt.date, look: Look) -> alt.LayerChart:
    """Overdue amount by reason as columns, the largest first, its cumulated share as a line; `statistics.reasons` with `label` in words."""
    drawn = pd.DataFrame(
        {
            "reason": rows["label"],
            "amount": [look.number(int(value)) for value in rows["amount"]],
            "words": [look.label(int(value)) for value in rows["amount"]],
            "customers": [f"{value:,}" for value in rows["customers"]],
            "cumulated": rows["cumulated"],
            "together": [f"{value:.1f} %" for value in rows["cumulated"]],
        }
    )
    tips = [
        look.tip("reason", say("Reason")), look.tip("words", say("Overdue")), look.tip("customers", say("Customers")),
        look.tip("together", say("Together")),
    ]  # fmt: skip
    x = alt.X(
        "reason:N", sort=list(drawn["reason"]), title=None, axis=alt.Axis(labelAngle=-30, labelLimit=110, labelOverlap=False, ticks=False)
    )
    money = alt.Y("amount:Q", title=look.text(look.unit_name), axis=alt.Axis(format=",~f", grid=False, tickCount=5))
    share = alt.Y(
        "cumulated:Q", title=look.text(say("Cumulated share (%)")), scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(grid=False, tickCount=5)
    )
    base = alt.Chart(drawn).encode(x=x, tooltip=tips)
    bars = base.mark_bar(color=palette.ACCENT, width={"band": 0.6}).encode(y=money)
    line = base.mark_line(color=palette.OVERDUE[2], point={"color": palette.OVERDUE[2]}).encode(y=share)
    title = look.title(say("Overdue by reason"), as_of)
    return cast(alt.LayerChart, layered([bars, line], title, 280).resolve_scale(y="independent"))


def recovery_bars(rows: pd.DataFrame, as_of: dt.date, look: Look, days: int) -> alt.LayerChart:
    """Each step's or collector's overdue amount (gray) and what came of it within `days` (accent); `recovery.by` with `label` in words."""
    drawn = pd.DataFrame(
        {
            "name": rows["label"],
            "overdue": [look.number(int(value)) for value in rows["overdue"]],
            "collected": [look.number(int(value)) for value in rows["collected"]],
            "overdue_words": [look.label(int(value)) for value in rows["overdue"]],
            "collected_words": [look.label(int(value)) for value in rows["collected"]],
            "steps": [f"{value:,}" for value in rows["steps"]],
            "rate": rows["rate_words"],
        }
    )
    tips = [
        look.tip("name", say("What")), look.tip("steps", say("How often")), look.tip("overdue_words", say("Overdue then")),
        look.tip("collected_words", say("Collected")), look.tip("rate", say("Recovery")),
    ]  # fmt: skip
    y = alt.Y("name:N", sort=list(drawn["name"]), title=None, axis=alt.Axis(labelLimit=120, ticks=False, domain=False))
    base = alt.Chart(drawn).encode(y=y, tooltip=tips)
    axis = alt.Axis(format=",~f", grid=False, tickCount=5)
    whole = base.mark_bar(color=palette.NOT_DUE, height=BAR).encode(x=alt.X("overdue:Q", title=look.text(look.unit_name), axis=axis))
    came = base.mark_bar(color=palette.ACCENT, height=BAR / 2).encode(x="collected:Q")
    words = base.mark_text(align="left", dx=6, color=look.ink).encode(x="overdue:Q", text="rate:N")
    title = look.title(say("Overdue on the day of the step, and collected within {days} days", days=days), as_of)
    height: Any = alt.Step(BAR * 2)
    return layered([whole, came, words], title, height)


def contacts_trend(monthly: pd.DataFrame, as_of: dt.date, look: Look) -> alt.LayerChart:
    """Contacts a month as columns, what was collected after them as a line; `statistics.monthly`."""
    drawn = monthly.assign(
        amount=[look.number(int(value)) for value in monthly["collected"]], words=[look.label(int(value)) for value in monthly["collected"]]
    )[["month", "contacts", "reached", "amount", "words"]]
    tips = [
        look.tip("month", say("Month")), look.tip("contacts", say("Number of contacts")), look.tip("reached", say("Somebody reached")),
        look.tip("words", say("Collected")),
    ]  # fmt: skip
    base = alt.Chart(drawn).encode(x=alt.X("month:N", title=None, axis=alt.Axis(labelAngle=-45, ticks=False)), tooltip=tips)
    counts = alt.Axis(orient="right", format=",d", tickMinStep=1, grid=False, ticks=False, domain=False, titleColor=palette.MUTED)
    bars = base.mark_bar(color=palette.MUTED, opacity=0.6, width={"band": 0.6}).encode(
        y=alt.Y("contacts:Q", title=look.text(say("Columns: contacts")), axis=counts)
    )
    amounts = alt.Axis(orient="left", format=",~f", ticks=False, domain=False, titleColor=look.accent)
    line = base.mark_line(color=look.accent, strokeWidth=2.5, point={"size": 45, "filled": True, "color": look.accent}).encode(
        y=alt.Y("amount:Q", title=look.text(say("Line: collected ({unit})", unit=look.unit_name)), axis=amounts)
    )
    title = look.title(say("Contacts and what was collected after them"), as_of)
    return cast(alt.LayerChart, layered([bars, line], title, 260).resolve_scale(y="independent"))
