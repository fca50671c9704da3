"""Everything that happened with one customer, newest first: documents, receipts, changes of limits and grades, registers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore.books import Books
from arcore.due_history import documents_at
from arcore.i18n import Language
from arcore.messages import Message, both, say
from arcore.money import shown
from arcore.registers import REGISTERS
from arcore.registers.frames import of_customer
from arcore.registers.words import label
from arcore.registers_at import books_at
from arcore.schema import CUSTOMERS, Kind

KIND_TITLES: dict[str, Message] = {
    "invoice": say("Invoice"),
    "credit_note": say("Credit note"),
    "opening": say("Opening balance"),
    "adjustment": say("Adjustment"),
    "receipt": say("Receipt"),
    "change": say("Customer changed"),
    "due": say("Due date changed"),
}


@dataclass(frozen=True)
class Happening:
    """One thing: the day it counts from, its kind, what it was, the amount in minor units where it has one, who recorded it."""

    day: dt.date
    kind: Message
    what: Message
    amount: int | None = None
    currency: str = ""
    who: str = ""
    document_key: int | None = None


def timeline(books: Books, customer_key: int, as_of: dt.date, currency: str) -> tuple[Happening, ...]:
    """What had happened by `as_of`, in the words of then; `currency` where a register's row names none."""
    everything = [
        *_documents(documents_at(books, as_of), customer_key),
        *_receipts(books, customer_key),
        *_changes(books, customer_key, currency),
        *_due_changes(books, customer_key),
        *_registers(books_at(books, as_of), customer_key, currency),
    ]
    return tuple(sorted((each for each in everything if each.day <= as_of), key=lambda each: each.day, reverse=True))


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _documents(documents: pd.DataFrame, key: int) -> Iterator[Happening]:
    mine = documents[documents["customer_key"] == key]
    for row in _rows(mine):
        words = {"number": row["document_no"], "due": row["due_date"].date().isoformat()}
        title = KIND_TITLES[str(row["kind"])]
        what = say("{number}, due {due}", **words)
        yield Happening(
            row["document_date"].date(), title, what, int(row["amount"]), str(row["currency"]), document_key=int(row["document_key"])
        )


def _receipts(books: Books, key: int) -> Iterator[Happening]:
    mine = books.receipts[books.receipts["customer_key"].eq(key).fillna(False)]
    for row in _rows(mine):
        parts = [str(text) for text in (row["receipt_no"], row["payer_name"], row["memo"]) if isinstance(text, str)]
        what = both(" ".join(parts), " ".join(parts))
        yield Happening(row["receipt_date"].date(), KIND_TITLES["receipt"], what, int(row["amount"]), str(row["currency"]))


def _changes(books: Books, key: int, currency: str) -> Iterator[Happening]:
    mine = books.customer_changes[books.customer_changes["customer_key"] == key]
    for row in _rows(mine):
        column = CUSTOMERS.column(str(row["field"]))
        old, new = (_worded(value, column.kind, currency) for value in (row["old"], row["new"]))
        yield Happening(
            row["valid_from"].date(), KIND_TITLES["change"], say("{field}: {old} → {new}", field=column.title, old=old, new=new)
        )


def _worded(value: object, kind: Kind, currency: str) -> str:
    if not isinstance(value, str):
        return "–"
    return shown(int(value), currency) if kind is Kind.MONEY else value


def _due_changes(books: Books, key: int) -> Iterator[Happening]:
    mine = books.documents.loc[books.documents["customer_key"] == key, ["document_key", "document_no"]]
    numbers = dict(zip(mine["document_key"], mine["document_no"], strict=True))
    for row in _rows(books.due_changes):
        if row["document_key"] in numbers:
            old, new = (pd.Timestamp(day).date().isoformat() for day in (row["old"], row["new"]))
            what = say("{number}: {old} → {new}", number=numbers[row["document_key"]], old=old, new=new)
            yield Happening(pd.Timestamp(row["agreed_on"]).date(), KIND_TITLES["due"], what, document_key=int(row["document_key"]))


def _registers(books: Books, key: int, currency: str) -> Iterator[Happening]:
    for name, rows in books.registers.items():
        register = REGISTERS[name]
        for row in _rows(of_customer(rows, key)):
            zh, en = label(register, row, "zh", currency), label(register, row, "en", currency)
            yield Happening(row[register.dated].date(), register.title, both(zh, en), who=str(row["recorded_by"]))


def as_rows(happenings: tuple[Happening, ...], lang: Language, currency: str) -> pd.DataFrame:
    """The timeline as a table: day, kind, what, amount (Int64), currency, who."""
    rows = [
        (pd.Timestamp(each.day), each.kind.text(lang), each.what.text(lang), each.amount, each.currency or currency, each.who)
        for each in happenings
    ]
    return pd.DataFrame(rows, columns=["day", "kind", "what", "amount", "currency", "who"]).astype({"amount": "Int64"})
