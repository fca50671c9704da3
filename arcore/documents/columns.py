"""Tables of a workbook, described by column: values, live formulas with what they come to, style, width.

A formula's cached value is computed here, exactly, so that readers that do not calculate show the same figures.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property
from string import Formatter
from typing import Any, Literal

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from arcore.documents.bulk_sheet import BulkSheet, CellColumn, CellValue
from arcore.documents.workbook_style import HEADING_FILL, Paper, amount, cell_text, cells, divisor, fit_as_they_are, width
from arcore.i18n import translate
from arcore.messages import Message
from arcore.money import exponent, shown

Style = Literal["text", "money", "amount", "date", "integer", "number", "percent", "rate", "day_rate", "label"]
Value = str | float | int | dt.date | None
HAIR = "#E6EAEE"
EPOCH = dt.date(1899, 12, 30).toordinal()
EXACT = 2**53
"""Below this a float holds every whole number."""


def frame_value(value: Any) -> Value:
    """A value of a frame as a cell shows it: days as dates, whole numbers, text; None where it is missing."""
    if value is None or bool(pd.isna(value)):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value if isinstance(value, str) else int(value)


def frame_values(rows: pd.DataFrame, name: str) -> list[Value]:
    """A frame's column as cells show it."""
    return [frame_value(value) for value in rows[name].tolist()]


@dataclass(frozen=True)
class SheetColumn:
    """One column of a table. `values` are what the cells show: money in minor units, dates, text, None for blank.

    `formula` is one for all rows, "{row}" standing for the sheet's row number; or gives the formula by the row's position
    and sheet row (1-based), None where the value stands for itself.
    """

    name: str
    heading: str
    style: Style
    values: Sequence[Value]
    formula: str | Callable[[int, int], str | None] | None = None
    fill: str = HEADING_FILL
    least: float = 8
    most: float = 46

    @cached_property
    def distinct(self) -> set[Value]:
        """What the cells show, each once."""
        return set(self.values)

    @cached_property
    def amounts(self) -> pa.Int64Array | None:
        """The values of a column of amounts; None where others stand among them or some are more than a float holds exactly."""
        try:
            found = pa.array(self.values, pa.int64())
        except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
            return None
        exact = pc.and_(pc.less(found, EXACT), pc.greater(found, -EXACT))
        return found if pc.all(exact).as_py() is not False else None

    @cached_property
    def extremes(self) -> tuple[int, int, int]:
        """The largest and the smallest amount of a column of amounts, and their sum; 0 where there are none."""
        amounts = whole_amounts(self.values)
        return max(amounts, default=0), min(amounts, default=0), sum(amounts)


Described = Sequence[tuple[str, Message, Style]]
"""Column of a frame, heading and style."""


def described(paper: Paper, rows: pd.DataFrame, columns: Described) -> list[SheetColumn]:
    """The columns of a frame as a sheet shows them."""
    return [SheetColumn(name, paper.said(heading), style, frame_values(rows, name)) for name, heading, style in columns]


@dataclass(frozen=True)
class Placed:
    """A table on its sheet: where its columns and rows are. Rows are 0-based, `first` to `last` inclusive."""

    sheet: str
    columns: tuple[str, ...]
    header: int
    first: int
    last: int

    def at(self, name: str) -> int:
        """The 0-based position of a column."""
        return self.columns.index(name)

    def letter(self, name: str) -> str:
        """The column's letter."""
        return self._letters[name]

    @cached_property
    def _letters(self) -> dict[str, str]:
        return {name: str(xl_col_to_name(place)) for place, name in enumerate(self.columns)}

    @cached_property
    def _there(self) -> str:
        return f"{quoted(self.sheet)}!"

    def span(self, name: str, first: int | None = None, last: int | None = None, *, here: bool = False) -> str:
        """The absolute range of a column, of all rows or of some; `here` when used on the same sheet."""
        letter = self._letters[name]
        top = self.first if first is None else first
        bottom = max(top, self.last if last is None else last)
        cells = f"${letter}${top + 1}:${letter}${bottom + 1}"
        return cells if here else f"{self._there}{cells}"

    def cell(self, name: str, row: int) -> str:
        """The address of one cell on another sheet."""
        return f"{quoted(self.sheet)}!{xl_rowcol_to_cell(row, self.at(name), row_abs=True, col_abs=True)}"


