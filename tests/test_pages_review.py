"""Overview, aging and credit: what the pages answer on the sample company, and where each figure leads."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk_app import cache_folder, click, desk, go, grid, run, select, text

__all__ = ["cache_folder", "desk"]


def test_the_overview_has_five_figures_with_last_month_beside_them(desk: AppTest) -> None:
    desk.query_params["unit"] = "unit"
    page = text(run(desk))
    values = re.findall(r'class="value"[^>]*>([^<]*)<', page)
    assert values == ["35,661,214.44", "6,216,312.13", "17.4 %", "822,900.00", "60.8"]
    assert page.count('<div class="before">上月末 ') == 5


def test_every_task_of_the_overview_leads_to_its_rows(desk: AppTest) -> None:
    page = text(run(desk))
    assert page.count('class="desk-task"') == 11
    shown = text(go(desk, "aging", focus="due_soon.CNY.0"))
    assert "只显示：7 天内到期 22 笔，合计 479.97 万元。" in shown
    assert len(grid(desk, "focus")) == 22


def test_a_task_about_limits_shows_only_those_customers(desk: AppTest) -> None:
    run(desk)
    go(desk, "credit", focus="new_breach.CNY.0")
    assert len(grid(desk, "credit")) == 3
    click(desk, "显示全部")
    assert len(grid(desk, "credit")) == 147


def test_the_aging_table_adds_up_to_the_answer(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "aging", unit="unit"))
    assert "81 家客户共欠 35,661,214.44 元" in page
    table = grid(desk, "aging.customer")
    assert round(table["total"].sum() * 100) == 3566121444 - 82290000
    assert table["name"].iloc[0] == "苏州宏达精密制造有限公司"
    assert table["total"].iloc[0] == pytest.approx(4061870.40)


def test_a_row_of_the_aging_table_opens_its_documents_and_a_document_its_source(desk: AppTest) -> None:
    run(desk)
    go(desk, "aging", unit="unit")
    page = text(select(desk, "aging.customer", 0))
    documents = grid(desk, "behind.customer")
    assert documents["open"].sum() == pytest.approx(4061870.40)
    assert "张单据。选中一张查看来源和核销情况。" in page
    page = text(select(desk, "behind.customer", 0))
    assert re.search(r"单据 XS\d+ · invoices.xlsx · 应收单据明细 · 第 \d+ 行", page)


@pytest.mark.parametrize(("by", "first"), [("salesperson", "王芳"), ("region", "华东"), ("group", "未填写"), ("currency", "CNY")])
def test_the_aging_table_can_be_cut_another_way(desk: AppTest, by: str, first: str) -> None:
    run(desk)
    go(desk, "aging", by=by)
    assert grid(desk, f"aging.{by}")["name"].iloc[0] == first


def test_another_date_stands_beside_with_the_change(desk: AppTest) -> None:
    run(desk)
    go(desk, "aging", other="2026-05-31", by="currency", unit="unit")
    row = grid(desk, "aging.currency").iloc[0]
    assert row["before"] == pytest.approx(30670700, rel=1e-3)
    assert row["change"] == pytest.approx(row["total"] - row["before"])


def test_netting_credits_keeps_the_total(desk: AppTest) -> None:
    run(desk)
    go(desk, "aging", by="currency", unit="unit")
    plain = grid(desk, "aging.currency")
    go(desk, "aging", by="currency", unit="unit", net="yes")
    netted = grid(desk, "aging.currency")
    assert netted["total"].tolist() == plain["total"].tolist()


def test_the_auditors_years_replace_the_buckets(desk: AppTest) -> None:
    run(desk)
    go(desk, "aging", scheme="years")
    assert "bucket_5" in grid(desk, "aging.customer").columns
    assert "bucket_6" not in grid(desk, "aging.customer").columns


def test_a_link_to_one_customer_shows_only_its_documents(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "aging", customer="C0008", unit="unit"))
    assert grid(desk, "customer.C0008")["open"].sum() == pytest.approx(427445.59)
    assert "徐州鼎盛" not in page
    assert "C0001" not in page


def test_the_credit_page_tells_no_limit_from_a_limit_of_zero(desk: AppTest) -> None:
    run(desk)
    go(desk, "credit", status="no_limit")
    assert grid(desk, "credit")["limit"].isna().all()
    go(desk, "credit", status="zero_limit")
    assert (grid(desk, "credit")["limit"] == 0).all()


@pytest.mark.parametrize(
    ("customer", "amount", "answer"),
    [
        ("C0002", "0.1", "需审批：宁波海港重工配件有限公司"),
        ("C0008", "1,000元", "冻结：徐州鼎盛矿山机械有限公司"),
        ("C0005", "0.10", "放行："),
    ],
)
def test_an_order_is_released_sent_for_approval_or_stopped_with_the_reason(desk: AppTest, customer: str, amount: str, answer: str) -> None:
    run(desk)
    go(desk, "credit")
    next(box for box in desk.selectbox if box.label == "客户").set_value(customer)
    next(box for box in desk.text_input if box.label.startswith("订单金额")).set_value(amount)
    page = text(click(desk, "审核订单"))
    assert answer in page


def test_an_order_amount_that_is_none_is_answered_in_a_sentence(desk: AppTest) -> None:
    run(desk)
    go(desk, "credit")
    next(box for box in desk.selectbox if box.label == "客户").set_value("C0002")
    next(box for box in desk.text_input if box.label.startswith("订单金额")).set_value("很多")
    assert "“很多”不是大于零的金额。" in text(click(desk, "审核订单"))


def test_a_page_that_sets_credits_off_says_that_the_workbook_keeps_them_apart(desk: AppTest) -> None:
    run(desk)
    said = "工作簿中贷项始终单独成列"
    assert said in text(go(desk, "aging", net="yes"))
    assert said not in text(go(desk, "aging", net="no"))
