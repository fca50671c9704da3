"""Sheets that other reports and other countries make: what they say is read, and what they do not say is asked for."""

from __future__ import annotations

import datetime as dt

import pytest

from arcore.dates import read_date
from arcore.intake.anything import read_files
from arcore.intake.model import Cell, Sheet
from arcore.schema import TableKind
from tests.sheet_builders import reading_of, sheet, table_of, total

N = None


def rows_of(table: object, *names: str) -> list[tuple[object, ...]]:
    """Columns of a table's rows; days as text."""
    frame = table.rows  # type: ignore[attr-defined]
    plain = frame[list(names)].itertuples(index=False, name=None)
    return [tuple(str(v.date()) if hasattr(v, "date") else v for v in values) for values in plain]


def test_columns_by_age_in_place_of_an_amount_are_added_up() -> None:
    table = table_of(
        [
            ["客户", "发票号", "发票日期", "未到期", "1-30天", "31-60天", "60天以上"],
            ["甲公司", "B1", "2026-06-01", 100, N, N, N],
            ["甲公司", "B2", "2026-04-15", N, 5.5, 250, N],
            ["乙公司", "B3", "2026-01-01", N, N, N, "70.50"],
            ["合计", N, N, 100, 5.5, 250, 70.5],
        ],
        "账龄明细",
    )
    assert rows_of(table, "document_no", "open_amount") == [("B1", 10_000), ("B2", 25_550), ("B3", 7_050)]
    assert table.columns["31-60天"] == "open_amount"


def test_ages_are_read_in_the_currency_of_their_row_and_a_sign_beside_them_names_it() -> None:
    head: list[Cell] = ["客户", "发票号", "发票日期", "未到期", "1-30天"]
    stated = table_of(
        [[*head, "币种"], ["甲公司", "B1", "2026-06-01", 3000, N, "JPY"], ["甲公司", "B2", "2026-06-01", N, 30, "CNY"]], "账龄"
    )
    assert rows_of(stated, "open_amount", "currency") == [(3_000, "JPY"), (3_000, "CNY")]
    signed = table_of([head, ["甲公司", "B1", "2026-06-01", "$3,000.00", N], ["甲公司", "B2", "2026-06-01", N, "€30.00"]], "账龄")
    assert rows_of(signed, "open_amount", "currency") == [(300_000, "USD"), (3_000, "EUR")]


def test_ages_beside_a_balance_are_not_added_to_it() -> None:
    table = table_of([["客户", "发票号", "发票日期", "金额", "0-30天", "31-60天"], ["甲公司", "B1", "2026-06-01", 100, 100, N]])
    assert str(total(table)) == "100.00"


@pytest.mark.parametrize(
    "rows",
    [
        [["客户编码", "客户名称", "期末余额", "账期内", "1-30天", "90天以上"], ["C1", "甲公司", 100, 60, 30, 10]],
        [["客户名称", "期初应收款", "增加应收款", "收取应收款", "期末应收款"], ["甲公司", 100, 200, 150, 150], ["乙公司", 0, 80, 0, 80]],
        [["客户", "1月", "2月", "合计"], ["甲公司", 100, 200, 300]],
    ],
    ids=["by age", "by movement", "by month"],
)
def test_a_list_of_balances_is_not_taken_for_customers_or_documents_and_is_told_what_is_needed(rows: list[list[Cell]]) -> None:
    reading = reading_of(sheet(rows, "汇总"))
    assert reading.error is not None
    assert reading.error.text("zh").startswith("工作表“汇总”第 1 行：这是按客户汇总的余额，没有逐张单据")


def test_an_opening_balance_without_a_closing_one_stays_the_customers() -> None:
    table = table_of([["客户编码", "客户名称", "期初余额"], ["C1", "甲公司", 100]], "客户档案")
    assert (table.kind, rows_of(table, "opening_balance")) == (TableKind.CUSTOMERS, [(10_000,)])


