"""Lines, pairs and differences of a comparison. Amounts in minor units of one currency, positive what adds to the customer's debt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from arcore.messages import Message, say

Kind = Literal["in_transit", "omitted", "duplicate", "price", "return", "discount", "fee", "fx", "opening", "other"]
Books = Literal["ours", "theirs"]
KINDS: dict[Kind, Message] = {
    "in_transit": say("In transit"),
    "omitted": say("Not recorded"),
    "duplicate": say("Recorded twice"),
    "price": say("Price"),
    "return": say("Return"),
    "discount": say("Discount"),
    "fee": say("Bank fee"),
    "fx": say("Exchange rate"),
    "opening": say("Opening balance"),
    "other": say("Other"),
}
BOOKS: dict[Books, Message] = {"ours": say("Us"), "theirs": say("The customer")}


@dataclass(frozen=True)
class Line:
    """One line of either side. `kind`: of `movements` for ours, empty for theirs; `place`: its position among its side's lines."""

    place: int
    date: dt.date
    number: str
    amount: int
    kind: str = ""
    memo: str = ""


@dataclass(frozen=True)
class Rules:
    """`days` apart at most, `tolerance` between amounts, bank fees (minor units) and discount percentages that explain a rest.

    `partial`: the customer lists only what differs; our lines without a counterpart are then taken as agreed.
    """

    days: int = 10
    tolerance: int = 0
    fees: tuple[int, ...] = ()
    discounts: tuple[float, ...] = ()
    partial: bool = False


@dataclass(frozen=True)
class Pair:
    """Lines of both sides that are the same business: one and one, or one and several; `wide`: dated further apart than usual."""

    ours: tuple[Line, ...]
    theirs: tuple[Line, ...]
    wide: bool = False

    @property
    def difference(self) -> int:
        """Theirs less ours."""
        return sum(line.amount for line in self.theirs) - sum(line.amount for line in self.ours)


@dataclass(frozen=True)
class Difference:
    """What the books do not have alike: `books` must be adjusted by it."""

    kind: Kind
    books: Books
    ours: Line | None
    theirs: Line | None
    difference: int

    @property
    def our_amount(self) -> int:
        """What our books have."""
        return self.ours.amount if self.ours else 0

    @property
    def their_amount(self) -> int:
        """What the customer's books have."""
        return self.theirs.amount if self.theirs else 0

    @property
    def key(self) -> str:
        """A name that stays the same when the same files are compared again."""
        return f"{self.kind}.{self.ours.place if self.ours else '-'}.{self.theirs.place if self.theirs else '-'}"


@dataclass(frozen=True)
class Comparison:
    """The result. `within` is the sum of tolerated rests; `unexplained` what the customer's own closing does not add up by.

    our_opening + Σ ours = our_closing, their_opening + Σ theirs = their_closing (− unexplained).
    """

    start: dt.date
    end: dt.date
    currency: str
    our_opening: int
    our_closing: int
    their_opening: int
    their_closing: int
    pairs: tuple[Pair, ...]
    differences: tuple[Difference, ...]
    unexplained: int = 0
    assumed_opening: bool = False

    @property
    def within(self) -> int:
        """Rests within the tolerance, theirs less ours."""
        return sum(pair.difference for pair in self.pairs)

    def adjustments(self, books: Books) -> int:
        """By how much that side's balance changes once it has booked its differences."""
        mine = sum(each.difference for each in self.differences if each.books == books)
        return mine if books == "ours" else -mine

    @property
    def our_adjusted(self) -> int:
        """Our balance when both sides have booked what is theirs to book."""
        return self.our_closing + self.adjustments("ours")

    @property
    def their_adjusted(self) -> int:
        """The customer's balance then, without rests and what its own file does not explain."""
        return self.their_closing - self.unexplained + self.adjustments("theirs") - self.within

    @property
    def agrees(self) -> bool:
        """Whether both sides come to the same balance: they always do, or a line was lost."""
        return self.our_adjusted == self.their_adjusted
