"""How the system is used, month by month: columns stacked by what things came to, with the number above each column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import altair as alt
import pandas as pd

from arcore import palette
from arcore.charts.look import Look, layered
from arcore.messages import Message, say

COLORS = (palette.ACCENT, "#6F97BD", "#B4CBE0", palette.CREDIT, palette.MUTED, palette.OVERDUE[0], palette.UNKNOWN)
"""From the accent to gray; neighbors differ in lightness, so that the order survives gray printing."""

ALARMING = frozenset({"waiting", "unmatched", "late"})
"""What should not be there wears the color of a debt that is late."""


def monthly_columns(rows: pd.DataFrame, names: Mapping[str, Message], title: Message, as_of: dt.date, look: Look) -> alt.LayerChart:
    """`rows`: month_end, kind, count; `names` what the kinds are called, in stacking order. Selection: `month`, its last day."""
    order = list(names)
    drawn = pd.DataFrame(
        {
            "month": [day.strftime("%Y-%m") for day in rows["month_end"]],
            "month_end": [day.strftime("%Y-%m-%d") for day in rows["month_end"]],
            "kind": [look.text(names[kind]) for kind in rows["kind"]],
            "place": [order.index(kind) for kind in rows["kind"]],
            "count": [int(count) for count in rows["count"]],
            "words": [f"{int(count):,}" for count in rows["count"]],
        }
    )
    totals = drawn.groupby("month", as_index=False)["count"].sum()
    totals = totals.assign(words=[f"{count:,}" if count else "" for count in totals["count"]])
    calm = iter(COLORS * len(order))
    colors = [palette.OVERDUE[2] if kind in ALARMING else next(calm) for kind in order]
    scale = alt.Scale(domain=[look.text(names[kind]) for kind in order], range=colors)
    x = alt.X("month:N", title=None, axis=alt.Axis(labelAngle=-45, ticks=False))
    y = alt.Y("count:Q", title=None, axis=alt.Axis(format=",d", tickMinStep=1, ticks=False, domain=False))
    tips = [look.tip("month", say("Month")), look.tip("kind", say("What")), look.tip("words", say("Count"))]
    bars = alt.Chart(drawn).mark_bar(width={"band": 0.6}).encode(
        x=x, y=y, tooltip=tips, order=alt.Order("place:Q"),
        color=alt.Color("kind:N", scale=scale, legend=alt.Legend(title=None, orient="bottom", columns=4, labelLimit=240)),
    )  # fmt: skip
    above = alt.Chart(totals).mark_text(dy=-8, color=look.ink).encode(x=x, y="count:Q", text="words:N")
    words = say("{title} (as of {date}, number)", title=title, date=as_of.isoformat())
    return layered([bars, above], look.heading(words), 240)
