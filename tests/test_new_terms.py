"""New terms of a customer: by default only later documents follow; on request open ones do, journaled, undoable, with their past."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore.due_history import documents_at
from arcore.ledger import Along, RowChange, Ruling
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from arcore.policy import Policy
from tests.ledger_fixtures import customers, documents, take_in

DAY = dt.date(2026, 3, 20)
OWN = {"due_date": None, "term_text": "90天"}
COUNTED = {"due_date": None}


def books_with(book: Ledger) -> None:
    """D1 counted from the customer's 60 days, D2 as a file states, D3 with terms of its own, D4 a credit note, D5 agreed."""
    rows = ({**COUNTED}, {}, OWN, {"amount": -500, **COUNTED}, {**COUNTED})
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲", "term_text": "60天"}), documents(*rows))
    book.change_due(5, dt.date(2026, 5, 5), agreed_on=dt.date(2026, 2, 1), who="Li", why="agreed by phone")


def due(book: Ledger, day: dt.date | None = None) -> list[str]:
    books = book.books()
    rows = books.documents if day is None else documents_at(books, day)
    return [f"{each:%m-%d}" for each in rows.sort_values("document_key")["due_date"]]


def test_what_would_move_is_told_before_anything_is_written(book: Ledger) -> None:
    books_with(book)
    found = book.due_shifts({1: "30天"}, [1, 2, 3, 4, 5], Policy())
    assert [(each.document_no, f"{each.old}", f"{each.new}", each.days, each.stated) for each in found] == [
        ("D1", "2026-03-11", "2026-02-09", -30, False),
        ("D2", "2026-02-10", "2026-02-09", -1, True),
    ]
    assert book.due_shifts({1: "60天"}, [1], Policy()) == []
    assert book.due_shifts({2: "30天"}, [1], Policy()) == []


def test_by_default_only_documents_from_now_on_follow(book: Ledger) -> None:
    books_with(book)
    before = due(book)
    book.change_customers({1: {"term_text": "30天"}}, who="Li", valid_from=DAY)
    assert due(book) == before
    take_in(book, documents({"document_no": "D9", **COUNTED}), file="later.xlsx")
    assert due(book)[-1] == "02-09"


def test_open_documents_follow_from_the_day_on_and_come_back_with_the_undo(book: Ledger) -> None:
    books_with(book)
    before = due(book)
    entry = book.change_customers({1: {"term_text": "30天"}}, who="Li", why="风险上升", valid_from=DAY, along=Along(documents=(1, 2)))
    assert due(book) == ["02-09", "02-09", "04-10", before[3], "05-05"]
    assert due(book, DAY - dt.timedelta(days=1)) == before
    assert due(book, DAY) == due(book)
    assert entry.summary.text("en").endswith("2 due dates follow from 2026-03-20")
    take_in(book, documents({**COUNTED}, {}), file="again.xlsx")
    assert due(book)[:2] == ["02-09", "02-09"]
    assert verify(book).sound


def test_the_undo_restores_terms_and_due_dates(book: Ledger) -> None:
    books_with(book)
    before = due(book)
    entry = book.change_customers({1: {"term_text": "30天"}}, who="Li", valid_from=DAY, along=Along(documents=(1, 2)))
    book.undo(entry.seq, who="Li", why="mistake")
    assert due(book) == due(book, DAY) == before
    assert book.books().customers["term_text"].tolist() == ["60天"]


def test_approved_terms_take_open_documents_along(book: Ledger) -> None:
    books_with(book)
    values = {"requested_on": DAY, "requested_by": "Li", "requested_terms": "45天", "reason": "r", "decision": "pending"}
    book.change_registers([RowChange("applications", values, customer_key=1)], who="Li")
    row = book.books().registers["applications"].iloc[0]
    ruling = Ruling(int(row["row_key"]), int(row["entry"]), approved=True, documents=(1,))
    entry = book.decide_application(ruling, who="Wang", day=DAY, policy=Policy())
    assert due(book)[0] == "02-24"
    assert entry.summary.text("zh").endswith("1 笔未清单据的到期日自 2026-03-20 起按新账期计算")
    changes = book.books().due_changes
    assert changes.loc[changes["document_key"] == 1, "new"].tolist() == [pd.Timestamp(2026, 2, 24)]