def test_labels_with_their_values_are_no_headings_and_name_the_customer_of_the_rows_below() -> None:
    head: list[Cell] = ["No", "Type", "Date", "Ref", "Details", "Balance"]
    table = table_of(
        [
            ["Aged Debtors Analysis"],
            ["A/C:", "ABB001", "Name:", "Abbey Stores", "Contact:", "J Smith", "Tel:", "0191 000"],
            head,
            ["12", "SI", "03/04/2026", "INV900", "Goods", "480.00"],
            ["31", "SC", "11/05/2026", "CRN12", "Return", "-80.00"],
            [N, N, N, "Totals:", N, "400.00"],
            ["A/C:", "BRI002", "Name:", "Bristol & Co", "Contact:", N, "Tel:"],
            head,
            ["44", "SI", "21/06/2026", "INV951", "Goods", "1,000.00"],
            [N, N, N, "Totals:", N, "1,000.00"],
        ],
        "Aged Debtors",
    )
    assert rows_of(table, "document_no", "customer_id", "customer_name", "amount") == [
        ("12", "ABB001", "Abbey Stores", 48_000),
        ("31", "ABB001", "Abbey Stores", -8_000),
        ("44", "BRI002", "Bristol & Co", 100_000),
    ]


def test_a_customer_alone_in_its_column_is_the_customer_of_the_blank_rows_below() -> None:
    table = table_of(
        [
            ["Customer", "Type", "Date", "Document Number", "Due Date", "Open Balance"],
            ["1001 Falcon Ltd", N, N, N, N, N],
            [N, "Invoice", "5/13/2026", "INV1", "6/12/2026", "$1,100.00"],
            [N, "Credit Memo", "5/13/2026", "CM2", N, "($100.00)"],
            ["Total - 1001 Falcon Ltd", N, N, N, N, "$1,000.00"],
            ["Gull BV", N, N, N, N, N],
            [N, "Invoice", "6/13/2026", "INV3", "7/13/2026", "€500.00"],
        ],
        "AR Aging Detail",
    )
    assert rows_of(table, "document_no", "customer_name", "amount", "currency") == [
        ("INV1", "Falcon Ltd", 110_000, "USD"),
        ("CM2", "Falcon Ltd", -10_000, "USD"),
        ("INV3", "Gull BV", 50_000, "EUR"),
    ]


def test_a_customer_named_once_above_each_subtotal_is_that_of_the_few_blank_rows() -> None:
    table = table_of(
        [
            ["客户", "单据号", "日期", "金额"],
            ["甲公司", "A1", "2026-01-05", 10],
            [N, "A2", "2026-01-06", 20],
            ["小计", N, N, 30],
            ["乙公司", "A3", "2026-01-07", 40],
            ["小计", N, N, 40],
            ["丙公司", "A4", "2026-01-08", 50],
            ["小计", N, N, 50],
        ]
    )
    assert rows_of(table, "customer_name") == [("甲公司",), ("甲公司",), ("乙公司",), ("丙公司",)]


def test_without_such_blocks_a_single_blank_customer_stays_an_issue() -> None:
    table = table_of(
        [["客户", "单据号", "日期", "金额"], *[[f"客户{i}", f"A{i}", "2026-01-05", 10] for i in range(5)], [N, "A9", "2026-01-06", 20]]
    )
    assert [(issue.code, issue.row) for issue in table.issues] == [("missing_customer", 7)]


def test_receipts_written_without_a_sign_in_a_list_of_documents_stay_receipts() -> None:
    reading = reading_of(
        sheet(
            [
                ["日期", "类型", "单号", "客户名称", "金额"],
                ["2026-01-02", "销售出库", "CK01", "甲商行", 1000],
                ["2026-01-10", "收款", "SK01", "甲商行", 600],
                ["2026-01-12", "销售退货", "TH01", "甲商行", 100],
                ["2026-01-20", "收款单", "SK02", "乙商行", 50],
            ],
            "往来",
        )
    )
    documents, receipts = reading.tables
    assert rows_of(documents, "document_no", "amount") == [("CK01", 100_000), ("TH01", -10_000)]
    assert rows_of(receipts, "receipt_no", "amount") == [("SK01", 60_000), ("SK02", 5_000)]


def test_customer_date_and_amount_alone_are_neither_invoices_nor_receipts() -> None:
    rows: list[list[Cell]] = [["客户", "日期", "金额", "备注"], ["甲公司", "2026-01-05", 100, "一月"]]
    unsaid = reading_of(sheet(rows, "Sheet1"))
    assert unsaid.error is not None
    assert "无法判断是应收单据还是收款" in unsaid.error.text("zh")
    assert reading_of(sheet(rows, "回款记录")).tables[0].kind is TableKind.RECEIPTS
    assert reading_of(sheet(rows, "Sheet1"), kind=TableKind.RECEIPTS).tables[0].kind is TableKind.RECEIPTS


