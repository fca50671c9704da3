"""What one line pays, end to end: posts, suggestions, and reasons why not."""

from datetime import date
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore.matching.proposals import KnownPayers, Proposal
from arcore.matching.run import Stopped, match
from arcore.policy import Company, Policy
from tests.matching_cases import case
from tests.matching_frames import customers_frame, lines_frame, open_items_frame

TWO = [{"customer_id": "A", "customer_name": "甲方贸易有限公司"}, {"customer_id": "B", "customer_name": "乙方制造有限公司"}]


def proposals(
    lines: list[dict[str, Any]], items: list[dict[str, Any]], customers: list[dict[str, Any]] | None = None, **options: Any
) -> list[Proposal]:
    rows = [{"date": "2026-06-15", "counterparty_name": "甲方贸易有限公司", **line} for line in lines]
    owned = [{"customer_id": "A", **item} for item in items]
    known = options.pop("known", KnownPayers())
    policy = options.pop("policy", Policy())
    return match(
        lines_frame(rows),
        open_items_frame(owned),
        customers_frame(customers or TWO),
        as_of=date(2026, 6, 30),
        policy=policy,
        known=known,
        **options,
    )


def answer(proposal: Proposal) -> tuple[str, str, dict[str, int], int]:
    return proposal.status, proposal.reason_code, {a.document_no: a.amount for a in proposal.allocations}, proposal.unapplied


def one(line: dict[str, Any], items: list[dict[str, Any]], **options: Any) -> tuple[str, str, dict[str, int], int]:
    return answer(proposals([line], items, **options)[0])


ITEMS = [
    {"document_no": "26310117", "amount": 12_345_67, "document_date": "2026-03-02"},
    {"document_no": "26310119", "amount": 8_000_05, "document_date": "2026-03-20"},
    {"document_no": "26310121", "amount": 3_111_10, "document_date": "2026-04-20"},
    {"document_no": "26310133", "amount": 7_654_32, "document_date": "2026-06-10"},
]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ({"amount": 8_000_05, "memo": "货款 26310119"}, ("auto", "reference", {"26310119": 8_000_05}, 0)),
        ({"amount": 8_000_05, "memo": "货款 26310191"}, ("auto", "reference", {"26310119": 8_000_05}, 0)),
        ({"amount": 15_456_77, "memo": "26310117/121"}, ("auto", "reference", {"26310117": 12_345_67, "26310121": 3_111_10}, 0)),
        ({"amount": 3_111_10, "memo": "尾号0121"}, ("auto", "reference", {"26310121": 3_111_10}, 0)),
        ({"amount": 8_000_05, "memo": "货款"}, ("auto", "single", {"26310119": 8_000_05}, 0)),
        ({"amount": 20_345_72, "memo": "3月货款"}, ("auto", "month", {"26310117": 12_345_67, "26310119": 8_000_05}, 0)),
        ({"amount": 20_345_72, "memo": ""}, ("auto", "oldest", {"26310117": 12_345_67, "26310119": 8_000_05}, 0)),
        ({"amount": 11_111_15, "memo": ""}, ("auto", "set", {"26310119": 8_000_05, "26310121": 3_111_10}, 0)),
        ({"amount": 12_330_67, "memo": "26310117"}, ("auto", "short_fee", {"26310117": 12_330_67}, 0)),
        ({"amount": 12_340_00, "memo": "26310117"}, ("auto", "short_rounding", {"26310117": 12_340_00}, 0)),
        ({"amount": 7_501_23, "memo": "26310133"}, ("auto", "short_discount", {"26310133": 7_501_23}, 0)),
        ({"amount": 11_728_39, "memo": "26310117 扣质保金"}, ("auto", "short_retention", {"26310117": 11_728_39}, 0)),
        ({"amount": 11_728_39, "memo": "26310117 扣5%质保金"}, ("auto", "short_retention", {"26310117": 11_728_39}, 0)),
        ({"amount": 11_728_39, "memo": "26310117 扣除5%质保金"}, ("auto", "short_retention", {"26310117": 11_728_39}, 0)),
        ({"amount": 11_728_39, "memo": "26310117 扣5%"}, ("auto", "deduction", {"26310117": 11_728_39}, 0)),
        ({"amount": 12_000_67, "memo": "26310117 扣质量罚款"}, ("auto", "deduction", {"26310117": 12_000_67}, 0)),
        ({"amount": 6_000_00, "memo": "26310117部分"}, ("auto", "reference_partial", {"26310117": 6_000_00}, 0)),
        ({"amount": 12_355_67, "memo": "26310117"}, ("auto", "over", {"26310117": 12_345_67}, 10_00)),
        ({"amount": 50_000_00, "memo": "预付款"}, ("auto", "advance", {}, 50_000_00)),
        ({"amount": 31_111_14, "memo": "结清全部货款"}, ("auto", "everything", {i["document_no"]: i["amount"] for i in ITEMS}, 0)),
        ({"amount": 13_000_00, "memo": "货款"}, ("suggested", "presumed_oldest", {"26310117": 12_345_67, "26310119": 654_33}, 0)),
        (
            {"amount": 99_999_99, "memo": "货款"},
            ("suggested", "presumed_oldest", {i["document_no"]: i["amount"] for i in ITEMS}, 68_888_85),
        ),
        ({"amount": 8_015_05, "memo": "货款"}, ("unmatched", "unmatched", {}, 0)),
        ({"amount": 7_985_05, "memo": "货款"}, ("suggested", "short_fee", {"26310119": 7_985_05}, 0)),
    ],
)
def test_a_known_customer_pays_what_the_line_says(line: dict[str, Any], expected: tuple[str, str, dict[str, int], int]) -> None:
    assert one(line, ITEMS) == expected


