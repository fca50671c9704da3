"""Interest on late payments: every published vector to the cent, steps, caps, and what cannot be computed."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcore import policy_file
from arcore.dated_rates import dated
from arcore.interest import Interest, Late, Segment, late_interest, principals, settled_by_561
from arcore.policy import Policy
from arcore.policy_sections.interest import InterestRules, Mode

RULES = InterestRules()
DUE = dt.date(2024, 6, 30)
YEAR_LATER = dt.date(2025, 6, 30)


def shape(found: Interest) -> list[tuple[str, str, int, str]]:
    return [(f"{part.first:%m-%d}", f"{part.last:%m-%d}", part.days, part.basis.text("en")) for part in found.segments]


def test_lpr_fixed_at_the_breach_is_the_published_amount() -> None:
    late = Late(100_000_00, DUE)
    assert late_interest(late, YEAR_LATER, RULES).interest == 5_175_00
    assert late_interest(late, YEAR_LATER, replace(RULES, year_days="360")).interest == 5_246_88


def test_lpr_by_period_is_the_published_amount_with_its_four_periods() -> None:
    found = late_interest(Late(100_000_00, DUE), YEAR_LATER, replace(RULES, lpr_method="segmented"))
    assert found.interest == 4_756_44
    assert shape(found) == [
        ("07-01", "07-21", 21, "LPR 3.45% of 2023-08-21 × 1.5"),
        ("07-22", "10-20", 91, "LPR 3.35% of 2024-07-22 × 1.5"),
        ("10-21", "05-19", 211, "LPR 3.10% of 2024-10-21 × 1.5"),
        ("05-20", "06-30", 42, "LPR 3.00% of 2025-05-20 × 1.5"),
    ]


def test_the_ordinance_for_small_enterprises_is_half_a_thousandth_a_day() -> None:
    assert late_interest(Late(100_000_00, dt.date(2025, 6, 1)), dt.date(2025, 8, 30), RULES, "sme").interest == 4_500_00


def test_the_eu_directive_adds_forty_euros() -> None:
    found = late_interest(Late(5_000_00, dt.date(2025, 6, 30), currency="EUR"), dt.date(2025, 8, 29), RULES, "eu")
    assert (found.interest, found.fixed_sum, found.segments[0].days) == (83_42, 40_00, 60)


def test_the_eu_rate_changes_with_the_half_year() -> None:
    found = late_interest(Late(5_000_00, dt.date(2025, 6, 20), currency="EUR"), dt.date(2025, 7, 10), RULES, "eu")
    assert [(part.days, part.basis.values["percent"]) for part in found.segments] == [(10, "3.15"), (10, "2.15")]


@pytest.mark.parametrize(("principal", "fixed"), [(999_99, 40_00), (1_000_00, 70_00), (9_999_99, 70_00), (10_000_00, 100_00)])
def test_the_uk_fixed_sum_goes_by_size(principal: int, fixed: int) -> None:
    rules = replace(RULES, bank_of_england=dated(("2025-05-08", "4.00")))
    late = Late(principal, dt.date(2025, 7, 31), currency="GBP")
    assert late_interest(late, dt.date(2025, 9, 14), rules, "uk").fixed_sum == fixed


def test_the_uk_rate_is_the_published_amount() -> None:
    rules = replace(RULES, bank_of_england=dated(("2025-05-08", "4.00")))
    found = late_interest(Late(10_000_00, dt.date(2025, 7, 31), currency="GBP"), dt.date(2025, 9, 14), rules, "uk")
    assert (found.interest, found.fixed_sum, found.segments[0].days) == (147_95, 100_00, 45)


@pytest.mark.parametrize("mode", ["eu", "uk"])
def test_a_fixed_sum_is_not_added_to_another_currency(mode: Mode) -> None:
    found = late_interest(Late(10_000_00, dt.date(2025, 7, 31)), dt.date(2025, 9, 14), RULES, mode)
    assert found.fixed_sum == 0
    assert found.notes


def test_the_agreed_rate_by_day_or_year_up_to_its_cap() -> None:
    late, day = Late(100_000_00, DUE), DUE + dt.timedelta(days=100)
    assert late_interest(late, day, RULES, "contract").interest == 5_000_00
    assert late_interest(late, day, replace(RULES, contract_rate=7.3, contract_per="year"), "contract").interest == 2_000_00
    capped = late_interest(late, day, replace(RULES, contract_cap=3.0), "contract")
    assert (capped.interest, capped.capped) == (3_000_00, True)


def test_within_the_interest_free_days_nothing_is_due_and_afterwards_all_days_are() -> None:
    rules = replace(RULES, grace_days=5)
    late = Late(100_000_00, DUE)
    assert late_interest(late, DUE + dt.timedelta(days=5), rules, "contract").interest == 0
    assert late_interest(late, DUE + dt.timedelta(days=6), rules, "contract").interest == 300_00


def test_an_agreed_rate_far_above_the_loss_is_said_and_not_capped() -> None:
    found = late_interest(Late(100_000_00, DUE), YEAR_LATER, RULES, "contract")
    assert found.interest == 18_250_00
    assert "353% of the loss" in found.notes[0].text("en")
    assert late_interest(Late(100_000_00, DUE), YEAR_LATER, replace(RULES, contract_rate=0.0175), "contract").notes == ()


def test_a_partial_payment_steps_the_principal_from_the_next_day_on() -> None:
    late = Late(100_000_00, DUE, ((dt.date(2024, 7, 10), 40_000_00), (dt.date(2024, 7, 20), 60_000_00)))
    assert principals(late, YEAR_LATER) == [
        (dt.date(2024, 7, 1), dt.date(2024, 7, 10), 100_000_00),
        (dt.date(2024, 7, 11), dt.date(2024, 7, 20), 60_000_00),
    ]
    assert late_interest(late, YEAR_LATER, RULES, "sme").interest == 500_00 + 300_00
    without = replace(RULES, count_payment_day=False)
    assert late_interest(late, YEAR_LATER, without, "sme").interest == 450_00 + 300_00


def test_nothing_is_due_on_the_due_date_or_when_nothing_is_left() -> None:
    assert late_interest(Late(100_00, DUE), DUE, RULES).segments == ()
    assert late_interest(Late(0, DUE), YEAR_LATER, RULES).interest == 0
    assert late_interest(Late(100_00, DUE), YEAR_LATER, RULES, "none").interest == 0


def test_before_there_was_an_lpr_a_sentence_says_what_applies() -> None:
    early = late_interest(Late(100_00, dt.date(2019, 8, 18)), YEAR_LATER, RULES)
    assert early.problem is not None
    assert "2019-08-19" in early.problem.text("zh")
    assert late_interest(Late(100_00, dt.date(2019, 8, 19)), YEAR_LATER, RULES).problem is None


def test_after_the_checked_day_the_table_is_marked_stale() -> None:
    segmented = replace(RULES, lpr_method="segmented")
    late = Late(100_000_00, dt.date(2026, 8, 1))
    assert not late_interest(late, dt.date(2026, 8, 20), segmented).stale
    assert late_interest(late, dt.date(2026, 8, 21), segmented).stale
    assert not late_interest(late, dt.date(2026, 12, 31), RULES).stale, "the rate at the breach is known"
    assert late_interest(late, dt.date(2027, 1, 1), RULES, "eu").stale


def test_a_payment_goes_to_costs_then_interest_then_principal() -> None:
    found = settled_by_561(50_000_00, costs=1_000_00, interest=4_500_00, principal=100_000_00)
    assert (found.costs, found.interest, found.principal, found.left_principal) == (1_000_00, 4_500_00, 44_500_00, 55_500_00)


def test_the_default_policy_prints_no_interest_on_statements() -> None:
    assert not RULES.on_statements


MONEY = st.integers(1, 10**11)


@given(MONEY, st.integers(0, 700), st.lists(st.tuples(st.integers(0, 700), MONEY), max_size=5))
def test_days_are_covered_once_and_interest_never_exceeds_that_of_the_whole_debt(
    owed: int, late_by: int, paid: list[tuple[int, int]]
) -> None:
    payments = tuple((DUE + dt.timedelta(days=day), amount) for day, amount in paid)
    day = DUE + dt.timedelta(days=late_by)
    parts: tuple[Segment, ...] = late_interest(Late(owed, DUE, payments), day, replace(RULES, lpr_method="segmented")).segments
    assert all(before.last + dt.timedelta(days=1) == after.first for before, after in pairwise(parts))
    assert sum(part.days for part in parts) <= late_by
    whole = late_interest(Late(owed, DUE), day, replace(RULES, lpr_method="segmented"))
    assert sum(part.interest for part in parts) <= sum(part.interest for part in whole.segments)


@given(MONEY, MONEY, MONEY, MONEY)
def test_a_split_adds_up_to_the_payment_as_far_as_anything_is_owed(paid: int, costs: int, interest: int, principal: int) -> None:
    found = settled_by_561(paid, costs=costs, interest=interest, principal=principal)
    assert found.costs + found.interest + found.principal == min(paid, costs + interest + principal)
    assert min(found.left_costs, found.left_interest, found.left_principal) >= 0


def test_the_rate_table_is_edited_in_the_policy_and_read_exactly() -> None:
    text = policy_file.dump(Policy(), "en").replace("[2025-05-20, 3.00]", "[2025-05-20, 3.00],\n  [2026-09-21, 2.95]")
    rules = policy_file.load(text.replace("lpr_through = 2026-08-20", "lpr_through = 2026-09-30")).interest
    assert rules.lpr[-1] == dated(("2026-09-21", "2.95"))[0]
    assert rules.lpr_through == dt.date(2026, 9, 30)


@pytest.mark.parametrize("rates", ["[[2025-05-20, 3.00], [2024-05-20, 3.10]]", '[["2025-05-20", 3.00]]', "[[2025-05-20, 300]]", "3.00"])
def test_a_rate_table_that_cannot_be_meant_is_refused(rates: str) -> None:
    wrong = policy_file.problems(f"[interest]\nlpr = {rates}")
    assert len(wrong) == 1
    assert "interest.lpr" in wrong[0].text("zh")


def test_a_checked_day_in_quotes_is_refused() -> None:
    assert "不加引号" in policy_file.problems('[interest]\nlpr_through = "2026-08-20"')[0].text("zh")
