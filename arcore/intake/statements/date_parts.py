"""Days that a table spreads over columns: 年 月 日 side by side, or 月 日 below a heading 2026年, as journals are ruled.

They are put together into one column of dates before the table's layout is looked for; rows keep their places.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from arcore.dates import century, day
from arcore.intake.model import Cell, Sheet
from arcore.intake.statements import layout, values

YEARS, MONTHS, DAYS = ({name, *more} for name, *more in (("年", "年份", "year"), ("月", "月份", "month"), ("日", "day")))
YEAR = re.compile(r"(\d{4}|\d{2})年")
PART = re.compile(r"(\d{1,4})[年月日]?")


@dataclass(frozen=True)
class _Parts:
    """Where the parts stand (columns), the row below their headings, and the year where the heading says it."""

    year: int | None
    month: int
    day: int
    below: int
    heading: str = "日期"
    said: int | None = None

    @property
    def place(self) -> int:
        """The column that gets the date."""
        return self.month if self.year is None else self.year


def with_whole_dates(sheet: Sheet) -> Sheet:
    """The sheet with its days in one column, where they are spread over several and no other column has them."""
    for index, row in enumerate(sheet.rows[: layout.SCAN_ROWS]):
        names = [layout.folded(cell) for cell in row]
        parts = _found(names, index, sheet.rows[index - 1] if index else ())
        if parts:
            return replace(sheet, rows=_joined(sheet.rows, parts))
    return sheet


def _found(names: list[str], index: int, above: Sequence[Cell]) -> _Parts | None:
    if any(target == "date" for name in names for target, _ in layout.targets_of().get(name, ())):
        return None
    month, date = (next((c for c, name in enumerate(names) if name in known), None) for known in (MONTHS, DAYS))
    if month is None or date is None:
        return None
    year = next((c for c, name in enumerate(names) if name in YEARS), None)
    if year is not None:
        return _Parts(year, month, date, index + 1, "Date" if names[date].isascii() else "日期")
    stated = _stated(above, month)
    return _Parts(None, month, date, index + 1, said=stated) if stated else None


def _stated(row: Sequence[Cell], month: int) -> int | None:
    """The year that a heading over the column of months says."""
    found = YEAR.fullmatch(layout.folded(row[month])) if month < len(row) else None
    return century(int(found[1])) if found else None


def _joined(rows: Sequence[Sequence[Cell]], parts: _Parts) -> list[Sequence[Cell]]:
    """The rows with their days; a year or month that a row leaves out is that of the row before, a day is not: totals have none.

    A year over the months said again further down, at the head of a journal's next page, holds from there on.
    """
    heading = parts.below - 1 if parts.said is None else parts.below - 2
    taken = {parts.month, parts.day, parts.place}
    year, month = parts.said, None
    whole: list[Sequence[Cell]] = []
    for index, row in enumerate(rows):
        if index < heading:
            whole.append(row)
            continue
        joined: list[Cell] = [None if column in taken else cell for column, cell in enumerate(row)]
        later = _stated(row, parts.month) if parts.year is None and index >= parts.below else None
        if later:
            year, value = later, None
        elif index >= parts.below:
            year = _part(row, parts.year) or year
            month = _part(row, parts.month) or month
            value = _date(year, month, _part(row, parts.day))
        else:
            value = parts.heading if index == heading else None
        if parts.place < len(joined):
            joined[parts.place] = value
        whole.append(joined)
    return whole


def _part(row: Sequence[Cell], column: int | None) -> int | None:
    """A year, month or day, None where the row leaves it out."""
    found = PART.fullmatch(values.text(row[column])) if column is not None and column < len(row) else None
    return int(found[1]) if found else None


def _date(year: int | None, month: int | None, date: int | None) -> dt.date | str | None:
    """The day; as text where there is no such day, so that it can be told."""
    if year is None or month is None or date is None:
        return None
    return day(century(year), month, date) or f"{year}-{month}-{date}"
