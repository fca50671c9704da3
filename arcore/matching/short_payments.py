"""What a receipt lacks: a bank fee, rounding, a cash discount, a retention; never merely "little".

Each kind is exact to the minor unit. A difference of no known kind stays open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from arcore.matching.normalize import fold
from arcore.money import share_of
from arcore.policy import MatchingRules

ShortKind = Literal["fee", "rounding", "discount", "retention"]
WRITTEN_OFF: frozenset[str] = frozenset({"fee", "rounding", "discount"})
TAX_RATES = (Decimal("0.13"), Decimal("0.09"), Decimal("0.06"), Decimal("0.03"), Decimal("0.01"))
TERMS = re.compile(r"(?<![\d/])(\d(?:\.\d+)?)\s*%?\s*/\s*(\d{1,2})(?![\d/])")
TERMS_ZH = re.compile(r"(\d{1,2})\s*天内(?:付款)?.{0,6}?(?:折扣|优惠|减)\s*(\d(?:\.\d+)?)\s*%")


@dataclass(frozen=True)
class Short:
    """The kind of a difference, with the percent where there is one."""

    kind: ShortKind
    percent: Decimal | None = None


def discount_terms(term_text: str, rules: MatchingRules) -> tuple[tuple[Decimal, int], ...]:
    """(percent, days) pairs: those of the terms, else the policy's.

    >>> discount_terms("2/10, n/30", MatchingRules())
    ((Decimal('2'), 10),)
    """
    text = fold(term_text)
    if found := TERMS.search(text):
        return ((Decimal(found[1]), int(found[2])),)
    if found := TERMS_ZH.search(text):
        return ((Decimal(found[2]), int(found[1])),)
    return tuple((Decimal(str(percent)), rules.discount_days) for percent in rules.discount_percents)


def short_kind(
    owed: int,
    paid: int,
    *,
    rules: MatchingRules,
    document_date: date | None = None,
    received: date | None = None,
    term_text: str = "",
    net: int = 0,
) -> Short | None:
    """The known kind of `owed - paid`, or None. Money in minor units; the discount window needs both dates.

    Order: exact fee, rounding down to 元, 10 or 100, discount of gross or net inside its window, retention percent of gross.
    """
    missing = owed - paid
    if missing <= 0 or paid <= 0:
        return None
    if missing in rules.bank_fees:
        return Short("fee")
    if is_rounding(owed, paid, rules):
        return Short("rounding")
    if document_date and received:
        for percent, days in discount_terms(term_text, rules):
            if 0 <= (received - document_date).days <= days and missing in discounts(owed, percent, net):
                return Short("discount", percent)
    return retained(owed, paid, rules)


def retained(owed: int, paid: int, rules: MatchingRules) -> Short | None:
    """A retention of one of the policy's percents of gross, to the minor unit."""
    for kept in rules.retention_percents:
        if abs(owed - paid - share_of(owed, Decimal(str(kept)) / 100)) <= 1:
            return Short("retention", Decimal(str(kept)))
    return None


def is_rounding(owed: int, paid: int, rules: MatchingRules) -> bool:
    """Whether `paid` is `owed` rounded down to 元, 10 or 100 within the policy's limits."""
    missing = owed - paid
    limit = rules.rounding_limit
    if missing <= rules.rounding_limit_large and missing <= owed * rules.rounding_share:
        limit = rules.rounding_limit_large
    return 0 < missing <= limit and any(owed // step * step == paid for step in (100, 1_000, 10_000))


def discounts(owed: int, percent: Decimal, net: int = 0) -> frozenset[int]:
    """The discount on gross, and on net at the document's or a usual tax rate, each within one minor unit."""
    bases = [Decimal(owed)] + ([Decimal(net)] if net else [Decimal(owed) / (1 + rate) for rate in TAX_RATES])
    amounts = {int((base * percent / 100).to_integral_value()) for base in bases}
    return frozenset(a + slip for a in amounts for slip in (-1, 0, 1) if a + slip > 0)
