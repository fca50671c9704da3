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

from arcore.intake.model import Suggestion
from arcore.intake.roles import KNOWN, ROLES
from arcore.intake.words import FACTORS, currency_of, squeezed
from arcore.schema import SCHEMAS, Kind, Side, TableKind
from arcore.schema import headings as words_of

SIMILAR_ENOUGH = 78.0
PLAIN_AMOUNTS = frozenset({"金额", "amount", "原币金额"})
"""Headings of an amount that is net where a gross or a tax column stands beside it; any other amount goes before them."""

_DROPPED = re.compile(r"[._\-'\"’‘“”]")
_BILINGUAL = re.compile(r"\[.*\]$")
_TRAILING = re.compile(r"^(.+)\(([^()]+)\)$")
_FORMAT = re.compile(
    r"^(?:小写|是/否|是否|y/n|必填|必录|选填|可选|文本|数字|日期|required|optional|text|date|yyyy.*|年/月/日|\*|全称|大写除外|如有)$"
)
_DAYS = frozenset({"天", "日", "days", "day"})
_ORIGINAL = frozenset({"原币", "原币金额", "外币", "交易币种", "金额", "数额", "小计", "合计", "发生额"})
_LOCAL = frozenset({"本币", "本位币", "本币金额", "本位币金额", "折本币", "折人民币"})
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
    """Which heading serves which target. Targets starting with '_' are roles that are worked into columns."""

    kind: TableKind
    side: Side
    targets: Mapping[str, Heading]
    weak: frozenset[str]
    rivals: tuple[Heading, ...]
    lines: tuple[Heading, ...]
    spare: tuple[Heading, ...]
    score: float

    @property
    def is_ledger(self) -> bool:
        """Whether debit and credit stand in columns of their own."""
        return "_debit" in self.targets and "_credit" in self.targets

    @property
    def has_date_parts(self) -> bool:
        """Whether month and day stand in columns of their own."""
        return "_month" in self.targets and "_day" in self.targets

    def missing(self, have: frozenset[str] = frozenset()) -> tuple[tuple[str, ...], ...]:
        """The required alternatives that no heading serves and that are not in `have` (known from a title, say)."""
        there = set(self.targets) | have
        if self.is_ledger:
            there.add("amount")
        if self.has_date_parts:
            there |= {"document_date", "receipt_date"}
        if there & {"_digital_no", "contract_no"} and self.kind is TableKind.DOCUMENTS:
            there.add("document_no")
        if {"net_amount", "tax_amount"} <= there:
            there.add("amount")
        return tuple(group for group in SCHEMAS[self.kind].required if not there & set(group))


def normalize(text: str) -> str:
    """A heading as it is compared: narrow, lower case, without white space, stars, units and the second language.

    >>> [normalize(t) for t in ("*Invoice No.", "金额（元）", "交易日期[ Transaction Date ]", "客　户\\n名称：", "账期(天)")]
    ['invoiceno', '金额', '交易日期', '客户名称', '账期']
    """
    return _parse(text)[0]


def _parse(text: str) -> tuple[str, int | None, str | None, bool, str]:
    """The key, and what was cut off it: factor, currency, whether it counts days, and a qualifier such as '本位币'."""
    key = squeezed(text).strip("*:：;；,，、")
    key = _BILINGUAL.sub("", key) or key
    factor: int | None = None
    currency: str | None = None
    days, qualifier = False, ""
    while found := _TRAILING.match(key):
        parts = [part.strip("单位:：") for part in re.split(r"[,，、;；]", found[2])]
        cut = [_qualified(found[1], part) for part in parts]
        if not all(cut):
            break
        key = found[1]
        for part in cut:
            assert part is not None
            key = part.base if part.base != found[1] else key
            factor = part.factor if part.factor is not None else factor
            currency, days, qualifier = part.currency or currency, part.days or days, part.qualifier or qualifier
        key = key.strip("*:：")
    for suffix in ("/元", "/万元", ",元", ":元", "_元", "-元", "元rmb", "/rmb", "/cny", "人民币元"):
        if key.endswith(suffix) and len(key) > len(suffix) + 1:
            factor = 10_000 if "万" in suffix else factor
            key = key[: -len(suffix)]
    return _DROPPED.sub("", key), factor, currency, days, qualifier


@dataclass(frozen=True)
class _Cut:
    """What a parenthesis behind a heading says."""

    base: str
    factor: int | None = None
    currency: str | None = None
    days: bool = False
    qualifier: str = ""


_AMOUNT_BASES = frozenset({"金额", "应收金额", "amount", "开票金额", "发票金额", "总金额", "合计金额", "invoiceamount"})
_GROSS = frozenset({"含税", "价税合计", "inclusive", "incltax", "incl.tax", "inc.vat", "incl.vat", "taxincluded"})
_NET = frozenset({"不含税", "未税", "excltax", "excl.tax", "excl.vat", "taxexcluded"})


def _qualified(base: str, inner: str) -> _Cut | None:
    """The heading without one part of its parenthesis; None where the part is not understood."""
    if inner in _DAYS:
        return _Cut(base, days=True)
    if inner in FACTORS:
        return _Cut(base, factor=FACTORS[inner])
    if code := currency_of(inner):
        return _Cut(base, currency=code)
    if unit := _money_unit(inner):
        return _Cut(base, currency=unit[0], factor=unit[1])
    if inner in _ORIGINAL or inner in _LOCAL:
        return _Cut(base, qualifier=inner)
    if inner in _GROSS:
        return _Cut("含税金额" if base in _AMOUNT_BASES else base)
    if inner in _NET:
        return _Cut("不含税金额" if base in _AMOUNT_BASES else base + "不含税")
    return _Cut(base) if not inner or _FORMAT.match(inner) else None


def _money_unit(text: str) -> tuple[str | None, int | None] | None:
    """'人民币万元', 'USD thousand', "RMB'000": currency and factor; None when it is neither."""
    for word in sorted(FACTORS, key=len, reverse=True):
        if text.endswith(word) and (code := currency_of(text[: -len(word)].strip(",/-"))):
            return code, FACTORS[word]
        if text.startswith(word) and (code := currency_of(text[len(word) :].strip(",/-"))):
            return code, FACTORS[word]
    return None


def heading(index: int, text: str, top: str = "") -> Heading | None:
    """The heading of a column from its cell, or from the two cells of a two-row header; None for a blank."""
    if not text.strip() and not top.strip():
        return None
    if not top.strip() or not text.strip() or squeezed(top) == squeezed(text):
        return _single(index, text if text.strip() else top)
    upper, lower = _single(index, top), _single(index, text)
    qualifier = squeezed(text)
    local = qualifier in _LOCAL
    joined = [f"{upper.key}/{lower.key}", upper.key + lower.key, lower.key + upper.key]
    keys = [key for key in joined if key in known_keys()]
    keys += upper.keys if qualifier in _ORIGINAL or local or currency_of(text) else lower.keys
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
    key, factor, currency, days, qualifier = _parse(text)
    keys = [key]
    if key not in known_keys():
        for pattern in (_CJK_THEN_LATIN, _LATIN_THEN_CJK):
            if found := pattern.match(key):
                keys += [part.strip("/|,()") for part in found.groups() if part.strip("/|,()") in known_keys()]
        for line in re.split(r"[\n/|]", text):
            part = _parse(line)[0]
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
        qualifier in _LOCAL or "本位币" in key or key.startswith(("本币", "折人民币", "amountinl")),
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
    return Assignment(kind, side, chosen, frozenset(weak), rivals, lines, spare, _score(kind, chosen, weak))


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
