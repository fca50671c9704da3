"""Money given up: write-offs nobody with the authority approved, and credit notes that take a closed month's sales back."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pandas as pd

from arcore import wording
from arcore.audit.examined import Examined
from arcore.audit.model import AuditException
from arcore.messages import say
from arcore.schema import DocumentKind
from arcore.write_off_limits import ROLES, Role, decides

WHOLE = Fraction(9, 10)
"""A credit note over as much of the invoice takes the sale back as a whole."""


def write_offs(at: Examined) -> Iterable[AuditException]:
    """Write-offs day by day: the clerk's within the limits need no proposal, all others an approved one by whom the limits name.

    What a customer was given up before in the year counts, as it does when somebody decides (`write_off_limits.decides`).
    """
    off = at.allocations[at.allocations["kind"] == "write_off"].sort_values(["date", "allocation_key"])
    documents, approved = at.documents_by_key(off["document_key"]), _approved(at)
    taken: list[Any] = off.to_dict("records")
    given_up: dict[tuple[int, int], int] = {}
    for row in taken:
        document = documents.get(row["document_key"])
        if document is None:
            continue
        year, amount = (int(document["customer_key"]), row["date"].year), int(row["amount"])
        foreign = document["currency"] != at.policy.company.currency
        least = decides(amount, at.policy.approvals, given_up.get(year, 0), foreign=foreign)
        if not foreign:
            given_up[year] = given_up.get(year, 0) + amount
        proposals = approved.get((int(row["document_key"]), amount))
        proposal = proposals.pop(0) if proposals else None
        if least != "clerk":
            yield from _unapproved(at, row, document, least, proposal)


def _approved(at: Examined) -> dict[tuple[int, int], list[Any]]:
    """The approved proposals by document and amount; each stands for one write-off."""
    found: dict[tuple[int, int], list[Any]] = {}
    for row in at.register("write_offs"):
        if row["state"] == "approved" and row["decided_on"] <= at.day:
            found.setdefault((int(row["document_key"]), int(row["amount"])), []).append(row)
    return found


def _unapproved(at: Examined, row: Any, document: Any, least: Role, proposal: Any) -> Iterable[AuditException]:
    order, amount = list(ROLES), int(row["amount"])
    role = None if proposal is None else proposal["decided_as"]
    if role in order and order.index(role) >= order.index(least):
        return
    words = {"date": row["date"].date(), "amount": wording.amount(amount, str(document["currency"])), "needed": ROLES[least]}
    evidence = say("{amount} written off on {date} without an approved proposal; it needs the {needed}.", **words)
    if proposal is not None:
        who = {"who": proposal["decided_by"], "role": ROLES[role] if role in ROLES else say("no office named")}
        evidence = say("{amount} written off on {date}, approved by {who} ({role}); it needs the {needed}.", **words, **who)
    yield at.found(
        "write_offs", f"{document['document_no']}|{row['date']:%Y-%m-%d}|{amount}", "high" if least == "director" else "medium", evidence,
        amount, str(document["currency"]), number=str(document["document_no"]), on=row["date"].date(), customer=document["customer_key"],
    )  # fmt: skip


def credit_notes(at: Examined) -> Iterable[AuditException]:
    """Credit notes of the first days of a month that take back a sale of the month before.

    The document a note names is the sale; a note that names none is laid against an invoice of the customer and the same amount.
    """
    rules, kinds = at.policy.audit, at.documents["kind"]
    invoices = at.documents[kinds != DocumentKind.CREDIT_NOTE.value]
    notes = at.documents[kinds == DocumentKind.CREDIT_NOTE.value]
    early = notes[(notes["document_date"].dt.day <= rules.credit_note_days) & (notes["amount"].abs() >= rules.credit_note_least)]
    sales = invoices[invoices["document_no"].isin(early["reversed_document_no"].dropna())]
    by_number: dict[Any, Any] = {(row["customer_key"], row["document_no"]): row for row in sales.to_dict("records")}
    rows: list[Any] = early.to_dict("records")
    for note in rows:
        named = note["reversed_document_no"]
        sale = by_number.get((note["customer_key"], named)) if isinstance(named, str) and named else _of_same_amount(note, invoices)
        if sale is None or _month(note["document_date"]) != _month(sale["document_date"]) + 1:
            continue
        share = Fraction(abs(int(note["amount"])), max(1, abs(int(sale["amount"]))))
        words = {"date": note["document_date"].date(), "number": sale["document_no"], "sold": sale["document_date"].date()}
        evidence = say(
            "On {date} it takes back {share} of {number}, sold on {sold} in the month before.", share=wording.percent(share), **words
        )
        yield at.found(
            "credit_notes", f"{note['document_no']}", "high" if share >= WHOLE else "medium", evidence, int(note["amount"]),
            str(note["currency"]), number=str(note["document_no"]), on=note["document_date"].date(), customer=note["customer_key"],
        )  # fmt: skip


def _of_same_amount(note: Any, invoices: pd.DataFrame) -> Any:
    mine = invoices[(invoices["customer_key"] == note["customer_key"]) & (invoices["amount"] == -note["amount"])]
    before = mine[(mine["document_date"] < note["document_date"]) & (mine["currency"] == note["currency"])]
    return before.sort_values("document_date").iloc[-1].to_dict() if len(before) else None


def _month(day: Any) -> int:
    return int(day.year * 12 + day.month)
