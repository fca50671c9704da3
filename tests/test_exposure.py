"""Exposure against the limit, and whether an order may ship."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from arcore import orders
from arcore.balances import open_items, unapplied
from arcore.exposure import Position, Status, positions
from arcore.orders import Answer
from arcore.policy import CreditRules
from tests.receivable_frames import allocations, customers, documents, receipts

AS_OF = dt.date(2025, 9, 30)
RULES = CreditRules(ignored_remainder=0)


def position(
    customer: dict[str, object],
    *issued: dict[str, object],
    received: tuple[dict[str, object], ...] = (),
    rules: CreditRules = RULES,
    as_of: dt.date = AS_OF,
) -> Position:
    items = open_items(documents(*issued), allocations(), as_of)
    credit = unapplied(receipts(*received), allocations(), as_of)
    (found,) = positions(customers(customer), items, credit, rules, as_of)
    return found


def owing(amount: int, days_late: int = 0, **more: object) -> dict[str, object]:
    return {"amount": amount, "due_date": AS_OF - dt.timedelta(days=days_late), **more}


def test_exposure_adds_what_may_still_be_owed_and_takes_off_what_is_unapplied() -> None:
    customer = {"credit_limit": 300_000_00, "unbilled_amount": 20_000_00, "order_amount": 30_000_00, "bill_amount": 50_000_00}
    found = position(customer, owing(120_000_00), owing(40_000_00, 10), owing(-5_000_00), received=({"amount": 15_000_00},))
    assert (found.open, found.overdue, found.unapplied) == (155_000_00, 40_000_00, 15_000_00)
    assert found.exposure == 155_000_00 + 20_000_00 + 30_000_00 + 50_000_00 - 15_000_00
    assert (found.utilization, found.headroom, found.status) == (Fraction(4, 5), 60_000_00, Status.WITHIN)


def test_the_policy_says_what_counts() -> None:
    bare = CreditRules(include_unbilled=False, include_orders=False, include_bills=False, net_unapplied=False)
    customer = {"credit_limit": 1, "unbilled_amount": 20, "order_amount": 30, "bill_amount": 50}
    assert position(customer, owing(7), received=({"amount": 5},), rules=bare).exposure == 7


@pytest.mark.parametrize(
    ("limit", "owed", "status", "breach"),
    [
        (None, 100, Status.NO_LIMIT, 0),
        (0, 0, Status.ZERO_LIMIT, 0),
        (0, 100, Status.OVER, 100),
        (1000, 899, Status.WITHIN, 0),
        (1000, 900, Status.NEAR, 0),
        (1000, 1000, Status.NEAR, 0),
        (1000, 1001, Status.OVER, 1),
    ],
)
def test_no_limit_is_not_a_limit_of_zero(limit: int | None, owed: int, status: Status, breach: int) -> None:
    found = position({"credit_limit": limit}, *([owing(owed)] if owed else []))
    assert (found.status, found.breach_amount) == (status, breach)
    assert (found.headroom is None) == (limit is None)


@pytest.mark.parametrize(
    ("start", "end", "limit"),
    [
        (dt.date(2025, 9, 30), dt.date(2025, 9, 30), 1500),
        (dt.date(2025, 10, 1), dt.date(2025, 12, 31), 1000),
        (dt.date(2025, 1, 1), dt.date(2025, 9, 29), 1000),
        (None, None, 1500),
    ],
)
def test_a_temporary_limit_counts_while_it_is_valid(start: dt.date | None, end: dt.date | None, limit: int) -> None:
    found = position({"credit_limit": 1000, "temporary_limit": 500, "temporary_from": start, "temporary_to": end}, owing(10))
    assert found.limit == limit


def test_age_is_a_second_check_that_money_within_the_limit_does_not_pass() -> None:
    found = position({"credit_limit": 1000}, owing(10, 16))
    assert (found.status, found.breach_amount, found.breach_age, found.breached, found.oldest_overdue_days) == (
        Status.WITHIN,
        0,
        True,
        True,
        16,
    )
    assert not position({"credit_limit": 1000}, owing(10, 15)).breached
    assert not position({"credit_limit": 1000}, owing(-10, 400)).breached


def test_other_currencies_are_shown_beside_the_limit_and_never_added() -> None:
    found = position({"credit_limit": 1000_00, "currency": "USD"}, owing(900_00, currency="USD"), owing(99_00, 20, currency="CNY"))
    assert (found.open, found.exposure, found.other_open, found.breach_age) == (900_00, 900_00, {"CNY": 99_00}, True)
    assert found.reasons[-1].text("zh") == "另有其他币种未收 99.00 CNY，未计入额度比较。"


def test_a_customer_without_documents_has_a_position_too() -> None:
    found = position({"credit_limit": 1000, "customer_name": "苏州宏达"})
    assert (found.exposure, found.status, found.customer_name) == (0, Status.WITHIN, "苏州宏达")


@pytest.mark.parametrize(
    ("customer", "days_late", "order", "answer", "over_by"),
    [
        ({"credit_limit": 1000}, 0, 500, Answer.RELEASE, 0),
        ({"credit_limit": 1000}, 0, 501, Answer.APPROVAL, 1),
        ({"credit_limit": 0}, 0, 1, Answer.APPROVAL, 501),
        ({"credit_limit": None}, 0, 10**9, Answer.RELEASE, 0),
        ({"credit_limit": 1000}, 15, 1, Answer.RELEASE, 0),
        ({"credit_limit": 1000}, 16, 1, Answer.APPROVAL, 0),
        ({"credit_limit": 1000}, 60, 1, Answer.APPROVAL, 0),
        ({"credit_limit": 1000}, 61, 1, Answer.FROZEN, 0),
        ({"credit_limit": 1000, "grade": "D"}, 0, 1, Answer.FROZEN, 0),
        ({"credit_limit": 1000, "status": "诉讼中"}, 0, 1, Answer.FROZEN, 0),
    ],
)
def test_an_order_is_released_referred_or_stopped(
    customer: dict[str, object], days_late: int, order: int, answer: Answer, over_by: int
) -> None:
    decision = orders.check(position(customer, owing(500, days_late)), order, RULES)
    assert (decision.answer, decision.over_by) == (answer, over_by)
    assert decision.reasons


def test_a_decision_says_why_in_both_languages() -> None:
    held = orders.check(position({"credit_limit": 100_000_00}, owing(95_000_00, 20)), 20_000_00, RULES)
    assert [reason.text("zh") for reason in held.reasons] == [
        "加上本订单，信用占用将超出额度 15,000.00 CNY。",
        "最长逾期 20 天，超过 15 天订单须审批。",
    ]
    assert [reason.text("en") for reason in held.reasons] == [
        "With this order the exposure is 15,000.00 CNY over the limit.",
        "The oldest overdue item is 20 days late; orders need approval after 15 days.",
    ]


def test_a_given_grade_overrides_the_customers() -> None:
    good = position({"credit_limit": 1000, "grade": "A"}, owing(1))
    assert orders.check(good, 1, RULES, grade="D").answer is Answer.FROZEN
    assert orders.check(replace(good, grade="D"), 1, RULES, grade="A").answer is Answer.RELEASE


def test_a_few_cents_left_over_make_nobody_late_but_still_count_as_open() -> None:
    rules = CreditRules(ignored_remainder=100_00)
    small = position({}, owing(99_99, 200), rules=rules)
    assert (small.open, small.overdue, small.oldest_overdue_days, small.breach_age) == (99_99, 99_99, 0, False)
    assert position({}, owing(100_00, 200), rules=rules).breach_age
