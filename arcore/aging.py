"""Days past due and aging buckets.

An item due today is current; it is one day past due tomorrow. Credits do not hide in old
buckets: they have their own column, or are netted first in, first out when asked for, so that
buckets + credits always add up to the balance. An item without any date is never dropped.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import add
from typing import Any, Literal

import narwhals as nw

from arcore import fifo
from arcore.balances import end_of, summed, whole
from arcore.i18n import Language
from arcore.messages import Message, Unusable, say
from arcore.policy import AgingScheme

Native = Any
Basis = Literal["due", "document"]
By = Literal["customer", "group", "salesperson", "region", "category", "currency", "entity"]

UNKNOWN = -1
"""The bucket of items whose age nobody knows (opening balances, no date at all)."""

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


@dataclass(frozen=True)
class CalendarScheme:
    """Buckets by calendar anniversaries, as auditors age: the upper ends in months of every bucket but the last."""

    upper_months: tuple[int, ...] = (6, 12, 24, 36, 48, 60)


Scheme = AgingScheme | CalendarScheme


def age(open_items: Native, as_of: dt.date, scheme: Scheme, basis: Basis = "due") -> Native:
    """`open_items` with `days_past_due` (int64, negative before the due date) and `bucket` (int64, 0 the youngest).

    `days_past_due` is always by due date; `bucket` goes by `basis`. A missing due date falls back to the
    document date and the other way round; without either, the bucket is `UNKNOWN`. (Domain rules §4.2.)
    """
    items = nw.from_native(open_items)
    dates = [name for name in ("due_date", "document_date") if name in items.collect_schema().names()]
    due = nw.coalesce(*[nw.col(name) for name in dates])
    basis_date = due if basis == "due" else nw.coalesce(*[nw.col(name) for name in reversed(dates)])
    older_than = [(basis_date < end_of(boundary)).cast(nw.Int64) for boundary in boundaries(scheme, as_of)]
    return items.with_columns(
        (nw.lit(as_of.toordinal(), dtype=nw.Int64) - _ordinal(due)).alias("days_past_due"),
        nw.when(basis_date.is_null()).then(nw.lit(UNKNOWN, dtype=nw.Int64)).otherwise(reduce(add, older_than)).alias("bucket"),
    ).to_native()


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
    keys = [*KEYS[by], "currency"]
    parts = [_item_columns(items, keys, scheme), _credit_columns(credits, keys, scheme, customers)]
    every = summed(nw.concat(parts, how="vertical"), keys, **{name: name for name in _sum_columns(scheme)})
    buckets = reduce(add, [nw.col(name) for name in bucket_columns(scheme)])
    totals = (
        every.with_columns(
            (nw.col("credit_notes") + nw.col("unapplied")).alias("credits"), (buckets + nw.col("credit_notes")).alias("open")
        )
        .with_columns((nw.col("open") + nw.col("unapplied")).alias("total"))
        .sort(*keys, nulls_last=True)
    )
    return nw.maybe_reset_index(totals).to_native()


def boundaries(scheme: Scheme, as_of: dt.date) -> tuple[dt.date, ...]:
    """For every bucket but the last: an item dated before this day has left it.

    >>> boundaries(AgingScheme((0, 30)), dt.date(2025, 3, 31))
    (datetime.date(2025, 3, 31), datetime.date(2025, 3, 1))
    """
    ends = _edges(scheme)
    if isinstance(scheme, CalendarScheme):
        return tuple(_months_before(as_of, months) for months in ends)
    return tuple(as_of - dt.timedelta(days=days) for days in ends)


def bucket_columns(scheme: Scheme) -> tuple[str, ...]:
    """The bucket columns of `table`, youngest first, the unknown age last."""
    return (*(f"bucket_{number}" for number in range(len(_edges(scheme)) + 1)), "bucket_unknown")


def bucket_labels(scheme: Scheme, lang: Language, basis: Basis = "due") -> tuple[str, ...]:
    """What each bucket is called, from the scheme's edges, in the order of `bucket`; the unknown age is not among them.

    >>> bucket_labels(AgingScheme((0, 30)), "en")
    ('Not due', '1–30 days', 'Over 30 days')
    """
    return tuple(message.text(lang) for message in label_messages(scheme, basis))


def label_messages(scheme: Scheme, basis: Basis = "due") -> tuple[Message, ...]:
    """`bucket_labels` before a language is chosen."""
    ends = _edges(scheme)
    name = _month_label if isinstance(scheme, CalendarScheme) else _day_label
    spans = zip((None, *ends), (*ends, None), strict=True)
    return tuple(name(lower, upper, basis) for lower, upper in spans)


def unknown_label() -> Message:
    """What `bucket_unknown` is called."""
    return say("Opening / age unknown")


def _day_label(lower: int | None, upper: int | None, basis: Basis) -> Message:
    if upper is None:
        return say("Over {days} days", days=lower)
    if lower is None:
        if upper == 0:
            return say("Not due") if basis == "due" else say("Same day")
        return say("Up to {days} days", days=upper)
    return say("{first}–{last} days", first=lower + 1, last=upper)


def _month_label(lower: int | None, upper: int | None, basis: Basis) -> Message:
    lower = lower or 0
    if upper is None:
        return say("Over {years} years", years=lower // 12) if lower % 12 == 0 else say("Over {months} months", months=lower)
    if lower == 0 and upper == 12:
        return say("Within 1 year")
    if lower >= 12 and lower % 12 == 0 and upper % 12 == 0:
        return say("{first}–{last} years", first=lower // 12, last=upper // 12)
    return say("{first}–{last} months", first=lower + 1 if lower else 0, last=upper)


def _edges(scheme: Scheme) -> tuple[int, ...]:
    ends = scheme.upper_months if isinstance(scheme, CalendarScheme) else scheme.upper_ends
    if not ends or ends[0] < 0 or any(a >= b for a, b in pairwise(ends)):
        raise Unusable(say("The bucket edges {edges} must rise, starting at 0 or later. Mend them in the policy.", edges=list(ends)))
    return ends


def _months_before(day: dt.date, months: int) -> dt.date:
    """The first day whose anniversary after `months` is `day` or later; 2025-02-30 does not exist, so it is 03-01."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    try:
        return dt.date(year, month + 1, day.day)
    except ValueError:
        return dt.date(year, month + 2, 1)


