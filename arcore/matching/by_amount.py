"""What a line of a known customer pays when its memo names no document: shapes, exact sets, presumptions.

What posts follows measured odds: one document, the oldest k, everything, a whole month; a
consecutive run or the only set while documents are few and an accident is improbable. Everything
else is a suggestion, and a sum that nothing explains is presumed to pay the oldest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from arcore.matching.combinations import Ints, accidental_among, accidental_sets, exact_sets
from arcore.matching.evidence import Amount
from arcore.matching.explanations import Explanation, Part
from arcore.matching.lines import BankLine
from arcore.matching.months import Month, in_words
from arcore.matching.phrases import HOW_MANY, REST, SETTLE
from arcore.matching.position import OpenPosition
from arcore.matching.readings import counted
from arcore.matching.search import MOST_SUGGESTED, Search
from arcore.matching.shortfalls import close, shares_said, whole_short
from arcore.messages import Message, say
from arcore.policy import MatchingRules
from arcore.records import record

MOST_ACCIDENTS = 0.02
MOST_ACCIDENTS_OF_ONE = 0.03
MOST_ACCIDENTS_OF_EQUALS = 0.01
FEW, SOME = 10, 20
WHOLE_HUNDREDS = 100_00
ON_ACCOUNT_FROM = 10_000_00


@record
class Found:
    """Explanations, best first. `searched`: False when the search stopped at its bound."""

    explanations: tuple[Explanation, ...]
    searched: bool = True


def by_amount(
    line: BankLine,
    customer: str,
    months: tuple[Month, ...],
    books: OpenPosition,
    rules: MatchingRules,
    *,
    thorough: bool = False,
    short_too: bool = True,
) -> Found:
    """Explanations by the amount alone, or with the months and the "settled" of the memo.

    `thorough` looks for sets even where a shape explains the amount; without `short_too` only for what settles documents in full.
    """
    positions = tuple(books.open_of((customer,), line.currency, line.date))
    amounts, claimed = tuple(map(books.left.__getitem__, positions)), books.claimed
    free = tuple([p for p in positions if not claimed[p]]) if any(map(claimed.__getitem__, positions)) else positions
    inside = books.of_months(positions, months) if months else positions
    search = Search(line, customer, positions, amounts, free, months, inside, min(amounts, default=0) < 0)
    named = _month(search, books) + _everything(search, books) + _rest(search, books)
    if named and named[0].posts and not thorough:
        return Found(tuple(named))
    expected = bool(months) or bool(SETTLE.search(line.text))
    shapes = _single(search, books) + _oldest(search, books) + _whole(search, books)
    shapes = _distinct(named + [s.doubted(0.75) if expected else s for s in shapes])
    wanted = [s for s in shapes if not books.unclaimed(s.positions)]
    taken = [s.doubted(0.6, say("A later receipt has a better claim on these documents")) for s in wanted]
    shapes = [s for s in shapes if s not in wanted] if wanted else shapes
    if len(shapes) > 1 and len({s.settles for s in shapes}) > 1:
        shapes = [s.doubted(0.7, say("More than one explanation fits")) for s in shapes]
    if shapes and not thorough:
        return Found(tuple(_distinct([*shapes, *taken])[:MOST_SUGGESTED]))
    sets, searched = _sets(search, books)
    if expected:
        sets = [s.doubted(0.7) for s in sets]
    whole = whole_short(search, books, rules) if expected and short_too else []
    short = shares_said(search, books) + close(search, books, rules) if short_too else []
    return Found(tuple(_distinct([*shapes, *whole, *sets, *short, *taken])), searched)


def _full(
    search: Search, positions: Sequence[int], books: OpenPosition, code: str, confidence: float, posts: bool, *words: Message
) -> Explanation:
    return Explanation(code, search.customer, tuple(Part(p, books.left[p]) for p in positions), 0, confidence, posts, words)


def _sums(search: Search, positions: Sequence[int], books: OpenPosition) -> tuple[int, ...] | None:
    """The positions, with or without their credit notes, if either adds up to the line."""
    if positions and (sum(search.amounts) if positions is search.positions else books.total(positions)) == search.line.amount:
        return tuple(positions)
    if not search.credits:
        return None
    invoices = tuple(p for p in positions if books.left[p] > 0)
    return invoices if len(invoices) < len(positions) and invoices and books.total(invoices) == search.line.amount else None


def _month(search: Search, books: OpenPosition) -> list[Explanation]:
    """All documents of the months the memo names; else the only set among them."""
    if not search.months:
        return []
    label = in_words(search.months)
    whole = _sums(search, search.inside, books)
    if whole:
        words = say("The amount is everything open of {months}", months=label)
        return [_full(search, whole, books, "month", 0.97, set(whole) <= set(search.free), words)]
    free = [p for p in search.inside if p in search.free]
    single = [p for p in free if books.left[p] == search.line.amount]
    sets = [(p,) for p in single] or _index_sets(free, search.line.amount, books, 6)[0]
    words = say("The amount is the sum of {count} documents of {months}", count=len(sets[0]) if sets else 0, months=label)
    sure = len(sets) == 1 and len(search.inside) <= FEW
    return [_full(search, s, books, "month_some", 0.93 if sure else 0.75, sure, words) for s in sets[:MOST_SUGGESTED]]


def _everything(search: Search, books: OpenPosition) -> list[Explanation]:
    """ "结清": all that is open."""
    if not SETTLE.search(search.line.text):
        return []
    whole = _sums(search, search.positions, books)
    words = say("The memo settles everything, and the amount is all that is open")
    return [_full(search, whole, books, "everything", 0.98, set(whole) <= set(search.free), words)] if whole else []


def _rest(search: Search, books: OpenPosition) -> list[Explanation]:
    """ "尾款": what is left of the one document that was paid in part."""
    if not REST.search(search.line.text):
        return []
    begun = [p for p in search.free if 0 < books.left[p] < books.amount[p] and books.left[p] == search.line.amount]
    words = say("The memo pays a rest, and this is what is left of the document")
    return [_full(search, begun, books, "single", 0.97, True, words)] if len(begun) == 1 else []


def _single(search: Search, books: OpenPosition) -> list[Explanation]:
    """The document of that amount; among equals the oldest, by convention."""
    left, amount = books.left, search.line.amount
    equal = [p for p in search.free if left[p] == amount] if amount in search.amounts else []
    if not equal:
        return []
    twins = {books.amount[p] for p in equal}
    oldest = equal[0] == next((p for p in search.positions if left[p] > 0), None)
    on_account = is_on_account(amount) and not oldest
    accident = accidental_among(search.amounts, amount, (1,))
    if len(equal) == 1:
        words = say("The only open document of this amount")
        posts = not on_account and (accident <= MOST_ACCIDENTS_OF_ONE or oldest)
        return [_full(search, equal, books, "single", 0.97 if posts else 0.8, posts, words)]
    words = say("{count} open documents have this amount; the oldest is presumed", count=len(equal))
    posts = len(twins) == 1 and not on_account and accident <= MOST_ACCIDENTS_OF_EQUALS
    return [
        _full(search, (p,), books, "single_of_equals", 0.9 if posts else 0.7, posts and p == equal[0], words)
        for p in (equal if len(twins) > 1 else equal[:1])
    ]


def is_on_account(amount: int) -> bool:
    """A sum people pay on account: one significant digit, or two that end in 5 (minor units).

    >>> is_on_account(50_000_00), is_on_account(150_000_00), is_on_account(130_000_00), is_on_account(17_800_00)
    (True, True, False, False)
    """
    digits = str(amount).rstrip("0")
    return amount >= ON_ACCOUNT_FROM and (len(digits) == 1 or (len(digits) == 2 and digits.endswith("5")))


def is_one_digit(amount: int) -> bool:
    """A sum of one significant digit, which people pay again and again: 8,000, 500 (minor units).

    >>> is_one_digit(8_000_00), is_one_digit(8_500_00)
    (True, False)
    """
    return len(str(amount).rstrip("0")) == 1


def _oldest(search: Search, books: OpenPosition) -> list[Explanation]:
    """Exactly the oldest k, by due date or by document date, with or without credit notes."""
    found = []
    left, amount = books.left, search.line.amount
    orders = [search.positions]
    if (search.customer, search.line.currency) not in books.issued_as_due:
        orders += {tuple(sorted(search.positions, key=books.issued.__getitem__))} - {search.positions}
    for ordered in orders:
        for candidates in (ordered, tuple([p for p in ordered if left[p] > 0])) if search.credits else (ordered,):
            sums = list(accumulate(search.amounts if candidates is search.positions else map(left.__getitem__, candidates)))
            for count, total in enumerate(sums, 1) if amount in sums else ():
                if total == amount and 1 < count < len(search.positions):
                    words = say("The amount is exactly the {count} oldest documents", count=count)
                    taken = candidates[:count]
                    found.append(_full(search, taken, books, "oldest", 0.96, set(taken) <= set(search.free), words))
    return found


def _whole(search: Search, books: OpenPosition) -> list[Explanation]:
    """All that is open, though the memo does not say so."""
    whole = _sums(search, search.positions, books)
    if not whole or len(whole) < 2:
        return []
    words = say("The amount is all that is open")
    return [_full(search, whole, books, "everything", 0.96, set(whole) <= set(search.free), words)]


def _index_sets(positions: Sequence[int], target: int, books: OpenPosition, largest: int) -> tuple[list[tuple[int, ...]], bool]:
    if len(positions) < 2:
        return [], True
    amounts = np.array([books.left[p] for p in positions], dtype=np.int64)
    found = exact_sets(amounts, target, largest=largest)
    return [tuple(positions[i] for i in s) for s in found.sets], found.complete


def _sets(search: Search, books: OpenPosition) -> tuple[list[Explanation], bool]:
    """Sets of up to six that add up, all counted; a consecutive run before the others."""
    if search.line.amount > sum(books.left[p] for p in search.free if books.left[p] > 0):
        return [], True
    sets, complete = _index_sets(search.free, search.line.amount, books, 6)
    if not sets:
        return [], complete
    n = len(search.free)
    amounts = np.array([books.left[p] for p in search.free], dtype=np.int64)
    said = how_many(search.line.text)
    sets = [s for s in sets if len(s) == said] or sets
    alone = len(sets) == 1 and complete
    posts = alone and n <= SOME and _is_rare(len(sets[0]), said, search, amounts)
    rank = {p: i for i, p in enumerate(search.positions)}
    sets.sort(key=lambda s: (not _is_run(s, rank), len(s), [rank[p] for p in s]))
    only = (
        say("the only solution")
        if alone
        else say("one of {count} solutions", count=len(sets))
        if complete
        else say("one of at least {count} solutions; not every combination was tried", count=len(sets))
    )
    sure = 0.95 if posts else 0.8 if alone else 0.6 if n <= SOME else 0.5
    found = []
    for s in sets[:MOST_SUGGESTED]:
        words = say("The amount is the sum of {count} documents, {only}", count=len(s), only=only)
        found.append(_full(search, s, books, "set", sure, posts, words))
    return found, complete


def _is_rare(size: int, said: int, search: Search, amounts: Ints) -> bool:
    """Whether the only set is hardly an accident: one of as many documents as the memo says, else of a sum that is not round."""
    target = search.line.amount
    if said:
        return size == said and accidental_among(search.amounts, target, (said,)) < MOST_ACCIDENTS
    return target % WHOLE_HUNDREDS != 0 and accidental_sets(amounts, target) < MOST_ACCIDENTS


def how_many(memo: str) -> int:
    """How many documents a folded memo says it pays, or 0.

    >>> how_many("付3张发票款"), how_many("支付两笔货款"), how_many("payment for 3 invoices"), how_many("第3笔货款")
    (3, 2, 3, 0)
    """
    said = HOW_MANY.search(memo)
    return counted(said["zh"] or said["en"]) if said else 0


def _is_run(positions: Sequence[int], rank: dict[int, int]) -> bool:
    places = sorted(rank[p] for p in positions)
    return places[-1] - places[0] == len(places) - 1


def presumed_oldest(line: BankLine, customer: str, books: OpenPosition, months: tuple[Month, ...] = ()) -> Explanation | None:
    """Oldest due first until the receipt is used up, those of the memo's months before the others; labelled as a presumption.

    None when nothing is open.
    """
    rest, parts = line.amount, []
    positions = books.open_of((customer,), line.currency, line.date)
    inside = books.of_months(positions, months) if months else ()
    for p in [*inside, *(p for p in positions if p not in inside)] if inside else positions:
        cash = min(rest, books.free(p))
        if cash > 0:
            parts.append(Part(p, cash, 0, "partial" if cash < books.left[p] else ""))
            rest -= cash
        if not rest:
            break
    if not parts:
        return None
    words = say("Presumed to pay the oldest documents first; nothing on the line says otherwise")
    if inside:
        words = say("Presumed to pay the oldest documents of {months} first", months=in_words(months))
    return Explanation("presumed_oldest", customer, tuple(parts), rest, 0.5, False, (words,))


def nearest(line: BankLine, customer: str, books: OpenPosition) -> Message:
    """Why no open document explains the amount: the closest one and by how much it differs."""
    open_now = [p for p in books.open_of((customer,), line.currency) if books.left[p] > 0]
    if not open_now:
        return say("The customer is known, but has nothing open in {currency}", currency=line.currency)
    p = min(open_now, key=lambda q: (abs(books.left[q] - line.amount), q))
    if books.left[p] == line.amount:
        return say("A later receipt has a better claim on these documents")
    difference = Amount(abs(books.left[p] - line.amount), line.currency)
    return say(
        "The customer is known; no open document has this amount, the nearest is {number}, which differs by {difference}",
        number=books.document_no[p],
        difference=difference,
    )


def _distinct(found: list[Explanation]) -> list[Explanation]:
    """The first of each that settle the same amounts, in their order."""
    if len(found) < 2:
        return found
    return list({(f.settles, f.unapplied): f for f in reversed(found)}.values())[::-1]
