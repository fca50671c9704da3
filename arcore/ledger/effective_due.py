"""When a document is due: as stated, else by its terms, the customer's or the company's, else on its own date."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from arcore.calendars import WorkingDays
from arcore.ledger.rows import Rows, Value, plain_values
from arcore.policy import Policy
from arcore.schema import DocumentKind
from arcore.terms import due_dates, effective

STATED, DOCUMENT_DATE, AGREED = "stated", "document_date", "agreed"


def effective_due(documents: Rows, customer_terms: Sequence[Value], policy: Policy) -> tuple[list[Value], list[Value]]:
    """The due date and its basis ('stated', 'terms' or 'document_date') of each document.

    `documents` has document_date, stated_due_date, term_text, kind and the dates of delivery, acceptance and the
    invoice's arrival; `customer_terms` is each one's customer's phrase.
    """
    due: list[Value] = list(documents["stated_due_date"])
    basis: list[Value] = [STATED] * len(due)
    for i, (kind, own, customers) in enumerate(zip(documents["kind"], documents["term_text"], customer_terms, strict=True)):
        unknown = not policy.terms.assume_default and _blank(own) and _blank(customers)
        if due[i] is None and (kind == DocumentKind.OPENING.value or unknown):
            due[i], basis[i] = documents["document_date"][i], DOCUMENT_DATE
    asked = [i for i, date in enumerate(due) if date is None]
    if not asked:
        return due, basis
    rows = documents.only(asked)
    counted = due_dates(
        pd.Series(_texts(rows["term_text"], [customer_terms[i] for i in asked], policy), dtype=object),
        _days(rows["document_date"]),
        delivery_dates=_days(rows["delivery_date"]),
        acceptance_dates=_days(rows["acceptance_date"]),
        invoice_received_dates=_days(rows["invoice_received_date"]),
        rules=policy.terms,
        calendar=WorkingDays(policy.company.country),
    )
    for i, date, found in zip(asked, plain_values(counted["due_date"]), plain_values(counted["basis"]), strict=True):
        due[i], basis[i] = date, found
    return due, basis


def _blank(text: Value) -> bool:
    return text is None or not str(text).strip()


def _days(values: Sequence[Value]) -> pd.Series:
    return pd.to_datetime(pd.Series(list(values), dtype="str"), format="%Y-%m-%d")


def _texts(own: Sequence[Value], customers: Sequence[Value], policy: Policy) -> list[str]:
    known: dict[tuple[Value, Value], str] = {}
    for pair in set(zip(own, customers, strict=True)):
        document, customer = (None if text is None else str(text) for text in pair)
        known[pair] = effective(document, None, customer, policy.terms.default, policy.terms).text
    return [known[pair] for pair in zip(own, customers, strict=True)]
