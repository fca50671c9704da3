"""Where on a sheet the tables are: header rows found by content, two-row headers, tables side by side or one under another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from arcore.aliases import headings as words_of
from arcore.intake.cells import is_blank
from arcore.intake.grid import Grid
from arcore.intake.headers import Assignment, Heading, assign, heading, is_known, signature
from arcore.intake.headings import PLAIN_AMOUNTS, is_unit, normalize
from arcore.intake.model import Sheet
from arcore.intake.words import FACTORS, currency_of, squeezed
from arcore.schema import SCHEMAS, Side, TableKind

SCAN_ROWS = 60
KINDS = (TableKind.DOCUMENTS, TableKind.RECEIPTS, TableKind.CUSTOMERS)
RECEIPT_WORDS = ("收款", "回款", "到账", "receipt", "payment", "付款明细", "付款记录")
_WORDS_OF_KIND: tuple[tuple[TableKind, tuple[str, ...]], ...] = (
    (TableKind.RECEIPTS, RECEIPT_WORDS),
    (
        TableKind.CUSTOMERS,
        ("客户档案", "客户信息", "客户资料", "客户列表", "客户名单", "供应商档案", "customers", "customerlist", "vendors"),
    ),
    (TableKind.DOCUMENTS, ("发票", "应收", "应付", "invoice", "document", "openitems")),
)
SPOKEN = tuple(word for _, words in _WORDS_OF_KIND for word in words)
_NUMBERLIKE = (int, float, dt.date, dt.time)


@dataclass(frozen=True)
class Choice:
    """What the reader was told: kind, side, and corrections of the mapping by header signature."""

    kind: TableKind | None = None
    side: Side | None = None
    mappings: Mapping[str, Mapping[str, str]] | None = None


@dataclass(frozen=True)
class Header:
    """A heading row (or two) and what it assigns. Rows are 0-based; `last` is its lower row, `body` the first row below.

    Between them may stand rows that belong to the headings: units ('元', '万元'), or the columns counted 1, 2, 3….
    `either`: customer, date and amount alone, which invoices and receipts have in common.
    """

    row: int
    last: int
    headings: tuple[Heading, ...]
    assignment: Assignment
    body: int
    either: bool = False

    @property
    def signature(self) -> str:
        """What a person's corrections are remembered by."""
        return signature(self.headings)

    def same_table(self, other: Header) -> bool:
        """Whether another heading row repeats this one: the columns that both know serve the same targets."""
        mine = {h.index: target for target, h in self.assignment.targets.items()}
        theirs = {h.index: target for target, h in other.assignment.targets.items()}
        both = mine.keys() & theirs.keys()
        same = sum(1 for c in both if mine[c] == theirs[c])
        texts = {h.index: h.key for h in self.headings}
        equal = sum(1 for h in other.headings if texts.get(h.index) == h.key)
        return (len(both) >= 2 and same >= 0.7 * max(len(both), 0.7 * len(theirs))) or equal >= 0.8 * max(len(texts), len(other.headings))


def could_be_headings(grid: Grid, row: int) -> bool:
    """Whether a row holds at least two known headings, and mostly text."""
    filled = grid.cells(row)
    texts = [v for _, v in filled if isinstance(v, str)]
    if len(texts) < 2 or len(filled) - len(texts) > len(texts) / 2 or _are_labels(texts):
        return False
    known = {squeezed(t) for t in texts if is_known(t)}
    return len(known) >= 3 or (len(known) >= 2 and len(filled) <= 6)


def _are_labels(texts: Sequence[str]) -> bool:
    """Whether the texts are labels, each with its value behind it: 'Name:', 'Abbey Stores', 'Tel:', …"""
    ends = [text.rstrip().endswith((":", "：")) for text in texts]
    valued = sum(1 for (label, after), text in zip(pairwise(ends), texts[1:], strict=True) if label and not after and not is_known(text))
    return valued >= (1 if len(texts) <= 4 else 2)


def header_at(grid: Grid, row: int, choice: Choice, about: str = "") -> Header | None:
    """The header that starts at a row, one row high or two; None when the row is none."""
    single = _header(grid, row, row, choice, about) if could_be_headings(grid, row) else None
    if row + 1 < len(grid.rows) and _may_be_upper(grid, row):
        double = _header(grid, row, row + 1, choice, about)
        lower = _header(grid, row + 1, row + 1, choice, about) if could_be_headings(grid, row + 1) else None
        rival = max((h.assignment.score for h in (single, lower) if h), default=0.0)
        if double and double.assignment.score > rival + 0.1:
            return double
    return single


