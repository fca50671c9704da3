"""The audit page: what the tests find in the sample company, judging it once, findings, the sample and the pack."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.desk_app import cache_folder, click, desk, go, grid, run, select, table_with, text

__all__ = ["cache_folder", "desk"]


def test_exceptions_become_findings_in_one_click_and_are_not_asked_about_again(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "audit"))
    assert "待判断的异常 21 项，其中高风险 0 项；未关闭的审计发现 3 项，其中超期 1 项。" in page
    tests = table_with(desk, "look_at").set_index("test")
    assert tests["found"].to_dict() == {
        "编号重复": 0, "编号断号": 0, "到期日异常或被修改": 0, "核销未经审批": 1, "月初红冲上月销售": 7, "申请与审批为同一人": 0,
        "整数收款": 17, "疑似关联方": 0, "结账后改动": 0,
    }  # fmt: skip
    first = grid(desk, "audit.waiting")["number"].tolist()[0]
    select(desk, "audit.waiting", 0)
    desk.text_input(key="who.audit.judge").set_value("何静")
    click(desk, "转为审计发现（1）")
    assert first not in grid(desk, "audit.waiting")["number"].tolist()
    rows = desk.session_state["frame"].books.registers["findings"]
    assert rows.iloc[-1][["owner", "state", "severity"]].tolist() == ["何静", "open", "medium"]
    select(desk, "audit.waiting", 0)
    click(desk, "判断无需整改（1）")
    assert "请先写明原因" in text(desk)
    desk.text_input(key="audit.reason").set_value("客户确有质量问题，已核对退货单")
    page = text(click(desk, "判断无需整改（1）"))
    assert "待判断的异常 19 项" in page
    assert "待判断的异常 20 项" in text(click(desk, "撤销"))


def test_open_findings_age_and_a_past_date_shows_what_was_known_then(desk: AppTest) -> None:
    run(desk)
    go(desk, "audit", part="findings")
    ages = table_with(desk, "age_0")
    assert ages[["severity", "open", "late"]].fillna(0).values.tolist() == [["高", 2, 1], ["中", 1, 0]]
    assert table_with(desk, "days_open")["owner"].tolist() == ["李伟", "王芳", "李伟"]
    go(desk, "audit", part="findings", as_of="2026-02-01")
    assert table_with(desk, "days_open")["customer_name"].tolist() == ["镇江永泰电子科技有限公司"]


def test_the_sample_is_drawn_and_the_pack_says_what_is_missing(desk: AppTest) -> None:
    run(desk)
    go(desk, "audit", part="sample")
    assert len(table_with(desk, "cumulative")) == 59
    desk.selectbox(key="audit.method").set_value("top")
    run(desk)
    desk.number_input(key="audit.size").set_value(3)
    run(desk)
    chosen = table_with(desk, "cumulative")
    assert chosen["why"].tolist().count("大额") == 3
    click(desk, "生成资料包")
    asked = table_with(desk, "note").set_index("what")["state"]
    assert (asked["账龄重新计算"], asked["询证函"]) == ("已收入", "缺失")
    assert "审计资料包（ZIP）" in [button.label for button in desk.get("download_button")]
