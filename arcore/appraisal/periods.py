"""The period that is appraised: a month, a quarter or the year, each up to its own end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from arcore.aging_series import month_ends
from arcore.messages import Message, say
from arcore.standing import last_month_end

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
        return month_ends(self.end, self.end.month - (self.start + DAY).month + 1)

    @property
    def year_start(self) -> dt.date:
        """The last day before the twelve months that end with it."""
        return last_month_end(month_ends(self.end, 12)[0])

    @property
    def unfinished(self) -> bool:
        """Whether its last month has not ended."""
        return (self.end + DAY).day != 1

    @property
    def before(self) -> Period:
        """What it is compared with: the month or quarter before; of a year the same months of the year before."""
        if self.span != "year":
            return period(self.span, self.start)
        last = month_ends(self.end, 13)[0]
        return period("year", last.replace(day=self.end.day) if self.unfinished else last)

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
    return Period(span, dt.date(end.year, first, 1) - DAY, end)