def _may_be_upper(grid: Grid, row: int) -> bool:
    """Whether a row may be the upper of two heading rows: two texts or more, below it only text."""
    upper, lower = grid.cells(row), grid.cells(row + 1)
    if any(_are_labels([v for _, v in cells if isinstance(v, str)]) for cells in (upper, lower)):
        return False
    if len({squeezed(str(v)) for _, v in upper if isinstance(v, str)}) < 2 or not lower:
        return False
    if any(isinstance(v, _NUMBERLIKE) and not _is_year(v) for _, v in upper) or any(isinstance(v, _NUMBERLIKE) for _, v in lower):
        return False
    return any(isinstance(v, str) and is_known(v) for _, v in lower) or len(lower) >= 2


def _is_year(value: object) -> bool:
    return isinstance(value, int | float) and 1990 <= value <= 2100


def _heading_texts(grid: Grid, top: int, bottom: int) -> tuple[Heading, ...]:
    """The headings of one row, or of two joined: the upper one filled to the right within its merged range or over blanks."""
    found: list[Heading] = []
    spans = {(r, c): last for r, c, _, last in grid.sheet.merged if r == top}
    current, until = "", -1
    for c in range(grid.left, grid.right):
        lower = grid.rows[bottom][c]
        lower_text = "" if is_blank(lower) else str(lower).strip()
        upper_text = ""
        if top != bottom:
            upper = grid.rows[top][c]
            if not is_blank(upper):
                current, until = str(upper).strip(), spans.get((top, c), c if spans else grid.right)
            if c <= until and (lower_text or not is_blank(upper)):
                upper_text = current
        item = heading(c, lower_text, upper_text)
        if item:
            found.append(item)
    return tuple(found)


def _units_below(grid: Grid, headings: tuple[Heading, ...], row: int) -> tuple[tuple[Heading, ...], int]:
    """Take in a row of units or of column numbers right below the headings; the first row of the body."""
    cells = dict(grid.cells(row)) if row < len(grid.rows) else {}
    words = {c: squeezed(str(v)).strip("()[]单位:") for c, v in cells.items()}
    if len(words) >= 2 and list(words.values()) in ([str(n) for n in range(k, k + len(words))] for k in (0, 1)):
        return headings, row + 1
    if not words or not all(is_unit(word) for word in words.values()):
        return headings, row
    changed = []
    for item in headings:
        word = words.get(item.index, "")
        factor = FACTORS.get(word, item.factor)
        changed.append(replace(item, factor=factor, currency=currency_of(word) or item.currency))
    return tuple(changed), row + 1


def _header(grid: Grid, top: int, bottom: int, choice: Choice, about: str) -> Header | None:
    headings = _heading_texts(grid, top, bottom)
    headings, body = _units_below(grid, headings, bottom + 1)
    best: Assignment | None = None
    for kind in (choice.kind,) if choice.kind else KINDS:
        if kind not in SCHEMAS:
            continue
        corrected = (choice.mappings or {}).get(signature(headings))
        assignment = assign(headings, kind, side=choice.side, corrected=corrected)
        if len(assignment.targets) >= 2 and (best is None or _rank(assignment, about) > _rank(best, about)):
            best = assignment
    return Header(top, bottom, headings, best, body) if best else None


def _rank(assignment: Assignment, about: str) -> float:
    """How well the headings fit: what is found, less something for a required column that is missing, plus what titles say."""
    said = any(word in about for kind, words in _WORDS_OF_KIND if kind is assignment.kind for word in words)
    return assignment.score + (2.0 if said else 0.0) - (0.0 if is_table(assignment) else 2.0)


def is_table(assignment: Assignment) -> bool:
    """Whether the headings make a table; the customer may still come from a title, a group row or the sheet's name."""
    there = assignment.targets.keys()
    if assignment.kind is TableKind.CUSTOMERS:
        party = there & {"customer_id", "customer_name"}
        return bool(party) and (len(party) == 2 or assignment.score >= 3.4) and len(there) >= 2 and not assignment.is_report
    return not assignment.missing(frozenset({"customer_name"}))


def is_complete(assignment: Assignment) -> bool:
    """Whether the headings alone make a table, its customers included."""
    return is_table(assignment) and not assignment.missing()


def bands(grid: Grid, choice: Choice) -> list[Grid]:
    """Tables side by side: split at columns without any value, or where a heading row starts over, if each part is a table."""
    whole = _first(grid, choice)
    parts = _split_at_gaps(grid)
    if len(parts) > 1:
        merged = _join_incomplete(grid, parts, choice)
        if len(merged) > 1:
            return merged
    if whole is None:
        return [grid]
    keys = [h.key for h in whole.headings]
    starts = [h.index for h in whole.headings if h.key == keys[0]]
    if len(starts) > 1:
        edges = [grid.left, *starts[1:], grid.right]
        halves = [grid.band(a, b) for a, b in pairwise(edges)]
        if all((found := _first(half, choice)) and is_complete(found.assignment) for half in halves):
            return halves
    return [grid]


