"""A decision about an application for credit: the register's row and the customer's record change in one transaction."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from arcore import applications
from arcore.ledger import change_log, customer_changes, new_terms, register_rows
from arcore.ledger import rows as bulk
from arcore.ledger.changes import Change
from arcore.ledger.journal import EntryKind, JournalEntry
from arcore.ledger.limit_currency import limit_currency
from arcore.ledger.recorder import Recorder, Signed
from arcore.messages import Unusable, say
from arcore.policy import Policy
from arcore.registers.checks import Given

REGISTER, REVIEWS = "applications", "reviews"


@dataclass(frozen=True)
class Ruling:
    """The decision on one application, as the person who decides saw it: the row and the entry that wrote it last.

    `documents`: the customer's open documents that are to be due by the approved terms.
    """

    row_key: int
    entry: int
    approved: bool
    conditions: str = ""
    documents: tuple[int, ...] = ()


def decide(recorder: Recorder, signed: Signed, ruling: Ruling, day: dt.date, policy: Policy) -> JournalEntry:
    """Approve or refuse. Raises Unusable where the same person asked, somebody decided meanwhile, or the currency is another."""
    summary = say("Application for credit approved") if ruling.approved else say("Application for credit refused")
    if ruling.approved and ruling.documents:
        words = {"documents": len(ruling.documents), "agreed_on": day.isoformat()}
        summary = say("Application for credit approved; {documents} due dates follow from {agreed_on}", **words)
    return recorder.act(EntryKind.REGISTER, signed, summary, lambda connection: _changes(connection, signed, ruling, day, policy))


def review(recorder: Recorder, signed: Signed, customer_key: int, values: Mapping[str, Given], day: dt.date) -> JournalEntry:
    """Keep a review, and its grade as the customer's from `day` on."""
    row = register_rows.RowChange(REVIEWS, values, customer_key=customer_key)
    edits = {customer_key: {"grade": values["grade"]}}

    def changes(connection: sa.Connection) -> list[Change]:
        return register_rows.changes_of(connection, [row], day) + customer_changes.changes(connection, customer_changes.kept(edits), day)

    return recorder.act(EntryKind.REGISTER, signed, say("Credit review: grade {grade}", grade=values["grade"]), changes)


def _changes(connection: sa.Connection, signed: Signed, ruling: Ruling, day: dt.date, policy: Policy) -> list[Change]:
    names = ("register", "customer_key", "content", "entry")
    stored = bulk.select_keys(connection, register_rows.TABLE, names, "row_key", [ruling.row_key])
    found = next(iter(stored.tuples(names)), None)
    if found is None or found[0] != REGISTER:
        raise Unusable(say("The row is not in the register (any more). Load the page again."))
    values = json.loads(str(found[2]))
    if values["decision"] != applications.PENDING:
        raise Unusable(say("This application has been decided already."))
    _refuse_own(connection, signed, str(values["requested_by"]), int(found[3] or 0))
    values |= _ruled(values, signed, ruling, day)
    row = register_rows.RowChange(REGISTER, values, row_key=ruling.row_key, entry=ruling.entry)
    changes = register_rows.changes_of(connection, [row], day)
    if ruling.approved:
        customer = int(found[1] or 0)
        _refuse_currency(connection, customer, values, policy.company.currency)
        edits = customer_changes.kept({customer: applications.edits(values)})
        terms = new_terms.by_customer(edits)
        changes += customer_changes.changes(connection, edits, day)
        changes += new_terms.changes(connection, terms, ruling.documents, policy)
    return changes


def _refuse_currency(connection: sa.Connection, customer_key: int, values: Mapping[str, object], own: str) -> None:
    """Refuse a limit that is asked for in another currency than the customer's: the amount would be read as another."""
    if values.get("requested_limit") is None and values.get("temporary_limit") is None:
        return
    names = ("currency", "customer_name")
    stored = bulk.select_keys(connection, "customers", names, "customer_key", [customer_key])
    stated, name = next(iter(stored.tuples(names)))
    currency, asked = limit_currency(connection, customer_key, stated, own), str(values.get("currency") or own)
    if asked != currency:
        words = {"customer": name, "currency": currency, "asked": asked}
        raise Unusable(say("The limit of {customer} is in {currency}; the application is in {asked}. Apply anew in {currency}.", **words))


def _refuse_own(connection: sa.Connection, signed: Signed, asked_by: str, entry: int) -> None:
    recorded_by = change_log.written(connection, {entry})[entry].who
    if signed.who.strip().casefold() in {asked_by.strip().casefold(), recorded_by.strip().casefold()}:
        raise Unusable(say("{who} asked for this; somebody else must decide.", who=signed.who))


def _ruled(values: dict[str, object], signed: Signed, ruling: Ruling, day: dt.date) -> dict[str, object]:
    ruled: dict[str, object] = {
        "decision": applications.APPROVED if ruling.approved else applications.REFUSED,
        "decided_on": day.isoformat(),
        "manager_opinion": "agree" if ruling.approved else "refuse",
        "manager_by": signed.who,
    }
    if ruling.conditions.strip():
        ruled["conditions"] = ruling.conditions.strip()
    if ruling.approved:
        asked = {"approved_limit": values.get("requested_limit"), "approved_terms": values.get("requested_terms")}
        ruled |= {name: value for name, value in asked.items() if value is not None}
    return ruled
