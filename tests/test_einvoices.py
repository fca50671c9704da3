"""E-invoices against the books (capability 20): every kind of finding, with its days and amounts, as of any date."""

from __future__ import annotations

import datetime as dt

from arcore import einvoices
from arcore.ledger import RowChange
from arcore.ledger.store import Ledger
from arcore.policy import Policy
from tests.ledger_fixtures import customers, documents, take_in

DAY = dt.date(2026, 6, 30)


def books_with(book: Ledger, *rows: dict[str, object]) -> None:
    """F0 from before the register began; F1 to F5 of 10,000 each on 1 June."""
    issued = [{"document_no": f"F{n}", "document_date": "2026-06-01", "due_date": "2026-07-01", "amount": 10_000_00} for n in range(1, 6)]
    old = {"document_no": "F0", "document_date": "2025-12-01", "due_date": "2026-01-01", "amount": 10_000_00}
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲"}), documents(old, *issued))
    base = {"issued_on": "2026-06-01", "amount": 10_000_00, "state": "issued"}
    book.change_registers([RowChange("einvoices", {**base, **row}, customer_key=1) for row in rows], who="Li")


def found(book: Ledger, day: dt.date = DAY) -> list[tuple[str, str, object, object]]:
    rows = einvoices.compared(book.books(), day, Policy())
    return [
        (r["finding"], r["document_no"], r["difference"], r["days"])
        for r in rows.astype("object").where(rows.notna(), None).to_dict("records")
    ]


def test_every_kind_of_difference_is_found_once(book: Ledger) -> None:
    books_with(
        book,
        {"einvoice_no": "F1"},
        {"einvoice_no": "24310001", "document_no": "F2", "amount": 9_999_00, "state": "confirmed", "confirmed_on": "2026-06-09"},
        {"einvoice_no": "F3", "issued_on": "2026-05-20", "state": "delivered"},
        {"einvoice_no": "F77"},
        {"einvoice_no": "F4", "state": "refused", "remark": "税号有误"},
        {"einvoice_no": "F88", "state": "reversed"},
    )
    assert found(book) == [
        ("not_booked", "", None, 29),
        ("no_invoice", "F5", None, 29),
        ("amount", "F2", -1_00, 29),
        ("late_booking", "F3", 0, 7),
        ("refused", "F4", 0, 29),
        ("unconfirmed", "F3", 0, 11),
    ]
    assert einvoices.counts(einvoices.compared(book.books(), DAY, Policy()))["unconfirmed"] == 1


def test_several_e_invoices_of_one_document_are_added_up(book: Ledger) -> None:
    books_with(book, *[{"einvoice_no": f"E{n}", "document_no": "F1", "amount": amount} for n, amount in enumerate((4_000_00, 6_000_00))])
    assert [row for row in found(book) if row[0] == "amount"] == []


def test_what_was_confirmed_later_was_unconfirmed_before(book: Ledger) -> None:
    books_with(book, {"einvoice_no": "F1", "issued_on": "2026-05-30", "state": "confirmed", "confirmed_on": "2026-07-10"})
    assert ("unconfirmed", "F1", 0, 1) in found(book)
    assert not [row for row in found(book, dt.date(2026, 7, 10)) if row[0] == "unconfirmed"]


def test_nothing_is_missing_before_anybody_kept_e_invoices(book: Ledger) -> None:
    books_with(book)
    assert found(book) == []
    assert (
        einvoices.answer(einvoices.compared(book.books(), DAY, Policy()), 0).text("zh") == "尚未登记数电发票：请先导入税务平台的开票清单。"
    )


def test_the_sentence_counts_the_e_invoices_of_the_date_and_none_that_was_reversed(book: Ledger) -> None:
    books_with(book, {"einvoice_no": "F1"}, {"einvoice_no": "F2", "issued_on": "2026-07-05"}, {"einvoice_no": "F88", "state": "reversed"})
    books = book.books()
    assert [einvoices.on_record(books, day) for day in (dt.date(2026, 5, 31), DAY, dt.date(2026, 7, 5))] == [0, 1, 2]


def test_documents_that_lack_an_e_invoice_are_said_although_the_only_one_was_reversed(book: Ledger) -> None:
    books_with(book, {"einvoice_no": "F1", "state": "reversed"})
    books = book.books()
    found_ = einvoices.compared(books, DAY, Policy())
    assert einvoices.counts(found_)["no_invoice"] == 5
    assert einvoices.answer(found_, einvoices.on_record(books, DAY)).text("en") == (
        "0 e-invoices are on record: 5 items lack a counterpart, 0 differ in amount, 0 are not confirmed in time."
    )


def test_amounts_of_another_currency_are_neither_added_up_nor_taken_off(book: Ledger) -> None:
    dollars = {"einvoice_no": "E1", "document_no": "F1", "amount": 4_000_00, "currency": "USD"}
    books_with(book, dollars, {"einvoice_no": "E2", "document_no": "F1", "amount": 6_000_00})
    rows = einvoices.compared(book.books(), DAY, Policy())
    of_f1 = rows[(rows["finding"] == "amount") & (rows["document_no"] == "F1")]
    money = of_f1[["currency", "invoiced", "booked", "difference"]].astype("object").where(of_f1.notna(), None)
    assert sorted(money.to_numpy().tolist()) == [["CNY", 6_000_00, 10_000_00, -4_000_00], ["USD", 4_000_00, None, None]]
