"""Instalment plans: what a debtor agreed to pay when, with interest on what is still owed (domain rules §3.5).

Principal is shared in whole minor units, the last instalment carries the remainder; interest is simple, on the remaining
principal, from one date to the next. What is paid settles the oldest instalment first. The original due dates of the
documents stay as they were.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from arcore.messages import Unusable, say
from arcore.money import shown, split_evenly

DAYS_IN_YEAR = 365


@dataclass(frozen=True)
class Instalment:
    """One payment of a plan, minor units; `balance` is the principal left after it."""

    number: int
    due: dt.date
    principal: int
    interest: int
    balance: int

    @property
    def total(self) -> int:
        """What is to be paid on the day."""
        return self.principal + self.interest


@dataclass(frozen=True)
class Standing:
    """How a plan stands at a date: what fell due, what was paid, which instalments are late, and what is due now.

    `accelerated`: an instalment has been late beyond the days of grace, so that everything is due at once.
    """

    fallen_due: int
    paid: int
    late: tuple[Instalment, ...]
    accelerated: bool
    due_now: int


def equal(
    principal: int, count: int, first: dt.date, *, since: dt.date, months: int = 1, annual_percent: Decimal = Decimal(0)
) -> tuple[Instalment, ...]:
    """`count` equal shares of `principal` every `months` months from `first`; interest runs from `since`.

    Raises Unusable when the numbers make no plan.
    """
    if count < 1 or principal < count or months < 1:
        raise Unusable(say("A plan needs at least one instalment and a principal that can be shared."))
    days = [(pd.Timestamp(first) + pd.DateOffset(months=months * number)).date() for number in range(count)]
    return custom(list(zip(days, split_evenly(principal, count), strict=True)), since=since, annual_percent=annual_percent)


def custom(parts: Sequence[tuple[dt.date, int]], *, since: dt.date, annual_percent: Decimal = Decimal(0)) -> tuple[Instalment, ...]:
    """The plan of these days and principals; days must rise from `since` on. Raises Unusable, naming the instalment."""
    left, before = sum(amount for _, amount in parts), since
    plan: list[Instalment] = []
    for number, (day, amount) in enumerate(parts, 1):
        if amount <= 0:
            raise Unusable(say("Instalment {number} must be more than 0.", number=number))
        if day < before or (plan and day == before):
            raise Unusable(say("Instalment {number} on {day} must come after {before}.", number=number, day=day, before=before))
        interest = _interest(left, (day - before).days, annual_percent)
        left, before = left - amount, day
        plan.append(Instalment(number, day, amount, interest, left))
    return tuple(plan)


def agreed(parts: Sequence[tuple[dt.date, int]], principal: int, currency: str) -> None:
    """Check that the instalments add up to what is owed; raises Unusable with the difference."""
    total = sum(amount for _, amount in parts)
    if total != principal:
        raise Unusable(
            say(
                "The instalments add up to {total}, but {principal} is owed: {difference} apart.",
                total=shown(total, currency),
                principal=shown(principal, currency),
                difference=shown(total - principal, currency),
            )
        )


def standing(plan: Sequence[Instalment], paid: int, as_of: dt.date, grace_days: int = 0) -> Standing:
    """How `plan` stands when `paid` has come in by the end of `as_of`; the grace is counted in days after an instalment's date."""
    fallen_due = sum(each.total for each in plan if each.due <= as_of)
    covered, late = 0, []
    for each in plan:
        covered += each.total
        if each.due < as_of and covered > paid:
            late.append(each)
    accelerated = any((as_of - each.due).days > grace_days for each in late)
    owed = sum(each.total for each in plan) if accelerated else fallen_due
    return Standing(fallen_due, paid, tuple(late), accelerated, max(0, owed - paid))


def _interest(principal: int, days: int, annual_percent: Decimal) -> int:
    exact = Decimal(principal) * annual_percent * days / (100 * DAYS_IN_YEAR)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