def quoted(sheet: str) -> str:
    """A sheet's name as formulas need it."""
    return "'" + sheet.replace("'", "''") + "'"


def text_literal(text: str) -> str:
    """A text as a formula's constant."""
    return '"' + text.replace('"', '""') + '"'


def formats(paper: Paper, currency: str, **more: object) -> dict[Style, Format]:
    """The cell formats of the styles, each with the further properties."""
    return {
        "text": paper.format(num_format="@", indent=1, **more),
        "label": paper.format(align="center", **more),
        "money": paper.money(currency, **more),
        "date": paper.format(num_format="yyyy-mm-dd", align="center", **more),
        "integer": paper.format(num_format='#,##0;[Red]\\-#,##0;"–"', align="center", **more),
        "number": paper.format(num_format="#,##0.00;[Red]\\-#,##0.00", align="right", **more),
        "amount": paper.format(num_format='#,##0.00;[Red]\\-#,##0.00;"–"', align="right", **more),
        "day_rate": paper.format(num_format="0.000000%", align="right", **more),
        "rate": paper.format(num_format="0.00%", align="right", **more),
        "percent": paper.format(num_format='0.0%;[Red]\\-0.0%;"–"', align="right", **more),
    }


def write_table(paper: Paper, sheet: BulkSheet, header: int, columns: Sequence[SheetColumn], currency: str) -> Placed:
    """Headings at row `header` (0-based), the rows below, filter arrows, frozen and repeated headings, fitting widths."""
    rows = len(columns[0].values)
    placed = Placed(sheet.get_name(), tuple(column.name for column in columns), header, header + 1, header + rows)
    styles = formats(paper, currency, bottom=1, bottom_color=HAIR)
    widths = [column_width(column, currency) for column in columns]
    for position, (column, wide) in enumerate(zip(columns, widths, strict=True)):
        sheet.write_string(header, position, column.heading, paper.heading(column.fill))
        sheet.set_column(position, position, wide)
    sheet.write_block(header + 1, [body(column, header + 2, styles[column.style], currency) for column in columns])
    sheet.set_row(header, 15 * max(1, *(lines_of(column.heading, wide) for column, wide in zip(columns, widths, strict=True))) + 4)
    if rows:
        sheet.autofilter(header, 0, header + rows, len(columns) - 1)
        everywhere = f"A{header + 2}:{xl_col_to_name(len(columns) - 1)}{header + rows + 1}"
        sheet.ignore_errors({"number_stored_as_text": everywhere, "formula_differs": everywhere})
    sheet.repeat_rows(header)
    return placed


def body(column: SheetColumn, first: int, cell_format: Format, currency: str) -> CellColumn:
    """The cells below a heading; `first` is the sheet's number (1-based) of the first."""
    values = stored(column, currency)
    if column.formula is None or isinstance(column.formula, str):
        return CellColumn(values, column.formula, cell_format)
    formulas = [column.formula(offset, first + offset) for offset in range(len(values))]
    return CellColumn(values, formulas, cell_format)


def write_cell(
    sheet: BulkSheet, row: int, position: int, value: Value, style: Style, cell_format: Format, currency: str, formula: str | None = None
) -> None:
    """One cell: a formula with its cached value, or the value in its own type."""
    if value is None and formula is None:
        sheet.write_blank(row, position, None, cell_format)
        return
    shown_value = cell_value(value, style, currency)
    if formula is not None:
        sheet.write_formula(row, position, formula, cell_format, shown_value)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, position, dt.datetime(value.year, value.month, value.day), cell_format)
    elif isinstance(shown_value, str):
        sheet.write_string(row, position, shown_value, cell_format)
    else:
        sheet.write_number(row, position, shown_value, cell_format)


def cell_value(value: Value, style: Style, currency: str) -> str | float | int:
    """What the file stores: money in units, dates as serial numbers."""
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return serial(value)
    if isinstance(value, str):
        return cell_text(value)
    return amount(int(value), currency) if style == "money" else value


