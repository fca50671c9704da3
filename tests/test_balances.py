"""Open items and unapplied receipts as of any date."""

import datetime as dt

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore.balances import open_items, unapplied
from tests.receivable_frames import allocations, documents, receipts

JANUARY, FEBRUARY, MARCH = dt.date(2025, 1, 31), dt.date(2025, 2, 28), dt.date(2025, 3, 31)


def open_by_key(frame: pd.DataFrame) -> dict[int, int]:
    return dict(zip(frame["document_key"], frame["open"], strict=True))


def test_an_allocation_counts_from_its_own_date_and_not_before() -> None:
    issued = documents({"amount": 110_775_00})
    paid = allocations({"amount": 525_00, "date": dt.date(2025, 2, 28)})
    assert open_by_key(open_items(issued, paid, dt.date(2025, 2, 27))) == {1: 110_775_00}
    assert open_by_key(open_items(issued, paid, dt.date(2025, 2, 28))) == {1: 110_250_00}


def test_a_document_is_there_from_its_date_and_gone_when_it_is_settled() -> None:
    issued = documents({"document_date": dt.date(2025, 2, 1), "amount": 500})
    paid = allocations({"date": dt.date(2025, 3, 1), "amount": 500})
    assert open_by_key(open_items(issued, paid, JANUARY)) == {}
    assert open_by_key(open_items(issued, paid, FEBRUARY)) == {1: 500}
    assert open_by_key(open_items(issued, paid, MARCH)) == {}


def test_discounts_write_offs_and_credits_reduce_a_document_as_cash_does() -> None:
    issued = documents({"amount": 1000}, {"amount": -300, "kind": "credit_note"})
    settled = allocations(
        {"amount": 100, "kind": "discount"},
        {"amount": 50, "kind": "write_off"},
        {"amount": 200, "kind": "credit"},
        {"amount": -200, "kind": "credit", "document_key": 2},
    )
    assert open_by_key(open_items(issued, settled, MARCH)) == {1: 650, 2: -100}


def test_columns_and_whole_numbers_survive() -> None:
    issued = documents({"salesperson": "王芳"}, {"amount": 2**53 + 1})
    found = open_items(issued, allocations({"amount": 1}), MARCH)
    assert list(found.columns) == [*issued.columns, "open"]
    assert found["open"].dtype == "int64"
    assert open_by_key(found) == {1: 99_99, 2: 2**53 + 1}


def test_nothing_issued_is_nothing_open() -> None:
    assert len(open_items(documents(), allocations(), MARCH)) == 0
    assert len(unapplied(receipts(), allocations(), MARCH, documents())) == 0


def test_a_receipt_keeps_what_no_document_has_used() -> None:
    received = receipts({"amount": 1000}, {"amount": 70, "customer_key": None})
    used = allocations(
        {"receipt_key": 1, "amount": 400}, {"receipt_key": 1, "amount": 30, "kind": "fee"}, {"receipt_key": None, "amount": 5}
    )
    found = unapplied(received, used, FEBRUARY)
    assert dict(zip(found["receipt_key"], found["unapplied"], strict=True)) == {1: 600, 2: 70}
    assert found["customer_key"].isna().tolist() == [False, True]


def test_an_advance_stays_unapplied_until_its_invoice_is_issued() -> None:
    issued = documents({"document_date": dt.date(2025, 3, 10), "amount": 400})
    received = receipts({"amount": 400, "receipt_date": dt.date(2025, 2, 1)})
    used = allocations({"receipt_key": 1, "amount": 400, "date": dt.date(2025, 2, 1)})
    assert unapplied(received, used, FEBRUARY, issued)["unapplied"].tolist() == [400]
    assert unapplied(received, used, MARCH, issued)["unapplied"].tolist() == []
    assert open_by_key(open_items(issued, used, MARCH)) == {}


days = st.dates(dt.date(2025, 1, 1), dt.date(2025, 4, 30))
amounts = st.integers(-10_000, 10_000)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(days, amounts), min_size=1, max_size=6), st.lists(st.tuples(st.integers(1, 6), days, amounts), max_size=12), days)
def test_replaying_to_a_date_equals_computing_from_what_had_happened_by_then(
    issues: list[tuple[dt.date, int]], reductions: list[tuple[int, dt.date, int]], as_of: dt.date
) -> None:
    issued = documents(*({"document_date": day, "amount": amount} for day, amount in issues))
    settled = allocations(*({"document_key": key, "date": day, "amount": amount} for key, day, amount in reductions))
    known = open_items(issued[issued["document_date"] <= pd.Timestamp(as_of)], settled[settled["date"] <= pd.Timestamp(as_of)], dt.date.max)
    assert open_by_key(open_items(issued, settled, as_of)) == open_by_key(known)
    by_hand = {
        key: amount - sum(part for of, date, part in reductions if of == key and date <= as_of)
        for key, (day, amount) in enumerate(issues, start=1)
        if day <= as_of
    }
    assert open_by_key(known) == {key: balance for key, balance in by_hand.items() if balance}
