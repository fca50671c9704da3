"""When open items fall due: a month grid, a cell a day, Monday first."""

from __future__ import annotations

import datetime as dt

import altair as alt
import pandas as pd

from arcore.charts.calendar_days import HEIGHT, cells, day_rows
from arcore.charts.look import Look, layered
from arcore.messages import say

WEEKS = 6


def due_days(open_items: pd.DataFrame, currency: str, as_of: dt.date, weeks: int = WEEKS) -> pd.DataFrame:
    """A row per day from the Monday of `as_of`'s week: `day`, `amount` due (minor units, positive items), `items`.

    Days before `as_of` are there to fill the first week and hold nothing: what was due then is overdue.
    """
    monday = as_of - dt.timedelta(days=as_of.weekday())
    days = pd.date_range(monday, periods=7 * weeks, freq="D")
    owed = open_items[(open_items["currency"] == currency) & (open_items["open"] > 0) & (open_items["due_date"] >= pd.Timestamp(as_of))]
    sums = owed.groupby("due_date")["open"].agg(["sum", "size"]).reindex(days, fill_value=0)
    return pd.DataFrame({"day": days, "amount": sums["sum"].to_numpy("int64"), "items": sums["size"].to_numpy("int64")})


def due_grid(open_items: pd.DataFrame, look: Look, as_of: dt.date, weeks: int = WEEKS) -> alt.LayerChart:
    """The amounts of `due_days` as a calendar: darker is more, each day with its date and amount."""
    days = due_days(open_items, look.currency, as_of, weeks)
    rows = day_rows(days["day"], (number // 7 for number in range(len(days))), days["amount"], look)
    rows = rows.assign(items=days["items"], past=[day.date() < as_of for day in days["day"]])
    tips = [look.tip("date", say("Due Date")), look.tip("label", say("Amount")), look.tip("items", say("Documents"))]
    squares, dates, labels = cells(rows, tips, look, opacity=0.45)
    faint = alt.condition("datum.past", alt.value(0.35), alt.value(1))
    title = look.title(say("Falling due in the next {weeks} weeks", weeks=weeks), as_of)
    return layered([squares, dates.encode(opacity=faint), labels], title, HEIGHT * weeks)
