"""Improvement: where the next one comes from, and whether the figure it watches moved."""

import datetime as dt
from fractions import Fraction

import pandas as pd

from arcore.documents import training_workbook
from arcore.documents.workbook_style import Stamp
from arcore.improving import candidates, effects
from arcore.improving.effects import Effect
from arcore.policy import Policy
from arcore.policy_sections.training import TrainingRules
from arcore.registers.frames import known_at
from arcore.registers.training import IMPROVEMENTS
from arcore.registers.words import in_words
from arcore.training import answers, owed
from tests.desk_app import cache_folder, click, desk, go, grid, run, select, text
from tests.register_frames import books, register
from tests.test_pages_registers import fill, sign
from tests.workbook_dump import dump

__all__ = ["cache_folder", "desk"]
DAY = dt.date
AS_OF = DAY(2026, 6, 30)
ONE = {
    "customer_key": None, "improvement_no": "GJ2026-01", "origin": "person", "problem": "慢", "owner": "周敏",
    "started_on": "2026-04-01", "state": "do",
}  # fmt: skip


def suggestion(**given) -> dict:
    return {"customer_key": None, "made_on": "2026-05-01", "person": "李娜", "what": "早发票", "state": "open", **given}


def feedback(category: str, day: str = "2026-05-02") -> dict:
    return {"received_on": day, "due_on": "2026-05-09", "category": category, "state": "open"}


def test_the_measures_are_those_of_each_date_with_the_due_dates_and_rules_of_then() -> None:
    held = books(
        [{"document_date": DAY(2026, 1, 1), "due_date": DAY(2026, 3, 15), "amount": 100_00},
         {"document_date": DAY(2026, 1, 1), "due_date": DAY(2026, 4, 15), "amount": 300_00}],
        paid=[{"document_key": 2, "date": DAY(2026, 5, 1), "amount": 300_00}],
    )  # fmt: skip
    before, after = (effects.measured(held, day, Policy(), "CNY")["overdue_rate"].value for day in (DAY(2026, 3, 31), DAY(2026, 4, 30)))
    assert (before, after) == (Fraction(1, 4), Fraction(1))
    assert effects.measured(held, AS_OF, Policy(), "CNY")["overdue_rate"].value == 1
    assert effects.measured(held, AS_OF, Policy(), "USD") == {}


def test_an_effect_says_whether_the_figure_moved_the_right_way() -> None:
    fell = Effect("overdue_rate", Fraction(24, 100), Fraction(174, 1000))
    assert (fell.better, fell.change()) == (True, "-6.6")
    assert Effect("on_time_rate", Fraction(1, 2), Fraction(1, 4)).better is False
    assert (Effect("dso", Fraction(60), Fraction(62)).better, Effect("dso", Fraction(60), Fraction(62)).change()) == (False, "+2.0")
    assert [Effect("dso", *pair).better for pair in ((None, Fraction(1)), (Fraction(1), Fraction(1)))] == [None, None]


def test_a_figure_of_a_date_that_has_not_come_is_not_guessed() -> None:
    rows = register("improvements", {**ONE, "kpi": "dso", "before_on": "2026-03-31", "after_on": "2026-07-31"}, {**ONE},
                    {**ONE, "kpi": "dso", "before_on": "2026-03-31"})  # fmt: skip
    asked: list[dt.date] = []

    def at(day: dt.date) -> dict:
        asked.append(day)
        return {}

    found = effects.effects(known_at(rows, IMPROVEMENTS, AS_OF), at, AS_OF)
    assert sorted(found) == [1, 3]
    assert sorted(set(asked)) == [DAY(2026, 3, 31), AS_OF]  # nothing of July; where no date is given, the page's own
    assert found[1].after is None


def test_progress_counts_what_is_under_way_late_and_judged() -> None:
    rows = register(
        "improvements", {**ONE, "due_on": "2026-06-29"}, {**ONE, "due_on": "2026-06-30"}, {**ONE, "state": "act", "verdict": "worked"},
        {**ONE, "state": "act", "verdict": "failed"}, {**ONE, "started_on": "2026-07-01"},
    )  # fmt: skip
    found = effects.progress(rows, 3, AS_OF)
    assert (found.under_way, found.late, found.judged, found.worked) == (2, 1, 2, 1)
    assert found.sentence().text("zh") == "进行中的改进 2 项，其中 1 项已过计划完成日；已判定 2 项，1 项有效。内部建议待办结 3 条。"


