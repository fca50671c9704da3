"""The measures workbook: what the page shows, with quotients that LibreOffice computes too."""

import datetime as dt
from pathlib import Path

import pytest

from arcore.aging_series import month_ends
from arcore.collecting.agreements import agreements
from arcore.documents import measures_workbook
from arcore.i18n import Language
from arcore.messages import say
from arcore.metrics import gathered, series
from arcore.metrics.kept import kept_of
from arcore.policy import Policy
from tests.office import assert_recalculation_agrees, needs_office
from tests.sample_company import sample_books
from tests.workbook_dump import assert_golden

AS_OF = dt.date(2026, 6, 30)


def workbook(lang: Language) -> bytes:
    books = sample_books()
    kept = kept_of(books, agreements(books, AS_OF, Policy()), Policy())
    whole, people = (gathered(books.documents, books.allocations, month_ends(AS_OF, 37), by, kept=kept) for by in ("", "salesperson"))
    cell = whole.cell_of("CNY")
    assert cell is not None
    groups = series.by_group(people, "CNY", 36)
    return measures_workbook.build(
        series.compared(whole, cell, 36), series.monthly(whole, cell), groups.assign(name=groups["key"]), as_of=AS_OF, of="",
        grouped_by=say("Salesperson"), currency="CNY", company="青岚机电有限公司", lang=lang,
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_cell_is_as_agreed(lang: Language) -> None:
    assert_golden(workbook(lang), f"measures_workbook.{lang}")


@needs_office
def test_libreoffice_recalculates_the_same(tmp_path: Path) -> None:
    assert assert_recalculation_agrees(workbook("zh"), tmp_path) > 40
