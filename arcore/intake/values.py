"""Numbers and moments as XML formats write them; what does not read as one stays the text it is."""

from __future__ import annotations

import datetime as dt
import math

EXACT = 1e15
"""Below this every whole number is exact as a float."""


def number(text: str) -> int | float | str | None:
    """A stored number: whole ones as int.

    >>> number("1234"), number("12.50"), number("1E3"), number("x")
    (1234, 12.5, 1000, 'x')
    """
    try:
        value = float(text)
    except ValueError:
        return text or None
    if not math.isfinite(value):
        return text
    return int(value) if value.is_integer() and abs(value) < EXACT else value


def moment(text: str) -> dt.date | dt.datetime | str | None:
    """An ISO date, or date and time; midnight is a plain date.

    >>> moment("2026-02-01T00:00:00.000"), moment("2026-02-01T08:05:00"), moment("2026-02-30")
    (datetime.date(2026, 2, 1), datetime.datetime(2026, 2, 1, 8, 5), '2026-02-30')
    """
    try:
        value = dt.datetime.fromisoformat(text)
    except ValueError:
        return text or None
    value = value.replace(tzinfo=None)
    return value.date() if value.time() == dt.time.min else value
