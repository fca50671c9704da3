"""Single receipts taken out of a run, and nothing coming back that something else has settled meanwhile."""

from __future__ import annotations

import pytest

from arcore.cash import posting, work
from arcore.ledger import Ledger
from arcore.ledger.verify import verify
from arcore.matching.proposals import Allocation
from arcore.messages import Unusable
from tests.cash_books import POLICY, with_statement
from tests.ledger_fixtures import open_balances


def test_one_receipt_is_taken_out_of_a_run_and_the_rest_of_the_run_stays(book: Ledger) -> None:
    todo = work.propose(with_statement(book), POLICY)
    posting.post_certain(book, todo, POLICY, who="Li", token="run")
    book.withdraw([1], who="Li", why="wrong document", token="back")
    balances = open_balances(book)
    assert [balances[n] for n in ("D2026001", "D2026002", "D2026003")] == [100_000, 0, 0]
    assert book.statement_lines().set_index("line").loc[1, "status"] == "open"
    assert verify(book).sound


def test_a_run_is_undone_after_what_was_taken_out_of_it_is_put_back(book: Ledger) -> None:
    todo = work.propose(with_statement(book), POLICY)
    before = open_balances(book)
    run = posting.post_certain(book, todo, POLICY, who="Li", token="run")
    assert run is not None
    taken = book.withdraw([1], who="Li")
    with pytest.raises(Unusable, match="part of it was taken back"):
        book.undo(run.seq, who="Li")
    book.undo(taken.seq, who="Li")
    book.undo(run.seq, who="Li")
    assert open_balances(book) == before
    assert verify(book).sound


def test_a_line_that_is_not_posted_cannot_be_taken_back(book: Ledger) -> None:
    with_statement(book)
    with pytest.raises(Unusable, match="not posted any more"):
        book.withdraw([1], who="Li")


def test_an_undone_posting_cannot_come_back_onto_a_document_that_was_settled_meanwhile(book: Ledger) -> None:
    todo = work.propose(with_statement(book), POLICY)
    proposal = todo.proposal(6)
    assert proposal is not None
    posted = posting.post(book, [posting.choice_of(todo, proposal)], POLICY, who="Li")
    undone = book.undo(posted.seq, who="Li")
    document = proposal.allocations[0]
    other = posting.Choice(8, 3, (Allocation(document.document_key, document.document_no, 30_000),))
    posting.post(book, [other], POLICY, who="Li")
    with pytest.raises(Unusable, match=r"overdrawn by 300\.00"):
        book.undo(undone.seq, who="Li")
    assert open_balances(book)[document.document_no] == 20_000
