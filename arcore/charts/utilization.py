"""How much of the credit limits is used, grade by grade."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from arcore import palette
from arcore.charts.look import Look, faded, layered
from arcore.exposure import STATUS_LABELS, Position, Status
from arcore.messages import Message, say
from arcore.money import shown

SHAPES = {"over": "triangle-up", "near": "diamond", "within": "circle", "zero_limit": "square", "no_limit": "cross"}
MOST = 2.0
"""Utilization beyond 200 % is drawn there; the tooltip says how much it is."""
TIPS: dict[str, Message] = {
    "customer": say("Customer"),
    "grade": say("Grade"),
    "share": say("Utilization"),
    "exposure": say("Exposure"),
    "limit": say("Limit"),
}


def utilization_strip(positions: Sequence[Position], as_of: dt.date, look: Look) -> alt.LayerChart:
    """One mark per customer with a limit above zero; the dashed line is the limit. Selection: `customer_id`."""
    limited = [position for position in positions if position.utilization is not None]
    rows = _rows(limited, look)
    present = [status for status in Status if any(position.status is status for position in limited)]
    names = [look.text(STATUS_LABELS[status]) for status in present]
    picked = alt.selection_point(name="customer_id", fields=["customer_id"])
    x = _x(rows, look)
    marks = alt.Chart(rows).mark_point(filled=True, size=70, stroke=look.ink, strokeWidth=0.5, cursor="pointer")
    marks = marks.encode(
        x=x,
        y=alt.Y("grade:N", title=look.text(say("Grade")), axis=alt.Axis(ticks=False, domain=False)),
        yOffset=alt.YOffset("jitter:Q", scale=alt.Scale(domain=[-3, 13])),
        color=_by_status("Color", names, [palette.STATUS[status.value] for status in present]),
        shape=_by_status("Shape", names, [SHAPES[status.value] for status in present]),
        opacity=faded(picked),
        tooltip=[look.tip(name, heading) for name, heading in TIPS.items()],
    ).add_params(picked)
    line = alt.Chart(pd.DataFrame({"used": [1.0]})).mark_rule(color=look.ink, strokeDash=[4, 3]).encode(x=x)
    name = say("How much of the credit limits is used (as of {date})", date=as_of.isoformat())
    return layered([line, marks], alt.TitleParams(text=look.text(name), anchor="start"), alt.Step(70))


def _rows(limited: Sequence[Position], look: Look) -> pd.DataFrame:
    """One row per position; `jitter` spreads equal grades over their band, the same on every run."""
    return pd.DataFrame(
        [
            (
                position.customer_id,
                position.customer_name,
                position.grade or "–",
                look.text(STATUS_LABELS[position.status]),
                min(float(position.utilization or 0), MOST),
                f"{float(position.utilization or 0):.1%}",
                _amount(position.exposure, position, look),
                _amount(position.limit or 0, position, look),
                number * 7 % 11,
            )
            for number, position in enumerate(limited)
        ],
        columns=["customer_id", "customer", "grade", "status", "used", "share", "exposure", "limit", "jitter"],
    )


def _amount(minor: int, position: Position, look: Look) -> str:
    return f"{shown(minor, position.currency, lang=look.lang)} {position.currency}"


def _x(rows: pd.DataFrame, look: Look) -> alt.X:
    used = [float(share) for share in rows["used"]]
    scale = alt.Scale(domain=[min(0.0, *used, 0.0), max(1.2, *used, 1.2)])
    axis = alt.Axis(format=".0%", ticks=False, domain=False)
    return alt.X("used:Q", scale=scale, title=look.text(say("Exposure ÷ limit")), axis=axis)


def _by_status(channel: str, names: list[str], marks: list[str]) -> Any:
    scale, legend = alt.Scale(domain=names, range=marks), alt.Legend(title=None, orient="bottom", symbolStrokeWidth=0.5)
    return getattr(alt, channel)("status:N", scale=scale, legend=legend)
