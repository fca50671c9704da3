"""Aging buckets: their edges as data, the boundary dates they mean at a date, and their names.

Names follow from the edges, so a changed policy cannot leave a wrong heading behind.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from arcore.i18n import Language
from arcore.messages import Message, Unusable, say
from arcore.policy import AgingScheme

Basis = Literal["due", "document"]

UNKNOWN = -1
"""The bucket of items whose age nobody knows (opening balances, no date at all)."""


CREDITS = -2
"""Stands in for a bucket where credits are kept apart from it."""


@dataclass(frozen=True)
class CalendarScheme:
    """Buckets by calendar anniversaries, as auditors age: the upper ends in months of every bucket but the last."""

    upper_months: tuple[int, ...] = (6, 12, 24, 36, 48, 60)


Scheme = AgingScheme | CalendarScheme


def boundaries(scheme: Scheme, as_of: dt.date) -> tuple[dt.date, ...]:
    """For every bucket but the last: an item dated before this day has left it.

    >>> boundaries(AgingScheme((0, 30)), dt.date(2025, 3, 31))
    (datetime.date(2025, 3, 31), datetime.date(2025, 3, 1))
    """
    ends = edges(scheme)
    if isinstance(scheme, CalendarScheme):
        return tuple(_months_before(as_of, months) for months in ends)
    return tuple(as_of - dt.timedelta(days=days) for days in ends)


def bucket_columns(scheme: Scheme) -> tuple[str, ...]:
    """The bucket columns of `table`, youngest first, the unknown age last."""
    return (*(f"bucket_{number}" for number in range(len(edges(scheme)) + 1)), "bucket_unknown")


def bucket_labels(scheme: Scheme, lang: Language, basis: Basis = "due") -> tuple[str, ...]:
    """What each bucket is called, from the scheme's edges, in the order of `bucket`; the unknown age is not among them.

    >>> bucket_labels(AgingScheme((0, 30)), "en")
    ('Not due', '1–30 days', 'Over 30 days')
    """
    return tuple(message.text(lang) for message in label_messages(scheme, basis))


def label_messages(scheme: Scheme, basis: Basis = "due") -> tuple[Message, ...]:
    """`bucket_labels` before a language is chosen."""
    ends = edges(scheme)
    name = _month_label if isinstance(scheme, CalendarScheme) else _day_label
    spans = zip((None, *ends), (*ends, None), strict=True)
    return tuple(name(lower, upper, basis) for lower, upper in spans)


def unknown_label() -> Message:
    """What `bucket_unknown` is called."""
    return say("Opening / age unknown")


def _day_label(lower: int | None, upper: int | None, basis: Basis) -> Message:
    if upper is None:
        return say("Over {days} days", days=lower)
    if lower is None:
        if upper == 0:
            return say("Not due") if basis == "due" else say("Same day")
        return say("Up to {days} days", days=upper)
    return say("{first}–{last} days", first=lower + 1, last=upper)


def _month_label(lower: int | None, upper: int | None, basis: Basis) -> Message:
    lower = lower or 0
    if upper is None:
        return say("Over {years} years", years=lower // 12) if lower % 12 == 0 else say("Over {months} months", months=lower)
    if lower == 0 and upper == 12:
        return say("Within 1 year")
    if lower >= 12 and lower % 12 == 0 and upper % 12 == 0:
        return say("{first}–{last} years", first=lower // 12, last=upper // 12)
    return say("{first}–{last} months", first=lower + 1 if lower else 0, last=upper)


def edges(scheme: Scheme) -> tuple[int, ...]:
    """The upper ends of every bucket but the last, days or months; Unusable when they do not rise."""
    ends = scheme.upper_months if isinstance(scheme, CalendarScheme) else scheme.upper_ends
    if not ends or ends[0] < 0 or any(a >= b for a, b in pairwise(ends)):
        raise Unusable(say("The bucket edges {edges} must rise, starting at 0 or later. Mend them in the policy.", edges=list(ends)))
    return ends


def _months_before(day: dt.date, months: int) -> dt.date:
    """The first day whose anniversary after `months` is `day` or later; 2025-02-30 does not exist, so it is 03-01."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    try:
        return dt.date(year, month + 1, day.day)
    except ValueError:
        return dt.date(year, month + 2, 1)
