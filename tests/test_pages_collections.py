"""The collections page: the worklist, logging a contact with a promise in one click, taking it back."""

from streamlit.testing.v1 import AppTest

from tests.desk_app import cache_folder, click, desk, go, grid, run, select, table_with, text

__all__ = ["cache_folder", "desk"]


def named(app: AppTest, kind: str, key: str):
    return next(widget for widget in getattr(app, kind) if str(widget.key).startswith("contact.") and str(widget.key).endswith(key))


def test_the_worklist_says_whom_to_contact_and_with_what(desk: AppTest) -> None:
    go(desk, "collections")
    assert "今天应联系" in text(desk)
    first = grid(desk, "worklist").iloc[0]
    assert first["step"] in {"电话催收", "邮件催收", "上门拜访", "催款函", "律师函", "诉讼评估", "评估诉讼"}
    assert first["amount"] > 0


def test_a_contact_with_a_promise_is_kept_in_one_click_and_can_be_taken_back(desk: AppTest) -> None:
    desk.session_state["who"] = "李娜"
    go(desk, "collections")
    waiting = len(grid(desk, "worklist"))
    select(desk, "worklist", 0)
    click(desk, "登记催收")
    named(desk, "text_input", ".amount").set_value("1000")
    click(desk, "保存")
    assert "承诺须填写付款日" in text(desk)
    named(desk, "button_group", ".channel").set_value("court")
    named(desk, "text_input", ".amount").set_value("1000")
    named(desk, "date_input", ".on").set_value(named(desk, "date_input", ".on").min)
    click(desk, "保存")
    assert "已登记催收" in text(desk)
    assert len(grid(desk, "worklist")) == waiting - 1
    click(desk, "撤销")
    assert len(grid(desk, "worklist")) == waiting
    run(desk)


def widget(app: AppTest, kind: str, start: str, end: str):
    return next(each for each in getattr(app, kind) if str(each.key).startswith(start) and str(each.key).endswith(end))


def today(app: AppTest) -> int:
    return len(grid(app, "worklist"))


def test_the_list_proves_itself_against_the_aging_and_the_first_customer_is_open(desk: AppTest) -> None:
    go(desk, "collections")
    assert "= 账龄表逾期 621.63 ✓" in text(desk)
    assert str(grid(desk, "worklist").iloc[0]["customer_name"]) in text(desk)
    assert "沟通要点" in [element.value for element in desk.subheader]


def test_a_dispute_takes_its_amount_out_of_dunning_and_says_so_until_it_is_undone(desk: AppTest) -> None:
    desk.session_state["who"] = "李娜"
    go(desk, "collections")
    click(desk, "登记争议")
    widget(desk, "button_group", "dispute.", ".kind").set_value("quality")
    widget(desk, "multiselect", "dispute.", ".documents").set_value(["XS26010001"])
    widget(desk, "text_input", "dispute.", ".amount").set_value("10,000")
    widget(desk, "text_area", "dispute.", ".what").set_value("第二批轴承异响")
    click(desk, "保存")
    assert "已登记争议：苏州宏达精密制造有限公司" in text(desk)
    assert "待催收 553.83 + 争议 54.23 + 暂缓 9.90 + 还款计划 3.67 = 账龄表逾期 621.63 ✓" in text(desk)
    click(desk, "撤销")
    assert "待催收 554.83 + 争议 53.23" in text(desk)


def test_a_customer_on_hold_leaves_the_list_of_today_and_comes_back_by_itself(desk: AppTest) -> None:
    desk.session_state["who"] = "李娜"
    go(desk, "collections")
    waiting = today(desk)
    click(desk, "暂缓催收")
    click(desk, "保存")
    assert "暂缓原因：未填写" in text(desk)
    widget(desk, "text_area", "hold.", ".reason").set_value("双方正在谈判新合同")
    widget(desk, "text_input", "hold.", ".decided").set_value("陈总")
    click(desk, "保存")
    assert "已暂缓催收：苏州宏达精密制造有限公司" in text(desk)
    assert today(desk) == waiting - 1
    go(desk, "collections", as_of="2026-07-15")
    assert "苏州宏达精密制造有限公司" in grid(desk, "worklist")["customer_name"].tolist()


