"""The open documents during one run: what is left of each, and what later lines have a claim on.

Positions are row numbers of the open-items frame. Lists, not frames: the run reads single values.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from arcore.matching.normalize import fold
from arcore.matching.references import NumberIndex


@dataclass
class OpenPosition:
    """Columns of the open items by position, and the two that change: `left` and `claimed` (minor units)."""

    document_key: list[int]
    document_no: list[str]
    customer: list[str]
    currency: list[str]
    amount: list[int]
    net: list[int]
    documented: list[date]
    due: list[date]
    term_text: list[str]
    reverses: list[str]
    project: list[str]
    left: list[int]
    numbers: NumberIndex
    by_customer: dict[str, list[int]]
    claimed: Counter[int] = field(default_factory=Counter)
    has_projects: bool = False

    @classmethod
    def build(cls, open_items: pd.DataFrame, terms: Mapping[str, str] | None = None, *, currency: str = "CNY") -> OpenPosition:
        """Copy a frame of open items (columns of books.documents plus `open`); each customer's oldest due first.

        `terms` by customer and `currency`: for documents that state none.
        """
        customer = _texts(open_items, "customer_id")
        number = _texts(open_items, "document_no")
        documented = _dates(open_items, "document_date")
        due = [d if d != date.min else documented[i] for i, d in enumerate(_dates(open_items, "due_date"))]
        by_customer: dict[str, list[int]] = defaultdict(list)
        for position in sorted(range(len(number)), key=lambda p: (due[p], documented[p], number[p])):
            by_customer[customer[position]].append(position)
        project = [fold(text) for text in _texts(open_items, "project")]
        return cls(
            document_key=[int(k) for k in open_items["document_key"]],
            document_no=number,
            customer=customer,
            currency=[own or currency for own in _texts(open_items, "currency")],
            amount=[int(a) for a in open_items["amount"]],
            net=_integers(open_items, "net_amount"),
            documented=documented,
            due=due,
            term_text=[own or (terms or {}).get(c, "") for own, c in zip(_texts(open_items, "term_text"), customer, strict=True)],
            reverses=_texts(open_items, "reversed_document_no"),
            project=project,
            has_projects=any(project),
            left=[int(a) for a in open_items["open"]],
            numbers=NumberIndex.build(number, customer, _texts(open_items, "order_no"), _texts(open_items, "contract_no")),
            by_customer=dict(by_customer),
        )

    def open_of(self, customers: Iterable[str], currency: str, until: date | None = None) -> list[int]:
        """What these customers have open in a currency, oldest due first; `until` leaves out documents dated later."""
        found = [p for c in customers for p in self.by_customer.get(c, ()) if self.left[p] and self.currency[p] == currency]
        return [p for p in found if until is None or self.documented[p] <= until]

    def free(self, position: int) -> int:
        """What is left of a document after the claims of later lines."""
        left = self.left[position]
        return max(left - self.claimed[position], 0) if left > 0 else min(left - self.claimed[position], 0)

    def total(self, positions: Iterable[int]) -> int:
        """The sum of what is left."""
        return sum(self.left[p] for p in positions)

    def claim(self, claims: Iterable[tuple[int, int]], sign: int = 1) -> None:
        """Hold amounts for a line that comes later, or with `sign` -1 release them."""
        for position, amount in claims:
            self.claimed[position] += sign * amount

    def reduce(self, reductions: Iterable[tuple[int, int]]) -> None:
        """Take amounts off documents; never past zero."""
        for position, amount in reductions:
            left = self.left[position] - amount
            self.left[position] = left if (left > 0) == (self.left[position] > 0) else 0


def _texts(frame: pd.DataFrame, column: str) -> list[str]:
    if column not in frame:
        return [""] * len(frame)
    return frame[column].astype(object).where(frame[column].notna(), "").astype(str).tolist()


def _integers(frame: pd.DataFrame, column: str) -> list[int]:
    if column not in frame:
        return [0] * len(frame)
    return [int(v) for v in frame[column].fillna(0)]


def _dates(frame: pd.DataFrame, column: str) -> list[date]:
    if column not in frame:
        return [date.min] * len(frame)
    stamps: Sequence[date] = [d if d == d else date.min for d in pd.to_datetime(frame[column]).dt.date]
    return list(stamps)
