"""Who gets a statement when: large customers more often than others (policy `collecting`), and by which day of the month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd

from arcore.accounts import Account, accounts
from arcore.books import Books
from arcore.collecting.agreements import agreements, contested
from arcore.dates import last_of_month
from arcore.policy import Policy
from arcore.policy_sections.collecting import CollectingRules

LARGE = frozenset({"大型", "大型企业", "大", "large", "large enterprise"})


def months_of(size: object, rules: CollectingRules) -> int:
    """Every how many months a customer of this size gets a statement; at least one."""
    large = isinstance(size, str) and size.strip().casefold() in LARGE
    return max(1, rules.statement_months_large if large else rules.statement_months)


def month_end(day: dt.date) -> dt.date:
    """The last month end that is not after `day`.

    >>> month_end(dt.date(2026, 6, 30)), month_end(dt.date(2026, 7, 1))
    (datetime.date(2026, 6, 30), datetime.date(2026, 6, 30))
    """
    return day if day == last_of_month(day.year, day.month) else day.replace(day=1) - dt.timedelta(days=1)


def cycle_end(day: dt.date, months: int) -> dt.date:
    """The last end of a cycle of so many months that is not after `day`; cycles end with the year where they divide it.

    >>> cycle_end(dt.date(2026, 5, 31), 3), cycle_end(dt.date(2026, 5, 31), 1)
    (datetime.date(2026, 3, 31), datetime.date(2026, 5, 31))
    """
    end = month_end(day)
    while (end.year * 12 + end.month) % months:
        end = end.replace(day=1) - dt.timedelta(days=1)
    return end


def period_start(end: dt.date, months: int) -> dt.date:
    """The first day of the period of so many months that ends with `end`."""
    found: dt.date = (pd.Timestamp(end.replace(day=1)) - pd.DateOffset(months=months - 1)).date()
    return found


def deadline(end: dt.date, rules: CollectingRules) -> dt.date:
    """By which day the statements of a month that ended have been sent."""
    first = end + dt.timedelta(days=1)
    return first.replace(day=max(1, min(rules.statement_day, last_of_month(first.year, first.month).day)))


def current_accounts(books: Books, end: dt.date, policy: Policy) -> list[Account]:
    """Every customer's account over its own period up to `end`, by customer and currency, with what is in dispute then."""
    disputed = contested(agreements(books, end, policy)) if books.registers else {}
    months = customer_months(books, policy)
    found: list[Account] = []
    for length in sorted(set(months.values())):
        keys = {key for key, each in months.items() if each == length}
        start = period_start(end, length)
        found += accounts(books, start, end, policy.aging.scheme, customers=keys, disputed=disputed)
    return sorted(found, key=lambda account: (account.customer_key, account.currency))


def account_over(account: Account, books: Books, start: dt.date, end: dt.date, policy: Policy) -> Account | None:
    """The same customer's account over other days; None where it has neither a balance nor a movement then."""
    if (start, end) == (account.start, account.end):
        return account
    mine = accounts(books, start, end, policy.aging.scheme, customers={account.customer_key})
    return next((each for each in mine if each.currency == account.currency), None)


def customer_months(books: Books, policy: Policy) -> Mapping[int, int]:
    """Each customer's cycle in months."""
    rows: list[Any] = books.customers[["customer_key", "size"]].to_dict("records")
    return {int(row["customer_key"]): months_of(row["size"], policy.collecting) for row in rows}
