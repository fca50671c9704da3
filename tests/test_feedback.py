"""Feedback in figures: open, late, first answer, settled in time; the page."""

import datetime as dt
from fractions import Fraction

from arcore.feedback import figures
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


def test_the_page_says_links_are_off_until_a_secret_is_given(desk, monkeypatch) -> None:
    monkeypatch.delenv("ARCORE_LINK_SECRET", raising=False)
    run(desk)
    assert "尚未登记客户反馈" in text(go(desk, "feedback", as_of="2025-07-31"))
    assert "余额查询链接未启用" in text(go(desk, "feedback", part="links"))
    monkeypatch.setenv("ARCORE_LINK_SECRET", "s" * 40)
    assert "尚未发放链接" in text(go(desk, "feedback", part="links"))
