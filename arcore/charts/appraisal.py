"""People side by side in an appraisal, and how their scores went over the months."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import altair as alt
import pandas as pd

from arcore import palette
from arcore.charts.look import Look, layered
from arcore.charts.ranking import height_of, missed, target_bars
from arcore.messages import Message, say


def owner_bars(
    people: pd.DataFrame, title: Message, as_of: dt.date, look: Look, *, target: Fraction | None, target_words: str, lower: bool
) -> alt.LayerChart:
    """A bar for each row of owner, value (float, NA where there is none) and label, in this order; the company's target as a line.

    `lower`: less is better, so that more than the target misses it. Selection: `owner`.
    """
    rows = people[people["value"].notna()]
    goal = None if target is None else float(target)
    rows = rows.assign(missed=missed(rows["value"], target, lower_is_better=lower))
    picked = alt.selection_point(name="owner", fields=["owner"])
    layers = target_bars(rows, "owner", picked, [look.tip("owner", say("Owner")), look.tip("label", title)], look, goal)
    under = None if goal is None else say("Dashed: the company's target {value}; orange: missed", value=target_words)
    heading = look.heading(say("{name} (as of {date})", name=title, date=as_of.isoformat()), under)
    return layered(layers, heading, height_of(rows))


def score_lines(history: pd.DataFrame, owner: str, as_of: dt.date, look: Look, target: Fraction | None) -> alt.LayerChart:
    """Rows of `appraisal.history`: `owner`'s line in the accent with its scores, the others gray; the company's target dashed."""
    rows = history.assign(
        month=[f"{day:%Y-%m}" for day in history["month_end"]],
        words=[f"{score:.1f}" for score in history["score"]],
        place=[f"{rank}" for rank in history["rank"]],
    ).drop(columns="month_end")
    tips = [
        look.tip("month", say("Month")),
        look.tip("owner", say("Owner")),
        look.tip("words", say("Appraisal score")),
        look.tip("place", say("Rank")),
    ]
    x = alt.X("month:N", title=None, axis=alt.Axis(labelAngle=-45, ticks=False))
    y = alt.Y("score:Q", title=look.text(say("Appraisal score")), scale=alt.Scale(domain=[0, 105]), axis=alt.Axis(grid=False, tickCount=5))
    others = alt.Chart(rows[rows["owner"] != owner]).encode(x=x, y=y, tooltip=tips)
    gray = others.mark_line(color=palette.MUTED, opacity=0.6, strokeWidth=1.2).encode(detail="owner:N")
    mine = alt.Chart(rows[rows["owner"] == owner]).encode(x=x, y=y, tooltip=tips)
    line = mine.mark_line(color=look.accent, strokeWidth=2.5, point={"color": look.accent})
    labels = mine.mark_text(dy=-10, color=look.ink).encode(text="words:N")
    layers = [gray, line, labels]
    if target is not None:
        rule = alt.Chart(pd.DataFrame({"score": [float(target)]})).mark_rule(color=look.ink, strokeDash=[4, 3])
        layers.append(rule.encode(y=y))
    text = say("Score of {owner} by month, the others in gray (up to {date})", owner=owner, date=as_of.isoformat())
    under = None if target is None else say("Dashed: the company's target {value}", value=f"{float(target):g}")
    return layered(layers, look.heading(text, under), 260)
