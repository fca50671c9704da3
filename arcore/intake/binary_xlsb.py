"""The records of a binary sheet (xlsb), measured before a reader sees it: far-away cells dropped, errors and hidden rows found."""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator

from arcore.intake.archive import damaged
from arcore.intake.binary_xls import ERROR_CODES
from arcore.intake.guard import Scan, address, bounds_of
from arcore.intake.limits import Limits
from arcore.intake.model import CellError

_ROW, _DIMENSION, _SHEET, _MERGED = 0, 148, 156, 176
_ERRORS = {3, 11}
_LAST_CELL_KIND = 11
_BLANK = 1

Record = tuple[int, int, int, int]


def scan_binary_sheet(part: bytes, name: str, sheet: str, limits: Limits) -> tuple[bytes, Scan]:
    """The part without far-away cells, and what was found in it. Raises Unusable when damaged or spanning too much."""
    try:
        return _scanned(part, name, sheet, limits)
    except (struct.error, IndexError) as error:
        raise damaged(name) from error


def sheet_relations(workbook: bytes, name: str) -> dict[str, str]:
    """Sheet name → relationship id, from the workbook part. Raises Unusable when damaged."""
    relations = {}
    try:
        for kind, _, start, _ in _records(workbook):
            if kind == _SHEET:
                relation, start = _text(workbook, start + 8)
                title, _ = _text(workbook, start)
                relations[title] = relation
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise damaged(name) from error
    return relations


def _text(part: bytes, start: int) -> tuple[str, int]:
    """A counted UTF-16 text and where it ends."""
    length: int = struct.unpack_from("<I", part, start)[0]
    end = start + 4 + 2 * length
    return part[start + 4 : end].decode("utf-16-le"), end


def _scanned(part: bytes, name: str, sheet: str, limits: Limits) -> tuple[bytes, Scan]:
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    faults: dict[tuple[int, int], CellError] = {}
    hidden: set[int] = set()
    merged: list[tuple[int, int, int, int]] = []
    for kind, row, column, start in _cells(part):
        if kind == _ROW:
            if part[start + 11] & 0x10:
                hidden.add(row + 1)
        elif kind == _MERGED:
            first, last, left, right = struct.unpack_from("<4I", part, start)
            merged.append((first, left, last, right))
        else:
            rows[row] += 1
            columns[column] += 1
            if kind in _ERRORS:
                faults[row, column] = CellError(ERROR_CODES.get(part[start + 8], "#N/A"))
    bounds = bounds_of(rows, columns, name, sheet, limits)
    strays: tuple[str, ...] = ()
    if bounds.cuts:
        part, strays = _without(part, bounds.row, bounds.column)
        faults = {place: fault for place, fault in faults.items() if place[0] <= bounds.row and place[1] <= bounds.column}
    return part, Scan(bounds.area, faults, frozenset(hidden), tuple(merged), strays)


def _cells(part: bytes) -> Iterator[Record]:
    """(kind, row, column, content's place) of rows, cells with content and merged ranges."""
    row = 0
    for kind, _, start, length in _records(part):
        if kind == _ROW and length >= 12:
            row = int.from_bytes(part[start : start + 4], "little")
            yield kind, row, 0, start
        elif _BLANK < kind <= _LAST_CELL_KIND and length >= 8:
            yield kind, row, int.from_bytes(part[start : start + 4], "little"), start
        elif kind == _MERGED and length >= 16:
            yield kind, 0, 0, start


def _records(part: bytes) -> Iterator[Record]:
    """(kind, where the record begins, where its content begins, its length)."""
    position, size = 0, len(part)
    while position < size:
        begin = position
        kind = part[position]
        position += 1
        if kind & 0x80:
            kind = kind & 0x7F | (part[position] & 0x7F) << 7
            position += 1
        length, shift = 0, 0
        for _ in range(4):
            byte = part[position]
            position += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, begin, position, length
        position += length


def _without(part: bytes, last_row: int, last_column: int) -> tuple[bytes, tuple[str, ...]]:
    kept, strays, row = [], [], 0
    for kind, begin, start, length in _records(part):
        if kind == _ROW and length >= 4:
            row = int.from_bytes(part[start : start + 4], "little")
        if _BLANK < kind <= _LAST_CELL_KIND and length >= 8:
            column = int.from_bytes(part[start : start + 4], "little")
            if row > last_row or column > last_column:
                strays.append(address(row, column))
                continue
        if kind == _DIMENSION and length == 16:
            kept.append(part[begin:start] + struct.pack("<4I", 0, last_row, 0, last_column))
        elif not (kind == _ROW and row > last_row):
            kept.append(part[begin : start + length])
    return b"".join(kept), tuple(strays)
