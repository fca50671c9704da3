"""When money came in: a month as a calendar, a cell a day, Monday first."""

from __future__ import annotations

import datetime as dt

import altair as alt
import pandas as pd

from arcore.charts.calendar_days import HEIGHT, cells, day_rows
from arcore.charts.look import Look, layered
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
    shift = days["day"].iloc[0].weekday()
    rows = day_rows(days["day"], ((day.day - 1 + shift) // 7 for day in days["day"]), days["amount"], look)
    rows = rows.assign(day=[f"{day:%Y-%m-%d}" for day in days["day"]], receipts=days["receipts"])
    picked = alt.selection_point(name="day", fields=["day"])
    tips = [look.tip("day", say("Date")), look.tip("label", say("Money received")), look.tip("receipts", say("Receipts"))]
    squares, dates, labels = cells(rows, tips, look, cursor="pointer")
    chosen = squares.encode(opacity=alt.condition(picked, alt.value(0.45), alt.value(0.2))).add_params(picked)
    title = look.title(say("Receipts of the month by day"), as_of)
    return layered([chosen, dates, labels], title, HEIGHT * (int(rows["week"].max()) + 1) + ROOM_FOR_TITLE)
