"""Deliveries not invoiced and findings about e-invoices as workbooks: every amount in its own currency, none without one."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

from openpyxl import load_workbook

from arcore import einvoices, unbilled
from arcore.documents import sales_workbook
from arcore.documents.workbook_style import Stamp
from arcore.ledger import RowChange
from arcore.ledger.store import Ledger
from arcore.policy import Policy
from tests.ledger_fixtures import customers, documents, take_in

DAY = dt.date(2026, 6, 30)
STAMP = Stamp("甲公司", DAY, "en")


def test_each_delivery_and_each_finding_stands_in_its_own_currency(book: Ledger) -> None:
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲"}), documents({"document_no": "F1", "amount": 10_000_00}))
    sent = {"delivered_on": "2026-06-01", "amount": 1_234_50}
    issued = {"issued_on": "2026-01-10", "state": "confirmed", "confirmed_on": "2026-01-12", "document_no": "F1"}
    rows = [
        RowChange("deliveries", {"delivery_no": "S1", **sent}, customer_key=1),
        RowChange("deliveries", {"delivery_no": "S2", "currency": "JPY", **sent}, customer_key=1),
        RowChange("einvoices", {"einvoice_no": "E1", "amount": 4_000_00, "currency": "USD", **issued}, customer_key=1),
    ]
    book.change_registers(rows, who="Li")
    books = book.books()
    sheets = load_workbook(BytesIO(sales_workbook.deliveries(unbilled.uninvoiced(books, DAY, Policy()), Policy(), STAMP)))
    lines = [[cell.value for cell in line] for line in sheets["Deliveries"].iter_rows(min_row=5)]
    assert [(line[2], line[5], line[6]) for line in lines] == [("S1", "CNY", 1234.5), ("S2", "JPY", 123450)]
    found = einvoices.compared(books, DAY, Policy())
    sheet = load_workbook(BytesIO(sales_workbook.einvoices(found, ["甲"] * len(found), STAMP)))["E-invoices"]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=5)]
    assert [line[:4] + line[6:10] for line in lines] == [["Amounts differ", "甲", "E1", "F1", "USD", 4000, None, None]]
