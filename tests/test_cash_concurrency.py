"""Confirming at the same time: whatever two clerks, double clicks and refreshed pages do, money is posted once and nothing overdrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from arcore import ledger
from arcore.cash import posting, work
from arcore.cash.work import Work
from arcore.ledger import EntryKind, Ledger
from arcore.ledger.verify import verify
from arcore.matching.proposals import Allocation
from arcore.messages import Unusable
from tests.at_once import at_once
from tests.cash_books import POLICY, with_statement
from tests.ledger_fixtures import open_balances, unapplied


@pytest.fixture
def desks(database_url: str) -> Iterator[tuple[Ledger, ...]]:
    """Four connections of their own to one database, as four browsers on two servers have."""
    opened = [ledger.open(database_url) for _ in range(4)]
    with_statement(opened[0])
    yield tuple(opened)
    for one in opened:
        one.close()


def confirm(book: Ledger, todo: Work, line: int, token: str) -> Callable[[], object]:
    proposal = todo.proposal(line)
    assert proposal is not None
    return lambda: posting.post(book, [posting.choice_of(todo, proposal)], POLICY, who="Li", token=token)


def postings(book: Ledger) -> int:
    return len(book.journal(kind=EntryKind.APPLICATION))


def test_a_double_click_posts_once_and_both_clicks_get_the_same_entry(desks: tuple[Ledger, ...]) -> None:
    todo = work.propose(desks[0], POLICY)
    results = at_once([confirm(book, todo, 3, "one-click") for book in desks])
    assert len({result.seq for result in results if not isinstance(result, Unusable)}) == 1  # type: ignore[attr-defined]
    assert not [result for result in results if isinstance(result, Unusable)]
    assert postings(desks[0]) == 1
    assert open_balances(desks[0])["D2026004"] == 0


def test_two_clerks_confirming_the_same_line_post_it_once_and_the_other_is_told(desks: tuple[Ledger, ...]) -> None:
    works = [work.propose(book, POLICY) for book in desks]
    results = at_once([confirm(book, todo, 3, f"clerk-{n}") for n, (book, todo) in enumerate(zip(desks, works, strict=True))])
    refused = [result for result in results if isinstance(result, Unusable)]
    assert len(refused) == 3
    assert all("already been dealt with" in fault.message.text("en") for fault in refused)
    assert postings(desks[0]) == 1
    assert unapplied(desks[0]) == 0


def test_a_refreshed_page_posts_the_certain_lines_once(desks: tuple[Ledger, ...]) -> None:
    works = [work.propose(book, POLICY) for book in desks]
    results = at_once(
        [
            lambda book=book, todo=todo, n=n: posting.post_certain(book, todo, POLICY, who="Li", token=f"visit-{n}")  # type: ignore[misc]
            for n, (book, todo) in enumerate(zip(desks, works, strict=True))
        ]
    )
    assert sum(isinstance(result, Unusable) for result in results) == 3
    assert postings(desks[0]) == 1
    assert [open_balances(desks[0])[n] for n in ("D2026001", "D2026002", "D2026003")] == [0, 0, 0]


def test_two_receipts_racing_for_one_document_never_overdraw_it(desks: tuple[Ledger, ...]) -> None:
    todo = work.propose(desks[0], POLICY)
    document = int(todo.open_items.loc[todo.open_items["document_no"] == "D2026006", "document_key"].iloc[0])

    def pay(book: Ledger, line: int, amount: int) -> Callable[[], object]:
        choice = posting.Choice(line, 3, (Allocation(document, "D2026006", amount),))
        return lambda: posting.post(book, [choice], POLICY, who="Li", token=f"line-{line}")

    results = at_once([pay(desks[0], 4, 40_000), pay(desks[1], 6, 40_000), pay(desks[2], 8, 30_000)])
    assert sum(isinstance(result, Unusable) for result in results) == 2
    assert open_balances(desks[0])["D2026006"] in (10_000, 20_000)
    assert postings(desks[0]) == 1
    assert verify(desks[0]).sound


def test_one_clerk_posts_while_another_sets_the_line_aside_and_only_one_of_them_counts(desks: tuple[Ledger, ...]) -> None:
    todo = work.propose(desks[0], POLICY)
    aside = replace(todo.proposals[5], reason_code="other")
    assert aside.line == 6
    results = at_once([confirm(desks[0], todo, 6, "post"), lambda: posting.set_aside(desks[1], todo, [aside], who="Wang", token="aside")])
    assert sum(isinstance(result, Unusable) for result in results) == 1
    line = desks[0].statement_lines().set_index("line").loc[6]
    settled = open_balances(desks[0])["D2026005"] == 0
    assert (line["status"], settled) in {("posted", True), ("ignored", False)}


def test_an_undo_racing_a_second_undo_restores_once(desks: tuple[Ledger, ...]) -> None:
    todo = work.propose(desks[0], POLICY)
    before = open_balances(desks[0])
    entry = posting.post_certain(desks[0], todo, POLICY, who="Li", token="run")
    assert entry is not None
    results = at_once([lambda book=book: book.undo(entry.seq, who="Li", why="wrong") for book in desks])  # type: ignore[misc]
    assert sum(isinstance(result, Unusable) for result in results) == 3
    assert open_balances(desks[0]) == before
    assert verify(desks[0]).sound


def test_all_lines_confirmed_by_four_clerks_in_any_order_add_up(desks: tuple[Ledger, ...]) -> None:
    """Everybody works down the same queue at once; every line ends up posted exactly once."""
    todo = work.propose(desks[0], POLICY)
    lines = [p.line for p in todo.of_status("auto", "suggested")]

    def work_down(book: Ledger, name: int) -> Callable[[], object]:
        def run() -> int:
            posted = 0
            for line in lines[name:] + lines[:name]:
                try:
                    confirm(book, todo, line, f"{name}:{line}")()
                except Unusable:
                    continue
                posted += 1
            return posted

        return run

    results = at_once([work_down(book, name) for name, book in enumerate(desks)])
    assert sum(results) == len(lines) == postings(desks[0])  # type: ignore[arg-type]
    assert min(open_balances(desks[0]).values()) >= 0
    assert verify(desks[0]).sound
