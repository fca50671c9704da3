"""What a memo states outright: amounts beside numbers, fees without a number, months up to a day, money that is no customer's.

And what a number that is nobody's must not do.
"""

from datetime import date

import pytest

from arcore.intake.statements import camt
from arcore.matching.months import months
from arcore.matching.references import NumberIndex, mentions
from tests.test_matching_run import ITEMS, answer, one, proposals

DASHED = [
    {"document_no": "INV-2026-24498", "amount": 70_348_00, "document_date": "2026-04-02"},
    {"document_no": "INV-2026-24510", "amount": 9_100_20, "document_date": "2026-04-12"},
]
ALL = sum(item["amount"] for item in ITEMS)


@pytest.mark.parametrize(
    "memo",
    [
        "付26310117发票12345.67元，26310119发票部分货款3000元",
        "26310119(3,000.00) 26310117(12,345.67)",
        "26310117/12,345.67+26310119/3000.00",
        "共15345.67元：26310117金额12345.67元；26310119金额0.3万元",
    ],
)
def test_amounts_stated_beside_the_numbers_are_what_each_document_gets(memo: str) -> None:
    expected = {"26310117": 12_345_67, "26310119": 3_000_00}
    found = one({"amount": 15_345_67, "memo": memo}, ITEMS)
    assert (found[0], found[2], found[3]) == ("auto", expected, 0)


def test_stated_amounts_that_do_not_make_the_payment_are_not_believed() -> None:
    line = {"amount": 15_345_67, "memo": "付26310117发票12345.67元，26310119发票部分货款2000元"}
    assert one(line, ITEMS)[0] == "suggested"


@pytest.mark.parametrize(
    ("memo", "paid", "expected"),
    [
        ("货款 扣手续费", 12_330_67, (15_00, "fee")),
        ("货款扣除手续费12.5元", 12_333_17, (12_50, "fee")),
        ("payment less bank charges 35.00", 12_310_67, (35_00, "fee")),
        ("货款 零头抹去", 12_340_67 - 67, (5_67, "rounding")),
    ],
)
def test_a_deduction_that_the_memo_states_posts_without_a_number_where_one_document_fits(
    memo: str, paid: int, expected: tuple[int, str]
) -> None:
    found = proposals([{"amount": paid, "memo": memo}], ITEMS)[0]
    assert found.status == "auto"
    assert [(a.document_no, a.write_off, a.reason) for a in found.allocations] == [("26310117", *expected)]


@pytest.mark.parametrize("memo", ["货款", "货款扣除手续费25元"])
def test_a_small_gap_that_the_memo_does_not_state_stays_a_suggestion(memo: str) -> None:
    assert one({"amount": 12_330_67, "memo": memo}, ITEMS)[0] == "suggested"


@pytest.mark.parametrize(
    ("paid", "memo"),
    [
        (12_330_67, "4月货款扣手续费"),
        (3_703_70, "4月进度款30%"),
        (12_330_67, "结清货款扣手续费"),
        (ALL - 15_00, "结清货款扣除手续费25元"),
    ],
)
def test_a_gap_that_the_memo_states_of_another_month_or_size_or_of_everything_stays_a_suggestion(paid: int, memo: str) -> None:
    assert one({"amount": paid, "memo": memo}, ITEMS)[0] == "suggested"


def test_everything_less_the_fee_that_the_memo_states_posts_but_takes_no_document_that_a_later_line_names() -> None:
    settled = {"amount": ALL - 15_00, "memo": "结清货款扣手续费15元"}
    named = {"amount": 8_000_05, "memo": "26310119", "date": "2026-06-20"}
    assert one(settled, ITEMS)[0] == "auto"
    first, second = map(answer, proposals([settled, named], ITEMS))
    assert first[0] != "auto"
    assert second == ("auto", "reference", {"26310119": 8_000_05}, 0)


@pytest.mark.parametrize(("paid", "memo"), [(5_000_00, "发票26310118"), (12_900_00, "付26310116号发票款"), (11_900_00, "26310118 扣运费")])
def test_a_number_next_to_a_document_s_posts_nothing_unless_the_amount_is_that_document_s(paid: int, memo: str) -> None:
    assert one({"amount": paid, "memo": memo}, ITEMS)[0] == "suggested"


def test_a_mistyped_number_still_posts_where_the_amount_is_the_document_s() -> None:
    assert one({"amount": 12_345_67, "memo": "发票26310118"}, ITEMS[:1])[:2] == ("auto", "reference")


def test_a_guess_at_a_mistyped_number_leaves_the_document_to_the_line_that_names_it() -> None:
    lines = [{"amount": 3_700_00, "memo": "发票26310118"}, {"amount": 12_345_67, "memo": "发票26310117", "date": "2026-06-20"}]
    assert answer(proposals(lines, ITEMS[:1])[1]) == ("auto", "reference", {"26310117": 12_345_67}, 0)


