"""Everything that moved what customers owe, one row each: the receivables account as a list.

Summed up to any date, the rows of a customer give its open items less its unapplied receipts, to the cent: what reduces a
document counts from the day it is allocated, but not before the document's own date (as in `balances`).
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

Native = Any
COLUMNS = ("customer_key", "currency", "date", "kind", "number", "amount", "document_key", "receipt_key")
"""`kind`: a DocumentKind value, 'receipt', or the kind of a non-cash allocation (discount, fee, rounding, write_off, retention,
stated, credit). `amount`: minor units, positive what adds to the debt. `number`: of the document or receipt. A key of 0 means none."""


def movements(documents: Native, receipts: Native, allocations: Native) -> Native:
    """The rows (`COLUMNS`) of documents, receipts of known customers, and allocations without cash, in no order."""
    issued = nw.from_native(documents)
    paid = nw.from_native(receipts).filter(~nw.col("customer_key").is_null())
    nothing = nw.lit(0).cast(nw.Int64)
    rows = [
        issued.select(
            nw.col("customer_key").cast(nw.Int64),
            nw.col("currency").cast(nw.String),
            nw.col("document_date").alias("date"),
            nw.col("kind").cast(nw.String),
            nw.col("document_no").cast(nw.String).alias("number"),
            nw.col("amount").cast(nw.Int64),
            nw.col("document_key").cast(nw.Int64),
            nothing.alias("receipt_key"),
        ),
        paid.select(
            nw.col("customer_key").cast(nw.Int64),
            nw.col("currency").cast(nw.String),
            nw.col("receipt_date").alias("date"),
            nw.lit("receipt").alias("kind"),
            nw.col("receipt_no").cast(nw.String).alias("number"),
            (-nw.col("amount")).cast(nw.Int64).alias("amount"),
            nothing.alias("document_key"),
            nw.col("receipt_key").cast(nw.Int64),
        ),
        _without_cash(issued, allocations),
    ]
    return nw.concat(rows, how="vertical").to_native()


def reductions(issued: Any, allocations: Native, owned: list[str]) -> Any:
    """Narwhals rows of what reduced the documents `issued`: document_key, kind, amount, `date` from which it counts, and `owned`
    columns of the document. It counts from the day it is allocated, but not before the document's own date.
    """
    made = (
        nw.from_native(allocations)
        .filter(~nw.col("document_key").is_null())
        .select(nw.col("document_key").cast(nw.Int64), nw.col("date").alias("allocated"), nw.col("kind").cast(nw.String), "amount")
    )
    names = list(dict.fromkeys(("document_date", *owned)))
    owner = issued.select(nw.col("document_key").cast(nw.Int64), *names)
    later = nw.col("allocated") >= nw.col("document_date")
    day = nw.when(later).then(nw.col("allocated")).otherwise(nw.col("document_date")).alias("date")
    return made.join(owner, on="document_key", how="inner").with_columns(day).select("document_key", "kind", "amount", "date", *owned)


def _without_cash(issued: Any, allocations: Native) -> Any:
    both = reductions(issued, allocations, ["customer_key", "currency", "document_no"]).filter(nw.col("kind") != "receipt")
    return both.select(
        nw.col("customer_key").cast(nw.Int64),
        nw.col("currency").cast(nw.String),
        "date",
        "kind",
        nw.col("document_no").cast(nw.String).alias("number"),
        (-nw.col("amount")).cast(nw.Int64).alias("amount"),
        "document_key",
        nw.lit(0).cast(nw.Int64).alias("receipt_key"),
    )
