"""Open documents whose due date follows a customer's new terms: what would change, and the change itself.

Agreed due dates stay, and so do the dates of documents that state terms of their own, of credit notes and of opening items.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from arcore.ledger import recording
from arcore.ledger import rows as bulk
from arcore.ledger.changes import Change
from arcore.ledger.effective_due import AGREED, STATED, effective_due
from arcore.ledger.rows import Value, from_records
from arcore.ledger.tables import columns_of
from arcore.policy import Policy
from arcore.schema import DocumentKind

STAYING = (DocumentKind.CREDIT_NOTE.value, DocumentKind.OPENING.value)


@dataclass(frozen=True)
class DueShift:
    """One document's due date now and by the new terms; `stated`: the date of now stands in the file."""

    document_key: int
    customer_key: int
    document_no: str
    document_date: dt.date
    currency: str
    terms: str
    old: dt.date
    new: dt.date
    stated: bool

    @property
    def days(self) -> int:
        """By how many days it moves; negative: earlier."""
        return (self.new - self.old).days


def shifts(connection: sa.Connection, terms: Mapping[int, str | None], documents: Sequence[int], policy: Policy) -> list[DueShift]:
    """Of these documents those that are due on another day once their customers have these `terms`, the oldest first."""
    names = columns_of("documents")
    stored = bulk.select_keys(connection, "documents", names, "document_key", list(documents))
    records = [record for record in bulk.records_of(stored) if _follows(record, terms)]
    if not records:
        return []
    counted: list[dict[str, Value]] = [{**record, "stated_due_date": None} for record in records]
    phrases: list[Value] = [terms[int(record["customer_key"] or 0)] for record in records]
    due, _basis = effective_due(from_records(counted, names), phrases, policy)
    found = [_shift(record, phrase, day) for record, phrase, day in zip(records, phrases, due, strict=True)]
    return sorted((each for each in found if each.days), key=lambda each: (each.document_date, each.document_key))


def _follows(record: Mapping[str, Value], terms: Mapping[int, str | None]) -> bool:
    if record["void"] or record["due_basis"] == AGREED or record["kind"] in STAYING:
        return False
    return int(record["customer_key"] or 0) in terms and not str(record["term_text"] or "").strip()


def _shift(record: Mapping[str, Value], phrase: Value, due: Value) -> DueShift:
    issued, old, new = (dt.date.fromisoformat(str(day)) for day in (record["document_date"], record["due_date"], due))
    key, customer = int(record["document_key"] or 0), int(record["customer_key"] or 0)
    stated = record["due_basis"] == STATED
    return DueShift(key, customer, str(record["document_no"]), issued, str(record["currency"]), str(phrase or ""), old, new, stated)


def changes(connection: sa.Connection, terms: Mapping[int, str | None], documents: Sequence[int], policy: Policy) -> list[Change]:
    """The change of those due dates. One that a file stated is agreed from now on, so that the same file does not bring it back."""
    found = shifts(connection, terms, documents, policy)
    fields: dict[int, dict[str, Value]] = {}
    for each in found:
        fields[each.document_key] = {"due_date": each.new.isoformat()}
        if each.stated:
            fields[each.document_key]["due_basis"] = AGREED
    return [recording.altered(connection, "documents", fields)]


def by_customer(edits: Mapping[int, Mapping[str, object]]) -> dict[int, str | None]:
    """The new terms among edits of customers."""
    phrases = {key: fields["term_text"] for key, fields in edits.items() if "term_text" in fields}
    return {key: None if phrase is None else str(phrase) for key, phrase in phrases.items()}
