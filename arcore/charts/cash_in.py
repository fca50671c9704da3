"""What will come in, week by week, with the band of past errors; and the cash that is left."""

from __future__ import annotations

import datetime as dt

import altair as alt
import pandas as pd

from arcore import palette
from arcore.charts.look import NO_AXIS, Look, faded, highest, layered
from arcore.forecast import WEEKS, Liquidity
from arcore.messages import say


def cash_in(weeks: pd.DataFrame, as_of: dt.date, look: Look) -> alt.LayerChart:
    """A column per week of `forecast.bands`, its overdue part darker, the band as a whisker. Selection: `week`."""
    rows = _rows(weeks, look)
    order = list(dict.fromkeys(rows["ends"]))
    names = [look.text(say("Not due yet")), look.text(say("Already overdue"))]
    x = alt.X("ends:N", sort=order, title=look.text(say("Week to")), axis=alt.Axis(labelAngle=0, ticks=False))
    room = alt.Scale(domain=[min(0.0, float(rows["amount"].min())), highest(rows["reach"]) * 1.08], nice=False)
    picked = alt.selection_point(name="week", fields=["week"])
    color = alt.Color(
        "part:N", scale=alt.Scale(domain=names, range=[palette.ACCENT, palette.OVERDUE[2]]),
        legend=alt.Legend(title=None, orient="bottom", symbolStrokeWidth=0.5),
    )  # fmt: skip
    tips = [
        look.tip("ends", say("Week to")),
        look.tip("part", say("Due or overdue")),
        look.tip("label", say("Amount")),
        look.tip("total", say("Week")),
        look.tip("band", say("Band")),
    ]  # fmt: skip
    bars = alt.Chart(rows).mark_bar(stroke=look.ink, strokeWidth=0.3, cursor="pointer", size=34)
    bars = bars.encode(
        x=x, y=alt.Y("amount:Q", axis=NO_AXIS, scale=room), color=color, order=alt.Order("order:Q"), opacity=faded(picked), tooltip=tips
    ).add_params(picked)
    each = rows.drop_duplicates("week")
    known = each[each["high"].notna()]
    base = alt.Chart(known).encode(x=x)
    low, high = alt.Y("low:Q", axis=NO_AXIS, scale=room), alt.Y2("high:Q")
    whiskers = base.mark_rule(color=look.ink, strokeWidth=1.2, opacity=0.75).encode(y=low, y2=high)
    ends = [
        base.mark_tick(color=look.ink, thickness=1.2, size=10, opacity=0.75).encode(y=alt.Y(f"{name}:Q", axis=NO_AXIS, scale=room))
        for name in ("low", "high")
    ]
    labels = alt.Chart(each).mark_text(dy=-7, color=look.ink).encode(x=x, y=alt.Y("reach:Q", axis=NO_AXIS, scale=room), text="total:N")
    return layered([bars, whiskers, *ends, labels], look.title(say("Expected receipts by week"), as_of), 300)


def _rows(weeks: pd.DataFrame, look: Look) -> pd.DataFrame:
    rows = []
    for week in weeks[weeks["week"].between(1, WEEKS)].to_dict("records"):
        amount, late = int(week["amount"]), int(week["overdue"])
        low, high = (None if pd.isna(week[name]) else look.number(int(week[name])) for name in ("low", "high"))
        band = "–" if low is None else f"{look.label(int(week['low']))} – {look.label(int(week['high']))}"
        shared = {
            "week": week["week"], "ends": week["ends"].strftime("%m-%d"), "total": look.label(amount) if amount else "",
            "low": low, "high": high, "band": band, "reach": max(look.number(amount), high or 0.0),
        }  # fmt: skip
        for order, (name, part) in enumerate(((say("Already overdue"), late), (say("Not due yet"), amount - late))):
            rows.append({**shared, "order": order, "part": look.text(name), "amount": look.number(part), "label": look.label(part)})
    return pd.DataFrame(rows)


