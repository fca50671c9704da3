"""Receipts that were made before: by the same payer or customer, of the same amount, some days ago.

A repetition is flagged and stays unapplied; it must not be eaten by the next invoice. Where nobody knows who made
the first, a person decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from arcore.matching.lines import BankLine
from arcore.matching.normalize import name_key
from arcore.messages import Message, say

WITHIN_DAYS = 15


@dataclass
class EarlierReceipts:
    """Receipts of the ledger by customer and amount, and those of this run by payer and amount.

    `unexplained`: of persons nobody knows ("") and of customers, those of which nobody can say what they pay.
    """

    ledger: dict[tuple[str, str, int], list[date]] = field(default_factory=lambda: defaultdict(list))
    run: dict[tuple[str, str, int], list[BankLine]] = field(default_factory=lambda: defaultdict(list))
    unexplained: dict[tuple[str, str, int], list[BankLine]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, history: pd.DataFrame | None) -> EarlierReceipts:
        """Index a receipts frame (customer_id · receipt_date · currency · amount); None is an empty one."""
        earlier = cls()
        if history is not None and len(history):
            rows = zip(history["customer_id"], history["currency"], history["amount"], pd.to_datetime(history["receipt_date"]), strict=True)
            for customer, currency, amount, received in rows:
                if customer == customer and customer and received == received:
                    earlier.ledger[str(customer), str(currency), int(amount)].append(received.date())
        return earlier

    def note(self, line: BankLine, customer: str | None) -> None:
        """Remember a line that paid documents, by its payer and by its customer: a bank writes a name now so, now so."""
        for who in dict.fromkeys((_payer(line), customer or "")):
            if who:
                self.run[who, line.currency, line.amount].append(line)

    def repeated(self, line: BankLine, customer: str | None) -> Message | None:
        """What `line` repeats, in words; None when nothing like it came within `WITHIN_DAYS` days."""
        key = (line.currency, line.amount)
        same = self.run.get((_payer(line), *key)) or self.run.get((customer or "", *key), [])
        for again in reversed(same):
            if (line.date - again.date).days <= WITHIN_DAYS:
                return say(
                    "Repeats line {line} of {date}: presumably paid twice; it stays unapplied", line=again.line, date=again.date.isoformat()
                )
        before = self.ledger.get((customer or "", line.currency, line.amount), ())
        recent: Iterable[date] = (d for d in before if 0 < (line.date - d).days <= WITHIN_DAYS)
        if found := max(recent, default=None):
            return say("Repeats a receipt of {date}: presumably paid twice; it stays unapplied", date=found.isoformat())
        return None

    def perhaps_before(self, line: BankLine, customer: str) -> Message | None:
        """The unexplained receipt of the same amount some days before, in words."""
        for who in ("", customer):
            for again in reversed(self.unexplained.get((who, line.currency, line.amount), [])):
                if (again.date, again.order) < (line.date, line.order) and (line.date - again.date).days <= WITHIN_DAYS:
                    told = (
                        say("Line {line} of {date} brought the same amount, and nothing tells what for: perhaps paid twice")
                        if who
                        else say("Line {line} of {date} brought the same amount from a person who is not known: perhaps paid twice")
                    )
                    return Message(told.template, {"line": again.line, "date": again.date.isoformat()})
        return None


def _payer(line: BankLine) -> str:
    return name_key(line.payer) or line.account
