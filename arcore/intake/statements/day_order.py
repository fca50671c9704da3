"""Which part of '03/04/2026' is the day, decided for a statement's whole date column.

Proof comes first (a part above 12), then the period the file states, then its order in time, then the shorter span:
a statement covers weeks, not a year. What only the span or nothing decides is said in a finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from arcore.dates import Order, ambiguous_parts, in_order
from arcore.intake.model import Issue
from arcore.messages import say

ORDERS = (Order.DAY_FIRST, Order.MONTH_FIRST)
Period = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True)
class DayOrder:
    """The order chosen; `presumed`: nothing in the file proves it."""

    order: Order = Order.DAY_FIRST
    presumed: bool = False
    example: str = ""

    @property
    def day_first(self) -> bool:
        """Whether the day stands before the month."""
        return self.order is Order.DAY_FIRST

    def finding(self, sheet: str) -> tuple[Issue, ...]:
        """A sentence when the order is presumed."""
        if not self.presumed:
            return ()
        told = (
            say("Dates such as {example} are read with the day first; nothing in the file proves it.", example=self.example)
            if self.day_first
            else say("Dates such as {example} are read with the month first; nothing in the file proves it.", example=self.example)
        )
        hint = say("Compare one movement with the bank, or export with dates such as 2026-04-03.")
        return (Issue("date_order_presumed", told, hint, sheet=sheet, blocking=False),)


def day_order(dates: Sequence[str], within: Period = (None, None)) -> DayOrder:
    """Decide for the texts of a date column, in the file's order.

    >>> day_order(["03/04/2026", "04/04/2026", "01/05/2026"]).order is Order.DAY_FIRST
    True
    >>> day_order(["04/03/2026", "04/13/2026"]).order is Order.MONTH_FIRST
    True
    """
    said = [(text, parts) for text in dates if (parts := ambiguous_parts(text)) is not None and parts[2] >= 100]
    if not said:
        return DayOrder()
    read = {order: [in_order(parts, order) for _, parts in said] for order in ORDERS}
    whole = {order: [d for d in days if d is not None] for order, days in read.items() if None not in days}
    if len(whole) != 2:
        return DayOrder(min(ORDERS, key=lambda order: read[order].count(None)))
    if whole[Order.DAY_FIRST] == whole[Order.MONTH_FIRST]:
        return DayOrder()
    for proof in (lambda days: _inside(days, within), _in_sequence):
        fitting = [order for order in ORDERS if proof(whole[order])]
        if len(fitting) == 1:
            return DayOrder(fitting[0])
    spans = {order: max(days) - min(days) for order, days in whole.items()}
    example = next(text for text, parts in said if parts[0] != parts[1])
    return DayOrder(min(ORDERS, key=lambda order: spans[order]), True, example)


def _inside(days: Sequence[dt.date], within: Period) -> bool:
    first, last = within
    return (first is not None or last is not None) and all((first or d) <= d <= (last or d) for d in days)


def _in_sequence(days: Sequence[dt.date]) -> bool:
    return len(set(days)) > 1 and (all(a <= b for a, b in pairwise(days)) or all(a >= b for a, b in pairwise(days)))
