"""How customers pay: their usual delay shrunk to everybody's, who pays at month ends, what Spring Festival adds.

d̂ = (n·d_c + k·d_p) / (n + k), d the median days after the due date weighted by amount (domain rules §4.13, §5.4).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import holidays
import numpy as np
import pandas as pd

from arcore.calendars import WorkingDays
from arcore.payment_history import weighted_median
from arcore.policy_sections.forecast import ForecastRules

MONTH_END_DAYS, MONTH_END_SHARE, MONTH_END_LEAST = 2, 0.6, 5
"""Who pays this share of at least so many documents on the last working days of a month pays at month ends."""
FESTIVAL_LEAST = 30
WAITING_LEAST = 10
"""So many documents must have waited as long before their further wait says anything."""


@dataclass(frozen=True)
class Habit:
    """One customer's: `own` days (None below the least number of documents), from `count` documents; `days` is what is expected."""

    count: int
    own: int | None
    days: int
    month_end: bool = False


@dataclass(frozen=True)
class Waiting:
    """How long documents stay open: `lateness` (days after due) at which some were paid, and the share still open after each."""

    lateness: tuple[int, ...] = ()
    still_open: tuple[float, ...] = ()
    at_risk: tuple[int, ...] = ()

    def further(self, days: int) -> int | None:
        """After `days` (negative before the due date) unpaid: days until half of those that waited as long were paid; None when unknown."""
        place = int(np.searchsorted(self.lateness, days, side="right"))
        if place >= len(self.lateness) or self.at_risk[place] < WAITING_LEAST:
            return None
        now = self.still_open[place - 1] if place else 1.0
        for at, left in zip(self.lateness[place:], self.still_open[place:], strict=True):
            if left <= now / 2:
                return at - days
        return None


@dataclass(frozen=True)
class Habits:
    """Everybody's usual delay `portfolio` (days), each customer's, what Spring Festival adds, and how long overdue items wait."""

    portfolio: int = 0
    documents: int = 0
    of_customer: Mapping[int, Habit] = field(default_factory=dict)
    festival: int = 0
    waiting: Waiting = field(default_factory=Waiting)

    def habit(self, customer_key: int) -> Habit:
        """A customer's habit; everybody's for one without any history."""
        return self.of_customer.get(customer_key) or Habit(0, None, self.portfolio)


def habits(
    history: pd.DataFrame, open_items: pd.DataFrame, as_of: dt.date, rules: ForecastRules, calendar: WorkingDays, *, festival: bool = True
) -> Habits:
    """The habits known at `as_of`; `history` from `payment_history.settled` at that date, `open_items` from `balances`."""
    recent = history[history["settled_on"] > pd.Timestamp(as_of) - pd.DateOffset(months=rules.history_months)]
    if not len(recent):
        return Habits()
    portfolio = _median(recent)
    at_month_end = _at_month_end(recent, calendar)
    found = {int(str(key)): _habit(mine, portfolio, rules, at_month_end) for key, mine in recent.groupby("customer_key")}
    waiting = _waiting(recent, open_items[open_items["open"] > 0], as_of)
    return Habits(portfolio, len(recent), found, _festival(history, found, portfolio, rules) if festival else 0, waiting)


def shrunk(count: int, own: int, everybody: int, weight: int) -> int:
    """(n·d_c + k·d_p) / (n + k) in whole days, rounded half up.

    >>> shrunk(10, 20, 5, 5), shrunk(3, 40, 4, 5), shrunk(1, -3, 0, 1)
    (15, 18, -1)
    """
    return everybody if count + weight == 0 else (2 * (count * own + weight * everybody) + count + weight) // (2 * (count + weight))


def _habit(mine: pd.DataFrame, portfolio: int, rules: ForecastRules, at_month_end: pd.Series) -> Habit:
    count = len(mine)
    share = float(at_month_end[mine.index].mean())
    month_end = count >= MONTH_END_LEAST and share >= MONTH_END_SHARE
    if count < rules.least_documents:
        return Habit(count, None, portfolio, month_end)
    own = _median(mine)
    return Habit(count, own, shrunk(count, own, portfolio, rules.shrinkage), month_end)


def _median(rows: pd.DataFrame) -> int:
    return weighted_median(rows["days_late"].to_numpy("int64"), rows["amount"].to_numpy("int64"))


def _at_month_end(recent: pd.DataFrame, calendar: WorkingDays) -> pd.Series:
    known = {day: _is_month_end(day.date(), calendar) for day in recent["settled_on"].unique()}
    return recent["settled_on"].map(known).astype(bool)


def _is_month_end(day: dt.date, calendar: WorkingDays) -> bool:
    return calendar.after(day, MONTH_END_DAYS).month != day.month


@cache
def spring_festival(year: int) -> dt.date | None:
    """The first day of the Chinese year that begins in `year`.

    >>> spring_festival(2026)
    datetime.date(2026, 2, 17)
    """
    named = holidays.country_holidays("CN", years=year, language="en_US").items()
    days = [day for day, name in named if "Chinese New Year" in name and "Eve" not in name and "day off" not in name.lower()]
    return min(days) if days else None


def near_festival(dates: pd.Series, days: int) -> pd.Series:
    """Which dates lie within `days` of a Spring Festival."""
    near = pd.Series(False, index=dates.index)
    for year in dates.dt.year.dropna().unique():
        festival = spring_festival(int(year))
        if festival is not None:
            near |= (dates - pd.Timestamp(festival)).dt.days.abs() <= days
    return near


def _festival(history: pd.DataFrame, found: Mapping[int, Habit], portfolio: int, rules: ForecastRules) -> int:
    """Days by which documents due around Spring Festival were later than their customer's habit, shrunk towards none."""
    near = history[near_festival(history["due_date"], rules.festival_days)]
    if len(near) < FESTIVAL_LEAST:
        return 0
    usual = near["customer_key"].map({key: habit.days for key, habit in found.items()}).fillna(portfolio)
    beyond = weighted_median((near["days_late"] - usual).to_numpy("int64"), near["amount"].to_numpy("int64"))
    return shrunk(len(near), beyond, 0, rules.shrinkage)


def _waiting(recent: pd.DataFrame, debts: pd.DataFrame, as_of: dt.date) -> Waiting:
    """The product-limit (Kaplan-Meier) estimate over paid documents and, as still waiting, the open ones."""
    paid = recent["days_late"].to_numpy("int64")
    waited = (pd.Timestamp(as_of) - debts["due_date"]).dt.days.to_numpy("int64")
    days, counts = np.unique(paid, return_counts=True)
    at_risk = [int((paid >= day).sum() + (waited >= day).sum()) for day in days]
    left = np.cumprod([1 - count / number for count, number in zip(counts.tolist(), at_risk, strict=True)])
    return Waiting(tuple(days.tolist()), tuple(left.tolist()), tuple(at_risk))
