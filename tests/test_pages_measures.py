"""The measures page: what it answers on the sample company, and the documents behind each figure."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk_app import cache_folder, click, desk, go, grid, run, select, table_with, text

__all__ = ["cache_folder", "desk"]


def test_the_page_answers_with_the_overview_s_own_figures(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "measures"))
    assert "截至 2026-06-30，DSO 60.8 天（上月末 60.3），逾期率 17.4 %，本月回款率 31.0 %；应收同比增长 30.0 %" in page
    table = grid(desk, "measures..None").set_index("title")
    assert table.loc["DSO（应收账款周转天数）", "now"] == "60.8"
    assert table.loc["逾期率", "label"] == "逾期金额 ÷ 未收款项（不含贷项）"
    assert table.loc["逾期率", "target"] == "≤ 15.0 % 未达标"
    assert table.loc["DSO（应收账款周转天数）", "target"] == "≤ 55.0 未达标"  # of the year, instead of the policy's 60


def test_a_measure_opens_documents_that_add_up_to_its_numerator(desk: AppTest) -> None:
    run(desk)
    go(desk, "measures", unit="unit", measure="overdue_rate")
    rows = grid(desk, "behind.overdue_rate.overdue")
    assert round(rows["counted"].sum() * 100) == 621631213
    page = text(select(desk, "behind.overdue_rate.overdue", 0))
    assert "invoices.xlsx" in page


def test_an_earlier_month_shows_what_it_was_then_and_leads_back(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "measures", month="2026-05-31"))
    assert "截至 2026-05-31，DSO 60.3 天" in page
    page = text(click(desk, "回到最近一个月"))
    assert "截至 2026-06-30，DSO 60.8 天" in page


@pytest.mark.parametrize("by", ["salesperson", "region", "group", "category", "customer", "entity"])
def test_it_can_be_cut_by_group_and_the_groups_stand_side_by_side(desk: AppTest, by: str) -> None:
    run(desk)
    go(desk, "measures", by=by, unit="unit")
    table = table_with(desk, "days_delinquent")
    assert round(table["open"].sum() * 100) == 3566121444


def test_a_salesperson_s_measures_are_named(desk: AppTest) -> None:
    run(desk)
    assert "王芳：截至 2026-06-30，DSO" in text(go(desk, "measures", by="salesperson", key="王芳"))


def test_promises_are_measured_and_lead_to_the_register(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "measures", measure="promise_rate"))
    rows = grid(desk, "measures..None").set_index("title")
    assert rows.loc["承诺兑现率", "label"] == "按期足额兑现的承诺笔数 ÷ 本期到期的承诺笔数"
    assert "本月没有登记。" not in page


@pytest.mark.parametrize(("picture", "column"), [("dso", "overdue_rate"), ("sales", "sales_window")])
def test_every_picture_has_its_table(desk: AppTest, picture: str, column: str) -> None:
    run(desk)
    go(desk, "measures", picture=picture, unit="unit")
    table = next(each.value for each in desk.dataframe if {"month_end", column} <= set(each.value.columns))
    assert len(table) == 24
    if picture == "sales":
        assert round(table["sales_window"].iloc[0] * 100) == 5278193027


@pytest.mark.parametrize(("picture", "register"), [("plan", "回款计划"), ("promises", "付款承诺")])
def test_a_picture_of_what_nobody_keeps_leads_to_its_register(desk: AppTest, picture: str, register: str) -> None:
    run(desk)
    assert f"尚无登记：{register}" in text(go(desk, "measures", picture=picture, as_of="2025-11-30"))


def test_the_calendar_lists_the_month_s_receipts(desk: AppTest) -> None:
    run(desk)
    go(desk, "measures", picture="calendar", unit="unit")
    books = desk.session_state["frame"].books
    june = books.receipts[(books.receipts["receipt_date"] >= "2026-06-01") & (books.receipts["currency"] == "CNY")]
    assert round(table_with(desk, "receipt_date")["amount"].sum() * 100) == int(june["amount"].sum())


def test_salespeople_are_ranked_by_a_measure_of_choice(desk: AppTest) -> None:
    run(desk)
    go(desk, "measures", by="salesperson", rank="days_late")
    assert next(box for box in desk.selectbox if box.label == "排名指标").value == "days_late"


def test_payment_methods_of_all_customers_open_who_pays_by_each(desk: AppTest) -> None:
    run(desk)
    go(desk, "measures", unit="unit")
    methods = grid(desk, "methods.CNY.0")
    assert set(methods["name"]) >= {"银行转账", "承兑汇票"}
    assert methods["share"].sum().round(6) == 100
    select(desk, "methods.CNY.0", 0)
    customers = table_with(desk, "transfer")
    assert round(customers["transfer"].sum(), 2) == round(float(methods["amount"].iloc[0]), 2)
