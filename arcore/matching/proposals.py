"""What matching answers: one proposal per bank line, and how it reads as JSON.

Money is minor units. `unapplied` is what stays on the customer's account; a write-off is what the
document is reduced by beyond the cash.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from arcore.i18n import Language
from arcore.messages import Message
from arcore.money import plain
from arcore.records import record

Status = Literal["auto", "suggested", "unmatched", "ignored"]
WriteOffReason = Literal["fee", "rounding", "discount"]


@record
class Allocation:
    """Cash `amount` for one document; `write_off` closes more of it for `reason`.

    `reason` may also name why a residual stays open: retention, dispute, partial.
    """

    document_key: int
    document_no: str
    amount: int
    write_off: int = 0
    reason: str = ""

    def as_json(self, currency: str) -> dict[str, str]:
        """Amounts as text with the currency's decimals."""
        return {
            "invoice_id": self.document_no,
            "amount": plain(self.amount, currency),
            "write_off": plain(self.write_off, currency),
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Alternative:
    """Another explanation of the same line."""

    customer_id: str
    allocations: tuple[Allocation, ...]
    unapplied: int
    confidence: float
    evidence: tuple[Message, ...]

    def as_json(self, lang: Language, currency: str) -> dict[str, object]:
        """The same keys as a proposal's."""
        return {
            "customer_id": self.customer_id,
            "allocations": [a.as_json(currency) for a in self.allocations],
            "unapplied": plain(self.unapplied, currency),
            "confidence": round(self.confidence, 3),
            "evidence": [m.text(lang) for m in self.evidence],
        }


@record
class Proposal:
    """What one bank line pays. allocations + unapplied = amount for every line with a customer."""

    line: int
    date: date
    amount: int
    currency: str
    payer: str
    memo: str
    status: Status
    reason_code: str
    customer_id: str | None = None
    allocations: tuple[Allocation, ...] = ()
    unapplied: int = 0
    confidence: float = 0.0
    evidence: tuple[Message, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    why_not: Message | None = None

    def as_json(self, lang: Language = "en") -> dict[str, object]:
        """One element of `lines` in the command line's answer."""
        return {
            "line": self.line,
            "date": self.date.isoformat(),
            "amount": plain(self.amount, self.currency),
            "currency": self.currency,
            "payer": self.payer,
            "memo": self.memo,
            "status": self.status,
            "reason_code": self.reason_code,
            "customer_id": self.customer_id,
            "allocations": [a.as_json(self.currency) for a in self.allocations],
            "unapplied": plain(self.unapplied, self.currency),
            "confidence": round(self.confidence, 3),
            "evidence": [m.text(lang) for m in self.evidence],
            "alternatives": [a.as_json(lang, self.currency) for a in self.alternatives],
            "why_not": self.why_not.text(lang) if self.why_not else None,
        }


@dataclass(frozen=True)
class KnownPayers:
    """What people confirmed before: accounts and payer names → customers, and pairs that were declined.

    Keys of `accounts` are account numbers, of `names` payer names as the bank wrote them. `declined`
    holds (payer name or account, customer_id) pairs that a person refused; they are not offered again.
    """

    accounts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    declined: frozenset[tuple[str, str]] = frozenset()
