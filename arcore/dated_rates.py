"""Rates that hold from a day on until the next one: central bank rates, which the company keeps up to date itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True)
class DatedRate:
    """`percent` a year from the day `since` on."""

    since: dt.date
    percent: Decimal

    @property
    def fraction(self) -> Fraction:
        """The rate as a part of one, exact."""
        return Fraction(self.percent) / 100


def rate_on(rates: Sequence[DatedRate], day: dt.date) -> DatedRate | None:
    """The rate in force on `day`; None before the first of `rates` (oldest first).

    >>> rate_on([DatedRate(dt.date(2025, 5, 20), Decimal("3.00"))], dt.date(2025, 5, 19)) is None
    True
    """
    return next((rate for rate in reversed(rates) if rate.since <= day), None)


def exact_percent(percent: float) -> Fraction:
    """A percentage of the policy as a part of one, as it was written.

    >>> exact_percent(0.05)
    Fraction(1, 2000)
    """
    return Fraction(str(percent)) / 100


def dated(*pairs: tuple[str, str]) -> tuple[DatedRate, ...]:
    """Rates from pairs of texts: `dated(("2025-05-20", "3.00"))`."""
    return tuple(DatedRate(dt.date.fromisoformat(since), Decimal(percent)) for since, percent in pairs)
