"""Due dates as they stood on a past day: a later agreement does not change what was overdue then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from arcore import aging_series
from arcore.books import Books
from arcore.buckets import Basis, Scheme


def documents_at(books: Books, as_of: dt.date) -> pd.DataFrame:
    """`books.documents` with the due dates in force at the end of `as_of`.

    The last change agreed on by then counts; before the first one, the date it replaced.
    """
    return with_due_then(books.documents, books.due_changes, as_of)


def with_due_then(documents: pd.DataFrame, changes: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """`documents` with the due dates in force at the end of `as_of`; the frame itself where they are those of now."""
    replaced = due_then(changes, as_of)
    if not documents["document_key"].isin(replaced.index).any():
        return documents
    due = documents["document_key"].map(replaced)
    return documents.assign(due_date=due.fillna(documents["due_date"]).astype("datetime64[us]"))


def due_then(changes: pd.DataFrame, as_of: dt.date) -> pd.Series:
    """By document_key the due date at `as_of`, where it differs from the one in force after all `changes`."""
    if not len(changes):
        return pd.Series([], dtype="datetime64[us]")
    known = changes["agreed_on"] <= pd.Timestamp(as_of)
    last = changes.groupby("document_key")["entry"].transform("max") == changes["entry"]
    settled = set(changes.loc[known & last, "document_key"])
    undecided = changes[~changes["document_key"].isin(settled)]
    earlier = undecided[undecided["agreed_on"] <= pd.Timestamp(as_of)].groupby("document_key")["new"].last()
    first = undecided.groupby("document_key")["old"].first()
    return earlier.reindex(first.index).fillna(first)


def series(books: Books, dates: Sequence[dt.date], scheme: Scheme, basis: Basis) -> pd.DataFrame:
    """`aging_series.series` at `dates`, each with the due dates of its own day."""

    def at(days: Sequence[dt.date], documents: pd.DataFrame) -> pd.DataFrame:
        return aging_series.series(documents, books.allocations, days, scheme, receipts=books.receipts, basis=basis)

    if not len(books.due_changes):
        return at(dates, books.documents)
    return pd.concat([at([day], documents_at(books, day)) for day in sorted(dates)], ignore_index=True)
