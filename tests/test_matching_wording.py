"""What people write beside a payment: fees named, rests, supplements, ranges, short numbers, lists that end in words."""

from datetime import date

import pytest

from arcore.matching.months import months
from arcore.matching.normalize import branch_parent, plain_key
from arcore.matching.proposals import Proposal
from arcore.matching.references import NumberIndex, mentions
from tests.test_matching_run import answer, one, proposals

BILL = [{"document_no": "XS-2026-00247", "amount": 12_345_67, "document_date": "2026-06-10"}]
SHORT = [
    {"document_no": "4711", "amount": 5_000_10, "document_date": "2026-03-01"},
    {"document_no": "4712", "amount": 6_100_20, "document_date": "2026-03-02"},
    {"document_no": "4713", "amount": 7_200_30, "document_date": "2026-03-03"},
]


def written_off(proposal: Proposal) -> list[tuple[int, str]]:
    return [(a.write_off, a.reason) for a in proposal.allocations]


@pytest.mark.parametrize(
    ("memo", "paid", "expected"),
    [
        ("发票XS-2026-00247 银行手续费已扣", 12_320_67, [(25_00, "fee")]),
        ("发票XS-2026-00247 扣2%现金折扣", 12_098_76, [(246_91, "discount")]),
        ("INV XS-2026-00247 LESS 2% DISCOUNT", 12_098_76, [(246_91, "discount")]),
        ("XS-2026-00247 零头抹去", 12_345_00, [(67, "rounding")]),
        ("XS-2026-00247 扣运费25", 12_320_67, [(0, "dispute")]),
        ("XS-2026-00247 less freight 25", 12_320_67, [(0, "dispute")]),
    ],
)
def test_what_the_memo_says_was_deducted_decides_whether_it_is_written_off(memo: str, paid: int, expected: list[tuple[int, str]]) -> None:
    proposal = proposals([{"amount": paid, "memo": memo}], BILL)[0]
    assert proposal.status == "auto"
    assert written_off(proposal) == expected


def test_a_supplement_takes_the_write_off_of_the_earlier_payment_back() -> None:
    first, second = proposals(
        [{"amount": 12_330_67, "memo": "XS-2026-00247"}, {"amount": 15_00, "memo": "补上次少付15元", "date": "2026-06-18"}], BILL
    )
    assert answer(first) == ("auto", "reference_partial", {"XS-2026-00247": 12_330_67}, 0)
    assert written_off(first) == [(0, "partial")]
    assert answer(second) == ("auto", "supplement", {"XS-2026-00247": 15_00}, 0)


def test_without_a_supplement_the_same_shortfall_is_a_bank_fee() -> None:
    assert written_off(proposals([{"amount": 12_330_67, "memo": "XS-2026-00247"}], BILL)[0]) == [(15_00, "fee")]


def test_a_rest_pays_the_document_begun_and_not_another_of_the_same_amount() -> None:
    items = [*BILL, {"document_no": "XS-2026-00300", "amount": 6_172_83, "document_date": "2026-06-01"}]
    first, second = proposals([{"amount": 6_172_84, "memo": "XS-2026-00247 首期款"}, {"amount": 6_172_83, "memo": "结清尾款"}], items)
    assert answer(first)[:3] == ("auto", "reference_partial", {"XS-2026-00247": 6_172_84})
    assert answer(second)[2] == {"XS-2026-00247": 6_172_83}
    assert second.status == "auto"


def test_an_excess_that_becomes_an_advance_still_settles_the_document() -> None:
    line = {"amount": 13_345_67, "memo": "XS-2026-00247 多付部分转预付"}
    assert one(line, BILL) == ("auto", "over", {"XS-2026-00247": 12_345_67}, 1_000_00)


@pytest.mark.parametrize("memo", ["货款4712", "inv 4712", "支付4712号票据款", "４７１２"])
def test_a_number_of_four_digits_that_is_a_whole_number_of_the_payer_names_it(memo: str) -> None:
    assert one({"amount": 6_100_20, "memo": memo}, SHORT) == ("auto", "reference", {"4712": 6_100_20}, 0)
    assert one({"amount": 6_075_20, "memo": memo}, SHORT)[1] == "short_fee"


def test_a_year_is_no_number() -> None:
    items = [{"document_no": "2026", "amount": 9_000_00}, *SHORT]
    assert one({"amount": 100_00, "memo": "2026年3月货款"}, items)[1] != "reference_partial"


@pytest.mark.parametrize("memo", ["inv 4711-13", "发票4711至4713", "货款 4711~13"])
def test_a_range_of_short_numbers_names_all_between(memo: str) -> None:
    assert one({"amount": 18_300_60, "memo": memo}, SHORT) == (
        "auto",
        "reference",
        {"4711": 5_000_10, "4712": 6_100_20, "4713": 7_200_30},
        0,
    )


def test_a_range_of_numbers_with_letters_and_a_year_names_all_between() -> None:
    items = [{"document_no": f"INV/2026/034{n}", "amount": 1_000_00 + n} for n in (5, 6, 7)]
    assert one({"amount": 3_000_18, "memo": "INV/2026/0345至0347"}, items)[2] == {
        "INV/2026/0345": 1_000_05,
        "INV/2026/0346": 1_000_06,
        "INV/2026/0347": 1_000_07,
    }


