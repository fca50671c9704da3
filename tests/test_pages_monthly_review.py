"""The monthly review page: its agenda on the sample company, what is kept from it, and closing a month."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from arcore import review
from arcore.ledger import RowChange
from tests.desk_app import cache_folder, click, desk, go, grid, run, table_with, text

__all__ = ["cache_folder", "desk"]


def _never(_scene: object) -> None:
    raise AssertionError("neither what a meeting takes down nor closing the month changes a figure of it: nothing is computed again")


def field(app: AppTest, label: str) -> object:
    """The field of the page with this label."""
    every = [*app.text_input, *app.text_area, *app.selectbox, *app.date_input]
    return next(widget for widget in every if widget.label == label)


def test_the_page_answers_what_changed_and_holds_the_key_figures_against_target_month_and_year(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "monthly_review", topic="figures"))
    assert "截至 2026-06-30，应收 3,566.12 万元（较上月末 +499.05 万元）；其中逾期 621.63 万元（逾期率 17.4 %" in page
    assert "期初 3,067.07 ＋ 各项变动 ＝ 期末 3,566.12 ✓" in page
    figures = table_with(desk, "target").set_index("title")
    assert figures.loc["DSO（应收账款周转天数）", ["target", "state"]].tolist() == ["≤ 55.0", "未达标"]  # the year's, not the policy's 60
    assert figures.loc["逾期率", ["value", "target", "state", "month", "year"]].tolist() == [
        "17.4 %",
        "≤ 15.0 %",
        "未达标",
        "24.0 %",
        "14.2 %",
    ]
    assert table_with(desk, "closing")["closing"].tolist()[0] == pytest.approx(3566.121444)


@pytest.mark.parametrize("topic", ["last", "aging", "plan", "credit", "disputes", "legal", "decisions", "closing"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_topic_of_the_agenda_opens(desk: AppTest, topic: str, lang: str) -> None:
    run(desk)
    assert "2026-06-30" in text(go(desk, "monthly_review", topic=topic, lang=lang))


def test_a_screen_shows_one_topic_and_goes_on(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "monthly_review", topic="plan", show="screen"))
    assert "desk-large" in page
    click(desk, "下一项")
    assert "6 信用、额度与停供" in next(element.value for element in desk.subheader)
    click(desk, "退出演示")
    assert "desk-large" not in text(desk)


def test_cause_measure_and_owner_taken_down_in_july_stand_in_the_review_of_june_at_once(
    desk: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(desk)
    go(desk, "monthly_review", topic="overdue", as_of="2026-07-08")
    field(desk, "逾期原因").select("funds")
    field(desk, "措施").input("与总经理约定分两次付清")
    field(desk, "责任人").input("王芳")
    field(desk, "您的姓名（记入操作记录）").input("赵敏")
    page = text(click(desk, "保存"))
    assert "已保存 苏州宏达精密制造有限公司：与总经理约定分两次付清" in page
    first = grid(desk, "review.top").iloc[0]
    assert first[["cause", "action", "owner"]].tolist() == ["资金困难", "与总经理约定分两次付清", "王芳"]
    monkeypatch.setattr(review, "tables_of", _never)
    field(desk, "措施").input("改为一次付清")
    click(desk, "保存")
    assert grid(desk, "review.top")["action"].iloc[0] == "改为一次付清"
    go(desk, "monthly_review", as_of="2026-06-30")
    assert grid(desk, "review.top")["action"].iloc[0].startswith("承诺已失信"), "not known yet at the end of June"
    book = desk.session_state["frame"].ledger
    row = book.books().registers["overdue_actions"].iloc[-1]
    said = {"reviewed_on": "2026-07-08", "month": "2026-06", "cause": "funds", "owner": "王芳", "department": "sales", "currency": "CNY"}
    keys = {"row_key": int(row["row_key"]), "customer_key": int(row["customer_key"])}
    amended = RowChange("overdue_actions", {**said, "action": "改为发函催收"}, **keys)
    book.change_registers([amended], who="赵敏", valid_from=dt.date(2026, 7, 20))
    go(desk, "monthly_review", as_of="2026-07-08")
    assert grid(desk, "review.top")["action"].iloc[0] == "改为一次付清", "amended on 20 July only"


def test_a_decision_of_april_is_seen_aged_and_closed_in_june(desk: AppTest) -> None:
    run(desk)
    go(desk, "monthly_review", topic="decisions", as_of="2026-04-30")
    field(desk, "决议事项").input("对常州博远停止发货")
    field(desk, "责任人").input("李伟")
    field(desk, "您的姓名（记入操作记录）").input("赵敏")
    assert "已登记决议：对常州博远停止发货（李伟）" in text(click(desk, "保存决议"))
    go(desk, "monthly_review", topic="last", as_of="2026-06-30")
    row = grid(desk, "review.followed").iloc[0]
    assert row[["month", "title", "owner", "carried", "late", "state"]].tolist() == ["2026-04", "对常州博远停止发货", "李伟", 2, 40, "待办"]
    name = next(key for key in desk.session_state if str(key).startswith("review.followed.grid"))
    desk.session_state[name] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    run(desk)
    field(desk, "处理结果").input("已停供，6 月 25 日收回 20 万元")
    click(desk, "办结该决议")
    assert "往期决议 10 项：已完成 4 项（除取消外完成率 44.4 %），已取消 1 项，" in text(desk)


def test_a_month_is_closed_with_its_figures_and_opened_again_with_a_reason(desk: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    run(desk)
    go(desk, "monthly_review", topic="closing", review="2026-05")
    field(desk, "您的姓名（记入操作记录）").input("赵敏")
    with monkeypatch.context() as patched:
        patched.setattr(review, "tables_of", _never)
        page = text(click(desk, "2026-05 结账"))
    assert "2026-05 已由 赵敏 于" in page
    assert "以下为 2026-05 结账时的数据" in page
    assert "2026-05 结账后没有金额更正" in page
    assert table_with(desk, "position")["month"].tolist() == ["2026-05"]
    assert "与 2026-05 结账时的得分一致" in text(go(desk, "appraisal", as_of="2026-05-31", span="month"))
    go(desk, "monthly_review", as_of="2026-06-30")
    assert "请先写明原因" in text(click(desk, "反结账"))
    field(desk, "原因（记入操作记录）").input("漏记一笔收款")
    assert "尚无已结账月份" in text(click(desk, "反结账"))
