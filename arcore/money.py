"""Money: whole minor units (分, cents) in an int64, with its ISO currency beside it.

Nothing here is ever a float. Rounding, where a formula needs it, is half up on the absolute
value, as accountants do.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from typing import Literal

from babel import Locale
from babel.numbers import format_decimal, get_currency_precision

from arcore.i18n import LOCALES, Language

WHOLE = Decimal(1)
Unit = Literal["unit", "ten_thousand"]
"""How amounts are shown: in 元 (the currency's unit) or in 万元 (ten thousands)."""


@cache
def exponent(currency: str) -> int:
    """Decimal places of a currency (ISO 4217): CNY 2, JPY 0, KWD 3."""
    return get_currency_precision(currency)


def to_minor(amount: Decimal, currency: str = "CNY") -> int:
    """`amount` in minor units, rounded half up.

    >>> to_minor(Decimal("12.345"))
    1235
    """
    return int(amount.scaleb(exponent(currency)).quantize(WHOLE, ROUND_HALF_UP))


def to_decimal(minor: int, currency: str = "CNY") -> Decimal:
    """Minor units as an exact decimal: 1235 fen are 12.35."""
    return Decimal(int(minor)).scaleb(-exponent(currency))


def plain(minor: int, currency: str = "CNY") -> str:
    """For machines: no separators, the currency's own decimals; '-12.35'."""
    return f"{to_decimal(minor, currency):.{exponent(currency)}f}"


def shown(minor: int, currency: str = "CNY", *, unit: Unit = "unit", lang: Language = "zh") -> str:
    """For people: thousands separators; in ten thousands with two decimals when asked for.

    >>> shown(341263400, unit="ten_thousand")
    '341.26'
    """
    amount = to_decimal(minor, currency)
    places = exponent(currency)
    if unit == "ten_thousand":
        amount, places = amount / 10_000, 2
    rounded = amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(rounded, format=pattern, locale=_locale(lang))


@cache
def _locale(lang: Language) -> Locale:
    """The language's rules, looked up once: by name they are looked for among a thousand for every amount."""
    return Locale.parse(LOCALES[lang])


def split_evenly(total: int, parts: int) -> list[int]:
    """`total` in `parts` whole shares that add up to it; the last carries the remainder."""
    share = int(Decimal(total) / parts)
    return [share] * (parts - 1) + [total - share * (parts - 1)]


def share_of(minor: int, rate: Decimal) -> int:
    """`rate` of an amount, rounded half up to a minor unit."""
    return int((Decimal(int(minor)) * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def half_up(amount: Fraction) -> int:
    """An exact amount rounded to a whole minor unit; a half goes up."""
    return int((2 * amount + 1) // 2)


def total_by_currency(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Sums kept apart by currency; never one sum across them."""
    totals: dict[str, int] = {}
    for currency, minor in pairs:
        totals[currency] = totals.get(currency, 0) + int(minor)
    return dict(sorted(totals.items()))
