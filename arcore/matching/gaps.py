"""What is missing where a line pays less than the documents it names: which kind it is, and what it settles then."""

from __future__ import annotations

from arcore.matching.channels import stated_fee
from arcore.matching.evidence import Amount
from arcore.matching.explanations import Explanation, Part
from arcore.matching.lines import BankLine
from arcore.matching.phrases import DISCOUNT, FEE, RETENTION, ROUNDED
from arcore.matching.position import OpenPosition
from arcore.matching.readings import Reading
from arcore.matching.short_payments import WRITTEN_OFF, Short, discount_terms, discounts, retained, short_kind
from arcore.messages import Message, say
from arcore.policy import MatchingRules

MOST_FEE = 100
WORDS_FOR = {"fee": FEE, "discount": DISCOUNT, "rounding": ROUNDED, "retention": RETENTION}
SHORT_WORDS: dict[str, Message] = {
    "fee": say("{missing} less: exactly a bank fee of the policy"),
    "stated_fee": say("{missing} less: exactly the fee that the memo states"),
    "rounding": say("{missing} less: the amount is rounded down"),
    "discount": say("{missing} less: the cash discount of {percent} % inside its window"),
    "retention": say("{missing} less: a retention of {percent} %, which stays open"),
}


def is_stated_fee(text: str, owed: int, paid: int) -> bool:
    """Whether what is missing is the fee that the memo states, which is believed up to one part in `MOST_FEE`."""
    missing = owed - paid
    return 0 < missing * MOST_FEE <= owed and stated_fee(text) == missing


def short_of(line: BankLine, live: tuple[int, ...], books: OpenPosition, rules: MatchingRules) -> Short | None:
    if RETENTION.search(line.text) and (kept := retained(books.total(live), line.amount, rules)):
        return kept
    if len(live) == 1:
        p = live[0]
        net = books.net[p] if books.left[p] == books.amount[p] else 0
        return short_kind(
            books.left[p],
            line.amount,
            rules=rules,
            document_date=books.documented[p],
            received=line.date,
            term_text=books.term_text[p],
            net=net,
        )
    total = short_kind(books.total(live), line.amount, rules=rules)
    if total:
        return total
    missing = books.total(live) - line.amount
    for percent, days in discount_terms(books.term_text[live[0]], rules):
        inside = all(0 <= (line.date - books.documented[p]).days <= days for p in live)
        if inside and any(abs(missing - d) <= len(live) for d in discounts(books.total(live), percent)):
            return Short("discount", percent)
    return None


def closed_short(
    line: BankLine, live: tuple[int, ...], customer: str | None, posts: bool, reading: Reading, short: Short, books: OpenPosition
) -> Explanation:
    missing = books.total(live) - line.amount
    told = SHORT_WORDS["stated_fee" if short.kind == "fee" and stated_fee(line.text) == missing else short.kind]
    note = Message(told.template, {"missing": Amount(missing, line.currency), "percent": short.percent})
    evidence = (*reading.evidence, note)
    if short.kind not in WRITTEN_OFF:
        return partly(line, live, customer, posts, evidence, f"short_{short.kind}", 0.93, short.kind, books, spread=True)
    shares = _spread(missing, live, books) if short.kind == "discount" else {max(live, key=lambda p: books.left[p]): missing}
    parts = tuple(Part(p, books.left[p] - shares.get(p, 0), shares.get(p, 0), short.kind if shares.get(p) else "") for p in live)
    return Explanation(f"short_{short.kind}", customer, parts, 0, 0.95, posts, evidence)


def short_without_words(
    line: BankLine,
    live: tuple[int, ...],
    customer: str | None,
    posts: bool,
    reading: Reading,
    short: Short,
    books: OpenPosition,
    rules: MatchingRules,
) -> list[Explanation]:
    """A gap of a known kind that the memo does not name; suggested with the other kind where it has the size of two."""
    open_total = books.total(live)
    missing = open_total - line.amount
    closed = closed_short(line, live, customer, posts, reading, short, books)
    if short.kind != "retention" and (kept := retained(open_total, line.amount, rules)):
        return [closed.doubted(0.75), closed_short(line, live, customer, False, reading, kept, books)]
    terms = discount_terms(books.term_text[live[0]], rules)
    if short.kind == "fee" and any(missing in discounts(open_total, percent) for percent, _ in terms):
        return [
            closed.doubted(0.75, say("It is also a cash discount taken too late")),
            part_of(line, live, customer, False, reading, books),
        ]
    return [closed]


def part_of(line: BankLine, live: tuple[int, ...], customer: str | None, sure: bool, reading: Reading, books: OpenPosition) -> Explanation:
    """A payment of less than the documents, for no known reason; the rest stays open."""
    left = say("A part of the document; {rest} stays open", rest=Amount(books.total(live) - line.amount, line.currency))
    return partly(line, live, customer, sure, (*reading.evidence, left), "reference_partial", 0.93 if sure else 0.7, "partial", books)


def partly(
    line: BankLine,
    live: tuple[int, ...],
    customer: str | None,
    posts: bool,
    evidence: tuple[Message, ...],
    code: str,
    confidence: float,
    reason: str,
    books: OpenPosition,
    *,
    spread: bool = False,
) -> Explanation:
    """Cash on the documents in their order until it is used up, or with `spread` each short by its share."""
    if spread:
        shares = _spread(books.total(live) - line.amount, live, books)
        parts = tuple(Part(p, books.left[p] - shares[p], 0, reason) for p in live)
        return Explanation(code, customer, parts, 0, confidence, posts, evidence)
    found, rest = [], line.amount
    for p in live:
        cash = min(rest, books.left[p])
        if cash:
            found.append(Part(p, cash, 0, reason if cash < books.left[p] else ""))
        rest -= cash
    return Explanation(code, customer, tuple(found), rest, confidence, posts, evidence)


def _spread(missing: int, live: tuple[int, ...], books: OpenPosition) -> dict[int, int]:
    """`missing` shared out by what is open; the last document carries the remainder."""
    total = books.total(live)
    shares = {p: missing * books.left[p] // total for p in live}
    shares[live[-1]] += missing - sum(shares.values())
    return shares
