"""Open items and unapplied receipts as of any date.

Allocations carry their own dates, so a past date is answered with what was known to be settled
then, never with today's paid column. Every function takes pandas, polars, DuckDB or PySpark
frames (see `engines`) and gives back the same kind; money stays int64 minor units.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import narwhals as nw

Native = Any
"""A native frame of any engine, with the columns of `books`."""


def end_of(as_of: dt.date) -> dt.datetime:
    """The day as the timestamp that day columns hold; comparing with `<=` includes the whole day."""
    return dt.datetime(as_of.year, as_of.month, as_of.day)


def whole(column: str) -> nw.Expr:
    """`column` as int64 with nothing for none: outer joins and wide sums must not turn money into floats."""
    return nw.col(column).fill_null(0).cast(nw.Int64)


def summed(rows: Any, by: list[str], **columns: str) -> Any:
    """Sums of Narwhals `rows` per `by`, int64 on every engine: `summed(rows, ["currency"], open="amount")`."""
    totals = rows.group_by(by).agg(*[nw.col(source).sum().alias(name) for name, source in columns.items()])
    return totals.with_columns(nw.col(*columns).cast(nw.Int64))


def with_customer_id(rows: Any, *sources: Any) -> Any:
    """Narwhals `rows` with the customer's number beside its key, where the `sources` know both; grouping by text is slow."""
    if any("customer_id" not in source.collect_schema().names() for source in sources):
        return rows
    pairs = [
        source.select(nw.col("customer_key").cast(nw.Int64), nw.col("customer_id").cast(nw.String))
        .filter(~nw.col("customer_key").is_null() & ~nw.col("customer_id").is_null())
        .unique("customer_key", keep="any")
        for source in sources
    ]
    known = nw.concat(pairs, how="vertical").unique("customer_key", keep="any")
    return rows.join(known, on="customer_key", how="left")


def open_items(documents: Native, allocations: Native, as_of: dt.date) -> Native:
    """Documents issued by `as_of` that are not fully settled then, with `open` (minor units, never 0).

    open(document, T) = amount − Σ allocations dated ≤ T (domain rules §4.1). Credit notes keep
    their sign. Needs document_key, document_date, amount; document_key, date, amount.
    """
    every = nw.from_native(documents)
    day = end_of(as_of)
    issued = every.filter(nw.col("document_date") <= day).select("document_key", "amount")
    reductions = (
        nw.from_native(allocations)
        .filter((nw.col("date") <= day) & ~nw.col("document_key").is_null())
        .select(nw.col("document_key").cast(nw.Int64), "amount")
    )
    settled = summed(reductions, ["document_key"], settled="amount")
    balances = (
        issued.join(settled, on="document_key", how="left")
        .select("document_key", (nw.col("amount") - whole("settled")).cast(nw.Int64).alias("open"))
        .filter(nw.col("open") != 0)
    )
    return every.join(balances, on="document_key", how="inner").to_native()


def cash_used(allocations: Native, as_of: dt.date, documents: Native | None = None) -> Any:
    """Narwhals rows (receipt_key, amount) by which documents have used receipts by `as_of`.

    Given `documents`, allocations to those issued after `as_of` do not count yet.
    """
    day = end_of(as_of)
    has_both = ~nw.col("receipt_key").is_null() & ~nw.col("document_key").is_null()
    used = nw.from_native(allocations).filter((nw.col("date") <= day) & (nw.col("kind") == "receipt") & has_both)
    keyed = used.select(nw.col("document_key").cast(nw.Int64), nw.col("receipt_key").cast(nw.Int64), "amount")
    if documents is not None:
        later = nw.from_native(documents).filter(nw.col("document_date") > day).select("document_key")
        keyed = keyed.join(later, on="document_key", how="anti")
    return keyed.select("receipt_key", "amount")


def unapplied(receipts: Native, allocations: Native, as_of: dt.date, documents: Native | None = None) -> Native:
    """Receipts received by `as_of` with `unapplied` (minor units, never 0), what no document has used by then.

    A receipt whose `customer_key` is null is unidentified money: another pool than unapplied credits.
    Given `documents`, an allocation to one issued after `as_of` does not count yet (an advance stays
    an advance until there is an invoice), which makes documents, receipts and balances tie out.
    """
    every = nw.from_native(receipts)
    received = every.filter(nw.col("receipt_date") <= end_of(as_of)).select("receipt_key", "amount")
    applied = summed(cash_used(allocations, as_of, documents), ["receipt_key"], applied="amount")
    balances = (
        received.join(applied, on="receipt_key", how="left")
        .select("receipt_key", (nw.col("amount") - whole("applied")).cast(nw.Int64).alias("unapplied"))
        .filter(nw.col("unapplied") != 0)
    )
    return every.join(balances, on="receipt_key", how="inner").to_native()
