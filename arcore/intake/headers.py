"""Headings: normalised, looked up exactly, and assigned so that one source column never serves two targets.

A heading that merely resembles a known one is a suggestion for a person to confirm, never an assumption. Substrings do
not count: '付款人开户行名' contains '付款人' and is a bank's name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from arcore.aliases import headings as words_of
from arcore.intake.headings import LOCAL, ORIGINAL, PLAIN_AMOUNTS, normalize, parsed, simplified, split_currency
from arcore.intake.model import Suggestion
from arcore.intake.roles import KNOWN, ROLES
from arcore.intake.words import AGE, currency_of, squeezed
from arcore.schema import SCHEMAS, Kind, Side, TableKind

SIMILAR_ENOUGH = 78.0
_CJK_THEN_LATIN = re.compile(r"^([^a-z]*[\u4e00-\u9fff][^a-z]*?)[/|,(]?([a-z][a-z0-9#/&%*]*)\)?$")
_LATIN_THEN_CJK = re.compile(r"^([a-z][a-z0-9#/&%*]*)[/|,(]?([\u4e00-\u9fff].*?)\)?$")


@dataclass(frozen=True)
class Heading:
    """One heading: its column, the text as the file has it, the keys to look it up by, and what it says about its values."""

    index: int
    text: str
    keys: tuple[str, ...]
    factor: int | None = None
    currency: str | None = None
    days: bool = False
    local: bool = False

    @property
    def key(self) -> str:
        """The key it is remembered by."""
        return self.keys[0]


@dataclass(frozen=True)
class Assignment:
    """Which heading serves which target. Targets starting with '_' are roles that are worked into columns.

    `ages`: columns by age that stand in place of an amount. `rivals`: further columns that could be the amount.
    """

    kind: TableKind
    side: Side
    targets: Mapping[str, Heading]
    weak: frozenset[str]
    rivals: tuple[Heading, ...]
    lines: tuple[Heading, ...]
    spare: tuple[Heading, ...]
    score: float
    ages: tuple[Heading, ...] = ()

    @property
    def is_ledger(self) -> bool:
        """Whether debit and credit stand in columns of their own."""
        return "_debit" in self.targets and "_credit" in self.targets

    @property
    def has_date_parts(self) -> bool:
        """Whether month and day stand in columns of their own."""
        return "_month" in self.targets and "_day" in self.targets

    @property
    def age_targets(self) -> dict[str, Heading]:
        """The columns by age, each under a name of its own."""
        return {f"_age{item.index}": item for item in self.ages}

    @property
    def parts(self) -> tuple[int, ...]:
        """The sheet columns beside the amount's own that hold a row's amount: by age, or in another currency."""
        return tuple(item.index for item in (*self.ages, *(rival for rival in self.rivals if rival.currency)))

    @property
    def is_report(self) -> bool:
        """Whether this is a report of what customers owe (a closing balance, or ages) that says nothing else of them."""
        plain = {"customer_id", "customer_name", "salesperson", "region", "department", "currency", "entity", "category"}
        return self.targets.keys() <= plain and (
            any(item.key in CLOSING_BALANCES for item in self.spare) or sum(map(_is_age, self.spare)) > 1
        )

    def missing(self, have: frozenset[str] = frozenset()) -> tuple[tuple[str, ...], ...]:
        """The required alternatives that no heading serves and that are not in `have` (known from a title, say)."""
        there = set(self.targets) | have
        if self.is_ledger or self.ages:
            there.add("amount")
        if self.has_date_parts:
            there |= {"document_date", "receipt_date"}
        if there & {"_digital_no", "contract_no"} and self.kind is TableKind.DOCUMENTS:
            there.add("document_no")
        if {"net_amount", "tax_amount"} <= there:
            there.add("amount")
        return tuple(group for group in SCHEMAS[self.kind].required if not there & set(group))


def heading(index: int, text: str, top: str = "") -> Heading | None:
    """The heading of a column from its cell, or from the two cells of a two-row header; None for a blank."""
    if not text.strip() and not top.strip():
        return None
    if not top.strip() or not text.strip() or squeezed(top) == squeezed(text):
        return _single(index, text if text.strip() else top)
    upper, lower = _single(index, top), _single(index, text)
    qualifier = squeezed(text)
    local = qualifier in LOCAL
    joined = [f"{upper.key}/{lower.key}", upper.key + lower.key, lower.key + upper.key]
    keys = [key for key in joined if key in known_keys()]
    keys += upper.keys if qualifier in ORIGINAL or local or currency_of(text) else lower.keys
    keys += [key for key in joined if key not in keys]
    return Heading(
        index,
        f"{top.strip()}/{text.strip()}",
        tuple(dict.fromkeys(keys)),
        lower.factor or upper.factor,
        lower.currency or upper.currency or (currency_of(text) if len(qualifier) > 1 else None),
        lower.days or upper.days,
        local,
    )


def _single(index: int, text: str) -> Heading:
    plain = text if parsed(text)[0] in known_keys() else simplified(text)
    key, factor, currency, days, qualifier = parsed(plain)
    if key not in known_keys() and (split := split_currency(plain)) and split[0] in known_keys():
        key, currency = split[0], currency or split[1]
    keys = [key]
    if key not in known_keys():
        for pattern in (_CJK_THEN_LATIN, _LATIN_THEN_CJK):
            if found := pattern.match(key):
                keys += [part.strip("/|,()") for part in found.groups() if part.strip("/|,()") in known_keys()]
        for line in re.split(r"[\n/|]", plain):
            part = parsed(line)[0]
            if part in known_keys() and part not in keys and len(part) > 1:
                keys.append(part)
        if len(keys) > 1:
            keys = [*sorted(keys[1:], key=lambda k: not re.search(r"[\u4e00-\u9fff]", k)), key]
    return Heading(
        index,
        text,
        tuple(keys),
        factor,
        currency,
        days,
        qualifier in LOCAL or "本位币" in key or key.startswith(("本币", "折人民币", "amountinl")),
    )


@dataclass(frozen=True)
class _Entry:
    target: str
    strong: bool
    order: int
    supplier: bool


@cache
def vocabulary(kind: TableKind) -> dict[str, tuple[_Entry, ...]]:
    """For each normalised heading the targets it may serve in a table of this kind."""
    entries: dict[str, list[_Entry]] = {}

    def add(words: Iterable[str], target: str, *, strong: bool, supplier: bool = False) -> None:
        for order, word in enumerate(words):
            known = entries.setdefault(normalize(word), [])
            if all(e.target != target for e in known):
                known.append(_Entry(target, strong, order + (1_000 if normalize(word) in PLAIN_AMOUNTS else 0), supplier))

    for column in SCHEMAS[kind].columns:
        add(column.supplier_aliases, column.name, strong=True, supplier=True)
        add((column.zh, column.en, *column.aliases, column.name.replace("_", " ")), column.name, strong=True)
        add(column.weak, column.name, strong=False)
    for role, (strong, weak) in ROLES[kind].items():
        add(strong, role, strong=True)
        add(weak, role, strong=False)
    return {key: tuple(found) for key, found in entries.items()}


@cache
def known_keys() -> frozenset[str]:
    """Every normalised heading that is known in some table."""
    return frozenset(key for kind in SCHEMAS for key in vocabulary(kind)) | {normalize(word) for word in KNOWN}


@cache
def _is_known(text: str) -> bool:
    return len(text) <= 60 and any(key in known_keys() for key in _single(0, text).keys)


def is_known(text: str) -> bool:
    """Whether a cell's text is a known heading."""
    return len(text) <= 60 and _is_known(text)


