"""The documents that the numbers of a memo may mean, most literal first.

A number that belongs to somebody else is read as a slip of one of the customer's own documents, or,
with one of the customer's own beside it, as a payment for several customers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product

from arcore.dates import read_date
from arcore.matching.combinations import accidental_among
from arcore.matching.lines import BankLine
from arcore.matching.payers import Identity
from arcore.matching.phrases import DEDUCTION, PARTIAL, RETENTION
from arcore.matching.position import OpenPosition
from arcore.matching.references import Mentions, in_range, is_year, slips, tail_matches
from arcore.matching.references import Named as Mention
from arcore.messages import Message, say
from arcore.records import record

MOST_WAYS = 256
MOST_OF_A_POOL = 12
SHORTEST_PROJECT = 3
SHORTEST_FULL = 4
SHORTEST_RUNNING = 5
SHORTEST_SLIP = 6
LONGEST_AGO = 731
MOST_ACCIDENTS = 0.01
AND_OTHERS = re.compile(
    r"等(?:共)?\s*(?P<count>\d{1,2}|[二两三四五六七八九十])?\s*(?:张|份|笔|单|票|$|\s|发票|货款)|\betc\b|\band others\b"
)
RUNNING = re.compile(r"[-_/.#\s]+")
"""What stands between the parts of a number; the last part counts up."""
NOT_IN_FULL = re.compile("|".join(p.pattern for p in (PARTIAL, RETENTION, DEDUCTION)))
COUNTS = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


@record
class Reading:
    """Positions a memo may mean. `sure`: every number is a document's own; `exact_only`: worth nothing unless it adds up.

    `slipped`: a number is no document's own: it may be a document not in the books yet, whose number follows the one meant.
    """

    positions: tuple[int, ...]
    sure: bool
    evidence: tuple[Message, ...]
    exact_only: bool = False
    slipped: bool = False


Token = tuple[str, tuple[int, ...], str]
"""A token of the memo, the positions it may mean, and how it names them."""


@record
class Named:
    """A memo's tokens sorted: one document each, several each, somebody else's."""

    fixed: tuple[Token, ...]
    pools: tuple[Token, ...]
    strangers: tuple[Token, ...]
    mine: tuple[int, ...]

    @property
    def certain(self) -> tuple[int, ...]:
        """The documents that are named one by one."""
        return merged(positions for _, positions, _ in self.fixed)


def readings(line: BankLine, said: Mentions, identity: Identity, books: OpenPosition) -> Iterator[Reading]:
    """Every reading of a memo's numbers, the literal ones first."""
    named = sort_tokens(line, said, identity, books)
    certain, words = named.certain, in_words(named.fixed)
    if named.strangers and named.fixed:
        both = (*named.fixed, *named.strangers)
        yield Reading(merged(p for _, p, _ in both), True, in_words(both), exact_only=True)
    yield from _pools(line, named, books)
    if certain:
        yield Reading(certain, not named.strangers, words)
    yield from _slips(line, said, named, books)
    yield from _shortened(line, said, named, books)
    if certain and AND_OTHERS.search(line.text):
        yield from _with_others(line, named, books)
    if named.strangers and not named.fixed and not named.pools:
        known = bool(named.mine)
        yield Reading(merged(p for _, p, _ in named.strangers), not known, in_words(named.strangers), exact_only=known)


def sort_tokens(line: BankLine, said: Mentions, identity: Identity, books: OpenPosition) -> Named:
    """The tokens of a memo by whose documents they name."""
    own = set(identity.customers) if identity.trust != "weak" else set()
    fixed, pools, strangers = [], [], []
    for item in said.exact:
        if len(said.exact) > 1 and _is_date(item, line, books):
            continue
        mine = tuple(p for p in item.positions if not own or books.customer[p] in own)
        if not mine:
            strangers.append((item.token, item.positions, item.how))
        elif len(live := tuple(p for p in mine if books.left[p]) or mine[:1]) > 1:
            pools.append((item.token, live, item.how))
        else:
            fixed.append((item.token, live, item.how))
    mine_short = tuple((token, _full_short(token, identity.customers, books), "exact") for token in (said.bare if own else ()))
    fixed += [short for short in mine_short if len(short[1]) == 1 and not is_year(short[0], line.text)]
    everything = merged(books.by_customer.get(customer, ()) for customer in identity.customers) if own else ()
    for project, positions in _projects(line, everything, books).items():
        (pools if len(positions) > 1 else fixed).append((project, tuple(positions), "project"))
    return Named(tuple(fixed), tuple(pools), tuple(strangers), everything)


