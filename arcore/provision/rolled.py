"""The monthly roll rates as a frame, so that closing a month keeps them, and read from it again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from arcore.aging_series import month_ends
from arcore.books import Books
from arcore.buckets import edges
from arcore.due_history import documents_at
from arcore.policy import Policy
from arcore.provision.allowance import ROLL, ROLL_MONTHS, History, history_of, scheme_of
from arcore.provision.migration import Cohort, cohorts

PARTS = ("owed", "still_open", "written_off")


def rolled(books: Books, as_of: dt.date, policy: Policy) -> pd.DataFrame:
    """A row per month, currency and age (`ROLL`) of the twelve months to `as_of`: start, end, currency, bucket, `PARTS` (minor units)."""
    scheme, basis = scheme_of("roll", policy)
    found = cohorts(documents_at(books, as_of), books.allocations, month_ends(as_of, ROLL_MONTHS + 1), scheme, basis)
    rows = [
        (pd.Timestamp(cohort.start), pd.Timestamp(cohort.end), cohort.currency, bucket, *(getattr(cohort, part)[bucket] for part in PARTS))
        for cohort in found
        for bucket in range(len(cohort.owed))
    ]
    table = pd.DataFrame(rows, columns=["start", "end", "currency", "bucket", *PARTS])
    whole = dict.fromkeys(("bucket", *PARTS), "int64")
    return table.astype({**whole, "currency": "str", "start": "datetime64[us]", "end": "datetime64[us]"})


def kept_history(rows: pd.DataFrame, currency: str, policy: Policy) -> History:
    """The history of a currency from the rows that `rolled` gave."""
    mine = rows[rows["currency"] == currency].sort_values(["end", "bucket"])
    found = [_cohort(month, currency) for _, month in mine.groupby("end")]
    return history_of(found, len(edges(ROLL)), policy)


def _cohort(month: pd.DataFrame, currency: str) -> Cohort:
    parts: list[Any] = [tuple(int(value) for value in month[part]) for part in PARTS]
    return Cohort(month["start"].iloc[0].date(), month["end"].iloc[0].date(), currency, *parts)
