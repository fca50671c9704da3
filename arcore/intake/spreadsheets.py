"""Workbooks through calamine, after a guard has measured them: values as stored, error cells kept apart from blanks."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from arcore.intake.archive import damaged
from arcore.intake.guard import Scan
from arcore.intake.limits import Limits
from arcore.intake.model import Cell, CellError, Sheet, Workbook
from arcore.intake.package import guarded_package
from arcore.messages import Message, Unusable, say

_EXACT = 1e15
_NO_SCAN = Scan()


def read_package(content: bytes, name: str, format_name: str, limits: Limits) -> Workbook:
    """xlsx and xlsm, guarded. Raises Unusable."""
    package = guarded_package(content, name, limits)
    return _read(package.content, name, format_name, package.scans, limits)


def read_other(content: bytes, name: str, format_name: str, limits: Limits) -> Workbook:
    """xls, xlsb and ods. Raises Unusable."""
    return _read(content, name, format_name, {}, limits)


def _read(content: bytes, name: str, format_name: str, scans: Mapping[str, Scan], limits: Limits) -> Workbook:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            found = book.sheets_metadata
            if len(found) > limits.sheets:
                raise Unusable(
                    say("{file} has {count} sheets; at most {limit} are read. Split it.", file=name, count=len(found), limit=limits.sheets)
                )
            notes = [note for metadata in found if (note := _skipped(name, metadata))]
            sheets = []
            for metadata in found:
                if metadata.typ == SheetTypeEnum.WorkSheet:
                    scan = scans.get(metadata.name, _NO_SCAN)
                    sheets.append(_sheet(book.get_sheet_by_name(metadata.name), metadata, scan))
                    if scan.strays:
                        notes.append(_strays(name, metadata.name, scan.strays))
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
    rows = [_cells(row) for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), fault in scan.faults.items():
        _place(rows, row, column, fault)
    merged = scan.merged or tuple((r, c, r2, c2) for (r, c), (r2, c2) in sheet.merged_cell_ranges or ())
    return Sheet(metadata.name, rows, metadata.visible != SheetVisibleEnum.Visible, scan.hidden_rows, merged)


def _cells(row: Iterable[str | float | bool | dt.time | dt.date | dt.timedelta]) -> list[Cell]:
    """Blank text is None; whole numbers that a float holds exactly are int."""
    return [
        (value or None)
        if value.__class__ is str
        else int(value)
        if value.__class__ is float and value.is_integer() and -_EXACT < value < _EXACT
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


def _strays(name: str, sheet: str, strays: tuple[str, ...]) -> Message:
    return say(
        "{file}, sheet {sheet}: {count} cells far away from the table were left out ({cells}). Delete them if they are leftovers.",
        file=name,
        sheet=sheet,
        count=len(strays),
        cells=", ".join(strays[:3]),
    )
