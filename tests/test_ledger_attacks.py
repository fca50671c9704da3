"""Old ledgers, altered ledgers, restored ledgers, and two people doing the same thing at the same moment; on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from arcore import ledger, policy_file
from arcore.ledger import RowChange, Ruling
from arcore.ledger.connect import connect
from arcore.ledger.customer_acts import Along
from arcore.ledger.limit_approval import Approval
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from arcore.ledger.write_offs import Decision
from arcore.messages import Unusable
from arcore.policy import ApprovalRules, Policy
from arcore.registers_at import registers_at
from tests.at_once import at_once
from tests.ledger_fixtures import customers, documents, frames_equal, receipts, take_in

DAY, LATER = dt.date(2026, 3, 31), dt.date(2026, 4, 30)
PROMISE = {"made_on": "2026-03-15", "promised_on": "2026-04-10", "amount": 5_000}
PROPOSAL = {"currency": "CNY", "cause": "small", "proposed_on": "2026-03-20", "proposed_by": "Li", "state": "pending"}
RULES = ApprovalRules()


def filled(book: Ledger) -> Ledger:
    """A ledger with something in every table that people fill: documents, registers with a file and an amendment, limits, a policy."""
    take_in(
        book,
        customers({"customer_id": "C1", "customer_name": "甲", "credit_limit": 100_000}),
        documents({"amount": 50_000}, {"amount": 20_000}),
        receipts({"amount": 3_000, "document_no": "D1"}),
        data_date=DAY,
    )
    scan = book.put_file(b"signed", "promise.pdf")
    key = added(book, "promises", {**PROMISE, "file": scan.reference})
    book.change_registers([RowChange("promises", {**PROMISE, "amount": 7_000, "file": scan.reference}, key)], who="Li", valid_from=LATER)
    book.change_customers({1: {"salesperson": "Wang", "grade": "B"}}, who="Li", valid_from=LATER)
    book.save_policy(policy_file.dump(Policy()), who="Li")
    return book


def added(book: Ledger, register: str, values: dict[str, object], document: int | None = None) -> int:
    entry = book.change_registers([RowChange(register, values, customer_key=1, document_key=document)], who="Li", why="kept")
    return int(book.changes(entry.seq)[0].after["row_key"][0])


def as_of_revision(engine: sa.Engine, revision: str) -> None:
    """Bring the tables back to what an earlier version of the program made."""
    config = Config()
    config.set_main_option("script_location", str(Path(ledger.__file__).parent / "migrations"))
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_a_ledger_of_an_earlier_version_opens_with_its_books_and_keeps_what_is_new(database_url: str, revision: str) -> None:
    old = ledger.open(database_url)
    take_in(old, documents({"amount": 50_000}, {"paid_amount": 4_000}), receipts({"amount": 3_000, "document_no": "D1"}), data_date=DAY)
    before, version = old.books(), old.version()
    old.close()
    engine = connect(database_url)
    as_of_revision(engine, revision)
    names = sa.inspect(engine).get_table_names()
    assert ("register_rows" in names, "register_changes" in names) == (revision != "0001", False)
    engine.dispose()
    book = ledger.open(database_url)
    assert (frames_equal(book.books(), before), book.version()) == (True, version)
    assert verify(book).sound
    key = added(book, "promises", PROMISE)
    book.change_registers([RowChange("promises", {**PROMISE, "amount": 9_000}, key)], who="Li", valid_from=LATER)
    assert [registers_at(book.books(), day)["promises"]["amount"].tolist() for day in (DAY, LATER)] == [[5_000], [9_000]]
    assert verify(book).sound
    book.close()


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE register_rows SET content = replace(content, '7000', '1')", "register_rows 1: content is"),
        ("UPDATE register_rows SET customer_key = NULL", "register_rows 1: customer_key is"),
        ("UPDATE register_changes SET valid_from = '2025-01-01'", "register_changes 1: valid_from is 2025-01-01"),
        ("DELETE FROM register_changes", "register_changes 1"),
        ("UPDATE customer_changes SET valid_from = '2025-01-01'", "customer_changes 1: valid_from is 2025-01-01"),
        ("UPDATE customers SET credit_limit = 900000", "customers 1: credit_limit is 900000"),
        ("UPDATE policies SET toml = ''", "policies 1: toml is"),
        ("DELETE FROM files", "Register row 1 refers to the file promise.pdf, which is not there."),
        ("UPDATE files SET name = 'other.pdf'", ""),
    ],
)
def test_verify_finds_what_was_altered_behind_the_journals_back(book: Ledger, database_url: str, statement: str, finding: str) -> None:
    filled(book)
    assert verify(book).sound
    engine = connect(database_url)
    with engine.begin() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()
    found = [each.text("en") for each in verify(book).findings]
    assert any(finding in each for each in found) if finding else found == []


def test_a_backup_brings_registers_files_amendments_and_rules_back_in_either_database(book: Ledger, tmp_path: Path) -> None:
    filled(book).backup(tmp_path / "kept.zip")
    other = ledger.open(f"sqlite:///{tmp_path / 'other.sqlite'}")
    other.restore(tmp_path / "kept.zip")
    one, two = book.books(), other.books()
    assert frames_equal(one, two)
    for day in (DAY, LATER):
        for name, rows in registers_at(one, day).items():
            pd.testing.assert_frame_equal(rows, registers_at(two, day)[name])
    pd.testing.assert_frame_equal(one.customer_changes, two.customer_changes)
    reference = str(two.registers["promises"]["file"].iloc[0])
    assert other.file(reference.split(":")[1]) == b"signed"
    assert (other.policy(), other.version()) == (book.policy(), book.version())
    other.backup(tmp_path / "again.zip")
    third = ledger.open(ledger.MEMORY)
    third.restore(tmp_path / "again.zip")
    assert frames_equal(third.books(), one)
    assert verify(other).sound
    assert verify(third).sound
    other.close()


@pytest.fixture
def desks(database_url: str) -> Iterator[tuple[Ledger, Ledger]]:
    """Two connections to one ledger, as two people have."""
    one, two = ledger.open(database_url), ledger.open(database_url)
    filled(one)
    yield one, two
    one.close()
    two.close()


def both(desks: tuple[Ledger, Ledger], act: Callable[[Ledger, str], object]) -> tuple[int, int]:
    """Two people do the same at the same moment: how many times it was done, how many were told that it cannot be."""
    results = at_once([lambda desk=desk, who=who: act(desk, who) for desk, who in zip(desks, ("Wang", "Zhao"), strict=True)])
    assert all(verify(desk).sound for desk in desks)
    refused = sum(isinstance(each, Unusable) for each in results)
    return len(results) - refused, refused


def test_two_people_deciding_one_application_decide_it_once(desks: tuple[Ledger, Ledger]) -> None:
    asked = {"requested_on": "2026-03-20", "requested_by": "Li", "reason": "?", "requested_limit": 90_000, "currency": "CNY"}
    key = added(desks[0], "applications", {**asked, "decision": "pending"})
    entry = int(desks[0].books().registers["applications"]["entry"].iloc[0])
    done = both(desks, lambda desk, who: desk.decide_application(Ruling(key, entry, approved=who == "Wang"), who=who, day=DAY))
    assert done == (1, 1)
    row = desks[0].books().registers["applications"].iloc[0]
    limit = int(desks[0].books().customers["credit_limit"].iloc[0])
    assert (row["decision"], limit) in {("approved", 90_000), ("refused", 100_000)}


def test_two_people_deciding_one_write_off_take_the_amount_off_once(desks: tuple[Ledger, Ledger]) -> None:
    key = added(desks[0], "write_offs", {**PROPOSAL, "amount": 1_000, "explanation": "?"}, document=1)
    done = both(desks, lambda desk, who: desk.decide_write_off(Decision(key, approve=True, role="director", on=DAY), RULES, who=who))
    assert done == (1, 1)
    lost = desks[0].books().allocations
    assert int(lost.loc[lost["kind"] == "write_off", "amount"].sum()) == 1_000


def test_two_proposals_for_one_document_never_take_off_more_than_is_open(desks: tuple[Ledger, Ledger]) -> None:
    keys = {who: added(desks[0], "write_offs", {**PROPOSAL, "amount": 15_000, "explanation": who}, document=2) for who in ("Wang", "Zhao")}
    done = both(desks, lambda desk, who: desk.decide_write_off(Decision(keys[who], approve=True, role="director", on=DAY), RULES, who=who))
    assert done == (1, 1)


def test_two_people_setting_one_limit_leave_one_change_for_each_that_differs(desks: tuple[Ledger, Ledger]) -> None:
    granted = Along(approval=Approval("Director", "general_manager"))
    asked = {1: {"credit_limit": 120_000}}
    done = both(desks, lambda desk, who: desk.change_customers(asked, who=who, why="agreed", valid_from=LATER, along=granted))
    books = desks[0].books()
    changes = books.customer_changes[books.customer_changes["field"] == "credit_limit"]
    assert (done, changes["new"].tolist(), int(books.customers["credit_limit"].iloc[0])) == ((2, 0), ["120000"], 120_000)


def test_one_promise_logged_by_two_people_or_clicked_twice_is_one_promise(desks: tuple[Ledger, Ledger]) -> None:
    promise = {"made_on": "2026-03-20", "promised_on": "2026-04-20", "amount": 8_000}
    done = both(desks, lambda desk, who: desk.change_registers([RowChange("promises", {**promise, "ours": who}, customer_key=1)], who=who))
    assert done == (1, 1)
    twice = [RowChange("promises", {**promise, "amount": 9_000}, customer_key=1)]
    assert both(desks, lambda desk, who: desk.change_registers(twice, who="Li", token="one click")) == (2, 0)
    assert sorted(desks[0].books().registers["promises"]["amount"].tolist()) == [7_000, 8_000, 9_000]


def test_two_people_amending_one_row_keep_one_amendment(desks: tuple[Ledger, Ledger]) -> None:
    row = desks[0].books().registers["promises"].iloc[0]
    key, entry = int(row["row_key"]), int(row["entry"])

    def amend(desk: Ledger, who: str) -> object:
        values = {**PROMISE, "amount": 1_000 if who == "Wang" else 2_000}
        return desk.change_registers([RowChange("promises", values, key, entry=entry)], who=who, valid_from=LATER)

    assert both(desks, amend) == (1, 1)
    assert len(desks[0].books().register_changes) == 2
