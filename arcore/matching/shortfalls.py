"""Payments of less than a document that name none: short by a known kind, or the percentage that the memo states."""

from __future__ import annotations

from decimal import Decimal

from arcore.matching.channels import stated_fee
from arcore.matching.evidence import Amount
from arcore.matching.explanations import Explanation, Part
from arcore.matching.gaps import MOST_FEE, WORDS_FOR
from arcore.matching.lines import BankLine
from arcore.matching.phrases import DISCOUNT, PERCENT, RETENTION, ROUNDED
from arcore.matching.position import OpenPosition
from arcore.matching.search import MOST_SUGGESTED, Search
from arcore.matching.short_payments import WRITTEN_OFF, Short, is_rounding, short_kind
from arcore.messages import say
from arcore.money import share_of
from arcore.policy import MatchingRules


def shares_said(search: Search, books: OpenPosition) -> list[Explanation]:
    """ "进度款30%": the documents of which the payment is the percentage stated, to the minor unit; posts where it is one alone."""
    said = PERCENT.search(search.line.text)
    if not said or RETENTION.search(search.line.text) or DISCOUNT.search(search.line.text):
        return []
    percent = Decimal(said[1])
    paid = search.line.amount
    fitting = [p for p in search.free if books.left[p] > paid and abs(share_of(books.amount[p], percent / 100) - paid) <= 1]
    found = []
    for p in fitting[:MOST_SUGGESTED]:
        words = say("{percent} % of document {number}, as the memo states", percent=percent, number=books.document_no[p])
        alone = len(fitting) == 1
        part = Part(p, paid, 0, "partial")
        found.append(Explanation("percentage", search.customer, (part,), 0, 0.95 if alone else 0.6, alone, (words,)))
    return found


def close(search: Search, books: OpenPosition, rules: MatchingRules) -> list[Explanation]:
    """One document short by a known kind; posted without a number only where the memo says the kind and one document fits."""
    found = []
    stated = stated_fee(search.line.text) or 0
    for p in search.free:
        missing = books.left[p] - search.line.amount
        short = _short_kind(p, missing, stated, search.line, books, rules) if missing > 0 else None
        if short:
            off = missing if short.kind in WRITTEN_OFF else 0
            words = say("{missing} less than document {number}", missing=Amount(missing, search.line.currency), number=books.document_no[p])
            part = Part(p, search.line.amount, off, short.kind)
            said = bool(WORDS_FOR[short.kind].search(search.line.text)) and (short.kind != "fee" or stated in (0, missing))
            sure = 0.95 if said else 0.75 if short.kind != "retention" else 0.6
            found.append(Explanation(f"short_{short.kind}", search.customer, (part,), 0, sure, said, (words,)))
    found = [f for f in found if f.posts] or found
    return found if len(found) == 1 else [f.doubted(0.5) for f in found[:MOST_SUGGESTED]]


def _short_kind(p: int, missing: int, stated: int, line: BankLine, books: OpenPosition, rules: MatchingRules) -> Short | None:
    """Why a document may be short by `missing`: the fee that the memo states, what its words say, else what the size says."""
    owed = books.left[p]
    if missing == stated and missing * MOST_FEE <= owed:
        return Short("fee")
    if ROUNDED.search(line.text) and is_rounding(owed, line.amount, rules):
        return Short("rounding")
    return short_kind(owed, line.amount, rules=rules, document_date=books.documented[p], received=line.date, term_text=books.term_text[p])


def whole_short(search: Search, books: OpenPosition, rules: MatchingRules) -> list[Explanation]:
    """All of the months, or all there is, short by a fee or rounding."""
    inside = [p for p in search.positions if not search.months or (books.documented[p].year, books.documented[p].month) in search.months]
    total = books.total(inside)
    short = short_kind(total, search.line.amount, rules=rules) if inside else None
    if not short or short.kind not in ("fee", "rounding"):
        return []
    missing = total - search.line.amount
    bearer = max(inside, key=lambda p: books.left[p])
    parts = tuple(Part(p, books.left[p] - missing, missing, short.kind) if p == bearer else Part(p, books.left[p]) for p in inside)
    words = say("{missing} less than all that the memo speaks of", missing=Amount(missing, search.line.currency))
    said = bool(WORDS_FOR[short.kind].search(search.line.text))
    return [Explanation(f"short_{short.kind}", search.customer, parts, 0, 0.95 if said else 0.8, said, (words,))]
