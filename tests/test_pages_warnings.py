"""The warnings page: what is going wrong, taking it up, acting at once with an undo, closing with what was done."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from arcore.warnings import RULES
from tests.desk_app import cache_folder, click, desk, go, grid, run, select, table_with, text

__all__ = ["cache_folder", "desk"]


def place_of(app: AppTest, rule: str, customer: str) -> int:
    rows = grid(app, "warnings")
    return rows.index.get_loc(rows[(rows["rule"] == rule) & rows["customer"].str.contains(customer)].index[0])


def fill(app: AppTest, label: str, value: str) -> None:
    next(box for box in [*app.text_input, *app.text_area] if box.label == label).set_value(value)


def taken_up(app: AppTest, rule: str, customer: str, button: str, response: str) -> AppTest:
    """Select a warning and act on it with a response."""
    run(app)
    go(app, "warnings")
    select(app, "warnings", place_of(app, rule, customer))
    next(box for box in app.radio if box.label == "应对措施").set_value(response)
    run(app)
    fill(app, "责任人", "李伟")
    fill(app, "原因（记入操作记录）", "月度例会")
    fill(app, "您的姓名（记入操作记录）", "王芳")
    return click(app, button)


def test_the_page_counts_what_waits_and_lists_the_urgent_first(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "warnings", unit="unit"))
    rows = grid(desk, "warnings")
    assert f"有 {len(rows)} 条预警待处理" in page
    assert rows["severity"].tolist() == sorted(rows["severity"], key=["紧急", "重要", "关注"].index)
    over = rows[rows["rule"] == "超信用额度"]
    assert over["customer"].tolist()[0] == "宁波海港重工配件有限公司"
    assert "超额" in over["message"].iloc[0]
    assert "未启动：" in page


def test_a_warning_taken_up_becomes_a_task_and_is_not_raised_again(desk: AppTest) -> None:
    taken_up(desk, "长期无回款", "徐州鼎盛", "转为任务", "collect")
    assert "长期无回款" not in set(grid(desk, "warnings")["rule"])
    go(desk, "warnings", list="tasks")
    tasks = grid(desk, "warning.tasks")
    place = tasks["owner"].tolist().index("李伟")
    assert tasks["title"].iloc[place].startswith("长期无回款 · 徐州鼎盛矿山机械有限公司：已 501 天没有回款")
    select(desk, "warning.tasks", place)
    fill(desk, "处理结果", "已签还款协议")
    click(desk, "办结")
    go(desk, "warnings", list="closed")
    assert table_with(desk, "outcome")["outcome"].tolist()[0] == "已签还款协议"
    go(desk, "warnings", list="new")
    assert "长期无回款" not in set(grid(desk, "warnings")["rule"])  # quiet for a while after it was closed


def test_a_response_at_once_changes_the_customer_and_can_be_undone(desk: AppTest) -> None:
    taken_up(desk, "超信用额度", "宁波海港", "立即执行并转为任务", "stop_shipment")
    status = desk.session_state["frame"].books.customers.set_index("customer_id").loc["C0002", "status"]
    assert status == "停止发货"
    click(desk, "撤销")
    held = desk.session_state["frame"].books
    assert held.customers.set_index("customer_id").loc["C0002", "status"] != "停止发货"
    assert len(held.registers["tasks"]) == 16


def test_without_a_reason_nothing_is_written(desk: AppTest) -> None:
    run(desk)
    go(desk, "warnings")
    select(desk, "warnings", 0)
    version = desk.session_state["frame"].books.version
    fill(desk, "您的姓名（记入操作记录）", "王芳")
    page = text(click(desk, "转为任务"))
    assert "请先写明原因" in page
    assert desk.session_state["frame"].books.version == version


def test_the_overview_shows_the_most_urgent_warnings(desk: AppTest) -> None:
    page = text(run(desk))
    assert "徐州鼎盛矿山机械有限公司 · 风险事件" in page


def test_one_rule_can_be_looked_at_alone(desk: AppTest) -> None:
    run(desk)
    go(desk, "warnings", rule="order_spike")
    assert set(grid(desk, "warnings")["rule"]) == {"订单突增"}
    assert "order_spike" in RULES


def test_an_urgency_in_the_link_shows_only_warnings_of_that_urgency(desk: AppTest) -> None:
    run(desk)
    every = grid(go(desk, "warnings"), "warnings")["severity"].tolist()
    shown = grid(go(desk, "warnings", urgency="medium"), "warnings")["severity"].tolist()
    assert shown == ["重要"] * every.count("重要") != []


def test_the_stamp_says_that_warnings_are_to_the_cent_whatever_the_unit(desk: AppTest) -> None:
    run(desk)
    assert "金额单位：元" in text(go(desk, "warnings", unit="ten_thousand"))


def test_a_measure_taken_at_once_is_listed_with_who_approved_it(desk: AppTest) -> None:
    run(desk)
    assert "尚未采取管控措施" in text(go(desk, "warnings", list="measures"))
    go(desk, "warnings", list="new")
    select(desk, "warnings", place_of(desk, "超信用额度", "宁波海港"))
    next(box for box in desk.radio if box.label == "应对措施").set_value("reduce_supply")
    run(desk)
    fill(desk, "责任人", "李伟")
    fill(desk, "批准人（留空即为本人）", "周敏")
    fill(desk, "原因（记入操作记录）", "月度例会")
    fill(desk, "您的姓名（记入操作记录）", "王芳")
    click(desk, "立即执行并转为任务")
    go(desk, "warnings", list="measures")
    rows = table_with(desk, "approved_by")
    shown = rows[["customer_name", "measure", "approved_by", "status_now", "owner"]].values.tolist()
    assert shown == [["宁波海港重工配件有限公司", "减供至 50%", "周敏", "减供至 50%", "李伟"]]
    (entry,) = desk.session_state["frame"].ledger.journal(limit=1)
    assert entry.why == "月度例会（批准人：周敏）"


def test_the_rules_stand_on_the_page_with_thresholds(desk: AppTest) -> None:
    run(desk)
    go(desk, "warnings", list="rules")
    rows = table_with(desk, "threshold").set_index("rule")
    assert len(rows) == len(RULES)
    assert rows.loc["临近信用额度", "threshold"] == "信用占用达到额度的 90% 以上"
    assert [button.label for button in desk.get("download_button")] == ["预警清单工作簿"]
