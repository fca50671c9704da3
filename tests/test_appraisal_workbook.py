"""The appraisal on paper: a workbook whose points, scores and ranks LibreOffice computes too, and its pictures."""

from __future__ import annotations

import datetime as dt
import io
from fractions import Fraction
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook

from arcore import charts
from arcore.appraisal import Appraised, appraised, ground, measured, period
from arcore.charts import Look
from arcore.documents import appraisal_workbook
from arcore.documents.appraisal_workbook import Firmness
from arcore.documents.workbook_style import Stamp
from arcore.i18n import Language
from arcore.messages import say
from arcore.policy import Policy
from tests.office import assert_recalculation_agrees, needs_office
from tests.sample_company import sample_books

JUNE = dt.date(2026, 6, 30)
QUARTER = period("quarter", JUNE)
HISTORY = pd.DataFrame(
    {"month_end": pd.to_datetime(["2026-05-31", "2026-06-30"] * 2), "owner": ["王芳", "王芳", "李伟", "李伟"],
     "score": [32.1, 72.0, 61.9, 56.0], "rank": [2, 1, 1, 2]}
)  # fmt: skip


def people() -> tuple[Appraised, ...]:
    return appraised(measured(ground(sample_books(), "collector", QUARTER, Policy()), "CNY"), "collector", Policy().appraisal)


def workbook(found: tuple[Appraised, ...], lang: Language = "zh") -> bytes:
    told = Firmness([say("Nobody could be appraised in {period}.", period=QUARTER.title)], HISTORY)
    return appraisal_workbook.build(found, "collector", QUARTER, Policy().appraisal, told, "CNY", Stamp("青岚机电有限公司", JUNE, lang))


@needs_office
def test_libreoffice_scores_and_ranks_the_same(tmp_path: Path) -> None:
    found = people()
    content = workbook(found)
    assert assert_recalculation_agrees(content, tmp_path) == len(found) * (5 + 5 + 3) + sum(
        mark.metric.value is not None for each in found for mark in each.marks
    )
    rows = list(
        load_workbook(io.BytesIO(content), data_only=True)["考核排名"].iter_rows(min_row=5, max_row=4 + len(found), values_only=True)
    )
    assert [(row[0], row[11], row[12], row[13]) for row in rows] == [
        ("刘洋", 89.8, 1, 1.0), ("赵磊", 85.7, 2, 1.0), ("陈静", 83.3, 3, 1.0), ("李娜", 82.8, 4, 1.0), ("李伟", 73.0, 5, 0.9),
        ("王芳", 64.7, 6, 0.8), ("韩冰", 0.0, 7, 0.5),
    ]  # fmt: skip


def test_the_bars_stand_in_the_order_of_the_ranking_and_tell_who_misses_the_target() -> None:
    rows = pd.DataFrame({"owner": ["甲", "乙", "丙"], "value": pd.array([40.0, 60.0, None], "Float64"), "label": ["40.0", "60.0", "–"]})
    drawn = charts.owner_bars(rows, say("DSO"), JUNE, Look("en"), target=Fraction(55), target_words="55.0 days", lower=True).to_dict()
    assert drawn["title"]["text"] == "DSO (as of 2026-06-30)"
    assert drawn["title"]["subtitle"] == "Dashed: the company's target 55.0 days; orange: missed"
    told = next(rows for rows in drawn["datasets"].values() if "owner" in rows[0])
    assert [(row["owner"], row["missed"]) for row in told] == [("甲", False), ("乙", True)]


def test_one_person_s_line_stands_out_among_the_others() -> None:
    drawn = charts.score_lines(HISTORY, "王芳", JUNE, Look("zh"), Fraction(75)).to_dict()
    assert drawn["title"]["text"] == "王芳各月考核得分，其他人为灰线（截至 2026-06-30）"
    assert [[row["words"] for row in rows] for rows in drawn["datasets"].values() if "words" in rows[0]] == [
        ["61.9", "56.0"],
        ["32.1", "72.0"],
    ]
