"""对账单: its cells and words in both languages, live formulas, templates that users replace, and what it refuses."""

import datetime as dt
import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from arcore.documents import audit_confirmation, statement_letter, statement_template, statement_workbook, word_template
from arcore.documents.audit_confirmation import AuditFirm, Balance
from arcore.i18n import Language
from arcore.intake.customer_statement import read_statement
from arcore.messages import Unusable
from arcore.policy import Policy
from arcore.policy_sections.papers import PaperRules
from tests.office import assert_recalculation_agrees, needs_office
from tests.sample_company import sample_books
from tests.statement_cases import POLICY, statement
from tests.word_text import said
from tests.workbook_dump import GOLDEN, assert_golden, dump

BUSY = 35
"""A customer with invoices, receipts and an advance not yet applied."""
FIRM = AuditFirm("青岛示例会计师事务所", "青岛市香港中路 1 号", "赵审计", "0532-9000")


def assert_words(content: bytes, name: str) -> None:
    path, text = GOLDEN / f"{name}.txt", "\n".join(said(content)) + "\n"
    if os.environ.get("ARCORE_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_cell_of_the_workbook_is_as_agreed(lang: Language) -> None:
    assert_golden(statement_workbook.build(statement(BUSY), lang), f"statement_workbook.{lang}")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_word_of_the_letter_is_as_agreed(lang: Language) -> None:
    assert_words(statement_letter.build(statement(BUSY), lang), f"statement_letter.{lang}")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_audit_confirmation_asks_for_an_answer_to_the_auditor(lang: Language) -> None:
    balance = Balance("XZ20260630-C0035", "济南永泰工业设备有限公司", dt.date(2026, 6, 30), "CNY", 100_447_00, 200_000_00)
    content = audit_confirmation.build(balance, FIRM, "青岚机电有限公司", lang)
    assert_words(content, f"audit_confirmation.{lang}")


def test_an_audit_confirmation_without_the_auditors_address_is_refused() -> None:
    balance = Balance("1", "示例客户", dt.date(2026, 6, 30), "CNY", 1, 0)
    with pytest.raises(Unusable) as refused:
        audit_confirmation.build(balance, replace(FIRM, address=" "), "青岚机电有限公司", "zh")
    assert refused.value.message.text("zh") == "缺少会计师事务所的地址：客户须直接向其回函。"


@needs_office
@pytest.mark.parametrize("mode", ["detail", "open_items"])
def test_libreoffice_recalculates_the_same(mode: str, tmp_path: Path) -> None:
    items = statement(1).account.open_items
    found = statement(1, mode=mode, disputed={int(items["document_key"].iloc[0]): 10**18})  # type: ignore[arg-type]
    assert found.disputed == int(items["open"].iloc[0])
    assert assert_recalculation_agrees(statement_workbook.build(found, "zh"), tmp_path) > 20


def test_a_customer_with_a_balance_and_no_movement_still_gets_one() -> None:
    books = sample_books()
    quiet = books.documents[books.documents["document_date"] < "2026-04-01"]
    still = replace(books, documents=quiet, receipts=books.receipts.iloc[:0], allocations=books.allocations.iloc[:0])
    found = statement(1, books=still)
    assert (len(found.account.lines), found.account.opening) == (0, found.account.closing)
    text = dump(statement_workbook.build(found, "zh"))
    assert "期初余额" in text
    assert "合计及期末余额" in text


def test_without_an_account_to_pay_to_nothing_is_made() -> None:
    with pytest.raises(Unusable) as refused:
        statement(1, policy=Policy())
    assert refused.value.message.text("zh").startswith("尚未设置收款账户")


def test_interest_is_stated_only_when_policy_says_so() -> None:
    without, stated = (statement_letter.build(statement(1, interest=interest), "zh") for interest in (None, 123_45))
    assert any("不含逾期利息" in line for line in said(without))
    assert any("逾期利息为 123.45 元，未计入以上金额" in line for line in said(stated))


def test_silence_is_never_consent() -> None:
    for lang in ("zh", "en"):
        text = "\n".join(said(statement_letter.build(statement(1), lang)))  # type: ignore[arg-type]
        assert "视为" not in text
        assert "deemed" not in text


def test_what_a_customer_is_called_stays_text() -> None:
    found = replace(statement(1), customer_name="=HYPERLINK(1){{ company }}<b>")
    assert "'致：=HYPERLINK(1){{ company }}<b>'" in dump(statement_workbook.build(found, "zh"))
    assert "致：=HYPERLINK(1){{ company }}<b>" in said(statement_letter.build(found, "zh"))


def word(*paragraphs: str) -> bytes:
    document, memory = Document(), io.BytesIO()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(memory)
    return memory.getvalue()


ALL = "{{ company }} {{ customer }} {{ as_of }} {{ closing }} {{ account }} {{ reply }}"


def test_a_template_of_ones_own_takes_the_place_of_ours() -> None:
    template = word(ALL, "我们的格式")
    word_template.check(template, "模板.docx", statement_template.FORM)
    assert "我们的格式" in said(statement_letter.build(statement(1), "zh", template))


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        (word(ALL.replace("{{ account }}", "")), "模板.docx 缺少占位符 {{ account }}（账号）。"),
        (word(ALL, "{{ discount }}"), "模板.docx 使用了对账单没有的占位符 {{ discount }}。"),
        (b"PK not a zip", None),
    ],
)
def test_a_template_that_will_not_do_is_refused_with_what_is_wrong(template: bytes, sentence: str | None) -> None:
    with pytest.raises(Unusable) as refused:
        word_template.check(template, "模板.docx", statement_template.FORM)
    assert sentence is None or refused.value.message.text("zh") == sentence


def test_a_template_cannot_reach_into_the_program() -> None:
    template = word(ALL + "{{ company.__class__.__mro__ }}")
    with pytest.raises(Unusable):
        statement_letter.build(statement(1), "zh", template)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_our_own_templates_pass_their_check(lang: Language) -> None:
    word_template.check(statement_template.own(lang), "own.docx", statement_template.FORM)


def test_our_statement_read_back_says_what_it_said() -> None:
    found = statement(BUSY)
    read = read_statement(statement_workbook.build(found, "zh"), "对账单.xlsx", currency="CNY", end=found.as_of)
    account = found.account
    assert [line.amount for line in read.lines] == (account.lines["debit"] - account.lines["credit"]).tolist()
    assert [line.number for line in read.lines] == account.lines["number"].tolist()
    assert (read.opening, read.closing) == (account.opening, account.closing)


def test_the_policy_names_whom_to_pay() -> None:
    own = replace(POLICY, papers=PaperRules(payee="青岚贸易", account="1234"))
    assert (statement(1, policy=own).pay_to.payee, statement(1, policy=own).pay_to.account) == ("青岚贸易", "1234")
