"""How old the receivables are: one date with the one before as its shadow, or month by month."""

from __future__ import annotations

import altair as alt
import pandas as pd

from arcore import palette
from arcore.buckets import CREDITS, Scheme, label_messages
from arcore.charts.look import NO_AXIS, Look, amounts, faded, highest, layered
from arcore.messages import say


def aging_bar(series: pd.DataFrame, scheme: Scheme, look: Look) -> alt.LayerChart:
    """The buckets at the last date of `series` (`aging.series`), the date before it as a shadow. Selection: `bucket`."""
    mine = _of_currency(series, look)
    credits = say("Unapplied credits")
    rows = _bar_rows(mine, scheme, look)
    before = say("Gray behind: {date}", date=mine.iloc[-2]["month_end"].date().isoformat()) if len(mine) > 1 else None
    title = look.title(say("Receivables by age"), mine.iloc[-1]["month_end"].date(), before)
    tooltip = [look.tip("name", say("Bucket")), look.tip("label", say("Amount")), look.tip("earlier", say("Last month end"))]
    broken = "split(datum.label, ' ')"  # two short lines, so that no label is left out for want of room
    x = alt.X("name:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, labelLimit=160, labelExpr=broken, ticks=False))
    base = alt.Chart(rows).encode(x=x, tooltip=tooltip)
    room = alt.Scale(domain=[min(0.0, *rows["amount"], *rows["shadow"]), highest(rows["top"]) * 1.1], nice=False)
    shadow = base.mark_bar(color=palette.MUTED, opacity=0.35, size=46).encode(y=alt.Y("shadow:Q", axis=NO_AXIS, scale=room))
    picked = alt.selection_point(name="bucket", fields=["bucket"])
    color = alt.Color("name:N", scale=look.age_scale(scheme, (credits, palette.CREDIT)), legend=None)
    bars = base.mark_bar(size=28, stroke=look.ink, strokeWidth=0.5, cursor="pointer").encode(
        y=alt.Y("amount:Q", axis=NO_AXIS, scale=room), color=color, opacity=faded(picked)
    )
    labels = base.mark_text(dy=-8, color=look.ink).encode(y=alt.Y("top:Q", axis=NO_AXIS, scale=room), text="label:N")
    return layered([shadow, bars.add_params(picked), labels], title, 260)


def aging_history(series: pd.DataFrame, scheme: Scheme, look: Look) -> alt.LayerChart:
    """Stacked columns of the bucket totals at every date of `series`, each under its sum; credits are left out. Selection: `bucket`."""
    mine = _of_currency(series, look)
    rows = pd.DataFrame(
        [
            (at["month_end"].strftime("%Y-%m-%d"), number, look.text(name), look.number(value), look.label(value))
            for _, at in mine.iterrows()
            for number, (name, value) in enumerate(zip(label_messages(scheme), amounts(at, scheme), strict=False))
        ],
        columns=["date", "bucket", "name", "amount", "label"],
    )
    picked = alt.selection_point(name="bucket", fields=["bucket"])
    legend = alt.Legend(title=None, orient="bottom", columns=7, symbolStrokeWidth=0.5)
    x = alt.X("date:N", title=None, axis=alt.Axis(labelAngle=-45 if len(mine) > 8 else 0, ticks=False))
    bars = alt.Chart(rows).mark_bar(stroke=look.ink, strokeWidth=0.3, cursor="pointer")
    bars = bars.encode(
        x=x,
        y=alt.Y("sum(amount):Q", title=look.text(look.unit_name), axis=alt.Axis(format=",~f", ticks=False, domain=False)),
        color=alt.Color("name:N", sort=None, scale=look.age_scale(scheme), legend=legend),
        order=alt.Order("bucket:Q"),
        opacity=faded(picked),
        tooltip=[look.tip("date", say("As of")), look.tip("name", say("Bucket")), look.tip("label", say("Amount"))],
    ).add_params(picked)
    sums = [sum(amounts(at, scheme)[:-1]) for _, at in mine.iterrows()]
    tops = pd.DataFrame({"date": rows["date"].unique(), "sum": [look.number(each) for each in sums], "total": _short(sums, look)})
    labels = alt.Chart(tops).mark_text(dy=-7, color=look.ink).encode(x=x, y="sum:Q", text="total:N")
    title = look.title(say("Receivables by age, month by month"), mine.iloc[-1]["month_end"].date())
    return layered([bars, labels], title, 320)


def _short(sums: list[int], look: Look) -> list[str]:
    """Amounts above narrow columns: whole numbers, where the largest has four digits or more."""
    large = max(map(look.number, sums), default=0) >= 1000
    return [f"{look.number(each):,.0f}" if large else look.label(each) for each in sums]


def _bar_rows(mine: pd.DataFrame, scheme: Scheme, look: Look) -> pd.DataFrame:
    names = (*label_messages(scheme), say("Unapplied credits"))
    now = amounts(mine.iloc[-1], scheme)
    before = amounts(mine.iloc[-2], scheme) if len(mine) > 1 else None
    return pd.DataFrame(
        {
            "bucket": [*range(len(names) - 1), CREDITS],
            "name": [look.text(name) for name in names],
            "amount": [look.number(value) for value in now],
            "shadow": [look.number(value) for value in before or [0] * len(now)],
            "top": [look.number(max(0, *pair)) for pair in zip(now, before or now, strict=True)],
            "label": [look.label(value) for value in now],
            "earlier": [look.label(value) for value in before] if before else "–",
        }
    )


def _of_currency(series: pd.DataFrame, look: Look) -> pd.DataFrame:
    return series[series["currency"] == look.currency].sort_values("month_end")
