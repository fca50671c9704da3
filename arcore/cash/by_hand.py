"""An allocation made by hand: which of a customer's open documents a line settles, in amounts a person typed.

What was typed is checked here in words, so that a slip is mended on the page; the ledger checks the balances again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from arcore.cash.posting import Choice
from arcore.cash.work import Work
from arcore.matching.proposals import Allocation, Proposal
from arcore.messages import Message, Unusable, say
from arcore.money import shown

REASONS: dict[str, Message] = {
    "fee": say("Bank fee"),
    "rounding": say("Rounding"),
    "discount": say("Cash discount"),
    "write_off": say("Write-off"),
    "retention": say("Retention, stays open"),
    "dispute": say("In dispute, stays open"),
    "partial": say("Part payment, stays open"),
}
CLOSING = frozenset({"fee", "rounding", "discount", "write_off"})
"""Reasons for which a remainder is given up; the others only say why it stays open."""


@dataclass(frozen=True)
class Entered:
    """What a person typed beside one document, minor units: cash, and what closes more of it for `reason`."""

    document_key: int
    amount: int = 0
    write_off: int = 0
    reason: str = ""


def open_documents(work: Work, customer_key: int, currency: str) -> pd.DataFrame:
    """The customer's open items in one currency, earliest due first, as the ledger nets them.

    Columns: document_key, document_no, document_date, due_date, amount, open (minor units, never 0).
    """
    items = work.open_items
    mine = items[(items["customer_key"] == customer_key) & (items["currency"] == currency)]
    taken = mine["document_key"].map(lambda key: work.netted.get(int(key), 0)).astype("int64")
    mine = mine.assign(open=mine["open"].astype("int64") - taken)
    columns = ["document_key", "document_no", "document_date", "due_date", "amount", "open"]
    return mine.loc[mine["open"] != 0, columns].sort_values(["due_date", "document_no"], kind="stable").reset_index(drop=True)


def oldest_first(documents: pd.DataFrame, amount: int) -> dict[int, int]:
    """document_key → cash, the earliest due filled first; credit notes are used up before."""
    left = amount - int(documents.loc[documents["open"] < 0, "open"].sum())
    filled: dict[int, int] = {}
    for key, still_open in zip(documents["document_key"].tolist(), documents["open"].tolist(), strict=True):
        part = int(still_open) if still_open < 0 else min(int(still_open), left)
        if part:
            filled[int(key)] = part
            left -= max(0, part)
    return filled


def choice_by_hand(work: Work, line: Proposal, customer_key: int, entered: Sequence[Entered]) -> Choice:
    """What was typed as a choice; the rest of the line stays unapplied on the customer's account.

    Raises Unusable: more than the receipt, more than a document has open, a difference without a reason or of the wrong sign.
    """
    documents = open_documents(work, customer_key, line.currency)
    known = {int(key): (str(number), int(left)) for key, number, left in zip(*(documents[n].tolist() for n in _KEPT), strict=True)}
    allocations = []
    for one in entered:
        if not one.amount and not one.write_off:
            continue
        if one.document_key not in known:
            raise Unusable(say("A document of this list is not open any more. Choose the customer again."))
        number, still_open = known[one.document_key]
        _check(one, number, still_open, line.currency)
        allocations.append(Allocation(one.document_key, number, one.amount, one.write_off, one.reason))
    cash = sum(a.amount for a in allocations)
    if not 0 <= cash <= line.amount:
        words = {"cash": shown(cash, line.currency), "amount": shown(line.amount, line.currency)}
        raise Unusable(say("{cash} would be applied, but {amount} was received. Lower the amounts.", **words))
    return Choice(line.line, customer_key, tuple(allocations))


_KEPT = ("document_key", "document_no", "open")


def _check(one: Entered, number: str, still_open: int, currency: str) -> None:
    reduced = one.amount + one.write_off
    if not min(0, still_open) <= reduced <= max(0, still_open):
        words = {"number": number, "open": shown(still_open, currency), "wanted": shown(reduced, currency)}
        raise Unusable(say("{number} has {open} open; {wanted} is too much.", **words))
    if one.write_off and one.reason not in CLOSING:
        words = {"number": number, "amount": shown(one.write_off, currency)}
        raise Unusable(say("Choose why {amount} of {number} is given up: bank fee, rounding, discount or write-off.", **words))
