"""Early-payment discounts: what a phrase grants, what it is worth, and whether a payment took it in time."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from arcore.money import share_of
from arcore.terms.model import Discount

_MAX_PERCENT = Decimal(30)
_SLASH = re.compile(
    r"(?<![\d/.])(?P<percent>\d{1,2}(?:\.\d+)?)(?:%/|/|%,?)(?P<days>\d{1,3})(?!\d)(?:天|days?)?(?P<eom>eom|月底|月末)?(?=[,;]?(?:net|n(?:/|\d)|eom|\d{1,2}(?:\.\d+)?%?/\d{1,3}[,;]?(?:n|\d)|,\d|月结|全额|$))"
)
_ENGLISH = re.compile(
    r"(?P<percent>\d{1,2}(?:\.\d+)?)%(?:discount)?,?(?:if(?:paid)?)?(?:within)?(?P<days>\d{1,3})days?(?P<eom>)(?:,|discount)?"
)
_CHINESE = re.compile(
    r"(?P<days>\d{1,3})天(?:之?内|以内)?(?P<eom>)(?:付款|付清|结清|支付|还款|回款)?,?(?:的)?(?:可?享受?|给予|优惠|折扣|现金折扣|打|减|返)*(?P<percent>\d{1,2}(?:\.\d+)?)%(?:的)?(?:现金)?(?:折扣|优惠|折让|返利|贴息)?"
)
_CHINESE_PERCENT_FIRST = re.compile(
    r"(?P<percent>\d{1,2}(?:\.\d+)?)%(?:的)?(?:现金)?(?:折扣|优惠|折让)[^\d,]{0,4}?,?(?P<days>\d{1,3})天(?:之?内|以内)?(?P<eom>)(?:付款|付清|结清|支付)?"
)


def read_discounts(phrase: str) -> tuple[tuple[Discount, ...], str]:
    """The discounts of a normalised phrase and what is left of it.

    >>> read_discounts("2/10,n/30")
    ((Discount(percent=Decimal('2'), days=10, from_month_end=False),), 'n/30')
    """
    found: list[Discount] = []
    for pattern in (_SLASH, _CHINESE, _CHINESE_PERCENT_FIRST, _ENGLISH):
        while (match := pattern.search(phrase)) and 0 < Decimal(match["percent"]) <= _MAX_PERCENT:
            if pattern is _CHINESE and re.search("预付|质保|定金|验收|货", phrase):
                break
            found.append(Discount(Decimal(match["percent"]), int(match["days"]), bool(match["eom"])))
            phrase = (phrase[: match.start()] + "," + phrase[match.end() :]).strip(",;")
    return tuple(found), phrase


def discount_amount(amount: int, discount: Discount) -> int:
    """The discount on `amount` (minor units, tax included), rounded half up."""
    return share_of(amount, discount.percent / 100)


def discount_taken(amount: int, paid: int, paid_on: dt.date, discount: Discount, discount_until: dt.date | None) -> bool:
    """Whether `paid` settles `amount` with exactly the discount, in time; minor units.

    >>> deal = Discount(Decimal(2), 10)
    >>> discount_taken(1000000, 980000, dt.date(2025, 3, 20), deal, dt.date(2025, 3, 20))
    True
    >>> discount_taken(1000000, 980000, dt.date(2025, 3, 21), deal, dt.date(2025, 3, 20))
    False
    """
    in_time = discount_until is not None and paid_on <= discount_until
    return in_time and amount - paid == discount_amount(amount, discount)


def discount_cost(discount: Discount, net_days: int, *, year_days: int = 365, compounded: bool = False) -> Decimal:
    """What a customer who does not take the discount pays for the credit, percent a year to two places (§4.13).

    >>> two_ten = Discount(Decimal(2), 10)
    >>> discount_cost(two_ten, 30), discount_cost(two_ten, 30, year_days=360), discount_cost(two_ten, 30, compounded=True)
    (Decimal('37.24'), Decimal('36.73'), Decimal('44.59'))
    """
    days = net_days - discount.days
    if days <= 0:
        return Decimal("0.00")
    gain = discount.percent / (100 - discount.percent)
    periods = Decimal(year_days) / days
    yearly = (1 + gain) ** periods - 1 if compounded else gain * periods
    return (yearly * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
