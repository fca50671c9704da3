"""One month as the meeting sees it: closed, with the figures kept then, or from the books of now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import pandas as pd

from arcore.aging_series import month_ends
from arcore.books import Books
from arcore.bridge import Bridge
from arcore.closing.chain import balance_between, balance_of, overdue_between, overdue_of
from arcore.closing.content import Snapshot
from arcore.closing.moment import Moment
from arcore.closing.taken import metrics_table
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.policy import Policy
from arcore.review.frozen import tables_in
from arcore.review.kpis import Kpi, growths, kpis, values
from arcore.review.model import Table
from arcore.review.scene import Scene
from arcore.standing import last_month_end, sums_by_currency
from arcore.wording import amount, percent


@dataclass(frozen=True)
class Month:
    """The tables, bridges and measures of the month that ends on `as_of`; `metrics`: of now, a month before and a year before.

    `frozen`: of a closed month, itself and the closed months before it by name.
    """

    as_of: dt.date
    closed: bool
    tables: tuple[Table, ...]
    balance: Bridge
    overdue: Bridge
    metrics: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]
    frozen: Mapping[str, Snapshot] = field(default_factory=dict)

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

    def growths(self, currency: str) -> tuple[Fraction, Fraction] | None:
        """Growth of the balance and of sales since a year before; None where there is nothing to compare with."""
        return growths(self.metrics[0], self.metrics[2], currency)

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

    def stamp(self, unit_name: str) -> Message:
        """As of when the figures are, whether they are those of the closing, and in which unit."""
        state = say("figures of the closing") if self.closed else say("not closed yet")
        return say("As of {date}, {state}; amounts in {unit}", date=self.as_of.isoformat(), state=state, unit=unit_name)

    @property
    def _ends(self) -> tuple[pd.DataFrame, ...]:
        return self.balance.opening, self.balance.closing, self.overdue.opening, self.overdue.closing


def _signed(minor: int, currency: str, unit: Unit) -> Message:
    words = amount(minor, currency, unit)
    return say("+{amount}", amount=words) if minor > 0 else words


def live(at: Scene, tables: tuple[Table, ...]) -> Month:
    """The month as the books of now have it."""
    before = at.before.frames["metrics"] if at.before else _measured(at.earlier)
    year = _measured(Moment(at.books, _year_before(at.as_of), at.policy))
    return Month(at.as_of, False, tables, at.balance, at.overdue, (_measured(at), before, year))


def closed(snapshot: Snapshot, earlier: Mapping[str, Snapshot], books: Books, policy: Policy) -> Month:
    """The month as it was closed. What it is compared with comes from `earlier` closed months by name, else from the books."""
    months = last_month_end(snapshot.as_of), _year_before(snapshot.as_of)
    found = [earlier.get(f"{day:%Y-%m}") for day in months]
    before = found[0]
    balance = balance_between([before, snapshot]) if before else balance_of(snapshot)
    overdue = overdue_between([before, snapshot]) if before else overdue_of(snapshot)
    compared = [kept.frames["metrics"] if kept else _measured(Moment(books, day, policy)) for kept, day in zip(found, months, strict=True)]
    metrics = snapshot.frames["metrics"], compared[0], compared[1]
    return Month(snapshot.as_of, True, tables_in(snapshot), balance, overdue, metrics, {**earlier, snapshot.month: snapshot})


def months_before(as_of: dt.date) -> tuple[str, ...]:
    """The months that a closed month looks back on: twelve, by name."""
    return tuple(f"{day:%Y-%m}" for day in month_ends(as_of, 13)[:-1])


def _measured(at: Moment) -> pd.DataFrame:
    return metrics_table(at, groups=("",))


def _year_before(day: dt.date) -> dt.date:
    """The end of the same month a year before.

    >>> _year_before(dt.date(2024, 2, 29))
    datetime.date(2023, 2, 28)
    """
    first = dt.date(day.year - 1 + day.month // 12, day.month % 12 + 1, 1)
    return first - dt.timedelta(days=1)
