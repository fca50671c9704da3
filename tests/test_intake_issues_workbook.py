"""The user's own workbook comes back with its faults marked."""

from __future__ import annotations

import io

from openpyxl import Workbook as Book
from openpyxl import load_workbook

from arcore.documents.issues_workbook import mark_issues
from arcore.intake.reading import read


def xlsx() -> bytes:
    book = Book()
    sheet = book.active
    assert sheet is not None
    sheet.title = "明细"
    for row in (
        ["发票号码", "客户名称", "开票日期", "到期日", "价税合计"],
        ["A1", "甲公司", "2026-01-05", "2026-02-30", 100],
        ["A2", "甲公司", "2026-01-05", "2026-02-28", 100],
    ):
        sheet.append(row)
    sheet["G1"] = "=1+1"
    sheet["F3"] = "自己的批注格"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_faulty_cells_are_colored_and_commented_and_everything_else_is_untouched() -> None:
    content = xlsx()
    book = load_workbook(io.BytesIO(mark_issues(content, read(content, "a.xlsx"), "zh")))
    cell = book["明细"]["D2"]
    assert cell.fill.fgColor.rgb == "00F8CBAD"
    assert cell.comment.text == "到期日：“2026-02-30”不是有效日期，2026-02 只有 28 天\n请对照合同或发票核对后更正日期"
    assert book["明细"]["G1"].value == "=1+1"
    assert book["明细"]["D3"].comment is None
    assert [c.value for c in book["问题清单"][2]][:5] == ["明细", 2, "到期日", "D2", "2026-02-30"]


def test_a_csv_comes_back_as_a_workbook_in_which_no_text_is_a_formula() -> None:
    content = '发票号码,客户名称,开票日期,价税合计\nA1,"=HYPERLINK(""x"")",2026-01-05,=1+\nA2,甲,2026-01-05,5\n'.encode()
    book = load_workbook(io.BytesIO(mark_issues(content, read(content, "a.csv"), "en")))
    first = book.worksheets[0]
    assert first["B2"].value == '=HYPERLINK("x")'
    assert first["B2"].data_type == "s"
    assert first["D2"].comment is not None
    listed = book["Issues found"]
    assert all(cell.data_type != "f" for row in listed.iter_rows() for cell in row)
    assert listed["E2"].value == "=1+"
