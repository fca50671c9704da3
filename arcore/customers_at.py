"""Customers as they were at a date: limits, terms, grades and orders of then, not of now.

Each change counts from the day it was recorded for (an import: the day its files show). A change recorded later
replaces earlier ones from its day on. Before the first change the value it replaced counts, so that the first known
value reaches back to the beginning.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from arcore.books import Books
from arcore.schema import CUSTOMERS, Kind

DATED = (
    *("credit_limit", "temporary_limit", "temporary_from", "temporary_to", "term_text", "grade", "status"),
    *("unbilled_amount", "order_amount", "bill_amount"),
)
"""The fields that a date asks for; names, owners and addresses are those of now."""


def customers_at(books: Books, as_of: dt.date) -> pd.DataFrame:
    """`books.customers` with the `DATED` fields of `as_of`; the frame itself where nothing has changed since."""
    changes = books.customer_changes
    dated = changes[changes["field"].isin(DATED)]
    day = pd.Timestamp(as_of)
    place = ["customer_key", "field"]
    last = dated.drop_duplicates(place, keep="last")
    later = last.loc[last["valid_from"] > day, place]
    if later.empty:
        return books.customers
    asked = dated.merge(later, on=place)
    return _with(books.customers, _values(asked, day))


def _values(asked: pd.DataFrame, day: pd.Timestamp) -> pd.DataFrame:
    """customer_key, field and the text that counted at `day`."""
    place = ["customer_key", "field"]
    newest_first = asked.iloc[::-1]
    replaced_from = newest_first.groupby(place)["valid_from"].cummin().groupby([newest_first[name] for name in place]).shift()
    stands = (replaced_from.isna() | (newest_first["valid_from"] < replaced_from)).reindex(asked.index)
    before = asked.drop_duplicates(place)[[*place, "old"]].rename(columns={"old": "text"})
    counted = asked[stands & (asked["valid_from"] <= day)].drop_duplicates(place, keep="last")
    known = counted[[*place, "new"]].rename(columns={"new": "text"})
    return pd.concat([before, known]).drop_duplicates(place, keep="last")


def _with(customers: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    position = pd.Series(range(len(customers)), index=customers["customer_key"])
    changed = customers.copy()
    for name, texts in values.groupby("field"):
        rows = position.reindex(texts["customer_key"]).dropna().astype("int64")
        known = texts.set_index("customer_key")["text"].reindex(rows.index)
        changed[str(name)] = _placed(changed[str(name)], rows.to_numpy(), known, CUSTOMERS.column(str(name)).kind)
    return changed


def _placed(column: pd.Series, rows: Any, texts: pd.Series, kind: Kind) -> pd.Series:
    """The column with the values that `texts` spell at these positions."""
    values: list[Any] = [None if pd.isna(text) else text for text in texts]
    if kind is Kind.MONEY:
        values = [None if text is None else int(text) for text in values]
    placed = column.astype("object")
    placed.iloc[rows] = values
    if kind is Kind.DATE:
        return pd.to_datetime(placed).astype(column.dtype)
    return placed.astype(column.dtype)
