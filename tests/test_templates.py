"""The import templates: what is filled in below their headings is understood without help, and the example never is."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from arcore.documents import templates
from arcore.documents.template_words import COLUMNS, EXAMPLES, MEANINGS, SHEETS
from arcore.i18n import Language
from arcore.intake.reading import read
from arcore.schema import SCHEMAS, Kind, TableKind
from tests.office import needs_office, recalculated
from tests.workbook_dump import assert_golden

KINDS = [TableKind.CUSTOMERS, TableKind.DOCUMENTS, TableKind.RECEIPTS]


def filled(kind: TableKind, lang: Language) -> bytes:
    """The template with its own example typed in twice, under two numbers."""
    workbook = load_workbook(io.BytesIO(templates.build(lang)))
    sheet = workbook[SHEETS[kind].text(lang)]
    for row, number in ((2, "1"), (3, "2")):
        for place, name in enumerate(COLUMNS[kind], start=1):
            column, value = SCHEMAS[kind].column(name), EXAMPLES[kind][lang].get(name, "")
            if name in ("customer_id", "document_no", "receipt_no"):
                value += number
            sheet.cell(row, place).value = float(value) if column.kind is Kind.MONEY and value else value or None
    memory = io.BytesIO()
    workbook.save(memory)
    return memory.getvalue()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_templates_are_as_the_golden_file_says(lang: Language) -> None:
    assert_golden(templates.build(lang), f"templates.{lang}")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_template_is_understood_without_help(kind: TableKind, lang: Language) -> None:
    (table,) = (found for found in read(filled(kind, lang), "template.xlsx").tables if len(found.rows))
    assert table.kind is kind
    assert dict(table.columns) == {SCHEMAS[kind].column(name).heading(lang): name for name in COLUMNS[kind]}
    assert table.unused == ()
    assert table.issues == ()
    assert len(table.rows) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_empty_template_brings_no_row_in(lang: Language) -> None:
    reading = read(templates.build(lang), "template.xlsx")
    assert sum(len(table.rows) for table in reading.tables) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_every_required_column_is_offered_and_every_column_explained(kind: TableKind) -> None:
    for alternatives in SCHEMAS[kind].required:
        assert set(alternatives) & set(COLUMNS[kind])
    assert {name for table, name in MEANINGS if table is kind} == set(COLUMNS[kind])


def test_identifiers_are_typed_as_text_and_dates_are_checked() -> None:
    sheet = load_workbook(io.BytesIO(templates.build("zh")))["应收单据"]
    formats = {sheet.cell(1, place).value: sheet.column_dimensions[chr(64 + place)] for place in range(1, 5)}
    assert formats["单据号"].number_format == "@"
    checks = {str(check.sqref): check.type for check in sheet.data_validations.dataValidation}
    assert checks["E2:E5001"] == "date"
    assert checks["H2:H5001"] == "decimal"
    assert checks["B2:B5001"] == "list"


@pytest.mark.office
@needs_office
def test_libreoffice_opens_the_template(tmp_path: Path) -> None:
    assert recalculated(templates.build("en"), tmp_path) == {
        "Customer list": {},
        "Receivable documents": {},
        "Receipts": {},
        "Explanations": {},
    }
