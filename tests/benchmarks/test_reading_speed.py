"""Opening a workbook, guard and all, against the bare reader on the same file: a ratio within one run, never seconds."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from arcore.intake.files import open_workbook

DOCUMENTS = 100_000
HEADINGS = ("单据编号", "客户编码", "客户名称", "单据类型", "单据日期", "到期日", "币种", "价税合计", "已收金额", "业务员", "部门", "备注")
ALLOWED = 1.6


@pytest.fixture(scope="module")
def workbook() -> bytes:
    """100,000 documents in 12 columns, texts inline as report programs write them."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "in_memory": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("应收")
    sheet.write_row(0, 0, HEADINGS)
    for number in range(1, DOCUMENTS + 1):
        sheet.write_row(number, 0, (f"INV{number:08d}", f"C{number % 2000:05d}", f"客户{number % 2000}有限公司", "发票"))
        sheet.write_number(number, 4, 45292 + number % 700, day)
        sheet.write_number(number, 5, 45322 + number % 700, day)
        sheet.write_row(number, 6, ("CNY", number * 7919 % 10**7 / 100, 0, "张三", "华东", f"备注{number}" if number % 3 == 0 else ""))
    book.close()
    return file.getvalue()


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the better of two runs."""
    spent = []
    for _ in range(2):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent)


@pytest.mark.benchmark
def test_opening_costs_little_more_than_the_bare_reader(workbook: bytes) -> None:
    bare = seconds(lambda: CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python())
    guarded = seconds(lambda: open_workbook(workbook, "应收.xlsx"))
    print(f"\nbare reader {bare:.2f} s, open_workbook {guarded:.2f} s, ratio {guarded / bare:.2f} (allowed {ALLOWED})")
    assert guarded <= ALLOWED * bare