def signature(headings: Sequence[Heading]) -> str:
    """What identifies a heading row, wherever its columns stand."""
    joined = "|".join(sorted(h.key for h in headings))
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def assign(
    headings: Sequence[Heading], kind: TableKind, *, side: Side | None = None, corrected: Mapping[str, str] | None = None
) -> Assignment:
    """Give each target its best heading.

    Required targets choose first, then the others; strong headings before weak ones; within a target the order of its aliases.
    Without `side` the headings tell whose debt it is. `corrected` maps a heading's text to a canonical name, or to '' for 'leave out'.
    """
    names = [column.name for column in SCHEMAS[kind].columns]
    chosen: dict[str, Heading] = {}
    used: set[int] = set()
    for item in headings:
        if corrected and item.text in corrected:
            used.add(item.index)
            target = corrected[item.text]
            if target in names and target not in chosen:
                chosen[target] = item
    words = vocabulary(kind)
    found = [(entry, item) for item in headings if item.index not in used for entry in _entries(words, item)]
    side = side or _side_of(found)
    if side is Side.RECEIVABLE:
        found = [(entry, item) for entry, item in found if not entry.supplier]
    weak: set[str] = set()
    for strong in (True, False):
        for target in _order_of_choice(kind, names, found):
            best = _best(target, strong, found, used) if target not in chosen else None
            if best is not None:
                chosen[target] = best
                used.add(best.index)
                weak |= set() if strong else {target}
    rivals = tuple(item for entry, item in found if entry.target == "amount" and item.index not in used and not item.local)
    lines = tuple(item for entry, item in found if entry.target == "_line" and (item.index not in used or chosen.get("_line") is item))
    spare = tuple(item for item in headings if item.index not in used)
    ages = _ages(kind, chosen, spare)
    if kind is TableKind.CUSTOMERS and any(item.key in CLOSING_BALANCES for item in headings):
        chosen.pop("opening_balance", None)
    return Assignment(kind, side, chosen, frozenset(weak), rivals, lines, spare, _score(kind, chosen, weak), ages)


