"""Delivered, not invoiced (capability 21): the list at a date, its ages, what exposure counts, lists of other systems."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from arcore import register_lists, unbilled
from arcore.ledger import RowChange
from arcore.ledger.store import Ledger
from arcore.policy import CreditRules, Policy
from arcore.registers import REGISTERS
from arcore.standing import standing
from tests.ledger_fixtures import customers, documents, reading, take_in

DAY = dt.date(2026, 6, 30)
DELIVERIES = REGISTERS["deliveries"]


def delivered(book: Ledger, *rows: dict[str, object], key: int = 1) -> None:
    base = {"delivered_on": "2026-06-01", "amount": 1_000_00}
    changes = [RowChange("deliveries", {"delivery_no": f"S{n}", **base, **row}, customer_key=key) for n, row in enumerate(rows, 1)]
    book.change_registers(changes, who="Li")


def books_with(book: Ledger, **fields: object) -> None:
    two = ({"customer_id": "C1", "customer_name": "甲", **fields}, {"customer_id": "C2", "customer_name": "乙", "unbilled_amount": 77_00})
    take_in(book, customers(*two), documents({"document_no": "F1", "document_date": "2026-06-20", "due_date": "2026-07-20"}))


def listed(book: Ledger, day: dt.date = DAY) -> list[tuple[str, int, str]]:
    rows = unbilled.uninvoiced(book.books(), day, Policy())
    return [(row["delivery_no"], int(row["bucket"]), row["state"]) for row in rows.to_dict("records")]


def test_a_delivery_is_listed_until_its_invoice_is_in_the_books_or_somebody_closes_it(book: Ledger) -> None:
    books_with(book)
    delivered(
        book,
        {"delivered_on": "2026-06-15"},
        {"invoice_no": "F1", "invoiced_on": "2026-06-20"},
        {"invoice_no": "F9", "invoiced_on": "2026-06-25"},
        {"closed_on": "2026-06-28", "remark": "退货"},
        {"delivered_on": "2026-02-01"},
        {"delivered_on": "2026-07-01"},
    )
    assert listed(book) == [("S5", 3, "late"), ("S3", 0, "issued"), ("S1", 0, "open")]
    assert listed(book, dt.date(2026, 6, 19)) == [
        ("S5", 3, "late"),
        ("S2", 0, "late"),
        ("S3", 0, "late"),
        ("S4", 0, "late"),
        ("S1", 0, "open"),
    ]


def test_ages_and_lateness_begin_the_day_after_their_edge(book: Ledger) -> None:
    books_with(book)
    days = (15, 16, 30, 31, 60, 61, 90, 91)
    delivered(book, *[{"delivered_on": DAY - dt.timedelta(days=n)} for n in days])
    rows = unbilled.uninvoiced(book.books(), DAY, Policy()).sort_values("days")
    assert rows["bucket"].tolist() == [0, 0, 0, 1, 1, 2, 2, 3]
    assert rows["state"].tolist() == ["open", *["late"] * 7]
    (one,) = unbilled.by_customer(rows, 3).to_dict("records")
    names = ("customer_name", "count", "total", "bucket_0", "bucket_1", "bucket_2", "bucket_3", "oldest")
    assert [one[name] for name in names] == ["甲", 8, 8_000_00, 3_000_00, 2_000_00, 2_000_00, 1_000_00, 91]
    assert [title.text("zh") for title in unbilled.bucket_titles(Policy())] == ["30天以内", "31–60天", "61–90天", "90天以上"]


def test_the_register_replaces_the_list_s_figure_only_for_customers_it_has(book: Ledger) -> None:
    books_with(book, unbilled_amount=500_00)
    delivered(book, {"delivered_on": "2026-06-10"}, {"delivered_on": "2026-06-12", "invoice_no": "F1"})
    found = {p.customer_id: (p.unbilled, p.exposure) for p in standing(book.books(), DAY, Policy()).positions}
    assert found == {"C1": (1_000_00, 100_00 + 1_000_00), "C2": (77_00, 77_00)}
    before = {p.customer_id: p.unbilled for p in standing(book.books(), dt.date(2026, 6, 9), Policy()).positions}
    assert before == {"C1": 500_00, "C2": 77_00}
    aside = Policy(credit=CreditRules(include_unbilled=False))
    assert [p.exposure for p in standing(book.books(), DAY, aside).positions] == [100_00, 0]


def test_deliveries_in_another_currency_than_the_limit_s_do_not_count_towards_it(book: Ledger) -> None:
    books_with(book, unbilled_amount=500_00)
    delivered(book, {"currency": "USD"})
    assert [p.unbilled for p in standing(book.books(), DAY, Policy()).positions] == [500_00, 77_00]


def test_a_list_of_another_system_adds_what_is_new(book: Ledger) -> None:
    books_with(book, tax_no="91310000MA1K00001X")
    delivered(book, {})
    table = documents(
        {"document_no": "S1"},
        {"document_no": "S7", "delivery_date": "2026-06-11", "document_date": "2026-06-10", "amount": 250_00, "order_no": "DD7"},
        {"document_no": "S8", "customer_id": None, "customer_name": "乙", "amount": 99_00},
        {"document_no": "S9", "customer_id": "C404"},
    )
    rows = book.books().registers["deliveries"]
    found = register_lists.taken([reading(table)], DELIVERIES, register_lists.DELIVERIES, rows, book.books().customers, currency="CNY")
    assert (found.known, found.sums) == (1, {"CNY": 349_00})
    assert [message.text("en") for message in found.problems] == ["Sheet1 row 5: no single customer of the books belongs to S9."]
    book.change_registers(found.changes, who="Li")
    kept = book.books().registers["deliveries"].set_index("delivery_no")
    assert kept.loc["S7", ["customer_key", "amount", "order_no"]].tolist() == [1, 250_00, "DD7"]
    assert kept.loc["S7", "delivered_on"] == pd.Timestamp(2026, 6, 11)
    assert kept.loc["S8", "customer_key"] == 2


def test_two_deliveries_of_one_number_in_a_list_are_one(book: Ledger) -> None:
    books_with(book)
    twice = documents({"document_no": "S7"}, {"document_no": "S7"})
    rows = book.books().registers["deliveries"]
    found = register_lists.taken([reading(twice)], DELIVERIES, register_lists.DELIVERIES, rows, book.books().customers, currency="CNY")
    assert (len(found.changes), found.known) == (1, 1)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sentence_names_what_is_late(book: Ledger, lang: str) -> None:
    books_with(book)
    delivered(book, {"delivered_on": "2026-06-01"}, {"delivered_on": "2026-06-29", "amount": 500_00})
    said = unbilled.answer(unbilled.uninvoiced(book.books(), DAY, Policy()), "CNY", "unit", Policy()).text(lang)
    expected = {
        "zh": "已发货未开票 1,500.00 元，涉及 1 家客户，其中 1,000.00 元超过 15 天。",
        "en": "CNY 1,500.00 is delivered to 1 customers and not invoiced; CNY 1,000.00 of it for more than 15 days.",
    }
    assert said == expected[lang]
