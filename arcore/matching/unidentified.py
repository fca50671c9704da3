"""A payer nobody knows: documents of exactly that amount, alone or with the end of their number in the memo."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import prod

from arcore.matching.explanations import Explanation, Part
from arcore.matching.lines import BankLine
from arcore.matching.payers import Identity
from arcore.matching.position import OpenPosition
from arcore.matching.references import Mentions, is_year, tail_matches
from arcore.messages import say

MOST = 5
MOST_WAYS = 256
SHORTEST_BARE = 4
SHORTEST_CERTAIN = 6
"""Digits: what stands in the memo without a word such as 尾号, and what is as good as a whole number."""


def of_this_amount(line: BankLine, books: OpenPosition, likely: Sequence[str] = ()) -> list[Explanation]:
    """The documents still open with exactly the line's amount that nobody else claims; those of `likely` customers first."""
    equal = [
        p
        for p in books.with_amount.get((line.currency, line.amount), ())
        if books.left[p] == line.amount and books.free(p) == line.amount and books.documented[p] <= line.date
    ]
    equal.sort(key=lambda p: (books.customer[p] not in likely, books.due[p], p))
    if not equal or (len(equal) > MOST and not likely):
        return []
    words = (
        say("The only open document of this amount, of all customers")
        if len(equal) == 1
        else say("{count} customers' documents have this amount", count=len(equal))
    )
    sure = 0.6 if len(equal) == 1 else 0.3
    return [Explanation("amount_only", books.customer[p], (Part(p, line.amount),), 0, sure, False, (words,)) for p in equal[:MOST]]


def by_tail(line: BankLine, said: Mentions, identity: Identity, books: OpenPosition) -> Explanation | None:
    """The only documents, of all customers, whose numbers end as the memo says and which make the amount to the minor unit.

    Posts when an end has six digits or a hint at the payer agrees; else it only claims them.
    """
    bare = (t for t in (*said.short, *said.unknown) if len(t) >= SHORTEST_BARE and t.isdigit() and not is_year(t, line.text))
    tokens = said.tails or tuple(bare)
    equal = books.with_amount.get((line.currency, line.amount), ())
    whole = [p for p in equal if books.free(p) == line.amount and books.documented[p] <= line.date]
    ways: list[tuple[int, ...]] = [(p,) for p in tail_matches(tokens, whole, books.numbers)]
    if not ways and len(said.tails) > 1:
        ways = _together(line, said.tails, books)
    if len(ways) != 1:
        return None
    found = ways[0]
    owner = books.customer[found[0]]
    ends = [next(t for t in sorted(tokens, key=len, reverse=True) if books.numbers.keys[p].endswith(t)) for p in found]
    sure = min(map(len, ends)) >= SHORTEST_CERTAIN or owner in identity.customers
    words = [
        say("Document number {number} ends with {token}", number=books.document_no[p], token=t) for p, t in zip(found, ends, strict=True)
    ]
    only = say("No other open document has this amount and this end of its number")
    parts = tuple(Part(p, books.left[p]) for p in found)
    return Explanation("reference" if sure else "reference_tail", owner, parts, 0, 0.96 if sure else 0.8, sure, (*words, only))


def _together(line: BankLine, tails: tuple[str, ...], books: OpenPosition) -> list[tuple[int, ...]]:
    """One document for each tail, all of one customer, that make the amount."""
    ending = tail_matches(tails, range(len(books.left)), books.numbers)
    live = [
        p
        for p in ending
        if books.left[p] > 0 == books.claimed[p] and books.currency[p] == line.currency and books.documented[p] <= line.date
    ]
    pools = [tail_matches(tail, live, books.numbers) for tail in tails]
    if prod(map(len, pools)) > MOST_WAYS:
        return []
    return [
        w for w in product(*pools) if len({books.customer[p] for p in w}) == 1 < len(set(w)) == len(w) and books.total(w) == line.amount
    ]
