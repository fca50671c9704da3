"""After a change, only what it touched is matched again: a person who confirms line after line does not wait for the rest.

Touched are the lines of every customer whose open documents changed, of every payer taught or declined since, and lines
that are new. Where the change is wide (another import, another rule) everything is matched again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from arcore.books import Books
from arcore.cash.work import Work, propose
from arcore.ledger import Ledger
from arcore.ledger.bank import account_number
from arcore.matching.proposals import Proposal
from arcore.policy import Policy

WIDE = 0.5
"""From this share of touched lines on, matching everything costs no more."""


def refreshed(
    previous: Work,
    ledger: Ledger,
    policy: Policy,
    *,
    as_of: dt.date,
    books: Books | None = None,
    progress: Callable[[int, int], bool] | None = None,
) -> Work:
    """The work as it is now. `books`: the ledger's books, where the caller has read them already.

    Untouched lines keep their proposals of `previous`, which must come from the same ledger and the same rules.
    """
    everything = propose(ledger, policy, as_of=as_of, books=books, only=frozenset(), progress=progress)
    if previous.as_of != as_of or not _same_customers(previous, everything):
        return propose(ledger, policy, as_of=as_of, books=books, progress=progress)
    kept = _untouched(previous, everything)
    todo = frozenset(everything.lines["line"].astype(int)) - kept.keys()
    if len(todo) > WIDE * max(1, len(everything.lines)):
        return propose(ledger, policy, as_of=as_of, books=books, progress=progress)
    again = propose(ledger, policy, as_of=as_of, books=books, only=todo, progress=progress) if todo else everything
    found = {p.line: p for p in again.proposals} | kept
    ordered = tuple(found[int(line)] for line in again.lines["line"] if int(line) in found)
    return replace(again, proposals=ordered)


def _same_customers(previous: Work, now: Work) -> bool:
    return dict(previous.keys) == dict(now.keys)


def _untouched(previous: Work, now: Work) -> dict[int, Proposal]:
    """Proposals whose customers' open items, and whose payers' lessons, are as they were."""
    changed = _changed_customers(previous, now)
    taught = {payer for payer, _ in previous.known_payers ^ now.known_payers}
    accounts = {
        int(line): account_number(account if isinstance(account, str) else "")
        for line, account in zip(now.lines["line"].tolist(), now.lines["counterparty_account"].tolist(), strict=True)
    }
    return {
        p.line: p
        for p in previous.proposals
        if p.line in accounts
        and not ({p.customer_id, *(a.customer_id for a in p.alternatives)} & changed)
        and not ({p.payer, accounts[p.line]} & taught)
        and p.reason_code not in _BY_OTHERS
    }


_BY_OTHERS = frozenset({"already_booked", "duplicate"})
"""Depend on receipts, not on open documents."""


def _changed_customers(previous: Work, now: Work) -> set[str]:
    before, after = (_open_by_document(work) for work in (previous, now))
    keys = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return {(before.get(key) or after[key])[0] for key in keys}


def _open_by_document(work: Work) -> dict[int, tuple[str, int]]:
    items: pd.DataFrame = work.open_items
    return {
        int(key): (str(customer), int(still_open))
        for key, customer, still_open in zip(*(items[name].tolist() for name in ("document_key", "customer_id", "open")), strict=True)
    }
