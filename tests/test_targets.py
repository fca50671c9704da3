"""Targets of a year: by key figure and owner, the newest known one counts, and the policy's stand where the year says nothing."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pandas as pd
import pytest

from arcore import targets
from arcore.metrics.words import target_of
from arcore.policy import Policy
from arcore.registers import REGISTERS
from arcore.registers.checks import check
from tests.register_frames import register

JUNE = dt.date(2026, 6, 30)
FIRST = {"customer_key": None, "year": "2026", "kpi": "dso", "set_on": "2025-12-26"}


def told(*rows: dict) -> dict[str, pd.DataFrame]:
    return {"targets": register("targets", *(FIRST | row for row in rows))}


def company(registers: dict[str, pd.DataFrame], as_of: dt.date, measure: str = "dso") -> Fraction | None:
    return target_of(measure, targets.in_year(Policy(), registers, as_of).targets)


def test_the_year_s_target_goes_before_the_policy_s_and_only_in_its_year() -> None:
    registers = told({"target": "55"}, {"kpi": "bad_debt_rate", "target": "0.3"})
    assert company(registers, JUNE) == 55
    assert company(registers, JUNE, "bad_debt_rate") == Fraction(3, 1000)
    assert company(registers, dt.date(2025, 12, 31)) == 60
    assert company(registers, dt.date(2027, 1, 31)) == 60
    assert company(registers, JUNE, "overdue_rate") == Fraction(15, 100)


def test_a_figure_of_which_the_policy_knows_no_target_may_have_one_in_the_register() -> None:
    assert company(told({"target": "55"}), JUNE, "promise_rate") is None
    assert company(told({"kpi": "promise_rate", "target": "80"}), JUNE, "promise_rate") == Fraction(4, 5)


def test_a_target_raised_later_counts_from_the_day_it_was_set() -> None:
    registers = told({"target": "60"}, {"target": "52", "set_on": "2026-04-08"})
    assert company(registers, dt.date(2026, 3, 31)) == 60
    assert company(registers, JUNE) == 52


def test_owners_have_targets_of_their_own_which_are_not_the_company_s() -> None:
    rows = targets.of_year(
        told(
            {"target": "55"},
            {"role": "salesperson", "owner": "王芳", "target": "65"},
            {"role": "collector", "owner": "王芳", "kpi": "recovery_rate", "target": "70"},
            {"role": "salesperson", "owner": "王芳", "kpi": "score", "target": "80"},
        ),
        JUNE,
    )
    assert targets.of_owner(rows, "company") == {"dso": 55}
    assert targets.of_owner(rows, "salesperson", "王芳") == {"dso": 65, "score": 80}
    assert targets.of_owner(rows, "collector", "王芳") == {"recovery_rate": Fraction(7, 10)}
    assert targets.of_owner(rows, "salesperson", "李伟") == {}


def test_without_a_row_the_policy_is_left_as_it_is() -> None:
    policy = Policy()
    assert targets.in_year(policy, {}, JUNE) is policy
    assert targets.in_year(policy, told({"role": "salesperson", "owner": "王芳", "target": "65"}), JUNE) is policy
    once = targets.in_year(policy, told({"target": "55"}), JUNE)
    assert targets.in_year(once, told({"target": "50"}), JUNE).targets.dso_days == 60


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"owner": "王芳"}, "Whose is missing: Owner asks for it."),
        ({"role": "salesperson"}, "Owner is missing: Whose “Department, Salesperson, Collector” asks for it."),
        ({"target": "4000"}, "Target: 4000 is not between 0 and 3660."),
    ],
)
def test_what_is_missing_is_said(row: dict, sentence: str) -> None:
    values = {"year": "2026", "kpi": "dso", "target": "60", "set_on": dt.date(2025, 12, 26)} | row
    assert [problem.message.text("en") for problem in check(REGISTERS["targets"], values).problems] == [sentence]
