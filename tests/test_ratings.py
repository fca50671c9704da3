"""Ratings on a company's books: registers count from their day, grades where none is stated, the sample's story is told."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace

import pandas as pd
import pytest
from docx import Document
from openpyxl import load_workbook

from arcore import concentration, credit_reviews, ratings
from arcore.approval_form import approval_form, peak_of, received_from
from arcore.books import Books
from arcore.documents import limit_approval, rating_workbook
from arcore.documents.workbook_style import Stamp
from arcore.i18n import Language
from arcore.policy import Policy
from arcore.registers import REGISTERS, frames
from arcore.standing import standing
from tests.sample_company import sample_books

AS_OF = dt.date(2026, 6, 30)
POLICY = Policy()


@pytest.fixture(scope="module")
def books() -> Books:
    return sample_books()


def register(name: str, *rows: dict[str, object]) -> pd.DataFrame:
    return frames.frame(REGISTERS[name], [{"row_key": place, "entry": 1, **row} for place, row in enumerate(rows, start=1)])


def test_the_sample_s_worst_payers_are_graded_d(books: Books) -> None:
    found = ratings.rated(books, AS_OF, POLICY)
    grades = dict(zip(found.scored["customer_id"], found.scored["grade"], strict=True))
    assert {name: grades[name] for name in ("C0001", "C0008", "C0019", "C0017")} == {"C0001": "D", "C0008": "D", "C0019": "P", "C0017": "A"}
    assert found.limit(found.place("C0001") or 0, POLICY).limit == 0
    assert found.place("nobody") is None


def test_what_is_listed_adds_up_to_what_the_grades_owe(books: Books) -> None:
    found = ratings.rated(books, AS_OF, POLICY)
    rows, grades = ratings.listed(found, "CNY", POLICY, "zh"), ratings.by_grade(found, "CNY")
    assert (len(rows), rows["balance"].sum()) == (grades["customers"].sum(), grades["balance"].sum())
    assert rows["points"].dropna().is_monotonic_increasing
    assert ratings.narrowed(rows, "D", "宏达")["customer_id"].tolist() == ["C0001"]
    moved = ratings.narrowed(rows, "moved", "")
    assert (moved["held"] != moved["grade"]).all()


def test_a_past_month_end_is_graded_as_it_was_then(books: Books) -> None:
    then = dt.date(2025, 12, 31)
    cut = Books(
        books.documents[books.documents["document_date"] <= pd.Timestamp(then)],
        books.receipts[books.receipts["receipt_date"] <= pd.Timestamp(then)],
        books.allocations[books.allocations["date"] <= pd.Timestamp(then)],
        books.customers,
        "then",
    )
    columns = ["customer_id", "score", "grade", "overdue", "exposure"]
    assert ratings.scored_at(books, then, POLICY)[columns].equals(ratings.scored_at(cut, then, POLICY)[columns])


def test_events_and_assessments_of_the_registers_count_from_their_day() -> None:
    registers = {
        "events": register(
            "events",
            {"customer_key": 1, "happened_on": "2026-06-01", "event_type": "dishonest"},
            {"customer_key": 2, "happened_on": "2026-06-01", "event_type": "lawsuit", "settled_on": "2026-06-20"},
            {"customer_key": 3, "happened_on": "2026-06-01", "event_type": "bill_dishonored"},
            {"customer_key": 4, "happened_on": "2026-06-01", "event_type": "change"},
        ),
        "assessments": register(
            "assessments",
            {"customer_key": 1, "assessed_on": "2026-06-01", "finance_score": 60, "operations_score": 80, "reputation": 4},
            {"customer_key": 2, "assessed_on": "2026-06-01"},
        ),
    }
    found = ratings.evidence_of(registers, AS_OF)
    assert found.events is not None
    assert found.events[["customer_key", "kind"]].values.tolist() == [[1, "失信被执行人"]]
    assert found.dishonored is not None
    assert found.dishonored["customer_key"].tolist() == [3]
    assert found.assessments is not None
    assert found.assessments[["customer_key", "points"]].values.tolist() == [[1, 73]]


def test_empty_registers_say_nothing(books: Books) -> None:
    empty = Books(books.documents, books.receipts, books.allocations, books.customers, "v")
    blank = replace(books, registers={name: rows.iloc[:0] for name, rows in books.registers.items()})
    assert ratings.scored_at(blank, AS_OF, POLICY)["grade"].equals(ratings.scored_at(empty, AS_OF, POLICY)["grade"])


def test_a_customer_without_a_stated_grade_gets_the_computed_one_and_says_so(books: Books) -> None:
    ungraded = Books(books.documents, books.receipts, books.allocations, books.customers.assign(grade=None), "v")
    positions = standing(ungraded, AS_OF, POLICY).positions
    graded = ratings.with_computed_grades(positions, ratings.scored_at(ungraded, AS_OF, POLICY))
    worst = next(position for position in graded if position.customer_id == "C0001")
    assert worst.grade_shown is not None
    assert (worst.grade, worst.grade_shown.text("zh")) == ("D", "D（评分）")
    stated = ratings.with_computed_grades(standing(books, AS_OF, POLICY).positions, ratings.scored_at(books, AS_OF, POLICY))
    assert not any(position.grade_is_computed for position in stated)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_form_for_approval_holds_facts_points_and_what_is_asked_for(books: Books, lang: Language) -> None:
    found = ratings.rated(books, AS_OF, POLICY)
    place = found.place("C0004") or 0
    row, key = ratings.row_of(found, place), int(found.scored["customer_key"].iloc[place])
    position = next(each for each in standing(books, AS_OF, POLICY).positions if each.customer_id == "C0004")
    record = {str(name): value for name, value in books.customers[books.customers["customer_id"] == "C0004"].iloc[0].to_dict().items()}
    asked = {"requested_on": pd.Timestamp(AS_OF), "requested_by": "李会计", "reason": "订单增长", "requested_limit": 1_500_000_00}
    form = approval_form(
        record, row, position, (found.limit(place, POLICY), found.terms(place, POLICY)), asked,
        peak=peak_of(books.documents, books.allocations, key, "CNY", AS_OF),
        received=received_from(books.receipts, key, "CNY", AS_OF), as_of=AS_OF, policy=POLICY,
    )  # fmt: skip
    stamp = Stamp("华东示例机电有限公司", AS_OF, lang)
    paper = Document(io.BytesIO(limit_approval.document(form, stamp)))
    words = [cell.text for table in paper.tables for line in table.rows for cell in line.cells]
    assert {"C0004", "982,176.80 CNY", "2,207,582.59 CNY", "532,338.36 CNY"} <= set(words)
    assert any("1,500,000.00" in text for text in words)
    sheet = load_workbook(io.BytesIO(limit_approval.workbook(form, stamp))).active
    assert sheet is not None
    formulas = {
        str(cell.value) for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str) and cell.value.startswith("=")
    }
    assert any(formula.startswith("=SUM(D") for formula in formulas)


def test_the_rating_workbook_has_what_the_other_parts_of_the_page_list(books: Books) -> None:
    found, earlier = ratings.rated(books, AS_OF, POLICY), ratings.rated(books, dt.date(2026, 3, 31), POLICY)
    positions, groups = standing(books, AS_OF, POLICY).positions, concentration.groups_of(books.customers)
    by_group = concentration.concentration(positions, "CNY", POLICY.limits, by="group", groups=groups)
    watched = rating_workbook.Watched(
        dt.date(2026, 3, 31),
        credit_reviews.moved_only(credit_reviews.migration(earlier.scored, found.scored), None),
        credit_reviews.reviews(found.scored, None, AS_OF, POLICY),
        credit_reviews.chronic_late_payers(found.scored, POLICY),
        {"group": by_group},
    )
    made = rating_workbook.build(found, "CNY", policy=POLICY, company="甲", lang="zh", watched=watched)
    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames[2:] == ["等级变动", "到期复评", "经常逾期客户", "集中度（集团合并）"]
    names = [row[1].value for row in book["等级变动"].iter_rows(min_row=5) if row[1].value]
    assert names == watched.moved["customer_name"].tolist()
    assert [book["集中度（集团合并）"][cell].value for cell in ("A5", "B5")] == ["苏州宏达精密制造有限公司", 4_061_870.4]


def test_the_rating_workbook_adds_the_points_up_itself(books: Books) -> None:
    found = ratings.rated(books, AS_OF, POLICY)
    book = load_workbook(io.BytesIO(rating_workbook.build(found, "CNY", policy=POLICY, company="甲", lang="zh")))
    assert book.sheetnames == ["评级与额度", "分项得分"]  # the page adds what its other parts list, see test_pages_scoring
    assert [book["分项得分"]["M5"].value, book["评级与额度"]["A5"].value] == ["=SUM(D5:L5)", "C0008"]
