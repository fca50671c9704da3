"""What led from the opening to the closing balance, bar by bar."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from arcore import palette
from arcore.bridge import Bridge
from arcore.charts.look import NO_AXIS, Look, faded, highest, layered
from arcore.messages import Message, say

ENDS = {"opening": say("Opening balance"), "closing": say("Closing balance")}
MORE, LESS = "#D6792F", "#5B8C85"
"""More is owed, less is owed: apart in lightness, so that gray printing keeps them apart; the sign stands at each bar."""


def waterfall(bridge: Bridge, steps: pd.DataFrame, name: Message, look: Look) -> alt.LayerChart:
    """The bars of `bridge.steps`, each labeled with its amount. Selection: `bar`."""
    words = {**ENDS, **bridge.bars}
    rows = _rows(steps, words, look)
    x = alt.X("name:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelLimit=130, ticks=False))
    low, high = min(0.0, *rows["start"], *rows["end"]), highest(rows["top"])
    room = alt.Scale(domain=[low, high * 1.08], nice=False)
    picked = alt.selection_point(name="bar", fields=["bar"])
    tooltip = [look.tip("name", say("Step")), look.tip("label", say("Amount"))]
    base = alt.Chart(rows).encode(x=x, tooltip=tooltip)
    bars = base.mark_bar(size=44, stroke=look.ink, strokeWidth=0.4, cursor="pointer").encode(
        y=alt.Y("start:Q", axis=NO_AXIS, scale=room), y2="end:Q", color=alt.Color("color:N", scale=None), opacity=faded(picked)
    )
    labels = base.mark_text(dy=-8, color=look.ink).encode(y=alt.Y("top:Q", axis=NO_AXIS, scale=room), text="label:N")
    return layered([bars.add_params(picked), labels], look.title(name, bridge.until), 280)


def _rows(steps: pd.DataFrame, words: Mapping[str, Message], look: Look) -> pd.DataFrame:
    drawn = []
    for bar, amount, start, end in steps[["bar", "amount", "start", "end"]].itertuples(index=False):
        whole = bar in ENDS
        label = ("+" if amount > 0 and not whole else "") + look.label(int(amount))
        color = palette.ACCENT if whole else MORE if amount > 0 else LESS
        places = (look.number(int(start)), look.number(int(end)), look.number(int(max(start, end))))
        drawn.append((bar, look.text(words[bar]), *places, label, color))
    return pd.DataFrame(drawn, columns=["bar", "name", "start", "end", "top", "label", "color"])
