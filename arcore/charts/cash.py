"""How the money that came in was settled: one bar, every line of the statements in one piece of it."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from arcore import palette
from arcore.cash.summary import CLASSES, Class, Settled
from arcore.charts.look import NO_AXIS, Look
from arcore.messages import say

COLORS: dict[Class, str] = {
    "applied": palette.ACCENT,
    "on_account": "#4A7AA8",
    "certain": "#6F97BD",
    "suggested": "#B4CBE0",
    "unidentified": "#D6792F",
    "aside": palette.MUTED,
}


def settled_bar(classes: Sequence[Settled], look: Look) -> alt.Chart:
    """One stacked bar of `classes` (of one currency), left to right from applied to not a receipt. Selection: `class`."""
    order = list(CLASSES)
    rows = pd.DataFrame(
        [
            (one.kind, order.index(one.kind), look.text(CLASSES[one.kind]), look.number(one.amount), look.label(one.amount), one.lines)
            for one in classes
        ],
        columns=["class", "order", "name", "amount", "label", "lines"],
    )
    picked = alt.selection_point(name="class", fields=["class"])
    color = alt.Color("class:N", legend=None, scale=alt.Scale(domain=list(COLORS), range=list(COLORS.values())))
    chart = alt.Chart(rows).mark_bar(height=26, stroke=look.ink, strokeWidth=0.3, cursor="pointer")
    finished: alt.Chart = (
        chart.encode(
            x=alt.X("amount:Q", stack="zero", axis=NO_AXIS, scale=alt.Scale(nice=False)),
            color=color,
            order=alt.Order("order:Q"),
            tooltip=[look.tip("name", say("Settled how")), look.tip("label", say("Amount")), look.tip("lines", say("Lines"))],
        )
        .add_params(picked)
        .properties(height=34, background="transparent", padding={"left": 0, "right": 0, "top": 2, "bottom": 2})
    )
    return finished
