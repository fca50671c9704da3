"""The first hour with little in the books: one customer and one invoice, a credit note alone, customers without documents."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from arcore import ledger
from arcore.documents import feedback_form
from arcore.documents.workbook_style import Stamp
from arcore.intake.anything import read_files
from tests.desk_app import cache_folder, desk, go, run, table_with, text

__all__ = ["cache_folder", "desk"]

HEAD = "客户名称,发票号,开票日期,到期日,价税合计\n"


def import_text(content: str, name: str) -> None:
    """Take a list into the own books, as of 30 June 2026."""
    books = ledger.open()
    books.commit_import(books.preview_import(read_files(content.encode(), name), data_date=dt.date(2026, 6, 30)), who="王芳")


@pytest.fixture
def own(desk: AppTest) -> AppTest:
    """Own books that hold one invoice of one customer."""
    import_text(HEAD + "常州小明五金店,FP1,2026-05-05,2026-06-04,1130\n", "invoices.csv")
    return run(desk)


def test_a_list_in_which_nobody_is_shows_no_row_and_no_fault(own: AppTest) -> None:
    assert "共 0 家客户" in text(go(own, "credit", books="own", status="over"))
    assert "贷方余额与零余额（单列，0 户）" in [block.label for block in go(own, "audit", books="own", part="sample").expander]


def test_the_overview_names_no_days_of_sales_that_the_measures_do_not_know(own: AppTest) -> None:
    assert "90.0" not in text(go(own, "overview", books="own"))
    assert "账上没有 2026-05-01 以前的销售" in text(go(own, "measures", books="own"))


def test_a_credit_note_alone_has_measures(desk: AppTest) -> None:
    import_text(HEAD + "甲有限公司,CN1,2026-05-05,2026-06-04,-1130\n", "invoices.csv")
    assert "回款指标" in text(go(run(desk), "measures", books="own"))


def test_feedback_of_a_customer_known_by_its_name_alone_is_taken_from_a_form_that_names_nobody(own: AppTest) -> None:
    book = load_workbook(io.BytesIO(feedback_form.build(Stamp("", dt.date(2026, 6, 30), "zh"))))
    book.worksheets[0]["F6"] = "希望延长账期"
    memory = io.BytesIO()
    book.save(memory)
    go(own, "feedback", books="own")
    own.selectbox(key="feedback.form.customer").select_index(0)
    own.text_input(key="feedback.form.owner").set_value("李伟")
    uploader = next(each for each in own.file_uploader if str(each.key).startswith("feedback.form."))
    uploader.set_value([("反馈.xlsx", memory.getvalue(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")])
    run(own)
    assert set(table_with(own, "subject")["subject"]) == {"常州小明五金店"}


def test_customers_without_documents_are_not_called_empty_books(desk: AppTest) -> None:
    import_text("客户编码,客户名称,信用额度\nC1,甲有限公司,10000\n", "customers.csv")
    page = text(go(run(desk), "aging", books="own"))
    assert "账簿中有 1 家客户，还没有发票" in page
    assert "账簿还是空的" not in page
