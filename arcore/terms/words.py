"""Terms in words, both languages, always with a worked example that the reader can check by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np

from arcore.messages import Message, say
from arcore.policy import TermsRules
from arcore.terms.arithmetic import UNKNOWN, nominal
from arcore.terms.model import Base, Instalment, Milestone, Rule, Tenor, Terms

SAMPLE = dt.date(2025, 3, 10)

EVENT_WORDS: dict[Base, Message] = {
    Base.INVOICE: say("the invoice"),
    Base.DELIVERY: say("delivery of the goods"),
    Base.ACCEPTANCE: say("acceptance by the customer"),
    Base.INVOICE_RECEIVED: say("receipt of the invoice"),
    Base.STATEMENT: say("confirmation of the statement"),
    Base.BILL_OF_LADING: say("the bill of lading"),
    Base.ORDER: say("the order"),
}
MILESTONE_WORDS: dict[Milestone, Message] = {
    Milestone.ORDER: say("Advance payment"),
    Milestone.DELIVERY: say("On delivery"),
    Milestone.ACCEPTANCE: say("On acceptance"),
    Milestone.WARRANTY: say("Retention until the warranty ends"),
    Milestone.INVOICE: say("After invoicing"),
    Milestone.BALANCE: say("Remaining amount"),
}
_WEEKDAYS = (say("Monday"), say("Tuesday"), say("Wednesday"), say("Thursday"), say("Friday"), say("Saturday"), say("Sunday"))
_PERIOD_ENDS: dict[Rule, Message] = {
    Rule.TEN_DAYS: say("the 10th, the 20th or the end of the month"),
    Rule.HALF_MONTH: say("the 15th or the end of the month"),
    Rule.TWO_MONTHS: say("the end of the two months"),
    Rule.QUARTER: say("the end of the quarter"),
    Rule.HALF_YEAR: say("the end of the half year"),
    Rule.YEAR: say("the end of the year"),
}


def event_words(bases: tuple[Base, ...]) -> Message:
    """The event that starts the clock; of several, the later one."""
    if len(bases) == 1:
        return EVENT_WORDS[bases[0]]
    return say("the later of {first} and {second}", first=event_words(bases[:-1]), second=EVENT_WORDS[bases[-1]])


def rule_words(terms: Terms, rules: TermsRules) -> Message:
    """How the due date follows, as a phrase without a full stop."""
    words = _core_words(terms, rules)
    if terms.extra_days:
        words = say("{rule}, then {days} more days", rule=words, days=terms.extra_days)
    if terms.cut_off is not None:
        words = say("{rule} (statement day {day}: later documents count for the next month)", rule=words, day=terms.cut_off)
    if terms.pay_day is not None:
        words = say("{rule}, paid on the next day {day} of a month", rule=words, day=terms.pay_day)
    for discount in terms.discounts:
        words = _with_discount(words, discount.percent, discount.days, discount.from_month_end)
    return _with_bill(words, terms.bill) if terms.bill else words


def _with_discount(words: Message, percent: Decimal, days: int, from_month_end: bool) -> Message:
    if from_month_end:
        return say("{rule}; {percent}% discount within {days} days after the month's end", rule=words, percent=percent, days=days)
    return say("{rule}; {percent}% discount within {days} days", rule=words, percent=percent, days=days)


def _with_bill(words: Message, bill: Tenor) -> Message:
    if bill.months:
        return say("{rule}, paid by a bill that runs {count} months", rule=words, count=bill.months)
    if bill.days:
        return say("{rule}, paid by a bill that runs {count} days", rule=words, count=bill.days)
    return say("{rule}, paid by a bill", rule=words)


def _core_words(terms: Terms, rules: TermsRules) -> Message:
    event, rule = event_words(terms.bases), terms.rule
    if rule is Rule.NET:
        return _net_words(terms, event)
    if rule is Rule.MONTH_END:
        return _month_end_words(terms, event, rules)
    if rule is Rule.NET_TO_MONTH_END:
        return say("end of the month that is {span} after {event}", span=_span(terms), event=event)
    if rule is Rule.AFTER_FIRST:
        return say("{days} days after the first of {month}", days=terms.days, month=_month_ahead(terms.months, event))
    if rule is Rule.DAY_OF_MONTH:
        return say("day {day} of {month}", day=terms.day, month=_month_ahead(terms.months, event))
    if rule is Rule.EVERY_MONTH_DAY:
        return say("the first day {day} of a month after {event}", day=terms.day, event=event)
    return _special_words(terms, event)


def _special_words(terms: Terms, event: Message) -> Message:
    if terms.rule is Rule.WEEK:
        return _and_days(
            say("the coming {weekday} after {event}", weekday=_WEEKDAYS[6 if terms.weekday is None else terms.weekday], event=event), terms
        )
    if terms.rule in _PERIOD_ENDS:
        return _and_days(say("{period} after {event}", period=_PERIOD_ENDS[terms.rule], event=event), terms)
    if terms.rule is Rule.PAY_WHEN_PAID:
        return say("paid only once the customer has been paid itself; no due date until then")
    if terms.rule is Rule.ROLLING:
        return say("paid with the next delivery, or when the relation ends; no due date until then")
    return say("in {count} parts: {parts}", count=len(terms.instalments), parts=_parts_words(terms.instalments))


def _and_days(words: Message, terms: Terms) -> Message:
    return say("{rule}, then {days} more days", rule=words, days=terms.days) if terms.days else words


def _parts_words(parts: tuple[Instalment, ...]) -> Message:
    first = say("{milestone} {percent}%", percent=shown_percent(parts[0].percent), milestone=MILESTONE_WORDS[parts[0].milestone])
    return first if len(parts) == 1 else say("{first}, {rest}", first=first, rest=_parts_words(parts[1:]))


def shown_percent(percent: Decimal) -> str:
    """At most two decimals, without trailing zeros: '33.33', '30'."""
    return f"{percent:.2f}".rstrip("0").rstrip(".")


def _net_words(terms: Terms, event: Message) -> Message:
    if terms.prepaid:
        return say("paid in advance: due on {event}, before the goods leave", event=event)
    if not terms.days and not terms.months:
        return say("due on {event}", event=event)
    return say("{span} after {event}", span=_span(terms), event=event)


def _span(terms: Terms) -> Message:
    if terms.months and terms.days:
        return say("{months} months and {days} days", months=terms.months, days=terms.days)
    if terms.months:
        return say("{months} months", months=terms.months) if terms.months > 1 else say("one month")
    return say("{days} working days", days=terms.days) if terms.working_days else say("{days} days", days=terms.days)


def _month_ahead(months: int, event: Message) -> Message:
    if months == 1:
        return say("the month after {event}", event=event)
    return say("the second month after {event}", event=event)


def _month_end_words(terms: Terms, event: Message, rules: TermsRules) -> Message:
    if terms.cut_off is not None and not terms.months:
        return say("{days} days after the statement day", days=terms.days) if terms.days else say("due on the statement day")
    if terms.months == 1 and not terms.days:
        return say("end of the month after that of {event}", event=event)
    if terms.months and not terms.days:
        return say("end of the month {months} months after that of {event}", months=terms.months, event=event)
    if not terms.days:
        return say("end of the month of {event}", event=event)
    reading = terms.month_end or rules.month_end
    if reading == "natural_months":
        return say("end of the month of {event} and {days} days in natural months", event=event, days=terms.days)
    if reading == "from_document_date":
        return say("{days} days in natural months from {event}", event=event, days=terms.days)
    return say("{days} days after the end of the month of {event}", event=event, days=terms.days)


def explain(terms: Terms, rules: TermsRules) -> Message:
    """What a phrase means, with the due date of a sample document of 10 March 2025.

    >>> from arcore.terms import parse
    >>> parse("月结30天").explanation.text("zh")
    '月结30天：开票当月月底后 30 天。例：2025-03-10 开票，2025-04-30 到期。'
    """
    phrase: str | Message = terms.text or say("(blank)")
    if not terms.recognized:
        phrase = say("{phrase} (by the company default)", phrase=phrase)
    words = rule_words(terms, rules)
    if terms.rule in UNKNOWN or terms.instalments:
        return say("{phrase}: {rule}.", phrase=phrase, rule=words)
    due = nominal(terms, np.array([SAMPLE], dtype="datetime64[D]"), rules)[0]
    return say(
        "{phrase}: {rule}. Example: {event} dated {base}, due {due}.",
        phrase=phrase,
        rule=words,
        event=EVENT_WORDS[terms.base],
        base=SAMPLE,
        due=due,
    )