def cash_line(found: Liquidity, as_of: dt.date, look: Look) -> alt.LayerChart:
    """The cash at each week's end, and the minimum as a dashed line."""
    weeks = found.weeks
    rows = pd.DataFrame(
        {
            "ends": [day.strftime("%m-%d") for day in weeks["ends"]],
            **{name: [look.label(int(minor)) for minor in weeks[name]] for name in ("inflow", "suppliers", "planned")},
            "cash": [look.number(int(minor)) for minor in weeks["cash"]],
            "label": [look.label(int(minor)) for minor in weeks["cash"]],
            "short": [bool(minor < found.minimum) for minor in weeks["cash"]],
        }
    )
    x = alt.X("ends:N", sort=list(rows["ends"]), title=look.text(say("Week to")), axis=alt.Axis(labelAngle=0, ticks=False))
    y = alt.Y("cash:Q", title=look.text(look.unit_name), axis=alt.Axis(format=",~f", ticks=False, domain=False))
    tips = [
        look.tip("ends", say("Week to")), look.tip("inflow", say("Receipts")), look.tip("suppliers", say("Due to suppliers")),
        look.tip("planned", say("Planned payments")), look.tip("label", say("Cash balance")),
    ]  # fmt: skip
    base = alt.Chart(rows).encode(x=x, y=y, tooltip=tips)
    color = alt.condition("datum.short", alt.value(palette.STATUS["over"]), alt.value(look.accent))
    points = base.mark_point(filled=True, size=60).encode(color=color)
    least = alt.Chart(pd.DataFrame({"cash": [look.number(found.minimum)]})).mark_rule(color=look.ink, strokeDash=[4, 3]).encode(y=y)
    return layered(
        [least, base.mark_line(color=look.accent), points],
        look.title(say("Cash at the end of each week; dashed: the minimum"), as_of),
        220,
    )


def weeks_forecast_and_actual(weeks: pd.DataFrame, as_of: dt.date, look: Look) -> alt.LayerChart:
    """What came in each week that is over as a column, what was forecast for it as a mark (rows of `forecast.earlier_weeks`)."""
    late = weeks.sort_values("last")
    rows = pd.DataFrame(
        {
            "ends": [f"{day:%m-%d}" for day in late["last"]],
            "came": [look.number(int(minor)) for minor in late["actual"]],
            "forecast": [look.number(int(minor)) for minor in late["predicted"]],
            "reach": [look.number(max(0, int(came), int(said))) for came, said in zip(late["actual"], late["predicted"], strict=True)],
            **{f"{name}_label": [look.label(int(minor)) for minor in late[name]] for name in ("actual", "predicted", "error")},
        }
    )
    x = alt.X("ends:N", sort=list(rows["ends"]), title=look.text(say("Week to")), axis=alt.Axis(labelAngle=0, ticks=False))
    room = alt.Scale(domain=[min(0.0, float(rows["came"].min())), highest(rows["reach"]) * 1.12], nice=False)
    tips = [
        look.tip("ends", say("Week to")), look.tip("predicted_label", say("Forecast the day before")),
        look.tip("actual_label", say("Came in")), look.tip("error_label", say("Difference")),
    ]  # fmt: skip
    base = alt.Chart(rows).encode(x=x, tooltip=tips)
    bars = base.mark_bar(color=palette.ACCENT, size=34).encode(y=alt.Y("came:Q", axis=NO_AXIS, scale=room))
    marks = base.mark_tick(color=palette.OVERDUE[2], thickness=3, size=48).encode(y=alt.Y("forecast:Q", axis=NO_AXIS, scale=room))
    labels = base.mark_text(dy=-9, color=look.ink).encode(y=alt.Y("reach:Q", axis=NO_AXIS, scale=room), text="actual_label:N")
    title = look.title(say("Earlier weeks: what came in"), as_of, say("Orange mark: forecast the day before the week began"))
    return layered([bars, marks, labels], title, 240)
