"""The period that is appraised: a month, a quarter or the year, each up to its own end."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal

from arcore.messages import Message, say

Span = Literal["month", "quarter", "year"]
SPANS: dict[Span, Message] = {"month": say("Month"), "quarter": say("Quarter"), "year": say("Year to date")}
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """`start` is the last day before it, `end` its last day; `months` are the ends of its months, the last one `end` itself."""

    span: Span
    start: dt.date
    end: dt.date

    @property
    def months(self) -> tuple[dt.date, ...]:
        """The last days of its months."""
        first = (self.start + DAY).month
        return tuple(min(_last_day(self.end.year, month), self.end) for month in range(first, self.end.month + 1))

    @property
    def year_start(self) -> dt.date:
        """The last day before the twelve months that end with it."""
        return _first_day(self.end.year, self.end.month - 11) - DAY

    @property
    def unfinished(self) -> bool:
        """Whether its last month has not ended."""
        return self.end != _last_day(self.end.year, self.end.month)

    @property
    def before(self) -> Period:
        """What it is compared with: the month or quarter before; of a year the same months of the year before."""
        if self.span != "year":
            return period(self.span, self.start)
        last = monthrange(self.end.year - 1, self.end.month)[1]
        day = last if not self.unfinished else min(self.end.day, last)
        return period("year", dt.date(self.end.year - 1, self.end.month, day))

    @property
    def title(self) -> Message:
        """'June 2026', '2nd quarter of 2026', '2026 to June'."""
        words = {"year": self.end.year, "month": f"{self.end.month:02d}", "quarter": (self.end.month + 2) // 3}
        return {
            "month": say("{year}-{month}", **words),
            "quarter": say("quarter {quarter} of {year}", **words),
            "year": say("{year} up to month {until}", year=self.end.year, until=self.end.month),
        }[self.span]


def period(span: Span, end: dt.date) -> Period:
    """The period of this kind that `end` closes.

    >>> period("quarter", dt.date(2026, 5, 31))
    Period(span='quarter', start=datetime.date(2026, 3, 31), end=datetime.date(2026, 5, 31))
    >>> period("year", dt.date(2026, 6, 30)).months[0]
    datetime.date(2026, 1, 31)
    """
    first = {"month": end.month, "quarter": (end.month - 1) // 3 * 3 + 1, "year": 1}[span]
    return Period(span, _first_day(end.year, first) - DAY, end)


def _first_day(year: int, month: int) -> dt.date:
    """The first of a month; months before January belong to the year before."""
    return dt.date(year, month, 1) if month > 0 else dt.date(year - 1, month + 12, 1)


def _last_day(year: int, month: int) -> dt.date:
    return dt.date(year, month, monthrange(year, month)[1])
