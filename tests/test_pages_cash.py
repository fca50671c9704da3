"""Cash application: what a clerk does on the page, and what it leaves in the books and on the other pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from arcore import ledger
from arcore.charts.cash import COLORS
from arcore.ledger import EntryKind, Ledger
from arcore.ledger.bank import LineStatus
from tests.cash_books import ACCOUNT, BANK, FILE, fill, with_statement
from tests.desk_app import SAMPLE, cache_folder, desk, go, run, text
from tests.ledger_fixtures import open_balances, unapplied

__all__ = ["cache_folder", "desk"]

PAGE = "cash_application"


def key_of(app: AppTest, start: str) -> str:
    """The key of the one button whose key starts so."""
    (found,) = [button.key for button in app.button if str(button.key).startswith(start)]
    return str(found)


def press(app: AppTest, start: str) -> AppTest:
    app.button(key=key_of(app, start)).click()
    return run(app)


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def sign(app: AppTest, name: str = "王芳") -> None:
    next(box for box in app.text_input if box.label == "您的姓名（记入操作记录）").set_value(name)
    run(app)


def pick(app: AppTest, key: str, rows: list[int]) -> AppTest:
    name = next(name for name in app.session_state if str(name).startswith(f"{key}") and ".grid" in str(name))
    app.session_state[name] = {"selection": {"rows": rows, "columns": [], "cells": []}}
    return run(app)


def exposure_of(app: AppTest, customer_id: str) -> float:
    """What the credit page says that a customer owes, in 万元."""
    rows = next(each.value for each in app.dataframe if "customer_id" in each.value.columns)
    found = rows.loc[rows["customer_id"] == customer_id, "exposure"]
    return float(found.sum())


@pytest.fixture
def books(desk: AppTest) -> Ledger:
    """One's own books with the bank month taken in."""
    return with_statement(ledger.open())


@pytest.fixture
def clerk(desk: AppTest, books: Ledger) -> AppTest:
    """The cash page of these books, signed."""
    run(desk)
    go(desk, PAGE, books="own")
    sign(desk)
    return run(desk)


def test_without_a_statement_the_page_says_what_to_do_and_offers_a_sample(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, PAGE))
    assert "还没有银行流水" in page
    assert "您正在示例公司的个人副本上试用" in page
    assert desk.file_uploader[0].label.startswith("银行流水原样拖入")


def test_an_unknown_account_is_confirmed_once_before_a_statement_is_taken_in(desk: AppTest) -> None:
    book = fill(ledger.open())
    run(desk)
    go(desk, PAGE, books="own")
    desk.file_uploader[0].set_value([(FILE, BANK.encode(), "text/csv")])
    said = text(run(desk))
    assert f"{ACCOUNT}（示例商贸有限公司）是贵公司的账户吗" in said
    assert "流水的余额与合计自校验通过。" in said
    assert desk.button(key="cash.take").disabled
    sign(desk)
    press(desk, "cash.own.")
    press(desk, "cash.take")
    assert "导入新流水 8 笔；另有 0 笔账簿中已有。" in text(desk)
    assert len(book.statement_lines()) == 8
    go(desk, PAGE, part="statements")
    desk.file_uploader[0].set_value([(FILE, BANK.encode(), "text/csv")])
    run(desk)
    press(desk, "cash.take")
    assert "导入新流水 0 笔；另有 8 笔账簿中已有。" in text(desk)
    assert len(book.statement_lines()) == 8


def test_a_workbook_that_is_no_statement_is_sent_to_the_data_page(desk: AppTest) -> None:
    fill(ledger.open())
    run(desk)
    go(desk, PAGE, books="own")
    desk.file_uploader[0].set_value([("customers.xlsx", (SAMPLE / "customers.xlsx").read_bytes(), "application/octet-stream")])
    assert "customers.xlsx 不是银行流水" in text(run(desk))
    assert "cash.take" not in keys(desk)


def test_the_page_opens_with_the_answer_and_ties_out_with_the_statement(clerk: AppTest) -> None:
    said = text(clerk)
    assert "共收款 0.53 万元，已核销 0.00 元" in said
    assert "另有 1 笔支出，将一并标为非收款。" in said
    assert f"{ACCOUNT} CNY（2026-03-03 – 2026-03-12）：期初 1.00 + 收入 0.53 − 支出 0.00 = 期末 1.52 ✓" in said


