"""What the books say about how each customer pays, one row per customer: the figures that the factors are made of.

One pass in Narwhals over documents and allocations, whatever the engine; the window is the twelve months up to `as_of`. A
document counts as settled once less than the policy's ignored remainder is open, on the day of its last allocation, and only
where money, not a credit note, settled it. Documents under the remainder and those rightly disputed are left out (domain rules §5.2).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import narwhals as nw
import pandas as pd

from arcore.balances import end_of, whole
from arcore.day_numbers import with_day_numbers
from arcore.engines import collect
from arcore.policy import Policy
from arcore.schema import DocumentKind, Side
from arcore.scorecard.evidence import Evidence

Native = Any
RECENT_MONTHS, WINDOW_MONTHS = 3, 12
SUMS = (
    *("settled", "on_time", "late_days", "recent", "recent_late_days", "invoices", "late_invoices"),
    *("balance", "open", "overdue", "sales_recent", "sales_prior", "disputed"),
)
"""Added up per customer; `late_days` are amount × days."""

LARGEST = ("oldest", "old_item", "very_old_item", "old_item_days")


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of an earlier month, or that month's last.

    >>> months_before(dt.date(2026, 5, 31), 3)
    datetime.date(2026, 2, 28)
    """
    return (pd.Timestamp(day) - pd.DateOffset(months=months)).date()


def by_currency(documents: Native, allocations: Native, as_of: dt.date, policy: Policy, evidence: Evidence, unsure: Collection[int]) -> Any:
    """Pandas rows (customer_key, currency, `first`, `SUMS`, `LARGEST`): what `documents` and `allocations` say as of `as_of`.

    `unsure`: the allocations, by key, that were paid on days nobody knows (`undated.vague`); they settle without a date.
    """
    rows = _settled(nw.from_native(documents), nw.from_native(allocations), as_of, unsure)
    numbered = with_day_numbers(rows, due_day="_due", paid_day="settled_on").with_columns(
        (nw.col("amount") - nw.col("settled_amount")).alias("rest"),
        (nw.lit(as_of.toordinal(), dtype=nw.Int64) - nw.col("due_day")).alias("past_due"),
        (nw.col("paid_day") - nw.col("due_day")).alias("delay"),
    )
    figures = numbered.with_columns(*_conditions(as_of, policy, evidence)).select(
        nw.col("customer_key").cast(nw.Int64), "currency", "document_date", *_figures(policy)
    )
    keys = ["customer_key", "currency"]
    sums = [nw.col(name).sum() for name in SUMS]
    return collect(
        figures.group_by(keys)
        .agg(*sums, *[nw.col(name).max() for name in LARGEST], nw.col("document_date").min().alias("first"))
        .to_native()
    )


def _settled(documents: Any, allocations: Any, as_of: dt.date, unsure: Collection[int]) -> Any:
    """Receivable documents issued by `as_of` with `_due`, `settled_amount`, `paid` (what money reduced), `settled_on`, `undated`."""
    day, names = end_of(as_of), documents.collect_schema().names()
    issued = documents.filter(nw.col("document_date") <= day)
    if "side" in names:
        issued = issued.filter(nw.col("side") == Side.RECEIVABLE.value)
    nothing, one = nw.lit(0, dtype=nw.Int64), nw.lit(1, dtype=nw.Int64)
    undated = nw.when(nw.col("allocation_key").is_in(list(unsure))).then(one).otherwise(nothing) if unsure else nothing
    used = (
        allocations.filter((nw.col("date") <= day) & ~nw.col("document_key").is_null())
        .select(
            nw.col("document_key").cast(nw.Int64),
            "date",
            nw.col("amount").alias("settled_amount"),
            nw.when(nw.col("kind") == "credit").then(nothing).otherwise(nw.col("amount")).cast(nw.Int64).alias("paid"),
            undated.alias("undated"),
        )
        .group_by("document_key")
        .agg(nw.col("settled_amount").sum(), nw.col("paid").sum(), nw.col("undated").max(), nw.col("date").max().alias("settled_on"))
    )
    return (
        issued.select("document_key", "customer_key", "kind", "currency", "document_date", "due_date", "amount")
        .join(used, on="document_key", how="left")
        .with_columns(nw.coalesce("due_date", "document_date").alias("_due"))
        .with_columns(
            nw.coalesce("settled_on", "_due").alias("settled_on"), *[whole(name) for name in ("settled_amount", "paid", "undated")]
        )
    )


