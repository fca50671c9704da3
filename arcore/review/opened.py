"""The month of a ledger: as it was closed, else as the books have it now."""

from __future__ import annotations

import datetime as dt

from arcore.books import Books
from arcore.closing import Snapshot, unpacked
from arcore.ledger import Ledger
from arcore.policy import Policy
from arcore.review import Month, closed, live, tables_of
from arcore.review.scene import Scene
from arcore.schema import Side
from arcore.standing import last_month_end


def month_of(ledger: Ledger, books: Books, as_of: dt.date, policy: Policy) -> Month:
    """The figures of the month that ends on `as_of`, or of a month so far; `books`: the ledger's, of all entities."""
    months = {month.month: month.sha256 for month in ledger.closed_months()}
    names = (f"{day:%Y-%m}" for day in (as_of, last_month_end(as_of)))
    kept, before = (snapshot(ledger, months[name]) if name in months else None for name in names)
    if kept is not None:
        return closed(kept, before, books, policy)
    at = scene(ledger, books, as_of, policy, before)
    return live(at, tables_of(at))


def snapshot(ledger: Ledger, sha256: str) -> Snapshot | None:
    """What a month was closed with (`ClosedMonth.sha256`); None where the ledger has lost it."""
    content = ledger.file(sha256)
    return None if content is None else unpacked(content)


def scene(ledger: Ledger, books: Books, as_of: dt.date, policy: Policy, before: Snapshot | None, entity: str | None = None) -> Scene:
    """What the tables of a month are made of; `before`: the month before, as it was closed."""
    return Scene(books, as_of, policy, before, ledger.books(Side.PAYABLE, entity), ledger.statement_lines())
