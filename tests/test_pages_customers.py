"""The customers pages: search, the file of one customer, moving it on, changing terms and limits."""

from streamlit.testing.v1 import AppTest

from tests.desk_app import cache_folder, click, desk, go, grid, run, select, table_with, text

__all__ = ["cache_folder", "desk"]


def listed(app: AppTest) -> list[str]:
    return grid(app, "customers.CNY.grid")["customer_id"].tolist()


def test_customers_are_searched_and_one_is_opened(desk: AppTest) -> None:
    app = go(run(desk), "customers", find="szhd")
    assert listed(app) == ["C0001"]
    app = select(app, "customers.CNY", 0)
    assert "苏州宏达精密制造有限公司欠款 406.19 万元，其中逾期 244.41 万元；额度已用 90%；一般晚付 35 天。" in text(app)
    assert "= 未收 406.19 = 各账龄段合计" in text(app)
    click(app, "全部客户")
    assert listed(app) == ["C0001"]


def test_every_part_of_the_file_opens(desk: AppTest) -> None:
    app = go(run(desk), "customers", customer="C0001", file="documents")
    assert len(grid(app, "file.documents.1")) == 74
    app = go(app, "customers", customer="C0001", file="payments")
    assert len(table_with(app, "unapplied")) == 62
    app = go(app, "customers", customer="C0001", file="timeline")
    assert len(table_with(app, "what")) >= 136
    app = go(app, "customers", customer="C0001", file="registers")
    assert "与哪些客户签了书面合同" in text(app)
    app = go(app, "customers", customer="C0001", file="basic")
    assert "评分卡" in "".join(each.value for each in app.subheader)


def test_a_stage_with_open_gates_needs_a_reason(desk: AppTest) -> None:
    app = go(run(desk), "customers", customer="C0031")
    next(each for each in app.selectbox if each.key == "stage.to").select("receivables")
    run(app)
    assert "✗ 双方均已签章的有效合同" in text(app)
    assert "✓ 信用额度和账期" in text(app)
    next(each for each in app.text_input if each.key == "who.stage").set_value("王芳")
    click(app, "变更")
    assert "条件不齐备的还需填写理由" in text(app)
    next(each for each in app.text_input if each.key == "stage.override").set_value("老客户，合同补签中")
    click(app, "变更")
    assert "【应收管理】" in text(app)


def typed_over(desk: AppTest, customer: str, **cells: object) -> AppTest:
    """The app with one customer's cells typed over in the table, a name and a reason given."""
    app = go(run(desk), "customers", find=customer)
    name = next(
        key
        for key in app.session_state
        if str(key).startswith("edit.") and key not in {"edit.way", "edit.turn"} and "edit.day" not in str(key) and "token" not in str(key)
    )
    app.session_state[name] = {"edited_rows": {0: cells}, "added_rows": [], "deleted_rows": []}
    run(app)
    next(each for each in app.text_input if each.key == "who.edit").set_value("王芳")
    next(each for each in app.text_input if each.key == "edit.why").set_value("半年复评")
    return app


def test_limits_and_owners_are_changed_in_the_table(desk: AppTest) -> None:
    app = typed_over(desk, "C0001", credit_limit=3_000_000.0, salesperson="李强")
    changes = table_with(app, "old")
    assert changes[["field", "old", "new"]].to_numpy().tolist() == [
        ["业务员", "王芳", "李强"],
        ["信用额度", "4,500,000.00", "3,000,000.00"],
    ]
    click(app, "写入这些变更")
    assert "手工修改客户 1 户（业务员、信用额度）" in text(app)
    assert grid(app, "customers.CNY.grid")["used"].round(1).tolist() == [135.4]


