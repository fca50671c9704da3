"""Payers nobody knows: what the end of a number tells of them, what they claim, and what they must not take from others."""

from typing import Any

import pytest

from tests.test_matching_run import answer, proposals

DOCUMENTS = [
    {"document_no": "60417133", "amount": 12_345_67, "document_date": "2026-03-02"},
    {"document_no": "60418140", "amount": 8_000_05, "document_date": "2026-03-20"},
    {"document_no": "60419147", "amount": 8_000_05, "document_date": "2026-04-20"},
    {"document_no": "4711", "amount": 5_050_50, "document_date": "2026-04-22"},
]
UNKNOWN = {"counterparty_name": "丙方商贸有限公司"}
PERSON = {"counterparty_name": "沈建华"}
LATER = {"date": "2026-06-18"}


def answers(*lines: dict[str, Any]) -> list[tuple[str, str, dict[str, int], int]]:
    return [answer(p) for p in proposals(list(lines), DOCUMENTS)]


@pytest.mark.parametrize(
    ("amount", "memo", "expected"),
    [
        (12_345_67, "发票尾号7133", ("suggested", "reference_tail", {"60417133": 12_345_67}, 0)),
        (12_345_67, "尾号７１３３货款", ("suggested", "reference_tail", {"60417133": 12_345_67}, 0)),
        (12_345_67, "货款 7133", ("suggested", "reference_tail", {"60417133": 12_345_67}, 0)),
        (12_345_67, "发票后6位417133", ("auto", "reference", {"60417133": 12_345_67}, 0)),
        (8_000_05, "尾号8140", ("suggested", "reference_tail", {"60418140": 8_000_05}, 0)),
        (5_050_50, "付4711货款", ("suggested", "reference_tail", {"4711": 5_050_50}, 0)),
        (20_345_72, "尾号7133、9147", ("suggested", "reference_tail", {"60417133": 12_345_67, "60419147": 8_000_05}, 0)),
        (12_345_68, "尾号7133", ("unmatched", "unmatched", {}, 0)),
        (8_000_05, "尾号7133", ("unmatched", "unmatched", {}, 0)),
    ],
)
def test_the_end_of_a_number_and_the_amount_find_the_document_of_a_payer_nobody_knows(
    amount: int, memo: str, expected: tuple[str, str, dict[str, int], int]
) -> None:
    assert answers({"amount": amount, "memo": memo, **UNKNOWN}) == [expected]


def test_a_hint_at_the_payer_makes_a_tail_certain() -> None:
    customers = [{"customer_id": "A", "customer_name": "甲方贸易有限公司", "legal_representative": "沈建华"}]
    (found,) = proposals([{"amount": 12_345_67, "memo": "尾号7133", **PERSON}], DOCUMENTS, customers)
    assert answer(found) == ("auto", "reference", {"60417133": 12_345_67}, 0)


@pytest.mark.parametrize("tail_first", [True, False])
def test_a_customer_who_names_nothing_does_not_take_by_itself_what_a_stranger_names_by_its_tail(tail_first: bool) -> None:
    tail, silent = {"amount": 12_345_67, "memo": "尾号7133", **UNKNOWN}, {"amount": 12_345_67, "memo": "货款"}
    found = answers(tail, silent | LATER) if tail_first else answers(silent, tail | LATER)[::-1]
    assert found[0] == ("suggested", "reference_tail", {"60417133": 12_345_67}, 0)
    assert found[1][0] != "auto"


def test_the_whole_number_of_a_customer_after_a_strangers_tail_may_be_a_second_payment() -> None:
    tail, whole = {"amount": 12_345_67, "memo": "尾号7133", **UNKNOWN}, {"amount": 12_345_67, "memo": "货款60417133"}
    assert [a[0] for a in answers(tail, whole | LATER)] == ["suggested", "suggested"]
    assert [a[:2] for a in answers(whole, tail | LATER)] == [("auto", "reference"), ("unmatched", "unmatched")]


