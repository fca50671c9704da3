"""Higher limits need an application or somebody who may approve them; what was approved stands in the register (capability 48)."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from arcore import customer_edits
from arcore.customer_edits import Edit
from arcore.ledger import Along, Approval
from arcore.ledger.limit_approval import LimitRole
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from arcore.messages import Unusable
from arcore.policy import Policy
from arcore.schema import CUSTOMERS
from arcore.standing import standing
from tests.ledger_fixtures import customers, documents, take_in

DAY = dt.date(2026, 6, 30)
MILLION = 100_000_000


def books_with(book: Ledger, **fields: object) -> None:
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲", "credit_limit": 100_000_00, **fields}), documents({}))


def granted(by: str = "Zhao", role: LimitRole = "manager") -> Along:
    return Along(approval=Approval(by, role))


def limit(book: Ledger) -> int:
    return int(book.books().customers["credit_limit"].iloc[0])


def test_a_limit_does_not_rise_without_an_application_or_approval(book: Ledger) -> None:
    books_with(book)
    with pytest.raises(Unusable, match="甲: a higher limit needs an application, or somebody who approves it"):
        book.change_customers({1: {"credit_limit": 100_000_01}}, who="Li", why="more")
    book.change_customers({1: {"credit_limit": 90_000_00, "grade": "C"}}, who="Li", why="less", valid_from=DAY)
    assert limit(book) == 90_000_00
    assert not len(book.books().registers["applications"])


def test_an_approved_limit_stands_in_the_register_and_goes_with_its_undo(book: Ledger) -> None:
    books_with(book)
    entry = book.change_customers({1: {"credit_limit": 400_000_00}}, who="Li", why="旺季备货", valid_from=DAY, along=granted())
    row = book.books().registers["applications"].iloc[0]
    names = ["requested_by", "requested_limit", "reason", "decision", "manager_by", "approved_as", "approved_limit", "currency"]
    assert row[names].tolist() == ["Li", 400_000_00, "旺季备货", "approved", "Zhao", "manager", 400_000_00, "CNY"]
    assert row["decided_on"] == pd.Timestamp(DAY)
    book.undo(entry.seq, who="Li", why="mistake")
    assert limit(book) == 100_000_00
    assert not len(book.books().registers["applications"])
    assert verify(book).sound


@pytest.mark.parametrize(
    ("amount", "role", "needed"),
    [
        (MILLION // 2 + 1, "manager", "CNY 500,000.01 is beyond what the Finance manager may grant; it needs the Finance director"),
        (2 * MILLION + 1, "director", "CNY 2,000,000.01 is beyond what the Finance director may grant; it needs the General manager"),
    ],
)
def test_everybody_approves_up_to_the_amount_of_the_office(book: Ledger, amount: int, role: LimitRole, needed: str) -> None:
    books_with(book)
    with pytest.raises(Unusable, match=needed):
        book.change_customers({1: {"credit_limit": amount}}, who="Li", along=granted(role=role))
    book.change_customers({1: {"credit_limit": amount - 1}}, who="Li", why="r", along=granted(role=role))
    assert limit(book) == amount - 1


def test_the_temporary_limit_counts_with_the_limit_and_so_do_its_days(book: Ledger) -> None:
    books_with(book, temporary_limit=300_000_00, temporary_from="2026-06-01", temporary_to="2026-06-30")
    with pytest.raises(Unusable, match=r"CNY 600,000\.00 is beyond"):
        book.change_customers({1: {"credit_limit": 300_000_00}}, who="Li", along=granted())
    with pytest.raises(Unusable, match="needs an application"):
        book.change_customers({1: {"temporary_to": dt.date(2026, 7, 31)}}, who="Li")
    book.change_customers({1: {"temporary_to": dt.date(2026, 6, 15)}}, who="Li")
    book.change_customers({1: {"temporary_limit": None, "temporary_from": None, "temporary_to": None}}, who="Li")


def test_nobody_approves_the_limit_he_asks_for(book: Ledger) -> None:
    books_with(book)
    with pytest.raises(Unusable, match="somebody else must decide"):
        book.change_customers({1: {"credit_limit": 200_000_00}}, who="Li", along=granted(by=" li "))


def test_the_limit_of_a_customer_billed_in_one_currency_is_in_it_where_its_record_names_none(book: Ledger) -> None:
    """Customer lists seldom have a currency: a customer billed in dollars used to owe nothing against its limit."""
    clients = customers(*({"customer_id": f"C{n}", "customer_name": str(n), "credit_limit": 100_00} for n in (1, 2, 3)))
    second = {"customer_id": "C2", "currency": "USD"}
    take_in(book, clients, documents({"currency": "USD"}, {"currency": "USD"}, second, {"customer_id": "C2"}))
    held = book.books()
    assert held.customers["currency"].fillna("").tolist() == ["USD", "", ""]
    positions = standing(held, DAY, Policy()).positions
    assert [(each.currency, each.open, each.breach_amount) for each in positions] == [
        ("USD", 200_00, 100_00),
        ("CNY", 100_00, 0),
        ("CNY", 0, 0),
    ]
    book.change_customers({1: {"credit_limit": 150_00}}, who="Li", why="more", valid_from=DAY, along=granted(role="general_manager"))
    assert book.books().registers["applications"]["currency"].tolist() == ["USD"]
    with pytest.raises(Unusable):
        book.change_customers({1: {"credit_limit": 160_00}}, who="Li", why="more", valid_from=DAY, along=granted())


def test_one_entity_s_documents_do_not_tell_the_currency_of_a_limit_that_is_of_all(book: Ledger) -> None:
    both = {"customer_id": "C2", "entity": "上海公司"}
    take_in(book, documents({"entity": "上海公司", "currency": "USD"}, {**both, "currency": "USD"}, {**both, "entity": "苏州公司"}))
    for entity in (None, "上海公司"):
        assert book.books(entity=entity).customers["currency"].fillna("").tolist() == ["USD", ""]


def test_a_limit_in_another_currency_is_the_general_manager_s(book: Ledger) -> None:
    books_with(book, currency="USD")
    with pytest.raises(Unusable, match="needs the General manager"):
        book.change_customers({1: {"credit_limit": 200_000_00}}, who="Li", along=granted(role="director"))


def edits(**fields: object) -> list[Edit]:
    old = {"credit_limit": 100_000_00, "salesperson": None}
    return [Edit(1, CUSTOMERS.column(name), old.get(name), value) for name, value in fields.items()]


def test_edits_of_higher_limits_become_applications_and_the_rest_is_written(book: Ledger) -> None:
    books_with(book)
    known = book.books().customers
    wanted = edits(
        credit_limit=250_000_00, salesperson="王芳", temporary_limit=50_000_00,
        temporary_from=pd.Timestamp(DAY), temporary_to=pd.Timestamp(2026, 7, 31),
    )  # fmt: skip
    direct = customer_edits.direct(wanted, known)
    assert [edit.column.name for edit in direct] == ["salesperson"]
    rows = customer_edits.applied_for(wanted, known, "Li", "旺季备货", DAY, Policy())
    book.change_customers(customer_edits.by_customer(direct), who="Li", why="旺季备货", valid_from=DAY, along=Along(rows=tuple(rows)))
    assert limit(book) == 100_000_00
    assert book.books().customers["salesperson"].iloc[0] == "王芳"
    filed = book.books().registers["applications"]
    assert filed["decision"].tolist() == ["pending", "pending"]
    assert filed["requested_limit"].dropna().tolist() == [250_000_00]
    assert filed["temporary_limit"].dropna().tolist() == [50_000_00]
    assert filed["temporary_to"].dropna().tolist() == [pd.Timestamp(2026, 7, 31)]


def test_a_lower_limit_is_written_at_once(book: Ledger) -> None:
    books_with(book)
    known = book.books().customers
    assert customer_edits.raising(edits(credit_limit=50_000_00), known) == []
    assert customer_edits.direct(edits(credit_limit=50_000_00), known) == edits(credit_limit=50_000_00)


def test_taking_a_limit_away_is_more_than_any_limit(book: Ledger) -> None:
    books_with(book)
    gone = {1: {"credit_limit": None}}
    with pytest.raises(Unusable, match="needs an application"):
        book.change_customers(gone, who="Li", why="r")
    with pytest.raises(Unusable, match="No limit is beyond what the Finance director may grant; it needs the General manager"):
        book.change_customers(gone, who="Li", why="r", along=granted(role="director"))
    book.change_customers(gone, who="Li", why="战略客户", along=granted(role="general_manager"))
    assert pd.isna(book.books().customers["credit_limit"].iloc[0])
    assert book.books().registers["applications"]["reason"].tolist() == ["战略客户"]
    assert customer_edits.removing([Edit(1, CUSTOMERS.column("credit_limit"), 100_000_00, None)])


def test_applications_alone_are_named_as_such_in_the_journal(book: Ledger) -> None:
    books_with(book)
    rows = customer_edits.applied_for(edits(credit_limit=250_000_00), book.books().customers, "Li", "旺季备货", DAY, Policy())
    entry = book.change_customers({}, who="Li", why="旺季备货", valid_from=DAY, along=Along(rows=tuple(rows)))
    assert entry.summary.text("en") == "Applications for credit filed: 1"
