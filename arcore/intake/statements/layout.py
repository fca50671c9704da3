"""How a table of movements is laid out: which column says what, found by its headings or, without any, by its content."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from arcore.intake.headings import above_each
from arcore.intake.model import Cell, Sheet
from arcore.intake.statements import values
from arcore.intake.statements.columns import BOOK_WORDS, HEADINGS, MONEY, Target
from arcore.intake.statements.guessed_headings import is_mark, meaning

SCAN_ROWS = 60
"""The first header stands within the first rows: preambles of known exports take up to 24."""

BILINGUAL = re.compile(r"[\[【].*[\]】]$")
UNIT = re.compile(r"\((?:单位:)?(?:人民币)?(?:元|¥|RMB|CNY|USD|EUR|HKD|GBP|JPY|SGD|AUD|CHF)\)$", re.IGNORECASE)
SUB_LEDGER = (
    "客户 客户名称 客户编码 客户编号 发票号 发票号码 单据编号 单据号 到期日 到期日期 业务员 购买方名称 "
    "customer customername invoicenumber duedate"
)
FOREIGN = frozenset(SUB_LEDGER.split())
"""Headings of a sub-ledger: with them a table of dates and amounts is not a bank's statement."""

TRADITIONAL = "額餘結參編號對戶帳賬貸幣種類匯備註說時間記錄銀單轉來據憑證發機構業務詳項費稱內開"
SIMPLE = str.maketrans(TRADITIONAL, "额余结参编号对户账账贷币种类汇备注说时间记录银单转来据凭证发机构业务详项费称内开")
SAMPLE_ROWS, FULL_ENOUGH = 12, 3
"""Rows below a heading that must agree with what its words seem to mean, and how many of a row's cells must speak."""
LONGEST_MARK, LONGEST_HEADING = 4, 40
UNLISTED = 1000
"""The rank of a heading that no list knows."""

Columns = Mapping[Target, tuple[int, ...]]
Said = Mapping[Target, Cell]
"""What a row says, by target; what it says nothing of is absent."""


