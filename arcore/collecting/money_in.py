"""Money that came from customers, cent by cent with its day, so that each cent keeps one promise only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from arcore.books import Books
from arcore.collecting.named import Named, covers
from arcore.payment_history import CASH

Payer = tuple[int, str]
"""(customer_key, currency)."""


@dataclass
class Money:
    """What came on one day for one document (None: not applied yet); `left` is what nothing has used so far."""

    day: dt.date
    document_key: int | None
    left: int


def money_in(books: Books, customers: Collection[int], as_of: dt.date) -> dict[Payer, list[Money]]:
    """What these customers paid by `as_of`, oldest first; money counts from the day it came, not from the day it was applied."""
    found: dict[Payer, list[Money]] = {}
    for rows in (_applied(books, customers, as_of), _unapplied(books, customers, as_of)):
        columns = (rows[name].tolist() for name in ("customer_key", "currency", "day", "document_key", "amount"))
        for customer, currency, day, document, amount in zip(*columns, strict=True):
            money = Money(day.date(), None if pd.isna(document) else int(document), int(amount))
            found.setdefault((int(customer), str(currency)), []).append(money)
    for every in found.values():
        every.sort(key=lambda money: (money.day, money.document_key or 0))
    return found


def take(money: list[Money], wanted: int, first: dt.date, last: dt.date, documents: Named = None) -> int:
    """Up to `wanted` of what came from `first` to `last` for these documents or is not applied yet; it is used up by this."""
    taken = 0
    for each in money:
        fits = each.document_key is None or covers(documents, each.document_key)
        if first <= each.day <= last and fits and taken < wanted:
            share = min(each.left, wanted - taken)
            each.left -= share
            taken += share
    return taken


def _applied(books: Books, customers: Collection[int], as_of: dt.date) -> pd.DataFrame:
    """Cash applied to documents of these customers, by the day it was received."""
    theirs = books.documents[books.documents["customer_key"].isin(customers)][["document_key", "customer_key", "currency"]]
    used = books.allocations[books.allocations["kind"].isin(CASH) & (books.allocations["amount"] > 0)]
    rows = used.astype({"document_key": "Int64"}).merge(theirs.astype({"document_key": "Int64"}), on="document_key")
    rows = rows.assign(day=days_received(rows, books.receipts))
    return rows[(rows["day"] <= pd.Timestamp(as_of)) & (rows["date"] <= pd.Timestamp(as_of))]


def days_received(applied: pd.DataFrame, receipts: pd.DataFrame) -> pd.Series:
    """The day the cash of each allocation came: that of its receipt, else the day it was applied."""
    came = dict(zip(receipts["receipt_key"].tolist(), receipts["receipt_date"].tolist(), strict=True))
    received = pd.Series([came.get(key, pd.NaT) for key in applied["receipt_key"].tolist()], index=applied.index, dtype="datetime64[us]")
    return received.fillna(applied["date"])


def _unapplied(books: Books, customers: Collection[int], as_of: dt.date) -> pd.DataFrame:
    """What is left of these customers' receipts once the applied part is taken out."""
    day = pd.Timestamp(as_of)
    receipts = books.receipts[books.receipts["customer_key"].isin(customers) & (books.receipts["receipt_date"] <= day)]
    used = books.allocations[(books.allocations["kind"] == "receipt") & (books.allocations["date"] <= day)]
    sums = used.groupby("receipt_key")["amount"].sum()
    left = receipts["amount"] - receipts["receipt_key"].map(sums).fillna(0).astype("int64")
    rows = receipts.assign(amount=left, day=receipts["receipt_date"], document_key=pd.array([pd.NA] * len(receipts), dtype="Int64"))
    return rows[left > 0]
