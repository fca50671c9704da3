"""A sheet's cells by row and by column, within a band of columns. Rows and columns are 0-based here, as stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from arcore.intake.cells import is_blank
from arcore.intake.model import Cell, Sheet


def column_letters(index: int) -> str:
    """The letters of a 0-based column.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    while index >= 0:
        letters = chr(65 + index % 26) + letters
        index = index // 26 - 1
    return letters


@dataclass(frozen=True)
class Grid:
    """The columns `left` to `right` (exclusive) of a sheet. Short rows are filled up, so every row has every column."""

    sheet: Sheet
    rows: Sequence[Sequence[Cell]] = field(repr=False)
    left: int
    right: int

    @staticmethod
    def of(sheet: Sheet) -> Grid:
        """The whole sheet."""
        width = max(map(len, sheet.rows), default=0)
        short = any(len(row) != width for row in sheet.rows)
        rows = [row if len(row) == width else [*row, *[None] * (width - len(row))] for row in sheet.rows] if short else sheet.rows
        return Grid(sheet, rows, 0, width)

    def band(self, left: int, right: int) -> Grid:
        """Some of its columns, under the same column numbers."""
        return Grid(self.sheet, self.rows, left, right)

    def column(self, index: int, rows: Sequence[int] | range | None = None) -> list[Cell]:
        """The cells of a column, of all rows or of the given ones."""
        if rows is None:
            return [row[index] for row in self.rows]
        if isinstance(rows, range) and rows.step == 1:
            return [row[index] for row in self.rows[rows.start : rows.stop]]
        everything = self.rows
        return [everything[i][index] for i in rows]

    def cells(self, row: int) -> list[tuple[int, Cell]]:
        """The filled cells of a row with their columns."""
        whole = self.rows[row]
        return [(c, whole[c]) for c in range(self.left, self.right) if not is_blank(whole[c])]

    @cached_property
    def filled(self) -> list[int]:
        """How many cells each row fills. A cell of white space only counts until the row is looked at closely."""
        if self.left == 0 and self.rows and self.right == len(self.rows[0]):
            width = self.right
            return [width - row.count(None) - row.count("") for row in self.rows]
        return [sum(1 for v in row[self.left : self.right] if v is not None and v != "") for row in self.rows]

    @cached_property
    def non_blank(self) -> list[int]:
        """The rows that hold anything but white space."""
        few = [i for i, n in enumerate(self.filled) if 0 < n <= 3]
        empty = {i for i in few if not self.cells(i)}
        many = [
            i
            for i, n in enumerate(self.filled)
            if n > 3 and all(isinstance(v, str) for v in self.rows[i][self.left : self.right] if v is not None)
        ]
        empty |= {i for i in many if not any(v is not None and str(v).strip() for v in self.rows[i][self.left : self.right])}
        return [i for i, n in enumerate(self.filled) if n and i not in empty]

    def blank_columns(self) -> list[int]:
        """Columns without any value."""
        return [c for c in range(self.left, self.right) if all(is_blank(v) for v in self.column(c))]

    def text(self, row: int, column: int) -> str:
        """A cell's text if it is text, else ''."""
        value = self.rows[row][column]
        return value if isinstance(value, str) else ""
