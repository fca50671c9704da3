"""The customer's own statement of account with us, or the filled sheet of ours: lines with date, number and amounts.

Any layout with a date and either one amount or a debit and a credit column will do. Seen from the customer, what it bought
stands in credit and what it paid in debit; `raises` turns both into our view: positive adds to what the customer owes us.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from arcore.intake import amounts, cells
from arcore.intake.date_columns import dates, survey
from arcore.intake.files import open_workbook
from arcore.intake.grid import Grid, column_letters
from arcore.intake.model import Cell, Issue, Sheet
from arcore.intake.words import SUBTOTAL, squeezed
from arcore.messages import Unusable, say
from arcore.money import exponent

ROWS_ABOVE, LONGEST = 30, 20
HEADINGS: dict[str, re.Pattern[str]] = {
    "date": re.compile(r"(日期|时间|date|posted)"),
    "number": re.compile(r"(单据号|发票号|单号|凭证号|票号|编号|documentno|invoiceno|reference|ref\b|number|voucher)"),
    "debit": re.compile(r"(借|付款|已付|本期减少|payment|paid|debit)"),
    "credit": re.compile(r"(贷|采购|进货|应付|本期增加|purchase|credit|charge)"),
    "amount": re.compile(r"(金额|价税合计|amount|value)"),
    "memo": re.compile(r"(摘要|备注|附言|说明|类型|memo|description|remark|note)"),
    "balance": re.compile(r"(余额|结余|balance)"),
}
FIGURES = ("debit", "credit", "amount", "balance")
ORDER = ("balance", "date", "number", "debit", "credit", "amount", "memo")
OPENING = re.compile(r"期初|上期|承前|opening|broughtforward|b/f")
CLOSING = re.compile(r"期末|本期余额|closing|carriedforward|c/f")
PAID = re.compile(r"付款|支付|已付|汇款|电汇|转账|payment|paid|transfer|remittance")


@dataclass(frozen=True)
class TheirLine:
    """One line as the customer has it; `amount` in our view, minor units; `row` of the sheet, 1-based."""

    row: int
    date: dt.date
    number: str
    memo: str
    amount: int


@dataclass(frozen=True)
class TheirStatement:
    """The lines of a file, opening and closing balance in our view where it states them, and what could not be used."""

    file: str
    sheet: str
    lines: tuple[TheirLine, ...]
    opening: int | None
    closing: int | None
    issues: tuple[Issue, ...]


def read_statement(content: bytes, name: str, *, currency: str, password: str | None = None) -> TheirStatement:
    """The sheet with the most lines. Raises Unusable where no sheet has dates and amounts."""
    workbook = open_workbook(content, name, password=password)
    headed = [(sheet, found) for sheet in workbook.sheets if not sheet.hidden and (found := _header(sheet)) is not None]
    readings = [_read(name, sheet, row, columns, currency) for sheet, (row, columns) in headed]
    useful = [reading for reading in readings if reading.lines]
    if not useful:
        raise Unusable(
            say("{file} holds no statement lines. It needs headings for a date and for an amount, or for debit and credit.", file=name)
        )
    return _best(useful)


def _best(readings: Sequence[TheirStatement]) -> TheirStatement:
    """What was filled into our own sheet comes last and wins over the copy of our statement before it."""
    filled = [reading for reading in readings if squeezed(reading.sheet) in OWN_SHEETS]
    return filled[-1] if filled else max(readings, key=lambda reading: len(reading.lines))


OWN_SHEETS = frozenset({"贵方账面明细", "yourlines"})
"""How our statement calls the sheet that the customer fills in."""


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for number, row in enumerate(sheet.rows[:ROWS_ABOVE]):
        if found := _columns(row):
            return number, found
    return None


def _columns(row: Sequence[Cell]) -> dict[str, int] | None:
    """Which column holds what, where the row is a heading that will do."""
    found: dict[str, int] = {}
    for place, cell in enumerate(row):
        text = squeezed(cell) if isinstance(cell, str) else ""
        target = next((name for name in ORDER if text and len(text) <= LONGEST and HEADINGS[name].search(text)), None)
        if target and target not in found:
            found[target] = place
    return found if "date" in found and ("amount" in found or {"debit", "credit"} <= found.keys()) else None


class _ReadColumns:
    """The columns of a table, read."""

    def __init__(self, sheet: Sheet, columns: dict[str, int], places: range, currency: str) -> None:
        grid = Grid.of(sheet)
        stamped = grid.column(columns["date"], places)
        self.days: list[dt.date | None] = dates(stamped, survey(stamped)).days.astype("datetime64[D]").tolist()
        self._texts = {"memo": cells.texts(grid.column(columns["memo"], places)).values} if "memo" in columns else {}
        if "number" in columns:
            self._texts["number"] = cells.identifiers(grid.column(columns["number"], places)).values
        self._amounts = {
            name: amounts.amounts(grid.column(columns[name], places), decimals=exponent(currency)) for name in FIGURES if name in columns
        }

    def text(self, name: str, place: int) -> str:
        """What a text column says; empty where there is none."""
        return (self._texts[name][place] or "") if name in self._texts else ""

    def figures(self, place: int) -> dict[str, int]:
        """The amounts of a row, minor units."""
        return {name: int(column.minor[place]) for name, column in self._amounts.items() if column.given[place]}


def _read(name: str, sheet: Sheet, header: int, columns: dict[str, int], currency: str) -> TheirStatement:
    """The rows below a heading, up to the next table's."""
    end = next((row for row in range(header + 1, len(sheet.rows)) if _columns(sheet.rows[row])), len(sheet.rows))
    places = range(header + 1, end)
    table = _ReadColumns(sheet, columns, places, currency)
    lines: list[TheirLine] = []
    balances: list[int | None] = []
    issues: list[Issue] = []
    opening = closing = None
    for place, row in enumerate(places):
        words = squeezed("".join(value for value in sheet.rows[row] if isinstance(value, str)))
        figures = table.figures(place)
        balance = figures.pop("balance", None)
        if OPENING.search(words) and len(figures) <= 1:
            opening = balance if balance is not None else _raises(figures, words)
        elif CLOSING.search(words):
            closing = balance if balance is not None else _raises(figures, words)
        elif not SUBTOTAL.match(words) and any(figures.values()):
            day = table.days[place]
            if day is None:
                issues.append(_no_date(sheet, columns, row))
                continue
            lines.append(TheirLine(row + 1, day, table.text("number", place), table.text("memo", place), _raises(figures, words)))
            balances.append(balance)
            closing = balance if balance is not None else closing
    turned = [replace(line, amount=-line.amount) for line in lines] if _falls(lines, balances, opening) else lines
    return TheirStatement(name, sheet.name, tuple(turned), opening, closing, tuple(issues))


def _no_date(sheet: Sheet, columns: dict[str, int], row: int) -> Issue:
    message = say("Row {row} has an amount but no date that can be read.", row=row + 1)
    return Issue("no_date", message, sheet=sheet.name, row=row + 1, cell=f"{column_letters(columns['date'])}{row + 1}")


def _falls(lines: Sequence[TheirLine], balances: Sequence[int | None], opening: int | None) -> bool:
    """Whether the running balance moves against the amounts as read: then the file states our view of debit and credit."""
    before, same, against = opening, 0, 0
    for line, balance in zip(lines, balances, strict=True):
        if before is not None and balance is not None:
            same += balance - before == line.amount
            against += balance - before == -line.amount
        before = balance
    return against > same


def _raises(figures: dict[str, int], words: str) -> int:
    """By how much a line raises what the customer owes us: credit less debit, or the amount, negative where it was paid."""
    if "amount" in figures and not ("debit" in figures or "credit" in figures):
        amount = figures["amount"]
        return -abs(amount) if PAID.search(words) else amount
    return figures.get("credit", 0) - figures.get("debit", 0)
