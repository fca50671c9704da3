"""Reading 100,000 documents of 12 columns costs at most 2.5 bare reads of the same file; measured within one run."""

from __future__ import annotations

import datetime as dt
import io
import time
from collections.abc import Callable

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from arcore.intake.reading import read

ROWS = 100_000
HEADINGS = ("单据号", "客户编码", "客户名称", "开票日期", "到期日", "价税合计", "已收金额", "币种", "业务员", "部门", "合同号", "备注")


def big_workbook() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("应收明细")
    sheet.write_row(0, 0, HEADINGS)
    for i in range(ROWS):
        customer, date = i * 7919 % 2000, dt.datetime(2024, 1, 1) + dt.timedelta(days=i * 31 % 800)
        amount = (i * 104729 % 10**8 + 100) / 100
        sheet.write_row(i + 1, 0, [f"AR{i:08d}", f"C{customer:05d}", f"客户{customer}有限公司"])
        sheet.write_datetime(i + 1, 3, date)
        sheet.write_datetime(i + 1, 4, date + dt.timedelta(days=30))
        sheet.write_row(i + 1, 5, [amount, amount if i % 2 else 0, "CNY", f"业务{i % 20}", f"部门{i % 5}", f"HT-{customer}-{i % 7}"])
        if i % 3 == 0:
            sheet.write_string(i + 1, 11, "备注文字")
    book.close()
    return out.getvalue()


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@pytest.mark.benchmark
def test_reading_a_hundred_thousand_documents_costs_at_most_two_and_a_half_bare_reads() -> None:
    content = big_workbook()
    bare, whole = [], []
    for _ in range(3):
        bare.append(seconds(lambda: CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()))
        whole.append(seconds(lambda: read(content, "big.xlsx")))
    print(f"bare {min(bare):.2f} s, intake {min(whole):.2f} s, ratio {min(whole) / min(bare):.2f}")
    assert min(whole) <= 2.5 * min(bare)
