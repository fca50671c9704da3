"""坏账核销审批表: what stands on it, who must decide, what the tax deduction asks for."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from arcore.books import Books
from arcore.documents import write_off_approval
from arcore.documents.workbook_style import Stamp
from arcore.i18n import Language
from arcore.policy import Policy
from arcore.provision.registered import proposals
from arcore.registers import REGISTERS
from arcore.registers.frames import frame
from arcore.write_off_form import WriteOffForm, write_off_form
from arcore.write_off_limits import decides
from tests.receivable_frames import allocations, customers, documents, receipts
from tests.word_text import said

AS_OF = dt.date(2026, 6, 30)


def form(lang: Language = "zh", *, due: dt.date = dt.date(2025, 4, 1), amount: int = 268_906_00, lost: int = 0) -> WriteOffForm:
    issued = {
        "document_date": due - dt.timedelta(days=60),
        "due_date": due,
        "amount": 300_000_00,
        "document_no": "XS1",
        "salesperson": "李伟",
    }
    given_up = [{"document_key": 1, "date": dt.date(2026, 2, 1), "amount": lost, "kind": "write_off"}] if lost else []
    row: dict[str, Any] = {
        "row_key": 1, "customer_key": 1, "document_key": 1, "amount": amount, "currency": "CNY", "cause": "uneconomic",
        "explanation": "执行未果", "evidence_contract": True, "evidence_dunning": False, "proposed_on": "2026-06-24", "proposed_by": "王芳",
        "state": "pending", "entry": 1,
    }  # fmt: skip
    registers = {"write_offs": frame(REGISTERS["write_offs"], [row])}
    held = Books(documents(issued), receipts(), allocations(*given_up), customers({"customer_name": "徐州鼎盛"}), "1", registers=registers)
    (proposal,) = proposals(held, AS_OF, "CNY", "CNY").to_dict("records")
    return write_off_form({str(name): value for name, value in proposal.items()}, held, 268_906_00, AS_OF, Policy(), lang)


def test_the_debt_and_the_proposal_stand_on_the_form() -> None:
    (_, debt), (_, asked) = form().blocks
    assert {label.text("zh"): value for label, value in debt} == {
        "客户": "徐州鼎盛", "单据": "XS1", "单据日期": "2025-01-31", "到期日": "2025-04-01", "逾期天数": "455",
        "单据金额": "300,000.00 元", "未收金额": "268,906.00 元", "责任人": "李伟",
    }  # fmt: skip
    assert [value for _, value in asked] == [
        "268,906.00 元", "贰拾陆万捌仟玖佰零陆元整", "0.00 元", "催收成本高于可收回金额", "执行未果", "王芳", "2026-06-24",
    ]  # fmt: skip
    assert [there for _, there in form().evidence] == [True, False, False, False, False, False]


@pytest.mark.parametrize(
    ("due", "amount", "words"),
    [
        (dt.date(2023, 6, 29), 268_906_00, "Overdue for more than three years"),
        (dt.date(2023, 6, 30), 268_906_00, "By its age alone it is not deductible yet"),
        (dt.date(2025, 6, 29), 50_000_00, "Overdue for more than a year and at most CNY 50,000.00"),
        (dt.date(2025, 6, 29), 50_000_01, "By its age alone it is not deductible yet"),
        (dt.date(2025, 6, 30), 50_000_00, "By its age alone it is not deductible yet"),
    ],
)
def test_the_tax_deduction_goes_by_age_and_amount(due: dt.date, amount: int, words: str) -> None:
    assert form("en", due=due, amount=amount).tax.text("en").startswith(words)


@pytest.mark.parametrize(
    ("amount", "lost", "role"), [(100_00, 0, "会计"), (100_00, 950_00, "财务经理"), (100_01, 0, "财务经理"), (10_000_01, 0, "财务总监")]
)
def test_the_policy_s_limits_say_who_decides(amount: int, lost: int, role: str) -> None:
    assert form(amount=amount, lost=lost).decides.text("zh").startswith(f"按制度，本笔由{role}审批")
    assert decides(1, Policy().approvals, 0, foreign=True) == "director"


@pytest.mark.parametrize(
    ("lang", "title", "mark"), [("zh", "坏账核销审批表", "☑ 已备"), ("en", "Approval of a bad-debt write-off", "☑ at hand")]
)
def test_the_paper_carries_evidence_list_and_signatures(lang: Language, title: str, mark: str) -> None:
    lines = said(write_off_approval.document(form(lang), Stamp("示例公司", AS_OF, lang)))
    assert lines[0] == title
    assert sum(mark in line for line in lines) == 1
    assert any(line.count(" | ") == 3 and ("审批人" in line or "Approved or refused by" in line) for line in lines)