def test_a_number_after_other_words_is_no_tail_of_a_list() -> None:
    numbers = NumberIndex.build(["INV/2026/0285", "INV/2026/0320"], ["A", "A"], ["", ""], ["", ""])
    assert [n.token for n in mentions("inv/2026/0285 less freight 320", numbers).exact] == ["inv20260285"]
    assert [n.token for n in mentions("inv/2026/0285 and 0320", numbers).exact] == ["inv20260285", "0320"]


def test_a_part_of_a_document_is_not_a_slip_of_another_with_that_amount() -> None:
    items = [{"document_no": "4566", "amount": 44_000_10}, {"document_no": "4568", "amount": 13_200_55}]
    assert one({"amount": 13_200_55, "memo": "票4566 首期款"}, items)[2] == {"4566": 13_200_55}


def test_of_two_equal_receipts_the_first_pays_though_only_the_second_names_the_document() -> None:
    first, second = proposals(
        [{"amount": 12_345_67, "memo": "货款"}, {"amount": 12_345_67, "memo": "XS-2026-00247", "date": "2026-06-18"}], BILL
    )
    assert answer(first) == ("auto", "single", {"XS-2026-00247": 12_345_67}, 0)
    assert answer(second) == ("auto", "duplicate", {}, 12_345_67)


def test_a_repetition_under_another_spelling_of_the_payer_is_a_duplicate_too() -> None:
    repeated = {"amount": 12_345_67, "memo": "XS-2026-00247", "counterparty_name": "甲方貿易有限公司", "date": "2026-06-18"}
    assert answer(proposals([{"amount": 12_345_67, "memo": "XS-2026-00247"}, repeated], BILL)[1]) == ("auto", "duplicate", {}, 12_345_67)


def test_a_strangers_guess_by_amount_gives_way_to_the_customer_who_pays_later() -> None:
    stranger = {"amount": 12_345_67, "memo": "货款", "counterparty_name": "丙方商贸有限公司"}
    guess, own = proposals([stranger, {"amount": 12_345_67, "memo": "货款", "date": "2026-06-18"}], BILL)
    assert guess.status != "auto"
    assert answer(own) == ("auto", "single", {"XS-2026-00247": 12_345_67}, 0)


@pytest.mark.parametrize(
    ("as_banks_write", "name"),
    [
        ("KOWALCZYK LODZ SP. Z O.O.", "Kowalczyk Łódź Sp. z o.o."),
        ("MUELLER & SOEHNE GMBH", "Müller & Söhne GmbH"),
        ("BERGSTROEM AB", "Bergström AB"),
        ("O'BRIEN AND SONS LIMITED", "O'Brien & Sons Ltd"),
        ("Delta-Tech Solutions GmbH und Co KG", "Delta-Tech Solutions GmbH & Co. KG"),
        ("NGUYEN PHAT TRADING COMPANY LIMITED", "Nguyen Phat Trading Co., Ltd."),
    ],
)
def test_letters_that_a_bank_cannot_write_and_words_written_out_make_no_other_name(as_banks_write: str, name: str) -> None:
    assert plain_key(as_banks_write) == plain_key(name)


def test_other_legal_forms_stay_other_companies() -> None:
    assert plain_key("Smith Trading LLC") != plain_key("Smith Trading Inc.")


def test_the_parent_of_a_branch_of_a_group_company_is_the_whole_company() -> None:
    assert branch_parent("绍兴金桥阀门(集团)有限公司苏州分公司") == "绍兴金桥阀门(集团)有限公司"


def test_trade_settlement_does_not_mean_that_everything_is_settled() -> None:
    items = [*SHORT, {"document_no": "4800", "amount": 9_999_99, "document_date": "2026-05-01"}]
    assert one({"amount": 11_100_30, "memo": "trade settlement"}, items)[:2] == ("auto", "oldest")


def test_months_are_read_as_people_write_them() -> None:
    received = date(2026, 4, 19)
    assert months("付2月至3月货款", received) == ((2026, 2), (2026, 3))
    assert months("25年11月货款", received) == ((2025, 11),)


def test_a_group_payment_that_names_its_companies_only_is_proposed_for_all_of_them() -> None:
    items = [
        {"document_no": "A1", "amount": 1_234_56},
        {"document_no": "A2", "amount": 8_000_11},
        {"document_no": "B1", "amount": 5_100_07, "customer_id": "B"},
        {"document_no": "B2", "amount": 4_100_09, "customer_id": "B"},
    ]
    line = {"counterparty_name": "天目集团财务有限公司", "memo": "代甲方贸易有限公司、乙方制造有限公司付货款"}
    assert one({**line, "amount": 6_334_63}, items) == ("suggested", "several_customers", {"A1": 1_234_56, "B1": 5_100_07}, 0)
    everything = {"A1": 1_234_56, "A2": 8_000_11, "B1": 5_100_07, "B2": 4_100_09}
    assert one({**line, "amount": 18_434_83}, items)[2] == everything
    assert one({**line, "amount": 99_99}, items)[1] != "several_customers"
