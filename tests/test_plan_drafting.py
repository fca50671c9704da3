"""Drawing up a plan: the schedule adds up, reads back from the register, and says so in one line."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcore import plans
from arcore.collecting.drafting import preview, proof, schedule_text
from arcore.collecting.plans_at import schedule_of
from arcore.messages import Unusable

SINCE = dt.date(2026, 6, 30)


def test_equal_instalments_share_the_principal_to_the_cent_and_bear_interest_on_what_is_left() -> None:
    plan = plans.equal(100_000_00, 3, dt.date(2026, 7, 30), since=SINCE, annual_percent=Decimal("7.3"))
    rows = preview(plan)
    assert rows["principal"].tolist() == [33_333_33, 33_333_33, 33_333_34]
    # 30, 31 and 31 days at 0.02 % a day on 100,000.00, 66,666.67 and 33,333.34
    assert rows["interest"].tolist() == [600_00, 413_33, 206_67]
    assert rows["balance"].tolist() == [66_666_67, 33_333_34, 0]
    assert proof(plan, "CNY").text("zh") == "共 3 期：本金 100,000.00 + 利息 1,220.00 = 应还合计 101,220.00，末期 2026-09-30。"
    assert schedule_text(plan, "CNY") == "2026-07-30 33333.33\n2026-08-30 33333.33\n2026-09-30 33333.34"


def test_an_extension_is_a_plan_of_one_instalment() -> None:
    (only,) = plans.equal(10_000_00, 1, dt.date(2026, 9, 30), since=SINCE, annual_percent=Decimal("3.65"))
    assert (only.principal, only.interest, only.total, only.due) == (10_000_00, 92_00, 10_092_00, dt.date(2026, 9, 30))


def test_own_instalments_that_do_not_add_up_are_refused_with_the_difference() -> None:
    parts = schedule_of("2026-07-31 60000\n2026-08-31 30000", "CNY")
    with pytest.raises(Unusable) as refused:
        plans.agreed(parts, 100_000_00, "CNY")
    assert refused.value.message.text("en") == "The instalments add up to 90,000.00, but 100,000.00 is owed: -10,000.00 apart."


@given(st.integers(60, 10**12), st.integers(1, 60), st.integers(1, 12), st.decimals(0, 36, places=2))
def test_what_is_to_be_paid_is_principal_plus_interest_and_the_schedule_reads_back(
    principal: int, count: int, months: int, percent: Decimal
) -> None:
    plan = plans.equal(principal, count, dt.date(2026, 7, 31), since=SINCE, months=months, annual_percent=percent)
    rows = preview(plan)
    assert rows["principal"].sum() == principal
    assert rows["total"].sum() == principal + rows["interest"].sum()
    assert rows["balance"].iloc[-1] == 0
    assert plans.custom(schedule_of(schedule_text(plan, "CNY"), "CNY"), since=SINCE, annual_percent=percent) == plan