def stored(column: SheetColumn, currency: str) -> Sequence[CellValue] | pa.DoubleArray:
    """Each value as the file stores it, None as a blank cell; a large table asks for hundreds of thousands."""
    if column.style == "money":
        units = divisor(currency)
        if column.amounts is not None:
            return pc.divide(column.amounts.cast(pa.float64()), float(units))
        return [value / units if isinstance(value, int) else blank_or(value, column.style, currency) for value in column.values]
    if fit_as_they_are(column.distinct):
        return column.values
    known = {value: cell_text(value) if isinstance(value, str) else blank_or(value, column.style, currency) for value in column.distinct}
    return [known[value] for value in column.values]


def blank_or(value: Value, style: Style, currency: str) -> str | float | int | None:
    """What the file stores, nothing for nothing."""
    return None if value is None else cell_value(value, style, currency)


def serial(day: dt.date) -> int:
    """A day as Excel counts it from 1900 on."""
    return day.toordinal() - EPOCH


def column_width(column: SheetColumn, currency: str) -> float:
    """Wide enough for what is shown, the heading in at most two lines and no word of it broken."""
    fixed: dict[Style, float] = {"date": 12, "percent": 8, "rate": 9, "day_rate": 13, "integer": 6}
    heading = max((cells(word) for word in wrapped(column.heading)), default=0) * 1.12 + 2
    if column.style in fixed:
        return max(fixed[column.style], heading, column.least)
    if column.style in ("number", "amount"):
        numbers = [f"{value:,.2f}" for value in column.values if isinstance(value, int | float)]
        return max(width(numbers, max(column.least, 9), column.most), heading)
    if column.style == "money":
        extremes = [shown(value, currency) for value in column.extremes]
        return max(width(extremes, max(column.least, 11), column.most), heading)
    return max(width(column.distinct, column.least, column.most), heading)


def wrapped(heading: str) -> list[str]:
    """The pieces a heading may be broken into: words, and the halves of a long Chinese one."""
    pieces: list[str] = []
    for word in heading.split():
        half = (len(word) + 1) // 2
        pieces += [word[:half], word[half:]] if cells(word) == 2 * len(word) and len(word) > 4 else [word]
    return pieces


def whole_amounts(values: Sequence[Value]) -> list[int]:
    """The amounts of a money column."""
    return [value for value in values if isinstance(value, int)]


def lines_of(heading: str, wide: float) -> int:
    """How many lines the heading needs in a column of that width."""
    return -(-int(cells(heading) * 1.12 + 1) // max(1, int(wide)))


@dataclass(frozen=True)
class Figure:
    """A figure inside a live sentence: the formula that gives it, its decimals, and how it reads now."""

    formula: str
    places: int
    now: str

    @classmethod
    def money(cls, formula: str, minor: int, currency: str) -> Figure:
        """An amount; it reads in full, whatever the workbook's unit."""
        return cls(formula, exponent(currency), shown(minor, currency))

    @classmethod
    def percent(cls, part: str, whole: str, share: Fraction) -> Figure:
        """What percentage of `whole` the cell `part` is, to one decimal; 0 of nothing."""
        now = (Decimal(share.numerator * 100) / share.denominator).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
        return cls(f"IF({whole}=0,0,100*{part}/{whole})", 1, f"{now}")


def live_sentence(message: Message, figures: dict[str, Figure], paper: Paper) -> tuple[str, str]:
    """A sentence as a formula, so that its figures stay right, and what it says now.

    FIXED groups digits as the reader's own Excel does; TEXT would need the pattern of the reader's country.
    """
    parts: list[str] = []
    now: list[str] = []
    for literal, name, _, _ in Formatter().parse(translate(message.template, paper.stamp.lang)):
        if literal:
            parts.append(text_literal(literal))
            now.append(literal)
        if name in figures:
            figure = figures[name]
            parts.append(f"FIXED({figure.formula},{figure.places})")
            now.append(figure.now)
        elif name is not None:
            value = str(message.values[name])
            parts.append(text_literal(value))
            now.append(value)
    return "=" + "&".join(parts), "".join(now)
