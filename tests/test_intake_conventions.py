"""What a file may say, what it may not, and how each fault is named."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from arcore.intake.model import Cell, CellError, Outcome
from arcore.schema import Side, TableKind
from tests.sheet_builders import codes, day, reading_of, sheet, table_of, total

N = None
HEAD: list[Cell] = ["发票号码", "客户名称", "开票日期", "到期日", "价税合计"]


def row(
    number: Cell = "A1", name: Cell = "甲公司", date: Cell = "2026-01-05", due: Cell = "2026-02-04", amount: Cell = 100.0
) -> list[Cell]:
    return [number, name, date, due, amount]


FAULTS: dict[str, tuple[list[Cell], str]] = {
    "an error cell in the amount": (row(amount=CellError("#N/A")), "error_cell"),
    "an error as text": (row(amount="#REF!"), "error_cell"),
    "a formula that was never calculated": (row(amount=CellError("=")), "uncached_formula"),
    "an error in the due date": (row(due=CellError("#VALUE!")), "error_cell"),
    "words for an amount": (row(amount="待定"), "bad_amount"),
    "no amount": (row(amount=N), "missing_amount"),
    "a day that the calendar lacks": (row(due="2026-02-30"), "bad_date"),
    "a month only": (row(date="2026-02"), "bad_date"),
    "a year long past": (row(date="1899-01-05"), "year_out_of_range"),
    "a year far ahead": (row(due=day("2226-01-05")), "year_out_of_range"),
    "no document date": (row(date=N), "missing_document_date"),
    "no number": (row(number=N), "missing_number"),
    "no customer": (row(name=N), "missing_customer"),
    "a number cut by Excel": (row(number=2.6312000000012346e19), "damaged_number"),
    "a number cut by Excel, as text": (row(number="2.6312E+19"), "damaged_number"),
    "a number of 16 digits stored as a number": (row(number=1234567890123450), "damaged_number"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_and_only_its_row_is_left_out(fault: str) -> None:
    bad, code = FAULTS[fault]
    table = table_of([HEAD, row("G1"), bad, row("G2"), row("G3", "乙公司")])
    assert codes(table) == {3: code}
    assert table.rows["source_row"].tolist() == [2, 4, 5]


def test_an_issue_names_sheet_cell_column_value_and_how_to_mend_it() -> None:
    table = table_of([[N, "发票清单"], HEAD, row(due="2026-02-30"), row("A2")], "一月")
    (issue,) = table.issues
    assert (issue.sheet, issue.row, issue.column, issue.cell, issue.value) == ("一月", 3, "到期日", "D3", "2026-02-30")
    assert issue.message.text("zh") == "到期日：“2026-02-30”不是有效日期，2026-02 只有 28 天"
    assert issue.hint is not None
    assert issue.hint.text("zh") == "请对照合同或发票核对后更正日期"


def test_an_exact_repetition_is_an_issue_on_the_later_row() -> None:
    table = table_of([HEAD, row(), row("A2"), row()])
    assert codes(table) == {4: "duplicate_row"}
    assert total(table) == Decimal("200.00")


def test_one_number_with_two_amounts_is_an_issue_on_both_rows() -> None:
    table = table_of([HEAD, row(), row("A2"), row(amount=101)])
    assert codes(table) == {2: "conflicting_amount", 4: "conflicting_amount"}


def test_the_same_invoice_on_two_months_sheets_counts_once() -> None:
    result = reading_of(sheet([HEAD, row()], "1月"), sheet([HEAD, row(), row("A2")], "2月"))
    (table,) = result.tables
    assert [(i.sheet, i.row, i.code) for i in table.issues] == [("2月", 2, "duplicate_row")]
    assert total(table) == Decimal("200.00")


def test_one_number_for_two_customers_is_an_issue_on_both() -> None:
    table = table_of([HEAD, row(), row(name="乙公司"), row("A2")])
    assert codes(table) == {2: "conflicting_customer", 3: "conflicting_customer"}


def test_a_file_that_numbers_each_customers_documents_afresh_keeps_them_all() -> None:
    rows = [row(str(n), name, amount=n) for name in ("甲公司", "乙公司", "丙公司") for n in range(1, 5)]
    table = table_of([HEAD, *rows])
    assert codes(table) == {}
    assert table.rows["document_no"].tolist()[:5] == ["甲公司/1", "甲公司/2", "甲公司/3", "甲公司/4", "乙公司/1"]


def test_zero_and_negative_amounts_count() -> None:
    table = table_of([HEAD, row(amount=0), row("A2", amount=-5.5)])
    assert table.rows["amount"].tolist() == [0, -550]
    assert table.rows["kind"].tolist() == ["invoice", "credit_note"]


def test_a_missing_due_date_is_allowed_and_counted() -> None:
    result = reading_of(sheet([HEAD, row(due=N), row("A2")]))
    assert result.outcome is Outcome.LOADS
    assert result.tables[0].facts["missing_due_date"] == 1
    assert [note.text("zh") for note in result.notes] == ["应收明细：1 张单据没有到期日，将按账期推算，没有账期的按单据日期"]


@pytest.mark.parametrize(
    ("headings", "words"),
    [
        (["发票号码", "客户名称", "开票日期", "到期日"], "缺少以下列：价税合计 (Amount)"),
        (["发票号码", "客户名称", "价税合计", "业务员"], "缺少以下列：单据日期 (Document Date)"),
        (["客户名称", "开票日期", "到期日", "价税合计"], "缺少以下列：单据号 (Document No.)"),
    ],
)
def test_a_missing_required_column_rejects_the_file_in_a_sentence(headings: list[Cell], words: str) -> None:
    result = reading_of(sheet([headings, ["2026-01-05"] * 4]))
    assert result.outcome is Outcome.REJECTS
    assert result.error is not None
    assert words in result.error.text("zh")


def test_documents_without_any_customer_are_rejected() -> None:
    result = reading_of(sheet([["发票号码", "开票日期", "价税合计"], ["A1", "2026-01-05", 5]], "明细"))
    assert result.error is not None
    assert result.error.text("zh") == "工作表“明细”：没有任何列、标题或分组行指明客户"


def test_two_columns_that_could_both_be_the_amount_and_differ_reject_the_table() -> None:
    rows: list[list[Cell]] = [["发票号码", "客户名称", "开票日期", "应收金额", "金额"], ["A1", "甲", "2026-01-05", 100, 90]]
    result = reading_of(sheet(rows))
    assert result.outcome is Outcome.REJECTS
    assert result.error is not None
    assert "应收金额" in result.error.text("zh")
    rows[1][4] = 100
    assert reading_of(sheet(rows)).outcome is Outcome.LOADS


def test_a_person_settles_the_mapping_and_it_is_kept_by_signature() -> None:
    rows: list[list[Cell]] = [["发票号码", "客户名称", "开票日期", "应收金额", "金额"], ["A1", "甲", "2026-01-05", 100, 90]]
    signature = table_of([rows[0], ["A1", "甲", "2026-01-05", 1, 1]]).signature
    table = table_of(rows, mappings={signature: {"应收金额": "", "金额": "amount"}})
    assert total(table) == Decimal("90.00")


def test_a_table_of_only_faulty_rows_is_rejected_with_the_first_reason() -> None:
    result = reading_of(sheet([HEAD, row(amount="x"), row("A2", amount="y")]))
    assert result.outcome is Outcome.REJECTS
    assert result.error is not None
    assert "“x”不是金额" in result.error.text("zh")
    assert [i.row for t in result.tables for i in t.issues] == [2, 3]


def test_hidden_sheets_are_skipped_and_said_so_and_hidden_rows_are_read() -> None:
    result = reading_of(sheet([HEAD, row(), row("A2")], "明细", hidden_rows=frozenset({3})), sheet([HEAD, row("B1")], "旧", hidden=True))
    assert len(result.tables[0].rows) == 2
    assert [n.text("zh") for n in result.notes] == ["工作表“旧”已隐藏，未读取", "工作表“明细”：1 个隐藏行已照常读取"]
    assert {(a.sheet, a.row) for a in result.set_aside} == {("旧", 1), ("旧", 2)}


def test_day_first_is_decided_by_the_column() -> None:
    table = table_of([HEAD, row(date="03/04/2026", due="04/05/2026"), row("A2", date="25/04/2026", due="26/05/2026")])
    assert [d.isoformat()[:10] for d in table.rows["document_date"]] == ["2026-04-03", "2026-04-25"]
    assert table.rows["due_date"].iloc[0] == dt.datetime(2026, 5, 4)


def test_a_column_that_mixes_both_orders_is_reported_and_read_only_where_the_due_date_proves_it() -> None:
    table = table_of(
        [
            HEAD,
            row("A1", date="25/04/2026", due=day("2026-05-25")),
            row("A2", date="04/25/2026", due=day("2026-05-25")),
            row("A3", date="03/04/2026", due=day("2026-03-20")),
            row("A4", date="03/04/2026", due=day("2026-05-03")),
        ]
    )
    assert codes(table) == {5: "mixed_day_month"}
    assert [d.isoformat()[:10] for d in table.rows["document_date"]] == ["2026-04-25", "2026-04-25", "2026-03-04"]


def test_terms_prove_the_order_of_a_mixed_column() -> None:
    rows = [
        [*HEAD, "账期"],
        [*row("A1", date="25/04/2026", due=day("2026-05-25")), "30天"],
        [*row("A2", date="04/25/2026", due=day("2026-05-25")), "30天"],
        [*row("A3", date="03/04/2026", due=day("2026-05-03")), "30天"],
    ]
    table = table_of(rows)
    assert codes(table) == {}
    assert table.rows["document_date"].iloc[2] == dt.datetime(2026, 4, 3)


def test_dates_that_nothing_decides_are_read_as_day_first_and_said_so() -> None:
    table = table_of([["发票号码", "客户名称", "开票日期", "价税合计"], ["A1", "甲", "03/04/2026", 1]])
    assert [(i.code, i.blocking) for i in table.issues] == [("ambiguous_date", False)]
    assert table.rows["document_date"].iloc[0] == dt.datetime(2026, 4, 3)


def test_currencies_of_column_and_sign_are_kept_apart() -> None:
    rows: list[list[Cell]] = [
        ["发票号码", "客户名称", "开票日期", "价税合计", "币种"],
        ["A1", "甲", "2026-01-05", 100, "人民币"],
        ["A2", "甲", "2026-01-05", "1,000", "JPY"],
        ["A3", "甲", "2026-01-05", 10.5, "美元"],
        ["A4", "甲", "2026-01-05", "€5", N],
        ["A5", "甲", "2026-01-05", "$5", "欧元"],
        ["A6", "甲", "2026-01-05", 5, "贝壳"],
    ]
    table = table_of(rows)
    assert codes(table) == {6: "conflicting_currency", 7: "unknown_currency"}
    assert list(zip(table.rows["currency"], table.rows["amount"], strict=True)) == [
        ("CNY", 10000),
        ("JPY", 1000),
        ("USD", 1050),
        ("EUR", 500),
    ]


def test_float_noise_is_not_reported_but_a_lost_fraction_is() -> None:
    table = table_of([HEAD, row(amount=0.1 + 0.2), row("A2", amount=12.345), row("A3", amount=1234567.1 * 3)])
    assert table.rows["amount"].tolist() == [30, 1235, 370370130]
    assert [(i.row, i.code, i.blocking) for i in table.issues] == [(3, "too_many_decimals", False)]


def test_decimals_that_nothing_decides_are_reported_not_guessed() -> None:
    table = table_of([HEAD, row(amount="1.234"), row("A2", amount=5)])
    assert codes(table) == {}
    table = table_of([HEAD, row(amount="1,234"), row("A2", amount="12,345")])
    assert table.rows["amount"].tolist() == [123400, 1234500]
    result = reading_of(sheet([HEAD, row(amount="1.234"), row("A2", amount="2.345")]))
    assert result.outcome is Outcome.REJECTS


def test_ids_keep_their_zeros_and_lose_only_what_exports_add() -> None:
    table = table_of([HEAD, row("000123"), row(123), row(124.0), row("`９９９\t")])
    assert table.rows["document_no"].tolist() == ["000123", "123", "124", "999"]


def test_merged_customers_are_filled_down_but_merged_amounts_are_not() -> None:
    rows = [HEAD, row(), row("A2", N), row("A3", N), ["小计", N, N, N, 300], row("A4", "乙公司", amount=50), row("A5", "乙公司", amount=N)]
    table = table_of(rows, merged=((1, 1, 3, 1), (5, 4, 6, 4)))
    assert table.rows["customer_name"].tolist() == ["甲公司"] * 3 + ["乙公司"]
    assert codes(table) == {7: "missing_amount"}


def test_a_red_invoice_names_the_blue_one_it_reverses() -> None:
    rows: list[list[Cell]] = [
        [*HEAD, "备注"],
        [*row(), N],
        [*row("A2", amount=-100), "被红冲蓝字数电发票号码：26312000000012345678 红字确认单"],
    ]
    assert table_of(rows).rows["reversed_document_no"].iloc[1] == "26312000000012345678"


def test_a_ledger_gives_documents_and_receipts() -> None:
    rows: list[list[Cell]] = [
        ["应收明细账"],
        ["客户：(C001)甲公司"],
        ["年", "月", "日", "凭证号", "单据类型", "单据号", "摘要", "本期应收", "本期收回", "余额"],
        [2026, N, N, N, N, N, "期初余额", N, N, 500],
        [2026, 1, 5, "记-1", "销售发票", "XS001", "销售", 1000, N, 1500],
        [2026, 1, 20, "收-3", "收款单", "SK001", "收款", N, 700, 800],
        [2026, 1, 31, N, N, N, "本月合计", 1000, 700, 800],
    ]
    documents, receipts = reading_of(sheet(rows)).tables
    assert documents.rows[["document_no", "kind", "amount"]].values.tolist() == [
        ["期初-C001", "opening", 50000],
        ["XS001", "invoice", 100000],
    ]
    assert receipts.kind is TableKind.RECEIPTS
    assert receipts.rows[["receipt_no", "customer_id", "amount"]].values.tolist() == [["SK001", "C001", 70000]]


def test_a_tax_file_of_purchases_is_payable() -> None:
    rows: list[list[Cell]] = [
        ["数电发票号码", "销方名称", "购买方名称", "开票日期", "金额", "税额", "价税合计"],
        ["1", "供甲", "我方", "2026-01-05", 100, 13, 113],
        ["2", "供乙", "我方", "2026-01-05", 100, 13, 113],
    ]
    table = table_of(rows)
    assert table.side is Side.PAYABLE
    assert table.rows["customer_name"].tolist() == ["供甲", "供乙"]


def test_similar_headings_are_suggested_never_assumed() -> None:
    table = table_of([[*HEAD, "业务员姓"], [*row(), "王"]])
    assert [(s.source, s.target) for s in table.suggestions] == [("业务员姓", "salesperson")]
    assert "salesperson" not in table.rows


def test_a_bank_statement_is_not_taken_for_receipts() -> None:
    rows: list[list[Cell]] = [["交易日期", "借方发生额", "贷方发生额", "余额", "对方户名", "摘要"], ["2026-01-05", N, 5, 5, "甲", "货款"]]
    result = reading_of(sheet(rows))
    assert result.error is not None
    assert "银行对账单" in result.error.text("zh")


def test_a_customers_rows_added_up_without_a_label_are_a_subtotal_and_a_wrong_sum_is_an_issue() -> None:
    heading: list[Cell] = ["Account", "Document Number", "Document Date", "Amount in local currency", "Local Currency"]
    items: list[list[Cell]] = [
        ["100001", "1800000001", day("2026-01-05"), "1.234,56", "EUR"],
        ["100001", "1400000002", day("2026-01-10"), "234,56-", "EUR"],
    ]
    summed = table_of([heading, *items, ["100001", None, None, "1.000,00", "EUR"]])
    assert (len(summed.rows), total(summed), [aside.row for aside in summed.set_aside]) == (2, Decimal("1000.00"), [1, 4])
    other = table_of([heading, *items, ["100001", None, None, "900,00", "EUR"]])
    assert codes(other)[4] == "missing_document_date"


def test_a_customers_own_words_for_paid_and_unpaid_are_understood() -> None:
    table = table_of([["客户", "单号", "日期", "货款", "已付", "未付"], ["甲公司", "A1", day("2026-01-05"), 200, 50, 150]])
    assert (total(table), total(table, "paid_amount"), total(table, "open_amount")) == (Decimal(200), Decimal(50), Decimal(150))