def test_a_write_off_closes_the_document_beyond_the_cash() -> None:
    allocation = proposals([{"amount": 12_330_67, "memo": "26310117"}], ITEMS)[0].allocations[0]
    assert (allocation.amount, allocation.write_off, allocation.reason) == (12_330_67, 15_00, "fee")


def test_why_not_names_the_nearest_document_and_the_difference() -> None:
    found = proposals([{"amount": 8_015_05, "memo": "货款"}], ITEMS)[0]
    assert found.why_not is not None
    assert found.why_not.text("zh") == "客户已识别，无未清项等于该金额，最接近的是 26310119，差 15.00"
    assert found.customer_id == "A"


def test_evidence_reads_in_both_languages() -> None:
    found = proposals([{"amount": 11_111_15, "memo": ""}], ITEMS)[0]
    assert [m.text("zh") for m in found.evidence] == ["付款户名与客户名称一致", "金额 = 2 张单据之和，唯一解"]
    assert found.as_json("en")["evidence"] == [
        "The payer's name is this customer's name",
        "The amount is the sum of 2 documents, the only solution",
    ]


def test_credit_notes_are_netted_when_they_bridge_the_gap() -> None:
    credit = {"document_no": "26310200", "amount": -345_67, "document_date": "2026-04-01", "reversed_document_no": "26310117"}
    expected = ("auto", "credit_netted", {"26310117": 12_345_67, "26310200": -345_67}, 0)
    assert one({"amount": 12_000_00, "memo": "26310117"}, [*ITEMS, credit]) == expected


def test_equal_documents_are_presumed_oldest_first_unless_a_later_line_names_one() -> None:
    items = [
        {"document_no": n, "amount": 5_123_45, "document_date": d} for n, d in (("71000001", "2026-03-01"), ("71000002", "2026-04-01"))
    ]
    first, second = proposals([{"amount": 5_123_45, "memo": "货款"}, {"amount": 5_123_45, "memo": "71000001", "date": "2026-06-20"}], items)
    assert answer(first)[2] == {"71000002": 5_123_45}
    assert answer(second)[2] == {"71000001": 5_123_45}


def test_receipts_that_want_the_same_document_are_solved_together() -> None:
    items = [
        {"document_no": "71000001", "amount": 3_000_11, "document_date": "2026-03-01"},
        {"document_no": "71000002", "amount": 2_000_22, "document_date": "2026-03-05"},
        {"document_no": "71000003", "amount": 1_000_11, "document_date": "2026-04-01"},
        {"document_no": "71000004", "amount": 4_000_22, "document_date": "2026-05-01"},
    ]
    lines = [{"amount": 5_000_33, "memo": "货款"}, {"amount": 3_000_11, "memo": "货款", "date": "2026-06-16"}]
    first, second = proposals(lines, items)
    assert answer(second)[2] == {"71000001": 3_000_11}
    assert answer(first)[2] == {"71000003": 1_000_11, "71000004": 4_000_22}


def test_a_repeated_receipt_stays_unapplied_and_does_not_eat_the_next_invoice() -> None:
    lines = [{"amount": 8_000_05, "memo": "26310119"}, {"amount": 8_000_05, "memo": "26310119", "date": "2026-06-18"}]
    second = proposals(lines, ITEMS)[1]
    assert answer(second) == ("auto", "duplicate", {}, 8_000_05)
    assert second.evidence[-1].text("zh") == "与 2026-06-15 第 1 行重复，疑似重复付款，留作未核销"


