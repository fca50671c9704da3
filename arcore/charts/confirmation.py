"""How far a round of statements has come, as one bar."""

from __future__ import annotations

import datetime as dt

import altair as alt
import pandas as pd

from arcore.charts.look import Look, layered
from arcore.confirming.progress import STATUSES, RoundMeasures, Status
from arcore.messages import say

COLORS: dict[Status, str] = {
    "agreed": "#2F5D8A", "differs": "#953929", "silent": "#D97B2B", "received": "#6F97BD", "sent": "#A9C1D6",
    "generated": "#C9CED4", "none": "#E3E6E9",
}  # fmt: skip


def progress_bar(found: RoundMeasures, end: dt.date, look: Look) -> alt.LayerChart:
    """One bar of accounts by status; the count stands in each part, so that the color only helps."""
    order = [status for status in COLORS if found.by_status[status]]
    rows = pd.DataFrame(
        {
            "status": [look.text(STATUSES[status]) for status in order],
            "count": [found.by_status[status] for status in order],
            "place": range(len(order)),
            "dark": [status in ("agreed", "differs", "silent") for status in order],
        }
    )
    rows["middle"] = rows["count"].cumsum() - rows["count"] / 2
    rows["label"] = [f"{count:,}" for count in rows["count"]]
    scale = alt.Scale(domain=list(rows["status"]), range=[COLORS[status] for status in order])
    tips = [look.tip("status", say("Status")), look.tip("label", say("Accounts"))]
    bars = (
        alt.Chart(rows)
        .mark_bar(size=34)
        .encode(
            x=alt.X("count:Q", axis=None, stack="zero", scale=alt.Scale(nice=False)),
            color=alt.Color("status:N", scale=scale, sort=list(rows["status"]), legend=alt.Legend(orient="bottom", title=None)),
            order="place:O",
            tooltip=tips,
        )
    )
    ink = alt.condition("datum.dark", alt.value("#FFFFFF"), alt.value("#1F2933"))
    labels = alt.Chart(rows).mark_text(fontWeight="bold").encode(x=alt.X("middle:Q"), text="label:N", color=ink, tooltip=tips)
    title = alt.TitleParams(text=look.text(say("Progress of confirmation (accounts, as of {date})", date=end.isoformat())), anchor="start")
    whole: alt.LayerChart = layered([bars, labels], title, 136).properties(padding={"left": 0, "right": 0, "top": 10, "bottom": 2})
    return whole