def test_a_column_for_each_currency_gives_every_row_its_amount_and_its_currency() -> None:
    table = table_of(
        [
            ["客户", "单号", "日期", "人民币金额", "美元金额", "日元金额"],
            ["甲公司", "D1", "2026-01-05", 100, N, N],
            ["乙公司", "D2", "2026-01-06", N, "200.50", N],
            ["丙公司", "D3", "2026-01-07", N, N, 3_000],
            ["丁公司", "D4", "2026-01-08", 72, 10, N],
            ["戊公司", "D5", "2026-01-09", N, 1, 2],
        ]
    )
    assert rows_of(table, "document_no", "amount", "currency") == [
        ("D1", 10_000, "CNY"),
        ("D2", 20_050, "USD"),
        ("D3", 3_000, "JPY"),
        ("D4", 1_000, "USD"),
    ]
    assert [(issue.row, issue.message.text("en")) for issue in table.issues] == [
        (6, "人民币金额: the row gives amounts in USD, JPY at once")
    ]


def test_a_row_that_names_its_currency_keeps_it_beside_a_column_of_another() -> None:
    table = table_of(
        [
            ["客户", "单号", "日期", "币种", "金额", "美元金额"],
            ["甲公司", "D1", "2026-01-05", "HKD", 100, 12.8],
            ["乙公司", "D2", "2026-01-06", "HKD", 200, N],
            ["丙公司", "D3", "2026-01-07", N, "$300.00", N],
            ["丁公司", "D4", "2026-01-08", "USD", 72, 10],
        ]
    )
    assert rows_of(table, "amount", "currency") == [(10_000, "HKD"), (20_000, "HKD"), (30_000, "USD"), (1_000, "USD")]


def test_two_amount_columns_that_say_the_same_in_yen_are_no_contradiction() -> None:
    table = table_of([["客户", "单号", "日期", "币种", "应收金额", "开票金额"], ["甲公司", "D1", "2026-01-05", "JPY", 3000, 3000]])
    assert rows_of(table, "amount", "currency") == [(3_000, "JPY")]


def test_a_word_that_ends_like_a_currency_is_not_cut() -> None:
    table = table_of([["Débiteur", "Customer", "Invoice No", "Date", "Amount"], ["x", "甲公司", "D1", "2026-01-05", 100]])
    assert "Débiteur" in table.unused


def test_the_books_of_several_companies_on_one_sheet_are_kept_apart() -> None:
    head: list[Cell] = ["客户", "发票号", "日期", "金额"]
    table = table_of(
        [
            ["核算主体：江苏总公司"],
            head,
            ["甲公司", "S1", "2026-01-03", 100],
            ["合计", N, N, 100],
            [N],
            ["核算主体：上海分公司"],
            head,
            ["甲公司", "S1", "2026-01-05", 50],
            ["合计", N, N, 50],
        ]
    )
    assert rows_of(table, "document_no", "entity", "amount") == [("S1", "江苏总公司", 10_000), ("S1", "上海分公司", 5_000)]
    assert not table.issues


def test_one_company_in_the_title_says_nothing_about_the_rows() -> None:
    table = table_of([["编制单位：江苏总公司"], ["客户", "发票号", "日期", "金额"], ["甲公司", "S1", "2026-01-03", 100]])
    assert "entity" not in table.rows


def test_traditional_headings_and_the_calendar_of_taiwan_are_read() -> None:
    table = table_of(
        [
            ["客戶名稱", "發票號碼", "發票日期", "到期日", "金額", "幣別"],
            ["台北光電", "AB12345678", "115/03/05", "民國115年4月4日", "105,000", "新台幣"],
            ["高雄精密", "AB12345679", "1150318", 1150417, "52,500", "NTD"],
        ]
    )
    assert rows_of(table, "document_no", "document_date", "due_date", "currency") == [
        ("AB12345678", "2026-03-05", "2026-04-04", "TWD"),
        ("AB12345679", "2026-03-18", "2026-04-17", "TWD"),
    ]
    assert read_date("115/02/29") is None
    assert read_date("113/02/29") == dt.date(2024, 2, 29)