def _conditions(as_of: dt.date, policy: Policy, evidence: Evidence) -> list[nw.Expr]:
    """Which documents count for what, as true or false columns."""
    least, window = policy.credit.ignored_remainder, end_of(months_before(as_of, WINDOW_MONTHS))
    recent = end_of(months_before(as_of, RECENT_MONTHS))
    heard = ~nw.col("document_key").is_in(evidence.upheld(as_of))
    sold = nw.col("kind") != DocumentKind.OPENING.value
    in_window = nw.col("document_date") > window
    paid = (nw.col("amount") >= max(1, least)) & (nw.col("rest") < max(1, least)) & (nw.col("paid") > 0) & (nw.col("undated") == 0)
    counts = (nw.col("rest") > 0) & (nw.col("rest") >= least) & heard
    late = counts & (nw.col("past_due") > 0)
    disputed = nw.col("document_key").is_in(evidence.disputed(as_of))
    rejected = nw.col("document_key").is_in(evidence.without_reason(as_of))
    return [
        (paid & heard & sold & (nw.col("settled_on") > window)).alias("is_paid"),
        (nw.col("settled_on") > recent).alias("is_recent"),
        counts.alias("is_open"),
        late.alias("is_late"),
        (late & ~disputed).alias("is_undisputed"),
        (sold & in_window & (nw.col("document_date") > recent)).alias("is_sale_recent"),
        (sold & in_window & ~(nw.col("document_date") > recent)).alias("is_sale_prior"),
        (sold & in_window & rejected).alias("is_disputed"),
    ]


def _figures(policy: Policy) -> list[nw.Expr]:
    """The columns of `SUMS` and `LARGEST` for each document: an amount, a number of days, or nothing."""
    amount, rest, one = nw.col("amount"), nw.col("rest"), nw.lit(1, dtype=nw.Int64)
    is_paid, is_recent, undisputed = nw.col("is_paid"), nw.col("is_recent"), nw.col("is_undisputed")
    too_late = is_paid & (nw.col("delay") > policy.terms.grace_days)
    late_days = nw.when(nw.col("delay") > 0).then(nw.col("delay")).otherwise(nw.lit(0, dtype=nw.Int64)) * amount
    old = undisputed & (nw.col("past_due") > policy.scores.old_item_days)
    found = {
        "settled": (is_paid, amount),
        "on_time": (is_paid & ~too_late, amount),
        "late_days": (is_paid, late_days),
        "recent": (is_paid & is_recent, amount),
        "recent_late_days": (is_paid & is_recent, late_days),
        "invoices": (is_paid, one),
        "late_invoices": (too_late, one),
        "balance": (rest != 0, rest),
        "open": (nw.col("is_open"), rest),
        "overdue": (nw.col("is_late"), rest),
        "sales_recent": (nw.col("is_sale_recent"), amount),
        "sales_prior": (nw.col("is_sale_prior"), amount),
        "disputed": (nw.col("is_disputed"), amount),
        "oldest": (nw.col("is_late"), nw.col("past_due")),
        "old_item": (old, rest),
        "very_old_item": (undisputed & (nw.col("past_due") > policy.scores.very_old_item_days), rest),
        "old_item_days": (old, nw.col("past_due")),
    }
    nothing = nw.lit(0, dtype=nw.Int64)
    return [nw.when(counts).then(value).otherwise(nothing).cast(nw.Int64).alias(name) for name, (counts, value) in found.items()]
