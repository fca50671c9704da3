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

    _columns: dict[int, list[Cell]] = field(default_factory=dict, repr=False, compare=False)

    def column(self, index: int, rows: Sequence[int] | range | None = None) -> list[Cell]:
        """The cells of a column, of all rows or of the given ones."""
        if index not in self._columns:
            self._columns[index] = [row[index] for row in self.rows]
        whole = self._columns[index]
        if rows is None:
            return whole
        if len(rows) and rows[-1] - rows[0] + 1 == len(rows):
            return whole[rows[0] : rows[-1] + 1]
        return [whole[i] for i in rows]

    def cells(self, row: int) -> list[tuple[int, Cell]]:
        """The filled cells of a row with their columns."""
        whole = self.rows[row]
        return [(c, whole[c]) for c in range(self.left, self.right) if not is_blank(whole[c])]

    @cached_property
    def filled(self) -> list[int]:
        """How many cells each row fills. A cell of white space only counts until the row is looked at closely."""
        if self.left == 0 and self.rows and self.right == len(self.rows[0]):
            width = self.right
            return [width - row.count(None) for row in self.rows]
        return [sum(1 for v in row[self.left : self.right] if v is not None and v != "") for row in self.rows]

    def is_row_blank(self, row: int) -> bool:
        """Whether a row holds nothing but white space."""
        return not self.filled[row] or not self.cells(row)

    def non_blank(self, start: int, stop: int) -> list[int]:
        """The rows of a stretch that hold anything but white space."""
        return [row for row in range(start, stop) if not self.is_row_blank(row)]

    def with_rows(self, rows: Sequence[Sequence[Cell]]) -> Grid:
        """The same band over rows in which merged cells were filled down; a row counts as filled as it did before."""
        changed = Grid(self.sheet, rows, self.left, self.right)
        changed.__dict__["filled"] = self.filled
        return changed

    def blank_columns(self) -> list[int]:
        """Columns without any value."""
        return [c for c in range(self.left, self.right) if all(is_blank(v) for v in self.column(c))]

    def text(self, row: int, column: int) -> str:
        """A cell's text if it is text, else ''."""
        value = self.rows[row][column]
        return value if isinstance(value, str) else ""
