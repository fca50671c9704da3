"""What must never happen in a ledger, whatever is imported in whatever order."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from arcore import ledger
from arcore.ledger import Application, Part
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from arcore.messages import Unusable
from tests.ledger_fixtures import documents, frames_equal, receipts, take_in

NUMBERS = ("D1", "D2", "D3", "D4")
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 3, 31)).map(dt.date.isoformat)
amounts = st.integers(-20_000, 20_000)

document_rows = st.fixed_dictionaries(
    {"document_no": st.sampled_from(NUMBERS), "amount": amounts, "document_date": days, "customer_id": st.sampled_from(("C1", "C2"))},
    optional={"paid_amount": amounts, "reversed_document_no": st.sampled_from(NUMBERS), "currency": st.sampled_from(("CNY", "USD"))},
)
receipt_rows = st.fixed_dictionaries(
    {"amount": amounts, "receipt_date": days, "customer_id": st.sampled_from(("C1", "C2"))},
    optional={
        "document_no": st.sampled_from((*NUMBERS, "D1、D2", "D3 D4 D9")),
        "receipt_no": st.sampled_from(("R1", "R2")),
        "discount": st.integers(0, 500),
        "write_off": st.integers(0, 500),
    },
)
files = st.lists(
    st.one_of(
        st.lists(document_rows, min_size=1, max_size=5, unique_by=lambda row: row["document_no"]).map(lambda rows: documents(*rows)),
        st.lists(receipt_rows, min_size=1, max_size=4).map(lambda rows: receipts(*rows)),
    ),
    min_size=1,
    max_size=4,
)
quick = settings(max_examples=25, deadline=None)


def taken_in(tables: list[Any]) -> Ledger:
    book = ledger.open(ledger.MEMORY)
    for number, table in enumerate(tables):
        with suppress(Unusable):  # a file of which no row can be used
            take_in(book, table, file=f"file{number}.xlsx", data_date=dt.date(2026, 3, 31) + dt.timedelta(days=number))
    return book


@quick
@given(files)
def test_no_document_goes_below_zero_and_no_receipt_is_overused(tables: list[Any]) -> None:
    book = taken_in(tables)
    assert [finding.text("en") for finding in verify(book).findings] == []
    books = book.books()
    cash = books.allocations[books.allocations["kind"] == "receipt"].groupby("receipt_key")["amount"].sum()
    for key, amount in books.receipts[["receipt_key", "amount"]].itertuples(index=False):
        assert abs(int(cash.get(key, 0))) <= abs(amount)


@quick
@given(files)
def test_importing_everything_twice_is_importing_it_once(tables: list[Any]) -> None:
    book = taken_in(tables)
    if book.version() == "0":
        return
    before = book.books()
    take_in(book, tables[-1], file=f"file{len(tables) - 1}.xlsx", data_date=dt.date(2026, 3, 31) + dt.timedelta(days=len(tables) - 1))
    assert frames_equal(book.books(), before)


@quick
@given(files)
def test_undoing_every_entry_from_the_last_restores_each_earlier_state(tables: list[Any]) -> None:
    book = ledger.open(ledger.MEMORY)
    states = [book.books()]
    for number, table in enumerate(tables):
        before = book.version()
        try:
            take_in(book, table, file=f"file{number}.xlsx")
        except Unusable:
            continue
        if book.version() != before:
            states.append(book.books())
    for number in range(len(states) - 1, 0, -1):
        book.undo(number, who="x")
        assert frames_equal(book.books(), states[number - 1])
    assert verify(book).sound


@quick
@given(
    st.lists(document_rows, min_size=1, max_size=4, unique_by=lambda row: row["document_no"]),
    st.lists(st.tuples(st.integers(1, 4), amounts, st.sampled_from(("receipt", "discount", "write_off"))), max_size=6),
)
def test_whatever_people_try_to_apply_leaves_a_sound_ledger(rows: list[Any], tries: list[Any]) -> None:
    book = taken_in([documents(*rows), receipts({"amount": 15_000}, {"amount": 9_000, "currency": "USD"})])
    for key, amount, kind in tries:
        act = Application((Part(key, amount, kind),), receipt_key=1 + (key > 2))
        with suppress(Unusable):
            book.record_application([act], who="x")
    assert [finding.text("en") for finding in verify(book).findings] == []
