"""How documents were paid: when each was settled and how many days that was after its due date.

Only what was known at `as_of` counts. A document is settled on the day its last cent was; one that credit notes or
write-offs settled for the most part says nothing about how its customer pays, and is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from arcore.balances import end_of, summed, whole
from arcore.engines import collect

Native = Any
CASH = ("receipt", "stated")
COLUMNS = ("document_key", "customer_key", "currency", "amount", "document_date", "due_date", "settled_on", "days_late")
Whole = npt.NDArray[np.int64]


def settled(
    documents: Native, allocations: Native, as_of: dt.date, *, undated: Collection[int] = (), however: bool = False
) -> pd.DataFrame:
    """Documents fully paid by `as_of`: `COLUMNS`, `days_late` int64 and negative when early, oldest settlement first.

    `undated`: the allocations, by key, of which nobody knows the day (`undated.vague`); what they settle is left out.
    `however`: also what credit notes and write-offs settled.
    """
    day = end_of(as_of)
    known = nw.from_native(allocations).filter((nw.col("date") <= day) & ~nw.col("document_key").is_null())
    if undated:
        guessed = known.filter(nw.col("allocation_key").is_in(list(undated))).select(_key())
        known = known.with_columns(_key()).join(guessed.unique("document_key"), on="document_key", how="anti")
    cash = nw.when(nw.col("kind").is_in(CASH)).then(nw.col("amount")).otherwise(nw.lit(0, dtype=nw.Int64)).alias("cash")
    rows = known.select(_key(), "amount", "date", cash)
    paid = summed(rows, ["document_key"], paid="amount", by_cash="cash")
    last = rows.group_by("document_key").agg(nw.col("date").max().alias("settled_on"))
    invoices = nw.from_native(documents).filter((nw.col("amount") > 0) & (nw.col("document_date") <= day))
    found = (
        invoices.select("document_key", "customer_key", "currency", "amount", "document_date", "due_date")
        .join(paid, on="document_key", how="inner")
        .filter((whole("paid") >= nw.col("amount")) & ((whole("by_cash") * 2 >= nw.col("amount")) | nw.lit(however)))
        .join(last, on="document_key", how="inner")
    )
    history = collect(found.to_native())
    late = (history["settled_on"] - history["due_date"]).dt.days.astype("int64")
    return history.assign(days_late=late)[list(COLUMNS)].sort_values(["settled_on", "document_key"]).reset_index(drop=True)


def _key() -> nw.Expr:
    return nw.col("document_key").cast(nw.Int64)


def weighted_median(values: Whole, weights: Whole) -> int:
    """The smallest value at which half of the weight is reached (lower median).

    >>> weighted_median(np.array([0, 10, 30]), np.array([100, 100, 500]))
    30
    """
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    return int(values[order][np.searchsorted(reached, reached[-1] / 2)])
