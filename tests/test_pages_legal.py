"""The legal page: what lapses, an event that moves a clock, evidence and costs of a claim, cases, the law."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.desk_app import cache_folder, desk, go, grid, run, select, text

__all__ = ["cache_folder", "desk"]


def test_the_page_says_what_lapses_within_a_year_and_a_document_shows_its_clock(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "legal", as_of="2028-06-30"))
    assert "365 天内有" in page
    rows = grid(desk, "legal.debts")
    assert (rows["days_left"].dropna() <= 365).all()
    assert rows["expires"].tolist() == sorted(rows["expires"])
    select(desk, "legal.debts", 0)
    assert "诉讼时效" in text(desk)
    assert "到期日（其后无中断事由）" in text(desk) or "部分付款" in text(desk)


def test_a_claim_shows_its_gaps_and_what_court_costs(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "legal", part="claim"))
    assert "必备证据完整度" in page
    assert "没有签收单或验收单" in page
    assert "预期净收益" in page
    before = page
    next(slider for slider in desk.slider if slider.label == "胜诉可能（%）").set_value(5)
    assert "预期净亏损" in text(run(desk)) != before


def test_cases_and_the_law_are_there_in_both_languages(desk: AppTest) -> None:
    run(desk)
    assert "共 1 件案件，未结 1 件；标的额 42.74" in text(go(desk, "legal", part="cases"))
    page = text(go(desk, "legal", part="law", lang="en"))
    assert "Last checked on" in page


def test_nothing_is_open_in_empty_books(desk: AppTest) -> None:
    run(desk)
    assert "账" in text(go(desk, "legal", books="own"))