def folded(heading: Cell) -> str:
    """A heading as compared: NFKC, no spaces, no leading star or backtick, no bilingual suffix, no unit.

    >>> folded("交易类型[ Transaction Type ]"), folded("币　　种"), folded("金额（元）")
    ('交易类型', '币种', '金额')
    """
    if not isinstance(heading, str):
        return ""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", heading)).strip("*`'\ufeff\u200b:").casefold().translate(SIMPLE)
    return UNIT.sub("", BILINGUAL.sub("", text)) or text


@lru_cache(maxsize=1)
def targets_of() -> Mapping[str, tuple[tuple[Target, int], ...]]:
    """Folded heading → the targets it may serve, with its rank among the target's headings."""
    found: dict[str, list[tuple[Target, int]]] = {}
    for target, headings in HEADINGS.items():
        for rank, heading in enumerate(headings):
            places = found.setdefault(folded(heading), [])
            if target not in [known for known, _ in places]:
                places.append((target, rank))
    return {heading: tuple(places) for heading, places in found.items()}


@dataclass(frozen=True)
class Layout:
    """Targets and the columns that serve them, best first. `height`: rows of headings (0: none, guessed by content)."""

    at: Columns
    columns: dict[str, str] = field(default_factory=dict)
    height: int = 1
    signature: str = ""
    is_own_journal: bool = False
    is_sub_ledger: bool = False

    def has(self, *targets: Target) -> bool:
        """Whether any of `targets` has a column."""
        return not self._served.isdisjoint(targets)

    @cached_property
    def _served(self) -> frozenset[Target]:
        return frozenset(target for target, columns in self.at.items() if columns)

    def said(self, row: Sequence[Cell]) -> Said:
        """Of every target that a cell of `row` serves and says something of, the first such cell."""
        found: dict[Target, Cell] = {}
        for target, columns in self.at.items():
            for column in columns:
                cell = row[column] if column < len(row) else None
                if cell is not None and values.filled(cell):
                    found[target] = cell
                    break
        return found

    @property
    def is_money_table(self) -> bool:
        """A date and some amount: enough to read movements."""
        return self.has("date") and self.has(*MONEY)

    @property
    def two_sided(self) -> bool:
        """Whether money's direction hangs on the words 借 and 贷."""
        return self.has("debit", "credit")

    @property
    def is_statement(self) -> bool:
        """Surely a statement, told from an invoice or receipt list: direction or balance, and the bank's own columns."""
        directed = self.has("flag", "balance", "settled") or (self.has("money_in", "credit") and self.has("money_out", "debit"))
        banking = self.has("name", "account_no", "payer_name", "serial", "flag", "settled") or (self.has("balance") and self.has("memo"))
        return self.is_money_table and directed and banking and not self.is_sub_ledger


def headers(sheet: Sheet) -> Iterator[tuple[int, Layout]]:
    """Every header row of a sheet (0-based) with its layout; after the first, rows with the same date heading."""
    known = targets_of()
    date_headings = {heading for heading, places in known.items() if any(target == "date" for target, _ in places)}
    first: Layout | None = None
    skip = -1
    for index, row in enumerate(sheet.rows):
        if index <= skip or (first is None and index >= SCAN_ROWS):
            continue
        if first is not None and not any(
            isinstance(cell, str) and len(cell) < 40 and folded(cell) in date_headings
            for column in first.at["date"]
            for cell in row[column : column + 1]
        ):
            continue
        layout = _layout(row, sheet.rows[index + 1 : index + 2 + SAMPLE_ROWS])
        if layout is not None:
            if first is None:
                first = layout
                date_headings |= {folded(cell) for column in layout.at["date"] for cell in row[column : column + 1]}
            skip = index + layout.height - 1
            yield index, layout


def _layout(row: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> Layout | None:
    names = [folded(cell) for cell in row]
    if sum(1 for name in names if 0 < len(name) <= LONGEST_HEADING) < 3:
        return None
    height = 1
    under = below[0] if below else ()
    lower = [folded(cell) for cell in under]
    if sum(name in targets_of() for name in names) >= 3 and _is_second_row(lower, under):
        names, height = _two_rows(names, lower), 2
    at = _assigned(names, [cells for cells in below[height - 1 :] if sum(map(values.filled, cells)) >= FULL_ENOUGH])
    if not at.get("date") or not any(at.get(target) for target in MONEY) or len(at) < 3:
        return None
    headings = [str(cell).strip() if isinstance(cell, str) and cell.strip() else name for cell, name in zip(row, names, strict=False)]
    headings += names[len(headings) :]
    served = {column: target for target, columns in at.items() for column in columns}
    return Layout(
        at=at,
        columns={headings[column]: target for column, target in sorted(served.items()) if headings[column]},
        height=height,
        signature=hashlib.sha256("|".join(names).encode()).hexdigest()[:16],
        is_own_journal=_is_own_journal(names, at),
        is_sub_ledger=bool(FOREIGN & set(names)),
    )


def _is_second_row(lower: Sequence[str], under: Sequence[Cell]) -> bool:
    return sum(name in targets_of() for name in lower) >= 2 and not any(values.day(cell) for cell in under)


def _two_rows(upper: list[str], lower: list[str]) -> list[str]:
    """Headings of two rows: the upper one carried to the right over blanks, joined where both speak."""
    joined = []
    for top, carried, bottom in above_each(upper, lower):
        name = top or bottom if not (top and bottom) else f"{top}/{bottom}"
        if not top and bottom and carried:
            name = f"{carried}/{bottom}" if f"{carried}/{bottom}" in targets_of() else bottom
        if bottom and carried.startswith(("对方", "对手", "交易对")):
            name = f"对方{bottom}"
        joined.append(name if name in targets_of() or not bottom else bottom)
    return joined


def _assigned(names: list[str], below: Sequence[Sequence[Cell]]) -> dict[Target, tuple[int, ...]]:
    """Columns for each target, best heading first; a column serves one target only.

    Headings that no list knows serve what their words say, where the cells `below` agree, after all that are known.
    """
    known = targets_of()
    offers: dict[Target, list[tuple[int, int]]] = {}
    dated = any(target == "date" and "时间" not in name for name in names for target, _ in known.get(name, ()))
    for column, name in enumerate(names):
        places = known.get(name, ())
        choices = [target for target, _ in places]
        if not choices:
            if guess := meaning(name, _cells(below, column)):
                offers.setdefault(guess, []).append((UNLISTED, column))
            continue
        chosen = choices[0]
        if {"date", "time"} <= set(choices):
            chosen = "time" if dated else "date"
        rank = next(rank for target, rank in places if target == chosen)
        offers.setdefault(chosen, []).append((rank, column))
    if "settled" in offers:
        offers.pop("amount", None)
    elif "amount" in offers and not offers.keys() & {"flag", "money_in", "money_out", "credit", "debit"}:
        served = {column for target, found in offers.items() if target != "type" for _, column in found}
        marks = [c for c in range(len(names)) if c not in served and _is_direction(_cells(below, c))]
        offers |= {"flag": [(UNLISTED, marks[0])]} if marks else {}
    return {target: tuple(column for _, column in sorted(found)) for target, found in offers.items()}


def _cells(rows: Sequence[Sequence[Cell]], column: int) -> list[Cell]:
    return [row[column] for row in rows if column < len(row)]


def _is_direction(cells: Sequence[Cell]) -> bool:
    """Whether a column holds nothing but short marks of direction, whatever its heading says."""
    said = [cell for cell in cells if values.filled(cell)]
    return bool(said) and all(is_mark(cell) and len(values.text(cell)) <= LONGEST_MARK for cell in said)


def _is_own_journal(names: list[str], at: Columns) -> bool:
    """A company's bank journal names vouchers and contra accounts, a bank's statement names counterparties."""
    return bool(set(BOOK_WORDS) & set(names)) and bool(at.get("debit")) and not at.get("name") and not at.get("account_no")


def guessed(sheet: Sheet) -> Layout | None:
    """A layout for a table without headings: the columns that hold dates, one signed amount, a currency, and texts."""
    rows = [row for row in sheet.rows[:400] if sum(values.filled(cell) for cell in row) >= 3]
    if len(rows) < 2:
        return None
    width = max(len(row) for row in rows)

    def share(column: int, says: object) -> float:
        cells = [row[column] for row in rows if column < len(row)]
        return sum(bool(says(cell)) for cell in cells) / len(rows) if callable(says) else 0.0

    dates = [c for c in range(width) if share(c, values.day) > 0.9]
    amounts = [c for c in range(width) if c not in dates and share(c, values.is_amount) > 0.9]
    currencies = [c for c in range(width) if c not in dates + amounts and share(c, values.currency_code) > 0.9]
    texts = [
        c
        for c in range(width)
        if c not in dates + amounts + currencies and share(c, lambda cell: isinstance(cell, str) and len(cell) > 3) > 0.3
    ]
    if not dates or not amounts:
        return None
    at: dict[Target, tuple[int, ...]] = {"date": (dates[0],), "amount": (amounts[0],), "memo": tuple(texts)}
    if len(dates) > 1:
        at["value_date"] = (dates[1],)
    if len(amounts) > 1:
        at["balance"] = (amounts[1],)
    if currencies:
        at["currency"] = (currencies[0],)
    return Layout(at, {f"#{c + 1}": target for target, columns in at.items() for c in columns}, height=0, signature=f"no-headings-{width}")
