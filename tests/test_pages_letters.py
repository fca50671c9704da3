"""Letters on the collections page: what is missing is asked for, a run fills the register, a step is done only once its letter is sent."""

import datetime as dt
import io
import zipfile
from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest

from arcore import policy_file, sample
from arcore.ledger import RowChange
from arcore.policy_sections.papers import PaperRules
from tests.desk_app import cache_folder, click, desk, go, grid, practice_book, run, select, text
from tests.test_statement_papers import word
from tests.word_text import said

__all__ = ["cache_folder", "desk"]


def ready(app: AppTest) -> AppTest:
    """The letters part, with a name for the journal."""
    run(app)
    app.session_state["who"] = "王芳"
    return go(app, "collections", part="letters", unit="unit")


def test_where_account_and_contact_are_missing_they_are_asked_for_once(desk: AppTest, cache_folder: Path) -> None:
    ready(desk)
    book = practice_book(desk, cache_folder)
    book.save_policy(policy_file.dump(replace(sample.POLICY, papers=PaperRules())), who="Li")
    book.close()
    page = text(run(desk))
    assert "缺少收款账户，请在“制度 → 对账单与函件”中填写户名和账号。" in page
    assert "缺少联系人" in page
    for field, value in (("payee", "青岚机电有限公司"), ("account", "622202100112"), ("contact", "王芳"), ("phone", "0532-8000")):
        desk.text_input(key=f"pay_to.{field}").set_value(value)
    page = text(click(desk, "写入制度"))
    assert "收款账户与联系人已写入制度。" in page
    assert "缺少" not in page


def test_a_run_writes_the_letters_that_are_due_and_sending_one_does_its_step(desk: AppTest) -> None:
    ready(desk)
    due = grid(desk, "letters.grid")
    assert set(due["tone_said"]) == {"温和提醒", "最后通知"}
    page = text(click(desk, f"出具 {len(due)} 份函件"))
    assert f"已出具 {len(due)} 份函件" in page
    content = desk.session_state["letters.ready"][0]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(archive.namelist()) == len(due)
        assert any("催款函（律师函前最后通知）" in said(archive.read(name)) for name in archive.namelist())
    assert "应出函 0 户" in page
    desk.query_params["letters"] = "written"
    run(desk)
    assert len(grid(desk, "letters.grid")) == len(due)
    select(desk, "letters.written", 0)
    assert "已为 1 份函件登记“已发”。" in text(click(desk, "登记"))
    assert grid(desk, "letters.written")["sent_said"].tolist()[0] == "EMS"
    click(desk, "撤销")
    assert set(grid(desk, "letters.written")["sent_said"]) == {""}


def test_forbidden_wording_in_a_template_of_ones_own_is_said_and_the_template_still_usable(desk: AppTest) -> None:
    ready(desk)
    required = "{{ company }} {{ customer }} {{ amount }} {{ deadline }} {{ account }} {% for i in items %}{% endfor %}"
    content = word(required + "{% for c in contacts %}{% endfor %}", "逾期不还，将列入黑名单。")
    uploader = next(each for each in desk.file_uploader if str(each.key).startswith("letters.template.gentle.zh"))
    uploader.set_value([("模板.docx", content, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")])
    assert "“黑名单”不应出现在函件中：以公开欠款相要挟，可能侵犯名誉权和个人信息。" in text(run(desk))
    assert "已启用模板 模板.docx。" in text(click(desk, "启用此模板"))


def test_a_customers_own_file_writes_and_lists_its_letters(desk: AppTest) -> None:
    ready(desk)
    page = text(go(desk, "customers", customer="C0001", file="letters", unit="unit"))
    assert "待出函：最后通知，10 张单据合计 2,444,102.05 元，最早一笔逾期 90 天。" in page
    click(desk, "出具 1 份函件")
    assert grid(desk, "letters.1.written")["letter_no"].tolist() == ["CK20260630-C0001"]


def test_a_plan_in_the_register_is_put_on_paper_in_both_languages(desk: AppTest, cache_folder: Path) -> None:
    ready(desk)
    book = practice_book(desk, cache_folder)
    values = {
        "agreed_on": dt.date(2026, 6, 30), "state": "agreed", "document_nos": "XS26020049, XS26030036", "principal": 532_338_36,
        "currency": "CNY", "schedule": "2026-07-31 266169.18\n2026-08-31 266169.18",
    }  # fmt: skip
    book.change_registers([RowChange("plans", values, customer_key=4)], who="Li")
    book.close()
    go(desk, "registers", register="plans")
    select(desk, "register.plans.0", 0)
    assert {"还款协议 · 中文", "还款协议 · English"} <= {button.label for button in desk.get("download_button")}
