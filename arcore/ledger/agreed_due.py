"""Due dates that a person agreed on with the customer: they win over the file's until taken back.

The day of the agreement decides from when on the new date counts; it stands in the journal entry, with the reason.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd
import sqlalchemy as sa

from arcore.books import no_due_changes
from arcore.ledger import journal, recording
from arcore.ledger import rows as bulk
from arcore.ledger.changes import Change
from arcore.ledger.effective_due import AGREED, effective_due
from arcore.ledger.rows import Value, from_records
from arcore.messages import Message, Unusable, say
from arcore.policy import Policy

YEARS = range(1990, 2101)


def agreement(
    connection: sa.Connection, document_key: int, due: dt.date | None, agreed_on: dt.date, policy: Policy
) -> tuple[list[Change], Message]:
    """The change of a document's due date, and what the journal says about it; without `due`, back to the file's date or the terms'.

    Raises Unusable when there is no such document, or the date cannot be.
    """
    found = recording.found(connection, "documents", "WHERE document_key = ? AND void = 0", [document_key])
    if not found:
        raise Unusable(say("This document is no longer in the books."))
    document = found[0]
    if due is None:
        day, basis = _computed(connection, document, policy)
    else:
        _refuse_impossible(document, due, agreed_on)
        day, basis = due.isoformat(), AGREED
    if (day, basis) == (document["due_date"], document["due_basis"]):
        raise Unusable(say("{number} is due on {due} already.", number=document["document_no"], due=day))
    words = {"number": document["document_no"], "old": document["due_date"], "new": day, "agreed_on": agreed_on.isoformat()}
    summary = (
        say("Due date of {number}: {new} instead of {old}, agreed on {agreed_on}", **words)
        if due is not None
        else say("Due date of {number}: back to {new} instead of {old}, from {agreed_on}", **words)
    )
    return [recording.altered(connection, "documents", {document_key: {"due_date": day, "due_basis": basis}})], summary


def _refuse_impossible(document: dict[str, Value], due: dt.date, agreed_on: dt.date) -> None:
    issued = dt.date.fromisoformat(str(document["document_date"]))
    if due < issued:
        raise Unusable(say("A document cannot be due before its own date, {date}.", date=issued.isoformat()))
    if agreed_on < issued:
        raise Unusable(say("Nothing can have been agreed before the document's own date, {date}.", date=issued.isoformat()))
    if due.year not in YEARS:
        raise Unusable(say("The due date must lie between the years {first} and {last}.", first=YEARS[0], last=YEARS[-1]))


def _computed(connection: sa.Connection, document: dict[str, Value], policy: Policy) -> tuple[Value, Value]:
    customer = recording.found(connection, "customers", "WHERE customer_key = ?", [document["customer_key"]])
    due, basis = effective_due(from_records([document], list(document)), [customer[0]["term_text"]], policy)
    return due[0], basis[0]


def due_changes(connection: sa.Connection) -> pd.DataFrame:
    """Every change of a due date that still counts, in the order made; columns as in `arcore.books`.

    Agreed on for one document, or following a customer's new terms: such entries name the day in their summary.
    """
    entries = journal.entries(connection, where="WHERE summary LIKE ?", values=['%"agreed_on"%'])
    records: list[tuple[Value, object, Value, Value, int]] = []
    for entry in reversed(entries):
        if entry.undone_by is not None or "agreed_on" not in entry.summary.values:
            continue
        for change in (each for each in journal.changes_of(connection, entry.seq) if each.table == "documents"):
            days = (change.before.tuples(("document_key", "due_date")), change.after["due_date"])
            for (key, old), new in zip(*days, strict=True):
                records.append((key, entry.summary.values["agreed_on"], old, new, entry.seq))
    shape = no_due_changes()
    found = pd.DataFrame(records, columns=list(shape.columns))
    days_of = {name: pd.to_datetime(found[name]) for name in ("agreed_on", "old", "new")}
    return found.assign(**days_of).astype(shape.dtypes.to_dict())


def agreed_keys(stored: bulk.Rows) -> dict[int, str]:
    """The documents whose due date was agreed on, and that date."""
    pairs = stored.tuples(("document_key", "due_basis", "due_date"))
    return {int(key or 0): str(due) for key, basis, due in pairs if basis == AGREED}
