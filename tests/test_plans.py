"""Instalment plans: the instalments are the principal and the interest, to the cent, and a broken plan falls due."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcore import plans
from arcore.messages import Unusable

START = dt.date(2026, 6, 30)


def test_equal_instalments_carry_the_remainder_last() -> None:
    plan = plans.equal(10_000_00, 3, dt.date(2026, 7, 31), since=START)
    assert [(each.due, each.principal, each.interest, each.balance) for each in plan] == [
        (dt.date(2026, 7, 31), 3_333_33, 0, 6_666_67),
        (dt.date(2026, 8, 31), 3_333_33, 0, 3_333_34),
        (dt.date(2026, 9, 30), 3_333_34, 0, 0),
    ]


def test_interest_runs_on_what_is_still_owed() -> None:
    plan = plans.equal(120_000_00, 2, dt.date(2026, 7, 30), since=START, annual_percent=Decimal("7.3"))
    assert [each.interest for each in plan] == [720_00, 372_00]  # 120,000 × 7.3 % × 30/365; 60,000 × 7.3 % × 31/365
    assert [each.total for each in plan] == [60_720_00, 60_372_00]


@given(st.integers(1, 10**10), st.integers(1, 36), st.decimals(0, 24, places=2), st.integers(1, 3))
def test_instalments_are_principal_and_interest_and_nothing_else(principal: int, count: int, rate: Decimal, months: int) -> None:
    if principal < count:
        with pytest.raises(Unusable):
            plans.equal(principal, count, START, since=START, months=months)
        return
    plan = plans.equal(principal, count, START, since=START, months=months, annual_percent=rate)
    assert sum(each.principal for each in plan) == principal
    assert sum(each.total for each in plan) == principal + sum(each.interest for each in plan)
    assert plan[-1].balance == 0
    assert [each.due for each in plan] == sorted({each.due for each in plan})


def test_an_instalment_that_goes_back_in_time_is_named() -> None:
    with pytest.raises(Unusable, match="Instalment 2 on 2026-07-01 must come after 2026-08-01"):
        plans.custom([(dt.date(2026, 8, 1), 100), (dt.date(2026, 7, 1), 100)], since=START)


def test_instalments_that_do_not_add_up_are_refused_with_the_difference() -> None:
    with pytest.raises(Unusable, match=r"add up to 2\.00, but 2\.50 is owed: -0\.50 apart"):
        plans.agreed([(START, 100), (START, 100)], 250, "CNY")


@pytest.mark.parametrize(
    ("paid", "day", "late", "accelerated", "due_now"),
    [
        (0, "2026-07-31", [], False, 3_333_33),
        (0, "2026-08-01", [1], False, 3_333_33),
        (3_333_33, "2026-08-30", [], False, 0),
        (3_333_33, "2026-09-07", [2], False, 3_333_33),
        (3_333_33, "2026-09-08", [2], True, 6_666_67),
        (10_000_00, "2027-01-01", [], False, 0),
    ],
)
def test_a_plan_falls_due_as_a_whole_after_the_days_of_grace(paid: int, day: str, late: list[int], accelerated: bool, due_now: int) -> None:
    plan = plans.equal(10_000_00, 3, dt.date(2026, 7, 31), since=START)
    found = plans.standing(plan, paid, dt.date.fromisoformat(day), grace_days=7)
    assert ([each.number for each in found.late], found.accelerated, found.due_now) == (late, accelerated, due_now)
