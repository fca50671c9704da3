"""When money came in: a month as a calendar, a cell a day, Monday first."""

from __future__ import annotations

import datetime as dt

import altair as alt
import pandas as pd

from arcore import palette
from arcore.charts.due_dates import WEEKDAYS
from arcore.charts.look import NO_AXIS, Look, layered
from arcore.messages import say

ROOM_FOR_TITLE = 60


def receipt_days(receipts: pd.DataFrame, currency: str, as_of: dt.date) -> pd.DataFrame:
    """A row per day of the month of `as_of`: `day`, `amount` received by `as_of` (minor units, refunds taken off), `receipts`."""
    first = as_of.replace(day=1)
    days = pd.date_range(first, pd.Timestamp(first) + pd.offsets.MonthEnd(0), freq="D")
    came = receipts["receipt_date"]
    mine = receipts[(receipts["currency"] == currency) & (came >= pd.Timestamp(first)) & (came <= pd.Timestamp(as_of))]
    sums = mine.groupby("receipt_date")["amount"].agg(["sum", "size"]).reindex(days, fill_value=0)
    return pd.DataFrame({"day": days, "amount": sums["sum"].to_numpy("int64"), "receipts": sums["size"].to_numpy("int64")})


def receipts_calendar(receipts: pd.DataFrame, look: Look, as_of: dt.date) -> alt.LayerChart:
    """The days of the month of `as_of`, darker is more, each with its date and amount. Selection: `day`."""
    days = receipt_days(receipts, look.currency, as_of)
    names = [look.text(name) for name in WEEKDAYS]
    shift = days["day"].iloc[0].weekday()
    rows = pd.DataFrame(
        {
            "day": [f"{day:%Y-%m-%d}" for day in days["day"]],
            "weekday": [names[day.weekday()] for day in days["day"]],
            "week": [(day.day - 1 + shift) // 7 for day in days["day"]],
            "date": [f"{day:%m-%d}" for day in days["day"]],
            "amount": [look.number(int(amount)) for amount in days["amount"]],
            "label": [look.label(int(amount)) if amount else "" for amount in days["amount"]],
            "receipts": days["receipts"],
        }
    )
    picked = alt.selection_point(name="day", fields=["day"])
    base = alt.Chart(rows).encode(
        x=alt.X("weekday:N", sort=names, title=None, axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False)),
        y=alt.Y("week:O", axis=NO_AXIS),
        tooltip=[look.tip("day", say("Date")), look.tip("label", say("Received")), look.tip("receipts", say("Receipts"))],
    )
    shade = alt.condition(
        "datum.amount > 0",
        alt.Color("amount:Q", scale=alt.Scale(range=[palette.MUTED, palette.ACCENT]), legend=None),
        alt.value("transparent"),
    )
    cells = base.mark_rect(stroke=look.ink, strokeOpacity=0.15, cursor="pointer").encode(
        color=shade, opacity=alt.condition(picked, alt.value(0.45), alt.value(0.2))
    )
    dates = base.mark_text(dy=-9, fontSize=10, color=look.ink).encode(text="date:N")
    labels = base.mark_text(dy=8, fontWeight="bold", color=look.ink).encode(text="label:N")
    title = look.title(say("Receipts of the month by day"), as_of)
    return layered([cells.add_params(picked), dates, labels], title, 48 * (int(rows["week"].max()) + 1) + ROOM_FOR_TITLE)