def test_a_receipt_of_the_ledger_is_repeated_too() -> None:
    history = pd.DataFrame([{"customer_id": "A", "receipt_date": "2026-06-10", "currency": "CNY", "amount": 4_444_44}])
    assert answer(proposals([{"amount": 4_444_44, "memo": "货款"}], ITEMS, history=history)[0]) == ("auto", "duplicate", {}, 4_444_44)


def test_a_number_of_another_customer_does_not_move_the_money_there() -> None:
    theirs = {"document_no": "26310171", "amount": 9_999_99, "customer_id": "B"}
    assert one({"amount": 12_345_67, "memo": "26310171"}, [*ITEMS, theirs])[2] == {"26310117": 12_345_67}
    status, _, allocations, _ = one({"amount": 9_999_99, "memo": "26310171"}, [*ITEMS, theirs])
    assert (status, allocations) == ("suggested", {"26310171": 9_999_99})


def test_one_payer_settles_documents_of_several_customers_when_all_are_named() -> None:
    theirs = {"document_no": "55500001", "amount": 1_000_01, "customer_id": "B"}
    found = proposals([{"amount": 9_000_06, "memo": "26310119、55500001"}], [*ITEMS, theirs])[0]
    assert answer(found) == ("auto", "reference", {"26310119": 8_000_05, "55500001": 1_000_01}, 0)
    assert found.customer_id == "A"


def test_an_unknown_payer_posts_only_when_number_and_amount_agree() -> None:
    stranger = {"counterparty_name": "王小二"}
    assert one({"amount": 8_000_05, "memo": "26310119", **stranger}, ITEMS)[0] == "auto"
    assert one({"amount": 7_900_05, "memo": "26310119", **stranger}, ITEMS)[0] == "suggested"
    assert one({"amount": 8_000_05, "memo": "货款", **stranger}, ITEMS)[:2] == ("suggested", "amount_only")
    assert one({"amount": 1_234_00, "memo": "货款", **stranger}, ITEMS)[0] == "unmatched"


def test_two_instalments_that_make_one_document_are_seen_together() -> None:
    lines = [{"amount": 5_000_17, "memo": "货款"}, {"amount": 7_345_50, "memo": "货款", "date": "2026-06-22"}]
    first, second = proposals(lines, ITEMS)
    assert answer(first) == ("suggested", "instalment", {"26310117": 5_000_17}, 0)
    assert answer(second)[1:] == ("single", {"26310117": 7_345_50}, 0)


def test_a_project_in_the_memo_narrows_the_documents() -> None:
    items = [{**item, "project": "滨江花园"} if item["document_no"] in ("26310117", "26310121") else item for item in ITEMS]
    expected = ("auto", "reference", {"26310117": 12_345_67, "26310121": 3_111_10}, 0)
    assert one({"amount": 15_456_77, "memo": "滨江花园项目工程款"}, items) == expected


def test_documents_in_another_currency_are_never_paid() -> None:
    assert one({"amount": 8_000_05, "memo": "货款", "currency": "USD"}, ITEMS)[2] == {}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"amount": -5_00, "memo": "手续费"}, "outgoing"),
        ({"amount": 5_00, "counterparty_name": "", "memo": "活期结息"}, "interest"),
        ({"amount": 5_00, "counterparty_name": "国家金库上海市分库", "memo": "增值税留抵退税"}, "tax_refund"),
        ({"amount": 5_00, "counterparty_name": "财付通支付科技有限公司", "memo": "0808-0808费0元"}, "channel"),
        ({"amount": 5_00, "counterparty_name": "我方制造有限公司", "memo": "划款"}, "own_transfer"),
        ({"amount": 5_00, "counterparty_name": "某某", "counterparty_account": "6222 9999 0000", "memo": ""}, "own_transfer"),
        ({"amount": 5_00, "counterparty_name": "某供应商", "memo": "退货款"}, "supplier_refund"),
    ],
)
def test_what_no_customer_paid_is_set_aside_with_its_reason(line: dict[str, Any], code: str) -> None:
    policy = Policy(company=Company(names=("我方制造有限公司",), accounts=("622299990000",)))
    assert one(line, ITEMS, policy=policy)[:2] == ("ignored", code)


