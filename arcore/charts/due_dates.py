"""When open items fall due: a month grid, a cell a day, Monday first."""

from __future__ import annotations

import datetime as dt

import altair as alt
import pandas as pd

from arcore import palette
from arcore.charts.look import NO_AXIS, Look, layered
from arcore.messages import Message, say

WEEKDAYS: tuple[Message, ...] = (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))
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
    names = [look.text(name) for name in WEEKDAYS]
    rows = pd.DataFrame(
        {
            "weekday": [names[day.weekday()] for day in days["day"]],
            "week": [number // 7 for number in range(len(days))],
            "date": [day.strftime("%m-%d") for day in days["day"]],
            "amount": [look.number(amount) for amount in days["amount"].tolist()],
            "label": [look.label(amount) if amount else "" for amount in days["amount"].tolist()],
            "items": days["items"],
            "past": [day.date() < as_of for day in days["day"]],
        }
    )
    base = alt.Chart(rows).encode(
        x=alt.X("weekday:N", sort=names, title=None, axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False)),
        y=alt.Y("week:O", axis=NO_AXIS),
        tooltip=[look.tip("date", say("Due Date")), look.tip("label", say("Amount")), look.tip("items", say("Documents"))],
    )
    shade = alt.condition(
        "datum.amount > 0",
        alt.Color("amount:Q", scale=alt.Scale(range=[palette.MUTED, palette.ACCENT]), legend=None),
        alt.value("transparent"),
    )
    cells = base.mark_rect(stroke=look.ink, strokeOpacity=0.15, opacity=0.45).encode(color=shade)
    faint = alt.condition("datum.past", alt.value(0.35), alt.value(1))
    dates = base.mark_text(dy=-9, fontSize=10, color=look.ink).encode(text="date:N", opacity=faint)
    labels = base.mark_text(dy=8, fontWeight="bold", color=look.ink).encode(text="label:N")
    return layered([cells, dates, labels], look.title(say("Falling due in the next {weeks} weeks", weeks=weeks), as_of), 48 * weeks)
