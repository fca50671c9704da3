"""What a reconciliation workbook is about: bank lines, what each settles, and the documents concerned.

Every line is in one class. A part counts as settled only where its line is `FIRM`: what is merely suggested is shown beside it.
Money is minor units; nothing here is summed across currencies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from arcore.messages import Message, say
from arcore.records import record

Class = Literal["posted", "matched", "certain", "suggested", "unidentified", "booked", "aside", "out"]
CLASSES: dict[Class, Message] = {
    "posted": say("Posted"),
    "matched": say("Certain match"),
    "certain": say("Certain, not posted yet"),
    "suggested": say("Suggested"),
    "unidentified": say("Unidentified"),
    "booked": say("Already in the books"),
    "aside": say("Not a receipt"),
    "out": say("Money out"),
}
FIRM: frozenset[Class] = frozenset({"posted", "matched"})
WAITING: frozenset[Class] = frozenset({"certain", "suggested", "unidentified"})
WRITE_OFFS: dict[str, Message] = {
    "fee": say("Bank fee"),
    "rounding": say("Rounding"),
    "discount": say("Cash discount"),
    "write_off": say("Other write-off"),
}
KEPT_OPEN: dict[str, Message] = {
    "retention": say("Retention, stays open"),
    "dispute": say("In dispute, stays open"),
    "partial": say("Part payment, stays open"),
}


@record
class Part:
    """What one line does to one document: cash, and what is given up for `kind`; or why the rest stays open (`kept`)."""

    document_key: int
    cash: int
    write_off: int = 0
    kind: str = ""
    kept: str = ""


@record
class Line:
    """One bank line. `unapplied` is what stays on the customer's account; `why` is for a person, in the workbook's language."""

    number: int
    date: dt.date
    account: str
    payer: str
    payer_account: str
    memo: str
    amount: int
    currency: str
    kind: Class
    customer_key: int | None = None
    parts: tuple[Part, ...] = ()
    unapplied: int = 0
    why: str = ""
    file: str = ""
    row: int | None = None

    def settled(self, kind: Class, customer_key: int | None, parts: tuple[Part, ...], unapplied: int, why: str) -> Line:
        """The line with what it settles; written out, as `replace` takes five times as long for each of many lines."""
        told = (self.number, self.date, self.account, self.payer, self.payer_account, self.memo, self.amount, self.currency)
        return Line(*told, kind, customer_key, parts, unapplied, why, self.file, self.row)

    @property
    def firm(self) -> bool:
        """Whether its parts count as settled."""
        return self.kind in FIRM

    @property
    def applied(self) -> int:
        """Cash that documents use."""
        return sum(part.cash for part in self.parts)

    @property
    def written_off(self) -> int:
        """What the documents are reduced by beyond the cash."""
        return sum(part.write_off for part in self.parts)


@record
class Document:
    """A document as the workbook starts from it: `before` is what was open without any line of the workbook."""

    key: int
    number: str
    customer_key: int
    date: dt.date
    due: dt.date | None
    amount: int
    before: int
    currency: str


@dataclass(frozen=True)
class Account:
    """A bank account's balances around the lines, None where the bank states none."""

    number: str
    currency: str
    opening: int | None = None
    closing: int | None = None


@dataclass(frozen=True)
class BookReceipt:
    """A receipt of the books within the period that no bank line stands for."""

    number: str
    date: dt.date
    payer: str
    amount: int
    currency: str
    customer_key: int | None


@dataclass(frozen=True)
class Reconciliation:
    """Everything the workbook shows. `documents`: those that lines touch and those overdue, by key.

    `other_open`: what is open of all the other documents, number and amount by currency.
    """

    lines: Sequence[Line]
    documents: Mapping[int, Document]
    customers: Mapping[int, tuple[str, str]]
    accounts: Sequence[Account]
    only_in_books: Sequence[BookReceipt] = ()
    other_open: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def currencies(self) -> list[str]:
        """The currencies of the lines."""
        return sorted({line.currency for line in self.lines})


def customer_names(customers: pd.DataFrame) -> dict[int, tuple[str, str]]:
    """customer_key → (number, name); blank where there is none."""
    columns = (customers[name].tolist() for name in ("customer_key", "customer_id", "customer_name"))
    return {int(key): (text(number), text(name)) for key, number, name in zip(*columns, strict=True)}


def documents_of(documents: pd.DataFrame, before: Mapping[int, int], touched: Iterable[int], as_of: dt.date) -> dict[int, Document]:
    """The touched documents and those past due with something open before the lines, by due date and number."""
    open_before = _of_keys(documents, before)
    overdue = (documents["due_date"] < pd.Timestamp(as_of)) & (open_before != 0)
    names = ["document_key", "document_no", "customer_key", "amount", "currency", "document_date", "due_date"]
    chosen = documents.loc[overdue | documents["document_key"].isin(list(touched)), names].assign(before=open_before)
    chosen = chosen.sort_values(["due_date", "document_no", "document_key"], kind="stable")
    columns = [chosen[name].tolist() for name in ("document_key", "document_no", "customer_key", "amount", "before", "currency")]
    issued, due = days(chosen["document_date"]), days(chosen["due_date"])
    return {
        int(key): Document(int(key), text(number), int(customer), day or as_of, late, int(amount), int(left), str(currency))
        for key, number, customer, amount, left, currency, day, late in zip(*columns, issued, due, strict=True)
    }


def other_open(documents: pd.DataFrame, before: Mapping[int, int], listed: Mapping[int, Document]) -> dict[str, tuple[int, int]]:
    """Number and open amount, by currency, of the documents that are not listed."""
    open_before = _of_keys(documents, before)
    rest = documents[["currency"]].assign(before=open_before)[(open_before != 0) & ~documents["document_key"].isin(list(listed))]
    sums = rest.groupby("currency")["before"].agg(["size", "sum"])
    return {str(currency): (int(count), int(total)) for currency, count, total in zip(sums.index, sums["size"], sums["sum"], strict=True)}


def _of_keys(documents: pd.DataFrame, amounts: Mapping[int, int]) -> pd.Series[int]:
    """Each document's amount, 0 where there is none."""
    return pd.Series([amounts.get(key, 0) for key in documents["document_key"].tolist()], documents.index, "int64")


def days(column: pd.Series[pd.Timestamp]) -> list[dt.date | None]:
    """A column of days as dates."""
    found: list[dt.date | None] = column.to_numpy().astype("datetime64[D]").astype(object).tolist()
    return found


def text(value: object) -> str:
    """The text, empty for a missing one."""
    return value if isinstance(value, str) else ""


def texts(rows: pd.DataFrame, name: str) -> list[str]:
    """A column as texts, empty where it is missing."""
    return [text(value) for value in rows[name].tolist()] if name in rows else [""] * len(rows)
