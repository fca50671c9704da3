"""The customer's own statement of account with us, or the filled sheet of ours: lines with date, number and amounts.

Any layout with a day and either one amount or purchases and payments will do. Seen from the customer, what it bought
stands in credit and what it paid in debit; `_raises` turns both into our view: positive adds to what the customer owes us.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from arcore.dates import day as day_of
from arcore.intake import amounts, cells
from arcore.intake.customer_headings import Headings, headings
from arcore.intake.date_columns import dates, survey
from arcore.intake.files import open_workbook
from arcore.intake.grid import Grid, column_letters
from arcore.intake.model import Cell, Issue, Sheet
from arcore.intake.words import SUBTOTAL, squeezed
from arcore.messages import Unusable, say
from arcore.money import exponent

ROWS_ABOVE = 30
FIGURES = ("debit", "credit", "amount", "balance")
OPENING = re.compile(r"期初|上期|上年结转|承前|opening|broughtforward|b/f")
CLOSING = re.compile(r"期末|本期余额|结转下|closing|carriedforward|c/f")
LESS = re.compile(
    r"(?<!货到)付款|付货款|支付|已付|汇款|电汇|转账|退货|退回|红字|红冲|冲减|payment|paid|transfer|remittance|creditnote|returned"
)
"""What lowers the debt where a file has one amount column and gives all amounts without a sign."""


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
    """The lines of a file, opening and closing balance in our view where it states them, and what could not be used.

    `opening_on`, `closing_on`: the days that the file gives these balances for.
    """

    file: str
    sheet: str
    lines: tuple[TheirLine, ...]
    opening: int | None
    closing: int | None
    issues: tuple[Issue, ...]
    opening_on: dt.date | None = None
    closing_on: dt.date | None = None


def read_statement(content: bytes, name: str, *, currency: str, end: dt.date, password: str | None = None) -> TheirStatement:
    """The sheet with the most lines; `end`, the last day looked at, completes days without a year.

    Raises Unusable where no sheet has days and amounts.
    """
    workbook = open_workbook(content, name, password=password)
    headed = [(sheet, found) for sheet in workbook.sheets if not sheet.hidden and (found := _headings(sheet)) is not None]
    readings = [_read(name, sheet, found, currency, end) for sheet, found in headed]
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


def _headings(sheet: Sheet) -> Headings | None:
    return next((found for row in range(min(ROWS_ABOVE, len(sheet.rows))) if (found := headings(sheet.rows, row))), None)


class _ReadColumns:
    """The columns of a table, read."""

    def __init__(self, sheet: Sheet, headed: Headings, places: range, currency: str, end: dt.date) -> None:
        grid, columns = Grid.of(sheet), headed.columns
        if headed.day_by_parts:
            parts = {name: _whole_numbers(grid.column(columns[name], places)) for name in ("year", "month", "day") if name in columns}
            self.days = _days(parts.get("year", []), parts["month"], parts["day"], year=headed.year, end=end)
        else:
            self.days = _dated(grid.column(columns["date"], places), end)
        self.paid_on = _dated(grid.column(columns["paid_on"], places), end) if "paid_on" in columns else self.days
        texts = [name for name in ("memo", "direction") if name in columns]
        self._texts = {name: cells.texts(grid.column(columns[name], places)).values for name in texts}
        for name in ("number", "voucher"):
            if name in columns:
                self._texts[name] = cells.identifiers(grid.column(columns[name], places)).values
        self._amounts = {
            name: amounts.amounts(grid.column(columns[name], places), decimals=exponent(currency)) for name in FIGURES if name in columns
        }
        self.single = "debit" not in columns and "credit" not in columns

    def text(self, name: str, place: int) -> str:
        """What a text column says; empty where there is none."""
        return (self._texts[name][place] or "") if name in self._texts else ""

    def number(self, place: int) -> str:
        """The document's number, or else the voucher's."""
        return self.text("number", place) or self.text("voucher", place)

    def figures(self, place: int) -> dict[str, int]:
        """The amounts of a row, minor units; the balance, too, is positive where we are owed (direction 贷 in the customer's books)."""
        found = {name: int(column.minor[place]) for name, column in self._amounts.items() if column.given[place]}
        on_debit = squeezed(self.text("direction", place)).startswith(("借", "d"))
        for name in ("balance", *(["amount"] if self.single else [])):
            if name in found and on_debit:
                found[name] = -found[name]
        return found


def _dated(values: Sequence[Cell], end: dt.date) -> list[dt.date | None]:
    """A column of days; '3月5日' lies in the twelve months before `end`."""
    read = dates(values, survey(values), year=end.year)
    found: list[dt.date | None] = read.days.astype("datetime64[D]").tolist()
    for problem in read.problems:
        stamped = found[problem.position]
        if problem.code == "year_inferred" and stamped is not None:
            found[problem.position] = day_of(_year_before(end, stamped.month), stamped.month, stamped.day)
    return found


def _year_before(end: dt.date, month: int) -> int:
    """The year in which a month lies within the twelve up to `end`."""
    return end.year if month <= end.month else end.year - 1


def _whole_numbers(values: Sequence[Cell]) -> list[int | None]:
    """Numbers of years, months and days, as figures or as text ('4月')."""
    found = (re.fullmatch(r"\s*(\d{1,4})(?:\.0+)?\s*[年月日]?\s*", str(value)) for value in values)
    return [int(match[1]) if match else None for match in found]


def _days(
    years: Sequence[int | None], months: Sequence[int | None], days: Sequence[int | None], *, year: int | None, end: dt.date
) -> list[dt.date | None]:
    """Days from columns of month and day: a ledger writes a month, or a day, once for the lines that follow it.

    Without a year they lie in the twelve months before `end`.
    """
    found: list[dt.date | None] = []
    month = day = None
    for place, (new_month, new_day) in enumerate(zip(months, days, strict=True)):
        year = (years[place] if years else None) or year
        if new_month and new_month != month:
            month, day = new_month, None
        day = new_day or day
        found.append(day_of(year or _year_before(end, month), month, day) if month and day else None)
    return found


def _read(name: str, sheet: Sheet, headed: Headings, currency: str, end: dt.date) -> TheirStatement:
    """The rows below the headings, up to the next table's."""
    below = range(headed.below, len(sheet.rows))
    last = next((row for row in below if headings(sheet.rows, row)), len(sheet.rows))
    places = range(headed.below, last)
    table = _ReadColumns(sheet, headed, places, currency, end)
    lines: list[TheirLine] = []
    lowers: list[bool] = []
    balances: list[int | None] = []
    issues: list[Issue] = []
    opening = closing = opening_on = closing_on = None
    for place, row in enumerate(places):
        words = squeezed("".join(value for value in sheet.rows[row] if isinstance(value, str)))
        figures = table.figures(place)
        balance = figures.pop("balance", None)
        if OPENING.search(words) and len(figures) <= 1:
            opening, opening_on = balance if balance is not None else sum(_raises(figures)), table.days[place]
        elif CLOSING.search(words):
            closing, closing_on = balance if balance is not None else sum(_raises(figures)), table.days[place]
        elif not SUBTOTAL.match(words) and any(raised := _raises(figures)):
            found = _lines(table, place, row, raised)
            if len(found) < sum(map(bool, raised)):
                issues.append(_no_date(sheet, headed, row))
            if not found:
                continue
            lines += found
            lowers += [bool(LESS.search(words))] * len(found)
            balances += [None] * (len(found) - 1) + [balance]
            closing = balance if balance is not None else closing
    if table.single:
        lines = _signed(lines, lowers)
    turned = [replace(line, amount=-line.amount) for line in lines] if _falls(lines, balances, opening) else lines
    return TheirStatement(name, sheet.name, tuple(turned), opening, closing, tuple(issues), opening_on, closing_on)


def _lines(table: _ReadColumns, place: int, row: int, raised: tuple[int, int]) -> list[TheirLine]:
    """A row's line, or two where it holds a purchase and a payment (the number is the purchase's); without those that have no day."""
    bought, paid = raised
    day, number, memo = table.days[place], table.number(place), table.text("memo", place)
    paid_under = "" if bought or table.paid_on is not table.days else number
    sides = ((bought, day, number), (paid, table.paid_on[place] or day, paid_under))
    return [TheirLine(row + 1, when, under, memo, amount) for amount, when, under in sides if amount and when]


def _no_date(sheet: Sheet, headed: Headings, row: int) -> Issue:
    message = say("Row {row} has an amount but no date that can be read.", row=row + 1)
    column = headed.columns["day" if headed.day_by_parts else "date"]
    return Issue("no_date", message, sheet=sheet.name, row=row + 1, cell=f"{column_letters(column)}{row + 1}")


def _signed(lines: Sequence[TheirLine], lowers: Sequence[bool]) -> list[TheirLine]:
    """The lines of a file with one amount column: what was paid or returned lowers the debt, whether it is written with a sign or not."""
    up = sum(line.amount for line, less in zip(lines, lowers, strict=True) if not less)
    down = sum(line.amount for line, less in zip(lines, lowers, strict=True) if less)
    if up < 0 < down:  # seen as the customer's cash: purchases negative, payments positive
        return [replace(line, amount=-line.amount) for line in lines]
    return [replace(line, amount=-abs(line.amount)) if less else line for line, less in zip(lines, lowers, strict=True)]


def _falls(lines: Sequence[TheirLine], balances: Sequence[int | None], opening: int | None) -> bool:
    """Whether the running balance moves against the amounts as read: then the file states our view of debit and credit."""
    before, moved, same, against = opening, 0, 0, 0
    for line, balance in zip(lines, balances, strict=True):
        moved += line.amount
        if balance is None:
            continue
        if before is not None:
            same += balance - before == moved
            against += balance - before == -moved
        before, moved = balance, 0
    return against > same


def _raises(figures: dict[str, int]) -> tuple[int, int]:
    """By how much a row raises what the customer owes us: by what was bought (or the one amount), and by what was paid (negative)."""
    if figures.keys() & {"credit", "debit"}:
        return figures.get("credit", 0), -figures.get("debit", 0)
    return figures.get("amount", 0), 0
