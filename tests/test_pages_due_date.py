"""Changing a due date where the document is: from the drill-down, with a reason, seen at once."""

from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from arcore import ledger
from arcore.intake.anything import read_files
from tests.desk_app import SAMPLE, cache_folder, click, desk, go, grid, run, select, text

__all__ = ["cache_folder", "desk"]

CUSTOMER = "C0001"


@pytest.fixture
def own(desk: AppTest) -> AppTest:
    """Own books with the sample's invoices, opened at one customer's documents."""
    readings = [one for name in ("customers.xlsx", "invoices.xlsx") for one in read_files((SAMPLE / name).read_bytes(), name)]
    books = ledger.open()
    books.commit_import(books.preview_import(readings, data_date=dt.date(2026, 6, 30)), who="王芳")
    run(desk)
    return go(desk, "aging", books="own", customer=CUSTOMER)


def field(app: AppTest, label: str):
    return next(each for each in (*app.text_input, *app.date_input) if each.label == label)


def test_a_due_date_is_changed_from_the_documents_and_the_table_follows(own: AppTest) -> None:
    select(own, f"customer.{CUSTOMER}", 0)
    assert "按账期" in text(own) or "取自导入文件" in text(own)
    number = grid(own, f"customer.{CUSTOMER}")["document_no"].iloc[0]
    field(own, "新到期日（商定）").set_value(dt.date(2026, 12, 31))
    run(own)
    page = text(click(own, "修改到期日"))
    assert "请先填写" in page
    assert [entry.kind.value for entry in ledger.open().journal()] == ["import"]
    field(own, "您的姓名（记入操作记录）").set_value("王芳")
    field(own, "原因（记入操作记录）").set_value("客户申请延期")
    page = text(click(own, "修改到期日"))
    entry = ledger.open().journal(limit=1)[0]
    assert (entry.kind.value, entry.who, entry.why) == ("due_date", "王芳", "客户申请延期")
    assert f"{number} 到期日由" in page
    documents = ledger.open().books().documents.set_index("document_no")
    assert str(documents.loc[number, "due_date"].date()) == "2026-12-31"
    go(own, "data", part="history", books="own")
    assert entry.summary.text("zh") in grid(own, "journal")["what"].tolist()


def test_a_date_that_cannot_be_is_refused_beside_the_form(own: AppTest) -> None:
    select(own, f"customer.{CUSTOMER}", 0)
    issued = grid(own, f"customer.{CUSTOMER}")["document_date"].iloc[0].date()
    field(own, "新到期日（商定）").set_value(issued - dt.timedelta(days=1))
    field(own, "您的姓名（记入操作记录）").set_value("王芳")
    field(own, "原因（记入操作记录）").set_value("误")
    assert "到期日不能早于单据日期" in text(click(own, "修改到期日"))
    assert len(ledger.open().journal()) == 1