def test_a_plan_shows_its_schedule_and_takes_its_documents_out_of_dunning(desk: AppTest) -> None:
    desk.session_state["who"] = "李娜"
    go(desk, "collections")
    waiting = today(desk)
    click(desk, "展期/分期")
    assert table_with(desk, "balance")["total"].tolist() == [814_700.68, 814_700.68, 814_700.69]
    assert "本金 2,444,102.05 + 利息 0.00 = 应还合计 2,444,102.05，末期 2026-09-30。" in text(desk)
    widget(desk, "button_group", "plan.", ".way").set_value("custom")
    run(desk)
    widget(desk, "text_area", "plan.", "").set_value("2026-07-31 1000000\n2026-08-31 1000000")
    run(desk)
    assert "各期合计 2,000,000.00，而欠款为 2,444,102.05" in text(desk)
    widget(desk, "button_group", "plan.", ".way").set_value("extension")
    run(desk)
    click(desk, "保存")
    assert "已登记还款计划：苏州宏达精密制造有限公司" in text(desk)
    assert "还款计划 248.08 = 账龄表逾期 621.63 ✓" in text(desk)
    assert today(desk) == waiting - 1


def test_the_customers_own_page_has_the_same_forms(desk: AppTest) -> None:
    desk.session_state["who"] = "李娜"
    go(desk, "customers", customer="C0001", file="collection")
    click(desk, "登记催收")
    named(desk, "text_area", ".said").set_value("下周安排付款")
    click(desk, "保存")
    assert "已登记催收：苏州宏达精密制造有限公司" in text(desk)
    assert "下周安排付款" in text(desk)


def test_what_was_recorded_about_all_customers_stands_together(desk: AppTest) -> None:
    go(desk, "collections", part="records")
    assert len(grid(desk, "register.records.promises")) == 46
    states = table_with(desk, "received")
    assert states["state"].value_counts().to_dict() == {"承诺已兑现": 27, "承诺未兑现": 17, "承诺部分兑现": 1, "客户承诺": 1}
    assert (states.loc[states["state"] == "承诺已兑现", "received"] == states.loc[states["state"] == "承诺已兑现", "amount"]).all()


def test_statistics_say_what_was_reached_promised_and_collected_and_offer_the_workbook(desk: AppTest) -> None:
    go(desk, "collections", part="statistics", months="1")
    said = text(desk)
    assert "到期承诺" in said
    assert "回收率 = 回款 ÷ 催收当日逾期金额" in said
    reasons = table_with(desk, "cumulated")
    assert reasons["label"].tolist()[0] == "资金困难"
    assert round(reasons["cumulated"].iloc[-1]) == 100
    steps = table_with(desk, "rate")
    assert steps["label"].tolist() == ["电话催收", "邮件催收", "上门拜访"]
    assert "催收统计" in [button.label for button in desk.get("download_button")][-1]


def test_before_anybody_logged_a_contact_the_statistics_say_what_to_do(desk: AppTest) -> None:
    go(desk, "collections", part="statistics", as_of="2025-11-30")
    assert "尚无联系记录" in text(desk)


def test_an_owner_sees_what_the_meetings_decided_and_closes_it_with_what_was_done(desk: AppTest) -> None:
    desk.session_state["who"] = "刘洋"
    go(desk, "collections", list="tasks")
    assert "未办结任务 1 项，其中超期 1 项；例会决议 1 项。" in text(desk)
    assert grid(desk, "tasks")[["late", "owner", "origin", "age"]].values.tolist() == [[8, "刘洋", "2026-05 例会决议", 22]]
    go(desk, "collections", list="tasks", task_owner="", task_department="finance")
    assert grid(desk, "tasks")["title"].tolist()[0] == "补齐超额审批手续"
    go(desk, "collections", list="tasks", task_owner="刘洋", task_department="")
    select(desk, "tasks", 0)
    next(each for each in desk.text_input if each.label == "处理结果").input("6 月 29 日上门，负责人承诺 7 月 8 日付清")
    click(desk, "办结")
    assert "刘洋" not in next(each for each in desk.selectbox if each.label == "责任人").options
