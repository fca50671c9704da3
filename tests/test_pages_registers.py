"""The registers page: a row is added in the dialog, amended, taken out, and comes back by an undo."""

from streamlit.testing.v1 import AppTest

from tests.desk_app import cache_folder, click, desk, go, grid, run, select, text

__all__ = ["cache_folder", "desk"]


def fill(app: AppTest, **values: str) -> None:
    """Type into the dialog's fields by their heading."""
    for heading, value in values.items():
        next(each for each in app.text_input if each.label.startswith(heading)).set_value(value)


def sign(app: AppTest, key: str, why: str) -> None:
    for each in app.text_input:
        if each.key == f"who.{key}":
            each.set_value("王芳")
        if each.key == f"{key}.why":
            each.set_value(why)


def added(desk: AppTest) -> AppTest:
    app = go(run(desk), "registers")
    assert "合同与条款：共登记 86 项" in text(app)
    click(app, "新增")
    next(each for each in app.selectbox if each.key == "register.customer").select(1)
    fill(app, 合同号="HT-001", 合同金额="12.5万")
    sign(app, "register", "归档")
    return click(app, "保存")


def test_a_row_is_added_in_the_dialog(desk: AppTest) -> None:
    app = added(desk)
    rows = grid(app, "register.contracts.0.grid")
    rows = rows[rows["contract_no"] == "HT-001"]
    assert (rows["contract_no"].tolist(), rows["amount"].tolist()) == (["HT-001"], [125_000.0])
    assert "合同与条款：共登记 87 项" in text(app)
    assert "已完成：合同与条款：新增 1 行，修改 0 行，移出 0 行。" in text(app)


def test_what_is_missing_is_said_and_nothing_is_kept(desk: AppTest) -> None:
    app = go(run(desk), "registers")
    click(app, "新增")
    sign(app, "register", "归档")
    click(app, "保存")
    assert "合同号：未填写。" in text(app)
    fill(app, 合同号="HT-001", 合同金额="很多")
    click(app, "保存")
    assert "合同金额：“很多”不是金额。" in text(app)
    fill(app, 合同金额="1")
    click(app, "保存")
    assert "合同与条款：请选择所属客户。" in text(app)


def test_a_row_is_amended_and_taken_out(desk: AppTest) -> None:
    app = select(added(desk), "register.contracts.0", 0)
    assert "HT-001" in text(app)
    click(app, "修改")
    fill(app, 合同名称="框架合同")
    sign(app, "register", "补充名称")
    app = select(click(app, "保存"), "register.contracts.0", 0)
    assert "HT-001 · 框架合同（补充名称）" in text(app)
    sign(app, "register.contracts.0.out", "重复")
    next(each for each in app.button if each.key == "register.contracts.0.out.go").click()
    app = run(app)
    assert "合同与条款：共登记 86 项" in text(app)


def test_the_filters_are_those_of_the_register_and_live_in_the_url(desk: AppTest) -> None:
    app = go(run(desk), "registers", register="tasks", show="open")
    assert "任务：共登记 16 项" in text(app)
    assert set(grid(app, "register.tasks.0.grid")["state"]) == {"待办", "进行中"}
    assert next(each for each in app.get("button_group")).proto.options
    app = go(app, "registers", register="rules", show="nonsense")
    assert "制度库：共登记 4 项" in text(app)


def test_a_row_about_a_document_is_added_by_customer_and_number(desk: AppTest) -> None:
    app = go(run(desk), "registers", register="write_offs")
    click(app, "新增")
    assert "请先选择客户，再选单据。" in text(app)
    next(each for each in app.selectbox if each.key == "register.customer").select(1)
    run(app)
    document = next(each for each in app.selectbox if each.key == "register.document.1")
    document.select_index(0)
    fill(app, 拟核销金额="88.50", 申请人="王芳")
    next(each for each in app.text_area if each.label.startswith("情况说明")).set_value("零星尾差")
    next(each for each in app.selectbox if each.label.startswith("核销原因")).select("small")
    sign(app, "register", "清理尾差")
    click(app, "保存")
    rows = grid(app, "register.write_offs.0.grid")
    assert rows["amount"].tolist()[0] == 88.5
    assert "坏账核销申请：共登记 2 项" in text(app)


def test_a_dispute_is_recorded_from_the_document_itself(desk: AppTest) -> None:
    app = go(run(desk), "customers", customer="C0003", file="documents", unit="unit")
    number = grid(app, "file.documents.3")["document_no"].tolist()[0]
    select(app, "file.documents.3", 0)
    next(each for each in app.button if str(each.key).startswith("about.disputes.")).click()
    run(app)
    assert next(each for each in app.multiselect if each.label.startswith("涉及单据")).value == [number]
    next(each for each in app.selectbox if each.label.startswith("争议类型")).select("price")
    next(each for each in app.text_area if each.label.startswith("争议说明")).set_value("单价与合同不符")
    fill(app, 责任人="李强")
    sign(app, "register", "客户来电")
    click(app, "保存")
    assert any(f"{number}" in str(link.proto) and "争议" in str(link.proto) for link in app.get("page_link"))
