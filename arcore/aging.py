"""Days past due and aging buckets.

An item due today is current; it is one day past due tomorrow. Credits do not hide in old
buckets: they have their own column, or are netted first in, first out when asked for, so that
buckets + credits always add up to the balance. An item without any date is never dropped.
"""

from __future__ import annotations

import datetime as dt
from functools import reduce
from operator import add
from typing import Any, Literal

import narwhals as nw

from arcore import fifo
from arcore.aging_series import series
from arcore.balances import end_of, summed, whole, with_customer_id
from arcore.buckets import (
    CREDITS,
    UNKNOWN,
    Basis,
    CalendarScheme,
    Scheme,
    boundaries,
    bucket_columns,
    bucket_labels,
    edges,
    label_messages,
    unknown_label,
)
from arcore.day_numbers import with_day_numbers
from arcore.policy import AgingScheme

__all__ = [
    "CREDITS",
    "UNKNOWN",
    "Basis",
    "By",
    "CalendarScheme",
    "Scheme",
    "age",
    "boundaries",
    "bucket_columns",
    "bucket_labels",
    "label_messages",
    "series",
    "table",
    "unknown_label",
]

Native = Any
By = Literal["customer", "group", "salesperson", "region", "category", "currency", "entity"]

KEYS: dict[By, tuple[str, ...]] = {
    "customer": ("customer_key", "customer_id"),
    "group": ("group_name",),
    "salesperson": ("salesperson",),
    "region": ("region",),
    "category": ("category",),
    "currency": (),
    "entity": ("entity",),
}
"""The columns that name a row of `table`, besides its currency."""

_AGELESS = dt.datetime(2200, 1, 1)
"""Stands in for the date of an item that has none; within what nanosecond timestamps hold."""


def age(open_items: Native, as_of: dt.date, scheme: Scheme, basis: Basis = "due") -> Native:
    """`open_items` with `days_past_due` (int64, negative before the due date) and `bucket` (int64, 0 the youngest).

    `days_past_due` is always by due date; `bucket` goes by `basis`. A missing due date falls back to the
    document date and the other way round; without either, the bucket is `UNKNOWN` and nothing is past due. (Domain rules §4.2.)
    """
    items = nw.from_native(open_items)
    dates = [name for name in ("due_date", "document_date") if name in items.collect_schema().names()]
    by_basis = dates if basis == "due" else dates[::-1]
    dated = items.with_columns(
        nw.coalesce(*[nw.col(name) for name in dates], nw.lit(end_of(as_of))).alias("_due"),
        nw.coalesce(*[nw.col(name) for name in by_basis], nw.lit(_AGELESS)).alias("_basis"),
    )
    numbered = with_day_numbers(dated, _due_day="_due")
    older_than = [(nw.col("_basis") < end_of(boundary)).cast(nw.Int64) for boundary in boundaries(scheme, as_of)]
    ageless = nw.col("_basis") == _AGELESS
    return (
        numbered.with_columns(
            (nw.lit(as_of.toordinal(), dtype=nw.Int64) - nw.col("_due_day")).alias("days_past_due"),
            nw.when(ageless).then(nw.lit(UNKNOWN, dtype=nw.Int64)).otherwise(reduce(add, older_than)).alias("bucket"),
        )
        .drop("_due", "_basis", "_due_day")
        .to_native()
    )