def test_what_is_written_off_is_a_column_only_where_something_is(clerk: AppTest) -> None:
    shown = []
    for _ in range(2):
        shown.append({"given_up", "reason"} <= {name for each in clerk.dataframe for name in each.value.columns})
        press(clerk, "cash.next")
    assert shown == [True, False]


def test_nothing_is_posted_before_a_name_is_given(desk: AppTest, books: Ledger) -> None:
    run(desk)
    go(desk, PAGE, books="own")
    press(desk, "cash.confirm.")
    assert "请先填写姓名" in text(desk)
    assert books.statement_lines(LineStatus.POSTED).empty


def test_certain_receipts_are_posted_together_and_can_be_taken_back_at_once(clerk: AppTest, books: Ledger) -> None:
    before = open_balances(books)
    press(clerk, "cash.certain.")
    after = open_balances(books)
    assert {n for n in before if before[n] != after[n]} == {"D2026001", "D2026002", "D2026003"}
    assert [after[n] for n in ("D2026001", "D2026002", "D2026003")] == [0, 0, 0]
    assert books.statement_lines()["status"].tolist() == ["posted", "posted", "open", "open", "ignored", "open", "open", "open"]
    assert "已入账 2 笔收款，共 0.17 万元。非客户收款 0 笔（另支出 1 笔）。" in text(clerk)
    press(clerk, "cash.undo.last")
    assert open_balances(books) == before
    assert set(books.statement_lines()["status"]) == {"open"}


def test_what_is_posted_shows_at_once_in_overview_aging_and_credit(clerk: AppTest, books: Ledger) -> None:
    assert "应收 0.59 万元" in text(go(clerk, "overview"))
    go(clerk, PAGE)
    press(clerk, "cash.certain.")
    assert "应收 0.42 万元" in text(go(clerk, "overview"))
    rows = next(each.value for each in go(clerk, "aging").dataframe if "name" in each.value.columns)
    assert "苏州甲机械有限公司" not in rows["name"].tolist()
    assert exposure_of(go(clerk, "credit"), "C1") == 0
    go(clerk, PAGE, part="queue")
    press(clerk, "cash.undo.last")
    assert exposure_of(go(clerk, "credit"), "C1") == 0.17
    assert "应收 0.59 万元" in text(go(clerk, "overview"))


def test_confirming_posts_one_line_learns_its_payer_and_shows_the_next(clerk: AppTest, books: Ledger) -> None:
    first = key_of(clerk, "cash.confirm.")
    press(clerk, "cash.confirm.")
    assert key_of(clerk, "cash.confirm.") != first
    assert books.statement_lines(LineStatus.POSTED)["serial"].tolist() == ["S3"]
    assert open_balances(books)["D2026004"] == 0
    assert books.lessons()[["kind", "value"]].values.tolist() == [["account", "9002"]]
    kinds = [entry.kind for entry in books.journal(limit=2)]
    assert kinds == [EntryKind.PAYER, EntryKind.APPLICATION]
    assert books.journal(limit=2)[1].why == "无锡乙阀门有限公司 1,990.00"
    press(clerk, "cash.undo.last")
    assert open_balances(books)["D2026004"] == 200_000
    assert books.lessons().empty


def test_certain_receipts_teach_nothing(clerk: AppTest, books: Ledger) -> None:
    press(clerk, "cash.certain.")
    assert books.lessons().empty


def test_an_alternative_can_be_taken_instead(clerk: AppTest, books: Ledger) -> None:
    go(clerk, PAGE, line="8")
    clerk.radio[0].set_value(0)
    run(clerk)
    press(clerk, "cash.confirm.8")
    assert {n: open_balances(books)[n] for n in ("D2026008", "D2026009", "D2026010", "D2026011")} == {
        "D2026008": 17_500, "D2026009": 0, "D2026010": 12_500, "D2026011": 0,
    }  # fmt: skip


def test_money_is_left_on_the_customers_account(clerk: AppTest, books: Ledger) -> None:
    go(clerk, PAGE, line="6")
    press(clerk, "cash.unapplied.6")
    assert unapplied(books) == 50_000
    assert open_balances(books)["D2026005"] == 50_000


def test_a_line_is_split_by_hand_and_the_rest_stays_on_account(clerk: AppTest, books: Ledger) -> None:
    go(clerk, PAGE, line="6")
    press(clerk, "cash.hand.6")
    editor = next(name for name in clerk.session_state if str(name).startswith("cash.editor.6."))
    clerk.session_state[editor] = {"edited_rows": {0: {"cash": 200}, 1: {"cash": 100.50}}, "added_rows": [], "deleted_rows": []}
    run(clerk)
    assert "核销 300.50，余 199.50 留作未核销收款" in [button.label for button in clerk.button]
    press(clerk, "cash.hand.do.6")
    balances = open_balances(books)
    assert [balances[n] for n in ("D2026005", "D2026006", "D2026007")] == [30_000, 39_950, 64_000]
    assert unapplied(books) == 19_950


