"""Money stated as paid beyond a document's amount stays: on account, once, dated, and undone with its import."""

import datetime as dt

import pytest

from arcore import balances, ledger
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from tests.ledger_fixtures import TODAY, documents, open_balances, reading, receipts, take_in

LATER = dt.date(2026, 4, 30)
OVERPAID = {"amount": 100_000, "paid_amount": 120_000}


@pytest.fixture
def book() -> Ledger:
    return ledger.open(ledger.MEMORY)


def on_account(book: Ledger, day: dt.date) -> int:
    books = book.books()
    rows = balances.unapplied(books.receipts, books.allocations, day, books.documents)
    return int(rows["unapplied"].sum()) if len(rows) else 0


def test_the_excess_is_kept_on_account_and_asked_about(book: Ledger) -> None:
    preview = book.preview_import([reading(documents(OVERPAID))], data_date=TODAY)
    assert "超出部分 200.00 CNY 记为未核销的预收" in " ".join(q.text("zh") for q in preview.questions)
    book.commit_import(preview, who="Li", why="")
    assert (open_balances(book), on_account(book, TODAY), on_account(book, TODAY - dt.timedelta(days=1))) == ({"D1": 0}, 20_000, 0)
    assert verify(book).sound


def test_the_same_file_again_and_at_a_later_day_changes_nothing(book: Ledger) -> None:
    take_in(book, documents(OVERPAID))
    for day in (TODAY, LATER):
        again = book.preview_import([reading(documents(OVERPAID))], data_date=day)
        assert (again.nothing_new, again.questions) == (True, ())


def test_a_later_statement_adds_or_takes_back_on_its_own_day(book: Ledger) -> None:
    take_in(book, documents(OVERPAID))
    take_in(book, documents({**OVERPAID, "paid_amount": 90_000}), data_date=LATER)
    assert (on_account(book, TODAY), on_account(book, LATER)) == (20_000, 0)
    assert verify(book).sound


def test_a_receipt_that_explains_the_excess_counts_once(book: Ledger) -> None:
    take_in(book, documents(OVERPAID))
    take_in(book, receipts({"document_no": "D1", "amount": 120_000, "receipt_no": "R1"}), file="receipts.xlsx")
    assert (open_balances(book), on_account(book, TODAY), len(book.books().receipts)) == ({"D1": 0}, 20_000, 1)
    assert verify(book).sound


def test_receipt_and_paid_column_in_one_upload_count_once(book: Ledger) -> None:
    take_in(book, documents(OVERPAID), receipts({"document_no": "D1", "amount": 120_000}))
    assert (open_balances(book), on_account(book, TODAY)) == ({"D1": 0}, 20_000)


def test_a_corrected_amount_takes_the_advance_away(book: Ledger) -> None:
    take_in(book, documents(OVERPAID))
    take_in(book, documents({**OVERPAID, "amount": 120_000}))
    assert (open_balances(book), on_account(book, TODAY), len(book.books().receipts)) == ({"D1": 0}, 0, 0)
    assert verify(book).sound


def test_undo_takes_the_advance_back(book: Ledger) -> None:
    entry = take_in(book, documents(OVERPAID))
    book.undo(entry.seq, who="Li", why="wrong file")
    assert (len(book.books().documents), len(book.books().receipts)) == (0, 0)
    assert verify(book).sound


def test_a_negative_open_balance_is_an_advance_too(book: Ledger) -> None:
    take_in(book, documents({"amount": 100_000, "open_amount": -5_000}))
    assert (open_balances(book), on_account(book, TODAY)) == ({"D1": 0}, 5_000)