def test_the_currency_before_a_traditional_heading_counts() -> None:
    table = table_of([["客戶", "單號", "日期", "美元金額"], ["台達", "V1", "2026-01-05", 100]])
    assert rows_of(table, "amount", "currency") == [(10_000, "USD")]


def test_headings_of_oracle_and_of_a_german_ledger_are_known() -> None:
    oracle = table_of(
        [
            ["Customer Name", "Trx Number", "Trx Date", "Due Date", "Currency", "Amount Due Original", "Amount Due Remaining"],
            ["Vision Corp", "10024", "15-JAN-26", "14-FEB-26", "USD", "5,000.00", "2,500.00"],
        ],
        "AR",
    )
    assert rows_of(oracle, "document_no", "document_date", "amount", "open_amount") == [("10024", "2026-01-15", 500_000, 250_000)]
    german = table_of(
        [
            ["Konto", "Name", "Belegnummer", "Belegdatum", "Fälligkeit", "Betrag", "Währung", "Offener Betrag"],
            ["10001", "Müller GmbH", "RE-1", "05.03.2026", "04.04.2026", "1.234,56", "EUR", "34,56"],
        ],
        "OPOS",
    )
    assert rows_of(german, "document_no", "due_date", "amount", "open_amount") == [("RE-1", "2026-04-04", 123_456, 3_456)]


def test_a_second_table_of_currencies_is_held_against_the_total_in_its_own_currency_only() -> None:
    table = reading_of(
        Sheet(
            "AR",
            [
                ["Customer", "Invoice No", "Invoice Date", "Amount (RMB)", "Amount (USD)"],
                ["Blue", "I-1", "2026-01-05", 7200, 1000],
                ["Total", N, N, 7200, 1000],
            ],
        )
    )
    assert rows_of(table.tables[0], "amount", "currency") == [(100_000, "USD")]
    assert not any("7,200" in note.text("en") for note in table.notes)


def test_an_amount_that_its_own_comma_cut_in_two_is_named_and_never_read_as_what_is_left_of_it() -> None:
    text = "客户,发票号,开票日期,金额,备注\n甲公司,F1,2026-01-05,1,234.56,正常\n乙公司,F2,2026-01-06,500.00,含税,已对账\n"
    (reading,) = read_files(text.encode(), "应收.csv")
    assert rows_of(reading.tables[0], "document_no", "amount") == [("F2", 50_000)]
    assert [(issue.row, issue.code, issue.value) for issue in reading.every_issue] == [(2, "cut_at_comma", "1,234.56")]


def test_a_credit_mark_beside_a_minus_says_the_same_thing_once() -> None:
    table = table_of(
        [["客户", "单号", "日期", "金额"], ["甲公司", "1", "2026-01-05", "-1,000.00 CR"], ["甲公司", "2", "2026-01-05", "50.00 CR"]]
    )
    assert rows_of(table, "amount") == [(-100_000,), (-5_000,)]


def test_an_advance_in_a_column_of_its_own_is_a_receipt() -> None:
    reading = reading_of(
        sheet(
            [
                ["客户", "单号", "日期", "应收账款", "预收账款"],
                ["甲公司", "1", "2026-01-01", 100, N],
                ["甲公司", "Y1", "2026-01-05", N, 300],
            ]
        )
    )
    documents, receipts = reading.tables
    assert (rows_of(documents, "document_no", "amount"), rows_of(receipts, "receipt_no", "amount")) == ([("1", 10_000)], [("Y1", 30_000)])
    assert documents.columns["预收账款"] == "amount"


def test_an_advance_in_a_ledger_of_customers_is_a_receipt_too() -> None:
    reading = reading_of(
        sheet(
            [
                ["客户名称", "单据日期", "单据编号", "业务类型", "增加应收款", "增加预收款", "收取应收款", "应收款余额"],
                ["乙公司", "2026-01-06", "XS2", "普通销售", 300, N, N, 300],
                ["乙公司", "2026-01-07", "SK2", "收款", N, 200, N, 100],
            ],
            "应收款明细表",
        )
    )
    assert [(table.kind, rows_of(table, "amount")) for table in reading.tables] == [
        (TableKind.DOCUMENTS, [(30_000,)]),
        (TableKind.RECEIPTS, [(20_000,)]),
    ]


