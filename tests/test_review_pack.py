"""The pack of the monthly review: its workbook says and recalculates what the tables say, its slides carry the figures."""

import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from arcore import review
from arcore.books import Books
from arcore.commands.main import main
from arcore.documents import review_pack
from arcore.documents.review_pack import Pack
from arcore.documents.workbook_style import Stamp
from arcore.i18n import Language
from arcore.policy import Policy
from arcore.review import Month, Scene, decisions
from tests import office
from tests.desk_app import cache_folder, click, desk, go, run, text
from tests.register_frames import register
from tests.sample_company import sample_books, sample_copy
from tests.test_review import books as two_customers
from tests.test_review import month, sample_scene, sample_tables

__all__ = ["cache_folder", "desk"]

JUNE = dt.date(2026, 6, 30)
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@cache
def company(lang: Language) -> Pack:
    """The pack of the sample company's June."""
    return pack(sample_books(), review.live(sample_scene(JUNE), sample_tables(JUNE)), lang)


@cache
def small() -> Pack:
    """The pack of two customers."""
    return pack(two_customers(), month())


def pack(books: Books, of: Month, lang: Language = "en") -> Pack:
    return review_pack.build(books, of, Policy(), "CNY", Stamp("甲公司", JUNE, lang, "unit"))


def sheet(content: bytes, name: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content), data_only=True)[name].iter_rows()]


def slides(content: bytes) -> list[list[str]]:
    """The texts of every slide, tables cell by cell, charts by their categories and values."""
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        texts: list[str] = []
        for shape in slide.shapes:
            if shape.has_text_frame:
                texts.append(shape.text_frame.text)
            if shape.has_table:
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
            if shape.has_chart:
                plot = shape.chart.plots[0]
                texts += [str(category) for category in plot.categories]
                texts += [f"{each.name}={list(each.values)}" for each in plot.series]
        found.append(texts)
    return found


def test_the_contents_lead_to_every_sheet_and_the_sheets_are_set_for_a4() -> None:
    workbook = load_workbook(io.BytesIO(small().workbook))
    assert workbook.sheetnames == ["Contents", "Key figures", "Tie-out", "Decisions", *(f"T{number}" for number in range(1, 16))]
    contents = workbook["Contents"]
    links = [contents.cell(row, 1).hyperlink.location for row in range(6, 6 + 18)]
    assert links == ["'Key figures'!A1", "'Tie-out'!A1", "'Decisions'!A1", *(f"'T{number}'!A1" for number in range(1, 16))]
    assert {each.page_setup.paperSize for each in workbook} == {9}
    assert all(each.print_area for each in workbook)


def test_the_sheets_hold_the_tables_in_units_of_each_currency_with_totals_below() -> None:
    rows = sheet(small().workbook, "T2")
    assert rows[0][0] == "T2 · Aging by customer"
    heading = rows[4]
    first = dict(zip(heading, rows[5], strict=True))
    assert (first["Customer"], first["Open balance"], first["Overdue"], first["Share"]) == ("甲", 1400, 1100, 1)
    total = next(row for row in rows if row[0] == "Total CNY")
    assert total[heading.index("Open balance")] == 1400


def test_what_follows_from_its_row_or_column_is_a_live_formula() -> None:
    sheets = load_workbook(io.BytesIO(small().workbook))
    assert sheets["T1"]["L6"].value.startswith("=ROUND(SUM(D6:")
    assert sheets["Tie-out"]["D6"].value.startswith("=ROUND(SUMIFS('T1'!")
    assert sheets["Tie-out"]["F6"].value == "=ROUND(D6-E6,2)"
    assert sheets["T8"]["G6"].value == "=DATE(2026,6,30)-F6"


def test_a_table_without_rows_says_so() -> None:
    rows = sheet(small().workbook, "T15")
    assert [row[0] for row in rows if row[0] and "recorded" in str(row[0])] == ["Nothing is recorded: no payables have been imported."]


