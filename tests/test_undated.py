"""Payments that a file told without a day: which dates they hide, and that they say nothing about how late a customer pays."""

import datetime as dt

from arcore import ledger
from arcore.ledger.store import Ledger
from arcore.payment_history import settled
from arcore.undated import hidden_until, last_hidden, vague
from tests.ledger_fixtures import documents, take_in

JANUARY, FEBRUARY, MARCH = dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31)
OLD = {"document_no": "OLD", "document_date": "2025-06-01", "due_date": "2025-07-01", "paid_amount": 10_000}
NEW = {"document_no": "NEW", "document_date": "2026-01-10", "due_date": "2026-01-20"}


def book(*, months: int) -> Ledger:
    """The first file tells that OLD is paid, each later one what is paid of NEW by then."""
    own = ledger.open(ledger.MEMORY)
    for end, paid in [(JANUARY, 0), (FEBRUARY, 10_000), (MARCH, 10_000)][:months]:
        take_in(own, documents(OLD, {**NEW, "paid_amount": paid}), file=f"{end}.xlsx", data_date=end)
    return own


def test_only_dates_between_what_two_files_tell_are_hidden() -> None:
    books = book(months=3).books()
    days = (dt.date(2025, 5, 31), dt.date(2025, 6, 1), dt.date(2026, 1, 30), JANUARY, dt.date(2026, 2, 1), FEBRUARY, MARCH)
    assert [hidden_until(books, day) for day in days] == [None, JANUARY, JANUARY, None, FEBRUARY, None, None]
    assert last_hidden(books, [dt.date(2025, 12, 31), JANUARY, FEBRUARY]) == JANUARY
    assert last_hidden(books, [JANUARY, FEBRUARY]) is None


def test_a_payment_known_to_the_month_counts_and_one_of_any_day_of_a_year_does_not() -> None:
    for months in (2, 3):  # what a later file brings changes nothing
        books = book(months=months).books()
        history = settled(books.documents, books.allocations, FEBRUARY, undated=vague(books.undated))
        assert [(int(late), str(on.date())) for late, on in zip(history["days_late"], history["settled_on"], strict=True)] == [
            (39, "2026-02-28")
        ]
        everything = settled(books.documents, books.allocations, FEBRUARY)
        assert len(everything) == 2


def test_what_dated_receipts_explain_hides_nothing() -> None:
    own = ledger.open(ledger.MEMORY)
    take_in(own, documents(NEW), data_date=JANUARY)
    assert hidden_until(own.books(), dt.date(2026, 1, 15)) is None
