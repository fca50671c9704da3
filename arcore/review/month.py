"""One month as the meeting sees it: closed, with the figures kept then, or from the books of now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from arcore.books import Books
from arcore.bridge import Bridge
from arcore.closing.chain import balance_between, balance_of, overdue_between, overdue_of
from arcore.closing.content import Snapshot
from arcore.closing.taken import metrics_table
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.policy import Policy
from arcore.review.frozen import tables_in
from arcore.review.kpis import Kpi, kpis, values
from arcore.review.model import Table
from arcore.review.scene import Scene
from arcore.standing import last_month_end, sums_by_currency
from arcore.wording import amount, percent


@dataclass(frozen=True)
class Month:
    """The tables, bridges and measures of the month that ends on `as_of`; `metrics`: of now, a month before and a year before."""

    as_of: dt.date
    closed: bool
    tables: tuple[Table, ...]
    balance: Bridge
    overdue: Bridge
    metrics: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]

    @property
    def name(self) -> str:
        """'2026-06'."""
        return f"{self.as_of:%Y-%m}"

    def table(self, number: str) -> Table:
        """The table called `number`; KeyError when there is none."""
        return {table.number: table for table in self.tables}[number]

    def kpis(self, currency: str, policy: Policy) -> tuple[Kpi, ...]:
        """The key figures in a currency."""
        return kpis(*self.metrics, currency, policy)

    def answer(self, currency: str, unit: Unit) -> Message:
        """What changed since last month, in one sentence."""
        ends = [sums_by_currency(rows, "amount").get(currency, 0) for rows in self._ends]
        opening, closing, late_before, late = ends
        rates = values(self.metrics[0], currency)
        words = {
            "date": self.as_of.isoformat(),
            "closing": amount(closing, currency, unit),
            "change": _signed(closing - opening, currency, unit),
            "late": amount(late, currency, unit),
            "late_change": _signed(late - late_before, currency, unit),
            "rate": percent(rates.get("overdue_rate")),
        }
        return say(
            "At {date} {closing} is open ({change} against the month before); {late} of it is overdue ({rate}, {late_change} against "
            "the month before).",
            **words,
        )

    @property
    def _ends(self) -> tuple[pd.DataFrame, ...]:
        return self.balance.opening, self.balance.closing, self.overdue.opening, self.overdue.closing


def _signed(minor: int, currency: str, unit: Unit) -> Message:
    words = amount(minor, currency, unit)
    return say("+{amount}", amount=words) if minor > 0 else words


def live(at: Scene, tables: tuple[Table, ...]) -> Month:
    """The month as the books of now have it."""
    months = at.start, _year_before(at.as_of)
    earlier = [_measured(at.books, day, at.policy) for day in months]
    if at.before is not None:
        earlier[0] = at.before.frames["metrics"]
    return Month(at.as_of, False, tables, at.balance, at.overdue, (_measured(at.books, at.as_of, at.policy), earlier[0], earlier[1]))


def closed(snapshot: Snapshot, before: Snapshot | None, books: Books, policy: Policy) -> Month:
    """The month as it was closed. What it is compared with comes from the month before as closed, else from the books."""
    kept = before.frames["metrics"] if before else _measured(books, last_month_end(snapshot.as_of), policy)
    balance = balance_between([before, snapshot]) if before else balance_of(snapshot)
    overdue = overdue_between([before, snapshot]) if before else overdue_of(snapshot)
    year = _measured(books, _year_before(snapshot.as_of), policy)
    return Month(snapshot.as_of, True, tables_in(snapshot), balance, overdue, (snapshot.frames["metrics"], kept, year))


def _measured(books: Books, day: dt.date, policy: Policy) -> pd.DataFrame:
    return metrics_table(books, day, policy, groups=("",))


def _year_before(day: dt.date) -> dt.date:
    """The end of the same month a year before.

    >>> _year_before(dt.date(2024, 2, 29))
    datetime.date(2023, 2, 28)
    """
    first = dt.date(day.year - 1 + day.month // 12, day.month % 12 + 1, 1)
    return first - dt.timedelta(days=1)