def test_too_much_by_hand_is_said_and_cannot_be_posted(clerk: AppTest, books: Ledger) -> None:
    go(clerk, PAGE, line="6")
    press(clerk, "cash.hand.6")
    editor = next(name for name in clerk.session_state if str(name).startswith("cash.editor.6."))
    clerk.session_state[editor] = {"edited_rows": {1: {"cash": 100}}, "added_rows": [], "deleted_rows": []}
    assert "拟核销 600.00，但只收到 500.00" in text(run(clerk))
    assert not [key for key in keys(clerk) if key.startswith("cash.hand.do")]


def test_an_unknown_payers_money_gets_its_customer_by_hand_and_is_recognised_next_time(clerk: AppTest, books: Ledger) -> None:
    go(clerk, PAGE, line="7")
    next(box for box in clerk.selectbox if str(box.key).startswith("cash.customer.7")).set_value(3)
    run(clerk)
    press(clerk, "cash.oldest.7")
    press(clerk, "cash.hand.do.7")
    assert open_balances(books)["D2026005"] == 50_000 - 12_345
    assert set(books.lessons()["value"]) == {"9005", "刘丽华"}


def test_a_write_off_beyond_the_clerks_limit_is_refused_in_a_sentence(clerk: AppTest, books: Ledger) -> None:
    go(clerk, PAGE, line="6")
    press(clerk, "cash.hand.6")
    editor = next(name for name in clerk.session_state if str(name).startswith("cash.editor.6."))
    edited = {0: {"cash": 100, "given_up": 399, "reason": "坏账核销"}}
    reasons = {"edited_rows": edited, "added_rows": [], "deleted_rows": []}
    clerk.session_state[editor] = reasons
    run(clerk)
    press(clerk, "cash.hand.do.6")
    assert "未经审批的上限为 100.00" in text(clerk)
    assert books.statement_lines(LineStatus.POSTED).empty


def test_a_line_that_is_no_receipt_is_set_aside_with_its_reason_and_can_wait_again(clerk: AppTest, books: Ledger) -> None:
    go(clerk, PAGE, line="4")
    press(clerk, "cash.aside.4")
    press(clerk, "cash.aside.do.4")
    line = books.statement_lines().set_index("line").loc[4]
    assert (line["status"], line["status_note"]) == ("ignored", "refund")
    assert books.journal(limit=1)[0].why == "退款给我方"
    go(clerk, PAGE, part="list", group="aside")
    pick(clerk, "cash.marked", [0])
    press(clerk, "cash.reopen")
    assert books.statement_lines().set_index("line").loc[4, "status"] == "open"


def test_a_declined_customer_is_not_offered_again(clerk: AppTest, books: Ledger) -> None:
    assert "常州丙泵业有限公司 C3" in text(go(clerk, PAGE, line="4"))
    press(clerk, "cash.decline.4")
    assert "常州丙泵业有限公司 C3" not in text(go(clerk, PAGE, line="4"))


def test_bank_text_is_never_markup(clerk: AppTest) -> None:
    said = text(go(clerk, PAGE, line="4"))
    assert "&lt;b&gt;货款&lt;/b&gt; [看](http://example.com/x.png)" in said
    assert "http" not in "".join(element.value for element in clerk.markdown)


def test_everything_above_a_level_is_confirmed_after_saying_how_much(clerk: AppTest, books: Ledger) -> None:
    go(clerk, PAGE, part="list", group="suggested")
    clerk.selectbox(key="cash.level.3").set_value(0.7)
    run(clerk)
    assert "确认 2 笔建议，共 0.25 万元" in [button.label for button in clerk.button]
    press(clerk, "cash.above.0.7")
    assert books.statement_lines(LineStatus.POSTED)["serial"].tolist() == ["S3", "S6"]


def test_several_selected_lines_are_confirmed_together(clerk: AppTest, books: Ledger) -> None:
    go(clerk, PAGE, part="list", group="certain")
    pick(clerk, "cash.list.certain", [0, 1])
    press(clerk, "cash.selected.")
    assert books.statement_lines(LineStatus.POSTED)["serial"].tolist() == ["S1", "S2"]
    assert len(books.journal(kind=EntryKind.APPLICATION)) == 1


