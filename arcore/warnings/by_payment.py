"""Rules over how customers pay: jumps of overdue amounts, silence, broken promises, debts growing older."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import Any

import pandas as pd

from arcore import wording
from arcore.messages import Message, say
from arcore.standing import Standing
from arcore.warnings.model import RiskWarning, Severity
from arcore.warnings.situation import Situation

LEAST_INTERVALS, LEAST_SILENCE = 3, 30
"""A usual cycle needs so many intervals between payments; nobody is called silent before so many days."""

Key = tuple[int, str]


def of_customer(
    at: Situation, rule: str, severity: Severity, key: int, currency: str, amount: int, message: Message, since: dt.date | None = None,
    ids: tuple[int, ...] = (), subject: str = "",
) -> RiskWarning:  # fmt: skip
    """A warning about a customer; `subject` tells several of one rule apart."""
    number, name = at.customers.get(key, (str(key), str(key)))
    ref = f"{rule}:{number}:{currency}" + (f":{subject}" if subject else "")
    return RiskWarning(rule, severity, ref, currency, amount, message, since, key, number, name, ids=ids)


def overdue_by_customer(standing: Standing, days: int = 0) -> dict[Key, int]:
    """(customer, currency) → debts past due by more than `days`."""
    late = standing.aged[(standing.aged["open"] > 0) & (standing.aged["days_past_due"] > days)]
    return _by_customer(late)


def _by_customer(rows: pd.DataFrame) -> dict[Key, int]:
    sums: dict[Any, int] = rows.groupby(["customer_key", "currency"])["open"].sum().to_dict()
    return {(int(key), str(code)): int(total) for (key, code), total in sums.items()}


def overdue_jump(at: Situation) -> Iterable[RiskWarning]:
    """Overdue has risen by a percentage and by at least the least amount since the last month end."""
    rules, earlier = at.policy.warnings, overdue_by_customer(at.before)
    for (key, code), late in overdue_by_customer(at.now).items():
        was = earlier.get((key, code), 0)
        rise = late - was
        if rise >= rules.least_amount and rise * 100 >= was * rules.overdue_jump_percent:
            amounts = {"rise": wording.amount(rise, code), "now": wording.amount(late, code)}
            message = say("Overdue has risen by {rise} to {now} since {date}.", **amounts, date=at.before.as_of)
            yield of_customer(at, "overdue_jump", Severity.MEDIUM, key, code, rise, message, at.before.as_of)


def silence(at: Situation) -> Iterable[RiskWarning]:
    """A customer with overdue debts has paid nothing for N × the usual interval between its payments (the median)."""
    receipts = at.books.receipts
    known = receipts[receipts["customer_key"].notna() & (receipts["receipt_date"] <= pd.Timestamp(at.as_of)) & (receipts["amount"] > 0)]
    days: dict[Any, Any] = known.groupby("customer_key")["receipt_date"].unique().to_dict()
    for (key, code), late in overdue_by_customer(at.now).items():
        paid = sorted(day.date() for day in days.get(key, []))
        intervals = [(later - earlier).days for earlier, later in pairwise(paid)]
        if len(intervals) < LEAST_INTERVALS:
            continue
        usual, silent = int(median(intervals)), (at.as_of - paid[-1]).days
        if silent > max(LEAST_SILENCE, at.policy.warnings.silence_cycles * usual):
            message = say(
                "No payment for {days} days, usually every {usual} days; {amount} is overdue.",
                days=silent, usual=usual, amount=wording.amount(late, code),
            )  # fmt: skip
            yield of_customer(at, "silence", Severity.HIGH, key, code, late, message, paid[-1])


def migration(at: Situation) -> Iterable[RiskWarning]:
    """The share of debts long overdue has risen by percentage points, and their amount by at least the least amount."""
    rules = at.policy.warnings
    old_before, all_before = overdue_by_customer(at.before, rules.migration_days), _by_customer(at.before.aged[at.before.aged["open"] > 0])
    all_now = _by_customer(at.now.aged[at.now.aged["open"] > 0])
    for (key, code), old in overdue_by_customer(at.now, rules.migration_days).items():
        was = old_before.get((key, code), 0)
        share, share_before = Fraction(old, all_now[key, code]), Fraction(was, max(1, all_before.get((key, code), 0)))
        if old - was >= rules.least_amount and (share - share_before) * 100 >= rules.migration_points:
            message = say(
                "{amount} ({share}) is overdue by more than {days} days; it was {before} at the last month end.",
                amount=wording.amount(old, code), share=wording.percent(share), days=rules.migration_days,
                before=wording.percent(share_before),
            )  # fmt: skip
            yield of_customer(at, "migration", Severity.MEDIUM, key, code, old, message, at.before.as_of)


def broken_promise(at: Situation) -> Iterable[RiskWarning]:
    """A promise that ran out and was not kept, or only partly (see `collecting.promises`), until a later one is made."""
    promises = at.register("promises")
    if promises is None:
        return
    latest: dict[Any, Any] = promises.groupby(["customer_key", "currency"])["made_on"].max().to_dict()
    rows: list[Any] = promises[promises["state"].isin(["broken", "partly"])].to_dict("records")
    for row in rows:
        key, code, promised = int(row["customer_key"]), str(row["currency"]), row["date"].date()
        if latest[row["customer_key"], row["currency"]] > row["date"]:
            continue
        words = {"promised": wording.amount(int(row["amount"]), code), "came": wording.amount(int(row["received"]), code)}
        message = say("{promised} was promised for {date}; {came} has come.", **words, date=promised)
        missing = int(row["amount"]) - int(row["received"])
        subject = f"{promised.isoformat()}.{row['row_key']}"
        yield of_customer(at, "broken_promise", Severity.HIGH, key, code, missing, message, promised, subject=subject)
