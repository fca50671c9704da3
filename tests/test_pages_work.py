"""Data and policy: what a person does there, and what it leaves in the books."""

import datetime as dt
import io

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from streamlit.testing.v1 import AppTest

from arcore import ledger, sample
from arcore.intake.reading import read
from arcore.policy_file import dump
from tests.desk_app import SAMPLE, cache_folder, click, desk, go, run, select, table_with, text, upload

__all__ = ["cache_folder", "desk"]

WORKBOOKS = ("customers.xlsx", "invoices.xlsx", "receipts.xlsx")


def sign(app: AppTest, name: str = "王芳") -> None:
    """Give the name for the journal."""
    next(box for box in app.text_input if box.label == "您的姓名（记入操作记录）").set_value(name)


@pytest.fixture
def imported(desk: AppTest) -> AppTest:
    """The app after the sample workbooks were written into one's own books."""
    run(desk)
    go(desk, "data", books="own")
    upload(desk, WORKBOOKS)
    sign(desk)
    return click(desk, "写入我的账簿")


def test_dropped_files_say_what_was_understood_and_account_for_every_row(desk: AppTest) -> None:
    run(desk)
    go(desk, "data", books="own")
    page = text(upload(desk, WORKBOOKS))
    assert "可用 2,041 + 有问题 7 + 未计入 4 = 非空行 2,052" in page
    assert [expander.label for expander in desk.expander][:3] == [
        "customers.xlsx · 读取 150 行，0 处需查看",
        "invoices.xlsx · 读取 2,041 行，7 处需查看",
        "receipts.xlsx · 读取 1,967 行，0 处需查看",
    ]
    assert "应收单据明细!I1765" in table_with(desk, "hint")["cell"].tolist()
    assert table_with(desk, "repeated")["new"].tolist() == [150, 2041, 1967]


def test_nothing_is_written_before_a_name_is_given(desk: AppTest) -> None:
    run(desk)
    go(desk, "data", books="own")
    upload(desk, WORKBOOKS[:1])
    page = text(click(desk, "写入我的账簿"))
    assert "请先填写姓名" in page
    assert ledger.open().version() == "0"


def test_an_import_replaces_the_sample_by_ones_own_books(imported: AppTest) -> None:
    page = text(imported)
    assert "已完成：导入 customers.xlsx, invoices.xlsx, receipts.xlsx：新增 4158 行" in page
    assert ledger.open().journal()[0].who == "王芳"
    overview = text(go(imported, "overview"))
    assert "应收 3,566.12 万元" in overview
    assert "示例公司：" not in overview


def test_the_same_files_again_change_nothing(imported: AppTest) -> None:
    go(imported, "data", part="add")
    page = text(upload(imported, WORKBOOKS))
    assert "账簿中已有全部内容，无需写入。" in page
    assert len(ledger.open().journal()) == 1


def test_an_import_can_be_undone_with_a_reason(imported: AppTest) -> None:
    go(imported, "data", part="history")
    select(imported, "journal", 0)
    click(imported, "撤销这条记录")
    assert len(ledger.open().journal()) == 1
    next(box for box in imported.text_input if box.label == "原因（记入操作记录）").set_value("导错了月份")
    page = text(click(imported, "撤销这条记录"))
    assert "第 1 号记录已撤销" in page
    newest = ledger.open().journal()[0]
    assert (newest.undoes, newest.why, newest.who) == (1, "导错了月份", "王芳")
    assert len(ledger.open().books().documents) == 0


def test_the_sample_companys_entries_cannot_be_undone(desk: AppTest) -> None:
    run(desk)
    go(desk, "data", part="history")
    page = text(select(desk, "journal", 0))
    assert "示例公司自带的数据不能撤销。" in page
    assert "撤销这条记录" not in [button.label for button in desk.button]


def test_sound_books_are_verified(imported: AppTest) -> None:
    go(imported, "data", part="keeping")
    assert "核验通过：共 1 条记录" in text(click(imported, "立即核验"))


def test_a_file_that_cannot_be_used_says_why(desk: AppTest) -> None:
    run(desk)
    go(desk, "data", books="own")
    desk.file_uploader[0].set_value([("空.xlsx", b"", "application/octet-stream")])
    page = text(run(desk))
    assert "空.xlsx" in page
    assert "这些文件暂时都不能使用" in page
    assert "写入我的账簿" not in [button.label for button in desk.button]


