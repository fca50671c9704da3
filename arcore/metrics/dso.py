"""How many days of sales the receivables are: the DSO family and turnover (domain rules §4.4).

Receivables include tax, so sales do too: documents of the period with credit notes taken off. Amounts in minor units.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from arcore.messages import Message, say
from arcore.metrics.value import NO_SALES, Metric, counted, quotient


def simple(open_balance: int, sales: int, days: int, *, unknown: Message | None = None) -> Metric:
    """Open balance ÷ sales of the last `days` days × days.

    >>> float(simple(300_000_00, 370_000_00, 91).value or 0) // 0.01 / 100
    73.78
    """
    return quotient("dso", open_balance, sales, scale=days, empty=NO_SALES, unknown=unknown, days=days)


def on_average(opening: int, closing: int, sales: int, days: int, *, unknown: Message | None = None) -> Metric:
    """Average of opening and closing balance ÷ sales × days."""
    return quotient("dso_average", Fraction(opening + closing, 2), sales, scale=days, empty=NO_SALES, unknown=unknown, days=days)


def count_back(open_balance: int, months: Iterable[tuple[int, int]], *, unknown: Message | None = None) -> Metric:
    """Days of the whole months whose sales the balance uses up, newest first, and of the last one a part.

    `months` are (sales, days), newest first. It stops at a month without sales; a balance older than every month given has
    no value, unless `months` ended at such a month.
    """
    left, days, walked = open_balance, Fraction(0), 0
    for sales, length in months:
        if left <= 0:
            break
        if sales <= 0:
            reason = unknown or (NO_SALES if not walked else None)
            return counted("dso_count_back", open_balance, walked, days, reason)
        walked += sales
        days += length if left >= sales else Fraction(left * length, sales)
        left -= sales
    reason = unknown or (say("The balance is older than the sales on record.") if left > 0 else None)
    return counted("dso_count_back", open_balance, walked, days, reason)


def best_possible(not_yet_due: int, sales: int, days: int, *, unknown: Message | None = None) -> Metric:
    """Not yet due ÷ sales of the last `days` days × days: the DSO if everybody paid on the due date."""
    return quotient("best_possible_dso", not_yet_due, sales, scale=days, empty=NO_SALES, unknown=unknown, days=days)


def days_delinquent(open_balance: int, not_yet_due: int, sales: int, days: int, *, unknown: Message | None = None) -> Metric:
    """DSO − best possible DSO."""
    return quotient("days_delinquent", open_balance - not_yet_due, sales, scale=days, empty=NO_SALES, unknown=unknown, days=days)


def turnover(opening: int, closing: int, sales: int, *, unknown: Message | None = None) -> Metric:
    """Sales of a year ÷ average of opening and closing balance."""
    return quotient("turnover", sales, Fraction(opening + closing, 2), unknown=unknown)


def turnover_days(opening: int, closing: int, sales: int, year: int = 365, *, unknown: Message | None = None) -> Metric:
    """`year` (365, or 360 as Chinese textbooks have it) ÷ turnover."""
    return quotient("turnover_days", Fraction(opening + closing, 2), sales, scale=year, empty=NO_SALES, unknown=unknown, days=year)


def by_invoice(parts: Iterable[tuple[int, int]], *, unknown: Message | None = None) -> Metric:
    """Σ days × open amount ÷ sales of the invoice's month; `parts` are (Σ days × amount, sales) per month.

    Items of months whose sales are not on record (opening items) are left out.
    """
    known = [(weighted, sales) for weighted, sales in parts if sales > 0]
    value = sum((Fraction(weighted, sales) for weighted, sales in known), Fraction(0))
    reason = unknown or (None if known else NO_SALES)
    return counted("dso_true", sum(weighted for weighted, _ in known), sum(sales for _, sales in known), value, reason)
