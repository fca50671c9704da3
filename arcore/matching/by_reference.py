"""What a line pays when its memo names documents: exact sums first, then differences of a known kind.

A line posts when numbers and payer agree and the amount is what the documents have open, or falls
short by a known kind, or is a part of the one document named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from arcore.matching.evidence import Amount
from arcore.matching.explanations import Explanation, Part
from arcore.matching.gaps import WORDS_FOR, closed_short, is_stated_fee, part_of, partly, short_of, short_without_words
from arcore.matching.lines import BankLine
from arcore.matching.payers import Identity
from arcore.matching.phrases import ADVANCE, CREDITED, DEDUCTION, DISCOUNT, OVERPAID, PARTIAL, RETENTION
from arcore.matching.position import OpenPosition
from arcore.matching.readings import AND_OTHERS, Reading, readings
from arcore.matching.references import Mentions
from arcore.matching.short_payments import Short
from arcore.matching.stated_amounts import stated_parts
from arcore.matching.unidentified import by_tail
from arcore.messages import Message, say
from arcore.policy import MatchingRules

SLIP = "reference_slip"
"""The code of a suggestion that rests on a mistyped number and an amount that is not the document's."""
ANY_CREDITS = 3
FEW_CREDITS = 30


def by_reference(line: BankLine, said: Mentions, identity: Identity, books: OpenPosition, rules: MatchingRules) -> list[Explanation]:
    """Explanations by the numbers of the memo, best first; empty when it names none that is known."""
    if said.silent and not books.has_projects:
        return []
    meant: list[Reading] = []
    exact: list[Explanation] = []
    for reading in readings(line, said, identity, books):
        meant.append(reading)
        exact += _exact(line, reading, identity, books, rules)
        if exact and exact[0].posts:
            return exact
    main = next((r for r in meant if not r.exact_only and books.total(r.positions) > 0), None)
    settled = next((r for r in meant if r.positions and not any(books.left[p] for p in r.positions)), None)
    if main is None and not exact and identity.trust in ("none", "weak") and (ending := by_tail(line, said, identity, books)):
        return [ending]
    if main is None:
        return exact + ([_settled(line, settled, identity, books)] if settled and not exact else [])
    found = _inexact(line, main, said, identity, books, rules)
    return exact + ([_doubtful_slip(e) for e in found] if main.slipped else found)


def _doubtful_slip(found: Explanation) -> Explanation:
    """A mistyped number under an amount that is not the document's: the number may well be that of another document."""
    if found.posts:
        return found
    missing = say("The number may be that of a document which is not in the books")
    return replace(found.doubted(0.6, missing), code=SLIP)


def _exact(line: BankLine, reading: Reading, identity: Identity, books: OpenPosition, rules: MatchingRules) -> list[Explanation]:
    """The named documents, all or some, alone or with credit notes, when they add up to the minor unit."""
    live = tuple(p for p in reading.positions if books.left[p] and books.currency[p] == line.currency)
    if not live:
        return []
    missing = line.amount - books.total(live)
    customer = _customer(live, identity, books)
    if missing == 0 and OVERPAID.search(line.text):
        told = say("The memo speaks of an overpayment, but the amount is just what is open")
        return [_full(live, customer, False, (*reading.evidence, told), "reference", 0.8, books)]
    if missing == 0:
        total = say("The amount is the sum of the documents named") if len(live) > 1 else say("The amount is what is open on the document")
        return [_full(live, customer, _posts(reading, identity, live, books), (*reading.evidence, total), "reference", 0.99, books)]
    if missing < 0 and (found := _netted(line, reading, live, identity, books, rules)):
        return [found]
    if missing < 0 and 1 < len(live) <= 12:
        some = [s for size in range(1, len(live)) for s in combinations(live, size) if books.total(s) == line.amount]
        if len(some) == 1:
            part = say("The amount is the sum of {count} of the {named} documents named", count=len(some[0]), named=len(live))
            return [_full(some[0], customer, False, (*reading.evidence, part), "reference_some", 0.85, books)]
    return []


def _netted(
    line: BankLine, reading: Reading, live: tuple[int, ...], identity: Identity, books: OpenPosition, rules: MatchingRules
) -> Explanation | None:
    """The credit notes that bridge the gap: those of the named documents, else the only set of up to three.

    A gap that is also a retention is for a person to judge, unless the memo says which it is; so is one that is also a
    fee, rounding or a discount, unless the credit note is that document's own.
    """
    short = None if CREDITED.search(line.text) else short_of(line, live, books, rules)
    if RETENTION.search(line.text) or (short and WORDS_FOR[short.kind].search(line.text)):
        return None
    missing = line.amount - books.total(live)
    owners = {books.customer[p] for p in live}
    credits = [p for c in owners for p in books.by_customer[c] if books.left[p] < 0 and p not in live]
    numbers = {books.document_no[p] for p in live}
    linked = tuple(p for p in credits if books.reverses[p] and books.reverses[p] in numbers)
    whole = bool(linked) and books.total(linked) == missing
    sizes = range(1, (ANY_CREDITS if len(credits) <= FEW_CREDITS else 1) + 1)
    sets = [linked] if whole else [s for size in sizes for s in combinations(credits, size) if books.total(s) == missing]
    if len(sets) != 1:
        return None
    sure = short is None or (short.kind != "retention" and (whole or set(sets[0]) <= set(linked)))
    netted = say("{count} credit notes are netted", count=len(sets[0]))
    posts = sure and _posts(reading, identity, live, books)
    customer = _customer(live, identity, books)
    return _full((*live, *sets[0]), customer, posts, (*reading.evidence, netted), "credit_netted", 0.97 if sure else 0.75, books)