CLOSING_BALANCES = frozenset(
    words_of("期末余额|期末应收款|期末应收|期末欠款|期末借方|期末余额/借方|期末余额/贷方|closingbalance|endingbalance")
)
"""Beside one of these an opening balance is that of a report's period, and not what the books open with."""


def _ages(kind: TableKind, chosen: Mapping[str, Heading], spare: Sequence[Heading]) -> tuple[Heading, ...]:
    """The columns by age, two or more, of documents without a column for the amount or for what is open."""
    if kind is not TableKind.DOCUMENTS or chosen.keys() & {"amount", "open_amount", "net_amount", "_debit", "_credit"}:
        return ()
    ages = tuple(filter(_is_age, spare))
    return ages if len(ages) > 1 else ()


def _is_age(item: Heading) -> bool:
    return AGE.match(item.key) is not None or AGE.match(squeezed(item.text).split("(")[0]) is not None


def _best(target: str, strong: bool, found: list[tuple[_Entry, Heading]], used: set[int]) -> Heading | None:
    """The free heading that serves a target best: the supplier's own word, the document's currency, the alias named first."""
    candidates = [
        ((not entry.supplier, item.local, entry.order, item.index), item)
        for entry, item in found
        if entry.target == target and entry.strong is strong and item.index not in used
    ]
    return min(candidates, key=lambda candidate: candidate[0])[1] if candidates else None


def _side_of(found: list[tuple[_Entry, Heading]]) -> Side:
    """Payable when the party is called a supplier and nobody a customer, or when the papers are a supplier's."""
    party = {entry.supplier for entry, _ in found if entry.target in ("customer_id", "customer_name") and entry.strong}
    papers = any(
        entry.supplier for entry, _ in found if entry.target in ("document_no", "amount", "open_amount", "receipt_no", "receipt_date")
    )
    ours = any("客户" in item.key or "customer" in item.key or "应收" in item.key or "购买方" in item.key for _, item in found)
    return Side.PAYABLE if party == {True} or (papers and not ours) else Side.RECEIVABLE


def _order_of_choice(kind: TableKind, names: list[str], found: list[tuple[_Entry, Heading]]) -> list[str]:
    """Which target chooses first. With both a debit and a credit column the table is a ledger, and neither is a plain amount."""
    first = ["_digital_no"] + [name for group in SCHEMAS[kind].required for name in group]
    roles = [role for role in ROLES[kind] if role not in ("_digital_no", "_debit", "_credit")]
    ledger = {"_debit", "_credit"} <= {entry.target for entry, _ in found}
    return (["_debit", "_credit"] if ledger else []) + first + [name for name in names if name not in first] + roles


def _entries(words: Mapping[str, tuple[_Entry, ...]], item: Heading) -> tuple[_Entry, ...]:
    for key in item.keys:
        if key in words:
            return words[key]
    return ()


_TELLING: dict[TableKind, frozenset[str]] = {
    TableKind.CUSTOMERS: frozenset(
        words_of(
            "credit_limit|contact|phone|email|address|short_name|legal_representative|bank_account|opening_balance|category|grade|"
            "temporary_limit"
        )
    ),
    TableKind.DOCUMENTS: frozenset(
        words_of("amount|due_date|open_amount|tax_amount|net_amount|invoice_code|document_no|_digital_no|_debit|paid_amount")
    ),
    TableKind.RECEIPTS: frozenset(words_of("receipt_no|receipt_date|amount|payer_name|payer_account|fee|discount")),
}


def _score(kind: TableKind, chosen: Mapping[str, Heading], weak: set[str]) -> float:
    """How much speaks for this kind: a column counts 1, a weak one .4, and 1.5 more when it is telling and strong."""
    return sum((0.4 if name in weak else 1.0) + (1.5 if name in _TELLING[kind] and name not in weak else 0.0) for name in chosen)


def suggest(items: Iterable[Heading], kind: TableKind, taken: Iterable[str]) -> tuple[Suggestion, ...]:
    """For headings that serve nothing, the column they resemble most, if any; to be confirmed by a person."""
    words = vocabulary(kind)
    keys = [key for key in words if len(key) >= 3]
    targets = set(taken)
    suggestions = []
    for item in items:
        if len(item.key) < 3 or any(key in known_keys() for key in item.keys):
            continue
        best = process.extractOne(item.key, keys, scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH)
        if best is None:
            continue
        names = [e.target for e in words[best[0]] if not e.target.startswith("_") and e.target not in targets]
        if names:
            suggestions.append(Suggestion(item.text, names[0], round(best[1] / 100, 3)))
    return tuple(suggestions)


def holds(kind: TableKind, target: str) -> Kind:
    """What kind of value the target's cells hold."""
    return SCHEMAS[kind].column(target).kind
