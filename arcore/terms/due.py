"""The due date of one document, with what a reader needs to check it.

Where the event that starts the clock is not dated, the invoice date stands in and a warning says so.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np

from arcore.calendars import WorkingDays
from arcore.messages import Message, say
from arcore.money import share_of
from arcore.policy import TermsRules
from arcore.terms.arithmetic import UNKNOWN, add_months, month_end, months_of, nominal
from arcore.terms.model import Base, BaseDates, Discount, DueDate, DueInstalment, Milestone, Rule, Tenor, Terms
from arcore.terms.words import EVENT_WORDS, MILESTONE_WORDS, rule_words, shown_percent


def due_date(terms: Terms, dates: BaseDates, rules: TermsRules | None = None, calendar: WorkingDays | None = None) -> DueDate:
    """When a document with these terms and dates falls due.

    `calendar` (China's when not given) moves a last day off to the next working day where `rules.roll_holidays`. Terms that
    split the amount fall due with their last ordinary part; retention alone, when the warranty ends.
    """
    rules, calendar = rules or TermsRules(), calendar or WorkingDays()
    if terms.instalments:
        return _last_part(terms, dates, rules, calendar)
    base, warnings = _base_date(terms, dates)
    if terms.rule in UNKNOWN:
        return DueDate(
            None, None, False, None, None, say("{rule}.", rule=rule_words(terms, rules)), (*terms.warnings, *_why_unknown(terms))
        )
    first = _day(nominal(terms, _days(base), rules, calendar))
    if first is None:
        return DueDate(None, None, False, None, None, say("The due date would lie beyond the calendar."), terms.warnings)
    day = calendar.roll(first) if rules.roll_holidays else first
    if rules.roll_holidays or terms.working_days:
        warnings = (*warnings, *(w for w in (calendar.warning(first),) if w))
    until = discount_until(terms.discount, base)
    words = _words(terms, base, first, day, rules)
    return DueDate(day, first, day != first, until, cash_date(terms.bill, day), words, (*terms.warnings, *warnings))


def _last_part(terms: Terms, dates: BaseDates, rules: TermsRules, calendar: WorkingDays) -> DueDate:
    retained = terms.rule is Rule.RETENTION
    parts = [part for part in terms.instalments if retained == (part.milestone is Milestone.WARRANTY)] or list(terms.instalments)
    due = [due_date(part.terms, dates, rules, calendar) for part in parts]
    last = max((each for each in due if each.date), key=lambda each: (each.date, each.nominal), default=due[-1])
    until = discount_until(terms.discount, dates.invoice)
    words = say("{rule}. Last ordinary part: {part}", rule=rule_words(terms, rules), part=last.explanation)
    warnings = (*terms.warnings, *(warning for each in due for warning in each.warnings))
    return DueDate(last.date, last.nominal, last.rolled, until, last.cash_date, words, _distinct(warnings))


def _base_date(terms: Terms, dates: BaseDates) -> tuple[dt.date, tuple[Message, ...]]:
    """The latest of the dates the terms count from; a missing one is the invoice's, and said so except for orders."""
    known = [dates.of(base) or dates.invoice for base in terms.bases]
    missing = [base for base in terms.bases if dates.of(base) is None and base is not Base.ORDER]
    if terms.cut_off is None or terms.bases != (Base.INVOICE,):
        warnings = tuple(
            say("The date of {event} is not known; counted from the invoice date instead.", event=EVENT_WORDS[base]) for base in missing
        )
        return max(known), warnings
    return max(known), ()


def _why_unknown(terms: Terms) -> tuple[Message, ...]:
    if terms.rule is not Rule.PAY_WHEN_PAID:
        return ()
    return (
        say("A large company may not make payment to a small or medium one depend on being paid itself (Payment Regulation 2025, art. 9)."),
    )


def _words(terms: Terms, base: dt.date, first: dt.date, day: dt.date, rules: TermsRules) -> Message:
    words = say("{rule}: {base} gives {due}.", rule=rule_words(terms, rules), base=base, due=first)
    if day == first:
        return words
    return say("{sentence} {nominal} is no working day, so it moves to {due}.", sentence=words, nominal=first, due=day)


def discount_until(discount: Discount | None, base: dt.date) -> dt.date | None:
    """The last day of a discount counted from `base`."""
    if discount is None:
        return None
    start = month_end(months_of(_days(base))) if discount.from_month_end else _days(base)
    return _day(start + discount.days)


def cash_date(bill: Tenor | None, handed_over: dt.date) -> dt.date | None:
    """When a bill handed over that day becomes cash; None without a bill, or without its tenor."""
    if bill is None or not (bill.days or bill.months):
        return None
    return _day(add_months(_days(handed_over), bill.months) + bill.days)


def instalments(
    terms: Terms, amount: int, dates: BaseDates, rules: TermsRules | None = None, calendar: WorkingDays | None = None
) -> list[DueInstalment]:
    """The parts of `amount` (minor units, either sign) with their due dates; they add up to it exactly. One part for simple terms."""
    if not terms.instalments:
        due = due_date(terms, dates, rules, calendar)
        return [DueInstalment(say("Full amount"), Milestone.BALANCE, Decimal(100), due, amount)]
    parts: list[DueInstalment] = []
    passed, given = Decimal(0), 0
    for part in terms.instalments:
        passed += part.percent
        upto = amount if part is terms.instalments[-1] else _share(amount, passed)
        label = say("{milestone} {percent}%", milestone=MILESTONE_WORDS[part.milestone], percent=shown_percent(part.percent))
        parts.append(DueInstalment(label, part.milestone, part.percent, due_date(part.terms, dates, rules, calendar), upto - given))
        given = upto
    return parts


def _share(amount: int, percent: Decimal) -> int:
    return share_of(amount, percent / 100)


def _days(day: dt.date) -> np.ndarray[tuple[int, ...], np.dtype[np.datetime64]]:
    return np.array([day], dtype="datetime64[D]")


def _day(days: np.ndarray[tuple[int, ...], np.dtype[np.datetime64]]) -> dt.date | None:
    found = days[0].item()
    return found if isinstance(found, dt.date) else None


def _distinct(warnings: tuple[Message, ...]) -> tuple[Message, ...]:
    return tuple({warning.text("en"): warning for warning in warnings}.values())