def test_unclaimed_money_is_claimed_by_a_salesperson_and_given_back(clerk: AppTest, books: Ledger) -> None:
    go(clerk, PAGE, part="pool")
    assert "1 笔收款待认领，最久的已等 1 天" in text(clerk)
    pick(clerk, "cash.pool.", [0])
    clerk.selectbox(key="cash.claim.by").set_value("赵敏")
    run(clerk)
    clerk.button(key="cash.claim").click()
    run(clerk)
    line = books.statement_lines().set_index("line").loc[7]
    assert (line["status"], line["status_note"]) == ("claimed", "赵敏")
    pick(clerk, "cash.pool.", [0])
    press(clerk, "cash.unclaim")
    assert books.statement_lines().set_index("line").loc[7, "status"] == "open"


def test_any_entry_is_undone_later_with_a_reason(clerk: AppTest, books: Ledger) -> None:
    press(clerk, "cash.certain.")
    run_entry = books.journal(kind=EntryKind.APPLICATION)[0].seq
    go(clerk, PAGE, part="done")
    rows = next(each.value for each in clerk.dataframe if "number" in each.value.columns)
    pick(clerk, "cash.acts", [rows["number"].tolist().index(run_entry)])
    press(clerk, f"cash.undo.{run_entry}")
    assert "请先写明原因" in text(clerk)
    clerk.text_input(key=f"cash.why.{run_entry}").set_value("核错了")
    press(clerk, f"cash.undo.{run_entry}")
    undone = books.journal(limit=1)[0]
    assert (undone.undoes, undone.why, undone.who) == (run_entry, "核错了", "王芳")
    assert open_balances(books)["D2026001"] == 100_000


def test_one_receipt_is_taken_out_of_a_run_with_a_reason(clerk: AppTest, books: Ledger) -> None:
    press(clerk, "cash.certain.")
    go(clerk, PAGE, part="done")
    rows = next(each.value for each in clerk.dataframe if "given_up" in each.value.columns)
    assert rows["settles"].tolist() == ["D2026002, D2026003", "D2026001"]
    pick(clerk, "cash.posted", [1])
    clerk.text_input(key="cash.why.posted").set_value("客户更正")
    press(clerk, "cash.withdraw")
    assert [open_balances(books)[n] for n in ("D2026001", "D2026002")] == [100_000, 0]
    assert books.journal(limit=1)[0].why == "客户更正"


def test_a_learned_payer_is_revoked(clerk: AppTest, books: Ledger) -> None:
    press(clerk, "cash.confirm.")
    go(clerk, PAGE, part="payers")
    pick(clerk, "cash.lessons", [0])
    press(clerk, "cash.revoke")
    assert books.learned().accounts == {}
    assert books.lessons()["revoked_by"].tolist() == ["王芳"]


def test_what_somebody_else_posted_meanwhile_is_refused_and_nothing_is_posted_twice(clerk: AppTest, books: Ledger) -> None:
    from arcore.ledger.application import Application, Part

    key = key_of(clerk, "cash.confirm.")
    books.record_application([Application((Part(4, 199_000),), 2, 3)], who="李强")
    clerk.button(key=key).click()
    run(clerk)
    assert len(books.journal(kind=EntryKind.APPLICATION)) == 1
    assert open_balances(books)["D2026004"] == 1_000


def test_trying_out_on_the_sample_company_changes_a_copy_of_ones_own(desk: AppTest) -> None:
    run(desk)
    go(desk, PAGE)
    desk.file_uploader[0].set_value([("bank_2026-07.csv", (SAMPLE / "bank_2026-07.csv").read_bytes(), "text/csv")])
    run(desk)
    sign(desk)
    press(desk, "cash.own.")
    press(desk, "cash.take")
    assert "共收款 3,140.08 万元，已核销 0.00 元" in text(desk)
    press(desk, "cash.certain.")
    assert "已入账 2,043.73 万元" in text(desk)
    assert ledger.open().version() == "0"


def test_a_second_visitor_sees_the_sample_company_untouched(desk: AppTest) -> None:
    page = text(go(run(desk), PAGE))
    assert "还没有银行流水" in page


def test_the_legend_of_the_months_money_has_the_colors_of_its_bar() -> None:
    style = (Path(__file__).parents[1] / "pages" / "_shared" / "style.css").read_text("utf-8").casefold()
    for kind, color in COLORS.items():
        assert f'[class*="door-cash-{kind}"] a::before {{ background: {color.casefold()}; }}' in style
