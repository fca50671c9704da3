"""Feedback in figures: open, late, first answer, settled in time; the page."""

import datetime as dt
import io
from fractions import Fraction

import pandas as pd
import pytest
from openpyxl import load_workbook

from arcore.documents import feedback_form
from arcore.documents.workbook_style import Stamp
from arcore.feedback import figures
from arcore.i18n import Language
from arcore.register_import import read_filled
from arcore.registers import REGISTERS
from arcore.registers.checks import Given
from tests.desk_app import cache_folder, desk, go, run, text
from tests.test_legal_clocks import register

__all__ = ["cache_folder", "desk"]
DAY = dt.date
ONE = {"received_on": DAY(2026, 6, 1), "due_on": DAY(2026, 6, 8), "category": "quality", "state": "open", "rating": 3}


def test_figures_count_what_is_known_at_the_date() -> None:
    rows = register(
        "feedback",
        {**ONE, "state": "closed", "answered_on": DAY(2026, 6, 2), "closed_on": DAY(2026, 6, 8)},
        {**ONE, "state": "closed", "answered_on": DAY(2026, 6, 5), "closed_on": DAY(2026, 6, 9), "category": "billing", "rating": 4},
        ONE,
        {**ONE, "due_on": DAY(2026, 7, 8)},
        {**ONE, "received_on": DAY(2026, 7, 1), "due_on": DAY(2026, 7, 8)},
    )
    found = figures(rows, DAY(2026, 6, 30))
    assert (found.received, found.open, found.late) == (4, 2, 1)
    assert found.answer_days == Fraction(5, 2)
    assert found.in_time == Fraction(1, 3)  # the third was not settled by its deadline
    assert found.rating == Fraction(13, 4)
    assert found.by_category.values.tolist() == [["quality", 3], ["billing", 1]]
    assert found.trend.iloc[-1].tolist() == ["2026-06", 4, 2]
    assert figures(rows, DAY(2026, 6, 8)).open == 3  # the second was still open then


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_form_filled_in_by_a_customer_comes_back_with_what_is_ours_to_say_added(lang: Language) -> None:
    stamp = Stamp("青岚机电有限公司", DAY(2026, 6, 30), lang)
    book = load_workbook(io.BytesIO(feedback_form.build(stamp, "=甲公司")))
    sheet = book.active
    assert sheet["A6"].value == "=甲公司"
    assert sheet["A6"].data_type == "s"  # a name stays a name
    field = REGISTERS["feedback"].field("category")
    sheet["C6"], sheet["D6"], sheet["E6"], sheet["F6"] = field.choices[0].label(lang), 4, "王会计", "发票抬头有误"
    sheet["F7"] = "希望延长账期"
    memory = io.BytesIO()
    book.save(memory)
    customers = pd.DataFrame({"customer_key": [7, 8], "customer_id": ["C7", "C8"], "customer_name": ["=甲公司", "乙公司"]})
    asked: dict[str, Given] = {
        "received_on": DAY(2026, 6, 30), "channel": "survey", "category": "other", "owner": "李伟", "due_on": DAY(2026, 7, 7),
        "customer_id": "C8",
    }  # fmt: skip
    options = {"currency": "CNY", "defaults": asked}
    got = read_filled(memory.getvalue(), "反馈.xlsx", REGISTERS["feedback"], register("feedback"), customers, pd.DataFrame(), **options)
    assert got.issues == ()
    assert [(each.customer_key, each.values["category"], each.values["what"], each.values["owner"]) for each in got.changes] == [
        (7, "billing", "发票抬头有误", "李伟"), (8, "other", "希望延长账期", "李伟"),
    ]  # fmt: skip
    unasked = {**options, "defaults": {**asked, "owner": None}}
    lacking = read_filled(memory.getvalue(), "反馈.xlsx", REGISTERS["feedback"], register("feedback"), customers, pd.DataFrame(), **unasked)
    assert {issue.code for issue in lacking.issues} == {"owner"}


def test_the_page_says_links_are_off_until_a_secret_is_given(desk, monkeypatch) -> None:
    monkeypatch.delenv("ARCORE_LINK_SECRET", raising=False)
    run(desk)
    assert "尚未登记客户反馈" in text(go(desk, "feedback", as_of="2025-07-31"))
    assert "切勿外发" in text(desk)
    assert "余额查询链接未启用" in text(go(desk, "feedback", part="links"))
    monkeypatch.setenv("ARCORE_LINK_SECRET", "s" * 40)
    assert "尚未发放链接" in text(go(desk, "feedback", part="links"))
