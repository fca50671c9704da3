"""Which of our lines and the customer's are the same: by number, by amount within days, then one against several.

Customers who book at the month's end date a line up to a month later: what is left is paired over `WIDER_DAYS`, too, but only
where it can be mistaken for nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from arcore.comparing.model import Line, Pair, Rules
from arcore.matching.combinations import exact_sets

MOST_PARTS, MOST_PARTS_WIDE, WIDER_DAYS = 4, 3, 31
NEAR_PRICE, NEAR_PAYMENT = 10, 200
"""One part in so many of our amount by which a price, or a payment that reached us short, may differ to be taken for the same business."""
_PLAIN = re.compile(r"[^0-9A-Z]")
_TOKEN = re.compile(r"[0-9A-Za-z\-]{4,}")


class Pool:
    """The lines not yet paired, each side by place; of all lines ours by their number, the customer's by every number they name."""

    def __init__(self, ours: Sequence[Line], theirs: Sequence[Line], rules: Rules) -> None:
        self.ours = {line.place: line for line in ours}
        self.theirs = {line.place: line for line in theirs}
        self.rules = rules
        self.pairs: list[Pair] = []
        self.numbered: dict[str, list[Line]] = defaultdict(list)
        self.naming: dict[str, list[Line]] = defaultdict(list)
        for line in ours:
            self.numbered[key(line.number)].append(line)
        for line in theirs:
            for name in names(line):
                self.naming[name].append(line)

    def pair(self, ours: Sequence[Line], theirs: Sequence[Line], *, wide: bool = False) -> None:
        """Take the lines out as one pair."""
        self.pairs.append(Pair(tuple(ours), tuple(theirs), wide))
        for line in ours:
            del self.ours[line.place]
        for line in theirs:
            del self.theirs[line.place]

    def equal(self, our_amount: int, their_amount: int) -> bool:
        """Whether two amounts are the same business's."""
        return abs(our_amount - their_amount) <= self.rules.tolerance and (our_amount > 0) == (their_amount > 0)

    def near(self, line: Line, other: Line, *, wide: bool = False) -> bool:
        """Whether two dates may be the same business's."""
        return abs((line.date - other.date).days) <= max(self.rules.days, WIDER_DAYS if wide else 0)


def key(number: str) -> str:
    """A number without what people write around it; empty where too short to tell anything.

    >>> key("xs-2604 0016"), key("7")
    ('XS26040016', '')
    """
    plain = _PLAIN.sub("", unicodedata.normalize("NFKC", number).upper())
    return plain if len(plain) >= 4 else ""


def names(line: Line) -> set[str]:
    """The numbers that a line names, in its own column or in its memo."""
    return {key(line.number), *map(key, _TOKEN.findall(f"{line.number} {line.memo}"))} - {""}


def by_number(pool: Pool) -> None:
    """The same number and amount; where one number stands several times, the nearest date first. Then one line that names several."""
    for ours in list(pool.ours.values()):
        named = pool.naming.get(key(ours.number), ())
        same = [line for line in named if line.place in pool.theirs and pool.equal(ours.amount, line.amount)]
        if same:
            pool.pair([ours], [min(same, key=lambda line: (abs((line.date - ours.date).days), line.place))])
    for theirs in list(pool.theirs.values()):
        several = _named(pool, theirs)
        if len(several) > 1 and pool.equal(sum(line.amount for line in several), theirs.amount):
            pool.pair(several, [theirs])


def _named(pool: Pool, theirs: Line) -> list[Line]:
    """Our remaining lines of the same direction that the customer's line names."""
    ours = [line for name in names(theirs) for line in pool.numbered.get(name, ())]
    same_way = [line for line in ours if line.place in pool.ours and (line.amount > 0) == (theirs.amount > 0)]
    return sorted(same_way, key=lambda line: line.place)


