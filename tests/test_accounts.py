"""A customer's account over a period: opening, lines, closing, and the proof against open items."""

import datetime as dt

import pandas as pd
import pytest

from arcore.accounts import Account, accounts
from arcore.books import Books
from arcore.policy import AgingScheme
from tests.receivable_frames import allocations, customers, documents, receipts
from tests.sample_company import sample_books

SCHEME = AgingScheme((0, 30, 60, 90))
JUNE = dt.date(2026, 6, 1), dt.date(2026, 6, 30)


def books(issued: list[dict[str, object]], received: list[dict[str, object]], used: list[dict[str, object]]) -> Books:
    """Books of customer 1."""
    noted = {"order_no": None, "contract_no": None}
    paid = receipts(*({"memo": None, **row} for row in received)) if received else receipts({"memo": None}).iloc[:0]
    part = allocations(*used) if used else allocations({}).iloc[:0]
    return Books(documents(*({**noted, **row} for row in issued)), paid, part, customers({}), "1")


def only(found: Books, start: dt.date = JUNE[0], end: dt.date = JUNE[1], **options: object) -> Account:
    (account,) = accounts(found, start, end, SCHEME, **options)  # type: ignore[arg-type]
    return account


def test_an_account_lists_what_happened_with_the_balance_after_each_line() -> None:
    account = only(
        books(
            [
                {"document_no": "A1", "document_date": dt.date(2026, 5, 10), "due_date": dt.date(2026, 6, 9), "amount": 300_00},
                {
                    "document_no": "A2",
                    "document_date": dt.date(2026, 6, 5),
                    "due_date": dt.date(2026, 7, 5),
                    "amount": 200_00,
                    "order_no": "PO-7",
                },
                {"document_no": "A3", "kind": "credit_note", "document_date": dt.date(2026, 6, 8), "amount": -50_00},
            ],
            [{"receipt_no": "R1", "receipt_date": dt.date(2026, 6, 20), "amount": 180_00, "memo": "货款"}],
            [
                {"document_key": 1, "receipt_key": 1, "date": dt.date(2026, 6, 20), "amount": 180_00},
                {"document_key": 1, "date": dt.date(2026, 6, 20), "amount": 20_00, "kind": "discount"},
            ],
        )
    )
    assert account.opening == 300_00
    shown = account.lines[["kind", "number", "reference", "debit", "credit", "balance"]].itertuples(index=False, name=None)
    assert list(shown) == [
        ("invoice", "A2", "PO-7", 200_00, 0, 500_00),
        ("credit_note", "A3", "", -50_00, 0, 450_00),
        ("receipt", "R1", "货款", 0, 180_00, 270_00),
        ("discount", "A1", "", 0, 20_00, 250_00),
    ]
    assert (account.closing, account.overdue, account.by_bucket, account.proof) == (250_00, 100_00, (200_00, 100_00, 0, 0, 0), 0)
    assert account.subtotals == {"invoice": 200_00, "credit_note": -50_00, "receipt": -180_00, "discount": -20_00}


def test_a_balance_without_movement_still_has_an_account() -> None:
    account = only(books([{"document_date": dt.date(2026, 1, 5), "amount": 300_00}], [], []))
    assert (account.opening, len(account.lines), account.closing, account.proof) == (300_00, 0, 300_00, 0)


def test_a_customer_who_owes_nothing_and_moved_nothing_has_none() -> None:
    settled = books(
        [{"document_date": dt.date(2026, 1, 5), "amount": 300_00}],
        [{"receipt_date": dt.date(2026, 2, 1), "amount": 300_00}],
        [{"document_key": 1, "receipt_key": 1, "date": dt.date(2026, 2, 1), "amount": 300_00}],
    )
    assert list(accounts(settled, *JUNE, SCHEME)) == []


def test_a_refund_stands_on_the_debit_side_and_an_advance_is_unapplied() -> None:
    account = only(
        books(
            [{"document_date": dt.date(2026, 8, 1), "amount": 1_00}],
            [
                {"receipt_no": "R1", "receipt_date": dt.date(2026, 6, 3), "amount": 100_00},
                {"receipt_no": "R2", "receipt_date": dt.date(2026, 6, 4), "amount": -30_00},
            ],
            [],
        )
    )
    assert list(account.lines[["number", "debit", "credit"]].itertuples(index=False, name=None)) == [("R1", 0, 100_00), ("R2", 30_00, 0)]
    assert (account.closing, int(account.unapplied["unapplied"].sum()), account.proof) == (-70_00, 70_00, 0)


def test_disputed_documents_are_named_and_only_asked_customers_come() -> None:
    found = books([{"document_date": dt.date(2026, 6, 5), "amount": 300_00}], [], [])
    assert only(found, disputed={1: 50_00, 99: 1}).disputed == {1: 50_00}
    assert only(found, disputed={1: 10**18}).disputed == {1: 300_00}
    assert list(accounts(found, *JUNE, SCHEME, customers=[2])) == []


DUE = {"document_date": dt.date(2026, 5, 10), "due_date": dt.date(2026, 6, 9), "amount": 300_00}


def test_what_is_overdue_of_the_balance_is_less_by_what_settles_nothing_yet() -> None:
    held = [{"receipt_date": dt.date(2026, 6, 20), "amount": 180_00}]
    account = only(books([DUE, {"document_date": dt.date(2026, 6, 8), "kind": "credit_note", "amount": -50_00}], held, []))
    assert (account.closing, account.overdue, account.overdue_net) == (70_00, 300_00, 70_00)


@pytest.mark.parametrize(("paid", "on_time"), [(dt.date(2026, 6, 9), True), (dt.date(2026, 6, 10), False)])
def test_a_customer_is_thanked_who_paid_all_that_fell_due_by_its_day(paid: dt.date, on_time: bool) -> None:
    received = [{"receipt_date": paid, "amount": 300_00}]
    used = [{"document_key": 1, "receipt_key": 1, "date": paid, "amount": 300_00}]
    later = {"document_date": dt.date(2026, 6, 20), "due_date": dt.date(2026, 7, 20), "amount": 5_00}
    assert only(books([DUE, later], received, used)).on_time is on_time
    assert not only(books([later], [], [])).on_time  # nothing fell due


@pytest.mark.parametrize("end", [dt.date(2025, 3, 31), dt.date(2025, 12, 31), dt.date(2026, 6, 30)])
def test_every_account_of_the_sample_company_ties_out_and_follows_on_the_month_before(end: dt.date) -> None:
    found = sample_books()
    start = end.replace(day=1)
    before = start - dt.timedelta(days=1)
    earlier = {(a.customer_key, a.currency): a.closing for a in accounts(found, before.replace(day=1), before, SCHEME)}
    now = list(accounts(found, start, end, SCHEME))
    assert len(now) > 50
    assert [a.proof for a in now if a.proof] == []
    assert [a for a in now if a.opening != earlier.get((a.customer_key, a.currency), 0)] == []
    assert all(a.lines["balance"].iloc[-1] == a.closing for a in now if len(a.lines))
    assert all(pd.Timestamp(start) <= day <= pd.Timestamp(end) for a in now for day in a.lines["date"])
