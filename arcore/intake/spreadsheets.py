"""Workbooks through calamine, after a guard has measured them: values as stored, error cells kept apart from blanks."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterable

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from arcore.bulk_work import many_records
from arcore.intake.archive import damaged
from arcore.intake.binary_xls import guarded_xls
from arcore.intake.encrypted import decrypted
from arcore.intake.guard import Scan, check_total, clipped, strays_note
from arcore.intake.limits import Limits
from arcore.intake.model import Cell, CellError, Sheet, Workbook
from arcore.intake.package import guarded_package
from arcore.intake.values import EXACT
from arcore.messages import Message, Unusable, say

_NO_SCAN = Scan()


def read_package(content: bytes, name: str, format_name: str, limits: Limits) -> Workbook:
    """xlsx, xlsm and xlsb, guarded. Raises Unusable."""
    package = guarded_package(content, name, limits)
    return _read(package.content, name, format_name, lambda index, sheet: package.scans.get(sheet, _NO_SCAN), limits)


def read_xls(content: bytes, name: str, limits: Limits, password: str | None = None) -> Workbook:
    """xls, guarded. Raises Unusable, PasswordNeeded."""
    old = guarded_xls(content, name, limits)
    if old.encrypted:
        old = guarded_xls(decrypted(content, name, password, limits), name, limits)
    scans = old.scans
    return _read(old.content, name, "xls", lambda index, sheet: scans[index] if index < len(scans) else _NO_SCAN, limits)


def _read(content: bytes, name: str, format_name: str, scan_of: Callable[[int, str], Scan], limits: Limits) -> Workbook:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            found = book.sheets_metadata
            if len(found) > limits.sheets:
                raise Unusable(
                    say("{file} has {count} sheets; at most {limit} are read. Split it.", file=name, count=len(found), limit=limits.sheets)
                )
            notes = [note for metadata in found if (note := _skipped(name, metadata))]
            sheets: list[Sheet] = []
            total = 0
            for index, metadata in enumerate(found):
                if metadata.typ == SheetTypeEnum.WorkSheet:
                    scan = scan_of(index, metadata.name)
                    sheets.append(_sheet(book.get_sheet_by_name(metadata.name), metadata, scan))
                    total += len(sheets[-1].rows) * max(map(len, sheets[-1].rows), default=0)
                    check_total(total, name, limits)
                    notes += strays_note(name, metadata.name, scan.strays)
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise damaged(name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise damaged(name) from error
    if not sheets:
        raise Unusable(say("{file} has no sheet with cells, only charts or macros.", file=name))
    return Workbook(name, format_name, tuple(sheets), tuple(notes))


def _sheet(sheet: CalamineSheet, metadata: SheetMetadata, scan: Scan) -> Sheet:
    rows = _rows(sheet)
    for (row, column), fault in scan.faults.items():
        _place(rows, row, column, fault)
    merged = scan.merged or tuple((r, c, r2, c2) for (r, c), (r2, c2) in sheet.merged_cell_ranges or ())
    hidden = metadata.visible != SheetVisibleEnum.Visible
    return Sheet(metadata.name, rows, hidden, scan.hidden_rows, clipped(merged, rows), scan.currencies)


@many_records()
def _rows(sheet: CalamineSheet) -> list[list[Cell]]:
    """Every row from the sheet's first; the reader leaves out blank columns on the left."""
    left: list[Cell] = [None] * (sheet.start[1] if sheet.start else 0)
    rows = [_cells(row) for row in sheet.iter_rows()]
    return [left + row for row in rows] if left else rows


def _cells(row: Iterable[str | float | bool | dt.time | dt.date | dt.timedelta]) -> list[Cell]:
    """Blank text is None; whole numbers that a float holds exactly are int."""
    return [
        (value or None)
        if value.__class__ is str
        else int(value)
        if value.__class__ is float and value.is_integer() and -EXACT < value < EXACT
        else value
        for value in row
    ]


def _place(rows: list[list[Cell]], row: int, column: int, fault: CellError) -> None:
    rows.extend([] for _ in range(len(rows), row + 1))
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = fault


def _skipped(name: str, metadata: SheetMetadata) -> Message | None:
    if metadata.typ == SheetTypeEnum.WorkSheet:
        return None
    return say("{file}: sheet {sheet} holds a chart, dialog or macros, no cells, and was skipped.", file=name, sheet=metadata.name)