def test_a_rule_is_changed_with_a_reason_and_becomes_a_version(imported: AppTest) -> None:
    from arcore.policy import Policy

    go(imported, "policy", part="edit")
    box = imported.text_area[0]
    assert 'default = "30天"' in box.value
    box.set_value(box.value.replace('default = "30天"', 'default = "45天"'))
    page = text(run(imported))
    assert "将发生的变化" in [header.value for header in imported.subheader]
    assert "45" in page
    next(field for field in imported.text_input if field.label == "修订原因（随版本保存）").set_value("与销售部商定")
    click(imported, "保存为新版本")
    saved = ledger.open().policy_history()[0]
    assert (saved.who, saved.why) == ("王芳", "与销售部商定")
    assert ledger.open().policy() is not None
    assert dump(Policy()) != saved.toml


def test_a_mistake_in_the_rules_is_said_and_cannot_be_saved(imported: AppTest) -> None:
    go(imported, "policy", part="edit")
    box = imported.text_area[0]
    box.set_value(box.value.replace('default = "30天"', "default = 30"))
    page = text(run(imported))
    assert "desk-strip desk-bad" in page
    assert "保存为新版本" not in [button.label for button in imported.button]


def test_the_samples_rules_are_tried_out_on_a_copy_of_ones_own(desk: AppTest) -> None:
    run(desk)
    go(desk, "policy", part="edit", books="sample")
    box = desk.text_area[0]
    box.set_value(box.value.replace('default = "30天"', 'default = "60天"'))
    run(desk)
    sign(desk)
    next(field for field in desk.text_input if field.label == "修订原因（随版本保存）").set_value("试一试")
    page = text(click(desk, "保存为新版本"))
    assert "现行第 2 版制度，王芳" in page
    assert [each.version for each in sample.open_sample().policy_history()] == [1]
    assert ledger.open().version() == "0"


def test_a_person_corrects_the_columns_and_the_correction_is_remembered(desk: AppTest) -> None:
    lines = "单据号,客户名称,单据日期,价税合计,经手\nA001,甲公司,2026-05-01,100.00,王芳\nA002,乙公司,2026-05-02,250.50,李伟\n"
    run(desk)
    go(desk, "data", books="own")
    desk.file_uploader[0].set_value([("清单.csv", lines.encode(), "text/csv")])
    run(desk)
    next(switch for switch in desk.toggle if switch.label == "栏目对应").set_value(True)
    run(desk)
    editor = next(str(name) for name in desk.session_state if str(name).startswith("mapping."))
    headings = table_with(desk, "target").index.tolist()
    desk.session_state[editor] = {"edited_rows": {headings.index("经手"): {"target": "业务员"}}, "added_rows": [], "deleted_rows": []}
    run(desk)
    click(desk, "按此对应重新识别")
    sign(desk)
    click(desk, "写入我的账簿")
    books = ledger.open().books()
    assert books.documents["salesperson"].tolist() == ["王芳", "李伟"]
    assert next(iter(ledger.open().mappings().values()))["经手"] == "salesperson"


def test_a_protected_workbook_asks_for_its_password_and_never_keeps_it(desk: AppTest) -> None:
    run(desk)
    go(desk, "data", books="own")
    desk.file_uploader[0].set_value([("加密.xlsx", protected("secret"), "application/octet-stream")])
    run(desk)
    field = next(box for box in desk.text_input if box.label == "加密.xlsx 的打开密码")
    field.set_value("wrong")
    run(desk)
    assert "写入我的账簿" not in [button.label for button in desk.button]
    next(box for box in desk.text_input if box.label == "加密.xlsx 的打开密码").set_value("secret")
    run(desk)
    assert "写入我的账簿" in [button.label for button in desk.button]


def protected(password: str) -> bytes:
    """The sample customers under a password."""
    out = io.BytesIO()
    with (SAMPLE / "customers.xlsx").open("rb") as file:
        OOXMLFile(file).encrypt(password, out)
    return out.getvalue()


def test_a_misdated_document_does_not_move_the_date_of_every_page(desk: AppTest) -> None:
    lines = "单据号,客户名称,单据日期,到期日,价税合计\nA001,甲公司,2026-05-01,2026-05-31,100.00\nA002,乙公司,2062-05-02,2062-06-02,250.50\n"
    books = ledger.open()
    books.commit_import(books.preview_import([read(lines.encode(), "清单.csv")], data_date=dt.date(2026, 6, 15)), who="王芳")
    desk.query_params["books"] = "own"
    assert "截至 2026-06-15" in text(run(desk))