def same_number(pool: Pool) -> list[tuple[Line, Line]]:
    """What is left under the same number on both sides and in the same direction, with amounts that differ."""
    found = []
    for ours in list(pool.ours.values()):
        for theirs in pool.naming.get(key(ours.number), ()):
            if theirs.place in pool.theirs and len(_named(pool, theirs)) == 1 and (ours.amount > 0) == (theirs.amount > 0):
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


def by_amount_alone(pool: Pool) -> None:
    """The same amount over the wider days, where it is the only one of its amount on both sides."""
    for ours, theirs in _only(pool, lambda a, b: pool.equal(a.amount, b.amount) and pool.near(a, b, wide=True)):
        pool.pair([ours], [theirs], wide=True)


def _only(pool: Pool, fits: Callable[[Line, Line], bool]) -> list[tuple[Line, Line]]:
    """Our lines and the customer's that fit each other and nothing else."""
    fitting = [(a, b) for a in pool.ours.values() for b in pool.theirs.values() if fits(a, b)]
    by_ours, by_theirs = Counter(a.place for a, _ in fitting), Counter(b.place for _, b in fitting)
    return [(a, b) for a, b in fitting if by_ours[a.place] == 1 == by_theirs[b.place]]


def one_to_many(pool: Pool, *, wide: bool = False) -> None:
    """One line of a side that several of the other add up to, exactly and in only one way: a few, or all of some days on end."""
    for whole, parts, ours_is_whole in ((pool.ours, pool.theirs, True), (pool.theirs, pool.ours, False)):
        for line in sorted(whole.values(), key=lambda each: -abs(each.amount)):
            near = [other for other in parts.values() if pool.near(line, other, wide=wide) and (other.amount > 0) == (line.amount > 0)]
            near.sort(key=lambda each: (each.date, each.place))
            several = _adding_up(near, line.amount, MOST_PARTS_WIDE if wide else MOST_PARTS)
            if several:
                pool.pair(*(([line], several) if ours_is_whole else (several, [line])), wide=wide)


def _adding_up(near: Sequence[Line], amount: int, largest: int) -> list[Line]:
    """The lines that add up to the amount; none where there is no set of them, or more than one."""
    amounts = np.array([part.amount for part in near], dtype=np.int64)
    sets = exact_sets(amounts, amount, largest=largest, limit=2).sets
    if not sets:
        until = np.concatenate(([0], np.cumsum(amounts)))
        starts, ends = np.nonzero(until[None, :] - until[:, None] == amount)
        sets = tuple(tuple(range(a, b)) for a, b in zip(starts.tolist(), ends.tolist(), strict=True) if b - a > 1)
    return [near[place] for place in sets[0]] if len(sets) == 1 else []


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


def almost(pool: Pool) -> list[tuple[Line, Line, str]]:
    """What is left of the same days and direction with amounts a little apart, where nothing else fits either: an invoice entered at
    another price, a payment that reached us without the bank's fee.
    """

    def fits(ours: Line, theirs: Line) -> bool:
        priced = ours.kind == "invoice" and theirs.amount > 0
        paid = ours.kind == "receipt" and theirs.amount < ours.amount < 0
        apart = abs(theirs.amount - ours.amount) * (NEAR_PRICE if priced else NEAR_PAYMENT)
        return (priced or paid) and pool.near(ours, theirs) and apart <= abs(ours.amount)

    found = [(ours, theirs, "price" if ours.amount > 0 else "fee") for ours, theirs in _only(pool, fits)]
    for ours, theirs, _ in found:
        del pool.ours[ours.place], pool.theirs[theirs.place]
    return found


def rest(our_amount: int, their_amount: int, rules: Rules) -> str:
    """'fee' or 'discount' where the difference is exactly one that is known; else empty."""
    missing, larger = abs(our_amount - their_amount), max(abs(our_amount), abs(their_amount))
    if our_amount < 0 and missing in rules.fees:
        return "fee"
    shares = {int((larger * round(percent * 100) * 2 + 10_000) // 20_000) for percent in rules.discounts}
    return "discount" if missing in shares else ""