@office.needs_office
@pytest.mark.office
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_recalculates_to_the_same_figures_and_every_total_ties(lang: Language, tmp_path: Path) -> None:
    content = company(lang).workbook
    cells = office.formula_cells(content)
    stored, again = office.formula_values(content, cells), office.recalculated(content, tmp_path)
    assert sum(len(places) for places in cells.values()) > 400
    for name, values in stored.items():
        for place, value in values.items():
            assert again[name][place] == pytest.approx(value, abs=1e-9), (name, place)
    proofs = next(name for name in stored if name in ("Tie-out", "勾稽"))
    assert {value for place, value in again[proofs].items() if place[0] == "F"} == {0}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_slide_names_company_date_and_unit_and_has_notes(lang: Language) -> None:
    deck = Presentation(io.BytesIO(company(lang).deck))
    foot = {"zh": "甲公司 · 截至 2026-06-30 · 单位：元", "en": "甲公司 · as of 2026-06-30 · yuan"}[lang]
    assert len(deck.slides) == 21
    for slide in list(deck.slides)[1:]:
        assert foot in [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        assert slide.notes_slide.notes_text_frame.text


def test_the_slides_say_the_figures_of_the_tables() -> None:
    found = slides(small().deck)
    bridge = found[2]
    assert bridge[0] == "Sales added CNY 500.00, receipts settled CNY 600.00: the open balance goes from CNY 1,500.00 to CNY 1,400.00"
    assert "Amount=[1500.0, 500.0, 600.0, 1400.0]" in bridge
    assert " =[0.0, 1500.0, 1400.0, 0.0]" in bridge
    overdue = next(texts for texts in found if texts[0].startswith("The 1 largest overdue"))
    assert overdue[0] == "The 1 largest overdue customers: 100.0 % of what is overdue"
    assert "1,100.00" in overdue


def test_slides_and_workbook_tell_of_every_decision_the_late_ones_first_and_of_those_the_meeting_took_in_july() -> None:
    tasks = [
        decisions.task(f"D{number}", department="sales", owner="王芳", due=due, day=day, month=about)
        for number, (due, day, about) in enumerate(
            [(dt.date(2026, 5, 20), dt.date(2026, 5, 8), "2026-04")]
            + [(dt.date(2026, 7, 20), dt.date(2026, 6, 8), "2026-05")] * 10
            + [(dt.date(2026, 8, 1), dt.date(2026, 7, 8), "2026-06")]
        )
    ]
    known = dt.date(2026, 7, 8)
    of = replace(two_customers(), registers={**two_customers().registers, "tasks": register("tasks", *tasks)})
    made = review_pack.build(of, month(), Policy(), "CNY", Stamp("甲公司", JUNE, "en", "unit"), known=known)
    said = next(texts for texts in slides(made.deck) if texts[0] == "Decisions on record: 12, still open: 12")
    assert [text for text in said if text.startswith("D") and text[1:2].isdigit()] == [f"D{number} · 甲" for number in range(10)]
    assert "49" in said
    assert "Decisions as they stood on 2026-07-08. 2 more are in the workbook, sheet “Decisions”." in said
    rows = sheet(made.workbook, "Decisions")
    titles = [row[rows[4].index("What is decided")] for row in rows[5:]]
    assert [text for text in titles if text] == [f"D{number}" for number in range(12)]


def test_the_slide_of_sales_warns_where_receivables_grow_faster_and_the_parts_of_the_ages_bear_their_figures() -> None:
    titles = [texts[0] for texts in slides(company("zh").deck)]
    assert "警示：应收较上年同期 +30.0 %，销售 +14.6 %，应收增速快于销售" in titles
    ages = next(slide for slide in Presentation(io.BytesIO(company("zh").deck)).slides if slide.shapes[0].text_frame.text == titles[4])
    (chart,) = [shape.chart for shape in ages.shapes if shape.has_chart]
    labels = [series.points[11].data_label.text_frame.text for series in list(chart.plots[0].series)[:2]]
    assert labels == ["29,444,902", "3,776,257"]


def test_the_slide_of_sales_without_a_year_before_does_not_say_that_it_compares_sales() -> None:
    every = Presentation(io.BytesIO(small().deck)).slides
    (mine,) = [slide for slide in every if slide.shapes[0].text_frame.text.startswith("Receivables ")]
    assert "since 20" in mine.shapes[0].text_frame.text
    notes = mine.notes_slide.notes_text_frame.text
    assert notes.startswith("Sales are the invoices of the month; receipts those applied in it."), notes


def test_supply_is_told_in_the_readers_language() -> None:
    told = [text for texts in slides(company("en").deck) for text in texts]
    assert "Supply stopped" in told
    assert not {"正常", "停供"} & set(told)


def test_charts_can_be_edited_with_their_figures_in_a_sheet() -> None:
    with zipfile.ZipFile(io.BytesIO(small().deck)) as parts:
        charts = [name for name in parts.namelist() if name.startswith("ppt/charts/chart")]
        sheets = [name for name in parts.namelist() if name.startswith("ppt/embeddings/")]
    assert len(charts) == len(sheets) >= 8


def test_books_in_which_nothing_happened_make_a_pack_too() -> None:
    found = two_customers()
    empty = Books(found.documents.iloc[:0], found.receipts.iloc[:0], found.allocations.iloc[:0], found.customers, "1")
    at = Scene(empty, JUNE, Policy())
    made = pack(empty, review.live(at, review.tables_of(at)))
    assert len(Presentation(io.BytesIO(made.deck)).slides) == 21
    assert [row[0] for row in sheet(made.workbook, "T3") if row[0]][-1] == "Nothing is overdue."


def test_the_page_makes_the_pack_on_request_and_offers_both_files(desk: AppTest) -> None:
    run(desk)
    go(desk, "monthly_review", topic="figures")
    assert not [each for each in desk.get("download_button") if each.proto.label == "全部（.zip）"]
    click(desk, "生成会议材料（工作簿和幻灯片）")
    assert {"全部（.zip）", "工作簿", "幻灯片"} <= {each.proto.label for each in desk.get("download_button")}
    go(desk, "monthly_review", as_of="2026-06-29", review="2026-06")
    assert "全部（.zip）" not in {each.proto.label for each in desk.get("download_button")}, "made of other figures of the month"
    go(desk, "monthly_review", as_of="2026-06-30", lang="en")
    assert "Slides" not in {each.proto.label for each in desk.get("download_button")}
    assert "2026-06-30" in text(desk)


def test_the_command_writes_both_files_and_says_that_everything_ties(tmp_path: Path) -> None:
    ledger = sample_copy(tmp_path / "books.sqlite")
    address = ledger.url
    ledger.close()
    done = CliRunner().invoke(
        main, ["pack", "--month", "2026-06-12", "--folder", str(tmp_path), "--database", address, "--lang", "en", "--json", "-"]
    )
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert (told["month"], told["closed"], told["broken"]) == ("2026-06", False, 0)
    assert sorted(path.name for path in tmp_path.glob("Monthly*")) == ["Monthly review 2026-06.pptx", "Monthly review 2026-06.xlsx"]
    rows = sheet((tmp_path / "Monthly review 2026-06.xlsx").read_bytes(), "T1")
    assert rows[5][rows[4].index("Closing balance")] == 35661214.44
