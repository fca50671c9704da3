"""The currency of an amount: said by a column, a heading, a title, a sheet's name, a number format, or by what a receipt pays."""

import io
from pathlib import Path

import pytest
import xlsxwriter

from arcore import ledger
from arcore.intake.reading import read
from arcore.ledger.store import Ledger
from arcore.schema import TableKind
from tests.ledger_fixtures import TODAY, documents, open_balances, reading, receipts, table, take_in
from tests.sheet_builders import day, reading_of, sheet, table_of

HEAD = ["单据号", "客户名称", "开票日期", "金额"]
ROW = ["A1", "甲公司", day("2026-01-05"), 1234]


@pytest.fixture
def book() -> Ledger:
    return ledger.open(ledger.MEMORY)


@pytest.mark.parametrize(
    ("titles", "heading", "sheet", "code", "minor"),
    [
        (["单位：美元"], "金额", "应收明细", "USD", 123400),
        (["金额单位：万美元"], "金额", "应收明细", "USD", 1_234_000_000),
        (["All amounts in US Dollars"], "金额", "应收明细", "USD", 123400),
        (["Amounts in EUR thousands"], "金额", "应收明细", "EUR", 123_400_000),
        ([], "Amount (USD)", "应收明细", "USD", 123400),
        ([], "金额（美元）", "应收明细", "USD", 123400),
        ([], "金额", "应收-美元", "USD", 123400),
        ([], "金额", "AR JPY", "JPY", 1234),
        (["币种：人民币"], "金额", "应收明细", "CNY", 123400),
    ],
)
def test_a_currency_outside_the_rows_is_read(titles: list[str], heading: str, sheet: str, code: str, minor: int) -> None:
    read_table = table_of([*[[text, None, None, None] for text in titles], [*HEAD[:3], heading], ROW], sheet)
    assert (read_table.rows["currency"].tolist(), read_table.rows["amount"].tolist()) == ([code], [minor])


def test_a_unit_of_ten_thousand_scales_and_a_bare_yuan_names_no_currency() -> None:
    read_table = table_of([["单位：万元", None, None, None], HEAD, ROW])
    assert read_table.rows["amount"].tolist() == [1_234_000_000]
    assert read_table.rows["currency"].isna().all()


def book_with_formats(*formats: str) -> bytes:
    memory = io.BytesIO()
    written = xlsxwriter.Workbook(memory)
    sheet = written.add_worksheet("明细")
    sheet.write_row(0, 0, HEAD)
    for row, number_format in enumerate(formats, start=1):
        sheet.write_row(row, 0, [f"A{row}", "甲公司", "2026-01-05"])
        sheet.write_number(row, 3, 1500.5 if "411" not in number_format else 1500, written.add_format({"num_format": number_format}))
    written.close()
    return memory.getvalue()


def test_a_currency_that_only_the_number_format_shows_is_read() -> None:
    content = book_with_formats("[$USD] #,##0.00", '"€"#,##0.00', "[$¥-411]#,##0", "[$¥-804]#,##0.00", "#,##0.00", '"HK$"#,##0.00')
    (read_table,) = read(content, "a.xlsx").tables
    assert read_table.rows["currency"].fillna("-").tolist() == ["USD", "EUR", "JPY", "CNY", "-", "HKD"]
    assert read_table.rows["amount"].tolist() == [150050, 150050, 1500, 150050, 150050, 150050]


def test_a_currency_column_goes_before_the_number_format() -> None:
    memory = io.BytesIO()
    written = xlsxwriter.Workbook(memory)
    sheet = written.add_worksheet("明细")
    sheet.write_row(0, 0, [*HEAD, "币种"])
    sheet.write_row(1, 0, ["A1", "甲公司", "2026-01-05"])
    sheet.write_number(1, 3, 10, written.add_format({"num_format": '"¥"#,##0.00'}))
    sheet.write_string(1, 4, "USD")
    written.close()
    (read_table,) = read(memory.getvalue(), "a.xlsx").tables
    assert (read_table.rows["currency"].tolist(), read_table.issues) == (["USD"], ())


