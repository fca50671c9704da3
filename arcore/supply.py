"""Reduced supply (减少供货): what a customer whose deliveries were cut down to a share of the usual still gets this month (capability 65).

The usual is the average month before the reduction began, so that the reduced months do not thin it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import pandas as pd

from arcore.books import Books
from arcore.exposure import Position
from arcore.limit_bases import monthly_sales
from arcore.schema import DocumentKind

REDUCED = re.compile(r"(?:减供至|减少供货至|supply reduced to)\s*(\d{1,2})\s*[%％]", re.IGNORECASE)


@dataclass(frozen=True)
class Supply:
    """How far supply is reduced: the share in percent, the usual month and what was billed this month, minor units."""

    percent: int
    usual: int
    shipped: int

    @property
    def left(self) -> int:
        """What may still be supplied this month; never below zero."""
        return max(0, self.usual * self.percent // 100 - self.shipped)


def reduced_to(status: str | None) -> int | None:
    """The share of the usual supply that a customer's status leaves, in percent; None where it is not reduced.

    >>> reduced_to("减供至 60%"), reduced_to("Supply reduced to 25 %"), reduced_to("正常"), reduced_to(None)
    (60, 25, None, None)
    """
    found = REDUCED.search(status or "")
    return int(found[1]) if found else None


def supply_of(books: Books, position: Position, as_of: dt.date) -> Supply | None:
    """How far the customer's supply is reduced at `as_of`; None where it is not. Months without sales do not count as usual."""
    percent = reduced_to(position.customer_status)
    if percent is None:
        return None
    mine = books.documents[(books.documents["customer_key"] == position.customer_key) & (books.documents["currency"] == position.currency)]
    sold = monthly_sales(mine, _began(books, position, as_of) - dt.timedelta(days=1))
    usual = int(sold["sales"].iloc[0]) // int(sold["months"].iloc[0]) if len(sold) else 0
    issued = mine["document_date"].between(pd.Timestamp(as_of.replace(day=1)), pd.Timestamp(as_of))
    shipped = int(mine.loc[issued & (mine["kind"] != DocumentKind.OPENING.value), "amount"].sum())
    return Supply(percent, usual, shipped)


def _began(books: Books, position: Position, as_of: dt.date) -> dt.date:
    """The day from which the status counts; the month's first day where nobody recorded one."""
    changes = books.customer_changes
    mine = changes[
        (changes["customer_key"] == position.customer_key) & (changes["field"] == "status") & (changes["new"] == position.customer_status)
    ]
    known = mine.loc[mine["valid_from"] <= pd.Timestamp(as_of), "valid_from"]
    return known.max().date() if len(known) else as_of.replace(day=1)
