"""What an import would change: the files' rows against the ledger's, table by table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from arcore.intake.model import Reading
from arcore.ledger import journal
from arcore.ledger import rows as bulk
from arcore.ledger.advances import Advances
from arcore.ledger.counters import last_keys
from arcore.ledger.customer_changes import Edited
from arcore.ledger.draft import Draft
from arcore.ledger.draft_documents import DocumentDraft, last_seen, openings
from arcore.ledger.draft_receipts import ReceiptDraft
from arcore.ledger.import_customers import CustomerBook, customer_keys, import_customers
from arcore.ledger.incoming import Incoming, gather
from arcore.ledger.preview import ImportPreview, ReceiptReferences
from arcore.ledger.tables import columns_of
from arcore.ledger.tally import Tally
from arcore.messages import say
from arcore.policy import Policy
from arcore.schema import CUSTOMERS, Side, TableKind


def build_preview(connection: sa.Connection, readings: Sequence[Reading], data_date: dt.date, policy: Policy) -> ImportPreview:
    """The preview of importing `readings` now; nothing is written."""
    draft = Draft(connection, readings, data_date, policy, last_keys(connection))
    for side in Side:
        if any(table.side is side for reading in readings for table in reading.tables):
            _prepare_side(draft, side)
    if draft.changes:
        draft.change(draft.imports())
        draft.change(draft.issue_counts())
    return ImportPreview(
        base_version=journal.version(connection),
        data_date=data_date,
        files=tuple((reading.file, reading.sha256) for reading in readings),
        tables=tuple(draft.tables),
        issues=tuple(draft.issues),
        questions=tuple(draft.questions),
        totals=tuple(draft.totals),
        implicit_customers=tuple(draft.implicit),
        references=ReceiptReferences(**draft.references),
        due_basis=dict(draft.due_basis),
        changes=tuple(draft.changes),
        last_keys=dict(draft.last),
    )


def _prepare_side(draft: Draft, side: Side) -> None:
    listed, documents, receipts = (
        gather(draft.readings, kind, side) for kind in (TableKind.CUSTOMERS, TableKind.DOCUMENTS, TableKind.RECEIPTS)
    )
    stored = bulk.select(draft.connection, "customers", columns_of("customers"), "WHERE side = ? ORDER BY customer_key", [side.value])
    edited = Edited.of(draft.connection)
    book = CustomerBook.of(side, stored, draft.last.get("customers", 0) + 1, edited)
    listed_tally, listed_keys = import_customers(book, listed)
    document_keys, unclear_documents = customer_keys(book, documents, create=True)
    receipt_keys, unclear_receipts = customer_keys(book, receipts, create=True)
    draft.issues += [*listed_tally.issues, *unclear_documents.values(), *unclear_receipts.values()]
    _customers_seen(draft, book, listed, listed_tally, listed_keys)
    document_draft = DocumentDraft(draft, side, book)
    document_draft.bring(documents, document_keys, "documents")
    document_draft.bring(*openings(listed, listed_keys), "opening")
    document_draft.write()
    receipt_draft = ReceiptDraft(draft, side, book, document_draft)
    receipt_draft.bring(receipts, receipt_keys, set(unclear_receipts))
    Advances(draft, side.value, document_draft, receipt_draft).write()
    draft.last["customers"] = book.next_key - 1
    for change in book.changes():
        draft.change(change)
    draft.change(edited.change(draft.keys("customer_changes", len(edited.records)), draft.data_date))
    draft.implicit += [book.shown(key) for key in book.implicit]


def _customers_seen(draft: Draft, book: CustomerBook, listed: Incoming, tally: Tally, keys: dict[int, int]) -> None:
    if not len(listed):
        return
    missing = last_seen(draft, listed) - set(keys.values())
    draft.tables.append(tally.table(listed, [book.shown(key) for key in sorted(missing) if key in book.records]))
    draft.seen.append((listed, keys))
    new_terms = sum(name == "term_text" and old is not None for _, _, _, name, old, _ in tally.changed)
    if new_terms:
        draft.questions.append(
            say("The terms of {count} customers changed; documents already in the ledger keep their due dates.", count=new_terms)
        )
    if book.edited.kept:
        draft.questions.append(
            say(
                "Values changed by hand that the file only repeats as they were before: {count}. They stay changed.", count=book.edited.kept
            )
        )
    for key, name in book.edited.overruled:
        words = {"customer": book.shown(key), "field": CUSTOMERS.column(name).title}
        draft.questions.append(say("{customer}: {field} was changed by hand; the file brings a new value, which will apply.", **words))
