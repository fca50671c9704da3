"""The lines waiting in the ledger, with a proposal for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from arcore.books import Books
from arcore.cash.booked import already_booked
from arcore.cash.position import named_customers, netted, open_for_matching
from arcore.cash.statements import knowing_own
from arcore.ledger import Ledger
from arcore.ledger.bank import LineStatus
from arcore.ledger.names import cleaned
from arcore.matching.proposals import KnownPayers, Proposal
from arcore.matching.run import match
from arcore.messages import say
from arcore.policy import Policy


@dataclass(frozen=True)
class Work:
    """Lines not dealt with, their proposals in the same order, and the books they were made from.

    `lines`: one row per bank line, `line` its key in the ledger. `keys`: what matching calls a customer → customer_key.
    `netted`: document_key → what the ledger nets by itself between a credit note and its invoice (minor units, signed).
    `known_payers`: (payer or account, customer) pairs taught or declined by then.
    """

    version: str
    as_of: dt.date
    lines: pd.DataFrame
    proposals: tuple[Proposal, ...]
    open_items: pd.DataFrame
    customers: pd.DataFrame
    keys: Mapping[str, int]
    netted: Mapping[int, int]
    known_payers: frozenset[tuple[str, str]] = frozenset()

    def proposal(self, line: int) -> Proposal | None:
        """The proposal for a bank line, None when it is not waiting any more."""
        return next((p for p in self.proposals if p.line == line), None)

    def of_status(self, *statuses: str) -> tuple[Proposal, ...]:
        """The proposals with one of these statuses."""
        return tuple(p for p in self.proposals if p.status in statuses)


def propose(
    ledger: Ledger,
    policy: Policy,
    *,
    as_of: dt.date | None = None,
    books: Books | None = None,
    only: Collection[int] | None = None,
    progress: Callable[[int, int], bool] | None = None,
) -> Work:
    """Match every line that waits (open or claimed) against what is open at `as_of`, by default the last line's day.

    Pure reading: nothing is posted. `progress(done, total)` returning False stops it (`matching.run.Stopped`). `books`: the
    ledger's books where they have been read already. `only`: make proposals for these lines alone.
    """
    lines = ledger.statement_lines()
    waiting = lines[lines["status"].isin([LineStatus.OPEN.value, LineStatus.CLAIMED.value])].reset_index(drop=True)
    books = books or ledger.books()
    day = as_of or (waiting["date"].max().date() if len(waiting) else dt.date.max)
    customers, open_items = named_customers(books), open_for_matching(books, day)
    keys = dict(zip(customers["customer_id"], customers["customer_key"].astype(int), strict=True))
    asked = waiting if only is None else waiting[waiting["line"].isin(list(only))]
    found = already_booked(asked, books.receipts)
    learned = ledger.learned()
    accounts = ledger.bank_accounts()
    to_match = asked[~asked["line"].isin([p.line for p in found])]
    proposals = (
        []
        if only is not None and to_match.empty
        else match(
            to_match,
            open_items,
            customers,
            as_of=day,
            policy=knowing_own(policy, accounts["account"].tolist(), accounts["name"].dropna().tolist()),
            known=KnownPayers(learned.accounts, learned.names, learned.declined),
            history=books.receipts,
            decided=lines[~lines["line"].isin(to_match["line"])],
            progress=progress,
        )
    )
    every = {proposal.line: proposal for proposal in [*not_declined(proposals, waiting, learned.declined), *found]}
    ordered = tuple(every[int(line)] for line in waiting["line"] if int(line) in every)
    taught = {*_pairs(learned.accounts), *_pairs(learned.names), *learned.declined}
    return Work(books.version, day, waiting, ordered, open_items, customers, keys, netted(books), frozenset(taught))


def _pairs(known: Mapping[str, tuple[str, ...]]) -> set[tuple[str, str]]:
    return {(payer, customer) for payer, customers in known.items() for customer in customers}


def not_declined(proposals: Sequence[Proposal], lines: pd.DataFrame, declined: frozenset[tuple[str, str]]) -> list[Proposal]:
    """Proposals without customers that a person declined for this payer: the next alternative, or nothing."""
    if not declined:
        return list(proposals)
    refused = {(cleaned(payer), customer) for payer, customer in declined}
    accounts = dict(zip(lines["line"].astype(int), lines["counterparty_account"].fillna("").astype(str), strict=True))

    def refuses(proposal: Proposal, customer: str | None) -> bool:
        payers = {cleaned(proposal.payer), cleaned(accounts.get(proposal.line, ""))} - {""}
        return any((payer, customer) in refused for payer in payers)

    return [_another(p, refuses) if refuses(p, p.customer_id) else p for p in proposals]


def _another(proposal: Proposal, refuses: Callable[[Proposal, str | None], bool]) -> Proposal:
    left = tuple(a for a in proposal.alternatives if not refuses(proposal, a.customer_id))
    why_not = say("{customer} was declined for this payer", customer=proposal.customer_id)
    if not left:
        nothing: Proposal = replace(
            proposal, status="unmatched", customer_id=None, allocations=(), unapplied=0, evidence=(), alternatives=(), why_not=why_not
        )
        return nothing
    best, *rest = left
    return replace(
        proposal,
        status="suggested",
        customer_id=best.customer_id,
        allocations=best.allocations,
        unapplied=best.unapplied,
        confidence=best.confidence,
        evidence=best.evidence,
        alternatives=tuple(rest),
        why_not=why_not,
    )
