"""The forecast week by week, and week by customer."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore.forecast.expected import BEYOND, EXCLUDED, WEEKS


def week_ends(as_of: dt.date) -> tuple[dt.date, ...]:
    """The last day of each week; the first week is the seven days after `as_of`."""
    return tuple(as_of + dt.timedelta(days=7 * number) for number in range(1, WEEKS + 1))


def by_week(parts: pd.DataFrame, as_of: dt.date, currency: str) -> pd.DataFrame:
    """A row per place (week 1 … 13, `BEYOND`, `EXCLUDED`): week, ends, amount, overdue, items; Σ amount = open.

    `overdue`: the part of documents that were past their due date at `as_of`.
    """
    mine = parts[parts["currency"] == currency]
    late = mine.assign(overdue=mine["amount"].where(mine["due_date"] < pd.Timestamp(as_of), 0))
    places = [*range(1, BEYOND + 1), EXCLUDED]
    sums = late.groupby("week").agg(amount=("amount", "sum"), overdue=("overdue", "sum"), items=("document_key", "nunique"))
    rows = sums.reindex(places, fill_value=0).astype("int64").rename_axis("week").reset_index()
    return rows.assign(ends=pd.to_datetime(pd.Series([*week_ends(as_of), None, None], dtype="object")))


def by_customer(parts: pd.DataFrame, customers: pd.DataFrame, currency: str) -> pd.DataFrame:
    """A row per customer, largest first: customer_key, customer_id, customer_name, week_1 … week_13, beyond, excluded, total."""
    mine = parts[parts["currency"] == currency]
    names = {**{number: f"week_{number}" for number in range(1, WEEKS + 1)}, BEYOND: "beyond", EXCLUDED: "excluded"}
    sums = mine.pivot_table(index="customer_key", columns="week", values="amount", aggfunc="sum", fill_value=0)
    table = sums.reindex(columns=list(names), fill_value=0).astype("int64").rename(columns=names)
    table["total"] = table.sum(axis=1)
    known = customers.set_index("customer_key")[["customer_id", "customer_name"]]
    rows = table.join(known, how="left").reset_index()
    return rows.assign(currency=currency).sort_values(["total", "customer_key"], ascending=[False, True]).reset_index(drop=True)
