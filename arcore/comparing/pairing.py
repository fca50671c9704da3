"""Which of our lines and the customer's are the same: by number, by amount within days, then one against several."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from arcore.comparing.model import Line, Pair, Rules
from arcore.matching.combinations import exact_sets

MOST_PARTS = 4
_PLAIN = re.compile(r"[^0-9A-Z]")


class Pool:
    """The lines not yet paired, each side by place."""

    def __init__(self, ours: Sequence[Line], theirs: Sequence[Line], rules: Rules) -> None:
        self.ours = {line.place: line for line in ours}
        self.theirs = {line.place: line for line in theirs}
        self.rules = rules
        self.pairs: list[Pair] = []

    def pair(self, ours: Sequence[Line], theirs: Sequence[Line]) -> None:
        """Take the lines out as one pair."""
        self.pairs.append(Pair(tuple(ours), tuple(theirs)))
        for line in ours:
            del self.ours[line.place]
        for line in theirs:
            del self.theirs[line.place]

    def equal(self, our_amount: int, their_amount: int) -> bool:
        """Whether two amounts are the same business's."""
        return abs(our_amount - their_amount) <= self.rules.tolerance and (our_amount > 0) == (their_amount > 0)

    def near(self, line: Line, other: Line) -> bool:
        """Whether two dates may be the same business's."""
        return abs((line.date - other.date).days) <= self.rules.days


def key(number: str) -> str:
    """A number without what people write around it; empty where too short to tell anything.

    >>> key("xs-2604 0016"), key("7")
    ('XS26040016', '')
    """
    plain = _PLAIN.sub("", unicodedata.normalize("NFKC", number).upper())
    return plain if len(plain) >= 4 else ""


def by_number(pool: Pool) -> None:
    """The same number and amount; where one number stands several times, the nearest date first."""
    by_key: dict[str, list[Line]] = defaultdict(list)
    for line in pool.theirs.values():
        for name in {key(line.number), *map(key, re.findall(r"[0-9A-Za-z\-]{4,}", line.memo))} - {""}:
            by_key[name].append(line)
    for ours in list(pool.ours.values()):
        same = [line for line in by_key.get(key(ours.number), ()) if line.place in pool.theirs and pool.equal(ours.amount, line.amount)]
        if same:
            pool.pair([ours], [min(same, key=lambda line: (abs((line.date - ours.date).days), line.place))])


def same_number(pool: Pool) -> list[tuple[Line, Line]]:
    """What is left under the same number on both sides and in the same direction, with amounts that differ."""
    by_key: dict[str, list[Line]] = defaultdict(list)
    for line in pool.theirs.values():
        if name := key(line.number):
            by_key[name].append(line)
    found = []
    for ours in list(pool.ours.values()):
        for theirs in by_key.get(key(ours.number), ()):
            if theirs.place in pool.theirs and (ours.amount > 0) == (theirs.amount > 0):
                found.append((ours, theirs))
                del pool.ours[ours.place], pool.theirs[theirs.place]
                break
    return found


def by_amount(pool: Pool) -> None:
    """The same amount within the days, the nearest dates first: customers often give their own voucher numbers."""
    candidates = sorted(
        (abs((ours.date - theirs.date).days), ours.place, theirs.place)
        for ours in pool.ours.values()
        for theirs in pool.theirs.values()
        if pool.equal(ours.amount, theirs.amount) and pool.near(ours, theirs)
    )
    for _, our_place, their_place in candidates:
        if our_place in pool.ours and their_place in pool.theirs:
            pool.pair([pool.ours[our_place]], [pool.theirs[their_place]])


def one_to_many(pool: Pool) -> None:
    """One line of a side that several of the other add up to, exactly and in only one way."""
    for whole, parts, ours_is_whole in ((pool.ours, pool.theirs, True), (pool.theirs, pool.ours, False)):
        for line in sorted(whole.values(), key=lambda each: -abs(each.amount)):
            near = [other for other in parts.values() if pool.near(line, other) and (other.amount > 0) == (line.amount > 0)]
            found = exact_sets(np.array([part.amount for part in near], dtype=np.int64), line.amount, largest=MOST_PARTS, limit=2)
            if len(found.sets) == 1:
                several = [near[place] for place in found.sets[0]]
                pool.pair(*(([line], several) if ours_is_whole else (several, [line])))


def explained(pool: Pool) -> list[tuple[Line, Line, str]]:
    """Payments that differ by exactly a known bank fee or discount, where only one counterpart is possible."""
    found = []
    for ours in list(pool.ours.values()):
        reasons = [
            (theirs, reason)
            for theirs in pool.theirs.values()
            if (ours.amount > 0) == (theirs.amount > 0)
            and pool.near(ours, theirs)
            and (reason := rest(ours.amount, theirs.amount, pool.rules))
        ]
        if len(reasons) == 1:
            theirs, reason = reasons[0]
            found.append((ours, theirs, reason))
            del pool.ours[ours.place], pool.theirs[theirs.place]
    return found


def rest(our_amount: int, their_amount: int, rules: Rules) -> str:
    """'fee' or 'discount' where the difference is exactly one that is known; else empty."""
    missing, larger = abs(our_amount - their_amount), max(abs(our_amount), abs(their_amount))
    if our_amount < 0 and missing in rules.fees:
        return "fee"
    shares = {int((larger * round(percent * 100) * 2 + 10_000) // 20_000) for percent in rules.discounts}
    return "discount" if missing in shares else ""
