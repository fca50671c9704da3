"""Everything the rules look at, gathered once: the standing of the date and of the last month end, registers, forecast."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from arcore.books import Books, called
from arcore.forecast import Liquidity
from arcore.policy import Policy
from arcore.standing import Standing, last_month_end, standing


@dataclass(frozen=True)
class Situation:
    """The books at a date. A register that nobody keeps is not in `registers`, and its rules stay silent.

    grades: customer_key → (grade at the last month end, grade now). registers: frames as `registers.frames` has them; the
    rules know contracts, events, guarantees, evidence, promises (as `collecting.promises` settles them), confirmations and
    interruptions (see `limitation.clocks`).
    """

    books: Books
    policy: Policy
    now: Standing
    before: Standing
    grades: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    registers: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    liquidity: Liquidity | None = None

    @property
    def as_of(self) -> dt.date:
        """The date of the warnings."""
        return self.now.as_of

    @cached_property
    def customers(self) -> Mapping[int, tuple[str, str]]:
        """customer_key → (number, name)."""
        return called(self.books.customers)

    def register(self, name: str) -> pd.DataFrame | None:
        """A register's rows; None while it is not kept."""
        rows = self.registers.get(name)
        return None if rows is None or not len(rows) else rows


def situation(
    books: Books,
    as_of: dt.date,
    policy: Policy,
    *,
    now: Standing | None = None,
    before: Standing | None = None,
    grades: Mapping[int, tuple[str, str]] | None = None,
    registers: Mapping[str, pd.DataFrame] | None = None,
    liquidity: Liquidity | None = None,
) -> Situation:
    """The situation of `as_of`; what is not given is computed from the books."""
    return Situation(
        books,
        policy,
        now or standing(books, as_of, policy),
        before or standing(books, last_month_end(as_of), policy),
        grades or {},
        registers or {},
        liquidity,
    )
