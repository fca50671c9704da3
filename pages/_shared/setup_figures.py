"""The figures that setting up looks at, computed once per version of the books."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore import desk, opening_check, quality
from arcore.desk import Aged
from arcore.opening_check import Opening
from arcore.quality import Doubt
from pages._shared.frame import Frame, once

KEPT = "opening_check"


def at(frame: Frame, day: dt.date) -> Aged:
    """Open items and unapplied receipts at a day."""
    return once(frame, "balances", day, compute=lambda: desk.balances_at(frame.books, day))


def doubts(frame: Frame) -> tuple[Doubt, ...]:
    """What is doubtful in the books as of the day on the page."""

    def compute() -> tuple[Doubt, ...]:
        now = at(frame, frame.as_of)
        return quality.doubts(frame.books, now.items, now.unapplied, frame.latest)

    return once(frame, "doubts", frame.as_of, frame.latest, compute=compute)


def kept(frame: Frame) -> Opening | None:
    """The balances of the other system that were kept with the books."""
    return Opening.of_text(frame.ledger.settings().get(KEPT, ""))


def compared(frame: Frame, opening: Opening) -> pd.DataFrame:
    """Customer by customer."""
    then = at(frame, opening.as_of)
    return opening_check.compared(opening, then.items, then.unapplied, frame.books.customers)


def totals(frame: Frame, opening: Opening) -> pd.DataFrame:
    """Currency by currency."""
    then = at(frame, opening.as_of)
    return opening_check.totals(opening, then.items, then.unapplied)
