"""How grades are spread, and how they moved between two dates."""

from __future__ import annotations

import datetime as dt

import altair as alt
import pandas as pd

from arcore import palette
from arcore.charts.look import Look, faded, layered
from arcore.messages import say
from arcore.scorecard import GRADE_WORDS

COLORS = {"A": "#2F5D8A", "B": "#6F97BD", "C": "#E6A047", "N": "#9AA5B1", "D": "#953929", "P": "#5B8C85"}
"""By grade; the letter stands beside each mark, so that the color only helps."""


def grade_bars(grades: pd.DataFrame, as_of: dt.date, look: Look) -> alt.LayerChart:
    """One bar per grade of `ratings.by_grade`: how many customers, and what they owe beside it. Selection: `grade`."""
    rows = grades.assign(
        name=[look.text(GRADE_WORDS[grade]) for grade in grades["grade"]],
        label=[
            look.text(say("{count} customers · {amount} {unit}", count=count, amount=look.label(int(owed)), unit=look.unit_name))
            for count, owed in zip(grades["customers"], grades["balance"], strict=True)
        ],
    )
    picked = alt.selection_point(name="grade", fields=["grade"])
    y = alt.Y("name:N", sort=list(rows["name"]), title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=160))
    room = alt.Scale(domain=[0, max(1.0, float(rows["customers"].max() if len(rows) else 1)) * 1.8])
    color = alt.Color("grade:N", legend=None, scale=alt.Scale(domain=list(COLORS), range=list(COLORS.values())))
    x = alt.X("customers:Q", scale=room, axis=None)
    bars = alt.Chart(rows).mark_bar(cursor="pointer").encode(y=y, x=x, color=color, opacity=faded(picked)).add_params(picked)
    labels = alt.Chart(rows).mark_text(align="left", dx=6, color=look.ink).encode(y=y, x=x, text="label:N")
    return layered([bars, labels], look.title(say("Customers by grade"), as_of), alt.Step(36))


def grade_moves(cells: pd.DataFrame, before: dt.date, after: dt.date, look: Look) -> alt.LayerChart:
    """Customers by grade then (rows) and now (columns), `credit_reviews.matrix`; the diagonal stayed. Selection: `move`."""
    order = [grade for grade in COLORS if grade in set(cells["before"])]
    rows = cells.assign(move=cells["before"] + "→" + cells["after"], label=[f"{count:,}" if count else "" for count in cells["customers"]])
    picked = alt.selection_point(name="move", fields=["move"])
    x = alt.X(
        "after:N", sort=order, title=look.text(say("Grade on {date}", date=after.isoformat())), axis=alt.Axis(orient="top", labelAngle=0)
    )
    y = alt.Y("before:N", sort=order, title=look.text(say("Grade on {date}", date=before.isoformat())))
    tips = [look.tip("move", say("Move")), look.tip("customers", say("Customers"))]
    base = alt.Chart(rows).encode(x=x, y=y, tooltip=tips)
    shade = alt.condition(
        "datum.customers > 0",
        alt.Color("customers:Q", scale=alt.Scale(range=["#B4CBE0", palette.ACCENT]), legend=None),
        alt.value("transparent"),
    )
    framed = alt.condition("datum.before == datum.after", alt.value(2.0), alt.value(0.4))
    tiles = base.mark_rect(stroke=look.ink, strokeOpacity=0.5, cursor="pointer").encode(color=shade, strokeWidth=framed).add_params(picked)
    words = base.mark_text(fontSize=14, fontWeight="bold").encode(
        text="label:N",
        color=alt.condition(f"datum.customers > {float(rows['customers'].max()) / 2}", alt.value("#FFFFFF"), alt.value("#1F2933")),
    )
    title = alt.TitleParams(text=look.text(say("How grades moved")), anchor="start")
    return layered([tiles, words], title, alt.Step(44))
