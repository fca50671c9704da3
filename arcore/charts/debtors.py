"""Who owes most, and how old it is."""

from __future__ import annotations

import datetime as dt

import altair as alt
import pandas as pd

from arcore.buckets import Scheme, label_messages
from arcore.charts.look import NO_AXIS, Look, amounts, faded, layered
from arcore.messages import say

ROOM_FOR_AMOUNTS = 1.2
"""The widest bar leaves room for the amount at its end."""

LEGEND_HEIGHT = 80


def top_debtors(debtors: pd.DataFrame, scheme: Scheme, as_of: dt.date, look: Look) -> alt.LayerChart:
    """One bar per customer, split by age, its length at the end; rows of `overview.top_debtors`. Selection: `customer_id`."""
    parts, ends = _parts(debtors, scheme, look), _ends(debtors, scheme, look)
    order = list(ends["customer"])
    y = alt.Y("customer:N", sort=order, title=None, axis=alt.Axis(labelLimit=240, labelOverlap=False, ticks=False, domain=False))
    room = alt.Scale(domain=[0, float(ends["end"].max()) * ROOM_FOR_AMOUNTS]) if len(ends) else alt.Undefined
    picked = alt.selection_point(name="customer_id", fields=["customer_id"])
    legend = alt.Legend(title=None, orient="bottom", columns=4, symbolStrokeWidth=0.5)
    bars = alt.Chart(parts).mark_bar(stroke=look.ink, strokeWidth=0.3, cursor="pointer")
    bars = bars.encode(
        y=y,
        x=alt.X("amount:Q", axis=NO_AXIS, scale=room),
        color=alt.Color("name:N", sort=None, scale=look.age_scale(scheme), legend=legend),
        order=alt.Order("bucket:Q"),
        opacity=faded(picked),
        tooltip=[look.tip("customer", say("Customer")), look.tip("name", say("Bucket")), look.tip("label", say("Amount"))],
    ).add_params(picked)
    totals = alt.Chart(ends).mark_text(align="left", dx=6, color=look.ink)
    totals = totals.encode(y=y, x=alt.X("end:Q", axis=NO_AXIS, scale=room), text="label:N")
    title = look.title(say("Largest debtors, before credits"), as_of)
    return layered([bars, totals], title, 30 * max(2, len(order)) + LEGEND_HEIGHT)


def _parts(debtors: pd.DataFrame, scheme: Scheme, look: Look) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (row["customer_id"], row["customer_name"], number, look.text(name), look.number(value), look.label(value))
            for _, row in debtors.iterrows()
            for number, (name, value) in enumerate(zip(label_messages(scheme), amounts(row, scheme), strict=False))
            if value
        ],
        columns=["customer_id", "customer", "bucket", "name", "amount", "label"],
    )


def _ends(debtors: pd.DataFrame, scheme: Scheme, look: Look) -> pd.DataFrame:
    sums = [sum(amounts(row, scheme)[:-1]) for _, row in debtors.iterrows()]
    columns = {"end": [look.number(value) for value in sums], "label": [look.label(value) for value in sums]}
    return pd.DataFrame({"customer": [str(name) for name in debtors["customer_name"]], **columns})
