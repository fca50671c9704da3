"""The page of deliveries and e-invoices: what the sample company has not invoiced, and lists taken over from other systems."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from tests.desk_app import cache_folder, desk, go, grid, run, select, table_with, text

__all__ = ["cache_folder", "desk"]


def listing(*rows: tuple[object, ...]) -> bytes:
    """An ERP's list of deliveries."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory) as workbook:
        sheet = workbook.add_worksheet("发货单")
        sheet.write_row(0, 0, ("送货单号", "发货日期", "客户编码", "客户名称", "价税合计"))
        for place, row in enumerate(rows, 1):
            sheet.write_row(place, 0, row)
    return memory.getvalue()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_not_invoiced_is_told_with_what_is_late(desk: AppTest, lang: str) -> None:
    run(desk)
    go(desk, "deliveries", lang=lang, unit="unit")
    said = {
        "zh": "已发货未开票 350,000.00 元，涉及 10 家客户，其中 108,000.00 元超过 15 天。",
        "en": "CNY 350,000.00 is delivered to 10 customers and not invoiced; CNY 108,000.00 of it for more than 15 days.",
    }
    assert said[lang] in text(desk)


def test_a_customer_s_deliveries_add_up_to_what_its_exposure_counts(desk: AppTest) -> None:
    run(desk)
    go(desk, "deliveries", unit="unit")
    customers = grid(desk, "delivery.customers")
    assert customers.iloc[0][["customer_name", "count", "total", "oldest"]].tolist() == ["青岛海岳工程装备有限公司", 4, 180_000.0, 102]
    select(desk, "delivery.customers.CNY", 0)
    rows = table_with(desk, "delivery_no")
    assert rows[["delivery_no", "amount", "state"]].to_numpy().tolist()[0] == ["SH26030004", 18_000.0, "逾期未开票"]
    go(desk, "credit", unit="unit")
    positions = grid(desk, "credit.CNY")
    assert positions.set_index("customer_id").loc["C0027", "unbilled"] == 180_000.0


def test_e_invoices_and_books_are_compared(desk: AppTest) -> None:
    run(desk)
    go(desk, "deliveries", part="einvoices")
    assert "票账不对应 2 笔，金额不符 1 笔" in text(desk)
    go(desk, "deliveries", part="einvoices", finding="amount")
    (row,) = grid(desk, "einvoices.amount")[["document_no", "invoiced", "booked", "difference"]].to_numpy().tolist()
    assert row == ["XS26050058", 131_657.0, 131_157.0, 500.0]


def test_a_list_of_deliveries_is_taken_over_once(desk: AppTest) -> None:
    desk.session_state["who"] = "李会计"
    run(desk)
    go(desk, "deliveries", unit="unit")
    content = listing(
        ("CK001", "2026-06-20", "C0016", "", 12_000.5), ("SH26030004", "2026-03-20", "C0027", "", 1), ("CK002", "2026-06-21", "", "无名", 5)
    )
    desk.file_uploader[0].set_value(("出库.xlsx", content, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
    run(desk)
    assert "新增 1 行（12,000.50 CNY），已登记 1 行，无法使用 1 行。" in text(desk)
    next(field for field in desk.text_input if field.key == "list.deliveries.keep.why").set_value("六月出库清单")
    next(button for button in desk.button if button.key == "list.deliveries.keep.go").click()
    run(desk)
    assert "已发货未开票 362,000.50 元，涉及 11 家客户" in text(desk)
