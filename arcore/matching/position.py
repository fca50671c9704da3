"""The open documents during one run: what is left of each, and what later lines have a claim on.

Positions are row numbers of the open-items frame. Lists, not frames: the run reads single values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from arcore.matching.months import Month
from arcore.matching.normalize import fold
from arcore.matching.references import NumberIndex


@dataclass
class OpenPosition:
    """Columns of the open items by position, and the two that change: `left` and `claimed` (minor units).

    `issued`: each document's rank by document date and number; `issued_as_due`: whose documents fall due in that order, by
    customer and currency. `last_day`: of the newest. `with_amount`: invoices by currency and what they had open at the start.
    """

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
    exchange_rate: list[str]
    left: list[int]
    numbers: NumberIndex
    by_customer: dict[str, list[int]]
    by_currency: dict[tuple[str, str], list[int]]
    with_amount: dict[tuple[str, int], list[int]]
    issued: list[int]
    issued_as_due: frozenset[tuple[str, str]]
    claimed: list[int]
    last_day: date
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
        money = [own or currency for own in _texts(open_items, "currency")]
        left: list[int] = [0] * len(number)  # filled customer by customer: what is read together lies together in memory
        by_customer: dict[str, list[int]] = defaultdict(list)
        by_currency: dict[tuple[str, str], list[int]] = defaultdict(list)
        amounts = open_items["open"].to_numpy("int64")
        for position in _sorted_by(customer, due, documented, number):
            by_customer[customer[position]].append(position)
            by_currency[customer[position], money[position]].append(position)
            left[position] = int(amounts[position])
        issued = [0] * len(number)
        for rank, position in enumerate(_sorted_by(documented, number, due)):
            issued[position] = rank
        with_amount: dict[tuple[str, int], list[int]] = defaultdict(list)
        for position, amount in enumerate(left):
            if amount > 0:
                with_amount[money[position], amount].append(position)
        project = [fold(text) if text else "" for text in _texts(open_items, "project")]
        return cls(
            document_key=open_items["document_key"].astype("int64").tolist(),
            document_no=number,
            customer=customer,
            currency=money,
            amount=open_items["amount"].astype("int64").tolist(),
            net=_integers(open_items, "net_amount"),
            documented=documented,
            due=due,
            term_text=[own or (terms or {}).get(c, "") for own, c in zip(_texts(open_items, "term_text"), customer, strict=True)],
            reverses=_texts(open_items, "reversed_document_no"),
            project=project,
            has_projects=any(project),
            exchange_rate=_texts(open_items, "exchange_rate"),
            left=left,
            numbers=NumberIndex.build(number, customer, _texts(open_items, "order_no"), _texts(open_items, "contract_no")),
            by_customer=dict(by_customer),
            by_currency=dict(by_currency),
            with_amount=dict(with_amount),
            issued=issued,
            issued_as_due=frozenset(key for key, own in by_currency.items() if all(issued[a] < issued[b] for a, b in pairwise(own))),
            claimed=[0] * len(number),
            last_day=max(documented, default=date.min),
        )

    def open_of(self, customers: Iterable[str], currency: str, until: date | None = None) -> list[int]:
        """What these customers have open in a currency, oldest due first; `until` leaves out documents dated later."""
        left, documented = self.left, self.documented
        found = [p for c in customers for p in self.by_currency.get((c, currency), ()) if left[p]]
        return found if until is None or until >= self.last_day else [p for p in found if documented[p] <= until]

    def of_months(self, positions: Iterable[int], months: Collection[Month]) -> tuple[int, ...]:
        """Those documents of the positions that are dated in one of the months."""
        return tuple([p for p in positions if (self.documented[p].year, self.documented[p].month) in months])

    def unclaimed(self, positions: Iterable[int]) -> bool:
        """Whether later lines have no claim on any of these."""
        return not any(map(self.claimed.__getitem__, positions))

    def free(self, position: int) -> int:
        """What is left of a document after the claims of later lines."""
        left = self.left[position]
        return max(left - self.claimed[position], 0) if left > 0 else min(left - self.claimed[position], 0)

    def total(self, positions: Iterable[int]) -> int:
        """The sum of what is left."""
        return sum(map(self.left.__getitem__, positions))

    def claim(self, claims: Iterable[tuple[int, int]], sign: int = 1) -> None:
        """Hold amounts for a line that comes later, or with `sign` -1 release them."""
        for position, amount in claims:
            self.claimed[position] += sign * amount

    def reduce(self, reductions: Iterable[tuple[int, int]]) -> None:
        """Take amounts off documents; never past zero."""
        for position, amount in reductions:
            left = self.left[position] - amount
            self.left[position] = left if (left > 0) == (self.left[position] > 0) else 0


def _sorted_by(*columns: Sequence[date] | Sequence[str]) -> list[int]:
    """Row numbers in the order of the columns, rows that are equal in their own order."""
    table = pa.table({str(place): pa.array(column) for place, column in enumerate(columns)})
    order: list[int] = pc.sort_indices(table, sort_keys=[(name, "ascending") for name in table.column_names]).to_pylist()
    return order


def _texts(frame: pd.DataFrame, column: str) -> list[str]:
    told = frame[column].notna() if column in frame else None
    if told is None or not told.any():
        return [""] * len(frame)
    return frame[column].astype(object).where(told, "").astype(str).tolist()


def _integers(frame: pd.DataFrame, column: str) -> list[int]:
    if column not in frame:
        return [0] * len(frame)
    return frame[column].fillna(0).astype("int64").tolist()


def _dates(frame: pd.DataFrame, column: str) -> list[date]:
    if column not in frame:
        return [date.min] * len(frame)
    days = pd.to_datetime(frame[column]).to_numpy().astype("datetime64[D]").astype(object)
    return [day or date.min for day in days.tolist()]
