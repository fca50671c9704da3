"""Amounts, rates and dates inside sentences, in the reader's language and unit."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from babel.dates import format_date

from arcore.messages import Message, both, say
from arcore.money import Unit, exponent, shown


def amount(minor: int, currency: str, unit: Unit = "unit") -> Message:
    """An amount with its unit as people say it: 「3,412.60 万元」, 「CNY 34,126,000.00」; small amounts never in ten thousands.

    >>> amount(341260000, "CNY").text("en")
    'CNY 3,412,600.00'
    """
    if abs(minor) < 100 * 10 ** exponent(currency):
        unit = "unit"
    digits = shown(minor, currency, unit=unit)
    if unit == "ten_thousand":
        if currency == "CNY":
            return say("CNY {amount} ×10,000", amount=digits)
        return say("{currency} {amount} ×10,000", amount=digits, currency=currency)
    if currency == "CNY":
        return say("CNY {amount}", amount=digits)
    return say("{currency} {amount}", amount=digits, currency=currency)


def percent(rate: Fraction | None) -> str:
    """A rate with one decimal: '18.1 %'; a dash where there is none.

    >>> percent(Fraction(1, 3)), percent(None)
    ('33.3 %', '–')
    """
    return "–" if rate is None else f"{_tenths(rate * 100)} %"


def points(now: Fraction, before: Fraction) -> str:
    """The signed difference of two rates in percentage points, one decimal: '+2.3'."""
    return f"{_tenths((now - before) * 100):+}"


def days(count: Fraction | None) -> str:
    """Days with one decimal; a dash where there are none."""
    return "–" if count is None else str(_tenths(count))


def _tenths(number: Fraction) -> Decimal:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def day_in_full(day: dt.date) -> Message:
    """A date as letters write it: 「2026年6月30日」, '30 June 2026'.

    >>> day_in_full(dt.date(2026, 6, 3)).text("en")
    '3 June 2026'
    """
    return both(f"{day.year}年{day.month}月{day.day}日", format_date(day, "d MMMM y", locale="en"))
