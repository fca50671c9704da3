"""Days as a calendar: a column a weekday, Monday first, a row a week, darker is more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt
import pandas as pd

from arcore import palette
from arcore.charts.look import NO_AXIS, Look
from arcore.messages import Message, say

WEEKDAYS: tuple[Message, ...] = (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))
HEIGHT = 48
"""Pixels of a week."""


def day_rows(days: pd.Series, weeks: Iterable[int], amounts: pd.Series, look: Look) -> pd.DataFrame:
    """weekday, week, date ('06-30'), amount (to draw), label, for `cells`; `amounts` in minor units, `weeks` counts the rows."""
    names = [look.text(name) for name in WEEKDAYS]
    whole = [int(amount) for amount in amounts.tolist()]
    return pd.DataFrame(
        {
            "weekday": [names[day.weekday()] for day in days],
            "week": list(weeks),
            "date": [f"{day:%m-%d}" for day in days],
            "amount": [look.number(amount) for amount in whole],
            "label": [look.label(amount) if amount else "" for amount in whole],
        }
    )


def cells(rows: pd.DataFrame, tips: Sequence[alt.Tooltip], look: Look, **mark: Any) -> tuple[alt.Chart, alt.Chart, alt.Chart]:
    """Cells (with the further properties of `mark`), dates and amounts of `day_rows`, to be layered."""
    names = [look.text(name) for name in WEEKDAYS]
    base = alt.Chart(rows).encode(
        x=alt.X("weekday:N", sort=names, title=None, axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False)),
        y=alt.Y("week:O", axis=NO_AXIS),
        tooltip=list(tips),
    )
    shade = alt.condition(
        "datum.amount > 0",
        alt.Color("amount:Q", scale=alt.Scale(range=[palette.MUTED, palette.ACCENT]), legend=None),
        alt.value("transparent"),
    )
    squares = base.mark_rect(stroke=look.ink, strokeOpacity=0.15, **mark).encode(color=shade)
    dates = base.mark_text(dy=-9, fontSize=10, color=look.ink).encode(text="date:N")
    labels = base.mark_text(dy=8, fontWeight="bold", color=look.ink).encode(text="label:N")
    return squares, dates, labels
