"""Due dates other than the terms give, and due dates that people moved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from arcore.audit.examined import Examined
from arcore.audit.model import AuditException, Severity
from arcore.books import Books
from arcore.messages import Message, say
from arcore.schema import DocumentKind
from arcore.terms import due_dates

SURE = 0.5
"""Terms read with less confidence prove nothing."""


def moved(at: Examined) -> Iterable[AuditException]:
    """Both kinds; a document whose date was moved is told of by the move, not once more by its terms."""
    changes = at.books.due_changes
    known = changes["agreed_on"] <= at.day
    yield from _moves(at, changes[known])
    yield from _off_terms(at, set(changes.loc[known, "document_key"]), set(changes.loc[~known, "document_key"]))


def _moves(at: Examined, changes: pd.DataFrame) -> Iterable[AuditException]:
    documents = at.documents_by_key(changes["document_key"])
    rows: list[Any] = changes.to_dict("records")
    for row in rows:
        document = documents.get(row["document_key"])
        if document is None:
            continue
        signature = at.signed.get(int(row["entry"]))
        noted_back = signature is not None and (signature.on - row["agreed_on"].date()).days > at.policy.audit.due_days
        if row["agreed_on"] < document["document_date"] and not noted_back:
            continue
        overdue = row["old"] < row["agreed_on"] and row["new"] > row["old"]
        severity: Severity = "high" if overdue or row["new"] < document["document_date"] else "medium" if row["new"] > row["old"] else "low"
        yield at.found(
            "moved_due_dates", f"{document['document_no']}|{row['entry']}", severity, _told(row, signature, overdue, noted_back),
            int(document["amount"]), str(document["currency"]), number=str(document["document_no"]), on=row["agreed_on"].date(),
            customer=document["customer_key"],
        )  # fmt: skip


def _told(row: Any, signature: Any, overdue: bool, noted_back: bool) -> Message:
    words = {"old": row["old"].date(), "new": row["new"].date(), "on": row["agreed_on"].date()}
    words |= {"who": signature.who if signature else "–", "why": (signature.why if signature else "") or "–"}
    if noted_back:
        return say(
            "Due date moved from {old} to {new}, noted as agreed on {on} but written on {written} by {who} ({why}).",
            written=signature.on, **words,
        )  # fmt: skip
    if overdue:
        return say("Due date moved from {old} to {new} on {on}, when it was overdue already, by {who} ({why}).", **words)
    return say("Due date moved from {old} to {new} on {on} by {who} ({why}).", **words)


def _off_terms(at: Examined, told: set[int], moved_later: set[int]) -> Iterable[AuditException]:
    """Invoices whose stated date the terms do not give; a date that was moved later has another basis now, and counts as stated."""
    invoices = at.documents[at.documents["kind"] == DocumentKind.INVOICE.value]
    keys = invoices["document_key"]
    stated = invoices[((invoices["due_basis"] == "stated") | keys.isin(moved_later)) & ~keys.isin(told)]
    if not len(stated):
        return
    terms = _terms_then(stated, at.books)
    by_terms = due_dates(terms, stated["document_date"], rules=at.policy.terms)
    off = (stated["due_date"] - by_terms["due_date"].astype(stated["due_date"].dtype)).dt.days
    sure = (by_terms["basis"] == "terms") & (by_terms["confidence"] >= SURE) & (off.abs() > at.policy.audit.due_days)
    rows: list[Any] = stated.assign(off=off, by_terms=by_terms["due_date"], terms=terms)[sure].to_dict("records")
    for row in rows:
        words = {"due": row["due_date"].date(), "days": abs(int(row["off"])), "terms": row["terms"], "by_terms": row["by_terms"].date()}
        later = say("Due on {due}, {days} days later than “{terms}” gives ({by_terms}).", **words)
        earlier = say("Due on {due}, {days} days earlier than “{terms}” gives ({by_terms}).", **words)
        yield at.found(
            "moved_due_dates", f"{row['document_no']}|{row['due_date']:%Y-%m-%d}", "medium" if row["off"] > 0 else "low",
            later if row["off"] > 0 else earlier, int(row["amount"]), str(row["currency"]), number=str(row["document_no"]),
            on=row["document_date"].date(), customer=row["customer_key"],
        )  # fmt: skip


def _terms_then(documents: pd.DataFrame, books: Books) -> pd.Series:
    """Each document's own terms, else the customer's of the document's day.

    Books fill in the customer's terms of now where a document has none; what equals them is taken for the customer's.
    """
    now = documents["customer_key"].map(books.customers.set_index("customer_key")["term_text"])
    terms = documents["term_text"].fillna(now)
    theirs = terms == now
    changes: Any = books.customer_changes[books.customer_changes["field"] == "term_text"]
    for change in changes.iloc[::-1].to_dict("records"):
        before = (documents["customer_key"] == change["customer_key"]) & (documents["document_date"] < change["valid_from"])
        terms = terms.mask(before & theirs, change["old"])
    return terms
