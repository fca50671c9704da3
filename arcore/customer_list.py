"""The customers with what each owes, how much of its limit is used, and how its balance went over the last twelve months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from arcore.aging_series import month_ends
from arcore.books import Books
from arcore.customers_at import customers_at
from arcore.engines import collect
from arcore.exposure import Position
from arcore.money import exponent
from arcore.movements import movements

MONTHS = 12


def balances_over(books: Books, ends: Sequence[dt.date], currency: str) -> pd.DataFrame:
    """Per customer_key (index) and date (columns) what it owed less what it had paid on account, minor units of `currency`."""
    rows = collect(movements(books.documents, books.receipts, books.allocations))
    mine = rows[(rows["currency"] == currency) & (rows["date"] <= pd.Timestamp(ends[-1]))]
    keys, places = np.unique(mine["customer_key"].to_numpy(dtype=np.int64), return_inverse=True)
    days = pd.DatetimeIndex([pd.Timestamp(end) for end in ends])
    step = days.searchsorted(mine["date"].to_numpy(), side="left")
    moved = np.zeros((len(keys), len(ends)), dtype=np.int64)
    np.add.at(moved, (places, step), mine["amount"].to_numpy(dtype=np.int64))
    return pd.DataFrame(moved.cumsum(axis=1), index=pd.Index(keys, name="customer_key"), columns=list(ends))


def reference(position: Position) -> str:
    """How a link names a customer: by its number, else by its key."""
    return position.customer_id or f"#{position.customer_key}"


def listing(books: Books, positions: Sequence[Position], grades: pd.Series, as_of: dt.date, currency: str) -> pd.DataFrame:
    """One row per customer of `currency`, the largest overdue and open first.

    customer_key, reference, customer_id, name, short_name, currency, grade (as kept), computed (of `grades`), open, overdue,
    limit, used (percent), salesperson, region, category, terms, trend: twelve month ends and `as_of` in major units, to draw only.
    """
    over = balances_over(books, month_ends(as_of, MONTHS), currency)
    major = 10 ** exponent(currency)
    trends = {int(key): (values / major).tolist() for key, values in zip(over.index, over.to_numpy(), strict=True)}
    known = customers_at(books, as_of).set_index("customer_key")
    rows = [
        {
            "customer_key": position.customer_key,
            "reference": reference(position),
            "customer_id": position.customer_id,
            "name": position.customer_name,
            "currency": position.currency,
            "grade": position.grade or "",
            "open": position.open,
            "overdue": position.overdue,
            "limit": position.limit,
            "used": None if position.utilization is None else float(position.utilization * 100),
            "trend": trends.get(position.customer_key, []),
        }
        for position in positions
        if position.currency == currency
    ]
    columns = ["customer_key", "reference", "customer_id", "name", "currency", "grade", "open", "overdue", "limit", "used", "trend"]
    table = pd.DataFrame(rows, columns=columns).astype({"limit": "Int64", "used": "Float64"})
    for name, kept in (("short_name", "short_name"), ("salesperson", "salesperson"), ("region", "region"), ("category", "category")):
        table[name] = table["customer_key"].map(known[kept]).astype("str")
    table["terms"] = table["customer_key"].map(known["term_text"]).astype("str")
    table["computed"] = table["customer_key"].map(grades).astype("str")
    return table.sort_values(["overdue", "open", "customer_key"], ascending=[False, False, True]).reset_index(drop=True)
