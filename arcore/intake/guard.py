"""What a sheet may span: readers allocate the rectangle from A1 to the last filled cell.

A sparse rectangle is cut before the first wide empty stretch, and the cells beyond are named; one that stays too
large is refused. So one value in the last cell of an empty sheet costs nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from arcore.intake.limits import Limits
from arcore.intake.model import CellError
from arcore.messages import Message, Unusable, say

Range = tuple[int, int, int, int]
UNCALCULATED = CellError("=")

_SPARSE_AREA = 1_000_000
_SPARSE_SHARE = 10
_REMOVABLE = 10_000


@dataclass(frozen=True)
class Scan:
    """What was found before reading a sheet. `faults` by 0-based (row, column); `strays` are addresses of cells cut off.

    `currencies` are ISO codes that number formats show, by 0-based (row, column).
    """

    area: int = 0
    faults: dict[tuple[int, int], CellError] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    strays: tuple[str, ...] = ()
    currencies: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Bounds:
    """The last row and column (0-based) to read, and whether filled cells lie beyond."""

    row: int
    column: int
    cuts: bool

    @property
    def area(self) -> int:
        """Cells of the rectangle from A1."""
        return (self.row + 1) * (self.column + 1)


def is_sparse(area: int, cells: int) -> bool:
    """A rectangle that is large, and nearly empty."""
    return area > _SPARSE_AREA and area > _SPARSE_SHARE * cells


def bounds_of(rows: Counter[int], columns: Counter[int], name: str, sheet: str, limits: Limits) -> Bounds:
    """How far to read, given how many cells each row and each column holds. Raises Unusable when that is too far."""
    if not rows:
        return Bounds(-1, -1, False)
    whole = Bounds(max(rows), max(columns), False)
    if whole.area <= limits.cells and not is_sparse(whole.area, rows.total()):
        return whole
    row, column = _before_gap(rows, limits.blank_rows), _before_gap(columns, limits.blank_columns)
    far = sum(n for r, n in rows.items() if r > row) + sum(n for c, n in columns.items() if c > column)
    cut = Bounds(row, column, far > 0)
    if cut.area > limits.cells or far > _REMOVABLE:
        raise Unusable(
            say(
                "{file}, sheet {sheet}: cells are scattered over {rows} rows and {columns} columns, more than can be read. "
                "Delete what lies outside the table and save again.",
                file=name,
                sheet=sheet,
                rows=whole.row + 1,
                columns=whole.column + 1,
            )
        )
    return cut


def clipped(merged: Iterable[Range], rows: Sequence[Sequence[object]]) -> tuple[Range, ...]:
    """Merged ranges as far as the sheet has rows and columns: one over all of it would keep a reader busy for hours."""
    last_row, last_column = len(rows) - 1, max(map(len, rows), default=0) - 1
    inside = ((r, c, min(r2, last_row), min(c2, last_column)) for r, c, r2, c2 in merged if r <= last_row and c <= last_column)
    return tuple(place for place in inside if place[:2] != place[2:])


def check_total(areas: int, name: str, limits: Limits) -> None:
    """Raises Unusable when the sheets of a file together span more cells than are read."""
    if areas > limits.cells:
        raise Unusable(
            say(
                "{file}: its sheets span {count} cells; at most {limit} are read. Delete sheets that are not needed, or split the file.",
                file=name,
                count=areas,
                limit=limits.cells,
            )
        )


def strays_note(name: str, sheet: str, strays: tuple[str, ...]) -> tuple[Message, ...]:
    """What to tell about cells that were left out; nothing when there are none."""
    if not strays:
        return ()
    return (
        say(
            "{file}, sheet {sheet}: {count} cells far away from the table were left out ({cells}). Delete them if they are leftovers.",
            file=name,
            sheet=sheet,
            count=len(strays),
            cells=", ".join(strays[:3]),
        ),
    )


@lru_cache(maxsize=20_000)
def column_number(letters: bytes | str) -> int:
    """0-based column of its letters.

    >>> column_number("A"), column_number("AA"), column_number("XFD")
    (0, 26, 16383)
    """
    number = 0
    for letter in letters.encode() if isinstance(letters, str) else letters:
        number = number * 26 + (letter & 0x1F)
    return number - 1


def address(row: int, column: int) -> str:
    """The cell's address, from 0-based numbers.

    >>> address(0, 0), address(1048575, 16383)
    ('A1', 'XFD1048576')
    """
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _before_gap(filled: Counter[int], gap: int) -> int:
    """The last filled place before a stretch of more than `gap` empty ones."""
    last = -1
    for place in sorted(filled):
        if place - last > gap and last >= 0:
            break
        last = place
    return last
