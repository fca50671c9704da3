"""Cash application on the sample company: its bank month taken in, proposed for, posted, undone, and never counted twice."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from arcore import balances, ledger, policy_file
from arcore.cash import posting, statements, summary, work
from arcore.cash.booked import already_booked
from arcore.intake.anything import read_files
from arcore.intake.model import Reading
from arcore.ledger import Ledger
from arcore.matching.proposals import Allocation
from arcore.messages import Unusable

SAMPLE = Path(__file__).parents[1] / "sample_data"
POLICY = policy_file.default()
DAY = dt.date(2026, 7, 31)


def readings(*names: str) -> list[Reading]:
    return [reading for name in names for reading in read_files((SAMPLE / name).read_bytes(), name)]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company's books as a backup that each test restores into a ledger of its own."""
    books = ledger.open(ledger.MEMORY)
    preview = books.preview_import(readings("customers.xlsx", "invoices.xlsx", "receipts.xlsx"), data_date=dt.date(2026, 6, 30))
    books.commit_import(preview, who="王芳")
    kept = tmp_path_factory.mktemp("sample") / "sample.backup"
    books.backup(kept)
    return kept


@pytest.fixture
def books(imported: Path) -> Ledger:
    fresh = ledger.open(ledger.MEMORY)
    fresh.restore(imported)
    return fresh


@pytest.fixture
def taken(books: Ledger) -> Ledger:
    bank = readings("bank_2026-07.csv")
    for own in statements.own_accounts(books, POLICY, bank):
        books.add_bank_account(own.account, name=own.holder, who="王芳")
    statements.take(books, POLICY, bank, who="王芳", token="july")
    return books


def open_total(books: Ledger, as_of: dt.date = DAY) -> int:
    frames = books.books()
    items = balances.open_items(frames.documents, frames.allocations, as_of)
    return int(items.loc[items["currency"] == "CNY", "open"].sum())


def test_a_statement_of_an_unknown_account_is_refused_until_a_person_confirms_it(books: Ledger) -> None:
    bank = readings("bank_2026-07.csv")
    (own,) = statements.own_accounts(books, POLICY, bank)
    assert not own.known
    with pytest.raises(Unusable) as refused:
        statements.take(books, POLICY, bank, who="王芳")
    assert own.account in refused.value.message.text("zh")
    books.add_bank_account(own.account, name=own.holder, who="王芳")
    assert statements.take(books, POLICY, bank, who="王芳").new == 129


def test_the_same_statement_again_adds_nothing(taken: Ledger) -> None:
    again = statements.take(taken, POLICY, readings("bank_2026-07.csv"), who="王芳", token="again")
    assert (again.new, again.known) == (0, 129)


def test_certain_lines_are_posted_once_and_an_undo_restores_the_balance(taken: Ledger) -> None:
    before = open_total(taken)
    todo = work.propose(taken, POLICY)
    certain = todo.of_status("auto")
    assert len(certain) > 60
    first = posting.post_certain(taken, todo, POLICY, who="王芳", token="run-1")
    second = posting.post_certain(taken, todo, POLICY, who="王芳", token="run-1")
    assert first is not None
    assert second is not None
    assert first.seq == second.seq
    settled = sum(a.amount + a.write_off for p in certain if p.currency == "CNY" for a in p.allocations)
    assert open_total(taken) == before - settled
    taken.undo(first.seq, who="王芳", why="试")
    assert open_total(taken) == before
    assert Counter(p.status for p in work.propose(taken, POLICY).proposals)["auto"] == len(certain)


def test_a_line_posted_by_somebody_else_in_the_meantime_is_refused_in_a_sentence(taken: Ledger) -> None:
    todo = work.propose(taken, POLICY)
    (choice, *_) = [posting.choice_of(todo, p) for p in todo.of_status("auto")]
    posting.post(taken, [choice], POLICY, who="李强", token="a")
    with pytest.raises(Unusable) as refused:
        posting.post(taken, [choice], POLICY, who="王芳", token="b")
    assert "already been dealt with" in refused.value.message.text("en")


def test_every_line_is_in_one_class_and_the_classes_add_up_to_the_statement(taken: Ledger) -> None:
    todo = work.propose(taken, POLICY)
    posting.post_certain(taken, todo, POLICY, who="王芳", token="run")
    posting.set_aside(taken, todo, todo.of_status("ignored"), who="王芳", token="run")
    after = work.propose(taken, POLICY)
    classes = summary.settled(taken.statement_lines(), after, taken.posted_parts())
    assert sum(s.amount for s in classes) == 3140081579
    assert {s.kind for s in classes} - {"certain"} - {"on_account"} == {"applied", "suggested", "unidentified", "aside"}
    (proof,) = summary.proofs(taken.statement_lines())
    assert (proof.money_in, proof.money_out, proof.difference) == (3140081579, 925696261, 0)


