"""账期客户欠款明细表: its cells, its recalculation, and that it can be read back in."""

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from arcore import aging
from arcore.documents import open_items_workbook
from arcore.i18n import Language
from arcore.intake.reading import read
from arcore.money import Unit
from arcore.policy import AgingScheme
from arcore.schema import TableKind
from tests.office import assert_recalculation_agrees, needs_office
from tests.test_aging_workbook import AS_OF, customers, items
from tests.workbook_dump import assert_golden


def small(lang: Language, **more: Any) -> bytes:
    aged = aging.age(items(), AS_OF, AgingScheme())
    people = customers().assign(contact=["李会计", None, "Accounts"], phone=["000-1", "=2", None])
    return open_items_workbook.build(aged, people, as_of=AS_OF, scheme=AgingScheme(), company="华东示例机电有限公司", lang=lang, **more)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_is_as_the_golden_file_says(lang: Language) -> None:
    assert_golden(small(lang), f"open_items_workbook.{lang}")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("unit", ["unit", "ten_thousand"])
def test_what_was_downloaded_can_be_read_back_in(lang: Language, unit: Unit) -> None:
    reading = read(small(lang, unit=unit), "欠款.xlsx")
    documents = [table for table in reading.tables if table.kind is TableKind.DOCUMENTS]
    rows = {row["document_no"]: row for table in documents for row in table.rows.to_dict("records")}
    assert {no: (row["customer_id"], row["amount"], row["open_amount"], row["currency"]) for no, row in rows.items()} == {
        "XS001": ("000123", 11_300_010, 11_300_010, "CNY"),
        "XS002": ("000123", 20_000_000, 6_680_001, "CNY"),
        "HZ001": ("000123", -100_000, -100_000, "CNY"),
        "000045": ("123", 3_333, 3_333, "CNY"),
        "45": ("123", 500_000, 500_000, "CNY"),
        "7": ("C3", 123_456, 123_456, "EUR"),
    }
    assert str(rows["XS001"]["due_date"].date()) == "2026-06-30"


def test_in_ten_thousands_the_cells_still_hold_the_full_amounts() -> None:
    sheet = load_workbook(io.BytesIO(small("zh", unit="ten_thousand")), data_only=True)["欠款明细 CNY"]
    cells = {cell.value: cell.number_format for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)}
    assert cells[113_000.1] == '0\\.0,;[Red]\\-0\\.0,;"–"'


@pytest.mark.office
@needs_office
def test_libreoffice_recalculates_what_the_cells_already_say(tmp_path: Path) -> None:
    assert assert_recalculation_agrees(small("zh"), tmp_path) > 50
