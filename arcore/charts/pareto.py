"""Who the receivables hang on: the largest first, and what they add up to."""

from __future__ import annotations

import datetime as dt

import altair as alt
import pandas as pd

from arcore import palette
from arcore.charts.look import Look, faded
from arcore.concentration import Concentration
from arcore.messages import say

MOST = 15


def pareto(found: Concentration, as_of: dt.date, look: Look) -> alt.LayerChart:
    """The largest `MOST` as columns (over the cap in the color of a breach), their cumulated share as a line. Selection: `id`."""
    first = found.rows.head(MOST)
    rows = pd.DataFrame(
        {
            "id": first["id"],
            "name": first["name"],
            "amount": [look.number(int(value)) for value in first["amount"]],
            "label": [look.label(int(value)) for value in first["amount"]],
            "share": [f"{share:.1f} %" for share in first["share"]],
            "cumulated": first["cumulated"],
            "cumulated_label": [f"{share:.1f} %" for share in first["cumulated"]],
            "over": first["over"],
        }
    )
    picked = alt.selection_point(name="id", fields=["id"])
    order = list(rows["name"])
    x = alt.X("name:N", sort=order, title=None, axis=alt.Axis(labelAngle=-40, labelLimit=100, labelOverlap=False, ticks=False))
    tips = [
        look.tip("name", say("Customer")),
        look.tip("label", say("Exposure")),
        look.tip("share", say("Share")),
        look.tip("cumulated_label", say("Together")),
    ]
    color = alt.condition("datum.over", alt.value(palette.STATUS["over"]), alt.value(palette.ACCENT))
    amounts = alt.Y("amount:Q", title=look.text(look.unit_name), axis=alt.Axis(format=",~f", grid=False, tickCount=5))
    bars = (
        alt.Chart(rows)
        .mark_bar(cursor="pointer")
        .encode(x=x, y=amounts, color=color, opacity=faded(picked), tooltip=tips)
        .add_params(picked)
    )
    shares = alt.Y(
        "cumulated:Q", title=look.text(say("Cumulated share (%)")), scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(grid=False, tickCount=5)
    )
    line = alt.Chart(rows).mark_line(point={"color": palette.OVERDUE[2]}, color=palette.OVERDUE[2]).encode(x=x, y=shares, tooltip=tips)
    over = say("Red: over the cap of {cap}% for one customer", cap=found.cap_percent)
    title = look.title(say("Concentration of exposure"), as_of, over)
    layers = alt.layer(bars, line).resolve_scale(y="independent")
    finished: alt.LayerChart = layers.properties(title=title, height=320, background="transparent")
    return finished
