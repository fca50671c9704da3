"""The allowance page: its answer, an assessment and a write-off by two people, and that they are undone."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk_app import cache_folder, click, desk, go, grid, run, select, table_with, text

__all__ = ["cache_folder", "desk"]


def typed(app: AppTest, key: str, value: str) -> None:
    app.text_input(key=key).set_value(value)


@pytest.mark.parametrize(
    ("method", "amount"),
    [("aging", "2,069,891.68 元（5.9 %）"), ("migration", "607,455.67 元（1.7 %）"), ("roll", "1,397,599.04 元（4.0 %）")],
)
def test_it_answers_by_each_method(desk: AppTest, method: str, amount: str) -> None:
    run(desk)
    page = text(go(desk, "provision", method=method, unit="unit"))
    assert f"预计损失 {amount}" in page
    assert round(table_with(desk, "rate")["balance"].sum() * 100) == 3464892185  # all but the 427,445.59 of C0008, assessed by itself


def test_a_line_opens_its_documents_which_add_up_to_its_balance(desk: AppTest) -> None:
    run(desk)
    go(desk, "provision", unit="unit")
    balance = grid(desk, "provision.lines")["balance"].iloc[0]
    select(desk, "provision.lines", 0)
    behind = table_with(desk, "document_no")
    assert round(behind["open"].sum(), 2) == round(balance, 2)


def test_the_entry_to_book_follows_from_the_books_balance(desk: AppTest) -> None:
    run(desk)
    go(desk, "provision", unit="unit")
    typed(desk, "provision.booked", "1,700,000")
    assert "应编分录：补提 369,891.68 元。" in text(run(desk))


def test_an_assessment_takes_the_customer_out_of_the_portfolio(desk: AppTest) -> None:
    run(desk)
    go(desk, "provision", unit="unit")
    desk.selectbox(key="specific.customer").set_value(27)
    run(desk)
    typed(desk, "specific.recoverable", "50,000")
    typed(desk, "specific.reason", "已停产")
    typed(desk, "who.specific", "王芳")
    page = text(click(desk, "保存评估"))
    assert "已保存对青岛海岳工程装备有限公司的单项评估。" in page
    assert table_with(desk, "recoverable")["amount"].tolist() == [pytest.approx(337445.59), pytest.approx(1257210.90)]


def test_a_write_off_is_proposed_by_one_and_approved_by_another(desk: AppTest) -> None:
    run(desk)
    go(desk, "provision", unit="unit")
    typed(desk, "write_off.amount", "50")
    typed(desk, "write_off.explanation", "尾差，多次催收未果")
    desk.checkbox(key="write_off.evidence_dunning").check()
    typed(desk, "who.propose", "王芳")
    page = text(click(desk, "提交申请"))
    assert "已提交核销申请" in page
    assert grid(desk, "write_offs")["evidence"].tolist() == ["1 / 6", "3 / 6"]
    page = text(select(desk, "write_offs", 0))
    assert "已备证据：催收记录及送达凭证" in page
    reason = next(each for each in desk.text_input if str(each.key).startswith("write_off.why"))
    reason.set_value("同意")
    assert "申请人不得审批自己的核销申请" in text(click(desk, "批准"))
    desk.session_state["who"] = "李伟"
    run(desk)
    page = text(click(desk, "批准"))
    assert "已批准核销" in page
    assert grid(desk, "write_offs")["state_said"].tolist() == ["已批准", "待审批"]
    click(desk, "撤销")
    assert grid(desk, "write_offs")["state_said"].tolist() == ["待审批", "待审批"]


def test_a_single_document_is_assessed_with_reason_and_evidence_and_moves_in_its_own_line(desk: AppTest) -> None:
    run(desk)
    go(desk, "provision", unit="unit")
    desk.selectbox(key="specific.customer").set_value(1)
    run(desk)
    documents = desk.session_state["frame"].books.documents.set_index("document_no")
    key = int(documents.loc["XS26010001", "document_key"])
    desk.selectbox(key="specific.document.1").set_value(key)
    typed(desk, "specific.recoverable", "74,870.12")
    typed(desk, "specific.reason", "质量争议，预计折让")
    typed(desk, "specific.evidence", "双方会议纪要 2026-06-12")
    typed(desk, "who.specific", "王芳")
    page = text(click(desk, "保存评估"))
    assert "已保存对苏州宏达精密制造有限公司 XS26010001的单项评估。" in page
    rows = table_with(desk, "recoverable").set_index("document")
    assert rows.loc["XS26010001", ["balance", "amount"]].tolist() == [pytest.approx(174870.12), pytest.approx(100000.00)]
    assert rows.loc["XS26010001", "evidence"] == "双方会议纪要 2026-06-12"
    moves = table_with(desk, "charge").set_index("part")
    assert moves.loc["单项计提", "charge"] == pytest.approx(437445.59)  # 337,445.59 of C0008 and 100,000.00 of the document
    assert moves.loc["合计", "closing"] == pytest.approx(2069891.68 + 100000.00 - 8743.51)


def test_the_form_for_approval_is_offered_with_the_proposal(desk: AppTest) -> None:
    run(desk)
    go(desk, "provision", unit="unit")
    select(desk, "write_offs", 0)
    assert "审批表（Word）" in [button.label for button in desk.get("download_button")]
