"""Applying cash: receipts from bank lines, and what they settle, posted in one transaction that checks every balance again.

Whatever a page believed when it was drawn, the ledger decides on what is open now: no document goes past zero, no receipt
is used beyond its amount, no bank line is posted twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd
import sqlalchemy as sa

from arcore.ledger import counters, recording
from arcore.ledger import rows as bulk
from arcore.ledger.bank import LineStatus
from arcore.ledger.changes import Change, insertion
from arcore.ledger.import_receipts import Settled
from arcore.ledger.rows import Value, from_records
from arcore.ledger.settlement import BY_HAND, derived
from arcore.ledger.tables import columns_of
from arcore.messages import Unusable, say
from arcore.money import shown
from arcore.schema import Side

PartKind = Literal["receipt", "discount", "fee", "rounding", "write_off", "retention", "credit"]
SETTLED_NAMES = (
    "document_key",
    "customer_key",
    "entity",
    "document_no",
    "document_date",
    "currency",
    "amount",
    "reversed_document_no",
    "side",
    "void",
)


@dataclass(frozen=True)
class Part:
    """What one document is reduced by (minor units; negative on a credit note). Only `receipt` uses cash.

    `credit` parts net documents against each other: those of one application add up to zero.
    """

    document_key: int
    amount: int
    kind: PartKind = "receipt"
    note: str = ""


@dataclass(frozen=True)
class Application:
    """What one bank line, or a receipt already booked, or no cash at all (`date` needed) settles; the rest stays unapplied.

    `customer_key` says whose money it is; None leaves it unidentified. `date` is when it counts, the receipt's own by default.
    """

    parts: tuple[Part, ...] = ()
    customer_key: int | None = None
    statement_line_key: int | None = None
    receipt_key: int | None = None
    date: dt.date | None = None


class Posting:
    """The changes of some applications, checked one after the other against what is open."""

    def __init__(self, connection: sa.Connection, applications: Sequence[Application], side: Side) -> None:
        self.connection, self.side = connection, side
        self.documents = _settled(connection, {part.document_key for a in applications for part in a.parts})
        self.last = counters.last_keys(connection)
        self.receipts: list[dict[str, Value]] = []
        self.allocations: list[dict[str, Value]] = []
        self.posted: dict[int, Mapping[str, Value]] = {}
        self.identified: dict[int, Mapping[str, Value]] = {}
        for application in applications:
            self._add(application)

    def changes(self) -> list[Change]:
        """What must be written; the keys given are remembered."""
        counters.remember(self.connection, self.last)
        return [
            insertion("receipts", from_records(self.receipts, columns_of("receipts"))),
            insertion("allocations", from_records(self.allocations, columns_of("allocations"))),
            recording.altered(self.connection, "statement_lines", self.posted),
            recording.altered(self.connection, "receipts", self.identified),
        ]

    def _key(self, table: str) -> int:
        self.last[table] = self.last.get(table, 0) + 1
        return self.last[table]

    def _add(self, application: Application) -> None:
        receipt = self._receipt(application)
        day = application.date.isoformat() if application.date else str(receipt["receipt_date"]) if receipt else None
        if day is None:
            raise ValueError("an application without cash needs a date")
        cash = sum(part.amount for part in application.parts if part.kind == "receipt")
        if receipt is None and cash:
            raise ValueError("cash needs a receipt or a bank line")
        if sum(part.amount for part in application.parts if part.kind == "credit"):
            raise Unusable(say("Documents netted against each other must add up to zero."))
        if receipt is not None:
            self._check_receipt(receipt, cash)
        for part in application.parts:
            self._apply(part, day, receipt)

    def _receipt(self, application: Application) -> dict[str, Value] | None:
        if application.statement_line_key is not None:
            return self._from_line(application)
        if application.receipt_key is None:
            return None
        found = recording.found(self.connection, "receipts", "WHERE receipt_key = ?", [application.receipt_key])
        if not found:
            raise Unusable(say("This receipt is not in the ledger any more. Load the page again."))
        if found[0]["customer_key"] is None and application.customer_key is not None:
            self.identified[application.receipt_key] = {"customer_key": application.customer_key}
        return found[0]

    def _from_line(self, application: Application) -> dict[str, Value]:
        key = application.statement_line_key
        assert key is not None
        found = recording.found(self.connection, "statement_lines", "WHERE statement_line_key = ?", [key])
        if not found:
            raise Unusable(say("This bank line is not in the ledger any more. Load the page again."))
        line = found[0]
        if line["status"] in (LineStatus.POSTED.value, LineStatus.IGNORED.value) or key in self.posted:
            words = {"date": line["date"], "amount": shown(int(line["amount"] or 0), str(line["currency"]))}
            raise Unusable(say("The bank line of {date} over {amount} has already been dealt with; nothing was posted.", **words))
        self.posted[key] = {"status": LineStatus.POSTED.value, "status_note": None}
        entity = {str(self.documents[part.document_key].entity) for part in application.parts if part.document_key in self.documents}
        receipt: dict[str, Value] = {
            "receipt_key": self._key("receipts"),
            "customer_key": application.customer_key,
            "statement_line_key": key,
            "entity": min(entity, default=""),
            "side": self.side.value,
            "identity": f"line:{key}",
            "receipt_no": line["serial"],
            "receipt_date": line["date"],
            "currency": line["currency"],
            "amount": line["amount"],
            "payer_name": line["counterparty_name"],
            "payer_account": line["counterparty_account"],
            **{name: line[name] for name in ("memo", "source_file", "source_sheet", "source_row")},
        }
        if self.side is Side.PAYABLE:
            receipt["amount"] = -int(line["amount"] or 0)
        self.receipts.append(receipt)
        return receipt

    def _check_receipt(self, receipt: Mapping[str, Value], cash: int) -> None:
        """The cash used so far and now lies between nothing and the whole receipt."""
        key, amount = receipt["receipt_key"], int(receipt["amount"] or 0)
        stored = bulk.select(self.connection, "allocations", ("amount",), "WHERE receipt_key = ? AND kind = 'receipt'", [key])
        used = sum(int(value or 0) for value in stored["amount"])
        used += sum(int(a["amount"] or 0) for a in self.allocations if a["receipt_key"] == key and a["kind"] == "receipt") + cash
        if not min(0, amount) <= used <= max(0, amount):
            rest = shown(amount - used + cash, str(receipt["currency"]))
            told = {
                "date": receipt["receipt_date"],
                "amount": shown(amount, str(receipt["currency"])),
                "payer": receipt["payer_name"] or "",
            }
            raise Unusable(
                say("The receipt of {date} over {amount} ({payer}) has only {rest} left to apply; nothing was posted.", rest=rest, **told)
            )

    def _apply(self, part: Part, day: str, receipt: Mapping[str, Value] | None) -> None:
        document = self.documents.get(part.document_key)
        if document is None:
            raise Unusable(say("A document to be settled is not in the ledger any more. Load the page again."))
        if receipt is not None and receipt["currency"] != document.currency:
            raise Unusable(say("{number} is in {currency}, the receipt is not.", number=document.number, currency=document.currency))
        own_netting = document.amount < 0 and part.kind == "receipt"  # the ledger nets only what is left of a credit note
        least, most = document.whole_room() if own_netting else document.room(day, all_credits=True)
        if not least <= part.amount <= most:
            still_open = shown(most if document.amount >= 0 else least, document.currency)
            wanted = shown(part.amount, document.currency)
            raise Unusable(
                say(
                    "{number} has only {open} {currency} open, {wanted} cannot be applied; nothing was posted.",
                    number=document.number,
                    open=still_open,
                    currency=document.currency,
                    wanted=wanted,
                )
            )
        document.take(part.amount, day)
        self.allocations.append(
            {
                "allocation_key": self._key("allocations"),
                "document_key": part.document_key,
                "receipt_key": receipt["receipt_key"] if receipt else None,
                "date": day,
                "amount": part.amount,
                "kind": part.kind,
                "origin": BY_HAND,
                "note": part.note or None,
            }
        )


@dataclass
class Open(Settled):
    """A document with its number and entity."""

    number: str = ""
    entity: str = ""


def _settled(connection: sa.Connection, keys: set[int]) -> dict[int, Open]:
    """The documents with what settles them now, credit notes that reverse them included."""
    first = _documents(connection, "document_key", sorted(keys))
    numbers = [*first["document_no"], *first["reversed_document_no"].dropna()]
    linked = [_documents(connection, column, sorted(set(numbers))) for column in ("document_no", "reversed_document_no")]
    documents = pd.concat([first, *linked]).drop_duplicates("document_key")
    allocations = _of_documents(connection, "allocations", ("document_key", "date", "amount", "origin", "entry"), documents)
    stated = _of_documents(connection, "stated_payments", ("document_key", "stated_on", "paid", "entry"), documents)
    added = derived(documents, allocations, stated)
    found = {
        int(key): Open(int(key), int(customer), str(currency), int(amount), number=str(number), entity=str(entity))
        for key, customer, entity, number, currency, amount in documents[
            ["document_key", "customer_key", "entity", "document_no", "currency", "amount"]
        ].itertuples(index=False)
        if int(key) in keys
    }
    for key, amount in allocations[["document_key", "amount"]].itertuples(index=False):
        if key in found:
            found[key].recorded += int(amount)
    for key, on, amount, kind in added[["document_key", "date", "amount", "kind"]].itertuples(index=False):
        if key in found and kind == "credit":
            found[key].credits.append((str(on), int(amount)))
        elif key in found:
            found[key].stated += int(amount)
    return found


def _documents(connection: sa.Connection, column: str, values: Sequence[Value]) -> pd.DataFrame:
    rows = bulk.select_keys(connection, "documents", SETTLED_NAMES, column, values)
    documents = pd.DataFrame({name: pd.Series(rows[name], dtype=object) for name in SETTLED_NAMES})
    return documents[documents["void"] != 1].astype({"document_key": "int64", "customer_key": "int64", "amount": "int64"})


def _of_documents(connection: sa.Connection, table: str, names: tuple[str, ...], documents: pd.DataFrame) -> pd.DataFrame:
    rows = bulk.select_keys(connection, table, names, "document_key", documents["document_key"].tolist())
    frame = pd.DataFrame({name: pd.Series(rows[name], dtype=object) for name in names})
    return frame.astype({"document_key": "int64", names[2]: "int64", "entry": "int64"})
