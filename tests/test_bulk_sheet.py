"""The bulk table reads back exactly, in every reader, whatever the texts and numbers are."""

import io
import re
from zipfile import ZipFile

import fastexcel
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from arcore.documents.bulk_sheet import CHUNK, BulkSheet, CellColumn
from arcore.documents.columns import SheetColumn, write_table
from arcore.documents.workbook_style import LONGEST, Paper, Stamp, cell_text
from arcore.messages import say
from tests.test_aging_workbook import AS_OF, NASTY

NASTY_TEXTS = [*NASTY, "<r><b/></r>", "_x0041_", "a\x07b", "a & b < c > d", " two  spaces ", "行\n二", "\ufffe", "😀", "'", "#N/A"]


def paper() -> Paper:
    return Paper(Stamp("A", AS_OF, "en"), say("Aging"))


def written(texts: list[str], amounts: list[int]) -> bytes:
    book = paper()
    sheet = book.sheet("S")
    columns = [
        SheetColumn("text", "Text", "text", texts),
        SheetColumn("amount", "Amount", "money", amounts),
        SheetColumn("double", "Double", "money", [2 * amount for amount in amounts], "=ROUND(B{row}*2,2)"),
        SheetColumn("label", "Label", "label", texts, lambda offset, row: f'=A{row}&"<&>"' if offset % 2 else None),
    ]
    write_table(book, sheet, 0, columns, "CNY")
    sheet.write_string(len(texts) + 2, 0, "below")
    return book.bytes()


texts = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=20)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(texts, st.integers(-(10**13), 10**13)), min_size=1, max_size=8))
@example([(text, place) for place, text in enumerate(NASTY_TEXTS)])
def test_every_text_and_amount_comes_back(rows: list[tuple[str, int]]) -> None:
    given_texts, amounts = [text for text, _ in rows], [amount for _, amount in rows]
    sheet = load_workbook(io.BytesIO(written(given_texts, amounts)))["S"]
    for number, (text, amount) in enumerate(rows, start=2):
        assert sheet.cell(number, 1).data_type != "f"
        assert as_read(sheet.cell(number, 1).value) == as_read(cell_text(text))
        assert round(sheet.cell(number, 2).value * 100) == amount
        assert sheet.cell(number, 3).value == f"=ROUND(B{number}*2,2)"
    assert sheet.cell(len(rows) + 3, 1).value == "below"


def as_read(text: object) -> str:
    """Control signs and line ends as XML readers give them."""
    return "".join(sign for sign in str(text or "") if sign.isprintable()).strip()


def test_three_readers_agree_on_a_table_longer_than_a_chunk() -> None:
    count = CHUNK + 3
    names, amounts = [f"单据{number}" for number in range(count)], list(range(-5, count - 5))
    content = written(names, amounts)
    with_openpyxl = [row[:3] for row in load_workbook(io.BytesIO(content), data_only=True)["S"].iter_rows(2, count + 1, values_only=True)]
    with_calamine = [
        tuple(row[:3]) for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("S").to_python()[1 : count + 1]
    ]
    table = fastexcel.read_excel(content).load_sheet("S", n_rows=count).to_pandas()
    with_fastexcel = list(table.iloc[:, :3].itertuples(index=False, name=None))
    expected = [(name, amount / 100, 2 * amount / 100) for name, amount in zip(names, amounts, strict=True)]
    assert with_openpyxl == with_calamine == expected
    assert with_fastexcel == expected


def test_texts_are_stored_as_xlsxwriter_stores_them() -> None:
    texts = [" before", "after ", "plain", "a<b>&c", "_x0041_", "tab\there", "中文", "<r>x", "_x"]
    with ZipFile(io.BytesIO(written(texts, list(range(len(texts)))))) as archive:
        stored = archive.read("xl/sharedStrings.xml").decode()
    book, plain = io.BytesIO(), sorted(texts)
    with xlsxwriter.Workbook(book) as workbook:
        sheet = workbook.add_worksheet()
        for row, text in enumerate(plain):
            sheet.write_string(row, 0, text)
    with ZipFile(book) as archive:
        usual = archive.read("xl/sharedStrings.xml").decode()
    assert all(item in stored for item in re.findall("<si>.*?</si>", usual, re.DOTALL))


def test_text_longer_than_a_cell_holds_is_cut_and_not_lost() -> None:
    sheet = load_workbook(io.BytesIO(written(["x" * 40_000], [1])))["S"]
    assert len(sheet["A2"].value) == LONGEST


def test_text_that_xlsxwriter_takes_for_markup_stays_text() -> None:
    assert load_workbook(io.BytesIO(written(["<r><t>x</t></r>"], [1])))["S"]["A2"].value.strip() == "<r><t>x</t></r>"


def test_a_table_without_rows_leaves_only_its_headings() -> None:
    book = paper()
    sheet = book.sheet("S")
    assert isinstance(sheet, BulkSheet)
    sheet.write_string(0, 0, "Heading")
    sheet.write_block(1, [CellColumn([], None, book.format())])
    assert load_workbook(io.BytesIO(book.bytes()))["S"].max_row == 1


@pytest.mark.parametrize("value", ["</f><v>1</v></c><c><f>1+1", 'a"b'])
def test_a_formulas_text_value_is_escaped(value: str) -> None:
    book = paper()
    sheet = book.sheet("S")
    sheet.write_string(0, 0, "Heading")
    sheet.write_block(1, [CellColumn([value], '=A1&"<"', book.format())])
    content = book.bytes()
    assert load_workbook(io.BytesIO(content), data_only=True)["S"]["A2"].value == value
    assert load_workbook(io.BytesIO(content))["S"]["A2"].value == '=A1&"<"'


def test_thousands_of_texts_come_back_with_odd_ones_among_them() -> None:
    odd = {7: " a", 1_500: "_x0041_", 1_501: "b ", 2_001: "行\n二", 2_002: "a\0b"}
    texts = [odd.get(place, f"T{place}&") for place in range(2_500)]
    book = paper()
    sheet = book.sheet("S")
    for row, text in enumerate(texts):
        sheet.write_string(row, 0, text)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.bytes())).get_sheet_by_index(0).to_python()
    assert [as_read(row[0]) for row in rows] == [as_read(text) for text in texts]


def test_the_archive_is_packed_and_its_checksums_are_right() -> None:
    texts = [f"客户{place % 50}有限公司" for place in range(3 * CHUNK)]
    with ZipFile(io.BytesIO(written(texts, list(range(3 * CHUNK))))) as archive:
        assert archive.testzip() is None
        sheet = archive.getinfo("xl/worksheets/sheet1.xml")
    assert sheet.compress_size < sheet.file_size / 5


def test_amounts_beyond_what_a_float_holds_are_written_as_before() -> None:
    amounts = [2**53 + 1, -(2**70), 5, 0]
    sheet = load_workbook(io.BytesIO(written(["a", "b", "c", "d"], amounts)))["S"]
    assert [sheet.cell(row, 2).value for row in range(2, 6)] == [amount / 100 for amount in amounts]
