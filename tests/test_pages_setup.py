"""The way in: five steps, each derived from the books, left and resumed at will."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from arcore import desk as calculations
from arcore import ledger
from arcore.intake.anything import read_files
from tests.desk_app import PATIENCE, SAMPLE, cache_folder, click, desk, go, grid, run, select, table_with, text

__all__ = ["cache_folder", "desk"]

DAY = dt.date(2026, 6, 30)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def own(desk: AppTest) -> AppTest:
    """Own books that hold the sample's workbooks."""
    names = ("customers.xlsx", "invoices.xlsx", "receipts.xlsx")
    readings = [one for name in names for one in read_files((SAMPLE / name).read_bytes(), name)]
    books = ledger.open()
    books.commit_import(books.preview_import(readings, data_date=DAY), who="王芳")
    return run(desk)


def field(app: AppTest, label: str):
    return next(each for each in app.text_input if each.label == label)


def balances(**changed: int) -> bytes:
    """What a general ledger would export: every customer's true balance, some changed by whole yuan."""
    now = ledger.open().books()
    at = calculations.balances_at(now, DAY)
    owed = at.items.groupby(["customer_id", "currency"])["open"].sum().to_dict()
    for row in at.unapplied.dropna(subset=["customer_id"]).itertuples():
        pair = (row.customer_id, row.currency)
        owed[pair] = owed.get(pair, 0) - row.unapplied
    book = Workbook()
    book.active.append(("客户编码", "币种", "期末余额"))
    for (customer, currency), amount in owed.items():
        book.active.append((customer, currency, amount / 100 + changed.get(customer, 0)))
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def test_a_new_company_starts_with_the_checks_and_sees_what_is_open(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "setup", books="own"))
    assert "尚余：公司设置；导入表格；清理数据；期初余额" in page
    assert next(option for option in desk.segmented_control if option.label == "步骤").value == "company"
    assert "可读可写" in text(go(desk, "setup", books="own", step="install"))


def test_the_company_is_set_up_as_version_one_and_the_step_stays_done_after_a_refresh(desk: AppTest) -> None:
    run(desk)
    go(desk, "setup", books="own", step="company")
    field(desk, "公司名称").set_value("华东示例机电有限公司")
    run(desk)
    field(desk, "您的姓名（记入操作记录）").set_value("王芳")
    field(desk, "修订原因（随版本保存）").set_value("首次启用")
    click(desk, "保存为新版本")
    policy = ledger.open().policy()
    assert policy is not None
    assert (policy.company.name, policy.version) == ("华东示例机电有限公司", 1)
    fresh = AppTest.from_file(desk._script_path, default_timeout=PATIENCE)
    fresh.context["locale"] = "zh-CN"
    run(fresh)
    page = text(go(fresh, "setup", books="own"))
    assert "尚余：导入表格；清理数据；期初余额" in page


def test_rules_that_fit_as_they_are_become_version_one(desk: AppTest) -> None:
    run(desk)
    go(desk, "setup", books="own", step="company")
    field(desk, "您的姓名（记入操作记录）").set_value("王芳")
    click(desk, "确认采用")
    assert [(each.version, each.why) for each in ledger.open().policy_history()] == [(1, "首次启用")]


def test_doubtful_rows_are_opened_from_the_list(own: AppTest) -> None:
    go(own, "setup", books="own", step="quality")
    told = grid(own, "quality")
    place = told["title"].tolist().index("尚未核销的收款")
    select(own, "quality", place)
    assert len(table_with(own, "payer_name")) == told["count"].iloc[place]


def test_balances_that_agree_close_the_last_step_and_are_kept(own: AppTest) -> None:
    go(own, "setup", books="own", step="opening", as_of="2026-06-30")
    own.file_uploader[0].set_value([("余额表.xlsx", balances(), XLSX)])
    page = text(run(own))
    assert "个余额全部一致" in page
    field(own, "您的姓名（记入操作记录）").set_value("王芳")
    page = text(click(own, "保存这些余额"))
    assert "已保存" in page
    entry = ledger.open().journal(limit=1)[0]
    assert entry.summary.text("zh") == "保存 2026-06-30 的总账余额用于核对"
    page = text(go(own, "setup", books="own", step="opening"))
    assert "个余额全部一致" in page
    assert "期初余额。可随时离开" not in page


def test_a_difference_is_found_at_its_customer(own: AppTest) -> None:
    go(own, "setup", books="own", step="opening", as_of="2026-06-30")
    own.file_uploader[0].set_value([("余额表.xlsx", balances(C0001=100), XLSX)])
    page = text(run(own))
    assert "有 1 个不一致" in page
    first = grid(own, "opening").iloc[0]
    assert (first["customer_id"], first["difference"], first["mark"]) == ("C0001", 100.0, "✗ 不一致")


def test_one_typed_total_is_compared_and_a_mistake_is_said(own: AppTest) -> None:
    go(own, "setup", books="own", step="opening", way="total", as_of="2026-06-30")
    field(own, "CNY 余额").set_value("一千")
    page = run(own)
    assert any("不是金额" in element.value for element in page.markdown)
    field(own, "CNY 余额").set_value("1000")
    assert "CNY：总账 0.10 − 账簿" in text(run(own))