def _inexact(
    line: BankLine, reading: Reading, said: Mentions, identity: Identity, books: OpenPosition, rules: MatchingRules
) -> list[Explanation]:
    live = tuple(p for p in reading.positions if books.left[p] > 0 and books.currency[p] == line.currency)
    if not live:
        return []
    open_total = books.total(live)
    customer = _customer(live, identity, books)
    agreed = _posts(reading, identity, live, books)
    if agreed and is_stated_fee(line.text, open_total, line.amount):  # what was paid is exactly the documents' amount
        gross = closed_short(line, live, customer, True, reading, Short("fee"), books)
        return [replace(gross, code="reference", confidence=0.98)]
    if len(live) > 1 and (parts := stated_parts(line, live, books)):
        each = say("The memo states the amount for each document")
        return [Explanation("reference", customer, parts, 0, 0.97, agreed, (*reading.evidence, each))]
    posts = agreed and identity.trust not in ("none", "weak")
    if line.amount > open_total:
        return _over(line, live, customer, posts and not reading.slipped, reading, books, said.unknown)
    short = None if PARTIAL.search(line.text) else short_of(line, live, books, rules)
    if short and short.kind in ("fee", "rounding") and DISCOUNT.search(line.text):
        short = None  # a discount taken too late, of a fee's size
    if short and (words := WORDS_FOR.get(short.kind)) and words.search(line.text):
        return [closed_short(line, live, customer, posts, reading, short, books)]
    posts = posts and (short is not None or not reading.slipped)
    if DEDUCTION.search(line.text):
        note = say("{missing} is deducted and stays open until it is settled", missing=Amount(open_total - line.amount, line.currency))
        return [partly(line, live, customer, posts and len(live) == 1, (*reading.evidence, note), "deduction", 0.9, "dispute", books)]
    if short:
        return short_without_words(line, live, customer, posts, reading, short, books, rules)
    other = [p for p in books.open_of({books.customer[live[0]]}, line.currency) if books.left[p] == line.amount and p not in live]
    sure = posts and len(live) == 1 and (not other or bool(PARTIAL.search(line.text)))
    found = [part_of(line, live, customer, sure, reading, books)]
    if other:
        equal = say("The amount is what is open on document {number}", number=books.document_no[other[0]])
        found.append(_full((other[0],), customer, False, (equal,), "single", 0.6, books))
    return found


def _over(
    line: BankLine,
    live: tuple[int, ...],
    customer: str | None,
    posts: bool,
    reading: Reading,
    books: OpenPosition,
    unread: Sequence[str],
) -> list[Explanation]:
    """More than what is named: the rest stays unapplied, unless other documents complete the amount or the memo names more."""
    extra = line.amount - books.total(live)
    mine = books.open_of({books.customer[p] for p in live}, line.currency)
    completing = [p for p in mine if books.left[p] == extra and p not in live and not books.claimed[p]]
    rest = say("{rest} more than what is open stays unapplied", rest=Amount(extra, line.currency))
    parts = tuple(Part(p, books.left[p]) for p in live)
    said = bool(OVERPAID.search(line.text) or ADVANCE.search(line.text))
    more = AND_OTHERS.search(line.text) or any(map(books.numbers.could_name, unread))
    small = said or (not more and (extra * 20 <= books.total(live) or extra <= 100_00))
    over = Explanation("over", customer, parts, extra, 0.93, posts and small and (said or not completing), (*reading.evidence, rest))
    if not completing or said:
        return [over]
    together = say("With document {number} the amount is complete", number=books.document_no[completing[0]])
    completed = _full((*live, completing[0]), customer, False, (*reading.evidence, together), "reference_completed", 0.8, books)
    return [completed, over.doubted(0.6)]


def _full(
    positions: Sequence[int],
    customer: str | None,
    posts: bool,
    evidence: tuple[Message, ...],
    code: str,
    confidence: float,
    books: OpenPosition,
) -> Explanation:
    return Explanation(code, customer, tuple(Part(p, books.left[p]) for p in positions), 0, confidence, posts, evidence)


def _settled(line: BankLine, reading: Reading, identity: Identity, books: OpenPosition) -> Explanation:
    """Everything named is paid already; the run finds out by which line."""
    return Explanation("already_settled", _customer(reading.positions, identity, books), (), line.amount, 0.7, False, reading.evidence)


def _customer(positions: Sequence[int], identity: Identity, books: OpenPosition) -> str | None:
    owners = tuple(dict.fromkeys(books.customer[p] for p in positions))
    if identity.customer and identity.trust in ("certain", "derived") and (identity.customer in owners or len(owners) > 1):
        return identity.customer
    return next((o for o in owners if o in identity.customers), owners[0] if owners else identity.customer)


def _posts(reading: Reading, identity: Identity, live: tuple[int, ...], books: OpenPosition) -> bool:
    """Whether numbers and payer agree: the payer is one of the owners, registered for them, or nobody we know."""
    owners = {books.customer[p] for p in live}
    if not reading.sure:
        return False
    if identity.trust in ("none", "weak"):
        return all(len(books.numbers.keys[p]) >= 6 for p in live)
    return bool(owners & set(identity.customers))
