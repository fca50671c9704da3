"""One letter as it will be written: to whom, about which documents, until when, and what is left out of it.

Customer, amounts and dates come from the ledger, never from free text (documents §3, common conventions).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from arcore import amounts_in_words
from arcore.confirming.statement import PayTo
from arcore.late_items import LateItem
from arcore.letters.tones import Tone
from arcore.messages import Message


@dataclass(frozen=True)
class Excluded:
    """What is overdue of a document and not asked for, minor units, and why: a key of `dunning.EXCLUSIONS`."""

    document_no: str
    amount: int
    why: str


@dataclass(frozen=True)
class Earlier:
    """A letter that went out before."""

    number: str
    sent_on: dt.date


@dataclass(frozen=True)
class Claim:
    """Late interest up to a day, document by document, minor units."""

    items: tuple[LateItem, ...]
    through: dt.date
    rule: Message

    @property
    def total(self) -> int:
        """Interest and fixed sums."""
        return sum(item.interest.total for item in self.items)


@dataclass(frozen=True)
class Letter:
    """A letter in one currency, minor units.

    items: document_key, document_no, contract_no, document_date, due_date, days_past_due, chased (what is asked for), oldest due first.
    `pay_to` None: no account is set. `unapplied`: money of theirs that settles nothing yet. `chinese_law`: whether our law is China's.
    """

    number: str
    tone: Tone
    step: str
    customer_key: int
    customer_id: str
    customer_name: str
    company: str
    currency: str
    as_of: dt.date
    dated: dt.date
    deadline: dt.date
    items: pd.DataFrame
    excluded: tuple[Excluded, ...]
    unapplied: int
    pay_to: PayTo | None
    contact: str
    phone: str
    email: str
    address: str
    earlier: Earlier | None
    claim: Claim | None
    chinese_law: bool

    @property
    def amount(self) -> int:
        """What is asked for, without interest."""
        return int(self.items["chased"].sum())

    @property
    def total(self) -> int:
        """What is asked for, with interest where it is asked for."""
        return self.amount + (self.claim.total if self.claim else 0)

    @property
    def oldest_days(self) -> int:
        """How many days the oldest document is past due."""
        return int(self.items["days_past_due"].max())

    @property
    def oldest_due(self) -> dt.date:
        """When the oldest document fell due."""
        day: dt.date = self.items["due_date"].min().date()
        return day

    @property
    def in_words(self) -> str:
        """The amount in Chinese words; empty for currencies without two decimals."""
        return amounts_in_words.stated(self.amount, self.currency)

    @property
    def contracts(self) -> tuple[str, ...]:
        """The contracts that the documents name, in order."""
        return tuple(dict.fromkeys(str(number) for number in self.items["contract_no"].dropna()))

    @property
    def document_nos(self) -> tuple[str, ...]:
        """The numbers of what is asked for."""
        return tuple(str(number) for number in self.items["document_no"])
