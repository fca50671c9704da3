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
