"""Payments of less than a document that name none: short by a known kind, or the percentage that the memo states."""

from __future__ import annotations

from decimal import Decimal

from arcore.matching.channels import stated_fee
from arcore.matching.evidence import Amount
from arcore.matching.explanations import Explanation, Part
from arcore.matching.gaps import WORDS_FOR, is_stated_fee
from arcore.matching.lines import BankLine
from arcore.matching.phrases import DISCOUNT, PERCENT, RETENTION, ROUNDED, SETTLE
from arcore.matching.position import OpenPosition
from arcore.matching.search import MOST_SUGGESTED, Search
from arcore.matching.short_payments import WRITTEN_OFF, Short, is_rounding, short_kind
from arcore.messages import say
from arcore.money import share_of
from arcore.policy import MatchingRules


def shares_said(search: Search, books: OpenPosition) -> list[Explanation]:
    """ "进度款30%": the documents of which the payment is the percentage stated, to the minor unit.

    Posts where it is one alone, and of the months that the memo names.
    """
    said = PERCENT.search(search.line.text)
    if not said or RETENTION.search(search.line.text) or DISCOUNT.search(search.line.text):
        return []
    percent = Decimal(said[1])
    paid = search.line.amount
    fitting = [p for p in search.free if books.left[p] > paid and abs(share_of(books.amount[p], percent / 100) - paid) <= 1]
    found = []
    for p in fitting[:MOST_SUGGESTED]:
        words = say("{percent} % of document {number}, as the memo states", percent=percent, number=books.document_no[p])
        alone = len(fitting) == 1 and p in search.inside
        part = Part(p, paid, 0, "partial")
        found.append(Explanation("percentage", search.customer, (part,), 0, 0.95 if alone else 0.6, alone, (words,)))
    return found


def close(search: Search, books: OpenPosition, rules: MatchingRules) -> list[Explanation]:
    """One document short by a known kind; posted without a number only where the memo says the kind and one document fits.

    Never against the memo: a document of another month than it names, or one of several where it settles everything.
    """
    found = []
    line = search.line
    for p in search.free:
        owed, terms = books.left[p], books.term_text[p]
        short = _said_short(owed, line, rules) or short_kind(
            owed, line.amount, rules=rules, document_date=books.documented[p], received=line.date, term_text=terms
        )
        if short:
            missing = owed - line.amount
            off = missing if short.kind in WRITTEN_OFF else 0
            words = say("{missing} less than document {number}", missing=Amount(missing, line.currency), number=books.document_no[p])
            part = Part(p, line.amount, off, short.kind)
            said = _is_said(short, missing, line) and p in search.inside and not SETTLE.search(line.text)
            sure = 0.95 if said else 0.75 if short.kind != "retention" else 0.6
            found.append(Explanation(f"short_{short.kind}", search.customer, (part,), 0, sure, said, (words,)))
    found = [f for f in found if f.posts] or found
    return found if len(found) == 1 else [f.doubted(0.5) for f in found[:MOST_SUGGESTED]]


def whole_short(search: Search, books: OpenPosition, rules: MatchingRules) -> list[Explanation]:
    """All of the months, or all there is, short by a fee or rounding, while no later line has a claim on any of it.

    Posted where the memo says the kind.
    """
    line, inside = search.line, search.inside
    if not books.unclaimed(inside):
        return []
    total = books.total(inside)
    short = _said_short(total, line, rules) or short_kind(total, line.amount, rules=rules)
    if not short or short.kind not in ("fee", "rounding"):
        return []
    missing = total - line.amount
    bearer = max(inside, key=lambda p: books.left[p])
    parts = tuple(Part(p, books.left[p] - missing, missing, short.kind) if p == bearer else Part(p, books.left[p]) for p in inside)
    words = say("{missing} less than all that the memo speaks of", missing=Amount(missing, line.currency))
    said = _is_said(short, missing, line)
    return [Explanation(f"short_{short.kind}", search.customer, parts, 0, 0.95 if said else 0.8, said, (words,))]


def _said_short(owed: int, line: BankLine, rules: MatchingRules) -> Short | None:
    """The kind that the memo itself gives for what is missing: a fee of this size, rounding down."""
    if is_stated_fee(line.text, owed, line.amount):
        return Short("fee")
    return Short("rounding") if is_rounding(owed, line.amount, rules) and ROUNDED.search(line.text) else None


def _is_said(short: Short, missing: int, line: BankLine) -> bool:
    """Whether the memo speaks of this kind of gap, and states no fee of another size."""
    return bool(WORDS_FOR[short.kind].search(line.text)) and (short.kind != "fee" or (stated_fee(line.text) or missing) == missing)
