"""Registers seen from one document: what names it, and what a new row about it starts with."""

from __future__ import annotations

import datetime as dt

from arcore import about_documents
from arcore.ledger import RowChange
from arcore.ledger.store import Ledger
from arcore.registers import REGISTERS, Subject
from arcore.registers.checks import check
from tests.ledger_fixtures import customers, documents, take_in

DAY = dt.date(2026, 6, 30)


def books_with(book: Ledger) -> None:
    two = ({"document_no": "F1", "contract_no": "HT1", "amount": 500_00}, {"document_no": "F2", "customer_id": "C2"})
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲"}, {"customer_id": "C2", "customer_name": "乙"}), documents(*two))


def test_every_register_that_is_offered_names_documents_by_a_field_of_its_own_or_belongs_to_one() -> None:
    for name, field in about_documents.NAMING.items():
        register = REGISTERS[name]
        assert field in register.names if field else register.subject is Subject.DOCUMENT


def test_a_new_row_starts_with_the_document_s_number_amount_and_contract(book: Ledger) -> None:
    books_with(book)
    (document,) = book.books().documents.query("document_no == 'F1'").to_dict("records")
    assert about_documents.starting("disputes", document, 300_00) == {"document_nos": "F1", "state": "open", "currency": "CNY"}
    assert about_documents.starting("einvoices", document, 300_00) == {
        "document_no": "F1", "amount": 500_00, "currency": "CNY", "issued_on": "2026-01-10", "state": "issued",
    }  # fmt: skip
    assert about_documents.starting("contracts", document, 0) == {"contract_no": "HT1", "currency": "CNY", "contract_kind": "framework"}
    started = about_documents.starting("write_offs", document, 300_00)
    assert (started["amount"], "document_no" in started) == (300_00, False)
    for name in about_documents.NAMING:
        assert not {p.field for p in check(REGISTERS[name], about_documents.starting(name, document, 300_00)).problems} & {
            "currency",
            "amount",
        }


def test_rows_about_a_document_are_those_of_its_customer_that_name_it(book: Ledger) -> None:
    books_with(book)
    einvoice = {"einvoice_no": "F1", "issued_on": DAY, "amount": 1, "state": "issued"}
    dispute = {"opened_on": DAY, "dispute_type": "price", "what": "单价", "owner": "Li", "due_on": DAY, "state": "open"}
    rows = [
        RowChange("disputes", {**dispute, "document_nos": "F9, F1"}, customer_key=1),
        RowChange("disputes", {**dispute, "document_nos": "F1"}, customer_key=2),
        RowChange("einvoices", einvoice, customer_key=1),
        RowChange(
            "einvoices", {"einvoice_no": "F1", "document_no": "F7", "issued_on": DAY, "amount": 1, "state": "issued"}, customer_key=1
        ),
        RowChange("contracts", {"contract_no": "HT1", "valid_from": DAY}, customer_key=1),
        RowChange(
            "write_offs",
            {"amount": 1_00, "cause": "small", "explanation": "x", "proposed_on": DAY, "proposed_by": "Li", "state": "pending"},
            customer_key=1,
            document_key=1,
        ),
    ]
    book.change_registers(rows, who="Li")
    books = book.books()
    (document,) = books.documents.query("document_no == 'F1'").to_dict("records")
    found = [(register.name, row["row_key"]) for register, row in about_documents.rows_about(books.registers, document)]
    assert found == [("disputes", 1), ("einvoices", 3), ("contracts", 5), ("write_offs", 6)]
    before = DAY - dt.timedelta(days=1)
    assert list(about_documents.rows_about(books.registers, document, before)) == []
    assert len(list(about_documents.rows_about(books.registers, document, DAY))) == 4


def test_a_contract_whose_number_has_a_space_or_a_comma_is_found_from_its_document(book: Ledger) -> None:
    invoice = {"document_no": "F 1", "contract_no": "HT 2026、01", "amount": 500_00}
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲"}), documents(invoice))
    rows = [
        RowChange("contracts", {"contract_no": "HT 2026、01", "valid_from": DAY}, customer_key=1),
        RowChange("contracts", {"contract_no": "HT 2026、02", "valid_from": DAY}, customer_key=1),
        RowChange("deliveries", {"delivery_no": "S1", "delivered_on": DAY, "amount": 1, "invoice_no": "F 1"}, customer_key=1),
    ]
    book.change_registers(rows, who="Li")
    books = book.books()
    (document,) = books.documents.to_dict("records")
    found = [(register.name, row["row_key"]) for register, row in about_documents.rows_about(books.registers, document)]
    assert sorted(found) == [("contracts", 1), ("deliveries", 3)]
