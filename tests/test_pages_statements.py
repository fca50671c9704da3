"""The statements page: the account to pay to, a run into the register, sent and confirmed, a file compared, and that it is undone."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from arcore import policy_file, sample
from arcore.ledger import RowChange
from arcore.policy_sections.papers import PaperRules
from arcore.registers import REGISTERS
from arcore.registers.subjects import plain_row
from tests.desk_app import cache_folder, click, desk, go, grid, practice_book, run, select, table_with, text
from tests.test_statement_papers import ALL, word

__all__ = ["cache_folder", "desk"]


def typed(app: AppTest, key: str, value: str) -> None:
    app.text_input(key=key).set_value(value)


def opened(app: AppTest) -> AppTest:
    """The statements page, with a name for the journal."""
    run(app)
    app.session_state["who"] = "王芳"
    return go(app, "statements", unit="unit")


def test_where_no_account_to_pay_to_is_set_it_is_asked_for_once(desk: AppTest, cache_folder: Path) -> None:
    opened(desk)
    book = practice_book(desk, cache_folder)
    book.save_policy(policy_file.dump(replace(sample.POLICY, papers=PaperRules())), who="Li")
    book.close()
    assert "尚未设置收款账户" in text(run(desk))
    typed(desk, "pay_to.payee", "青岚机电有限公司")
    typed(desk, "pay_to.account", "622202100112")
    page = text(click(desk, "写入制度"))
    assert "收款账户已写入制度" in page
    assert "尚未设置收款账户" not in page


def test_statements_are_made_sent_and_confirmed_and_each_step_is_undone(desk: AppTest) -> None:
    opened(desk)
    due = len(grid(desk, "statements"))
    page = text(click(desk, f"生成 {due} 户对账单"))
    assert f"已生成 {due} 份对账单" in page
    assert set(grid(desk, "statements")["status_said"]) == {"已生成未发"}
    select(desk, "statements", 0)
    assert "已为 1 份对账单登记“已发”" in text(click(desk, "登记"))
    assert grid(desk, "statements")["status_said"].tolist()[0] == "已发"
    select(desk, "statements", 0)
    next(each for each in desk.segmented_control if each.key == "answer.state").set_value("agreed")
    run(desk)
    assert "签署人：未填写。状态为“无异议”时必填。" in text(click(desk, "登记"))
    typed(desk, "answer.signer", "赵会计")
    assert "已为 1 份对账单登记“无异议”" in text(click(desk, "登记"))
    assert grid(desk, "statements")["status_said"].tolist()[0] == "无异议"
    click(desk, "撤销")
    assert grid(desk, "statements")["status_said"].tolist()[0] == "已发"


def test_a_confirmation_starts_from_the_balance_that_was_sent_not_from_the_account(desk: AppTest, cache_folder: Path) -> None:
    opened(desk)
    click(desk, f"生成 {len(grid(desk, 'statements'))} 户对账单")
    number = grid(desk, "statements")["number"].tolist()[0]
    book = practice_book(desk, cache_folder)
    rows = book.registers()["statements"]
    row = rows[rows["number"] == number].iloc[0]
    sent = {**plain_row(REGISTERS["statements"], row), "balance": 123_456_78}
    book.change_registers([RowChange("statements", sent, row_key=int(row["row_key"]), entry=int(row["entry"]))], who="Li")
    book.close()
    go(desk, "statements")
    select(desk, "statements", 0)
    next(each for each in desk.segmented_control if each.key == "answer.state").set_value("agreed")
    run(desk)
    assert desk.text_input(key="answer.agreed_balance.agreed").value == "123456.78"


def test_a_difference_looked_at_in_the_past_is_amended_as_it_is_now(desk: AppTest, cache_folder: Path) -> None:
    opened(desk)
    book = practice_book(desk, cache_folder)
    found = {
        "kind": "price", "books": "ours", "our_amount": 200_00, "their_amount": 100_00, "difference": 100_00, "currency": "CNY",
        "found_on": dt.date(2026, 5, 10), "due_on": dt.date(2026, 7, 10), "state": "open",
    }  # fmt: skip
    book.change_registers([RowChange("differences", {**found, "owner": "李"}, customer_key=4)], who="Li")
    row = book.registers()["differences"].iloc[-1]
    key = int(row["row_key"])
    change = RowChange("differences", {**found, "owner": "赵"}, row_key=key, entry=int(row["entry"]))
    book.change_registers([change], who="Li", valid_from=dt.date(2026, 6, 15))
    book.close()
    owners = grid(go(desk, "statements", as_of="2026-05-31"), "clear.grid")["owner"].tolist()
    select(desk, "clear", owners.index("李"))
    assert desk.text_input(key=f"clear.{key}.owner").value == "赵"


def customer_file(rows: list[tuple[object, ...]]) -> bytes:
    workbook, memory = Workbook(), io.BytesIO()
    sheet = workbook.active
    for row in [("日期", "单据号", "应付贷方", "付款借方", "摘要"), *rows]:
        sheet.append(row)
    workbook.save(memory)
    return memory.getvalue()


def test_a_customers_file_is_compared_and_its_differences_kept(desk: AppTest) -> None:
    opened(desk)
    select(desk, "statements", 0)
    content = customer_file([("2026-06-10", "ZZ-1", 1000, None, "退货差额")])
    desk.checkbox(key="compare.partial").check()
    uploader = next(each for each in desk.file_uploader if str(each.key).startswith("compare."))
    uploader.set_value([("对方.xlsx", content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")])
    page = text(run(desk))
    assert "不符 1 笔" in page
    assert table_with(desk, "kind_said")["kind_said"].tolist() == ["退货"]
    assert table_with(desk, "kind_said")["difference"].tolist() == [1000.0]
    first_day = next(each for each in desk.date_input if str(each.key).startswith("compare.from."))
    first_day.set_value(dt.date(2026, 6, 11))  # the line then belongs to the opening balance
    assert "不符 0 笔" in text(run(desk))
    next(each for each in desk.date_input if str(each.key).startswith("compare.from.")).set_value(dt.date(2026, 6, 1))
    assert "不符 1 笔" in text(run(desk))
    typed(desk, "compare.owner", "李伟")
    assert "已登记 1 项差异" in text(click(desk, "登记 1 项差异"))
    assert grid(desk, "statements")["differences"].tolist()[0] == pytest.approx(1)
    assert "待处理差异 1 项" in text(desk)
    assert grid(desk, "clear.grid")["owner"].tolist() == ["李伟"]
    assert grid(desk, "clear.grid")["difference"].tolist() == [1000.0]  # to the cent, whatever unit the page shows
    select(desk, "clear", 0)
    assert "请导入我方漏记的单据或收款。" in text(desk)
    register = next(button for button in desk.button if str(button.key).startswith("clear.") and str(button.key).endswith(".keep"))
    register.click()
    assert "调整措施：未填写。状态为“已调整”时必填。" in text(run(desk))
    next(each for each in desk.text_input if str(each.key).endswith(".adjustment")).set_value("已导入红字发票")
    next(button for button in desk.button if str(button.key).endswith(".keep") and "clear" in str(button.key)).click()
    assert "差异已登记为“已调整”。" in text(run(desk))
    assert "待处理差异" not in text(desk)
    assert "待处理差异 1 项" in text(click(desk, "撤销"))


def test_a_template_of_ones_own_is_checked_used_and_given_up_again(desk: AppTest) -> None:
    opened(desk)

    def offered(content: bytes) -> str:
        uploader = next(each for each in desk.file_uploader if each.key == "statements.template.upload")
        uploader.set_value([("模板.docx", content, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")])
        run(desk)
        return text(click(desk, "启用此模板"))

    assert "模板.docx 缺少占位符 {{ account }}（账号）。" in offered(word(ALL.replace("{{ account }}", "")))
    assert "已启用模板 模板.docx。" in offered(word(ALL))
    assert "当前使用：模板.docx" in text(desk)
    assert "当前使用：系统自带模板" in text(click(desk, "恢复系统自带模板"))
