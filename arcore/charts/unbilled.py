"""How old the deliveries are that nobody has invoiced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import altair as alt
import pandas as pd

from arcore import palette
from arcore.charts.look import NO_AXIS, Look, faded, highest, layered
from arcore.messages import Message, say


def delivery_ages(rows: pd.DataFrame, titles: Sequence[Message], as_of: dt.date, look: Look) -> alt.LayerChart:
    """A column per age; rows of `unbilled.uninvoiced` in one currency, `titles` of its buckets. Selection: `age`, by `bucket`."""
    names = [look.text(title) for title in titles]
    sums = [int(rows.loc[rows["bucket"] == number, "amount"].sum()) for number in range(len(names))]
    counts = [int((rows["bucket"] == number).sum()) for number in range(len(names))]
    shown = pd.DataFrame(
        {
            "bucket": range(len(names)),
            "name": names,
            "amount": [look.number(value) for value in sums],
            "label": [look.label(value) for value in sums],
            "count": [f"{count:,}" for count in counts],
        }
    )
    picked = alt.selection_point(name="age", fields=["bucket"])
    colors = alt.Scale(domain=names, range=palette.ramp(len(names), first_is_current=False))
    room = alt.Scale(domain=[0.0, highest(shown["amount"]) * 1.12], nice=False)
    tips = [look.tip("name", say("Days since delivery")), look.tip("label", say("Amount")), look.tip("count", say("Deliveries"))]
    x = alt.X("name:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelLimit=160, ticks=False))
    base = alt.Chart(shown).encode(x=x, y=alt.Y("amount:Q", axis=NO_AXIS, scale=room), tooltip=tips)
    bars = base.mark_bar(size=46, stroke=look.ink, strokeWidth=0.5, cursor="pointer").encode(
        color=alt.Color("name:N", scale=colors, legend=None), opacity=faded(picked)
    )
    labels = base.mark_text(dy=-8, color=look.ink).encode(text="label:N")
    return layered([bars.add_params(picked), labels], look.title(say("Delivered, not invoiced, by days since delivery"), as_of), 220)
