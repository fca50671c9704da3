"""Writing a large table in bulk against XlsxWriter cell by cell: a ratio within one run, never seconds."""

import io
import time

import pytest
import xlsxwriter

from arcore.documents.columns import SheetColumn, write_table
from arcore.documents.workbook_style import Paper, Stamp
from arcore.messages import say
from tests.test_aging_workbook import AS_OF

ROWS = 10_000


def in_bulk() -> bytes:
    paper = Paper(Stamp("A", AS_OF, "en"), say("Aging"))
    texts = SheetColumn("text", "Text", "text", [f"XS{number:08d}" for number in range(ROWS)])
    amounts = SheetColumn("amount", "Amount", "money", list(range(ROWS)))
    doubles = [SheetColumn(f"d{place}", "Double", "money", list(range(ROWS)), "=ROUND(B{row}*1,2)") for place in range(4)]
    write_table(paper, paper.sheet("S"), 0, [texts, amounts, *doubles], "CNY")
    return paper.bytes()


def cell_by_cell() -> bytes:
    memory = io.BytesIO()
    workbook = xlsxwriter.Workbook(memory, {"in_memory": True})
    sheet = workbook.add_worksheet("S")
    for row in range(ROWS):
        sheet.write_string(row + 1, 0, f"XS{row:08d}")
        sheet.write_number(row + 1, 1, row / 100)
        for place in range(4):
            sheet.write_formula(row + 1, 2 + place, f"=ROUND(B{row + 2}*1,2)", None, row / 100)
    workbook.close()
    return memory.getvalue()


@pytest.mark.benchmark
def test_bulk_takes_at_most_a_third_of_the_time_of_single_cells() -> None:
    in_bulk()
    spent = []
    for write in (in_bulk, cell_by_cell):
        started = time.process_time()
        write()
        spent.append(time.process_time() - started)
    assert spent[0] <= spent[1] / 3