def test_two_strangers_with_the_same_tail_do_not_both_take_the_document() -> None:
    first, second = answers(
        {"amount": 12_345_67, "memo": "尾号7133", **UNKNOWN}, {"amount": 12_345_67, "memo": "尾号7133", **PERSON, **LATER}
    )
    assert first == ("suggested", "reference_tail", {"60417133": 12_345_67}, 0)
    assert second[0] == "unmatched"


def test_what_an_unknown_person_may_have_paid_before_does_not_post_a_second_time() -> None:
    person, customer = proposals(
        [{"amount": 12_345_67, "memo": "转账", **PERSON}, {"amount": 12_345_67, "memo": "货款60417133", **LATER}], DOCUMENTS
    )
    assert person.status == "unmatched"
    assert answer(customer) == ("suggested", "reference", {"60417133": 12_345_67}, 0)
    assert [a.unapplied for a in customer.alternatives] == [12_345_67]
    assert "第 1 行已有未识别的个人付来同额款项" in customer.evidence[-1].text("zh")


def test_an_unknown_person_of_weeks_before_is_no_reason_to_doubt() -> None:
    _, customer = answers(
        {"amount": 12_345_67, "memo": "转账", **PERSON, "date": "2026-05-15"}, {"amount": 12_345_67, "memo": "货款60417133", **LATER}
    )
    assert customer == ("auto", "reference", {"60417133": 12_345_67}, 0)


def test_a_guess_by_amount_waits_until_the_known_customers_are_served() -> None:
    guess, own = answers({"amount": 8_000_05, "memo": "货款", **UNKNOWN}, {"amount": 20_345_72, "memo": "货款", **LATER})
    assert own == ("auto", "oldest", {"60417133": 12_345_67, "60418140": 8_000_05}, 0)
    assert guess == ("suggested", "amount_only", {"60419147": 8_000_05}, 0)


def test_an_overpayment_in_words_that_overpays_nothing_is_left_to_a_person() -> None:
    assert answers({"amount": 12_345_67, "memo": "60417133 多付部分转预付"}) == [("suggested", "reference", {"60417133": 12_345_67}, 0)]
    assert answers({"amount": 12_346_67, "memo": "60417133 多付部分转预付"}) == [("auto", "over", {"60417133": 12_345_67}, 1_00)]


@pytest.mark.parametrize("memo", ["账号户名不符退回", "汇款退回", "户名有误 退回", "payment returned"])
def test_money_that_went_back_the_next_day_counts_neither_way(memo: str) -> None:
    came, went = answers({"amount": 57_824_72, "memo": "转账汇款"}, {"amount": -57_824_72, "memo": memo, **LATER})
    assert [came[:2], went[:2]] == [("ignored", "reversed"), ("ignored", "reversal")]


def test_a_refund_for_returned_goods_leaves_the_receipt_alone() -> None:
    came, went = answers({"amount": 12_345_67, "memo": "60417133"}, {"amount": -12_345_67, "memo": "退货款", **LATER})
    assert [came[:2], went[:2]] == [("auto", "reference"), ("ignored", "outgoing")]


def test_equal_receipts_pay_as_many_equal_documents_and_a_third_is_a_repetition() -> None:
    pair = [{"amount": 8_000_05, "memo": "货款"}] * 2
    first, second, third = answers(*pair, {"amount": 8_000_05, "memo": "60419147", **LATER})
    assert [first[:2], second[:2]] == [("auto", "single_of_equals"), ("auto", "single")]
    assert {**first[2], **second[2]} == {"60418140": 8_000_05, "60419147": 8_000_05}
    assert third == ("auto", "duplicate", {}, 8_000_05)


def test_a_date_is_not_the_document_that_has_its_digits() -> None:
    documents = [{"document_no": "INV/2026/0317", "amount": 5_000_05}, {"document_no": "INV/2026/0044", "amount": 7_000_07}]
    (found,) = proposals([{"amount": 7_000_07, "memo": "20260317付INV/2026/0044货款"}], documents)
    assert answer(found) == ("auto", "reference", {"INV/2026/0044": 7_000_07}, 0)
