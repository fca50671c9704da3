"""The month of a ledger: as it was closed, else as the books have it now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from arcore.books import Books
from arcore.closing import Snapshot, unpacked
from arcore.ledger import Ledger
from arcore.policy import Policy
from arcore.review import Month, closed, live, tables_of
from arcore.review.month import months_before
from arcore.review.scene import Scene
from arcore.schema import Side
from arcore.standing import last_month_end


def month_of(ledger: Ledger, books: Books, as_of: dt.date, policy: Policy) -> Month:
    """The figures of the month that ends on `as_of`, or of a month so far; `books`: the ledger's, of all entities."""
    months = {month.month: month.sha256 for month in ledger.closed_months()}

    def kept(name: str) -> Snapshot | None:
        return snapshot(ledger, months[name]) if name in months else None

    found = as_closed(kept, as_of, books, policy)
    if found is not None:
        return found
    at = scene(ledger, books, as_of, policy, kept(f"{last_month_end(as_of):%Y-%m}"))
    return live(at, tables_of(at))


def as_closed(kept: Callable[[str], Snapshot | None], as_of: dt.date, books: Books, policy: Policy) -> Month | None:
    """The month of `as_of` as it was closed; None where it was not. `kept`: what a month, by its name, was closed with."""
    own = kept(f"{as_of:%Y-%m}")
    if own is None:
        return None
    earlier = {name: found for name in months_before(as_of) if (found := kept(name)) is not None}
    return closed(own, earlier, books, policy)


def snapshot(ledger: Ledger, sha256: str) -> Snapshot | None:
    """What a month was closed with (`ClosedMonth.sha256`); None where the ledger has lost it."""
    content = ledger.file(sha256)
    return None if content is None else unpacked(content)


def scene(ledger: Ledger, books: Books, as_of: dt.date, policy: Policy, before: Snapshot | None, entity: str | None = None) -> Scene:
    """What the tables of a month are made of; `before`: the month before, as it was closed."""
    return Scene(books, as_of, policy, before, ledger.books(Side.PAYABLE, entity), ledger.statement_lines())