def table(
    aged: Native,
    unapplied: Native,
    by: By = "customer",
    *,
    scheme: Scheme | None = None,
    net_credits: bool = False,
    customers: Native | None = None,
    basis: Basis = "due",
) -> Native:
    """One row per key and currency, minor units: `bucket_0` … `bucket_n`, `bucket_unknown`, `credit_notes`, `unapplied`,
    `credits`, `open`, `overdue`, `total`, and `items` (how many documents).

    `credit_notes` and `unapplied` are negative, `credits` their sum. open = Σ buckets + credit_notes;
    total = Σ buckets + credits = the balance. With `net_credits` each customer's credits settle the oldest items
    first and only what is left over stays in `unapplied`. Receipts know no region or group: they take
    it from `customers` when given, else their key is null, as that of unidentified money always is.
    """
    scheme = scheme or AgingScheme()
    items, credits = nw.from_native(aged), nw.from_native(unapplied)
    if net_credits:
        items, credits = fifo.net(items, credits, basis)
    keys = [*(("customer_key",) if by == "customer" else KEYS[by]), "currency"]
    parts = [_item_columns(items, keys, scheme), _credit_columns(credits, keys, scheme, customers)]
    every = summed(nw.concat(parts, how="vertical"), keys, **{name: name for name in _sum_columns(scheme)})
    buckets = reduce(add, [nw.col(name) for name in bucket_columns(scheme)])
    sums = every.with_columns(
        (nw.col("credit_notes") + nw.col("unapplied")).alias("credits"), (buckets + nw.col("credit_notes")).alias("open")
    ).with_columns((nw.col("open") + nw.col("unapplied")).alias("total"))
    named = with_customer_id(sums, items, credits) if by == "customer" else sums
    columns = [*KEYS[by], *(name for name in named.collect_schema().names() if name not in KEYS[by])]
    return nw.maybe_reset_index(named.select(columns).sort(*keys, nulls_last=True)).to_native()


def _sum_columns(scheme: Scheme) -> tuple[str, ...]:
    return (*bucket_columns(scheme), "credit_notes", "unapplied", "overdue", "items")


def _keyed(rows: Any, keys: list[str]) -> list[nw.Expr]:
    """The key columns in one type for documents and receipts alike; what the rows do not know is null."""
    known = rows.collect_schema().names()
    types = {name: nw.Int64 if name == "customer_key" else nw.String for name in keys}
    return [nw.col(name).cast(kind) if name in known else nw.lit(None, dtype=kind).alias(name) for name, kind in types.items()]


def _item_columns(items: Any, keys: list[str], scheme: Scheme) -> Any:
    """Items summed per key and bucket first, so that the columns are spread over few rows."""
    nothing = nw.lit(0, dtype=nw.Int64)
    late = (nw.col("open") > 0) & (nw.col("days_past_due") > 0)
    rows = items.select(
        *_keyed(items, keys),
        nw.when(nw.col("open") > 0).then(nw.col("bucket")).otherwise(nw.lit(CREDITS, dtype=nw.Int64)).alias("bucket"),
        nw.col("open").cast(nw.Int64),
        nw.when(late).then(nw.col("open")).otherwise(nothing).cast(nw.Int64).alias("overdue"),
        nw.lit(1, dtype=nw.Int64).alias("items"),
    )
    sums = summed(rows, [*keys, "bucket"], open="open", overdue="overdue", items="items")
    places = {**dict(zip((*range(len(edges(scheme)) + 1), UNKNOWN), bucket_columns(scheme), strict=True)), CREDITS: "credit_notes"}
    return sums.select(
        *keys,
        *[
            nw.when(nw.col("bucket") == place).then(nw.col("open")).otherwise(nothing).cast(nw.Int64).alias(name)
            for place, name in places.items()
        ],
        nothing.alias("unapplied"),
        "overdue",
        "items",
    )


def _credit_columns(credits: Any, keys: list[str], scheme: Scheme, customers: Native | None) -> Any:
    missing = [name for name in keys if name not in credits.collect_schema().names()]
    if missing and customers is not None:
        known = nw.from_native(customers).select(nw.col("customer_key").cast(nw.Int64), *missing)
        credits = credits.with_columns(nw.col("customer_key").cast(nw.Int64)).join(known, on="customer_key", how="left")
    sums = summed(credits.select(*_keyed(credits, keys), whole("unapplied").alias("rest")), keys, rest="rest")
    nothing = nw.lit(0, dtype=nw.Int64)
    return sums.select(*keys, *[(nw.col("rest") * -1 if name == "unapplied" else nothing).alias(name) for name in _sum_columns(scheme)])
