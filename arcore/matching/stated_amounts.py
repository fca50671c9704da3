"""Amounts that a memo states beside each number: "付26310117发票5000元，26310119部分3000元"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from arcore.matching.explanations import Part
from arcore.matching.lines import BankLine
from arcore.matching.position import OpenPosition
from arcore.matching.references import AMOUNT, mentions
from arcore.money import to_minor


def stated_parts(line: BankLine, live: Sequence[int], books: OpenPosition) -> tuple[Part, ...] | None:
    """One part for each of `live`, as the memo states them; None unless each has its own amount and they make the line's.

    Each amount belongs to the only document named between the amount before and it. A total that repeats the line's amount is
    no share.
    """
    shares: dict[int, int] = {}
    start = 0
    for said in AMOUNT.finditer(line.text):
        named = mentions(line.text[start : said.start()], books.numbers).positions
        mine = [p for p in live if p in named]
        amount = _minor(said.group(), line.currency)
        if len(mine) == 1 and mine[0] not in shares:
            shares[mine[0]] = amount
        elif mine or amount != line.amount:
            return None
        start = said.end()
    if set(shares) != set(live) or sum(shares.values()) != line.amount or any(not 0 < shares[p] <= books.left[p] for p in live):
        return None
    return tuple(Part(p, shares[p], 0, "partial" if shares[p] < books.left[p] else "") for p in live)


def _minor(text: str, currency: str) -> int:
    number = Decimal("".join(c for c in text if c.isdigit() or c == ".").strip(".") or "0")
    return to_minor(number * 10_000 if "万" in text else number, currency)
