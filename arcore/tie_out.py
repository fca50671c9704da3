"""The proof under every table: documents − allocations = open = Σ buckets, and receipts − applied = unapplied.

Each side is added up from different rows, so an item that a join, a filter or a bucket lost
shows as a difference instead of as a smaller total.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from arcore.balances import cash_used, end_of
from arcore.engines import collect
from arcore.messages import Message, say
from arcore.money import Unit, shown

Native = Any


@dataclass(frozen=True)
class Proof:
    """One currency at one date, minor units. `unapplied` and `unidentified` are parts of receipts − applied."""

    currency: str
    documents: int
    allocations: int
    bucketed: int
    receipts: int
    applied: int

    @property
    def open(self) -> int:
        """Documents less allocations."""
        return self.documents - self.allocations

    @property
    def unapplied(self) -> int:
        """Receipts less what documents have used."""
        return self.receipts - self.applied

    @property
    def difference(self) -> int:
        """What the buckets miss; 0 when the table is right."""
        return self.open - self.bucketed

    def sentence(self, unit: Unit = "unit") -> Message:
        """The quiet line under a table."""
        amounts = {
            name: shown(getattr(self, name), self.currency, unit=unit)
            for name in ("documents", "allocations", "open", "bucketed", "difference")
        }
        if self.difference:
            return say(
                "{currency}: documents {documents} − allocations {allocations} = open {open}, but the buckets hold {bucketed}: "
                "{difference} is missing.",
                currency=self.currency,
                **amounts,
            )
        return say(
            "{currency}: documents {documents} − allocations {allocations} = open {open} = buckets ✓", currency=self.currency, **amounts
        )


def prove(documents: Native, receipts: Native, allocations: Native, aged: Native, as_of: dt.date) -> tuple[Proof, ...]:
    """One proof per currency of `documents` and `receipts` at `as_of`; `aged` from `aging.age` over the same documents.

    Allocations to documents that are not among `documents`, or not issued yet, are not counted, here or in the balances.
    """
    day = end_of(as_of)
    issued = nw.from_native(documents).filter(nw.col("document_date") <= day).select("document_key", "currency", "amount")
    received = nw.from_native(receipts).filter(nw.col("receipt_date") <= day).select("receipt_key", "currency", "amount")
    settled = (
        nw.from_native(allocations)
        .filter((nw.col("date") <= day) & ~nw.col("document_key").is_null())
        .select(nw.col("document_key").cast(nw.Int64), "amount")
        .join(issued.select("document_key", "currency"), on="document_key", how="inner")
    )
    used = cash_used(allocations, as_of, documents).join(received.select("receipt_key", "currency"), on="receipt_key", how="inner")
    bucketed = nw.from_native(aged).filter(~nw.col("bucket").is_null())
    sides = {
        "documents": _by_currency(issued, "amount"),
        "allocations": _by_currency(settled, "amount"),
        "bucketed": _by_currency(bucketed, "open"),
        "receipts": _by_currency(received, "amount"),
        "applied": _by_currency(used, "amount"),
    }
    currencies = sorted({currency for side in sides.values() for currency in side})
    return tuple(Proof(currency, **{name: side.get(currency, 0) for name, side in sides.items()}) for currency in currencies)


def _by_currency(rows: Any, amount: str) -> dict[str, int]:
    sums = collect(rows.select("currency", amount).group_by("currency").agg(nw.col(amount).sum()).to_native())
    return {str(currency): int(total) for currency, total in zip(sums["currency"], sums[amount], strict=True)}
