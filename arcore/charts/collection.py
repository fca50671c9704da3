"""How collection goes month by month, and how debts migrate into older buckets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import cast

import altair as alt
import pandas as pd

from arcore import palette, wording
from arcore.charts.look import Look, layered
from arcore.messages import Message, say
from arcore.provision.migration import Cohort, Rate


def dso_and_overdue(monthly: pd.DataFrame, look: Look, name: str = "") -> alt.LayerChart:
    """DSO as a line over columns of the overdue rate, a month each (`metrics.series.monthly`). Selection: `month`, its last day."""
    rows = pd.DataFrame(
        {
            "month": [day.strftime("%Y-%m") for day in monthly["month_end"]],
            "month_end": [day.strftime("%Y-%m-%d") for day in monthly["month_end"]],
            "dso": monthly["dso"],
            "overdue": monthly["overdue_rate"],
            "dso_words": [_days(value) for value in monthly["dso"]],
            "overdue_words": [_share(value) for value in monthly["overdue_rate"]],
            "open_words": [look.label(int(value)) for value in monthly["open"]],
        }
    )
    picked = alt.selection_point(name="month", fields=["month_end"])
    tips = [
        look.tip("month_end", say("As of")),
        look.tip("dso_words", say("DSO (days)")),
        look.tip("overdue_words", say("Overdue rate")),
        look.tip("open_words", say("Open balance")),
    ]
    base = alt.Chart(rows).encode(x=alt.X("month:N", title=None, axis=alt.Axis(labelAngle=-45, ticks=False)), tooltip=tips)
    left = alt.Axis(orient="left", format="~g", ticks=False, domain=False, titleColor=look.accent)
    right = alt.Axis(orient="right", format=".0%", ticks=False, domain=False, grid=False, titleColor=palette.MUTED)
    most = max([0.3, *(float(rate) * 2 for rate in monthly["overdue_rate"].dropna())])
    bars = base.mark_bar(color=palette.MUTED, cursor="pointer", width={"band": 0.6}).encode(
        y=alt.Y("overdue:Q", title=look.text(say("Columns: overdue rate")), axis=right, scale=alt.Scale(domain=[0, most])),
        opacity=alt.condition(picked, alt.value(0.6), alt.value(0.25)),
    )
    line = base.mark_line(color=look.accent, point={"size": 45, "filled": True, "color": look.accent}, strokeWidth=2.5).encode(
        y=alt.Y("dso:Q", title=look.text(say("Line: DSO in days")), axis=left, scale=alt.Scale(zero=True, nice=True))
    )
    at = monthly["month_end"].iloc[-1].date().isoformat()
    words = say("DSO and overdue rate over 24 months (as of {date}, days and percent)", date=at)
    title = alt.TitleParams(text=look.text(words), anchor="start", subtitle=name, subtitleColor=look.ink)
    return cast(alt.LayerChart, layered([bars.add_params(picked), line], title, 300).resolve_scale(y="independent"))


def balance_and_sales(monthly: pd.DataFrame, look: Look) -> alt.LayerChart:
    """The open balance (accent) beside the sales of the last 90 days (gray): which grows faster. Selection: `month`, its last day."""
    names: tuple[tuple[str, Message, str], ...] = (
        ("open", say("Open balance"), look.accent), ("sales_window", say("Sales of the last 90 days"), palette.MUTED)
    )  # fmt: skip
    rows = pd.DataFrame(
        [
            (day.strftime("%Y-%m"), day.strftime("%Y-%m-%d"), look.text(words), look.number(int(value)), look.label(int(value)))
            for column, words, _ in names
            for day, value in zip(monthly["month_end"], monthly[column], strict=True)
        ],
        columns=["month", "month_end", "name", "amount", "label"],
    )
    scale = alt.Scale(domain=[look.text(words) for _, words, _ in names], range=[color for *_, color in names])
    lines = alt.Chart(rows).mark_line(point={"size": 35, "filled": True}, strokeWidth=2.5).encode(
        x=alt.X("month:N", title=None, axis=alt.Axis(labelAngle=-45, ticks=False)),
        y=alt.Y("amount:Q", title=look.text(look.unit_name), axis=alt.Axis(format=",~f", ticks=False, domain=False)),
        color=alt.Color("name:N", scale=scale, legend=alt.Legend(title=None, orient="bottom")),
        strokeDash=alt.StrokeDash("name:N", legend=None, sort=None),
        tooltip=[look.tip("month_end", say("As of")), look.tip("name", say("What")), look.tip("label", say("Amount"))],
    )  # fmt: skip
    picked = alt.selection_point(name="month", fields=["month_end"])
    return layered([lines.add_params(picked)], look.title(say("Receivables and sales"), monthly["month_end"].iloc[-1].date()), 260)


def migration_heat(
    cohorts: Sequence[Cohort], average: Sequence[Rate], labels: Sequence[Message], look: Look, as_of: dt.date
) -> alt.LayerChart:
    """The share of each bucket that a period later was uncollected or written off: buckets down, periods across, the average last."""
    columns: list[tuple[str, Sequence[Rate]]] = [(f"→ {cohort.end:%Y-%m-%d}", cohort.rates) for cohort in cohorts]
    columns.append((look.text(say("Average")), average))
    rows = pd.DataFrame(
        [
            (look.text(label), period, None if rate is None else float(rate), wording.percent(rate))
            for period, rates in columns
            for label, rate in zip(labels, rates, strict=False)
        ],
        columns=["bucket", "period", "rate", "label"],
    )
    order = [look.text(label) for label in labels]
    base = alt.Chart(rows).encode(
        x=alt.X("period:N", sort=None, title=None, axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False, labelLimit=160)),
        y=alt.Y("bucket:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False)),
        tooltip=[look.tip("bucket", say("Bucket")), look.tip("period", say("Period")), look.tip("label", say("Migration rate"))],
    )
    shade = alt.Color("rate:Q", scale=alt.Scale(domain=[0, 1], range=[palette.NOT_DUE, palette.ACCENT]), legend=None)
    color = alt.condition("isValid(datum.rate)", shade, alt.value("transparent"))
    cells = base.mark_rect(stroke=look.ink, strokeOpacity=0.15, opacity=0.45).encode(color=color)
    text = base.mark_text(color=look.ink, fontWeight="bold").encode(text="label:N")
    words = say("Migration rates by age (as of {date}, %)", date=as_of.isoformat())
    return layered([cells, text], alt.TitleParams(text=look.text(words), anchor="start"), alt.Step(30))


def _days(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.1f}"


def _share(value: float) -> str:
    return "–" if pd.isna(value) else wording.percent(Fraction(str(round(value, 6))))
