"""Extensions and instalment plans as they stand at a date: what fell due, what came for it, and whether all is due at once.

A plan keeps its documents off the worklist while it is kept; once an instalment is later than the days of grace, they
are back on it. The documents' own due dates stay, so that aging shows how old the debt is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from arcore import plans
from arcore.books import Books
from arcore.collecting.money_in import money_in, take
from arcore.collecting.named import Named, named
from arcore.dates import FIRST_YEAR, LAST_YEAR
from arcore.messages import Message, Unusable, say
from arcore.plans import Instalment, Standing
from arcore.typed import amount_typed


@dataclass(frozen=True)
class PlanAt:
    """One agreed plan, minor units; `paid` is what came for its documents since it was agreed."""

    row_key: int
    customer_key: int
    currency: str
    agreed_on: dt.date
    documents: Named
    instalments: tuple[Instalment, ...]
    paid: int
    standing: Standing

    def covered(self) -> Iterator[tuple[Instalment, int]]:
        """Each instalment with what has come for it: the oldest is paid first."""
        left = self.paid
        for each in self.instalments:
            came = min(left, each.total)
            left -= came
            yield each, came


@dataclass(frozen=True)
class Unread:
    """A plan whose schedule cannot be read, and why."""

    row_key: int
    customer_key: int
    message: Message


def schedule_of(text: str, currency: str) -> tuple[tuple[dt.date, int], ...]:
    """The instalments as (day, principal in minor units) of a text with one a line; raises Unusable, naming the line.

    >>> schedule_of("2026-07-31 100000.00\\n2026-08-31 50,000", "CNY")
    ((datetime.date(2026, 7, 31), 10000000), (datetime.date(2026, 8, 31), 5000000))
    """
    parts = []
    for number, line in enumerate((each for each in text.splitlines() if each.strip()), 1):
        day, _, typed = line.strip().partition(" ")
        amount = amount_typed(typed, currency)
        try:
            on = dt.date.fromisoformat(day)
        except ValueError:
            on = None
        if on is None or amount is None or amount <= 0 or not FIRST_YEAR <= on.year <= LAST_YEAR:
            raise Unusable(
                say(
                    "Line {number} of the schedule, “{line}”, is not a date and an amount. Write 2026-07-31 100000.00.",
                    number=number,
                    line=line.strip(),
                )
            )
        parts.append((on, amount))
    return tuple(parts)


def instalments_of(row: Any, currency: str) -> tuple[Instalment, ...]:
    """The instalments of a row of the register of plans; raises Unusable where its schedule makes no plan."""
    parts = schedule_of(str(row["schedule"]), currency)
    plans.agreed(parts, int(row["principal"]), currency)
    return plans.custom(parts, since=row["agreed_on"].date(), annual_percent=_percent(row["annual_percent"]))


def plans_at(rows: pd.DataFrame, books: Books, as_of: dt.date, *, currency: str) -> tuple[tuple[PlanAt, ...], tuple[Unread, ...]]:
    """The plans in force at `as_of`, earliest agreed first, and those that cannot be read; `currency` of rows that state none."""
    day = pd.Timestamp(as_of)
    running = (rows["state"] == "agreed") | (rows["ended_on"] > day)
    mine = rows[(rows["agreed_on"] <= day) & running & rows["customer_key"].notna()].sort_values(["agreed_on", "row_key"])
    money = money_in(books, set(mine["customer_key"].astype("int64")), as_of)
    found, unread = [], []
    records: list[Any] = mine.to_dict("records")
    for row, documents in zip(records, named(mine, books.documents), strict=True):
        code = row["currency"] if isinstance(row["currency"], str) else currency
        key, customer = int(row["row_key"]), int(row["customer_key"])
        try:
            instalments = instalments_of(row, code)
        except Unusable as refused:
            unread.append(Unread(key, customer, refused.message))
            continue
        agreed_on, total = row["agreed_on"].date(), sum(each.total for each in instalments)
        paid = take(money.get((customer, code), []), total, agreed_on, as_of, documents)
        grace = 0 if pd.isna(row["grace_days"]) else int(row["grace_days"])
        stands = plans.standing(instalments, paid, as_of, grace)
        found.append(PlanAt(key, customer, code, agreed_on, documents, instalments, paid, stands))
    return tuple(found), tuple(unread)


def _percent(value: object) -> Decimal:
    return Decimal(value) if isinstance(value, str) else Decimal(0)
