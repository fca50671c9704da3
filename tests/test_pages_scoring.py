"""The page of credit ratings: grades, scorecard, reviews, concentration, what-ifs, applications decided by somebody else."""

from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk_app import cache_folder, click, desk, go, grid, run, select, table_with, text

__all__ = ["cache_folder", "desk"]


@pytest.mark.parametrize("part", ["grades", "reviews", "concentration", "what_if", "requests", "new"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_part_of_the_page_answers(desk: AppTest, part: str, lang: str) -> None:
    run(desk)
    go(desk, "scoring", part=part, lang=lang)
    assert ("D 级" if lang == "zh" else "graded D") in text(desk)


def test_a_customer_s_scorecard_shows_points_and_what_would_lift_it(desk: AppTest) -> None:
    run(desk)
    go(desk, "scoring", customer="C0001")
    card = table_with(desk, "factor")
    assert card["factor"].tolist()[:2] == ["按期回款率", "平均逾期天数"]
    assert card["most"].sum() == 100
    assert (card["points"] + card["lost"].fillna(0)).tolist() == card["most"].tolist()
    assert "距 C 级还差" in text(desk)


def test_the_documents_behind_a_share_are_one_selection_away_also_of_a_group(desk: AppTest) -> None:
    run(desk)
    go(desk, "scoring", part="concentration", by="group", unit="unit")
    shares = grid(desk, "concentration.group")
    place = shares["name"].tolist().index("恒远集团")
    select(desk, "concentration.group", place)
    behind = grid(desk, "concentration.group.恒远集团")
    assert set(behind["customer_name"]) == {"上海恒远机电有限公司", "上海恒远机电设备有限公司"}
    waiting = table_with(desk, "unapplied")
    assert round(behind["open"].sum() - waiting["unapplied"].sum(), 2) == round(shares["amount"].iloc[place], 2)


def test_an_application_is_sent_by_one_and_approved_by_another(desk: AppTest) -> None:
    desk.session_state["who"] = "李会计"
    run(desk)
    go(desk, "scoring", customer="C0017")
    click(desk, "按建议提交申请")
    assert "已提交" in text(desk)
    go(desk, "scoring", part="requests")
    select(desk, "requests", grid(desk, "requests")["customer_name"].tolist().index("广州东泰五金制品厂"))
    click(desk, "批准")
    assert "须由他人审批" in text(desk)
    desk.session_state["who"] = "王经理"
    run(desk)
    click(desk, "批准")
    assert "已批准" in text(desk)
    assert grid(desk, "requests")["customer_name"].tolist() == ["宁波海港重工配件有限公司"]


def test_a_recorded_review_puts_the_computed_grade_on_record(desk: AppTest) -> None:
    desk.session_state["who"] = "李会计"
    run(desk)
    go(desk, "scoring", customer="C0001")
    assert "档案等级：D" not in text(desk)
    click(desk, "记录本次复评")
    assert "档案等级：D" in text(desk)


def test_shorter_terms_show_the_cash_they_free(desk: AppTest) -> None:
    run(desk)
    go(desk, "scoring", part="what_if")
    desk.slider[0].set_value(-30)
    run(desk)
    assert "账期缩短 30 天" in text(desk)


def test_a_new_customer_gets_a_starter_limit(desk: AppTest) -> None:
    run(desk)
    go(desk, "scoring", part="new", unit="unit")
    desk.text_input[1].set_value("1,200,000")
    desk.text_input[2].set_value("15天")
    click(desk, "评估")
    assert any("10,000.00" in element.value for element in desk.subheader)


def test_an_order_that_needs_approval_leads_to_an_application_with_customer_and_amount(desk: AppTest) -> None:
    run(desk)
    go(desk, "credit", unit="unit")
    desk.selectbox[0].set_value("C0003")
    next(field for field in desk.text_input if field.label.startswith("订单金额")).set_value("10,000")
    click(desk, "审核订单")
    assert "需审批" in text(desk)
    assert any("提交审批申请" in str(element.proto) for element in desk.get("page_link"))
    go(desk, "scoring", part="requests", customer="C0003", over="123400", unit="unit")
    assert desk.selectbox[0].value == "C0003"
    assert any(field.value == "1,234.00" for field in desk.text_input)


def test_the_assessment_of_a_new_customer_is_kept_with_its_points_and_outcome(desk: AppTest) -> None:
    desk.session_state["who"] = "李会计"
    run(desk)
    go(desk, "scoring", part="new", unit="unit")
    desk.text_input[0].set_value("常州博远建材有限公司")
    desk.text_input[1].set_value("1,200,000")
    desk.text_input[2].set_value("15天")
    for heading, points in (("财务", 70), ("经营", 60)):
        next(field for field in desk.number_input if field.label.startswith(heading)).set_value(points)
    click(desk, "评估")
    click(desk, "保存评估")
    assert "评估已登记" in text(desk)
    rows = desk.session_state["frame"].books.registers["first_assessments"]
    (row,) = rows.to_dict("records")
    assert (row["applicant"], row["points"], row["starter_limit"], row["terms_days"], row["assessed_by"]) == (
        "常州博远建材有限公司", 65, 10_000_00, 15, "李会计",
    )  # fmt: skip
    go(desk, "registers", register="first_assessments")
    assert grid(desk, "register.first_assessments")["points"].tolist() == [65]
    go(desk, "customers", customer="C0004")
    assert "2026-06-30 由 李会计 评估：65 分；起始额度 10,000.00 元，账期 15 天，预付 30%。" in text(desk)


def test_a_date_to_compare_with_after_the_pages_own_is_left_aside(desk: AppTest) -> None:
    run(desk)
    go(desk, "scoring", part="reviews", other="2026-04-30")
    assert desk.date_input(key="choose.other").value == dt.date(2026, 4, 30)
    go(desk, "scoring", as_of="2026-03-31")
    assert desk.date_input(key="choose.other").value == dt.date(2025, 12, 31)
    go(desk, "aging", other="9999-12-31")
    assert desk.date_input(key="choose.other").value is None