def test_a_receipt_and_its_return_cancel_each_other() -> None:
    lines = [
        {"amount": 8_000_05, "memo": "26310119"},
        {"amount": -8_000_05, "memo": "退汇"},
        {"amount": 8_000_05, "memo": "26310119", "date": "2026-06-20"},
    ]
    assert [answer(p)[:2] for p in proposals(lines, ITEMS)] == [("ignored", "reversed"), ("ignored", "reversal"), ("auto", "reference")]


def test_a_stopped_run_leaves_nothing() -> None:
    with pytest.raises(Stopped):
        proposals([{"amount": 8_000_05}], ITEMS, progress=lambda done, total: False)


def test_progress_counts_up_to_its_total() -> None:
    seen: list[tuple[int, int]] = []
    proposals([{"amount": 8_000_05}] * 450, ITEMS, progress=lambda done, total: seen.append((done, total)) or True)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1] == (1350, 1350)


def test_a_hopeless_case_is_bounded_and_says_that_it_was_not_searched_to_the_end() -> None:
    items = [{"document_no": f"8{i:07d}", "amount": 1_000_00 + 137_00 * i} for i in range(900)]
    found = proposals([{"amount": 31_234_56, "memo": ""}], items)[0]
    assert found.why_not is not None
    assert "too many open documents" in found.why_not.text("en")


def test_json_has_text_amounts_and_the_contract_keys() -> None:
    line = proposals([{"amount": 12_330_67, "memo": "26310117"}], ITEMS)[0].as_json("zh")
    assert line["amount"] == "12330.67"
    assert line["allocations"] == [{"invoice_id": "26310117", "amount": "12330.67", "write_off": "15.00", "reason": "fee"}]
    assert {"line", "date", "payer", "memo", "status", "customer_id", "unapplied", "confidence", "evidence", "alternatives"} <= set(line)


def test_the_same_input_gives_the_same_answer() -> None:
    generated = case(5, customers=25, lines=60)
    frames = (generated.lines, generated.open_items, generated.customers)
    assert match(*frames, as_of=generated.as_of, policy=Policy()) == match(*frames, as_of=generated.as_of, policy=Policy())


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["cents", "round", "unit_prices"]))
def test_cash_is_never_lost_and_no_document_overpaid(seed: int, amounts: Any) -> None:
    generated = case(seed, customers=15, lines=40, amounts=amounts)
    found = match(generated.lines, generated.open_items, generated.customers, as_of=generated.as_of, policy=Policy())
    assert [p.line for p in found] == list(range(1, len(generated.lines) + 1))
    left = dict(zip(generated.open_items["document_key"], generated.open_items["open"], strict=True))
    for p in found:
        if p.status in ("auto", "suggested"):
            assert sum(a.amount for a in p.allocations) + p.unapplied == p.amount
        for a in p.allocations:
            before, taken = left[a.document_key], a.amount + a.write_off
            assert 0 < taken <= before or before <= taken < 0
            left[a.document_key] = before - taken


@pytest.mark.parametrize("newest_first", [False, True])
def test_the_later_of_two_equal_receipts_is_the_repetition_in_either_order_of_the_file(newest_first: bool) -> None:
    rows = [{"date": day, "amount": 8_000_05, "memo": "货款"} for day in ("2026-06-14", "2026-06-15")]
    found = proposals(rows[::-1] if newest_first else rows, ITEMS)
    by_day = sorted((p.date.isoformat(), p.status, p.reason_code) for p in found)
    assert by_day == [("2026-06-14", "auto", "single"), ("2026-06-15", "auto", "duplicate")]


def test_a_suggestion_does_not_take_the_document_that_a_later_line_names() -> None:
    items = [
        {"document_no": "26310117", "amount": 1_000_00, "document_date": "2026-03-01"},
        {"document_no": "26310119", "amount": 2_000_00, "document_date": "2026-03-01"},
        {"document_no": "26310121", "amount": -500_00, "document_date": "2026-03-01", "kind": "credit_note"},
    ]
    lines = [{"date": "2026-06-05", "amount": 2_500_00, "memo": "货款"}, {"date": "2026-06-14", "amount": 1_000_00, "memo": "26310117"}]
    guess, named = proposals(lines, items)
    assert answer(named) == ("auto", "reference", {"26310117": 1_000_00}, 0)
    assert guess.status == "suggested"
    assert "26310117" not in {a.document_no for a in guess.allocations}
    assert any("26310117" in {a.document_no for a in other.allocations} for other in guess.alternatives)
