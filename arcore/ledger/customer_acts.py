"""Customers changed by hand, with what goes along: who approved higher limits, due dates that follow new terms, applications filed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from arcore.applications import Request
from arcore.ledger import customer_changes, limit_approval, new_terms, register_rows
from arcore.ledger import rows as bulk
from arcore.ledger.changes import Change
from arcore.ledger.customer_changes import Edits
from arcore.ledger.journal import EntryKind, JournalEntry
from arcore.ledger.limit_approval import Approval
from arcore.ledger.limit_currency import limit_currency
from arcore.ledger.recorder import Recorder, Signed
from arcore.ledger.register_rows import RowChange
from arcore.ledger.rows import Value
from arcore.ledger.tables import columns_of
from arcore.messages import Message, say
from arcore.policy import Policy


@dataclass(frozen=True)
class Along:
    """What goes with a change of customers.

    `approval`: who granted higher limits; `documents`: open documents to be due by the new terms; `rows`: rows of registers,
    such as applications in place of limits.
    """

    policy: Policy = field(default_factory=Policy)
    approval: Approval | None = None
    documents: tuple[int, ...] = ()
    rows: tuple[RowChange, ...] = ()


def edit(recorder: Recorder, signed: Signed, edits: Edits, valid_from: dt.date | None, along: Along) -> JournalEntry:
    """Change fields of customers by hand; see `Ledger.change_customers`."""
    values = customer_changes.kept(edits)
    day = valid_from or recorder.clock().date()

    def changes(connection: sa.Connection) -> list[Change]:
        rows = [*along.rows, *_granted(connection, signed, values, day, along)]
        return [
            *customer_changes.changes(connection, values, day),
            *new_terms.changes(connection, new_terms.by_customer(values), along.documents, along.policy),
            *(register_rows.changes_of(connection, rows, day) if rows else []),
        ]

    return recorder.act(EntryKind.CUSTOMER, signed, _summary(values, along, day), changes)


def _summary(values: Mapping[int, Mapping[str, Value]], along: Along, day: dt.date) -> Message:
    if not values:
        return say("Applications for credit filed: {count}", count=len(along.rows))
    names = customer_changes.listed({name for fields in values.values() for name in fields})
    words: dict[str, Any] = {"count": len(values), "fields": names}
    if not along.documents:
        return say("Customers changed by hand: {count} ({fields})", **words)
    words |= {"documents": len(along.documents), "agreed_on": day.isoformat()}
    return say("Customers changed by hand: {count} ({fields}); {documents} due dates follow from {agreed_on}", **words)


def _granted(
    connection: sa.Connection, signed: Signed, values: Mapping[int, Mapping[str, Value]], day: dt.date, along: Along
) -> list[RowChange]:
    """A row of the register of applications for every limit that rises. Raises Unusable where nobody may have approved it."""
    names = columns_of("customers")
    stored = {
        int(row["customer_key"] or 0): row
        for row in bulk.records_of(bulk.select_keys(connection, "customers", names, "customer_key", list(values)))
    }
    rows = []
    for key, fields in values.items():
        if key in stored and limit_approval.raised(stored[key], fields):
            own = along.policy.company.currency
            asked = _asked(key, stored[key], fields, signed, limit_currency(connection, key, stored[key]["currency"], own))
            rows.append(
                limit_approval.approved(stored[key], fields, along.approval, along.policy.limits, asked, own=asked.currency == own, day=day)
            )
    return rows


def _asked(key: int, stored: Mapping[str, Value], fields: Mapping[str, Value], signed: Signed, currency: str) -> Request:
    """The higher limit as somebody would have applied for it."""
    after = {**stored, **fields}
    temporary = any(name.startswith("temporary") for name in fields) and after["temporary_limit"] is not None
    days = {name: None if after[name] is None else dt.date.fromisoformat(str(after[name])) for name in ("temporary_from", "temporary_to")}
    return Request(
        key,
        signed.who,
        signed.why,
        currency,
        limit=int(after["credit_limit"]) if "credit_limit" in fields and after["credit_limit"] is not None else None,
        temporary_limit=int(after["temporary_limit"] or 0) if temporary else None,
        temporary_from=days["temporary_from"] if temporary else None,
        temporary_to=days["temporary_to"] if temporary else None,
    )
