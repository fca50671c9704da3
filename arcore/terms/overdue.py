"""How late an item is (domain rules §4.3). `due` is the due date after rolling to a working day."""

from __future__ import annotations

import datetime as dt

from arcore.policy import TermsRules


def overdue_days(due: dt.date, as_of: dt.date) -> int:
    """Whole days past due at the end of `as_of`; 0 on the due date itself and before.

    >>> overdue_days(dt.date(2025, 4, 9), dt.date(2025, 4, 9)), overdue_days(dt.date(2025, 4, 9), dt.date(2025, 4, 12))
    (0, 3)
    """
    return max(0, (as_of - due).days)


def in_grace(due: dt.date, as_of: dt.date, rules: TermsRules) -> bool:
    """Whether the item is not past due by more than the grace: it is not chased yet."""
    return overdue_days(due, as_of) <= rules.grace_days


def chasing_days(due: dt.date, as_of: dt.date, rules: TermsRules) -> int:
    """Days past due beyond the grace, which the reminders count."""
    return max(0, overdue_days(due, as_of) - rules.grace_days)


def interest_from(due: dt.date) -> dt.date:
    """The first day that late-payment interest runs: the day after the due date, grace or not."""
    return due + dt.timedelta(days=1)
