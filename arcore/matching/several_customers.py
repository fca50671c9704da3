"""One payment for several customers whom the memo names, without numbers: "代甲公司、乙公司付货款".

Each customer pays one document or everything open; proposed when exactly one such choice makes the amount.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from math import prod

from arcore.matching.explanations import Explanation, Part
from arcore.matching.lines import BankLine
from arcore.matching.normalize import name_key
from arcore.matching.payers import CustomerIndex
from arcore.matching.position import OpenPosition
from arcore.messages import say

JOINED = re.compile(r"[、,;/和及与&]|\band\b")
SHORTEST, LONGEST = 3, 40
MOST_CUSTOMERS, MOST_WAYS = 4, 50_000


def several_customers(line: BankLine, payers: CustomerIndex, books: OpenPosition) -> Explanation | None:
    """The only way in which the customers named share the amount; only ever suggested."""
    if not JOINED.search(line.text):
        return None
    customers = named_in(line.text, payers)
    if not 2 <= len(customers) <= MOST_CUSTOMERS:
        return None
    options = [_options(books.open_of((customer,), line.currency, line.date), books) for customer in customers]
    if prod(len(choice) for choice in options) > MOST_WAYS:
        return None
    ways = [way for way in product(*options) if sum(books.total(positions) for positions in way) == line.amount]
    if len(ways) != 1:
        return None
    names = ", ".join(payers.names[customer] for customer in customers)
    words = say("The memo names {names}; in one way only their open documents make the amount", names=names)
    parts = tuple(Part(p, books.left[p]) for positions in ways[0] for p in positions)
    return Explanation("several_customers", customers[0], parts, 0, 0.8, False, (words,))


def named_in(memo: str, payers: CustomerIndex) -> tuple[str, ...]:
    """Customers whose full or short names stand in a memo, in its order; names that several customers share are left out."""
    text, found, start = name_key(memo), [], 0
    while start < len(text):
        for length in range(min(LONGEST, len(text) - start), SHORTEST - 1, -1):
            piece = text[start : start + length]
            ids = payers.full.get(piece) or (payers.short.get(piece) if not piece.isascii() else None)
            if ids and len(ids) == 1:
                found.append(ids[0])
                start += length
                break
        else:
            start += 1
    return tuple(dict.fromkeys(found))


def _options(positions: Sequence[int], books: OpenPosition) -> list[tuple[int, ...]]:
    """Each open document by itself, and all that is open."""
    single = [(p,) for p in positions if books.left[p] > 0]
    return [*single, tuple(positions)] if len(positions) > 1 else list(single)
