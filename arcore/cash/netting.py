"""A proposal's allocations as the ledger takes them, which nets a credit note with the invoice it reverses by itself.

Matching shows both as they stand beside each other; what is posted must not net them a second time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from arcore.cash.work import Work
from arcore.matching.proposals import Allocation

Room = dict[int, int]
"""document_key → what the ledger still has open of an invoice that it nets, minor units; shared by the choices of one run."""


def as_netted(allocations: Sequence[Allocation], work: Work, room: Room) -> tuple[Allocation, ...]:
    """Allocations without what the ledger nets by itself, and of an invoice no more than it has open then; the rest is unapplied.

    A credit note that pays for another invoice than the one it reverses is used in full: the ledger then nets only what is left.
    """
    if not any(a.document_key in work.netted for a in allocations):
        return tuple(allocations)
    amounts = {a.document_key: a.amount for a in allocations}
    keys = {a.document_no: a.document_key for a in allocations}
    items = work.open_items[work.open_items["document_key"].isin([k for k in amounts if k in work.netted])]
    for key, still_open, reverses in items[["document_key", "open", "reversed_document_no"]].itertuples(index=False):
        own = keys.get(reverses) if amounts[key] < 0 else None
        if own is not None:
            by_itself = max(work.netted[key], amounts[key])
            amounts[key] -= by_itself
            amounts[own] += by_itself
        room.setdefault(int(key), int(still_open) - work.netted[key])
    within = (_within(a, amounts[a.document_key], room) for a in allocations)
    return tuple(a for a in within if a.amount or a.write_off)


def _within(allocation: Allocation, amount: int, room: Room) -> Allocation:
    """The allocation with `amount`, of an invoice that the ledger nets at most what is left of it, which is then used up."""
    key = allocation.document_key
    if amount > 0 and key in room:
        amount = max(min(amount, room[key] - allocation.write_off), 0)
        room[key] -= amount + allocation.write_off
    return replace(allocation, amount=amount)
