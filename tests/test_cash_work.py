"""The work between two confirmations: what is kept, what is matched again, what stopping leaves; and amounts typed by hand."""

from __future__ import annotations

import pytest

from arcore import ledger
from arcore.cash import by_hand, listing, posting, statements, work
from arcore.cash.by_hand import Entered
from arcore.cash.refreshing import refreshed
from arcore.cash.work import Work
from arcore.documents.reconciliation_sources import of_ledger
from arcore.intake.anything import read_files
from arcore.ledger import Ledger
from arcore.matching.run import Stopped
from arcore.messages import Unusable
from tests.cash_books import ACCOUNT, BANK, FILE, POLICY, fill, with_statement
from tests.ledger_fixtures import documents, open_balances, take_in, unapplied


@pytest.fixture
def books() -> Ledger:
    return with_statement(ledger.open(ledger.MEMORY))


@pytest.fixture
def todo(books: Ledger) -> Work:
    return work.propose(books, POLICY)


def said(made: Work) -> list[tuple[object, ...]]:
    return [(p.line, p.status, p.customer_id, p.allocations, p.confidence) for p in made.proposals]


def test_a_stopped_run_leaves_the_ledger_as_it_was(books: Ledger) -> None:
    before = books.version()
    with pytest.raises(Stopped):
        work.propose(books, POLICY, progress=lambda done, total: False)
    assert books.version() == before
    assert set(books.statement_lines()["status"]) == {"open"}


@pytest.mark.parametrize("line", [3, 6, 8])
def test_after_a_confirmation_the_refreshed_work_is_what_matching_everything_gives(books: Ledger, todo: Work, line: int) -> None:
    proposal = todo.proposal(line)
    assert proposal is not None
    choice = posting.choice_of(todo, proposal)
    posting.post(books, [choice], POLICY, who="Li")
    posting.learn_from(books, todo, [choice], who="Li", token="t")
    assert said(refreshed(todo, books, POLICY, as_of=todo.as_of)) == said(work.propose(books, POLICY, as_of=todo.as_of))


def test_untouched_lines_keep_their_very_proposals(books: Ledger, todo: Work) -> None:
    proposal = todo.proposal(3)
    assert proposal is not None
    posting.post(books, [posting.choice_of(todo, proposal)], POLICY, who="Li")
    after = refreshed(todo, books, POLICY, as_of=todo.as_of)
    assert after.proposal(3) is None
    assert after.proposal(8) is todo.proposal(8)


def test_a_declined_customer_is_gone_after_a_refresh(books: Ledger, todo: Work) -> None:
    guess = todo.proposal(4)
    assert guess is not None
    assert guess.customer_id == "C3"
    posting.decline(books, todo, guess, who="Li", token="no")
    after = refreshed(todo, books, POLICY, as_of=todo.as_of).proposal(4)
    assert after is not None
    assert after.customer_id != "C3"


def test_typed_amounts_fill_the_oldest_documents_first(todo: Work) -> None:
    documents = by_hand.open_documents(todo, 3, "CNY")
    assert documents["document_no"].tolist() == ["D2026005", "D2026006", "D2026007"]
    assert by_hand.oldest_first(documents, 70_000) == {5: 50_000, 6: 20_000}


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        ([Entered(5, 50_000), Entered(6, 1)], "500.01 would be applied, but 500.00 was received"),
        ([Entered(5, 50_001)], "D2026005 has 500.00 open; 500.01 is too much"),
        ([Entered(5, 40_000, 20_000, "fee")], "D2026005 has 500.00 open; 600.00 is too much"),
        ([Entered(5, -1)], "D2026005 has 500.00 open; -0.01 is too much"),
        ([Entered(5, 49_000, 1_000, "retention")], "Choose why 10.00 of D2026005 is given up"),
        ([Entered(4, 100)], "not open any more"),
    ],
)
def test_a_slip_by_hand_is_refused_in_words(todo: Work, entered: list[Entered], words: str) -> None:
    line = todo.proposal(6)
    assert line is not None
    with pytest.raises(Unusable) as refused:
        by_hand.choice_by_hand(todo, line, 3, entered)
    assert words in refused.value.message.text("en")


def test_every_waiting_line_is_in_one_group_and_the_queue_holds_what_a_person_must_decide(todo: Work) -> None:
    groups = [listing.group_of(p) for p in todo.proposals]
    assert groups == ["certain", "certain", "suggested", "suggested", "aside", "suggested", "unknown", "suggested"]
    assert [p.line for p in listing.to_decide(todo)] == [3, 6, 4, 8, 7]
    assert [p.line for p in listing.surer_than(todo, 0.7)] == [3, 6]


def certain_month(note: dict[str, object], *rows: str) -> tuple[Ledger, Work]:
    """The company with a credit note and a bank month of customer C4, all of it certain."""
    book = fill(ledger.open(ledger.MEMORY))
    take_in(book, documents({"customer_id": "C4", "due_date": "2026-02-20", **note}), file="credit.xlsx")
    head = BANK[: BANK.index("20260303")]
    book.add_bank_account(ACCOUNT, who="Li")
    month = "".join(f"202603{12 + n},090000,,{row},S{n},镇江丁电子有限公司,9006\n" for n, row in enumerate(rows))
    statements.take(book, POLICY, read_files((head + month).encode(), FILE), who="Li", token="march")
    todo = work.propose(book, POLICY)
    assert len(todo.of_status("auto")) == len(rows)
    return book, todo


def certain_run(note: dict[str, object], *rows: str) -> Ledger:
    """The same, whatever is certain posted."""
    book, todo = certain_month(note, *rows)
    posting.post_certain(book, todo, POLICY, who="Li", token="run")
    return book


def test_a_credit_note_of_another_invoice_that_a_line_nets_does_not_keep_the_run_from_posting() -> None:
    note = {"document_no": "D2026012", "amount": -1_000, "reversed_document_no": "D2026009"}
    left = open_balances(certain_run(note, "165.00,10165.00,D2026008 D2026012"))
    assert (left["D2026008"], left["D2026009"], left["D2026012"]) == (0, 19_000, 0)


def test_an_invoice_paid_in_parts_before_its_credit_note_leaves_what_is_too_much_unapplied() -> None:
    note = {"document_no": "D2026012", "amount": -1_000, "reversed_document_no": "D2026009"}
    book = certain_run(note, "185.00,10185.00,D2026009 第一期", "5.00,10190.00,D2026009 尾款")
    left = open_balances(book)
    assert (left["D2026009"], left["D2026012"], unapplied(book)) == (0, 0, 1_000)


def test_the_reconciliation_tells_before_a_run_what_the_run_then_posts() -> None:
    note = {"document_no": "D2026012", "amount": -1_000, "reversed_document_no": "D2026009"}
    book, todo = certain_month(note, "185.00,10185.00,D2026009 第一期", "5.00,10190.00,D2026009 尾款")
    cash = [[part.cash for part in line.parts] for line in of_ledger(book, todo, lang="en").lines]
    posting.post_certain(book, todo, POLICY, who="Li", token="run")
    posted = of_ledger(book, work.propose(book, POLICY), lang="en")
    assert cash == [[part.cash for part in line.parts] for line in posted.lines] == [[18_000], []]