def test_a_higher_limit_becomes_an_application_unless_somebody_in_office_approved_it(desk: AppTest) -> None:
    app = typed_over(desk, "C0001", credit_limit=5_000_000.0)
    assert "1 户额度调高" in text(app)
    next(each for each in app.radio if each.key == "edit.limits").set_value("approved")
    run(app)
    next(each for each in app.text_input if each.key == "edit.approver").set_value("陈总")
    click(app, "写入这些变更")
    assert "超出财务经理的审批权限，须由总经理审批" in text(app)
    next(each for each in app.radio if each.key == "edit.limits").set_value("apply")
    run(app)
    click(app, "提交额度申请，并写入其他变更")
    go(app, "scoring", part="requests")
    waiting = grid(app, "requests")
    assert waiting["customer_name"].tolist() == ["宁波海港重工配件有限公司", "苏州宏达精密制造有限公司"]
    assert waiting["credit_limit"].tolist()[1] == 450.0


def test_new_terms_take_open_documents_along_where_somebody_says_so(desk: AppTest) -> None:
    app = typed_over(desk, "C0003", term_text="30天")
    assert not any("shifts" in str(element.proto.id) for element in app.dataframe)
    scope = next(each for each in app.radio if each.key == "edit.scope")
    assert scope.value == "new"
    scope.set_value("all")
    run(app)
    moving = table_with(app, "days")
    assert moving[["document_no", "old", "new", "days"]].astype(str).to_numpy().tolist() == [
        ["XS26050003", "2026-06-30", "2026-06-05", "-25"],
        ["XS26060040", "2026-07-30", "2026-07-15", "-15"],
        ["XS26060041", "2026-07-30", "2026-07-15", "-15"],
        ["XS26060076", "2026-07-30", "2026-07-24", "-6"],
    ]
    click(app, "写入这些变更")
    assert "4 笔未清单据的到期日自 2026-06-30 起按新账期计算" in text(app)


def test_a_late_customers_payments_lead_to_its_interest(desk: AppTest) -> None:
    app = go(run(desk), "customers", customer="C0001", file="payments")
    assert any("该客户的逾期利息" in str(element.proto) for element in app.get("page_link"))


def test_what_is_to_come_from_a_customer_is_told_with_warnings_tasks_and_its_next_step(desk: AppTest) -> None:
    app = go(run(desk), "customers", customer="C0001", file="outlook", unit="unit")
    page = text(app)
    assert "预计 30 天内可收 2,269,231.93 元，涉及 9 笔单据；另有 1,792,638.47 元预计届时尚不能收回。" in page
    expected = grid(app, "outlook.expected.1")
    assert expected[["document_no", "amount", "reason"]].to_numpy().tolist()[0] == ["XS26040023", 288_757.44, "按该客户付款习惯"]
    assert round(expected["amount"].sum(), 2) == 4_061_870.40
    for words in ("逾期 2,444,102.05 元，最长逾期 90 天。", "建议措施：重新评审额度与等级", "王芳：与财务负责人面谈付款计划", "律师函"):
        assert words in page
    assert "2026-06-30 余额 4,061,870.40 元；对账单：未生成。" in page
    labels = [str(link.proto.label) for link in app.get("page_link")]
    assert {"任务登记簿", "对账单与回函", "全部客户的回款预测"} <= set(labels)


def test_a_customer_with_deliveries_and_documents_not_yet_due_shows_them_with_chances(desk: AppTest) -> None:
    app = go(run(desk), "customers", customer="C0027", file="outlook", unit="unit")
    assert "4 笔发货共 180,000.00 元，最早一笔距今 102 天。" in text(app)
    expected = grid(app, "outlook.expected.27")
    assert expected["late"].notna().any()
    assert all(expected.loc[expected["late"].notna(), "why"])


def test_how_a_customer_pays_stands_beside_its_receipts_and_opens_them(desk: AppTest) -> None:
    app = go(run(desk), "customers", customer="C0001", file="payments", unit="unit")
    methods = grid(app, "methods.CNY.1")
    assert methods["share"].sum().round(6) == 100
    select(app, "methods.CNY.1", 0)
    behind = table_with(app, "place")
    assert round(behind["amount"].sum(), 2) == round(float(methods["amount"].iloc[0]), 2)
