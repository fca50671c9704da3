"""The month of a ledger: as it was closed, else as the books have it now."""

from __future__ import annotations

import datetime as dt

from arcore.closing import Snapshot, unpacked
from arcore.ledger import Ledger
from arcore.policy import Policy
from arcore.review import Month, closed, live, tables_of
from arcore.review.scene import Scene
from arcore.schema import Side


def month_of(ledger: Ledger, as_of: dt.date, policy: Policy) -> Month:
    """The figures of the month that ends on `as_of`, or of a month so far."""
    kept, before = _kept(ledger, as_of), _kept(ledger, as_of.replace(day=1) - dt.timedelta(days=1))
    books = ledger.books()
    if kept is not None and kept.as_of == as_of:
        return closed(kept, before, books, policy)
    at = Scene(books, as_of, policy, before, ledger.books(Side.PAYABLE), ledger.statement_lines())
    return live(at, tables_of(at))


def _kept(ledger: Ledger, day: dt.date) -> Snapshot | None:
    """What the month of `day` was closed with; None where it is not closed."""
    found = {month.month: month.sha256 for month in ledger.closed_months()}.get(f"{day:%Y-%m}")
    content = None if found is None else ledger.file(found)
    return None if content is None else unpacked(content)
