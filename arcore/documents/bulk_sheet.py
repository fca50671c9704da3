"""A worksheet whose table is kept by column and written as one stream of XML.

XlsxWriter examines every cell and rewrites every formula with thirty regular expressions: minutes for 100,000 rows.
Here a table's cells are built column by column, with the same strings table, formats and cached values; everything
else of the sheet is XlsxWriter's own. Tests read the result back with three readers and LibreOffice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count as count_from
from types import NoneType
from typing import Any, TypeAlias
from xml.sax.saxutils import escape

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

CellValue = str | float | int | None
Piece: TypeAlias = "str | pa.Array"
"""A text for every row, or one for each."""
CHUNK = 5_000
LARGEST, SMALLEST = 1e9, 1e-4
"""Between these Arrow writes a number as Python does, without an exponent."""


@dataclass(frozen=True)
class CellColumn:
    """One column's cells from top to bottom: what they show, their formulas where they have any, their format.

    `values` are an array where all are numbers or blank. `formulas` is one text for all rows, in which "{row}" stands for the
    row's number, or one formula or None a row.
    """

    values: Sequence[CellValue] | pa.DoubleArray
    formulas: str | Sequence[str | None] | None
    format: Format

    @cached_property
    def listed(self) -> Sequence[CellValue]:
        """The values one by one."""
        return self.values.to_pylist() if isinstance(self.values, pa.Array) else self.values

    @cached_property
    def numbers(self) -> pa.DoubleArray | None:
        """The values where all are numbers or blank, else None."""
        try:
            given = self.values if isinstance(self.values, pa.Array) else pa.array(self.values, pa.float64())
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            return None
        found = pc.add(given, 0.0)  # which makes a nothing of a nothing with a minus
        sizes = pc.abs(found)
        ordinary = pc.or_(pc.equal(sizes, 0.0), pc.and_(pc.less(sizes, LARGEST), pc.greater(sizes, SMALLEST)))
        return found if pc.all(ordinary).as_py() is not False else None

    @cached_property
    def all_texts(self) -> bool:
        """Whether all are texts or blank, and none a formula."""
        return self.formulas is None and self.numbers is None and set(map(type, self.values)) <= {str, NoneType}

    @cached_property
    def plain(self) -> dict[CellValue, None]:
        """The values that stand for themselves, each once; none of a column of numbers, which need no looking up."""
        if self.numbers is not None or isinstance(self.formulas, str):
            return {}
        if self.formulas is None:
            return dict.fromkeys(self.listed)
        return {value: None for value, formula in zip(self.listed, self.formulas, strict=True) if formula is None}


@dataclass(frozen=True)
class Block:
    """A table body: its first row (0-based) and its columns, from column A on. `strings` numbers the workbook's texts."""

    first: int
    columns: Sequence[CellColumn]
    strings: dict[CellValue, int]

    @property
    def last(self) -> int:
        """The last row."""
        return self.first + len(self.columns[0].values) - 1

    def value(self, row: int, column: int) -> CellValue:
        """What a cell shows."""
        return self.columns[column].listed[row - self.first]

    def rows(self) -> Iterator[bytes]:
        """The rows' XML; so many at a time, so that memory does not grow with the table."""
        writers = [
            Numbers.of(place, column, self.strings) or Cells.of(place, column, self.strings) for place, column in enumerate(self.columns)
        ]
        count = len(self.columns[0].values)
        for start in range(0, count, CHUNK):
            stop = min(start + CHUNK, count)
            numbers = pc.cast(pa.array(np.arange(self.first + 1 + start, self.first + 1 + stop)), pa.string())
            cells = [piece for writer in writers for piece in writer.between(start, stop, numbers)]
            yield joined(['<row r="', numbers, '">', *cells, "</row>"]).buffers()[2].to_pybytes()


@dataclass(frozen=True)
class Numbers:
    """A column of numbers, or of texts by their numbers, ready to be written, all of them at once."""

    values: pa.Array
    formulas: str | Sequence[str | None] | None
    letter: str
    style: int
    mark: str = ""
    """Which says that the numbers stand for texts."""

    @classmethod
    def of(cls, place: int, column: CellColumn, strings: dict[CellValue, int]) -> Numbers | None:
        """The column's cells, for the column in that place; None where only some are texts, or what formulas come to."""
        letter, style = xl_col_to_name(place), column.format._get_xf_index()
        if column.all_texts:
            return cls(pa.array(map(strings.get, column.listed), pa.int64()), None, letter, style, ' t="s"')
        return None if column.numbers is None else cls(column.numbers, column.formulas, letter, style)

    def between(self, start: int, stop: int, numbers: pa.Array) -> list[Piece]:
        """The XML of some of the cells, in pieces; `numbers` are their rows' numbers as texts."""
        shown = pc.cast(self.values.slice(start, stop - start), pa.string())
        address: list[Piece] = [f'<c r="{self.letter}', numbers, '"']
        formulas = self.formulas
        if formulas is None:
            return [*address, *self._plain(shown)]
        begun, results = text_mark(None, self.style), shown.fill_null("")
        if isinstance(formulas, str):
            return [*address, begun, *in_rows(formulas, numbers), "</f><v>", results, "</v></c>"]
        told = pa.array([formula and formula[1:] for formula in formulas[start:stop]], pa.string())
        live = joined([begun, escaped(told), "</f><v>", results, "</v></c>"])
        return [*address, pc.coalesce(live, joined(self._plain(shown)))]

    def _plain(self, shown: pa.Array) -> list[Piece]:
        cells: list[Piece] = [f' s="{self.style}"{self.mark}><v>', shown, "</v></c>"]
        return [pc.fill_null(joined(cells), plain_end(None, self.style, {}))] if shown.null_count else cells


