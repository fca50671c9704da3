"""A payment-term phrase read: what it takes off first (discounts, parts, bills, cut-off days), then its family.

Reading never fails: what nobody understands becomes the company default, with little confidence and a warning.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from arcore.messages import Message, say
from arcore.policy import TermsRules
from arcore.terms.arithmetic import UNKNOWN
from arcore.terms.asides import (
    BILL,
    BILL_SHARE,
    COUNTED_FROM_NEXT_MONTH,
    CUT_OFF,
    FILLERS,
    FIXED_DATE,
    FROM_MONTH_END,
    MEANS_SHARE,
    NATURAL_MONTHS,
    NOTHING,
    PAY_DAY,
    RECONCILING,
    STANDING_CREDIT,
    STARTS_FROM,
    number,
    tenor,
    without,
)
from arcore.terms.discounts import read_discounts
from arcore.terms.events import events
from arcore.terms.families import blank, first_family, plausible
from arcore.terms.model import Base, Rule, Terms
from arcore.terms.parts import NOT_A_SHARE, exceeds_whole, in_steps, read_parts
from arcore.terms.reading import normalize
from arcore.terms.words import explain

FALLBACK = blank(days=30, text="30天", confidence=0.3)
DEFAULT_CONFIDENCE = 0.3
MAX_LENGTH = 200

_REFERS = re.compile(r"合同|协议|面议|另议|协商|约定|订单要求|待定|contract|agree|negotia|tbd|tba")


def parse(text: str | None, rules: TermsRules | None = None) -> Terms:
    """What `text` means under `rules`; the company default with a warning when it means nothing. Never raises.

    >>> parse("月结30天").rule, parse("月结30天").days, parse("Net 45").days, parse("面议").recognized
    (<Rule.MONTH_END: 'month_end'>, 30, 45, False)
    """
    return _parse("" if text is None else str(text), rules or TermsRules())


@lru_cache(maxsize=20_000)
def _parse(text: str, rules: TermsRules) -> Terms:
    default = _default(rules)
    phrase = normalize(text)
    terms = _read(phrase, default) if len(phrase) <= MAX_LENGTH else None
    if terms is None:
        terms = replace(default, recognized=False, confidence=DEFAULT_CONFIDENCE, warnings=(_why_default(text, phrase, default),))
    terms = replace(terms, text=text.strip())
    return replace(terms, explanation=explain(terms, rules))


@lru_cache(maxsize=64)
def _default(rules: TermsRules) -> Terms:
    terms = _read(normalize(rules.default), FALLBACK)
    return replace(terms, text=rules.default) if terms is not None else FALLBACK


def _why_default(text: str, phrase: str, default: Terms) -> Message:
    if not phrase or phrase in NOTHING:
        return say("No payment terms are given; the company default “{default}” is used.", default=default.text)
    if _REFERS.search(phrase):
        return say(
            "“{text}” refers to an agreement that is not in the file; the company default “{default}” is used.",
            text=text.strip(),
            default=default.text,
        )
    return say(
        "The payment terms “{text}” are not understood; the company default “{default}” is used.", text=text.strip(), default=default.text
    )


def _read(phrase: str, default: Terms) -> Terms | None:
    """The terms of a normalised phrase, without its words; None when it is not understood."""
    phrase = RECONCILING.sub("", COUNTED_FROM_NEXT_MONTH.sub(r"\1,从月底起算", NOT_A_SHARE.sub(",", phrase).strip(",")))
    mixed = bool(MEANS_SHARE.search(phrase) and BILL_SHARE.search(phrase))
    if mixed:
        phrase = BILL_SHARE.sub("", MEANS_SHARE.sub("", phrase)).strip(",")
    discounts, rest = read_discounts(in_steps(phrase))
    if discounts and not rest:
        return replace(default, discounts=discounts, recognized=True, confidence=0.6)
    parts = read_parts(rest, lambda part: _read_whole(part) or default, default)
    terms = parts or (None if exceeds_whole(rest) else _read_whole(rest))
    if terms is None and (bill := BILL.search(rest)):
        terms = _bill_only(bill, default)
    if terms is None or not all(plausible(each) for each in (terms, *(part.terms for part in terms.instalments))):
        return None
    if mixed:
        note = say("Part of the amount is paid by bill, part in money; the parts are not kept apart.")
        terms = replace(terms, confidence=min(terms.confidence, 0.75), warnings=(*terms.warnings, note))
    return replace(terms, discounts=discounts) if discounts else terms


def _read_whole(phrase: str) -> Terms | None:
    """The terms of a phrase that does not split the amount."""
    if FIXED_DATE.search(phrase):
        return None
    standing = STANDING_CREDIT.search(phrase)
    if standing and first_family(without(phrase, standing)):
        phrase = without(phrase, standing)
    bill = BILL.search(phrase)
    rest = without(phrase, bill)
    cut_off = CUT_OFF.search(rest)
    rest = without(rest, cut_off)
    pay_day = PAY_DAY.search(rest)
    read = first_family(without(rest, pay_day)) if pay_day else None
    used = without(rest, pay_day) if read else rest
    read = read or first_family(rest)
    if read is None:
        terms = blank(Rule.MONTH_END, confidence=0.6 if cut_off and cut_off["c"] else 0.9) if cut_off else None
    else:
        family, found, terms = read
        terms = replace(_from_event(terms, used[: found.start()], used[found.end() :]), confidence=family.confidence)
        terms = _with_leftover(terms, FILLERS.sub("", without(used, found)))
        if pay_day and used != rest:
            terms = replace(terms, pay_day=number(pay_day), confidence=min(terms.confidence, 0.9))
    if terms is None:
        return None
    if cut_off:
        terms = replace(terms, cut_off=number(cut_off), bases=tuple(b for b in terms.bases if b is not Base.STATEMENT) or (Base.INVOICE,))
    return replace(terms, bill=tenor(bill)) if bill else terms


def _from_event(terms: Terms, before: str, after: str) -> Terms:
    """Terms whose family names no event count from one that stands before it, "票到月结30天", or is said to start them."""
    start = STARTS_FROM.search(after)
    named = events(start[0] if start else before)
    if terms.rule is Rule.MONTH_END and NATURAL_MONTHS.search(after):
        terms = replace(terms, month_end="natural_months")
    elif terms.rule is Rule.MONTH_END and start:
        from_end = FROM_MONTH_END.search(start[0])
        terms = replace(terms, month_end="end_of_month_plus_days" if from_end else "from_document_date")
    return replace(terms, bases=named) if terms.bases == (Base.INVOICE,) and not terms.prepaid else terms


def _with_leftover(terms: Terms, leftover: str) -> Terms:
    if (len(leftover) < 2 and not leftover.isdigit()) or terms.rule in UNKNOWN:
        return terms
    warning = say("The words “{words}” in the payment terms were not used.", words=leftover)
    return replace(terms, confidence=min(terms.confidence, 0.75), warnings=(*terms.warnings, warning))


def _bill_only(found: re.Match[str], default: Terms) -> Terms:
    """A bill's tenor alone: handing it over follows the company default."""
    warning = say("Only the bill is stated; handing it over follows the company default “{default}”.", default=default.text)
    return replace(default, bill=tenor(found), recognized=True, confidence=0.6, warnings=(warning,))
