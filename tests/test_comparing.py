"""The customer's account against ours: what was planted is found and nothing else, and both sides come to one balance."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore.comparing import Comparison, Line, Rules, compare
from arcore.documents import balance_reconciliation
from tests.comparing_cases import END, PLANTS, RULES, START, Case, case
from tests.office import assert_recalculation_agrees, needs_office


def compared(found: Case, rules: Rules = RULES, **options: int | None) -> Comparison:
    stated: dict[str, int | None] = {"our_opening": 1_000_00, "their_opening": 1_000_00, "their_closing": None, **options}
    return compare(found.ours, found.theirs, start=START, end=END, currency="CNY", rules=rules, **stated)  # type: ignore[arg-type]


def found_in(comparison: Comparison) -> list[tuple[str, str, int]]:
    return sorted((each.kind, each.books, each.difference) for each in comparison.differences)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 25), st.lists(st.sampled_from(PLANTS), max_size=12))
def test_what_was_planted_is_found_and_nothing_else(seed: int, agreeing: int, plants: list[str]) -> None:
    given_case = case(seed, agreeing, plants)
    comparison = compared(given_case)
    assert found_in(comparison) == sorted(given_case.planted)
    assert comparison.our_adjusted == comparison.their_adjusted
    paired = sum(len(pair.ours) for pair in comparison.pairs)
    assert paired + sum(each.ours is not None for each in comparison.differences) == len(given_case.ours)
    paired = sum(len(pair.theirs) for pair in comparison.pairs)
    assert paired + sum(each.theirs is not None for each in comparison.differences) == len(given_case.theirs)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.integers(3, 15), st.lists(st.sampled_from(PLANTS), max_size=6))
def test_a_file_with_debit_and_credit_the_other_way_round_says_the_same(seed: int, agreeing: int, plants: list[str]) -> None:
    straight = case(seed, agreeing, plants)
    turned = Case(straight.ours, [replace(line, amount=-line.amount) for line in straight.theirs])
    as_given = compared(straight)
    assert found_in(compared(turned, their_opening=-1_000_00)) == found_in(as_given)


def line(place: int, amount: int, day: int = 10, **named: str) -> Line:
    return Line(place, dt.date(2026, 5, day), named.get("number", ""), amount, named.get("kind", ""), named.get("memo", ""))


def test_amounts_in_any_relation_always_come_to_one_balance() -> None:
    ours = [line(0, 100_00, number="XS26050001"), line(1, 100_00, number="XS26050002"), line(2, -150_00, kind="receipt")]
    theirs = [line(5, 100_00), line(6, 77_00, number="XS26050002"), line(7, -150_00), line(8, -150_00), line(9, 3_00, day=29)]
    comparison = compared(Case(ours, theirs), their_opening=900_00, their_closing=12_345_00)
    assert comparison.agrees
    assert (comparison.unexplained, comparison.their_closing) == (12_345_00 - 780_00, 12_345_00)
    assert ("opening", "ours", -100_00) in found_in(comparison)


def test_a_reply_that_lists_only_differences_leaves_the_other_lines_agreed() -> None:
    ours = [line(0, 100_00, number="XS26050001"), line(1, 200_00, number="XS26050002")]
    comparison = compared(Case(ours, [line(5, 190_00, number="XS26050002")]), replace(RULES, partial=True), their_opening=None)
    assert found_in(comparison) == [("price", "theirs", -10_00)]
    assert (comparison.our_closing, comparison.their_closing, comparison.our_adjusted) == (1_300_00, 1_290_00, 1_300_00)
    assert comparison.agrees


def test_the_opening_follows_from_the_closing_where_only_that_is_stated() -> None:
    comparison = compared(Case([line(0, 50_00)], [line(5, 50_00)]), their_opening=None, their_closing=1_030_00)
    assert (comparison.their_opening, found_in(comparison)) == (980_00, [("opening", "ours", -20_00)])


@needs_office
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_reconciliation_recalculates_to_the_same_balance(lang: str, tmp_path: Path) -> None:
    found = compared(case(7, 10, list(PLANTS)), their_closing=5)
    content = balance_reconciliation.build(found, customer="=示例客户", company="青岚机电有限公司", lang=lang)  # type: ignore[arg-type]
    assert assert_recalculation_agrees(content, tmp_path) > 30
