"""Working days: mainland China by the State Council's notices (weekends worked in exchange included), elsewhere by `holidays`.

The rule: a last day that is no working day moves forward to the next one (民法典 art. 203). Beyond the published years
only weekends are known, and whoever asks is told so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import chinese_calendar
import holidays
import numpy as np
import numpy.typing as npt

from arcore.messages import Message, say

Days: TypeAlias = npt.NDArray[np.datetime64]
DAY_MAX = dt.date.max.toordinal()
_DEFAULT_SUBDIVISIONS = {"GB": "ENG", "UK": "ENG"}


@dataclass(frozen=True)
class _Year:
    """The days off of one year beyond weekends, and weekend days that are worked; `known` says whether they are published."""

    off: frozenset[dt.date] = frozenset()
    worked: frozenset[dt.date] = frozenset()
    weekend: frozenset[int] = frozenset({5, 6})
    known: bool = False


@cache
def _year(country: str, year: int) -> _Year:
    return _chinese_year(year) if country == "CN" else _foreign_year(country, year)


def _chinese_year(year: int) -> _Year:
    published = chinese_calendar.constants
    if not min(published.holidays).year <= year <= max(published.holidays).year:
        return _Year()
    off = frozenset(day for day in published.holidays if day.year == year)
    return _Year(off, frozenset(day for day in published.workdays if day.year == year), known=True)


def _foreign_year(country: str, year: int) -> _Year:
    code, _, subdivision = country.partition("-")
    try:
        found = holidays.country_holidays(code, subdiv=subdivision or _DEFAULT_SUBDIVISIONS.get(code), years=year)
    except NotImplementedError:
        return _Year()
    known = found.start_year <= year <= found.end_year
    return _Year(frozenset(found.keys()), weekend=frozenset(found.weekend), known=known)


@dataclass(frozen=True)
class WorkingDays:
    """The working days of one country (ISO 3166 alpha-2, 'GB-SCT' for a part of it); any other text knows weekends only."""

    country: str = "CN"

    def knows(self, year: int) -> bool:
        """Whether the holidays of a year are published."""
        return _year(self.country.strip().upper(), year).known

    def is_working(self, day: dt.date) -> bool:
        """Whether people work on `day`."""
        year = _year(self.country.strip().upper(), day.year)
        return day in year.worked or (day.weekday() not in year.weekend and day not in year.off)

    def roll(self, day: dt.date) -> dt.date:
        """`day`, or the first working day after it."""
        while not self.is_working(day) and day.toordinal() < DAY_MAX:
            day += dt.timedelta(days=1)
        return day

    def after(self, day: dt.date, count: int) -> dt.date:
        """The `count`-th working day after `day`; the day itself is not counted."""
        while count > 0 and day.toordinal() < DAY_MAX:
            day += dt.timedelta(days=1)
            count -= self.is_working(day)
        return day

    def warning(self, day: dt.date) -> Message | None:
        """What to tell whoever relies on `day`, where its year's holidays are not known."""
        if self.knows(day.year):
            return None
        return say(
            "The public holidays of {year} are not known for {country}; only weekends were counted.",
            year=day.year,
            country=self.country or "—",
        )

    def roll_all(self, days: Days) -> Days:
        """`roll` for an array of days; NaT stays NaT."""
        return self._each(days, self.roll)

    def after_all(self, days: Days, count: int) -> Days:
        """`after` for an array of days; NaT stays NaT."""
        return self._each(days, lambda day: self.after(day, count))

    def _each(self, days: Days, move: Callable[[dt.date], dt.date]) -> Days:
        """`move` once per distinct day; days no calendar has (NaT, after 9999) stay as they are."""
        distinct, places = np.unique(days, return_inverse=True)
        moved = [move(day) if isinstance(day, dt.date) else day for day in distinct.tolist()]
        return np.array(moved, dtype="datetime64[D]")[places].reshape(days.shape)


def roll(day: dt.date, country: str = "CN", *, on: bool = True) -> tuple[dt.date, Message | None]:
    """`day` moved to a working day of `country` when `on`, and a warning where its holidays are not known.

    >>> roll(dt.date(2026, 2, 17), "CN")
    (datetime.date(2026, 2, 24), None)
    """
    if not on:
        return day, None
    working = WorkingDays(country)
    rolled = working.roll(day)
    return rolled, working.warning(day) or working.warning(rolled)