def test_the_copy_of_a_months_sheet_names_no_customer_and_short_names_under_单位_are_names() -> None:
    head: list[Cell] = ["单位", "票号", "日期", "含税金额"]
    reading = reading_of(
        sheet([head, ["甲公司", "1", "2026-02-01", 20]], "2月"),
        sheet([head, ["甲公司", "2", "2026-02-02", 30]], "2月 (2)"),
        sheet([["票号", "日期", "含税金额"], ["3", "2026-02-02", 30]], "2月 副本"),
    )
    assert rows_of(reading.tables[0], "customer_name", "document_no") == [("甲公司", "1"), ("甲公司", "2")]
    assert [issue.sheet for issue in reading.issues] == ["2月 副本"]


def test_the_upper_rows_of_an_outline_are_headings_and_not_documents() -> None:
    table = table_of(
        [
            ["客户名称", "单据号", "日期", "金额"],
            ["甲公司", N, N, 300],
            [N, "A1", "2026-01-05", 100],
            [N, "A2", "2026-01-06", 200],
            ["乙公司", N, N, "1,050.00"],
            [N, "A3", "2026-01-07", "1,050.00"],
        ]
    )
    assert rows_of(table, "document_no", "customer_name") == [("A1", "甲公司"), ("A2", "甲公司"), ("A3", "乙公司")]
    assert not table.issues


def test_total_and_the_groups_name_is_a_subtotal_and_total_alone_in_a_name_is_not() -> None:
    table = table_of(
        [
            [N, "Type", "Date", "Num", "Open Balance"],
            ["Baker, Chris", N, N, N, N],
            [N, "Invoice", "2025-12-15", "80", 500],
            ["Total Baker, Chris", N, N, N, 500],
            ["Total Energies", N, N, N, N],
            [N, "Invoice", "2025-12-16", "81", 70],
        ],
        "Open invoices",
    )
    assert rows_of(table, "document_no", "customer_name") == [("80", "Baker, Chris"), ("81", "Total Energies")]
    assert not table.issues


def test_a_small_table_of_other_figures_below_is_set_aside_as_such() -> None:
    table = table_of(
        [
            ["客户", "发票号", "日期", "金额"],
            ["甲公司", "1", "2026-01-01", 10],
            [N],
            ["账龄汇总"],
            ["账龄", "金额", "占比"],
            ["30天以内", 10, "100%"],
        ]
    )
    assert (rows_of(table, "document_no"), table.issues) == ([("1",)], ())
    assert [aside.row for aside in table.set_aside if "小表" in aside.reason.text("zh")] == [6]


def test_a_small_table_of_other_figures_ends_where_the_headings_are_repeated() -> None:
    head: list[Cell] = ["客户", "发票号", "日期", "金额"]
    small: list[list[Cell]] = [["账龄", "金额"], ["30天以内", 10]]
    table = table_of([head, ["甲公司", "1", "2026-01-01", 10], [N], *small, head, ["乙公司", "2", "2026-01-02", 20]])
    assert rows_of(table, "document_no", "amount") == [("1", 1_000), ("2", 2_000)]


@pytest.mark.parametrize("text", ["2026-03-06（补开）", "2026年3月6日前", "2026/3/6止", "2026-03-06 (late)"])
def test_a_remark_behind_a_date_does_not_hide_it(text: str) -> None:
    assert read_date(text) == dt.date(2026, 3, 6)


def test_the_unit_of_a_traditional_title_counts() -> None:
    table = table_of(
        [["單位：新台幣千元"], ["客戶代號", "客戶名稱", "發票號碼", "交易日期", "應收金額"], ["A01", "台達", "V1", "115/1/5", 100]],
        "應收帳款",
    )
    assert rows_of(table, "customer_id", "document_no", "amount", "currency") == [("A01", "V1", 10_000_000, "TWD")]


@pytest.mark.parametrize("age", ["91天或以上逾期", "1-30天逾期", "当前"])
def test_an_age_above_its_rows_is_never_taken_for_a_customer(age: str) -> None:
    reading = reading_of(sheet([["日期", "编号", "到期日", "金额"], [age], ["2026/01/15", "1001", "2026/02/14", 1250]], "Sheet1"))
    assert not any("customer_name" in table.rows for table in reading.tables)
    assert reading.error is not None
