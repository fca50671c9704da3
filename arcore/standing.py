"""The receivables of one date, computed once for everything an overview says about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from arcore import aging, balances, exposure
from arcore.books import Books
from arcore.customers_at import customers_at
from arcore.due_history import documents_at
from arcore.engines import collect
from arcore.exposure import Position
from arcore.policy import Policy
from arcore.schema import Side
from arcore.unbilled import with_deliveries

SALES_DAYS = 90
"""How many days of sales the days sales outstanding compare with."""


@dataclass(frozen=True)
class Standing:
    """The receivables of one date: aged open items, unapplied receipts, positions; the frames of `aging` and `balances`.

    `sales_from`: the first day of the month from which sales are in the books; None before the first.
    """

    as_of: dt.date
    aged: pd.DataFrame
    unapplied: pd.DataFrame
    positions: tuple[Position, ...]
    sales: Mapping[str, int]
    sales_from: dt.date | None = None


def last_month_end(as_of: dt.date) -> dt.date:
    """The last day of the month before `as_of`'s.

    >>> last_month_end(dt.date(2026, 6, 30))
    datetime.date(2026, 5, 31)
    """
    return as_of.replace(day=1) - dt.timedelta(days=1)


def standing(books: Books, as_of: dt.date, policy: Policy) -> Standing:
    """The receivables (not the payables) of `books` at `as_of`."""
    documents = _receivable(documents_at(books, as_of))
    open_items = balances.open_items(documents, books.allocations, as_of)
    unapplied = balances.unapplied(_receivable(books.receipts), books.allocations, as_of, documents)
    customers = with_deliveries(customers_at(books, as_of), books, as_of, policy)
    positions = exposure.positions(customers, open_items, unapplied, policy.credit, as_of, currency=policy.company.currency)
    return Standing(
        as_of,
        collect(aging.age(open_items, as_of, policy.aging.scheme, policy.aging.basis)),
        unapplied,
        positions,
        _sales(documents, as_of),
        first_month(documents),
    )


def first_month(documents: pd.DataFrame) -> dt.date | None:
    """The first day of the month of the earliest document that is no opening item: sales before it are not in the books."""
    days = documents.loc[documents["kind"] != "opening", "document_date"].dropna()
    return days.min().date().replace(day=1) if len(days) else None


def _receivable(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.loc[frame["side"] == Side.RECEIVABLE.value] if "side" in frame.columns else frame


def _sales(documents: pd.DataFrame, as_of: dt.date) -> dict[str, int]:
    """Documents issued in the last `SALES_DAYS` days, credit notes taken off, opening items left out."""
    day = pd.Timestamp(as_of)
    issued = documents["document_date"]
    recent = documents[(issued <= day) & (issued > day - pd.Timedelta(days=SALES_DAYS)) & (documents["kind"] != "opening")]
    return sums_by_currency(recent, "amount")


def sums_by_currency(rows: pd.DataFrame, column: str) -> dict[str, int]:
    """The sum of a money column per currency."""
    return {str(code): int(total) for code, total in rows.groupby("currency")[column].sum().items()}
