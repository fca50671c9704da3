"""Document, order and contract numbers in a memo, found by looking tokens up, never by scanning.

A full number is looked up among all open documents. Shortened and mistyped numbers mean something
only among the documents of a known customer: elsewhere a one-digit slip names a stranger's document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from arcore.matching.normalize import fold
from arcore.records import record

TOKEN = re.compile(r"[a-z0-9](?:[a-z0-9_.#/\\-]*[a-z0-9])?")
SEPARATOR = re.compile(r"[^a-z0-9]+")
TAIL_CUE = re.compile(r"(?:尾号|尾数|末尾|末四位|[后末][三四五六七八\d]位数?|尾)\s*(?:为|是|:|：)?\s*((?:\d{3,9}[\s,;、，和及/]*)+)")
RANGE = re.compile(r"(?<!\d)(?=(\d{3,})\s*(?:-{1,2}|~{1,2}|至|到|to\b)\s*(?:[a-z]{1,4}[-/]?)?(?:\d{4}[-/])?(\d{2,})(?!\d))")
AMOUNT = re.compile(
    r"(?:¥|\brmb|\bcny|\busd|\beur)\s*[\d,.]*\d|(?<![\d.,/-])[\d,]*\d(?:\.\d{1,2})?\s*(?:元|万|yuan)|(?<![\d.,-])(?:(?<![^\s(:=])-)?\d[\d,]*\.\d{2}(?![\d.])"
)
CUT = re.compile(r"(?<![a-z0-9])([a-z0-9][a-z0-9_.#/\\-]*)\s(?=([a-z0-9_.#/\\-]+))")
NOT_A_TAIL = re.compile(r"\s*(?:%|月|年|日|元|万|期|笔|天|个|/\d{1,2}(?:\D|$))")
DATE = re.compile(r"(?<![a-z\d./-])(?:20\d{2}([./-])\d{1,2}\1\d{1,2}|\d{1,2}([./-])\d{1,2}\2(?:20)?\d{2})(?![a-z\d]|[./-]\d)")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LIST_TAIL = re.compile(r"^[\s,;、，；和及与/\\.+&-]{1,3}$")
LIST_WORDS = {"and", "und", "et", "y", "no", "nos", "nr", "inv", "invoice", "invoices", "fp"}
SHORTEST_EXACT = 5
SHORTEST_HEALED = 7
SHORTEST_TAIL_SLIP = 8


def number_key(number: str) -> str:
    """A document number as it is compared: folded, letters and digits only.

    >>> number_key("SI-2026/００123")
    'si202600123'
    """
    if number.isascii():
        return number.lower() if number.isalnum() else SEPARATOR.sub("", number.lower())
    return SEPARATOR.sub("", fold(number))


@record
class Named:
    """One token of a memo and the documents it may mean. `how`: exact, list, tail, slip, order, contract, range."""

    token: str
    positions: tuple[int, ...]
    how: str


@record
class Mentions:
    """What the numbers of one memo name, before the customer is known. `unknown` have six characters or more, `short` fewer."""

    exact: tuple[Named, ...] = ()
    unknown: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    ranges: tuple[tuple[str, str], ...] = ()

    @property
    def silent(self) -> bool:
        """Whether the memo has no number at all."""
        return not (self.exact or self.unknown or self.short or self.tails or self.ranges)

    @property
    def bare(self) -> tuple[str, ...]:
        """What may be the end or the running part of a number: the short tokens, and the unknown ones of digits only."""
        return (*self.short, *(token for token in self.unknown if token.isdigit()))

    @property
    def positions(self) -> tuple[int, ...]:
        """Documents named by their full number, order or contract, in the order of the memo."""
        return tuple(dict.fromkeys(p for named in self.exact for p in named.positions))


@dataclass
class NumberIndex:
    """Open documents by the keys of their numbers, orders and contracts; positions are row numbers."""

    keys: list[str]
    owners: list[str]
    by_number: dict[str, list[int]] = field(default_factory=dict)
    by_stripped: dict[str, list[int]] = field(default_factory=dict)
    by_order: dict[str, list[int]] = field(default_factory=dict)
    by_contract: dict[str, list[int]] = field(default_factory=dict)

    @cached_property
    def shapes(self) -> frozenset[tuple[str, int]]:
        """The letters in front and the length of every number, order and contract, and of what people write of a number."""
        tables = (self.by_number, self.by_stripped, self.by_order, self.by_contract)
        return frozenset(_shape(key) for table in tables for key in table)

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """How long whole numbers are, the longest first; those too short to stand among other digits are left out."""
        return tuple(sorted({len(key) for key in self.by_number if len(key) >= SHORTEST_HEALED}, reverse=True))

    def could_name(self, token: str) -> bool:
        """Whether an unknown token looks like a number of these books, not like a bank's own reference.

        >>> NumberIndex.build(["24103050"], ["c1"], [""], [""]).could_name("24109999")
        True
        """
        return _shape(token) in self.shapes

    @classmethod
    def build(cls, numbers: Sequence[str], owners: Sequence[str], orders: Sequence[str], contracts: Sequence[str]) -> NumberIndex:
        """Index the documents; long numbers are also found by their last 8 to 12 digits."""
        keys = [number_key(number) for number in numbers]
        index = cls(keys, list(owners))
        by_number, stripped = defaultdict(list), defaultdict(list)
        for position, key in enumerate(keys):
            if key:
                by_number[key].append(position)
                for bare in _shortened(key):
                    stripped[bare].append(position)
        index.by_number, index.by_stripped = dict(by_number), dict(stripped)
        index.by_order, index.by_contract = _by_key(orders), _by_key(contracts)
        return index

    def look_up(self, key: str) -> Named | None:
        """What a token names by itself: a number, its zero-stripped or shortened form, an order or a contract."""
        if len(key) < SHORTEST_EXACT and not (len(key) >= 3 and not key.isdigit()):
            return None
        for how, table in (
            ("exact", self.by_number),
            ("exact", self.by_stripped),
            ("order", self.by_order),
            ("contract", self.by_contract),
        ):
            if key in table:
                return Named(key, tuple(table[key]), how)
        return None


def _shape(key: str) -> tuple[str, int]:
    return ("", len(key)) if key[0].isdigit() else (key[: len(key) - len(key.lstrip(LETTERS))], len(key))


def _shortened(key: str) -> set[str]:
    """A number without its letters and zeros, and its last 8, 10 and 12 digits."""
    found = set()
    for length in (8, 10, 12):
        if len(key) <= length or not (tail := key[-length:]).isdigit():
            break  # a longer one would end in this one
        found.add(tail)
    bare = key.lstrip(LETTERS).lstrip("0")
    if bare != key and len(bare) >= SHORTEST_EXACT:
        found.add(bare)
    return found


def _by_key(numbers: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for position, number in enumerate(numbers):
        if number and (key := number_key(number)):
            found[key].append(position)
    return dict(found)


def mentions(memo: str, index: NumberIndex) -> Mentions:
    """Every number of a folded memo, looked up; amounts of money and dates are left out."""
    if not TOKEN.search(memo):
        return Mentions()
    memo = DATE.sub(lambda day: day.group() if index.look_up(number_key(day.group())) else " " * len(day.group()), memo)
    memo = _healed(AMOUNT.sub(lambda amount: " " * len(amount.group()), memo), index)
    found: list[Named] = []
    unknown: list[str] = []
    short: list[str] = []
    previous_end, base = -1, ""
    for token in TOKEN.finditer(memo):
        if previous_end >= 0 and token.group().isalpha() and token.group() not in LIST_WORDS:
            previous_end, base = -1, ""
        joined = memo[previous_end : token.start()] if previous_end >= 0 else ""
        pieces = SEPARATOR.split(token.group())
        named, rest = _parts(pieces, index)
        if not named and len(pieces) > 1 and len(whole := "".join(pieces)) >= 6 and any(c.isdigit() for c in whole):
            unknown.append(whole)
        for piece in rest:
            if not piece.isdigit() and not any(c.isdigit() for c in piece):
                continue
            listed = LIST_TAIL.match(joined) and len(piece) >= (3 if joined.isspace() else 2) and not NOT_A_TAIL.match(memo, token.end())
            if base and len(piece) < len(base) and listed:
                expanded = index.look_up(base[: len(base) - len(piece)] + piece)
                if expanded and expanded.how == "exact":
                    named.append(Named(piece, expanded.positions, "list"))
                    continue
            (unknown if len(piece) >= 6 else short).append(piece)
        for item in named:
            if item.how == "exact":
                base = max((index.keys[p] for p in item.positions), key=len)
        found += named
        previous_end = token.end()
        if named and named[0].how == "exact" and rest:
            found += _late_tails(rest, base, index, unknown, short)
    tails = [part for cue in TAIL_CUE.finditer(memo) for part in re.findall(r"\d{3,9}", cue.group(1))]
    ranges = tuple((m.group(1), m.group(2)) for m in RANGE.finditer(memo))
    return Mentions(tuple(found), tuple(dict.fromkeys(unknown)), tuple(dict.fromkeys(short)), tuple(dict.fromkeys(tails)), ranges)


def _late_tails(rest: Iterable[str], base: str, index: NumberIndex, unknown: list[str], short: list[str]) -> list[Named]:
    """Tails in the same token as their first number: 26310117/0119/0121."""
    late = []
    for piece in rest:
        expanded = index.look_up(base[: len(base) - len(piece)] + piece) if 2 <= len(piece) < len(base) else None
        if expanded and expanded.how == "exact":
            late.append(Named(piece, expanded.positions, "list"))
            for pile in (unknown, short):
                if piece in pile:
                    pile.remove(piece)
    return late


def _parts(pieces: list[str], index: NumberIndex) -> tuple[list[Named], list[str]]:
    """The longest joins of neighbouring pieces that are numbers, and the pieces that are none."""
    found, rest, start = [], [], 0
    while start < len(pieces):
        for end in range(min(len(pieces), start + 6), start, -1):
            key = "".join(pieces[start:end])
            named = index.look_up(key) or _without_prefix(key, index)
            if named:
                found.append(named)
                start = end
                break
        else:
            several = _glued(pieces[start], index)
            found += several
            rest += [] if several else [pieces[start]]
            start += 1
    return found, [piece for piece in rest if piece]


def _glued(piece: str, index: NumberIndex) -> list[Named]:
    """Whole numbers written one after the other with nothing between, as banks that drop punctuation leave them."""
    found: list[Named] = []
    while piece:
        fitting = (piece[:length] for length in index.lengths if length <= len(piece))
        whole = next((key for key in fitting if key in index.by_number), "")
        if not whole:
            return []
        found.append(Named(whole, tuple(index.by_number[whole]), "exact"))
        piece = piece[len(whole) :]
    return found


def _without_prefix(key: str, index: NumberIndex) -> Named | None:
    """inv26310117 or no26310117: the digits after letters that belong to no number."""
    bare = key.lstrip(LETTERS)
    return index.look_up(bare) if bare != key and bare.isdigit() and len(bare) >= 6 else None


def _healed(memo: str, index: NumberIndex) -> str:
    """The memo with numbers whole again that a line break of the statement cut in two: 2631 0117, XS-2026-00 156."""
    healed, start = "", 0
    for cut in CUT.finditer(memo):
        left, right = cut.group(1), cut.group(2)
        key = number_key(left + right)
        whole = index.look_up(key) or _without_prefix(key, index) if len(key) >= SHORTEST_HEALED else None
        if whole and whole.how == "exact" and not any(_names(part, index) for part in (left, right)):
            healed += memo[start : cut.end(1)]
            start = cut.start(2)
    return healed + memo[start:]


def _names(part: str, index: NumberIndex) -> bool:
    named = index.look_up(number_key(part))
    return named is not None and named.how == "exact"


def is_year(token: str, memo: str) -> bool:
    """Whether digits of a folded memo are the year of a date or month.

    >>> is_year("2026", "2026年3月货款"), is_year("4711", "4711")
    (True, False)
    """
    return re.search(rf"(?<!\d){token}\s*[年./-]\s*\d{{1,2}}(?!\d)", memo) is not None


def tail_matches(tail: str | tuple[str, ...], positions: Iterable[int], index: NumberIndex) -> tuple[int, ...]:
    """The documents among `positions` whose number ends with `tail`, or with one of several."""
    return tuple(p for p in positions if index.keys[p].endswith(tail))


def slips(token: str, positions: Iterable[int], index: NumberIndex) -> tuple[int, ...]:
    """The documents among `positions` whose number is one slip away: a digit wrong, missing, doubled, or two swapped."""
    found = tuple(p for p in positions if one_slip(token, index.keys[p]))
    if found or len(token) < SHORTEST_TAIL_SLIP:
        return found
    return tuple(p for p in positions if len(index.keys[p]) > len(token) + 1 and one_slip(token, index.keys[p][-len(token) :]))


def one_slip(a: str, b: str) -> bool:
    """Whether two numbers differ by one substitution, insertion, deletion or swap of neighbours.

    >>> one_slip("26310117", "26310171"), one_slip("26310117", "2631017"), one_slip("26310117", "26310199")
    (True, True, False)
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    if len(a) == len(b):
        return a[start + 1 :] == b[start + 1 :] or (a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :])
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    return longer[start + 1 :] == shorter[start:]


def in_range(first: str, last: str, positions: Iterable[int], index: NumberIndex) -> tuple[int, ...]:
    """The documents numbered from `first` to `last`, which may be shortened to its changing digits.

    `first` may itself be the end of longer numbers that share their beginning: 0345 of inv20260345.
    """
    positions = tuple(positions)
    heads = {index.keys[p][: -len(first)] for p in positions if index.keys[p].endswith(first)}
    end = last if len(last) >= len(first) else first[: len(first) - len(last)] + last
    if len(heads) != 1 or len(end) != len(first) or end < first:
        return ()
    head = heads.pop()
    size = len(head) + len(first)
    return tuple(p for p in positions if len(index.keys[p]) == size and head + first <= index.keys[p] <= head + end)
