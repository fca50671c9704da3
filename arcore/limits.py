"""Which limit and which terms a customer should get, and why (domain rules §5.3, capability 13).

Limit = average monthly sales (of the months with sales) × terms ÷ 30 × the grade's share, held by caps. It goes by the agreed
terms, never by how long the customer takes: paying slowly must not raise a limit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from arcore.messages import Message, say
from arcore.money import exponent
from arcore.policy import Policy
from arcore.policy_sections import scores
from arcore.policy_sections.limits import LimitRules
from arcore.terms import Rule, parse
from arcore.wording import amount

COUNTED_RULES = (Rule.NET, Rule.MONTH_END, Rule.NET_TO_MONTH_END)
MONTH = 30
STEP, LARGE_STEP, LARGE = 1_000, 10_000, 1_000_000
"""Limits are rounded down to whole thousands, above a million to ten thousands."""


@dataclass(frozen=True)
class Basis:
    """What a limit follows from; money in minor units of `currency`.

    `monthly_sales`: average including tax, of the months with sales. `receivables`: of all customers together. `peak`: the
    highest balance so far. `term_text`: as agreed. `cap`: a limit set by hand that nothing may exceed.
    """

    grade: str
    currency: str
    monthly_sales: int
    sales_months: int
    term_text: str | None
    receivables: int
    tenure_months: int
    peak: int
    limit: int | None = None
    cap: int | None = None


@dataclass(frozen=True)
class LimitAdvice:
    """The suggested limit (minor units), what it would be without caps, and the way there in sentences."""

    limit: int
    uncapped: int
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class TermsAdvice:
    """The suggested credit period, the share of an order to be paid before delivery, and why."""

    days: int
    prepayment_percent: int
    reasons: tuple[Message, ...]


def term_days(phrase: str | None, policy: Policy) -> int | None:
    """The credit period a phrase grants, in days; None where it names none that can be counted.

    >>> term_days("月结60天", Policy()), term_days("款到发货", Policy()), term_days("面议", Policy())
    (60, 0, None)
    """
    terms = parse(phrase, policy.terms)
    if not terms.recognized:
        return None
    if terms.prepaid:
        return 0
    return MONTH * terms.months + terms.days + terms.extra_days if terms.rule in COUNTED_RULES else None


def limit_amount(basis: Basis, policy: Policy) -> int:
    """The suggested limit alone, for lists of many customers."""
    return round_down(_held(basis, policy)[1], basis.currency)


def suggest_limit(basis: Basis, policy: Policy) -> LimitAdvice:
    """The limit for a customer of `basis.grade`, with the way there."""
    if basis.grade == "P":
        return LimitAdvice(0, 0, (say("Pays before delivery: no limit is needed."),))
    uncapped, limit, holding = _held(basis, policy)
    reasons = [_formula(basis, _agreed(basis, policy), scores.of(policy.scores.limit_percent, basis.grade), uncapped)]
    reasons += [reason() for reason in holding]
    rounded = round_down(limit, basis.currency)
    if rounded != limit:
        reasons.append(say("Rounded down to {amount}.", amount=amount(rounded, basis.currency)))
    return LimitAdvice(rounded, uncapped, (*reasons, *_against_today(basis, rounded)))


def _agreed(basis: Basis, policy: Policy) -> int:
    """The credit period agreed, or the longest of the grade where none can be counted."""
    days = term_days(basis.term_text, policy)
    return scores.of(policy.scores.terms_days, basis.grade) if days is None else days


def _held(basis: Basis, policy: Policy) -> tuple[int, int, list[Callable[[], Message]]]:
    """What sales, terms and grade give; what the caps leave of it; why each cap that holds it does."""
    if basis.grade == "P":
        return 0, 0, []
    percent = scores.of(policy.scores.limit_percent, basis.grade)
    uncapped = basis.monthly_sales * _agreed(basis, policy) * percent // (MONTH * 100)
    limit, holding = uncapped, []
    for cap, reason in _caps(basis, policy):
        if cap < limit:
            limit = cap
            holding.append(reason)
    return uncapped, limit, holding


def _formula(basis: Basis, days: int, percent: int, uncapped: int) -> Message:
    if not basis.monthly_sales:
        return say("No sales in the last 12 months, so nothing calls for a limit.")
    return say(
        "Average monthly sales {sales} (of {months} months with sales) × {days} days ÷ 30 × {percent}% for grade {grade} = {amount}.",
        sales=amount(basis.monthly_sales, basis.currency),
        months=basis.sales_months,
        days=days,
        percent=percent,
        grade=basis.grade,
        amount=amount(uncapped, basis.currency),
    )


def _caps(basis: Basis, policy: Policy) -> list[tuple[int, Callable[[], Message]]]:
    """What may hold the limit, each with its sentence, which is only made where it does."""
    rules = policy.limits
    whole = basis.receivables * rules.customer_cap_percent // 100
    found: list[tuple[int, Callable[[], Message]]] = [(whole, lambda: _share_cap(basis, rules, whole))]
    if basis.cap is not None:
        cap = basis.cap
        found.append((cap, lambda: say("A limit set by hand holds it to {amount}.", amount=amount(cap, basis.currency))))
    if basis.grade == "N":
        starter = rules.starter_limit
        found.append(
            (starter, lambda: say("Without enough history it starts with {amount} at most.", amount=amount(starter, basis.currency)))
        )
    elif basis.tenure_months < rules.young_months:
        peak = basis.peak * rules.peak_percent // 100
        found.append((peak, lambda: _peak_cap(basis, rules, peak)))
    return found


def _share_cap(basis: Basis, rules: LimitRules, whole: int) -> Message:
    return say(
        "One customer may have {percent}% of all receivables of {total}: {amount} at most.",
        percent=rules.customer_cap_percent,
        total=amount(basis.receivables, basis.currency),
        amount=amount(whole, basis.currency),
    )


def _peak_cap(basis: Basis, rules: LimitRules, peak: int) -> Message:
    return say(
        "In the first {months} months {percent}% of the highest balance so far: {amount} at most.",
        months=rules.young_months,
        percent=rules.peak_percent,
        amount=amount(peak, basis.currency),
    )


def _against_today(basis: Basis, limit: int) -> tuple[Message, ...]:
    if basis.limit is None:
        return (say("No limit has been set so far."),)
    change = limit - basis.limit
    if not change:
        return (say("That is today's limit."),)
    if change > 0:
        return (say("That is {amount} more than today's limit.", amount=amount(change, basis.currency)),)
    return (say("That is {amount} less than today's limit.", amount=amount(-change, basis.currency)),)


def round_down(minor: int, currency: str) -> int:
    """An amount rounded down to whole thousands, above a million to ten thousands.

    >>> round_down(123_456_78, "CNY"), round_down(1_234_567_00, "CNY")
    (12300000, 123000000)
    """
    one: int = 10 ** exponent(currency)
    step = (LARGE_STEP if minor > LARGE * one else STEP) * one
    return max(0, minor) // step * step


def terms_days(grade: str, term_text: str | None, policy: Policy) -> int:
    """The suggested credit period alone, for lists of many customers."""
    if grade == "P":
        return 0
    rules, now = policy.limits, term_days(term_text, policy)
    start = rules.industry_days if now is None else now
    start = start if grade == "A" else min(start, rules.industry_days)
    return min(start, scores.of(policy.scores.terms_days, grade), rules.funded_days)


def suggest_terms(grade: str, term_text: str | None, policy: Policy) -> TermsAdvice:
    """Terms from the three things that decide them: the customer's grade, what is usual in the trade, what our own cash can carry."""
    if grade == "P":
        return TermsAdvice(0, 100, (say("Pays before delivery; nothing changes."),))
    rules, now = policy.limits, term_days(term_text, policy)
    longest = scores.of(policy.scores.terms_days, grade)
    days = terms_days(grade, term_text, policy)
    prepayment = scores.of(policy.scores.prepayment_percent, grade)
    reasons = [
        say("Grade {grade}: {days} days at most.", grade=grade, days=longest),
        say("Usual in the trade: {days} days.", days=rules.industry_days),
        say("Our own cash carries {days} days at most.", days=rules.funded_days),
    ]
    if now is None:
        reasons.append(say("No countable terms are agreed today."))
    else:
        reasons.append(say("Agreed today: {terms} ({days} days).", terms=term_text, days=now))
    if prepayment:
        reasons.append(say("Grade {grade} pays {percent}% before delivery.", grade=grade, percent=prepayment))
    return TermsAdvice(days, prepayment, tuple(reasons))
