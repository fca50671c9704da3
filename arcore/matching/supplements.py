"""A payment that makes up for an earlier one: "补上次少付15元".

What the earlier line lacked is then neither a fee nor rounding: it stays open until the later line pays it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from arcore.matching.explanations import Explanation, Part
from arcore.matching.lines import BankLine
from arcore.matching.payers import Identity
from arcore.matching.phrases import REST, SUPPLEMENT
from arcore.matching.position import OpenPosition
from arcore.messages import say

WITHIN_DAYS = 92

Named = tuple[Explanation, list[int]]
"""What a line pays by its numbers, and what each of those documents had open then."""


def supplements(
    lines: Sequence[BankLine], named: Mapping[int, Named], identity: Mapping[int, Identity], books: OpenPosition
) -> dict[int, Named]:
    """By line number: the earlier lines without their write-off, and the later ones that pay what was missing."""
    found: dict[int, Named] = {}
    for place, line in enumerate(lines):
        who = identity[line.line]
        if not (SUPPLEMENT.search(line.text) or REST.search(line.text)) or not who.customer or who.trust not in ("certain", "derived"):
            continue
        for earlier in reversed(lines[:place]):
            before, owed = named.get(earlier.line, (None, []))
            if before is None or before.customer != who.customer or earlier.line in found or (line.date - earlier.date).days > WITHIN_DAYS:
                continue
            lacking = [p for p, left in zip(before.parts, owed, strict=True) if left - p.amount == line.amount]
            if len(lacking) == 1 and (line.line not in named or named[line.line][0].code == "already_settled"):
                found[earlier.line] = (_kept_open(before, lacking[0], line), owed)
                found[line.line] = (_made_up(line, lacking[0], who, earlier, books), [line.amount])
                break
    return found


def _kept_open(before: Explanation, lacking: Part, later: BankLine) -> Explanation:
    parts = tuple(replace(p, write_off=0, reason="partial") if p is lacking else p for p in before.parts)
    words = say("What is missing is paid by line {line}", line=later.line)
    evidence = before.evidence[:-1] if before.code.startswith(("short_", "reference_partial")) else before.evidence
    return replace(before, code="reference_partial", parts=parts, posts=True, confidence=0.95, evidence=(*evidence, words))


def _made_up(line: BankLine, lacking: Part, who: Identity, earlier: BankLine, books: OpenPosition) -> Explanation:
    words = say(
        "It makes up for what line {line} paid too little on document {number}",
        line=earlier.line,
        number=books.document_no[lacking.position],
    )
    return Explanation("supplement", who.customer, (Part(lacking.position, line.amount),), 0, 0.95, True, (words,))
