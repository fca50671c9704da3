"""First in, first out: what credits settle, and how old a balance is when no allocation says so.

Applying all credits to the oldest debits leaves the same items as walking the debits from the
newest back until the balance is used up (domain rules §4.2). A negative balance is all credit;
a balance larger than its debits is partly older than the books: its age is unknown.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

import narwhals as nw

from arcore.balances import end_of, summed, whole, with_customer_id

Native = Any
POOL = ("customer_key", "currency", "entity")
"""Credits settle only items of the same customer, currency and entity."""
ORDER = {"due": ("due_date", "document_date"), "document": ("document_date", "due_date")}
"""Oldest first, by the basis of aging."""


def net(items: Any, unapplied: Any, basis: Literal["due", "document"] = "due") -> tuple[Any, Any]:
    """Narwhals frames in and out: items that credits have not settled, and per pool the credit left over.

    `items` needs open (signed) and its dates; `unapplied` the receipts' rests. Unidentified receipts settle nothing; refunds
    beyond a pool's credits stay as they are (a negative rest).
    """
    names = [name for name in POOL if name in items.collect_schema().names() and name in unapplied.collect_schema().names()]
    keys = [f"pool_{name}" for name in names]
    items, unapplied = _pooled(items, names), _pooled(unapplied, names)
    credit_rows = [
        unapplied.select(*keys, whole("unapplied").alias("credit")),
        items.filter(nw.col("open") < 0).select(*keys, (nw.col("open") * -1).cast(nw.Int64).alias("credit")),
    ]
    pools = summed(nw.concat(credit_rows, how="vertical"), keys, credit="credit")
    owed = items.filter(nw.col("open") > 0)
    older = nw.col("open").cum_sum().over(*keys, order_by=[*ORDER[basis], "document_key"]).cast(nw.Int64) - nw.col("open")
    settled = _between_nothing_and(nw.col("open"), nw.col("credit") - nw.col("older"))
    left = (
        owed.join(pools, on=keys, how="left")
        .with_columns(whole("credit").alias("credit"), older.alias("older"))
        .with_columns((nw.col("open") - settled).cast(nw.Int64).alias("open"))
        .filter(nw.col("open") > 0)
        .drop("credit", "older", *keys)
    )
    unused = nw.when(nw.col("credit") > whole("debt")).then(nw.col("credit") - whole("debt")).otherwise(nw.lit(0, dtype=nw.Int64))
    over = pools.join(summed(owed, keys, debt="open"), on=keys, how="left").with_columns(
        nw.when(nw.col("credit") < 0).then(nw.col("credit")).otherwise(unused).cast(nw.Int64).alias("unapplied")
    )
    renamed = [nw.col(key).alias(name) for key, name in zip(keys, names, strict=True)]
    rest = over.filter(nw.col("unapplied") != 0).select(*renamed, "unapplied")
    return left, with_customer_id(rest, items, unapplied)


def age_balance(debits: Native, credits: Native, as_of: dt.date, opening: Native | None = None) -> Native:
    """Which debits a running balance consists of: customer_key, currency, document_date, open (minor units), origin.

    `debits`, `credits` and `opening` have customer_key, currency, date, amount. `origin` is `debit`; `opening` for what is
    older than every debit (document_date null: age unknown); `credit` for a balance below zero (open < 0). Negative debits
    count as credits. `aging.age` takes the result. (Domain rules §4.2.)
    """
    keys = ["customer_key", "currency"]
    moves = [_moves(debits, as_of, 1), _moves(credits, as_of, -1)]
    if opening is not None:
        moves.append(_moves(opening, as_of, 1))
    balance = summed(nw.concat([move.drop("date") for move in moves], how="vertical"), keys, balance="amount")
    owed = summed(_moves(debits, as_of, 1).filter(nw.col("amount") > 0), [*keys, "date"], amount="amount")
    debts = summed(owed, keys, debt="amount")
    through = nw.col("amount").cum_sum().over(*keys, order_by=["date"]).cast(nw.Int64)
    walked = (
        owed.with_columns(through.alias("through"))
        .join(debts, on=keys, how="inner")
        .join(balance, on=keys, how="inner")
        .with_columns((nw.col("balance") - (nw.col("debt") - nw.col("through"))).alias("left"))
        .with_columns(_between_nothing_and(nw.col("amount"), nw.col("left")).cast(nw.Int64).alias("open"))
    )
    rest = balance.join(debts, on=keys, how="left").with_columns((nw.col("balance") - whole("debt")).cast(nw.Int64).alias("older"))
    undated = nw.lit(None, dtype=nw.Datetime("us")).alias("document_date")
    rows = [
        walked.select(*keys, nw.col("date").cast(nw.Datetime("us")).alias("document_date"), "open", nw.lit("debit").alias("origin")),
        rest.filter(nw.col("balance") > 0).select(*keys, undated, nw.col("older").alias("open"), nw.lit("opening").alias("origin")),
        rest.filter(nw.col("balance") < 0).select(*keys, undated, nw.col("balance").alias("open"), nw.lit("credit").alias("origin")),
    ]
    every = nw.concat(rows, how="vertical").filter((nw.col("open") > 0) | (nw.col("origin") == "credit"))
    return nw.maybe_reset_index(every.sort(*keys, "document_date")).to_native()


def _pooled(rows: Any, names: list[str]) -> Any:
    """The pool's keys beside the columns, in one type; no entity is an entity like any other, or it would not join."""
    text = [nw.col(name).cast(nw.String).fill_null("").alias(f"pool_{name}") for name in names if name != "customer_key"]
    return rows.with_columns(nw.col("customer_key").cast(nw.Int64).alias("pool_customer_key"), *text)


def _moves(frame: Native, as_of: dt.date, sign: int) -> Any:
    rows = nw.from_native(frame).filter(nw.col("date") <= end_of(as_of))
    keys = nw.col("customer_key").cast(nw.Int64), nw.col("currency").cast(nw.String)
    return rows.select(*keys, "date", (nw.col("amount") * sign).cast(nw.Int64).alias("amount"))


def _between_nothing_and(most: nw.Expr, wanted: nw.Expr) -> nw.Expr:
    """`wanted`, but at least 0 and at most `most`."""
    return nw.when(wanted <= 0).then(nw.lit(0, dtype=nw.Int64)).otherwise(nw.when(wanted >= most).then(most).otherwise(wanted))
