"""Date arithmetic on whole arrays (`datetime64[D]`), one implementation for one document and for a million.

Counting follows the Civil Code: the first day is not counted (art. 201), months end on the same day or on the month's
last (art. 202). Unknown dates (NaT) stay unknown.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from arcore.calendars import WorkingDays
from arcore.policy import TermsRules
from arcore.terms.model import Rule, Terms

Days: TypeAlias = npt.NDArray[np.datetime64]
UNKNOWN = (Rule.PAY_WHEN_PAID, Rule.ROLLING)
_PERIOD_MONTHS = {Rule.TWO_MONTHS: 2, Rule.QUARTER: 3, Rule.HALF_YEAR: 6, Rule.YEAR: 12}
_MONTH_DAYS = 30  # "月结60天" means two months where the company counts in natural months


def months_of(days: Days) -> Days:
    """The month of each day."""
    return days.astype("datetime64[M]")


def first_of(months: Days) -> Days:
    """The first day of each month."""
    return months.astype("datetime64[D]")


def month_end(months: Days) -> Days:
    """The last day of each month."""
    return first_of(months + 1) - 1


def day_of(months: Days, day: int) -> Days:
    """`day` of each month, or its last day where it is shorter."""
    return np.minimum(first_of(months) + (day - 1), month_end(months))


def add_months(days: Days, count: int) -> Days:
    """The same day `count` months later, or that month's last."""
    months = months_of(days) + count
    return np.minimum(first_of(months) + (days - first_of(months_of(days))), month_end(months))


def next_day_of_month(days: Days, day: int, *, after: bool) -> Days:
    """The first `day` of a month on or (`after`) strictly after each day."""
    this_month = day_of(months_of(days), day)
    late = days >= this_month if after else days > this_month
    return np.where(late, day_of(months_of(days) + 1, day), this_month)


def statement_date(days: Days, cut_off: int) -> Days:
    """The statement a document falls into: the cut-off day of its month, or of the next."""
    return next_day_of_month(days, cut_off, after=False)


def nominal(terms: Terms, base: Days, rules: TermsRules, working: WorkingDays | None = None) -> Days:
    """The due date before rolling; NaT where the rule waits for an event nobody can date."""
    if terms.rule in UNKNOWN:
        return np.full(base.shape, np.datetime64("NaT", "D"))
    if terms.cut_off is not None:
        base = statement_date(base, terms.cut_off)
    due = _by_rule(terms, base, rules, working) + terms.extra_days
    return next_day_of_month(due, terms.pay_day, after=False) if terms.pay_day is not None else due


def _by_rule(terms: Terms, base: Days, rules: TermsRules, working: WorkingDays | None) -> Days:
    months, rule = months_of(base), terms.rule
    if rule is Rule.MONTH_END:
        return _month_end_rule(terms, base, rules)
    if rule is Rule.NET_TO_MONTH_END:
        return month_end(months_of(add_months(base, terms.months) + terms.days))
    if rule is Rule.AFTER_FIRST:
        return first_of(months + terms.months) + terms.days
    if rule is Rule.DAY_OF_MONTH:
        return day_of(months + terms.months, terms.day or 1)
    if rule is Rule.EVERY_MONTH_DAY:
        return next_day_of_month(base, terms.day or 1, after=True)
    if rule in (Rule.WEEK, Rule.TEN_DAYS, Rule.HALF_MONTH) or rule in _PERIOD_MONTHS:
        return add_months(period_end(terms, base), terms.months) + terms.days
    if terms.working_days:
        return (working or WorkingDays("")).after_all(add_months(base, terms.months), terms.days)
    return add_months(base, terms.months) + terms.days


def _month_end_rule(terms: Terms, base: Days, rules: TermsRules) -> Days:
    """月结N天 in the company's reading; a statement cut-off takes the place of the month's end."""
    months, days = divmod(terms.days, _MONTH_DAYS)
    reading = terms.month_end or rules.month_end
    if terms.cut_off is not None and terms.months == 0:
        return base + terms.days if reading == "end_of_month_plus_days" else add_months(base, months) + days
    if reading == "from_document_date" and terms.days:
        return add_months(base, months + terms.months) + days
    if reading == "natural_months":
        return month_end(months_of(base) + terms.months + months) + days
    return month_end(months_of(base) + terms.months) + terms.days


def period_end(terms: Terms, base: Days) -> Days:
    """The end of the week, ten days, half month, two months, quarter, half year or year a day is in."""
    months = months_of(base)
    if terms.rule is Rule.WEEK:
        weekday = (base.astype("int64") + 3) % 7  # 1970-01-01 was a Thursday
        wanted = 6 if terms.weekday is None else terms.weekday
        return np.where(np.isnat(base), base, base + ((wanted - weekday) % 7).astype("timedelta64[D]"))
    if terms.rule in (Rule.TEN_DAYS, Rule.HALF_MONTH):
        days = (10, 20) if terms.rule is Rule.TEN_DAYS else (15,)
        end = month_end(months)
        for day in reversed(days):
            end = np.where(base <= day_of(months, day), day_of(months, day), end)
        return end
    length = _PERIOD_MONTHS[terms.rule]
    return month_end(months - months.astype("int64") % length + (length - 1))
