"""Payments whose day nobody knows: a file told that something was paid, not when. What that hides, and from which dates.

Such a payment came after the last day on which it was known to be unpaid (`start`: that of the file before, else the day before the
document's own) and no later than the day the file was about (`date`). What a file brings later does not change it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from arcore.books import Books

ROUGH_DAYS = 45
"""A payment known to lie within so many days counts as paid on the last of them; of one less known nobody can say how late it was."""


def vague(undated: pd.DataFrame) -> list[int]:
    """The allocations, by key, that tell nothing about how a customer pays; `undated` as `Books.undated`."""
    wide = (undated["date"] - undated["start"]).dt.days > ROUGH_DAYS
    keys: list[int] = undated.loc[wide, "allocation_key"].tolist()
    return keys


def hidden_until(books: Books, as_of: dt.date) -> dt.date | None:
    """The first day after `as_of` whose balances are known again; None where those of `as_of` itself are."""
    day = pd.Timestamp(as_of)
    unknown = books.undated[(books.undated["start"] < day) & (books.undated["date"] > day)]
    return None if unknown.empty else unknown["date"].max().date()


def last_hidden(books: Books, dates: Sequence[dt.date]) -> dt.date | None:
    """The first day whose balances are known again after the last of `dates` that hides some; None where none does."""
    return next((known for day in reversed(dates) if (known := hidden_until(books, day)) is not None), None)
