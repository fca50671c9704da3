"""One customer's balance at the month ends, and what it paid in each month."""

from __future__ import annotations

import datetime as dt

import altair as alt
import pandas as pd

from arcore.charts.look import Look, faded, layered
from arcore.messages import say

PAID = "#6F97BD"


def balance_and_payments(rows: pd.DataFrame, as_of: dt.date, look: Look) -> alt.LayerChart:
    """Columns for what was paid in the month, a line for the balance at its end; rows of `customer_file.history`.

    Selection: `month`, such as 2026-05.
    """
    shown = pd.DataFrame(
        {
            "month": [f"{end:%Y-%m}" for end in rows["month_end"]],
            "balance": [look.number(int(value)) for value in rows["balance"]],
            "paid": [look.number(int(value)) for value in rows["paid"]],
            "balance_label": [look.label(int(value)) for value in rows["balance"]],
            "paid_label": [look.label(int(value)) for value in rows["paid"]],
        }
    )
    names = [look.text(say("Balance at the month's end")), look.text(say("Paid in the month"))]
    scale = alt.Scale(domain=names, range=[look.accent, PAID])
    legend = alt.Legend(title=None, orient="top", direction="horizontal")
    x = alt.X("month:N", title=None, axis=alt.Axis(labelAngle=0, labelOverlap="greedy", ticks=False))
    tips = [look.tip("month", say("Month")), look.tip("balance_label", say("Balance")), look.tip("paid_label", say("Paid"))]
    picked = alt.selection_point(name="month", fields=["month"])
    base = alt.Chart(shown).encode(x=x, tooltip=tips)
    y = alt.Axis(title=None, tickCount=4, format=",~f")
    bars = base.transform_calculate(series=f"'{names[1]}'").mark_bar(width={"band": 0.6}, cursor="pointer")
    bars = bars.encode(y=alt.Y("paid:Q", axis=y), color=alt.Color("series:N", scale=scale, legend=legend), opacity=faded(picked))
    bars = bars.add_params(picked)
    line = base.transform_calculate(series=f"'{names[0].replace(chr(39), chr(92) + chr(39))}'").mark_line(point=True, strokeWidth=2)
    line = line.encode(y=alt.Y("balance:Q", axis=y), color=alt.Color("series:N", scale=scale, legend=legend))
    return layered([bars, line], look.title(say("Balance and payments"), as_of), 300)
