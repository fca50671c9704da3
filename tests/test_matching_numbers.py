"""Document numbers and months in memos, sums of open amounts, and what a receipt lacks."""

from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcore.matching.combinations import accidental_sets, exact_sets
from arcore.matching.months import months
from arcore.matching.normalize import fold
from arcore.matching.references import NumberIndex, in_range, mentions, one_slip, slips, tail_matches
from arcore.matching.short_payments import short_kind
from arcore.policy import MatchingRules

NUMBERS = ["26310117", "26310119", "26310121", "SI-2026-00123", "INV/2026/0007", "26312000000001004459", "00041234"]
INDEX = NumberIndex.build(NUMBERS, ["C"] * 7, ["PO5547810", "", "", "", "", "", ""], ["HT2025-018", "HT2025-018", "", "", "", "", ""])


@pytest.mark.parametrize(
    ("memo", "named"),
    [
        ("货款 发票号26310117", [0]),
        ("付２６３１０１１７号发票款", [0]),
        ("26310117/0119/0121", [0, 1, 2]),
        ("发票26310117、119、121 货款", [0, 1, 2]),
        ("26310117,26310121", [0, 2]),
        ("Inv.SI-2026-00123 thanks", [3]),
        ("si202600123", [3]),
        ("INV/2026/0007;26310117", [4, 0]),
        ("发票01004459", [5]),
        ("41234货款", [6]),
        ("inv26310119", [1]),
        ("付2631 0121货款", [2]),
        ("SI-2026-001 23 INV/2 026/0007", [3, 4]),
        ("26310117 SI-20 26-00123", [0, 3]),
        ("订单PO5547810", [0]),
        ("合同HT2025-018", [0, 1]),
        ("26310117 3月 50,000.00元", [0]),
        ("2%折扣 26310117", [0]),
        ("转账 20260601", []),
    ],
)
def test_a_memo_names_documents_however_they_are_written(memo: str, named: list[int]) -> None:
    assert list(mentions(fold(memo), INDEX).positions) == named


def test_tails_after_their_word_are_kept_for_the_customer_to_resolve() -> None:
    said = mentions(fold("尾号0117、0121"), INDEX)
    assert said.tails == ("0117", "0121")
    assert tail_matches("0117", range(7), INDEX) == (0,)


def test_a_slip_is_one_wrong_missing_doubled_or_swapped_digit() -> None:
    assert slips("26310171", range(7), INDEX) == (0, 2)
    assert slips("2631017", range(7), INDEX) == (0,)
    assert slips("01004495", range(7), INDEX) == (5,)
    assert slips("26310999", range(7), INDEX) == ()


def test_a_range_names_the_documents_between() -> None:
    assert in_range("26310117", "121", range(7), INDEX) == (0, 1, 2)
    assert in_range("26310121", "117", range(7), INDEX) == ()


@given(st.text("0123456789", min_size=6, max_size=12), st.data())
def test_every_substitution_and_swap_is_one_slip_both_ways(number: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(number) - 2))
    digit = data.draw(st.sampled_from("0123456789"))
    for other in (number[:at] + digit + number[at + 1 :], number[:at] + number[at + 1] + number[at] + number[at + 2 :]):
        assert one_slip(number, other) == (number != other)
        assert one_slip(number, other) == one_slip(other, number)


@pytest.mark.parametrize(
    ("memo", "received", "expected"),
    [
        ("3月货款", date(2026, 6, 5), [(2026, 3)]),
        ("12月货款", date(2026, 1, 8), [(2025, 12)]),
        ("12月份货款", date(2026, 12, 30), [(2026, 12)]),
        ("付2025年11-12月货款", date(2026, 1, 8), [(2025, 11), (2025, 12)]),
        ("11月-1月货款", date(2026, 2, 8), [(2025, 11), (2025, 12), (2026, 1)]),
        ("四至六月货款", date(2026, 7, 1), [(2026, 4), (2026, 5), (2026, 6)]),
        ("3、5月货款", date(2026, 6, 1), [(2026, 3), (2026, 5)]),
        ("２０２６年３月", date(2026, 6, 1), [(2026, 3)]),
        ("202604货款", date(2026, 6, 1), [(2026, 4)]),
        ("上月货款", date(2026, 1, 5), [(2025, 12)]),
        ("payment april invoices", date(2026, 6, 1), [(2026, 4)]),
        ("月结30天货款", date(2026, 6, 1), []),
        ("发票26310117", date(2026, 6, 1), []),
    ],
)
def test_months_are_read_with_the_year_they_mean(memo: str, received: date, expected: list[tuple[int, int]]) -> None:
    assert list(months(fold(memo), received)) == expected


@given(st.lists(st.integers(-50, 200).filter(bool), min_size=2, max_size=9), st.integers(1, 500))
def test_exact_sets_finds_every_set_once_and_no_other(amounts: list[int], target: int) -> None:
    found = exact_sets(np.array(amounts, dtype=np.int64), target, largest=6, limit=1000)
    expected = {s for size in range(2, 7) for s in combinations(range(len(amounts)), size) if sum(amounts[i] for i in s) == target}
    assert found.complete
    assert len(found.sets) == len(set(found.sets))
    assert set(found.sets) == expected


def test_a_hopeless_search_is_bounded_and_says_so() -> None:
    amounts = np.array([100_00 * (1 + i % 50) for i in range(200)], dtype=np.int64)
    found = exact_sets(amounts, 150_000_00)
    assert not found.complete
    assert len(found.sets) <= 20


def test_accidental_sets_are_common_among_round_amounts_and_rare_among_cents() -> None:
    few_round = np.array([100_00 * (7 + 13 * i % 90) for i in range(30)], dtype=np.int64)
    cents = np.array([123_457 + 987_653 * i % 5_000_011 for i in range(10)], dtype=np.int64)
    assert accidental_sets(few_round, 15_000_00) > 1
    assert accidental_sets(cents, 7_654_321) < 0.02


@pytest.mark.parametrize(
    ("owed", "paid", "terms", "kind"),
    [
        (10_000_00, 9_985_00, "", "fee"),
        (12_345_67, 12_345_00, "", "rounding"),
        (12_345_67, 12_340_00, "", "rounding"),
        (12_345_67, 12_300_00, "", None),
        (123_456_78, 123_400_00, "", "rounding"),
        (10_000_00, 9_800_00, "2/10, n/30", "discount"),
        (11_300_00, 11_100_00, "2/10 n/30", "discount"),
        (10_000_00, 9_900_00, "2/10, n/30", None),
        (10_000_00, 9_500_00, "", "retention"),
        (10_000_00, 9_700_01, "", "retention"),
        (10_000_00, 9_650_00, "", None),
        (10_000_00, 10_000_00, "", None),
    ],
)
def test_a_difference_is_a_known_kind_or_none(owed: int, paid: int, terms: str, kind: str | None) -> None:
    found = short_kind(owed, paid, rules=MatchingRules(), document_date=date(2026, 6, 1), received=date(2026, 6, 9), term_text=terms)
    assert (found.kind if found else None) == kind


def test_a_discount_outside_its_window_is_none() -> None:
    late = short_kind(
        10_000_00, 9_800_00, rules=MatchingRules(), document_date=date(2026, 6, 1), received=date(2026, 6, 12), term_text="2/10, n/30"
    )
    assert late is None
