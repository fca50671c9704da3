"""What a cell is, in every format: as stored, error values and uncalculated formulas apart from blanks."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
import xlsxwriter

from arcore.intake.files import open_workbook
from arcore.intake.model import Cell, CellError, Sheet
from tests.awkward_files import MAIN, STRICT, cells, number, ods, small_table, xls, xlsb, xlsx


def sheet(content: bytes) -> Sheet:
    return open_workbook(content, "f").sheets[0]


def rows(content: bytes) -> list[list[Cell]]:
    return [list(row) for row in sheet(content).rows]


def row(*inner: str) -> bytes:
    return xlsx(cells(f'<row r="1">{"".join(inner)}</row>'))


def test_numbers_dates_and_texts_of_a_workbook_are_as_stored() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    page = book.add_worksheet()
    day, moment, span, clock = (book.add_format({"num_format": f}) for f in ('yyyy"年"m"月"d"日"', "yyyy-mm-dd hh:mm", "[h]:mm", "h:mm"))
    page.write_row(0, 0, [1234, 12.5, "000123", True, 1e15, 12345678901234567890])
    page.write(0, 6, dt.date(2026, 2, 1), day)
    page.write(0, 7, dt.datetime(2026, 2, 1, 8, 5), moment)
    page.write(0, 8, 1.25, span)
    page.write(0, 9, 0.25, clock)
    book.close()
    assert rows(file.getvalue()) == [
        [
            1234,
            12.5,
            "000123",
            True,
            1e15,
            12345678901234570000.0,
            dt.date(2026, 2, 1),
            dt.datetime(2026, 2, 1, 8, 5),
            dt.timedelta(1, 21600),
            dt.time(6),
        ]
    ]
    assert isinstance(rows(file.getvalue())[0][0], int)


def test_the_1904_calendar_shifts_dates_by_four_years() -> None:
    dated = number("A1", 44592, 's="2"')
    content = xlsx(cells(f'<row r="1">{dated}</row>'), workbook_properties='<workbookPr date1904="1"/>')
    assert rows(content) == [[dt.date(2026, 2, 1)]]


def test_strict_files_and_prefixed_tags_read_like_any_other() -> None:
    assert rows(xlsx(cells(small_table(1)), namespace=STRICT)) == [[1, 1, 1]]
    prefixed = f'<?xml version="1.0"?><x:worksheet xmlns:x="{MAIN}">'
    prefixed += '<x:sheetData><x:row r="1"><x:c r="B1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    assert rows(xlsx(prefixed)) == [[None, 5]]


def test_a_wrong_dimension_hides_nothing() -> None:
    assert rows(xlsx('<dimension ref="A1:A1"/>' + cells(small_table(2)))) == [[1, 1, 1], [2, 2, 2]]


def test_rows_and_columns_keep_their_place_when_the_sheet_begins_lower() -> None:
    low = number("C3", 7)
    assert rows(xlsx(cells(f'<row r="3">{low}</row>'))) == [[None] * 3, [None] * 3, [None, None, 7]]


def test_cells_without_address_are_counted() -> None:
    assert rows(xlsx(cells("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"))) == [[1, 2], [3, None]]


@pytest.mark.parametrize("code", ["#N/A", "#REF!", "#DIV/0!", "#NAME?", "#SPILL!", "#CALC!", "#GETTING_DATA"])
def test_an_error_value_is_kept_with_its_code(code: str) -> None:
    assert rows(row(number("A1", 1), number("B1", code, 't="e"'), number("C1", 2))) == [[1, CellError(code), 2]]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("<c r='A1'><f>B1</f></c>", CellError("=")),
        ('<c r="A1"><f>B1</f></c>', CellError("=")),
        ('<c r="A1"><f>B1</f><v></v></c>', CellError("=")),
        ('<c r="A1"><f>B1</f><v/></c>', CellError("=")),
        ('<c r="A1"><f t="shared" si="0"/></c>', CellError("=")),
        ('<c r="A1" t="str"><f>B1</f><v></v></c>', None),
        ('<c r="A1"><f>B1</f><v>5</v></c>', 5),
        ('<c r="A1" t="str"><f>B1</f><v>甲</v></c>', "甲"),
    ],
)
def test_a_formula_without_value_is_no_blank(formula: str, expected: Cell) -> None:
    assert rows(row(formula, number("B1", 9))) == [[expected, 9]]


def test_a_workbook_saved_by_openpyxl_shows_its_formulas_as_uncalculated() -> None:
    book = openpyxl.Workbook()
    book.active.append([1, "=A1*2"])
    file = io.BytesIO()
    book.save(file)
    assert rows(file.getvalue()) == [[1, CellError("=")]]


def test_hidden_rows_and_merged_ranges_are_known() -> None:
    content = xlsx(
        cells(
            '<row r="1"><c r="A1"><v>1</v></c></row>',
            '<row r="2" hidden="1" ht="0"><c r="A2"><v>2</v></c></row>',
            '<row r="3"><c r="A3"><v>3</v></c><c r="B3"><v>3</v></c></row>',
        )
        + '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    )
    assert sheet(content).hidden_rows == {2}
    assert sheet(content).merged == ((0, 0, 1, 1), (2, 0, 2, 1))


def test_old_workbooks_keep_errors_dates_and_texts_apart() -> None:
    content = xls({(0, 0): "单据", (0, 1): 5, (1, 0): True, (1, 1): 2.5, (3, 0): "末"})
    assert rows(content) == [["单据", 5], [True, 2.5], [None, None], ["末", None]]


def test_binary_workbooks_keep_error_values() -> None:
    assert rows(xlsb({(0, 0): 1.0, (1, 1): "#N/A"})) == [[1, None], [None, CellError("#N/A")]]


def test_an_open_document_keeps_types_repeats_errors_and_hidden_parts() -> None:
    content = ods(
        '<table:table table:name="表"><table:table-row table:number-rows-repeated="2">'
        '<table:table-cell office:value-type="float" office:value="12.50" table:number-columns-repeated="2"/></table:table-row>'
        '<table:table-row table:visibility="collapse"><table:table-cell office:value-type="date" office:date-value="2026-02-01"/>'
        '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=A1"/>'
        '<table:table-cell office:value-type="string"><text:p>甲<text:s text:c="2"/>乙</text:p></table:table-cell>'
        '</table:table-row></table:table><table:table table:name="隐" table:style-name="h"/>',
        styles='<style:style style:name="h"><style:table-properties table:display="false"/></style:style>',
    )
    first, second = open_workbook(content, "f").sheets
    assert [list(r) for r in first.rows] == [[12.5, 12.5], [12.5, 12.5], [dt.date(2026, 2, 1), CellError("#N/A"), CellError("="), "甲  乙"]]
    assert (first.hidden_rows, second.hidden) == ({3}, True)


def test_an_excel_2003_document_keeps_types_and_gaps() -> None:
    content = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        '<Worksheet ss:Name="应收"><Table><Row ss:Index="2"><Cell ss:Index="2"><Data ss:Type="Number">1234.5</Data></Cell>'
        '<Cell ss:MergeAcross="1"><Data ss:Type="String">000123</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2026-02-01T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Error">#N/A</Data></Cell></Row></Table></Worksheet></Workbook>'
    ).encode()
    assert rows(content) == [[], [None, 1234.5, "000123", None, dt.date(2026, 2, 1), CellError("#N/A")]]
    assert sheet(content).merged == ((1, 2, 1, 3),)


def test_html_cells_are_text_and_spans_keep_their_place() -> None:
    page = (
        "<html><head><meta charset=gbk></head><table><tr><td>布局<table><tr><th rowspan=2>客户</th><th colspan=2>金额</th></tr>"
        "<tr><td>借方</td><td>贷&nbsp;方</td></tr>"
        "<tr><td>甲<br>公司</td><td style='mso-number-format:\"\\@\"'>000123</td></tr></table></td></tr></table></html>"
    )
    assert rows(page.encode("gb18030")) == [["客户", "金额", None], [None, "借方", "贷\xa0方"], ["甲\n公司", "000123"]]
    assert sheet(page.encode("gb18030")).merged == ((0, 0, 1, 0), (0, 1, 0, 2))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_reads_in_every_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    lines = [["单据编号", "客户名称", "金额"], ["00012", "甲公司", "1.5"], ["00013", "乙公司", "2.5"]]
    text = "\r\n".join(delimiter.join(line) for line in lines) + "\r\n"
    assert rows(text.encode(encoding)) == lines


def test_a_preamble_and_quoted_line_ends_do_not_disturb_the_table() -> None:
    text = '账户名称：甲公司; 起止：2026\n\n日期,金额,摘要\n2026-01-01,"1,000.00","货款\n尾款"\n2026-01-02\t,`5,\n'
    assert rows(text.encode()) == [
        ["账户名称：甲公司; 起止：2026"],
        [],
        ["日期", "金额", "摘要"],
        ["2026-01-01", "1,000.00", "货款\n尾款"],
        ["2026-01-02\t", "`5", None],
    ]


def test_an_unclosed_quote_does_not_swallow_the_rows_after_it() -> None:
    text = 'a,b\n"甲公司,1\n' + "乙,2\n" * 200
    assert len(rows(text.encode())) == 202


def test_a_line_that_names_the_separator_becomes_a_blank_row() -> None:
    assert rows(b"sep=;\r\na;b,c\r\n") == [[], ["a", "b,c"]]


def test_western_letters_are_not_taken_for_chinese() -> None:
    book = open_workbook("Kunde;Fällig\nMüller;1\n".encode("cp1252"), "f")
    assert book.sheets[0].rows == [["Kunde", "Fällig"], ["Müller", "1"]]
    assert "accents" in book.notes[0].text("en")
