"""Applications for credit: one asks, another decides, the limit changes in the same entry and comes back with its undo."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from arcore import applications
from arcore.applications import Request
from arcore.ledger import RowChange, Ruling
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from arcore.messages import Unusable
from tests.ledger_fixtures import customers, documents, take_in

DAY = dt.date(2026, 6, 30)


def asked(book: Ledger, who: str = "Li", **more: object) -> Ruling:
    """An application for a limit of 450,000 on 45 days, recorded by `who`."""
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲", "credit_limit": 100_000_00, "term_text": "60天"}), documents({}))
    wanted = more or {"limit": 450_000_00, "terms": "45天"}
    request = Request(1, who, "业务增长", "CNY", **wanted)
    book.change_registers([RowChange("applications", request.values(DAY), customer_key=1)], who=who, why="ask")
    row = book.books().registers["applications"].iloc[0]
    return Ruling(int(row["row_key"]), int(row["entry"]), approved=True)


def record(book: Ledger) -> tuple[object, object]:
    row = book.books().customers.iloc[0]
    return int(row["credit_limit"]), row["term_text"]


def test_somebody_else_approves_and_the_limit_is_in_force(book: Ledger) -> None:
    ruling = asked(book)
    entry = book.decide_application(ruling, who="Wang", why="ok", day=DAY)
    assert record(book) == (450_000_00, "45天")
    row = book.books().registers["applications"].iloc[0]
    assert (row["decision"], row["manager_by"], row["approved_limit"], row["approved_terms"]) == ("approved", "Wang", 450_000_00, "45天")
    assert entry.who == "Wang"
    assert verify(book).sound
    book.undo(entry.seq, who="Zhao", why="mistake")
    assert record(book) == (100_000_00, "60天")
    assert book.books().registers["applications"]["decision"].tolist() == ["pending"]


@pytest.mark.parametrize("who", ["Li", " li "])
def test_nobody_approves_what_he_asked_for(book: Ledger, who: str) -> None:
    ruling = asked(book)
    with pytest.raises(Unusable, match="somebody else must decide"):
        book.decide_application(ruling, who=who, day=DAY)
    assert record(book) == (100_000_00, "60天")


def test_an_application_is_decided_once(book: Ledger) -> None:
    ruling = asked(book)
    book.decide_application(ruling, who="Wang", day=DAY)
    with pytest.raises(Unusable, match="decided already"):
        book.decide_application(ruling, who="Zhao", day=DAY)


def test_a_second_click_is_the_same_decision(book: Ledger) -> None:
    ruling = asked(book)
    first = book.decide_application(ruling, who="Wang", day=DAY, token="t")
    assert book.decide_application(ruling, who="Wang", day=DAY, token="t") == first


def test_a_refusal_changes_nothing_but_the_application(book: Ledger) -> None:
    ruling = asked(book)
    book.decide_application(Ruling(ruling.row_key, ruling.entry, approved=False, conditions="先回款"), who="Wang", day=DAY)
    assert record(book) == (100_000_00, "60天")
    row = book.books().registers["applications"].iloc[0]
    assert (row["decision"], row["conditions"]) == ("refused", "先回款")


def test_a_temporary_limit_has_its_days(book: Ledger) -> None:
    ruling = asked(book, temporary_limit=50_000_00, temporary_from=DAY, temporary_to=dt.date(2026, 7, 31))
    book.decide_application(ruling, who="Wang", day=DAY)
    row = book.books().customers.iloc[0]
    assert (row["temporary_limit"], row["temporary_from"], row["temporary_to"]) == (50_000_00, pd.Timestamp(DAY), pd.Timestamp(2026, 7, 31))
    assert record(book) == (100_000_00, "60天")


def test_what_waits_is_listed_with_the_limit_of_its_date(book: Ledger) -> None:
    ruling = asked(book)
    book.decide_application(ruling, who="Wang", day=dt.date(2026, 7, 10))
    books = book.books()
    (row,) = applications.pending(books, DAY).to_dict("records")
    assert (row["customer_name"], row["credit_limit"], row["requested_limit"]) == ("甲", 100_000_00, 450_000_00)
    assert applications.wording(row, "CNY").text("zh") == "额度 450,000.00 元，账期 45天"
    assert not len(applications.pending(books, DAY - dt.timedelta(days=1)))
    assert not len(applications.pending(books, dt.date(2026, 7, 10)))


@pytest.mark.parametrize("stated", ["USD", None])
def test_a_limit_asked_for_in_another_currency_is_not_approved(book: Ledger, stated: str | None) -> None:
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲", "currency": stated}), documents({"currency": "USD"}))
    request = Request(1, "Li", "业务增长", "CNY", limit=450_000_00)
    book.change_registers([RowChange("applications", request.values(DAY), customer_key=1)], who="Li", why="ask")
    row = book.books().registers["applications"].iloc[0]
    with pytest.raises(Unusable, match="The limit of 甲 is in USD; the application is in CNY"):
        book.decide_application(Ruling(int(row["row_key"]), int(row["entry"]), approved=True), who="Wang", day=DAY)
    book.decide_application(Ruling(int(row["row_key"]), int(row["entry"]), approved=False), who="Wang", day=DAY)
