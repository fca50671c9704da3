"""The receivables account as a list: it adds up to the balances at every date."""

import datetime as dt

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from arcore import movements
from arcore.balances import open_items, unapplied
from tests.receivable_frames import allocations, documents, receipts

FIRST = dt.date(2025, 1, 1)
days = st.integers(0, 60).map(lambda n: FIRST + dt.timedelta(days=n))
amounts = st.integers(1, 10_000)
kinds = st.sampled_from(["receipt", "discount", "fee", "write_off"])


def test_each_thing_that_happened_is_one_row_with_its_sign() -> None:
    issued = documents(
        {"document_no": "INV-1", "amount": 100_00},
        {"document_no": "CN-1", "kind": "credit_note", "amount": -20_00, "document_date": dt.date(2025, 1, 10)},
    )
    received = receipts({"receipt_no": "R-1", "amount": 70_00, "receipt_date": dt.date(2025, 1, 20)}, {"customer_key": None})
    used = allocations(
        {"document_key": 1, "receipt_key": 1, "amount": 70_00, "date": dt.date(2025, 1, 20)},
        {"document_key": 1, "amount": 10_00, "kind": "discount", "date": dt.date(2025, 1, 20)},
    )
    rows = movements.movements(issued, received, used).sort_values(["date", "kind"])
    assert list(zip(rows["kind"], rows["number"], rows["amount"], strict=True)) == [
        ("invoice", "INV-1", 100_00),
        ("credit_note", "CN-1", -20_00),
        ("discount", "INV-1", -10_00),
        ("receipt", "R-1", -70_00),
    ]


def test_a_reduction_agreed_before_the_document_counts_from_the_document_on() -> None:
    issued = documents({"document_date": dt.date(2025, 3, 1), "amount": 100_00})
    used = allocations({"document_key": 1, "amount": 5_00, "kind": "discount", "date": dt.date(2025, 2, 1)})
    rows = movements.movements(issued, receipts().astype({"customer_key": "Int64"}), used)
    assert set(rows["date"]) == {pd.Timestamp(2025, 3, 1)}


@given(
    st.lists(st.tuples(days, amounts), min_size=1, max_size=5),
    st.lists(st.tuples(days, amounts), min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 4), days, amounts, kinds), max_size=10),
    days,
)
def test_summed_up_to_any_date_they_are_open_items_less_unapplied_receipts(
    issues: list[tuple[dt.date, int]],
    payments: list[tuple[dt.date, int]],
    parts: list[tuple[int, int, dt.date, int, str]],
    as_of: dt.date,
) -> None:
    issued = documents(*({"document_date": day, "amount": amount} for day, amount in issues))
    received = receipts(*({"receipt_date": day, "amount": amount} for day, amount in payments))
    possible = [part for part in parts if part[0] <= len(issues) and part[1] <= len(payments)]
    used = allocations(
        *(
            {
                "document_key": document,
                "receipt_key": receipt if kind == "receipt" else None,
                "date": max(day, payments[receipt - 1][0]) if kind == "receipt" else day,
                "amount": amount,
                "kind": kind,
            }
            for document, receipt, day, amount, kind in possible
        )
    )
    if not possible:
        used = allocations({"document_key": 1, "receipt_key": None, "amount": 0, "kind": "discount"})
    rows = movements.movements(issued, received, used)
    owed = open_items(issued, used, as_of)["open"].sum() - unapplied(received, used, as_of, issued)["unapplied"].sum()
    assert rows.loc[rows["date"] <= pd.Timestamp(as_of), "amount"].sum() == owed
