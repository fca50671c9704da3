"""A payer nobody knows: documents of exactly that amount, and customers with a similar name. Only suggestions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from arcore.matching.explanations import Explanation, Part
from arcore.matching.lines import BankLine
from arcore.matching.position import OpenPosition
from arcore.messages import say

MOST = 5


@dataclass
class AmountIndex:
    """Open documents by their open amount at the start of the run."""

    by_amount: dict[tuple[str, int], list[int]]

    @classmethod
    def build(cls, books: OpenPosition) -> AmountIndex:
        """Index every open invoice by currency and amount."""
        found: dict[tuple[str, int], list[int]] = defaultdict(list)
        for position, left in enumerate(books.left):
            if left > 0:
                found[books.currency[position], left].append(position)
        return cls(dict(found))

    def explain(self, line: BankLine, books: OpenPosition, likely: Sequence[str] = ()) -> list[Explanation]:
        """The documents still open with this amount; those of `likely` customers first."""
        equal = [
            p
            for p in self.by_amount.get((line.currency, line.amount), ())
            if books.left[p] == line.amount and books.free(p) == line.amount and books.documented[p] <= line.date
        ]
        equal.sort(key=lambda p: (books.customer[p] not in likely, books.due[p], p))
        if not equal or (len(equal) > MOST and not likely):
            return []
        words = (
            say("The only open document of this amount, of all customers")
            if len(equal) == 1
            else say("{count} customers' documents have this amount", count=len(equal))
        )
        sure = 0.6 if len(equal) == 1 else 0.3
        return [Explanation("amount_only", books.customer[p], (Part(p, line.amount),), 0, sure, False, (words,)) for p in equal[:MOST]]
