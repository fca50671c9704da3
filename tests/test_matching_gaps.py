"""What a gap may be when several things have its size: a credit note, a retention, a fee."""

import pytest

from tests.test_matching_run import answer, proposals

CREDITED = [
    {"document_no": "60417133", "amount": 20_000_00, "document_date": "2026-03-02"},
    {"document_no": "60417140", "amount": -1_000_00, "document_date": "2026-03-20", "reversed_document_no": "60417133"},
]


def test_a_gap_that_is_the_credit_note_and_the_retention_is_for_a_person() -> None:
    (found,) = proposals([{"amount": 19_000_00, "memo": "货款60417133"}], CREDITED)
    assert answer(found) == ("suggested", "credit_netted", {"60417133": 20_000_00, "60417140": -1_000_00}, 0)
    assert [{a.document_no: (a.amount, a.reason) for a in other.allocations} for other in found.alternatives] == [
        {"60417133": (19_000_00, "retention")}
    ]


@pytest.mark.parametrize(
    ("memo", "expected"),
    [
        ("货款60417133 扣红字", ("auto", "credit_netted", {"60417133": 20_000_00, "60417140": -1_000_00}, 0)),
        ("60417133 已扣退货", ("auto", "credit_netted", {"60417133": 20_000_00, "60417140": -1_000_00}, 0)),
        ("60417133（扣5%保留金）", ("auto", "short_retention", {"60417133": 19_000_00}, 0)),
        ("60417133 留质保金5%", ("auto", "short_retention", {"60417133": 19_000_00}, 0)),
    ],
)
def test_words_tell_a_credit_note_from_a_retention(memo: str, expected: tuple[str, str, dict[str, int], int]) -> None:
    (found,) = proposals([{"amount": 19_000_00, "memo": memo}], CREDITED)
    assert answer(found) == expected


@pytest.mark.parametrize(
    ("memo", "expected"),
    [
        ("60417133", ("suggested", "short_fee", {"60417133": 475_00}, 0)),
        ("60417133 扣手续费", ("auto", "short_fee", {"60417133": 475_00}, 0)),
        ("60417133（扣5%保留金）", ("auto", "short_retention", {"60417133": 475_00}, 0)),
    ],
)
def test_a_gap_that_is_a_fee_and_a_retention_posts_only_with_words(memo: str, expected: tuple[str, str, dict[str, int], int]) -> None:
    (found,) = proposals([{"amount": 475_00, "memo": memo}], [{"document_no": "60417133", "amount": 500_00}])
    assert answer(found) == expected


def test_a_documents_own_credit_note_comes_before_a_fee_of_its_size() -> None:
    documents = [{"document_no": "60417133", "amount": 20_000_00}]
    documents.append({"document_no": "60417140", "amount": -50_00, "reversed_document_no": "60417133"})
    (found,) = proposals([{"amount": 19_950_00, "memo": "60417133"}], documents)
    assert answer(found) == ("auto", "credit_netted", {"60417133": 20_000_00, "60417140": -50_00}, 0)


OPEN = [
    {"document_no": "60417133", "amount": 20_000_00, "document_date": "2026-03-02"},
    {"document_no": "60418140", "amount": 700_00, "document_date": "2026-03-20"},
]


@pytest.mark.parametrize(
    ("amount", "memo", "status"),
    [
        (20_500_00, "60417133", "auto"),
        (20_500_00, "60417133等2张", "suggested"),
        (20_500_00, "60417133、70990001", "suggested"),
        (20_500_00, "60417133、70990001 多付", "auto"),
    ],
)
def test_more_than_is_named_posts_only_where_the_memo_names_nothing_else(amount: int, memo: str, status: str) -> None:
    (found,) = proposals([{"amount": amount, "memo": memo}], OPEN)
    assert answer(found) == (status, "over", {"60417133": 20_000_00}, 500_00)


def test_a_slip_that_another_line_leaves_the_rest_of_is_found_when_its_turn_comes() -> None:
    part, both = proposals(
        [
            {"amount": 690_00, "memo": "60418140 扣质量罚款"},
            {"amount": 20_010_00, "memo": "60417133、60418440", "date": "2026-06-18"},
        ],
        OPEN,
    )
    assert answer(part) == ("auto", "deduction", {"60418140": 690_00}, 0)
    assert answer(both) == ("auto", "reference", {"60417133": 20_000_00, "60418140": 10_00}, 0)


def test_a_discount_taken_too_late_is_no_fee_of_its_size() -> None:
    (found,) = proposals([{"amount": 980_00, "memo": "60417133 LESS 2% DISCOUNT"}], [{"document_no": "60417133", "amount": 1_000_00}])
    assert [(a.amount, a.write_off) for a in found.allocations] == [(980_00, 0)]


def test_a_round_sum_that_nothing_explained_makes_the_same_sum_with_a_number_doubtful() -> None:
    documents = [{"document_no": "60417133", "amount": 70_000_00, "document_date": "2026-05-02"}]
    documents.append({"document_no": "60418140", "amount": 81_234_56, "document_date": "2026-03-20"})
    lines = [{"amount": 70_000_00, "memo": "货款"}, {"amount": 70_000_00, "memo": "60417133", "date": "2026-06-18"}]
    presumed, named = proposals(lines, documents)
    assert answer(presumed)[:2] == ("suggested", "presumed_oldest")
    assert answer(named) == ("suggested", "reference", {"60417133": 70_000_00}, 0)
    assert "用途不明，可能重复付款" in named.evidence[-1].text("zh")


def test_a_fee_that_is_also_a_discount_taken_too_late_is_for_a_person() -> None:
    document = {"document_no": "60417133", "amount": 2_500_00, "document_date": "2026-05-02"}
    (found,) = proposals([{"amount": 2_450_00, "memo": "60417133"}], [document])
    assert answer(found) == ("suggested", "short_fee", {"60417133": 2_450_00}, 0)
    assert [(a.amount, a.write_off) for a in found.alternatives[0].allocations] == [(2_450_00, 0)]
    (told,) = proposals([{"amount": 2_450_00, "memo": "60417133 扣手续费"}], [document])
    assert told.status == "auto"


@pytest.mark.parametrize(("amount", "status"), [(8_000_00, "suggested"), (8_123_45, "auto")])
def test_a_round_sum_that_comes_again_without_a_number_may_be_another_instalment(amount: int, status: str) -> None:
    documents = [{"document_no": "60417133", "amount": amount}, {"document_no": "60418140", "amount": 55_555_55}]
    first, again = proposals([{"amount": amount, "memo": "60417133"}, {"amount": amount, "memo": "货款", "date": "2026-06-18"}], documents)
    assert answer(first)[:2] == ("auto", "reference")
    assert answer(again)[:2] == (status, "duplicate")
