"""What the tests look at, out of a ledger: its books as known at the date, the journal's signatures, closed months restated."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore.audit.examined import RESTATED, Examined, Signature, Version, nothing_restated
from arcore.audit.people import DECIDED
from arcore.books import Books
from arcore.closing import restated, unpacked
from arcore.ledger import Ledger
from arcore.policy import Policy
from arcore.registers_at import books_at


def examined(ledger: Ledger, books: Books, as_of: dt.date, policy: Policy) -> Examined:
    """`books`: all of the ledger's, or those of one entity."""
    changes = (books.due_changes, books.customer_changes)
    entries = {int(entry) for rows in changes for entry in rows["entry"]}
    signed = {key: Signature(by.who, by.at.date(), by.why) for key, by in ledger.written(sorted(entries)).items()}
    own = (*policy.company.accounts, *(str(account) for account in ledger.bank_accounts()["account"]))
    versions: dict[int, tuple[Version, ...]] = {}
    for each in reversed(ledger.registers_written(list(DECIDED))):
        versions[each.row_key] = (*versions.get(each.row_key, ()), Version(each.written.who, each.values or {}))
    return Examined(books_at(books, as_of), as_of, policy, signed, versions, restated_months(ledger, books, as_of), own)


def restated_months(ledger: Ledger, books: Books, as_of: dt.date) -> pd.DataFrame:
    """`RESTATED`: every document and receipt of `books` that a month closed up to `as_of` would now show otherwise.

    Months are closed for all entities: they are asked of all books, and what `books` does not have is left out.
    """
    months = [month for month in ledger.closed_months() if month.as_of <= as_of]
    whole = ledger.books() if months else books
    found = []
    for month in months:
        content = ledger.file(month.sha256)
        if content is not None:
            found.append(restated(unpacked(content), whole, ledger.touched_since(month.position)).assign(month=month.month))
    if not (kept := [rows for rows in found if len(rows)]):
        return nothing_restated()
    rows = pd.concat(kept, ignore_index=True)
    documents, receipts = set(books.documents["document_key"]), set(books.receipts["receipt_key"])
    known = [key in (documents if row == "document" else receipts) for row, key in zip(rows["row"], rows["key"], strict=True)]
    every: pd.DataFrame = rows.loc[known, list(RESTATED)].reset_index(drop=True)
    return every
