"""The comparison itself: pairs first, then what kind of difference each remaining line is, and which side must book it."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import cast

from arcore.comparing import pairing
from arcore.comparing.model import Books, Comparison, Difference, Kind, Line, Rules

SAID: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("return", re.compile(r"退货|退回|红字|红冲|return|credit note", re.IGNORECASE)),
    ("discount", re.compile(r"折扣|折让|返利|discount|rebate|allowance", re.IGNORECASE)),
    ("fee", re.compile(r"手续费|扣费|bank fee|charges?\b", re.IGNORECASE)),
    ("fx", re.compile(r"汇率|汇兑|exchange (?:rate|loss|gain)", re.IGNORECASE)),
)
"""What a memo says about the difference."""
OWN_KINDS: dict[str, Kind] = {"credit_note": "return", "discount": "discount", "fee": "fee", "rounding": "discount"}
"""What our own line is: the customer has not recorded it."""


def compare(
    ours: Sequence[Line],
    theirs: Sequence[Line],
    *,
    start: dt.date,
    end: dt.date,
    currency: str,
    our_opening: int,
    their_opening: int | None,
    their_closing: int | None,
    rules: Rules,
) -> Comparison:
    """Both sides' lines of the period. What the customer dates before `start` belongs to its opening, after `end` to nothing.

    Where the file states no opening, it follows from its closing; where it states neither, ours is taken for it.
    """
    turned = oriented([our_opening, *(line.amount for line in ours)], [their_opening or 0, *(line.amount for line in theirs)])
    sign = -1 if turned else 1
    lines = [line if sign == 1 else _flipped(line) for line in theirs]
    within = [line for line in lines if start <= line.date <= end]
    before = sum(line.amount for line in lines if line.date < start)
    after = sum(line.amount for line in lines if line.date > end)
    moved = sum(line.amount for line in within)
    stated = None if their_closing is None else sign * their_closing - after
    opening = None if their_opening is None else sign * their_opening + before
    pool, differences = _differences(ours, within, end, rules)
    agreed = sum(line.amount for line in pool.ours.values()) if rules.partial else 0
    found_opening = opening if opening is not None else stated - moved if stated is not None and not rules.partial else our_opening
    found_closing = found_opening + moved + agreed
    if found_opening != our_opening:
        theirs_then = Line(0, start, "", found_opening, memo="")
        differences.append(Difference("opening", "ours", Line(0, start, "", our_opening), theirs_then, found_opening - our_opening))
    unexplained = stated - found_closing if stated is not None and not rules.partial else 0
    return Comparison(
        start=start,
        end=end,
        currency=currency,
        our_opening=our_opening,
        our_closing=our_opening + sum(line.amount for line in ours),
        their_opening=found_opening,
        their_closing=found_closing + unexplained,
        pairs=tuple(pool.pairs),
        differences=tuple(differences),
        unexplained=unexplained,
        assumed_opening=opening is None and stated is None,
    )


def oriented(ours: Sequence[int], theirs: Sequence[int]) -> bool:
    """Whether the customer's file states our view of debit and credit, so that its amounts must be turned: by what both sides have."""
    amounts = set(ours) - {0}
    return sum(-amount in amounts for amount in theirs) > sum(amount in amounts for amount in theirs)


def _flipped(line: Line) -> Line:
    return Line(line.place, line.date, line.number, -line.amount, line.kind, line.memo)


def _differences(ours: Sequence[Line], theirs: Sequence[Line], end: dt.date, rules: Rules) -> tuple[pairing.Pool, list[Difference]]:
    """The differences, and the pool with what was agreed on silently (`partial`)."""
    pool = pairing.Pool(ours, theirs, rules)
    pairing.by_number(pool)
    found = [_of_amount(a, b, rules) for a, b in pairing.same_number(pool)]
    pairing.by_amount(pool)
    found += _twice(pool)
    pairing.one_to_many(pool)
    near = pairing.explained(pool)
    pairing.by_amount_alone(pool)
    pairing.one_to_many(pool, wide=True)
    for our_line, their_line, reason in (*near, *pairing.almost(pool)):
        difference = their_line.amount - our_line.amount
        kind = _said(their_line.memo) or cast(Kind, reason)
        found.append(Difference(kind, _who_books(our_line.amount, difference), our_line, their_line, difference))
    found += [_theirs_only(line, end, rules) for line in pool.theirs.values()]
    if not rules.partial:
        found += [_ours_only(line, end, rules) for line in pool.ours.values()]
    order = sorted(found, key=lambda each: (cast(Line, each.ours or each.theirs).date, each.key))
    return pool, order


def _of_amount(ours: Line, theirs: Line, rules: Rules) -> Difference:
    """The same number, different amounts."""
    difference = theirs.amount - ours.amount
    known = pairing.rest(ours.amount, theirs.amount, rules)
    kind: Kind = _said(theirs.memo) or cast("Kind | None", known or None) or ("price" if ours.amount > 0 else "other")
    return Difference(kind, _who_books(ours.amount, difference), ours, theirs, difference)


def _who_books(our_amount: int, difference: int) -> Books:
    """A payment that reached us short is ours to book; what an invoice says, the customer must follow."""
    return "ours" if our_amount < 0 and difference < 0 else "theirs"


def _twice(pool: pairing.Pool) -> list[Difference]:
    """Lines that repeat one already paired on the same side, and have no counterpart."""
    found: list[Difference] = []
    for remaining, mine in ((pool.ours, True), (pool.theirs, False)):
        paired: dict[int, list[tuple[Line, bool]]] = defaultdict(list)
        for pair in pool.pairs:
            ours = {pairing.key(line.number) for line in pair.ours}
            for line in pair.ours if mine else pair.theirs:
                paired[line.amount].append((line, not mine and not pairing.names(line) & ours))
        for line in list(remaining.values()):
            if any(_repeats(line, other, own_vouchers) for other, own_vouchers in paired[line.amount]):
                del remaining[line.place]
                amount = -line.amount if mine else line.amount
                found.append(Difference("duplicate", "ours" if mine else "theirs", line if mine else None, None if mine else line, amount))
    return found


def _repeats(line: Line, other: Line, own_vouchers: bool) -> bool:
    """Whether a line of the same amount is the other entered again: it names the same number; or the same day, without a number or,
    where the customer numbers its purchases by its own vouchers, in the same words. Two payments of a day may both be real.
    """
    if pairing.names(line) & pairing.names(other):
        return True
    numbered = pairing.key(line.number) or pairing.key(other.number)
    return line.date == other.date and (not numbered or (own_vouchers and line.amount > 0 and bool(line.memo) and line.memo == other.memo))


def _theirs_only(line: Line, end: dt.date, rules: Rules) -> Difference:
    """What only the customer has: ours to book, unless its memo says what it took off by itself."""
    kind: Kind = _said(line.memo) or ("in_transit" if _near_end(line, end, rules) and line.amount < 0 else "omitted")
    return Difference(kind, "ours", None, line, line.amount)


def _ours_only(line: Line, end: dt.date, rules: Rules) -> Difference:
    """What only we have: the customer's to book; goods and invoices of the last days are still on their way."""
    late = _near_end(line, end, rules) and line.amount > 0
    kind = OWN_KINDS.get(line.kind) or ("in_transit" if late else "omitted")
    return Difference(kind, "theirs", line, None, -line.amount)


def _near_end(line: Line, end: dt.date, rules: Rules) -> bool:
    return (end - line.date).days <= rules.days


def _said(memo: str) -> Kind | None:
    return next((kind for kind, words in SAID if words.search(memo)), None)
