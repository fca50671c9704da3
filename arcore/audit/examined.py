"""Everything the tests look at, gathered once: the books as known at the date, who signed which entry, what closed months lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from arcore.audit.model import AuditException, Severity
from arcore.books import Books, called
from arcore.due_history import documents_at
from arcore.messages import Message
from arcore.policy import Policy
from arcore.registers_at import rows_of

RESTATED = ("month", "row", "key", "number", "customer_key", "currency", "effect", "entry", "at", "who", "why")


def nothing_restated() -> pd.DataFrame:
    """No closed month was changed."""
    return pd.DataFrame(columns=list(RESTATED))


@dataclass(frozen=True)
class Signature:
    """Who wrote an entry of the journal, when and why."""

    who: str
    on: dt.date
    why: str


@dataclass(frozen=True)
class Version:
    """A register's row as somebody wrote it; no values where it was taken out."""

    who: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Examined:
    """The books with the registers of `as_of` (see `registers_at.books_at`).

    signed: entry → who wrote it, of the entries that due dates and customers name. versions: row_key → how the row of a register that
    somebody decides on came to be, oldest first. restated: `RESTATED`, a row per
    document or receipt and month that was changed after the month was closed. own_accounts: the company's own bank accounts.
    """

    books: Books
    as_of: dt.date
    policy: Policy
    signed: Mapping[int, Signature] = field(default_factory=dict)
    versions: Mapping[int, tuple[Version, ...]] = field(default_factory=dict)
    restated: pd.DataFrame = field(default_factory=nothing_restated)
    own_accounts: tuple[str, ...] = ()

    @property
    def day(self) -> pd.Timestamp:
        """The date, to compare columns with."""
        return pd.Timestamp(self.as_of)

    @cached_property
    def documents(self) -> pd.DataFrame:
        """The documents issued by the date, with the due dates of then."""
        then = documents_at(self.books, self.as_of)
        issued: pd.DataFrame = then[then["document_date"] <= self.day]
        return issued

    def documents_by_key(self, keys: pd.Series) -> dict[Any, Any]:
        """The records of the documents of these keys by key; what was issued later is not among them."""
        mine = self.documents[self.documents["document_key"].isin(keys)]
        records: dict[Any, Any] = mine.set_index("document_key").to_dict("index")
        return records

    @cached_property
    def receipts(self) -> pd.DataFrame:
        """The receipts that came by the date."""
        came: pd.DataFrame = self.books.receipts[self.books.receipts["receipt_date"] <= self.day]
        return came

    @cached_property
    def allocations(self) -> pd.DataFrame:
        """What was settled by the date."""
        settled: pd.DataFrame = self.books.allocations[self.books.allocations["date"] <= self.day]
        return settled

    @cached_property
    def customers(self) -> Mapping[int, tuple[str, str]]:
        """Each customer's number and name by key; the number where there is no name."""
        return called(self.books.customers)

    def register(self, name: str) -> list[Any]:
        """A register's rows as records; none while nobody keeps it."""
        records: list[Any] = rows_of(self.books.registers, name).to_dict("records")
        return records

    def found(
        self,
        test: str,
        subject: str,
        severity: Severity,
        evidence: Message,
        amount: int,
        currency: str,
        *,
        number: str = "",
        on: dt.date | None = None,
        customer: Any = None,
    ) -> AuditException:
        """An exception about `subject` (what makes its reference), with the customer's number and name."""
        key = None if customer is None or pd.isna(customer) else int(customer)
        customer_id, name = self.customers.get(key, ("", "")) if key is not None else ("", "")
        return AuditException(test, f"{test}:{subject}", severity, evidence, amount, currency, number, on, key, customer_id, name)