@pytest.mark.parametrize(
    ("memo", "code"),
    [
        ("退投标保证金", "deposit_returned"),
        ("退还履约保证金", "deposit_returned"),
        ("保证金退款", "deposit_returned"),
        ("return of bid bond", "deposit_returned"),
        ("银行承兑汇票到期托收", "bill_cashed"),
    ],
)
def test_what_a_customer_pays_that_settles_no_invoice_is_set_aside(memo: str, code: str) -> None:
    assert one({"amount": 12_345_67, "memo": memo}, ITEMS)[:2] == ("ignored", code)


@pytest.mark.parametrize("memo", ["质保金", "退质保金", "履约保证金"])
def test_a_retention_or_a_deposit_paid_by_a_customer_is_not_set_aside(memo: str) -> None:
    assert one({"amount": 12_345_67, "memo": memo}, ITEMS)[0] != "ignored"


@pytest.mark.parametrize(("memo", "code"), [("归还备用金", "staff"), ("股东投资款", "capital"), ("退多缴电费", "supplier_refund")])
def test_strangers_money_that_says_what_it_is_is_set_aside(memo: str, code: str) -> None:
    assert one({"amount": 1_234_00, "memo": memo, "counterparty_name": "马丽"}, ITEMS)[:2] == ("ignored", code)


@pytest.mark.parametrize("memo", ["发票26310121货款，余款作预付款", "26310121及预付款", "付26310121，剩余转下次货款"])
def test_a_payment_of_a_document_and_an_advance_posts_both(memo: str) -> None:
    assert one({"amount": 23_111_10, "memo": memo}, ITEMS) == ("auto", "over", {"26310121": 3_111_10}, 20_000_00)


@pytest.mark.parametrize("noise", ["E2E000057", "OBSS00001000197975GIRO000", "dated 26.04.2026"])
def test_a_bank_s_own_reference_does_not_make_an_overpayment_doubtful(noise: str) -> None:
    assert one({"amount": 3_121_10, "memo": f"26310121 {noise}"}, ITEMS)[0] == "auto"
    assert one({"amount": 3_121_10, "memo": "26310121 26319999"}, ITEMS)[0] == "suggested"


@pytest.mark.parametrize("memo", ["截止3月底货款", "3月及以前货款", "jan-mar 2026 invoices", "march 2026 invoices", "2026.3货款"])
def test_months_in_other_words_name_their_documents(memo: str) -> None:
    assert one({"amount": 20_345_72, "memo": memo}, ITEMS)[:3] == ("auto", "month", {"26310117": 12_345_67, "26310119": 8_000_05})


def test_a_day_of_may_is_not_the_month_of_may() -> None:
    assert months("settlement of your invoice dated 26 may 2026", date(2026, 6, 5)) == ()


def test_a_part_of_a_month_is_presumed_to_pay_that_month() -> None:
    assert one({"amount": 1_000_00, "memo": "4月货款"}, ITEMS)[2] == {"26310121": 1_000_00}


@pytest.mark.parametrize("memo", ["RG-NR 24498", "票号24498付款", "NO.24498"])
def test_the_running_number_of_a_structured_number_names_the_payer_s_document(memo: str) -> None:
    assert one({"amount": 70_340_00, "memo": memo}, DASHED)[:3] == ("auto", "short_rounding", {"INV-2026-24498": 70_340_00})


@pytest.mark.parametrize("memo", ["26310117--26310121", "26310117 to 26310121"])
def test_a_range_is_read_with_any_dash(memo: str) -> None:
    assert one({"amount": 23_456_82, "memo": memo}, ITEMS)[:2] == ("auto", "reference")


def test_a_date_is_no_number() -> None:
    index = NumberIndex.build(["26042026"], ["A"], [""], [""])
    assert not mentions("dated 27.04.2026", index).unknown
    assert mentions("26.04.2026", index).positions == (0,)


def test_a_short_name_that_stands_in_another_customer_s_name_posts_only_where_that_one_has_no_such_amount() -> None:
    customers = [
        {"customer_id": "A", "customer_name": "新力(上海)贸易有限公司", "short_name": "新力"},
        {"customer_id": "B", "customer_name": "武汉新力物流有限公司"},
    ]
    twin = {"document_no": "26310200", "amount": 12_345_67, "customer_id": "B"}
    line = {"amount": 12_345_67, "counterparty_name": "新力", "memo": "货款"}
    assert one(line, ITEMS, customers=customers)[0] == "auto"
    assert one(line, [*ITEMS, twin], customers=customers)[0] == "suggested"


@pytest.mark.parametrize("name", ["Gulf Star FZE", "O'Brien & Sons Ltd."])
def test_a_foreign_company_is_paid_for_by_name(name: str) -> None:
    customers = [{"customer_id": "A", "customer_name": name}, {"customer_id": "B", "customer_name": "武汉新力物流有限公司"}]
    line = {"amount": 12_345_67, "counterparty_name": "武汉新力物流有限公司", "memo": f"代{name}付货款 发票26310117"}
    assert one(line, ITEMS, customers=customers)[:2] == ("auto", "reference")


