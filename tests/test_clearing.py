"""Clearing up differences: the most overdue first, the way for each kind, and giving up only what is open."""

import datetime as dt

import pytest

from arcore.comparing import clearing
from arcore.comparing.model import BOOKS, KINDS
from tests.receivable_frames import documents
from tests.register_frames import register

AS_OF = dt.date(2026, 6, 30)
ONE = {
    "kind": "price", "books": "ours", "our_no": "D1", "our_amount": 1_000_00, "their_amount": 900_00, "difference": -100_00,
    "currency": "CNY", "found_on": "2026-06-01", "owner": "李伟", "due_on": "2026-06-20", "state": "open",
}  # fmt: skip


def test_open_differences_come_with_the_most_overdue_first() -> None:
    rows = register(
        "differences", ONE, {**ONE, "due_on": "2026-06-10"}, {**ONE, "state": "cleared"}, {**ONE, "found_on": "2026-07-01"},
        {**ONE, "currency": "USD"},
    )  # fmt: skip
    found = clearing.to_clear(rows, AS_OF, "CNY")
    assert found[["row_key", "late"]].values.tolist() == [[2, 20], [1, 10]]
    assert clearing.answer(found, "CNY").text("zh") == "待处理差异 2 项，合计 200.00 元（按绝对值），其中超期 2 项。"


@pytest.mark.parametrize("books", BOOKS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_difference_has_a_way_to_clear_it(kind: str, books: str) -> None:
    assert clearing.way_of(kind, books) in clearing.ADVICE


@pytest.mark.parametrize(
    ("change", "amount"),
    [
        ({}, 100_00),
        ({"difference": 100_00}, None),
        ({"our_no": "D9"}, None),
        ({"difference": -1_000_01}, None),
        ({"currency": "USD"}, None),
    ],
)
def test_a_write_off_is_proposed_only_of_what_is_open_on_the_document(change: dict, amount: int | None) -> None:
    row = register("differences", {**ONE, **change}).iloc[0].to_dict()
    items = documents({"document_no": "D1", "customer_key": 1}).assign(open=1_000_00)
    found = clearing.given_up(row, items, AS_OF, "王芳")
    assert (found[1]["amount"] if found else None) == amount
    if found:
        assert found[0] == 1
        assert found[1]["state"] == "pending"
