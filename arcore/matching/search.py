"""What is looked at when a line names no document: the customer's open positions at the day of the receipt."""

from __future__ import annotations

from arcore.matching.lines import BankLine
from arcore.matching.months import Month
from arcore.records import record

MOST_SUGGESTED = 5


@record
class Search:
    """What was looked at: the customer's open positions, oldest first, what is left of each, those not claimed by a later line."""

    line: BankLine
    customer: str
    positions: tuple[int, ...]
    amounts: tuple[int, ...]
    free: tuple[int, ...]
    months: tuple[Month, ...]
    inside: tuple[int, ...]
    """The positions of the months that the memo names; all where it names none."""
    credits: bool
    """Whether any of the positions is a credit note."""
