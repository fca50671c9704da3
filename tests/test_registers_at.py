"""Registers at past dates: an amendment counts from its day on, and before it the row stands as it stood."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from arcore import ledger, policy_file
from arcore.collecting.agreements import agreements
from arcore.confirming.due import current_accounts
from arcore.confirming.progress import rounds
from arcore.ledger import RowChange
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from arcore.policy import Policy
from arcore.policy_sections.forecast import ForecastRules
from arcore.registers_at import books_at, registers_at
from tests.ledger_fixtures import book as book
from tests.ledger_fixtures import database_url as database_url
from tests.ledger_fixtures import documents, take_in

JANUARY, FEBRUARY, MARCH = dt.date(2026, 1, 31), dt.date(2026, 2, 28), dt.date(2026, 3, 31)
PROMISE = {"made_on": "2026-01-15", "promised_on": "2026-02-10", "amount": 5_000}
DISPUTE = {
    "opened_on": "2026-01-20", "dispute_type": "price", "document_nos": "D1", "what": "billed twice", "owner": "Li", "due_on": "2026-03-01",
    "state": "open",
}  # fmt: skip
POLICY = Policy()


def write(book: Ledger, register: str, values: dict[str, Any], row_key: int | None = None, on: dt.date | None = None) -> int:
    change = RowChange(register, values, row_key, None if row_key else 1)
    entry = book.change_registers([change], who="Li", valid_from=on)
    return row_key or int(book.changes(entry.seq)[0].after["row_key"][0])


def promised(book: Ledger, day: dt.date) -> list[tuple[str, int]]:
    rows = registers_at(book.books(), day)["promises"]
    return [(f"{on:%m-%d}", amount) for on, amount in zip(rows["promised_on"], rows["amount"], strict=True)]


def test_an_amendment_counts_from_its_day_and_is_undone_with_its_entry(book: Ledger) -> None:
    take_in(book, documents({}), data_date=JANUARY)
    key = write(book, "promises", PROMISE)
    write(book, "promises", {**PROMISE, "promised_on": "2026-03-10"}, key, FEBRUARY)
    write(book, "promises", {**PROMISE, "promised_on": "2026-03-10", "amount": 7_000}, key, MARCH)
    assert [promised(book, day) for day in (JANUARY, FEBRUARY, MARCH)] == [[("02-10", 5_000)], [("03-10", 5_000)], [("03-10", 7_000)]]
    assert verify(book).sound
    book.undo(book.journal(limit=1)[0].seq, who="Li")
    assert promised(book, MARCH) == [("03-10", 5_000)]
    assert verify(book).sound


def test_a_correction_recorded_for_an_earlier_day_leaves_what_changed_after_it(book: Ledger) -> None:
    take_in(book, documents({}), data_date=JANUARY)
    key = write(book, "promises", PROMISE)
    write(book, "promises", {**PROMISE, "promised_on": "2026-03-10"}, key, MARCH)
    write(book, "promises", {**PROMISE, "promised_on": "2026-03-10", "amount": 6_000}, key, JANUARY)
    assert [promised(book, day) for day in (JANUARY, FEBRUARY, MARCH)] == [[("02-10", 6_000)], [("02-10", 6_000)], [("03-10", 6_000)]]


def test_without_a_day_an_amendment_counts_from_the_state_of_the_latest_import(book: Ledger) -> None:
    take_in(book, documents({}), data_date=FEBRUARY)
    key = write(book, "promises", PROMISE)
    write(book, "promises", {**PROMISE, "amount": 6_000}, key)
    assert [promised(book, day) for day in (JANUARY, FEBRUARY)] == [[("02-10", 5_000)], [("02-10", 6_000)]]


def test_a_row_written_late_counts_from_its_own_day_and_one_taken_out_at_no_date(book: Ledger) -> None:
    """Both are corrections: knowledge that came later, and is meant to change the past."""
    take_in(book, documents({}), data_date=MARCH)
    key = write(book, "promises", PROMISE)
    assert [len(agreements(book.books(), day, POLICY).promises) for day in (dt.date(2026, 1, 14), JANUARY)] == [0, 1]
    book.change_registers([RowChange("promises", None, key)], who="Li", valid_from=MARCH)
    assert [promised(book, day) for day in (JANUARY, MARCH)] == [[], []]


def test_a_past_date_has_the_policy_of_then_and_the_first_one_reaches_back(book: Ledger) -> None:
    assert book.policy(JANUARY) is None
    take_in(book, documents({}), data_date=FEBRUARY)
    book.save_policy(policy_file.dump(POLICY), who="Li")
    take_in(book, documents({"document_no": "D2"}), file="next.xlsx", data_date=MARCH)
    book.save_policy(policy_file.dump(replace(POLICY, forecast=ForecastRules(late_days=9))), who="Wang")
    found = [book.policy(day) for day in (JANUARY, FEBRUARY, dt.date(2026, 3, 30), MARCH, dt.date(2026, 4, 1))]
    assert [policy.version for policy in found if policy] == [1, 1, 1, 2, 2]
    assert [policy.forecast.late_days for policy in found if policy][-2:] == [9, 9]
    assert [version.since for version in book.policy_history()] == [MARCH, FEBRUARY]


def test_nothing_amended_since_costs_nothing() -> None:
    book = ledger.open(ledger.MEMORY)
    take_in(book, documents({}), data_date=JANUARY)
    key = write(book, "promises", PROMISE)
    write(book, "promises", {**PROMISE, "amount": 6_000}, key)
    books = book.books()
    assert books_at(books, JANUARY) is books
    assert books_at(books, dt.date(2026, 1, 30)) is not books


@pytest.mark.parametrize("at_once", [True, False])
def test_a_dispute_is_open_and_undecided_until_it_is_settled_however_it_was_written_down(at_once: bool) -> None:
    book = ledger.open(ledger.MEMORY)
    take_in(book, documents({}), data_date=JANUARY)
    settled = {**DISPUTE, "state": "closed", "outcome": "upheld", "closed_on": "2026-03-05"}
    key = write(book, "disputes", settled if at_once else DISPUTE)
    if not at_once:
        write(book, "disputes", settled, key, MARCH)
    books = book.books()
    then, now = (agreements(books, day, POLICY).disputes for day in (FEBRUARY, MARCH))
    assert then["upheld"].isna().tolist() == [True]
    assert now["upheld"].tolist() == [True]


def test_a_statement_is_sent_received_and_agreed_on_its_own_days() -> None:
    book = ledger.open(ledger.MEMORY)
    take_in(book, documents({"due_date": "2026-06-30"}), data_date=JANUARY)
    write(book, "statements", {
        "number": "S1", "mode": "detail", "period_to": "2026-01-31", "balance": 10_000, "currency": "CNY", "generated_on": "2026-02-02",
        "state": "agreed", "sent_on": "2026-02-03", "channel": "email", "received_on": "2026-02-05", "answered_on": "2026-02-09",
        "signer": "Wang", "seal": "finance", "agreed_balance": 10_000,
    })  # fmt: skip
    books = book.books()

    def status(day: int) -> str:
        return str(rounds(current_accounts(books, JANUARY, POLICY), books, dt.date(2026, 2, day), POLICY)["status"].iloc[0])

    assert [status(day) for day in (1, 2, 3, 5, 9)] == ["none", "generated", "sent", "received", "agreed"]