def _full_short(token: str, customers: Sequence[str], books: OpenPosition) -> tuple[int, ...]:
    """The customer's documents of which a token is the whole number, 4711, or the whole running number: 24498 of INV-2026-24498."""
    if len(token) < SHORTEST_FULL or not token.isdigit():
        return ()
    whole = tuple(p for p in books.numbers.by_number.get(token, ()) if books.customer[p] in customers)
    if whole or len(token) < SHORTEST_RUNNING:
        return whole
    own = (p for customer in customers for p in books.by_customer.get(customer, ()))
    return tuple(p for p in own if RUNNING.split(books.document_no[p])[-1] == token and books.left[p])


def _is_date(item: Mention, line: BankLine, books: OpenPosition) -> bool:
    """20260317 beside other numbers: the day of something, though a document's number has these digits."""
    if item.how != "exact" or any(books.numbers.keys[p] == item.token for p in item.positions):
        return False
    day = read_date(item.token) if len(item.token) == 8 and item.token.isdigit() else None
    return day is not None and abs((line.date - day).days) <= LONGEST_AGO


def _projects(line: BankLine, mine: tuple[int, ...], books: OpenPosition) -> dict[str, list[int]]:
    """The customer's open documents of each project that the memo names."""
    found: dict[str, list[int]] = {}
    for p in mine if books.has_projects else ():
        if books.left[p] and len(project := books.project[p]) >= SHORTEST_PROJECT and project in line.text:
            found.setdefault(project, []).append(p)
    return found


def _pools(line: BankLine, named: Named, books: OpenPosition) -> Iterator[Reading]:
    """Orders and contracts with several open documents: all of them, or the only ones that add up."""
    if not named.pools:
        return
    certain = named.certain
    words = in_words((*named.fixed, *named.pools))
    pool = merged(positions for _, positions, _ in named.pools)
    whole = merged((certain, pool))
    if books.total(whole) == line.amount:
        yield Reading(whole, True, words)
        return
    if len(pool) <= MOST_OF_A_POOL:
        fitting = [s for size in range(1, len(pool)) for s in combinations(pool, size) if books.total(merged((certain, s))) == line.amount]
        if len(fitting) == 1 or (fitting and len(fitting[0]) == 1 and len(fitting[1]) > 1):
            yield Reading(merged((certain, fitting[0])), len(fitting) == 1, words)
            return
    yield Reading(whole, False, words)


def _slips(line: BankLine, said: Mentions, named: Named, books: OpenPosition) -> Iterator[Reading]:
    """Numbers with a digit wrong, missing, doubled or two swapped, among the customer's own documents."""
    certain = named.certain
    doubtful = [token for token, _, _ in named.strangers] + list(said.unknown)
    for replaced in _choices([(slips(token, named.mine, books.numbers), token) for token in doubtful], line, certain, books):
        words = (*in_words(named.fixed), *_slip_words(replaced, books))
        yield Reading(merged([certain, (p for _, p in replaced)]), True, words, slipped=True)
    for token, positions, _ in named.fixed if not NOT_IN_FULL.search(line.text) else ():
        if len(token) < SHORTEST_SLIP or not any(books.left[p] for p in positions):
            continue  # paid by an earlier line: a repetition before it is a slip
        rest = tuple(p for p in certain if p not in positions)
        for near in slips(token, named.mine, books.numbers):
            if near not in certain and books.left[near] and books.total((*rest, near)) == line.amount:
                yield Reading((*rest, near), True, _slip_words([(token, near)], books), exact_only=True)


def _slip_words(replaced: Iterable[tuple[str, int]], books: OpenPosition) -> tuple[Message, ...]:
    return tuple(say("{token} is one slip away from document number {number}", token=t, number=books.document_no[p]) for t, p in replaced)