def test_remittance_lines_of_full_width_are_one_text() -> None:
    memo = "付24103050发票182026.00元,24098193发票部分货款2400.00元"
    first, second = memo[:35], memo[35:]
    content = (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>'
        '<Ntry><Amt Ccy="CNY">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-06-01</Dt></BookgDt><NtryDtls><TxDtls>'
        f"<RmtInf><Ustrd>{first}</Ustrd><Ustrd>{second}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"
    )
    movement = camt.read(content.encode(), "statement.xml").statements[0].movements[0]
    assert movement.memo == memo


@pytest.mark.parametrize("memo", ["进度款30%", "30%货款", "首付30％"])
def test_a_percentage_that_the_memo_states_is_that_part_of_the_only_document_it_fits(memo: str) -> None:
    assert one({"amount": 3_703_70, "memo": memo}, ITEMS) == ("auto", "percentage", {"26310117": 3_703_70}, 0)
    assert one({"amount": 3_703_70, "memo": "货款"}, ITEMS)[0] != "auto"


@pytest.mark.parametrize(("memo", "status"), [("付2张发票款", "auto"), ("货款", "suggested"), ("付3张发票款", "suggested")])
def test_how_many_documents_the_memo_speaks_of_tells_a_round_sum_apart(memo: str, status: str) -> None:
    round_sums = [
        {"document_no": f"2631{n:04d}", "amount": amount, "document_date": f"2026-03-{n + 1:02d}"}
        for n, amount in enumerate((12_345_00, 8_400_00, 131_777_00, 7_655_00, 20_123_00))
    ]
    assert one({"amount": 20_000_00, "memo": memo}, round_sums)[0] == status


@pytest.mark.parametrize(("memo", "status"), [("付2张发票款", "auto"), ("货款", "auto"), ("付3张发票款", "suggested")])
def test_the_only_set_is_no_answer_to_a_memo_that_speaks_of_more_documents(memo: str, status: str) -> None:
    assert one({"amount": 15_654_37, "memo": memo}, ITEMS)[:3] == (status, "set", {"26310119": 8_000_05, "26310133": 7_654_32})


def test_numbers_with_nothing_between_them_are_both_read() -> None:
    assert one({"amount": 20_345_72, "memo": "货款2631011726310119"}, ITEMS)[:2] == ("auto", "reference")
    assert one({"amount": 20_345_72, "memo": "货款2631011726319999"}, ITEMS)[1] != "reference"


@pytest.mark.parametrize(
    "payer",
    [
        "0/甲方贸易有限公司",
        "甲方贸易有限公司-基本户",
        "甲方贸易有限公司（一般户）",
        "付款人：甲方贸易有限公司",
        "甲方贸易有限公司/6222000123456789",
    ],
)
def test_what_banks_write_around_a_name_does_not_hide_it(payer: str) -> None:
    assert one({"amount": 12_345_67, "counterparty_name": payer}, ITEMS)[0] == "auto"


@pytest.mark.parametrize(
    ("payer", "status"), [("宁波佳?医疗器械有限公司", "auto"), ("宁波?信医疗器械有限公司", "auto"), ("宁波??医疗有限公司", "suggested")]
)
def test_a_character_that_the_bank_cannot_write_is_supplied_where_one_customer_fits(payer: str, status: str) -> None:
    customers = [
        {"customer_id": "A", "customer_name": "宁波佳信医疗器械有限公司"},
        {"customer_id": "B", "customer_name": "宁波泰和五金有限公司"},
    ]
    assert one({"amount": 12_345_67, "counterparty_name": payer}, ITEMS, customers=customers)[0] == status


def test_a_blotted_name_that_fits_two_customers_posts_nothing_both_could_have_paid() -> None:
    customers = [
        {"customer_id": "A", "customer_name": "宁波佳信医疗有限公司"},
        {"customer_id": "B", "customer_name": "宁波佳美医疗有限公司"},
    ]
    twin = {"document_no": "26310200", "amount": 12_345_67, "customer_id": "B"}
    assert one({"amount": 12_345_67, "counterparty_name": "宁波佳?医疗有限公司"}, [*ITEMS, twin], customers=customers)[0] == "suggested"


@pytest.mark.parametrize("payer", ["友邦建材经营部（吴敏霞）", "友邦建材经营部 吴敏霞"])
def test_the_account_of_a_one_person_firm_carries_its_owner_s_name_too(payer: str) -> None:
    customers = [{"customer_id": "A", "customer_name": "友邦建材经营部"}]
    assert one({"amount": 12_345_67, "counterparty_name": payer}, ITEMS, customers=customers)[0] == "auto"


def test_a_customer_who_pays_another_s_document_is_named_as_the_payer_and_the_guess_is_not_called_certain() -> None:
    customers = [{"customer_id": "A", "customer_name": "甲方贸易有限公司"}, {"customer_id": "B", "customer_name": "武汉新力物流有限公司"}]
    line = {"amount": 12_345_67, "counterparty_name": "武汉新力物流有限公司", "memo": "发票26310117"}
    found = proposals([line], ITEMS, customers=customers)[0]
    assert (found.status, found.customer_id, found.confidence) == ("suggested", "A", 0.6)
    assert found.evidence[-1].text("zh") == "付款单位是另一客户：武汉新力物流有限公司"