def test_money_left_on_account_is_posted_but_not_applied(taken: Ledger) -> None:
    todo = work.propose(taken, POLICY)
    line = next(p for p in todo.of_status("suggested") if p.currency == "CNY")
    posting.post(taken, [posting.Choice(line.line, todo.keys[line.customer_id or ""])], POLICY, who="王芳", token="kept")
    found = summary.settled(taken.statement_lines(), work.propose(taken, POLICY), taken.posted_parts())
    kinds = {one.kind: one for one in found}
    assert "applied" not in kinds
    assert (kinds["on_account"].lines, kinds["on_account"].amount) == (1, line.amount)
    assert sum(one.amount for one in found) == 3140081579


def test_a_write_off_beyond_the_clerks_limit_needs_approval(taken: Ledger) -> None:
    todo = work.propose(taken, POLICY)
    proposal = next(p for p in todo.of_status("auto") if p.allocations)
    kept = proposal.allocations[0]
    generous = replace(posting.choice_of(todo, proposal), allocations=(replace(kept, amount=1, write_off=20_000, reason="write_off"),))
    with pytest.raises(Unusable) as refused:
        posting.post(taken, [generous], POLICY, who="王芳", token="x")
    assert "200.00" in refused.value.message.text("zh")


def test_what_a_person_confirms_is_learned_and_recognised_next_time(taken: Ledger) -> None:
    todo = work.propose(taken, POLICY)
    stranger = next(p for p in todo.proposals if p.status == "unmatched" and p.customer_id is None and p.payer)
    customer = int(todo.customers["customer_key"].iloc[0])
    choice = posting.Choice(stranger.line, customer)
    entry = posting.post(taken, [choice], POLICY, who="王芳", token="claimed")
    posting.learn_from(taken, todo, [choice], who="王芳", token="claimed")
    assert stranger.payer in set(taken.lessons()["value"])
    taken.undo(entry.seq, who="王芳", why="再看")
    again = work.propose(taken, POLICY).proposal(stranger.line)
    assert again is not None
    assert again.customer_id == todo.customers["customer_id"].iloc[0]


def test_a_declined_suggestion_is_not_offered_again(taken: Ledger) -> None:
    todo = work.propose(taken, POLICY)
    guess = next(p for p in todo.of_status("suggested") if p.customer_id and p.payer)
    posting.decline(taken, todo, guess, who="王芳", token="no")
    again = work.propose(taken, POLICY).proposal(guess.line)
    assert again is not None
    assert again.customer_id != guess.customer_id


def test_money_that_a_receipts_list_has_already_booked_is_not_counted_twice(taken: Ledger) -> None:
    lines = taken.statement_lines()
    line = lines[lines["amount"] > 0].iloc[0]
    booked = taken.books().receipts.head(1).assign(receipt_no=line["serial"], amount=line["amount"])
    (found,) = already_booked(lines, booked)
    assert (found.line, found.status, found.reason_code) == (line["line"], "ignored", "already_booked")


def test_an_allocation_by_hand_may_split_over_documents_and_leave_a_rest_unapplied(taken: Ledger) -> None:
    todo = work.propose(taken, POLICY)
    proposal = next(p for p in todo.of_status("auto") if p.unapplied == 0 and len(p.allocations) == 1 and p.amount > 100)
    allocation = proposal.allocations[0]
    part = Allocation(allocation.document_key, allocation.document_no, allocation.amount - 100)
    choice = replace(posting.choice_of(todo, proposal), allocations=(part,))
    posting.post(taken, [choice], POLICY, who="王芳", token="by-hand")
    frames = taken.books()
    rest = balances.unapplied(frames.receipts, frames.allocations, DAY, frames.documents)
    assert rest.loc[rest["receipt_key"] == frames.receipts["receipt_key"].max(), "unapplied"].tolist() == [100]


def test_an_equal_payment_of_the_same_day_is_not_taken_for_one_posted_from_another_bank_line(taken: Ledger) -> None:
    lines = taken.statement_lines()
    line = lines[(lines["amount"] > 0) & lines["counterparty_name"].notna()].iloc[0]
    twin = lines[lines["line"] == line["line"]].assign(line=10**6, serial="another")
    todo = work.propose(taken, POLICY)
    posting.post(taken, [posting.Choice(int(line["line"]), None)], POLICY, who="王芳", token="first")
    assert already_booked(twin, taken.books().receipts) == []
    assert todo.proposal(int(line["line"])) is not None
