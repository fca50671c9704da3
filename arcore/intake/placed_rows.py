"""A sheet put together cell by cell, for formats whose cells carry repeats and addresses; it never grows past the limits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from arcore.intake.guard import address, bounds_of
from arcore.intake.limits import Limits
from arcore.intake.model import Cell
from arcore.messages import Unusable, say


class PlacedRows:
    """Rows under construction. `place_row` in any order, then `rows`."""

    def __init__(self, name: str, sheet: str, limits: Limits) -> None:
        self.name, self.sheet, self.limits = name, sheet, limits
        self.strays: tuple[str, ...] = ()
        self._rows: dict[int, Sequence[Cell]] = {}
        self._width_total = 0

    def place_row(self, row: int, cells: Sequence[Cell], repeated: int = 1) -> None:
        """Store `cells` as row `row` (0-based) and the `repeated - 1` rows after it. Blank rows cost nothing."""
        if all(cell is None for cell in cells):
            return
        self._width_total += len(cells) * repeated
        if self._width_total > self.limits.cells or row + repeated > self.limits.rows or len(cells) > self.limits.columns:
            raise self.too_large()
        for number in range(row, row + repeated):
            self._rows[number] = cells

    def too_large(self) -> Unusable:
        """The sentence for a sheet past the limits."""
        return Unusable(
            say(
                "{file}, sheet {sheet}: more than {cells} cells, or more rows and columns than a sheet has. Split it, or save it as xlsx.",
                file=self.name,
                sheet=self.sheet,
                cells=self.limits.cells,
            )
        )

    def rows(self) -> list[Sequence[Cell]]:
        """Every row from the first on; cells beyond a wide empty stretch are left out and listed in `strays`."""
        filled_rows: Counter[int] = Counter()
        filled_columns: Counter[int] = Counter()
        for number, cells in self._rows.items():
            filled = [column for column, cell in enumerate(cells) if cell is not None]
            filled_rows[number] = len(filled)
            filled_columns.update(filled)
        bounds = bounds_of(filled_rows, filled_columns, self.name, self.sheet, self.limits)
        rows = [self._rows.get(number, ()) for number in range(bounds.row + 1)]
        if bounds.cuts:
            self.strays = tuple(
                address(number, column)
                for number, cells in self._rows.items()
                for column, cell in enumerate(cells)
                if cell is not None and (number > bounds.row or column > bounds.column)
            )
            rows = [cells[: bounds.column + 1] for cells in rows]
        return rows
