"""The books at the end of a month, each part of them computed once, for all that reports the month or keeps it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from arcore import bridge, desk, forecast
from arcore.books import Books
from arcore.bridge import Bridge
from arcore.collecting.agreements import Agreements, agreements
from arcore.metrics.kept import Kept, kept_of
from arcore.policy import Policy
from arcore.standing import Standing, last_month_end, standing

PART = ("document_key", "customer_key", "currency", "due_date", "amount", "expected", "week", "basis")


@dataclass(frozen=True)
class Moment:
    """The books at `as_of`, the last day of a month or any other date."""

    books: Books
    as_of: dt.date
    policy: Policy

    @property
    def start(self) -> dt.date:
        """The end of the month before."""
        return last_month_end(self.as_of)

    @cached_property
    def now(self) -> Standing:
        """Open items, unapplied receipts and credit positions at the date."""
        return standing(self.books, self.as_of, self.policy)

    @cached_property
    def debtors(self) -> pd.DataFrame:
        """`desk.debtors` by customer at the date, credits not set off, by the policy's own buckets."""
        aged, rules = desk.Aged(self.as_of, self.now.aged, self.now.unapplied, ()), self.policy.aging
        return desk.debtors(aged, self.books.customers, "customer", rules.scheme, rules.basis, net_credits=False, unknown="")

    @cached_property
    def balance_moved(self) -> Bridge:
        """The bridge of the open balance over the month, from the books alone."""
        return bridge.of_balance(self.books, self.start, self.as_of)

    @cached_property
    def overdue_moved(self) -> Bridge:
        """The bridge of what is overdue over the month, from the books alone."""
        return bridge.of_overdue(self.books, self.start, self.as_of)

    @cached_property
    def agreed(self) -> Agreements:
        """Promises, disputes, holds and plans at the date."""
        return agreements(self.books, self.as_of, self.policy)

    @cached_property
    def kept(self) -> Kept:
        """What people planned, promised and confirmed, as measures take it."""
        return kept_of(self.books, self.agreed, self.policy)

    @cached_property
    def expected(self) -> pd.DataFrame:
        """What is expected to come in after the date, document by document (`PART`), by what was known of agreements then."""
        made = forecast.forecast_of(self.books, self.agreed, self.policy)
        return made.parts[[name for name in PART if name in made.parts.columns]]