def _split_at_gaps(grid: Grid) -> list[Grid]:
    blank = set(grid.blank_columns())
    edges = [grid.left] + [c for c in range(grid.left + 1, grid.right) if c - 1 in blank and c not in blank] + [grid.right]
    return [grid.band(a, b) for a, b in pairwise(edges)] if len(edges) > 2 else [grid]


def _join_incomplete(grid: Grid, parts: Sequence[Grid], choice: Choice) -> list[Grid]:
    """Parts that are tables by themselves; a part that is none belongs to its left neighbor."""
    tables = [bool((found := _first(part, choice)) and is_complete(found.assignment)) for part in parts]
    if sum(tables) < 2:
        return [grid]
    edges = [grid.left, *[part.left for part, ok in list(zip(parts, tables, strict=True))[tables.index(True) + 1 :] if ok], grid.right]
    return [grid.band(a, b) for a, b in pairwise(edges)]


def _first(grid: Grid, choice: Choice) -> Header | None:
    found = find_header(grid, 0, choice)
    return found[0] if found else None


def find_header(grid: Grid, start: int, choice: Choice, about: str = "") -> tuple[Header, bool] | None:
    """The first heading row at or after `start` that makes a table; else the best that does not, marked False."""
    almost: Header | None = None
    looked = 0
    for row in range(start, len(grid.rows)):
        if not grid.filled[row]:
            continue
        looked += 1
        if looked > SCAN_ROWS:
            break
        said = about + squeezed(" ".join(str(v) for _, v in _above(grid, row)))
        header = header_at(grid, row, choice, said)
        if header is None:
            continue
        if choice.kind is None and _either(header, said):
            header = replace(header, assignment=assign(header.headings, TableKind.DOCUMENTS, side=choice.side), either=True)
        if is_table(header.assignment):
            return header, True
        if almost is None or header.assignment.score > almost.assignment.score:
            almost = header
    return (almost, False) if almost else None


def _either(header: Header, said: str) -> bool:
    """Whether the headings are those that invoices and receipts have in common ('日期', '金额'), and no title tells which they are."""
    receipts = assign(header.headings, TableKind.RECEIPTS)
    common = {"customer_id", "customer_name", "currency", "salesperson", "entity", "memo"} | receipts.weak
    common |= {target for target, item in receipts.targets.items() if target == "amount" and item.key in PLAIN_AMOUNTS}
    return (
        header.assignment.kind is not TableKind.CUSTOMERS
        and (header.assignment.kind is TableKind.RECEIPTS or not is_table(header.assignment))
        and is_complete(receipts)
        and receipts.targets.keys() <= common
        and not any(word in said for word in (RECEIPT_WORDS if header.assignment.kind is TableKind.RECEIPTS else SPOKEN))
    )


def _above(grid: Grid, row: int) -> list[tuple[int, object]]:
    """The cells of up to three rows above."""
    return [cell for r in range(max(0, row - 3), row) for cell in grid.cells(r)]


_STATEMENT_WORDS: tuple[frozenset[str], ...] = tuple(
    frozenset(words_of(joined))
    for joined in (
        "交易日期|交易时间|交易日|记账日期|记账日|记账时间|日期|入账日期|date|bookingdate|transactiondate|valuedate",
        "借方发生额|贷方发生额|收入金额|支出金额|借方金额|贷方金额|收入|支出|交易金额|发生额|转入金额|转出金额|借|贷|存入金额|取出金额|"
        "支取|存入|付款金额|收款金额|借方|贷方|debit|credit|amount|moneyin|moneyout|金额",
        "对方户名|对方账号|对方帐号|对方名称|对方账户名称|对方账户|对方账号名称|对方单位名称|对方单位|收/付方名称|交易对方|"
        "对方账户名|对手信息|交易对手名称|收款人名称|counterparty|对方账户号|对方开户行",
        "余额|账户余额|本次余额|交易后余额|联机余额|借贷标志|借贷|借/贷|收/支|收支类型|balance|交易流水号|本方账号|流水号",
    )
)


def looks_like_statement(sheet: Sheet) -> bool:
    """Whether a sheet is a bank's list of movements: a day, amounts, the other party's account, and a balance or flag."""
    for row in list(sheet.rows)[:SCAN_ROWS]:
        texts = [v for v in row if isinstance(v, str) and v.strip()]
        if len(texts) < 4:
            continue
        keys = {normalize(text) for text in texts if len(text) <= 60}
        if all(any(key in words or key.split("(")[0] in words for key in keys) for words in _STATEMENT_WORDS):
            return not any("发票" in key or "客户" in key or key in ("单据号", "单据编号") for key in keys)
    return False
