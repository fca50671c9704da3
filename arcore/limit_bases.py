"""What limits follow from, for all customers at once: average monthly sales and highest balances (domain rules §5.3)."""

from __future__ import annotations

import datetime as dt
from functools import reduce
from operator import add
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from arcore.balances import end_of, summed
from arcore.engines import collect
from arcore.limits import Basis
from arcore.schema import DocumentKind
from arcore.scorecard.facts import WINDOW_MONTHS, months_before

Native = Any
KEYS = ["customer_key", "currency"]


def bases(scored: pd.DataFrame, documents: Native, allocations: Native, as_of: dt.date, grades: pd.Series | None = None) -> list[Basis]:
    """One basis per row of `scorecard.score`, in its order; `grades` where they are not the computed ones."""
    sales = scored[KEYS].merge(monthly_sales(documents, as_of), on=KEYS, how="left").fillna(0)
    peaks = scored[KEYS].merge(peak_balances(documents, allocations, as_of), on=KEYS, how="left").fillna(0)
    totals = {str(code): int(total) for code, total in scored.groupby("currency")["balance"].sum().items()}
    columns = zip(
        scored["grade"] if grades is None else grades,
        scored["currency"],
        sales["sales"].astype("int64"),
        sales["months"].astype("int64"),
        scored["term_text"].where(scored["term_text"].notna(), None),
        scored["tenure_months"],
        peaks["peak"].astype("int64"),
        scored["limit"],
        strict=True,
    )
    return [
        Basis(
            grade=str(grade),
            currency=str(currency),
            monthly_sales=int(sold) // max(1, int(months)),
            sales_months=int(months),
            term_text=None if terms is None else str(terms),
            receivables=max(0, totals.get(str(currency), 0)),
            tenure_months=int(tenure),
            peak=int(peak),
            limit=None if pd.isna(limit) else int(limit),
        )
        for grade, currency, sold, months, terms, tenure, peak, limit in columns
    ]


def monthly_sales(documents: Native, as_of: dt.date) -> pd.DataFrame:
    """customer_key, currency, `sales` and `months`: the net of what was invoiced in the months of the last 12 that had sales.

    Months are counted back from `as_of`, so that an unfinished calendar month does not thin the average. Opening items are no sales.
    """
    edges = [end_of(months_before(as_of, months)) for months in range(1, WINDOW_MONTHS + 1)]
    issued = nw.from_native(documents).filter(
        (nw.col("document_date") <= end_of(as_of)) & (nw.col("document_date") > edges[-1]) & (nw.col("kind") != DocumentKind.OPENING.value)
    )
    slots = reduce(add, [(nw.col("document_date") <= edge).cast(nw.Int64) for edge in edges])
    rows = issued.select(nw.col("customer_key").cast(nw.Int64), "currency", slots.alias("slot"), nw.col("amount").cast(nw.Int64))
    by_month = collect(summed(rows, [*KEYS, "slot"], amount="amount").to_native())
    sold = by_month[by_month["amount"] > 0]
    return sold.groupby(KEYS, as_index=False).agg(sales=("amount", "sum"), months=("slot", "nunique"))


def peak_balances(documents: Native, allocations: Native, as_of: dt.date) -> pd.DataFrame:
    """customer_key, currency and `peak`: the highest open balance at the end of any day up to `as_of` (minor units)."""
    day = end_of(as_of)
    issued = nw.from_native(documents).filter(nw.col("document_date") <= day)
    owners = issued.select("document_key", nw.col("customer_key").cast(nw.Int64), "currency")
    debits = issued.select(nw.col("customer_key").cast(nw.Int64), "currency", nw.col("document_date").alias("date"), "amount")
    credits = (
        nw.from_native(allocations)
        .filter((nw.col("date") <= day) & ~nw.col("document_key").is_null())
        .select(nw.col("document_key").cast(nw.Int64), "date", (nw.col("amount") * -1).alias("amount"))
        .join(owners, on="document_key", how="inner")
        .select("customer_key", "currency", "date", "amount")
    )
    moves = collect(summed(nw.concat([debits, credits], how="vertical"), [*KEYS, "date"], amount="amount").to_native())
    moves = moves.sort_values([*KEYS, "date"])
    balance = moves.groupby(KEYS)["amount"].cumsum()
    return moves.assign(peak=np.maximum(balance, 0)).groupby(KEYS, as_index=False).agg(peak=("peak", "max"))
