"""A due date agreed with the customer: journaled, undoable, stronger than the file, and only from its day on."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from arcore import desk, due_history
from arcore.buckets import Basis
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from arcore.messages import Unusable
from arcore.policy import Policy
from arcore.standing import standing
from tests.ledger_fixtures import TODAY, book, customers, database_url, documents, reading, take_in

__all__ = ["book", "database_url"]

APRIL, MAY = dt.date(2026, 4, 30), dt.date(2026, 5, 31)


def due(ledger: Ledger, number: str = "D1") -> tuple[str, str]:
    rows = ledger.books().documents.set_index("document_no")
    return str(rows.loc[number, "due_date"].date()), str(rows.loc[number, "due_basis"])


def agree(ledger: Ledger, day: dt.date | None, *, on: dt.date = TODAY, key: int = 1, token: str | None = None) -> int:
    return ledger.change_due(key, day, agreed_on=on, who="王芳", why="客户资金紧张，双方商定", token=token).seq


def test_an_agreed_date_is_journaled_and_undone_exactly(book: Ledger) -> None:
    take_in(book, documents({}))
    before = book.books().documents
    entry = agree(book, APRIL)
    assert due(book) == ("2026-04-30", "agreed")
    noted = book.journal(limit=1)[0]
    assert (noted.who, noted.why) == ("王芳", "客户资金紧张，双方商定")
    assert noted.summary.text("en") == "Due date of D1: 2026-04-30 instead of 2026-02-10, agreed on 2026-03-31"
    book.undo(entry, who="王芳")
    assert book.books().documents.equals(before)
    assert len(book.books().due_changes) == 0
    assert verify(book).sound


def test_the_same_file_again_leaves_the_agreed_date_and_says_so(book: Ledger) -> None:
    take_in(book, documents({}, {}))
    agree(book, APRIL)
    preview = book.preview_import([reading(documents({}, {}))], data_date=TODAY)
    assert preview.nothing_new
    said = [question.text("en") for question in preview.questions]
    assert said == ["1 documents keep the due date agreed with the customer, though the file gives another: D1"]


def test_a_file_with_another_due_date_does_not_win_and_taking_back_gives_the_files_date(book: Ledger) -> None:
    take_in(book, documents({}))
    agree(book, APRIL)
    take_in(book, documents({"due_date": "2026-03-15", "remark": "改期"}), file="later.xlsx")
    assert due(book) == ("2026-04-30", "agreed")
    agree(book, None)
    assert due(book) == ("2026-03-15", "stated")
    assert verify(book).sound


def test_taking_back_counts_by_the_terms_where_no_file_states_a_date(book: Ledger) -> None:
    listed = customers({"customer_id": "C1", "customer_name": "甲公司", "term_text": "45天"})
    take_in(book, listed, documents({"due_date": None}))
    counted = due(book)
    assert counted[1] == "terms"
    agree(book, APRIL)
    agree(book, None)
    assert due(book) == counted


def test_new_terms_of_a_customer_do_not_move_an_agreed_date(book: Ledger) -> None:
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲公司"}), documents({"due_date": None}))
    agree(book, APRIL)
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲公司", "term_text": "60天"}), file="customers.xlsx")
    assert due(book) == ("2026-04-30", "agreed")


def test_a_second_click_is_the_same_act(book: Ledger) -> None:
    take_in(book, documents({}))
    assert agree(book, APRIL, token="once") == agree(book, APRIL, token="once")
    assert len(book.journal()) == 2


@pytest.mark.parametrize(
    ("day", "on", "why", "said"),
    [
        (dt.date(2026, 1, 9), TODAY, "x", "A document cannot be due before its own date, 2026-01-10."),
        (APRIL, dt.date(2026, 1, 9), "x", "Nothing can have been agreed before the document's own date, 2026-01-10."),
        (dt.date(2101, 1, 1), TODAY, "x", "The due date must lie between the years 1990 and 2100."),
        (APRIL, TODAY, "  ", "A due date is only changed with a reason."),
        (None, TODAY, "x", "D1 is due on 2026-02-10 already."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(book: Ledger, day: dt.date | None, on: dt.date, why: str, said: str) -> None:
    take_in(book, documents({}))
    with pytest.raises(Unusable, match=said.replace(".", r"\.")):
        book.change_due(1, day, agreed_on=on, who="Li", why=why)
    assert len(book.journal()) == 1


def test_a_past_day_shows_the_due_date_of_that_day(book: Ledger) -> None:
    take_in(book, documents({}))
    agree(book, APRIL, on=dt.date(2026, 3, 1))
    agree(book, MAY, on=dt.date(2026, 4, 15))
    books = book.books()
    shown = {day: str(due_history.documents_at(books, day).loc[0, "due_date"].date()) for day in _days("2026-02-28", "2026-03-01")}
    shown |= {day: str(due_history.documents_at(books, day).loc[0, "due_date"].date()) for day in _days("2026-04-14", "2026-04-15")}
    assert list(shown.values()) == ["2026-02-10", "2026-04-30", "2026-04-30", "2026-05-31"]


def test_pages_age_a_past_day_by_the_due_date_of_that_day(book: Ledger) -> None:
    take_in(book, documents({}))
    agree(book, APRIL, on=dt.date(2026, 3, 20))
    books, policy = book.books(), Policy()
    basis: Basis = "due"
    for day, overdue in zip(_days("2026-03-19", "2026-03-20"), (37, -41), strict=True):
        items = desk.aged(desk.balances_at(books, day), policy.aging.scheme, basis).items
        assert items["days_past_due"].tolist() == [overdue]
        assert standing(books, day, policy).aged["days_past_due"].tolist() == [overdue]
    months = due_history.series(books, _days("2026-02-28", "2026-03-31"), policy.aging.scheme, basis)
    assert months["overdue"].tolist() == [10_000, 0]


def test_an_agreement_noted_late_for_an_earlier_day_counts_from_that_day(book: Ledger) -> None:
    take_in(book, documents({}))
    agree(book, MAY, on=dt.date(2026, 4, 15))
    agree(book, APRIL, on=dt.date(2026, 3, 1))
    books = book.books()
    assert due_history.documents_at(books, dt.date(2026, 3, 1)).loc[0, "due_date"] == pd.Timestamp(APRIL)
    assert due_history.documents_at(books, dt.date(2026, 2, 28)).loc[0, "due_date"] == pd.Timestamp(2026, 2, 10)


def _days(*texts: str) -> list[dt.date]:
    return [dt.date.fromisoformat(text) for text in texts]