def test_candidates_are_open_suggestions_findings_and_the_vital_few_kinds_of_complaint_not_yet_taken_up() -> None:
    kept = {
        "suggestions": register("suggestions", suggestion(), suggestion(state="done", closed_on="2026-05-20"),
                                suggestion(state="done", closed_on="2026-07-02"), suggestion(made_on="2026-07-01")),
        "feedback": register("feedback", *[feedback("billing")] * 5, *[feedback("quality")] * 3, feedback("terms"), feedback("service"),
                             *[feedback("praise")] * 9, feedback("delivery", "2025-06-30")),
        "findings": register("findings", *[{"title": "对账单缺失", "found_by": "周敏", "found_on": "2026-06-01", **each} for each in (
            {"state": "doing"}, {"state": "harmless", "closed_on": "2026-06-02"}, {"state": "closed", "closed_on": "2026-07-01"})]),
        "improvements": register(
            "improvements", {**ONE, "origin": "feedback", "origin_ref": "quality"}, {**ONE, "origin": "audit", "origin_ref": "SJ3"},
        ),
    }  # fmt: skip
    found = candidates.candidates(kept, AS_OF)
    assert [(one.origin, one.ref, one.count) for one in found] == [
        ("suggestion", "JY3", 1),
        ("suggestion", "JY1", 1),
        ("audit", "SJ1", 1),
        ("feedback", "billing", 5),
    ]
    assert found[3].what.text("zh") == "客户反馈：开票与账单，近一年 10 条中占 5 条"


def test_a_kind_of_complaint_comes_back_a_year_after_an_improvement_that_is_over() -> None:
    over = {**ONE, "origin": "feedback", "origin_ref": "billing", "started_on": "2025-06-01", "state": "act"}
    kept = {"feedback": register("feedback", feedback("billing")), "improvements": register("improvements", over)}
    assert [one.ref for one in candidates.candidates(kept, AS_OF)] == ["billing"]
    kept["improvements"] = register("improvements", {**over, "state": "do"})
    assert candidates.candidates(kept, AS_OF) == []


def test_numbers_go_on_within_the_year() -> None:
    rows = register("improvements", ONE, {**ONE, "improvement_no": "GJ2026-09"}, {**ONE, "improvement_no": "自编"})
    assert candidates.next_number(rows, AS_OF) == "GJ2026-10"
    assert candidates.next_number(rows, DAY(2027, 1, 1)) == "GJ2027-01"
    assert candidates.next_number(register("improvements", {**ONE, "improvement_no": "GJ2026-②"}), AS_OF) == "GJ2026-01"


def test_a_suggestion_becomes_an_improvement_on_the_page(desk) -> None:
    app = go(run(desk), "improvement", part="log")
    assert "进行中的改进 1 项" in text(app)
    effect = grid(app, "improvement.effects")
    assert effect[["before", "after", "change", "moved"]].to_numpy().tolist() == [["24.0 %", "17.4 %", "-6.6", "好转"]]
    waiting = len(grid(app, "improvement.candidates"))
    app = click(select(app, "improvement.candidates", 0), "转为改进项目")
    fill(app, 责任人="李娜")
    sign(app, "register", "例会决定")
    app = click(app, "保存")
    assert "进行中的改进 2 项" in text(app)
    kept = grid(app, "improvement.effects")
    assert kept["improvement_no"].tolist() == ["GJ2026-02", "GJ2026-01"]
    assert len(grid(app, "improvement.candidates")) == waiting - 1


def test_the_workbook_holds_who_is_to_be_trained_and_the_figures_of_each_improvement() -> None:
    rows = known_at(register("improvements", {**ONE, "kpi": "overdue_rate", "before_on": "2026-05-31"}), IMPROVEMENTS, AS_OF)
    improved = effects.in_words(in_words(rows, IMPROVEMENTS, "zh"), {1: Effect("overdue_rate", Fraction(1, 4), Fraction(1, 5))})
    staff = pd.DataFrame({"person": ["王芳"], "department": ["sales"]})
    owed_rows = owed.standing(register("attendance"), staff, TrainingRules(), AS_OF).rows
    made = dump(training_workbook.build(answers.in_words(owed_rows, "zh"), improved, Stamp("甲公司", AS_OF, "zh"), "CNY"))
    assert all(words in made for words in ("王芳", "话术与谈判", "从未参加", "GJ2026-01", "25.0 %", "20.0 %", "-5.0", "逾期率"))