def _ordinal(date: nw.Expr) -> nw.Expr:
    """Python's `date.toordinal` in whole numbers: subtracting dates is not the same on every engine."""
    before = date.dt.year().cast(nw.Int64) - 1
    return date.dt.ordinal_day().cast(nw.Int64) + 365 * before + before // 4 - before // 100 + before // 400


def _sum_columns(scheme: Scheme) -> tuple[str, ...]:
    return (*bucket_columns(scheme), "credit_notes", "unapplied", "overdue", "items")


def _keyed(rows: Any, keys: list[str]) -> list[nw.Expr]:
    """The key columns in one type for documents and receipts alike; what the rows do not know is null."""
    known = rows.collect_schema().names()
    types = {name: nw.Int64 if name == "customer_key" else nw.String for name in keys}
    return [nw.col(name).cast(kind) if name in known else nw.lit(None, dtype=kind).alias(name) for name, kind in types.items()]


def _item_columns(items: Any, keys: list[str], scheme: Scheme) -> Any:
    numbers = (*range(len(_edges(scheme)) + 1), UNKNOWN)
    amount, nothing = nw.col("open"), nw.lit(0, dtype=nw.Int64)
    owed = amount > 0
    return items.select(
        *_keyed(items, keys),
        *[
            nw.when(owed & (nw.col("bucket") == number)).then(amount).otherwise(nothing).cast(nw.Int64).alias(name)
            for number, name in zip(numbers, bucket_columns(scheme), strict=True)
        ],
        nw.when(owed).then(nothing).otherwise(amount).cast(nw.Int64).alias("credit_notes"),
        nothing.alias("unapplied"),
        nw.when(owed & (nw.col("days_past_due") > 0)).then(amount).otherwise(nothing).cast(nw.Int64).alias("overdue"),
        nw.lit(1, dtype=nw.Int64).alias("items"),
    )


def _credit_columns(credits: Any, keys: list[str], scheme: Scheme, customers: Native | None) -> Any:
    missing = [name for name in keys if name not in credits.collect_schema().names()]
    if missing and customers is not None:
        known = nw.from_native(customers).select(nw.col("customer_key").cast(nw.Int64), *missing)
        credits = credits.with_columns(nw.col("customer_key").cast(nw.Int64)).join(known, on="customer_key", how="left")
    nothing = nw.lit(0, dtype=nw.Int64)
    return credits.select(
        *_keyed(credits, keys),
        *[nothing.alias(name) if name != "unapplied" else (-whole("unapplied")).alias(name) for name in _sum_columns(scheme)],
    )