@dataclass(frozen=True)
class Cells:
    """A column ready to be written in which some cells are texts: what equal values have in common is built once."""

    column: CellColumn
    letter: str
    plain: dict[CellValue, str]
    kinds: dict[CellValue, str]
    ends: dict[CellValue, str]

    @classmethod
    def of(cls, place: int, column: CellColumn, strings: dict[CellValue, int]) -> Cells:
        """The column's cells, for the column in that place."""
        style = column.format._get_xf_index()
        plain = {value: plain_end(value, style, strings) for value in column.plain}
        shown = set(column.listed) if column.formulas is not None else set()
        kinds = {value: text_mark(value, style) for value in shown}
        return cls(column, xl_col_to_name(place), plain, kinds, {value: f"</f><v>{cached(value)}</v></c>" for value in shown})

    def between(self, start: int, stop: int, numbers: pa.Array) -> list[Piece]:
        """The XML of some of the cells, in pieces; `numbers` are their rows' numbers as texts."""
        plain, kinds, ends = self.plain, self.kinds, self.ends
        values, formulas = self.column.listed[start:stop], self.column.formulas
        address: list[Piece] = [f'<c r="{self.letter}', numbers, '"']
        if formulas is None:
            return [*address, pa.array([plain[value] for value in values], pa.string())]
        if isinstance(formulas, str):
            kind, end = (pa.array([known[value] for value in values], pa.string()) for known in (kinds, ends))
            return [*address, kind, *in_rows(formulas, numbers), end]
        told = [
            plain[value] if formula is None else kinds[value] + escape(formula[1:]) + ends[value]
            for value, formula in zip(values, formulas[start:stop], strict=True)
        ]
        return [*address, pa.array(told, pa.string())]


def in_rows(formula: str, numbers: pa.Array) -> list[Piece]:
    """The formula of every row."""
    first, *others = escape(formula[1:]).split("{row}")
    return [first, *(piece for other in others for piece in (numbers, other))]


def escaped(texts: pa.Array) -> pa.Array:
    """Texts as XML holds them."""
    for sign, entity in (("&", "&amp;"), (">", "&gt;"), ("<", "&lt;")):
        texts = pc.replace_substring(texts, sign, entity)
    return texts


def joined(pieces: Sequence[Piece]) -> pa.Array:
    """The pieces of each row one behind the other, nothing where a piece is missing.

    Arrow does it for all rows at once, in half the time of Python's own texts.
    """
    texts: list[pa.Scalar | pa.Array] = []
    constant = ""
    for piece in [*pieces, pa.scalar("")]:
        if isinstance(piece, str):
            constant += piece
            continue
        texts += [pa.scalar(constant), piece] if constant else [piece]
        constant = ""
    return pc.binary_join_element_wise(*texts)


def plain_end(value: CellValue, style: int, strings: dict[CellValue, int]) -> str:
    """A cell without formula after its address: a text by its number, a number, or blank."""
    if value is None:
        return f' s="{style}"/>'
    if isinstance(value, str):
        return f' s="{style}" t="s"><v>{strings[value]}</v></c>'
    return f' s="{style}"><v>{number(value)}</v></c>'


def text_mark(value: CellValue, style: int) -> str:
    """The beginning of a formula's cell after its address."""
    return f' s="{style}" t="str"><f>' if isinstance(value, str) else f' s="{style}"><f>'


def cached(value: CellValue) -> str:
    """What a formula comes to."""
    return escape(value) if isinstance(value, str) else number(value)


def number(value: float | int | None) -> str:
    """A number as the file stores it, nothing lost; a formula without a value yet is stored without one."""
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


class BulkSheet(Worksheet):  # type: ignore[misc]
    """A worksheet of XlsxWriter with room for one bulk table among its ordinary cells."""

    def __init__(self) -> None:
        super().__init__()
        self.dim_rowmin: Any
        self.dim_rowmax: Any
        self._block: Block | None = None

    def write_block(self, first: int, columns: Sequence[CellColumn]) -> None:
        """Put a table body below the rows written so far; formulas begin with '='."""
        count = len(columns[0].values)
        if not count:
            return
        self._check_dimensions(first, 0)
        self._check_dimensions(first + count - 1, len(columns) - 1)
        table = self.str_table
        known: dict[CellValue, int] = table.string_table
        for column in columns:
            texts = [value for value in column.plain if isinstance(value, str)]
            known.update(zip([text for text in texts if text not in known], count_from(len(known)), strict=False))
            table.count += len(texts)
        table.unique_count = len(known)
        self._block = Block(first, columns, known)

    def _write_rows(self) -> None:
        if self._block is None:
            super()._write_rows()
            return
        top: int = self.dim_rowmin
        bottom: int = self.dim_rowmax
        self.dim_rowmax = self._block.first - 1
        super()._write_rows()
        for rows in self._block.rows():
            self.fh.write_utf8(rows)
        self.dim_rowmin, self.dim_rowmax = self._block.last + 1, bottom
        super()._write_rows()
        self.dim_rowmin = top

    def _get_range_data(self, row_start: int, col_start: int, row_end: int, col_end: int) -> Any:
        """What charts keep of the cells they show."""
        if self._block is None or not self._block.first <= row_start <= row_end <= self._block.last:
            return super()._get_range_data(row_start, col_start, row_end, col_end)
        rows, columns = range(row_start, row_end + 1), range(col_start, col_end + 1)
        return [self._block.value(row, column) for row in rows for column in columns]
