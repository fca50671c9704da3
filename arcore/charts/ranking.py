"""Groups side by side: who stands where in one measure, the company as a line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

import altair as alt
import pandas as pd

from arcore import palette
from arcore.charts.look import NO_AXIS, Look, faded, layered
from arcore.messages import Message, say
from arcore.metrics import DEFINITIONS, words

MOST = 15
ROOM_FOR_TITLE = 60


def ranking(
    groups: pd.DataFrame, measure: str, heading: Message, as_of: dt.date, look: Look, *, target: Fraction | None = None
) -> alt.LayerChart:
    """A bar per row of `metrics.series.by_group` (with `name`), the worst first, its value at the end, the target as a line.

    At most `MOST` groups that have the measure at all; `heading` says what the groups are. Selection: `key`.
    """
    definition = DEFINITIONS[measure]
    known = groups[groups[measure].notna()].sort_values(measure, ascending=not definition.lower_is_better, kind="stable").head(MOST)
    rows = pd.DataFrame(
        {
            "key": ["" if pd.isna(key) else str(key) for key in known["key"]],
            "name": known["name"].astype("str"),
            "value": known[measure].astype("float64"),
            "label": words.column(definition.shape, known[measure]),
            "open": [look.label(int(value)) for value in known["open"]],
            "overdue": [look.label(int(value)) for value in known["overdue"]],
        }
    )
    rows["missed"] = missed(rows["value"], target, lower_is_better=bool(definition.lower_is_better))
    picked = alt.selection_point(name="key", fields=["key"])
    tips = [
        look.tip("name", heading),
        look.tip("label", definition.title),
        look.tip("open", say("Open balance")),
        look.tip("overdue", say("Overdue")),
    ]
    layers = target_bars(rows, "name", picked, tips, look, None if target is None else float(target))
    unit = words.unit_of(definition.shape) or say("%")
    text = say("{measure} by {what} (as of {date}, {unit})", measure=definition.title, what=heading, date=as_of.isoformat(), unit=unit)
    under = say("Dashed: target {value}; orange: missed", value=words.shown(definition.shape, target))
    return layered(layers, look.heading(text, None if target is None else under), height_of(rows))


def target_bars(
    rows: pd.DataFrame, name: str, picked: alt.Parameter, tips: Sequence[alt.Tooltip], look: Look, goal: float | None
) -> list[alt.Chart]:
    """Layers: a bar for each row by the column `name` and `value`, orange where `missed`, its `label` at the end; `goal` as a line."""
    axis = alt.Axis(labelLimit=200, labelOverlap=False, ticks=False, domain=False)
    values = rows["value"].tolist()
    room = alt.Scale(domain=[min([0.0, *values]), max([*values, goal or 0.0, 1e-9]) * 1.15], nice=False)
    x = alt.X("value:Q", axis=NO_AXIS, scale=room)
    base = alt.Chart(rows).encode(y=alt.Y(f"{name}:N", sort=list(rows[name]), title=None, axis=axis), x=x, tooltip=list(tips))
    color = alt.condition("datum.missed", alt.value(palette.OVERDUE[2]), alt.value(palette.ACCENT))
    bars = base.mark_bar(cursor="pointer", stroke=look.ink, strokeWidth=0.3).encode(color=color, opacity=faded(picked)).add_params(picked)
    layers = [bars, base.mark_text(align="left", dx=5, color=look.ink).encode(text="label:N")]
    if goal is not None:
        layers.append(alt.Chart(pd.DataFrame({"value": [goal]})).mark_rule(color=look.ink, strokeDash=[4, 3]).encode(x=x))
    return layers


def height_of(rows: pd.DataFrame) -> int:
    """Pixels of `target_bars` with their title."""
    return 28 * max(2, len(rows)) + ROOM_FOR_TITLE


def missed(values: pd.Series, target: Fraction | None, *, lower_is_better: bool) -> pd.Series:
    """Which values are worse than the target; none without one."""
    if target is None:
        return pd.Series(False, index=values.index)
    return values > float(target) if lower_is_better else values < float(target)
