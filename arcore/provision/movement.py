"""How the allowance moved in a period, and the entry that the books need (domain rules §4.7, documents §3.7)."""

from __future__ import annotations

from dataclasses import dataclass

from arcore.messages import Message, say

LINES: dict[str, Message] = {
    "opening": say("Opening allowance"),
    "charge": say("+ Charged in the period"),
    "reversal": say("− Reversed in the period"),
    "written_off": say("− Written off"),
    "recovered": say("+ Recovered after write-off"),
    "other": say("± Other"),
    "closing": say("Closing allowance"),
}
"""The lines of the note to the accounts, by what `Movement` calls them."""


@dataclass(frozen=True)
class Movement:
    """Minor units, all positive but `other`: opening + charge − reversal − written off + recovered + other = closing.

    `recovered` is what came in for debts written off before.
    """

    opening: int
    charge: int
    reversal: int
    written_off: int
    recovered: int
    other: int

    @property
    def closing(self) -> int:
        """What the allowance is at the end."""
        return self.opening + self.charge - self.reversal - self.written_off + self.recovered + self.other


def movement(opening: int, required: int, *, written_off: int = 0, recovered: int = 0, other: int = 0) -> Movement:
    """From the opening allowance to the one required: what is missing is charged, what is too much reversed.

    >>> movement(1000, 1500, written_off=200).charge
    700
    """
    needed = book_entry(required, opening - written_off + recovered + other)
    return Movement(opening, max(needed, 0), max(-needed, 0), written_off, recovered, other)


def book_entry(required: int, booked: int) -> int:
    """Required − booked: above zero it is charged (计提), below it is reversed (转回)."""
    return required - booked