def test_a_receipt_without_currency_is_in_that_of_the_document_it_pays(book: Ledger) -> None:
    take_in(book, documents({"currency": "USD"}, {"currency": "CNY"}))
    preview = book.preview_import([reading(receipts({"document_no": "D1", "amount": 4_000}, {"document_no": "D2"}))], data_date=TODAY)
    assert "按所付单据或客户的币种读取：USD 1 笔" in " ".join(q.text("zh") for q in preview.questions)
    book.commit_import(preview, who="Li", why="")
    assert book.books().receipts["currency"].tolist() == ["USD", "CNY"]
    assert open_balances(book) == {"D1": 6_000, "D2": 0}


def test_a_receipt_that_names_nothing_is_in_the_currency_its_customer_is_billed_in(book: Ledger) -> None:
    take_in(book, documents({"currency": "USD"}), receipts({"amount": 4_000}))
    assert book.books().receipts["currency"].tolist() == ["USD"]


def test_a_receipt_that_may_be_in_two_currencies_is_reported(book: Ledger) -> None:
    preview = book.preview_import([reading(documents({"currency": "USD"}, {}), receipts({"amount": 4_000}))], data_date=TODAY)
    (found,) = preview.issues
    assert (found.issue.code, found.issue.row, found.issue.blocking) == ("currency_unclear", 2, False)
    assert found.issue.message.text("zh") == "该笔收款未注明币种，可能对应 CNY, USD 的单据，暂按 CNY 读取。"


def test_the_same_receipts_again_change_nothing_though_their_documents_came_later(book: Ledger) -> None:
    money = receipts({"document_no": "D1", "amount": 4_000, "receipt_no": "R1"}, {"document_no": "D1", "amount": 500})
    take_in(book, money)
    assert book.books().receipts["currency"].tolist() == ["CNY", "CNY"]
    take_in(book, documents({"currency": "USD"}), file="documents.xlsx")
    take_in(book, money)
    assert book.books().receipts["currency"].tolist() == ["USD", "USD"]
    assert open_balances(book) == {"D1": 5_500}
    assert book.preview_import([reading(money)], data_date=TODAY).nothing_new


def test_yen_found_by_the_document_are_not_read_as_hundredths(book: Ledger) -> None:
    money = receipts({"document_no": "D1", "amount": 400_000})
    money.facts["currency_assumed"] = "CNY"  # type: ignore[index]
    take_in(book, documents({"currency": "JPY", "amount": 10_000}), money)
    assert (book.books().receipts["amount"].tolist(), open_balances(book)) == ([4_000], {"D1": 6_000})


def test_a_list_without_currency_does_not_change_what_the_ledger_knows(book: Ledger) -> None:
    take_in(book, documents({"currency": "USD"}))
    take_in(book, documents({"amount": 10_000}), file="later.xlsx")
    assert book.books().documents["currency"].tolist() == ["USD"]


def test_a_customer_list_names_the_currency_of_documents_that_name_none(book: Ledger, tmp_path: Path) -> None:
    take_in(book, table(TableKind.CUSTOMERS, [{"customer_id": "C1", "customer_name": "甲", "currency": "HKD"}]), documents({}))
    assert book.books().documents["currency"].tolist() == ["HKD"]


def test_a_unit_above_the_first_table_counts_for_the_tables_below_it() -> None:
    second = [["收款日期", "客户名称", "收款金额", "收款单号"], [day("2026-02-01"), "甲公司", 1, "R1"]]
    result = reading_of(sheet([["单位：万元", None, None, None], HEAD, ROW, [None] * 4, *second]))
    assert [t.rows["amount"].tolist() for t in result.tables] == [[1_234_000_000], [1_000_000]]
