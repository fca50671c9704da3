"""Reduced supply: a share of the usual month, less what was billed this month (capability 65)."""

from __future__ import annotations

import datetime as dt

import pytest

from arcore import orders
from arcore.ledger.store import Ledger
from arcore.orders import Answer
from arcore.policy import Policy
from arcore.standing import standing
from arcore.supply import Supply, reduced_to, supply_of
from arcore.warnings import changes_for
from tests.ledger_fixtures import customers, documents, take_in

DAY = dt.date(2026, 6, 20)


def test_the_status_that_the_response_writes_is_understood() -> None:
    assert reduced_to(str(changes_for("reduce_supply", 60)["status"])) == 60
    assert reduced_to("减供至 5％") == 5
    assert reduced_to("停止发货") is None


def reduced(book: Ledger) -> Supply | None:
    """Sales of 100, 200 and 300 a month until May, 50 in June; reduced to 60 % since 10 June."""
    months = ("2026-03-15", "2026-04-15", "2026-05-15", "2026-06-02", "2026-06-25")
    amounts = (100_00, 200_00, 300_00, 50_00, 999_00)
    rows = [{"document_date": day, "due_date": "2026-12-31", "amount": amount} for day, amount in zip(months, amounts, strict=True)]
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲", "credit_limit": 900_000_00}), documents(*rows))
    book.change_customers({1: changes_for("reduce_supply", 60)}, who="Li", valid_from=dt.date(2026, 6, 10))
    books = book.books()
    (position,) = standing(books, DAY, Policy()).positions
    return supply_of(books, position, DAY)


def test_the_usual_month_is_that_before_the_reduction(book: Ledger) -> None:
    assert reduced(book) == Supply(percent=60, usual=650_00 // 3, shipped=50_00)


@pytest.mark.parametrize(("order", "answer"), [(80_00, Answer.RELEASE), (80_01, Answer.APPROVAL)])
def test_an_order_within_what_is_left_is_released_and_a_cent_more_is_not(book: Ledger, order: int, answer: Answer) -> None:
    reduced(book)
    books = book.books()
    (position,) = standing(books, DAY, Policy()).positions
    supply = Supply(percent=60, usual=216_67, shipped=50_00)
    assert supply.left == 80_00
    found = orders.check(position, order, Policy().credit, supply=supply)
    assert found.answer is answer
    if answer is Answer.APPROVAL:
        assert found.reasons[-1].text("zh") == "供货已减至平常月均 216.67 CNY 的 60%；本月已开票 50.00 CNY，尚可供货 80.00 CNY。"


def test_customers_without_a_reduction_have_none(book: Ledger) -> None:
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲"}), documents({}))
    books = book.books()
    (position,) = standing(books, DAY, Policy()).positions
    assert supply_of(books, position, DAY) is None