def _shortened(line: BankLine, said: Mentions, named: Named, books: OpenPosition) -> Iterator[Reading]:
    """Tails, ranges and a number cut at the end, which mean something only among the customer's own documents."""
    if not named.mine:
        return
    certain, words = named.certain, in_words(named.fixed)
    for tokens, sure in ((said.tails, True), (said.bare, False)):
        options = [(tail_matches(token, named.mine, books.numbers), token) for token in tokens if len(token) >= 3]
        for chosen in _choices(options, line, certain, books):
            tails = tuple(say("Document number {number} ends with {token}", number=books.document_no[p], token=t) for t, p in chosen)
            yield Reading(merged([certain, (p for _, p in chosen)]), True, (*words, *tails), exact_only=not sure)
    for first, last in said.ranges:
        positions = tuple(p for p in in_range(first, last, named.mine, books.numbers) if books.left[p])
        span = say("The memo names {count} documents from {first} to {last}", count=len(positions), first=first, last=last)
        if positions:
            yield Reading(positions, True, (span,), exact_only=True)
    for token in (*said.unknown, *said.short):
        begun = tuple(p for p in named.mine if len(token) >= 4 and books.numbers.keys[p].startswith(token)) if certain else ()
        for chosen in _choices([(begun, token)], line, certain, books):
            cut = tuple(
                say("{token} is cut short; document number {number} begins so", token=t, number=books.document_no[p]) for t, p in chosen
            )
            yield Reading(merged([certain, (p for _, p in chosen)]), True, (*words, *cut), exact_only=True)


def _with_others(line: BankLine, named: Named, books: OpenPosition) -> Iterator[Reading]:
    """ "26310117等3张": the others are those that complete the amount, when only one set does."""
    certain = named.certain
    said = AND_OTHERS.search(line.text)
    number = said["count"] if said else None
    count = counted(number) - len(certain) if number else 0
    free = (p for p in named.mine if books.left[p] > 0 and not books.claimed[p])
    others = [p for p in free if p not in certain and books.documented[p] <= line.date]
    rest = line.amount - books.total(certain)
    sizes = [count] if 1 <= count <= 3 else [1, 2] if not number else []
    fitting = [s for size in sizes if len(others) <= 40 for s in combinations(others, size) if books.total(s) == rest]
    if len(fitting) == 1:
        rare = accidental_among([books.left[p] for p in others], rest, sizes) < MOST_ACCIDENTS
        words = say("{count} more documents complete the amount, the only way", count=len(fitting[0]))
        yield Reading(merged((certain, fitting[0])), rare, (*in_words(named.fixed), words), exact_only=True)


def _choices(
    options: Sequence[tuple[tuple[int, ...], str]], line: BankLine, certain: tuple[int, ...], books: OpenPosition
) -> Iterator[tuple[tuple[str, int], ...]]:
    """Ways to give each token one document: the only one that adds up, else the only one there is."""
    usable = [(tuple(p for p in positions if p not in certain), token) for positions, token in options]
    usable = [(positions, token) for positions, token in usable if positions]
    ways: list[tuple[tuple[str, int], ...]] = []
    for number, way in enumerate(product(*(positions for positions, _ in usable))):
        if number >= MOST_WAYS:
            return
        if way and len(set(way)) == len(way):
            ways.append(tuple((token, p) for (_, token), p in zip(usable, way, strict=True)))
    fitting = [way for way in ways if books.total(merged([certain, (p for _, p in way)])) == line.amount]
    if len(fitting) == 1 or (not fitting and len(ways) == 1):
        yield (fitting or ways)[0]


def counted(number: str) -> int:
    """How many a number of a memo says, in digits or as a numeral up to ten."""
    return COUNTS.get(number) or int(number)


def merged(groups: Iterable[Iterable[int]]) -> tuple[int, ...]:
    """All positions once, in their order."""
    return tuple(dict.fromkeys(p for group in groups for p in group))


def in_words(tokens: Iterable[Token]) -> tuple[Message, ...]:
    """One sentence for each token found in the memo."""
    templates = {"order": say("Order number {token} is in the memo"), "contract": say("Contract number {token} is in the memo")}
    templates["project"] = say("Project {token} is in the memo")
    number = say("Document number {token} is in the memo")
    return tuple(Message(templates.get(how, number).template, {"token": token}) for token, _, how in tokens)
