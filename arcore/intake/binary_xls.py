"""The record stream of an old workbook (xls, BIFF5 to BIFF8), measured before a reader sees it.

Far-away cells are turned into records of no meaning, in place; error values, hidden rows and passwords are found on the way.
"""

from __future__ import annotations

import io
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile  # type: ignore[import-untyped]

from arcore.intake.archive import damaged
from arcore.intake.guard import Bounds, Scan, address, bounds_of, check_total
from arcore.intake.limits import Limits
from arcore.intake.model import CellError

ERROR_CODES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}

_BOF, _EOF, _SHEET, _PASSWORD, _ROW = {0x0809, 0x0409, 0x0209}, 0x0A, 0x85, 0x2F, 0x208
_BOOL_OR_ERROR, _FORMULA, _SEVERAL_NUMBERS = 0x205, 0x06, 0xBD
_CELLS = {0x06, 0xBD, 0xD6, 0xFD, 0x203, 0x204, 0x205, 0x206, 0x27E, 0x406}
_MEANINGLESS = b"\xff\x0f"
_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_DAMAGE = (OSError, struct.error, ValueError, IndexError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, MemoryError)


@dataclass(frozen=True)
class OldWorkbook:
    """`content` is safe to read; `scans` in the order of the sheets."""

    content: bytes
    scans: tuple[Scan, ...]
    encrypted: bool = False


@dataclass
class _Found:
    rows: Counter[int] = field(default_factory=Counter)
    columns: Counter[int] = field(default_factory=Counter)
    faults: dict[tuple[int, int], CellError] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    places: list[tuple[int, int, int]] = field(default_factory=list)


def guarded_xls(content: bytes, name: str, limits: Limits) -> OldWorkbook:
    """Measured and, where needed, trimmed. Raises Unusable when damaged or spanning too much."""
    try:
        file = io.BytesIO(content)
        with olefile.OleFileIO(file, write_mode=True) as compound:
            stream_name = next((stream for stream in _STREAMS if compound.exists(stream)), None)
            if stream_name is None:
                raise damaged(name)
            stream = bytearray(compound.openstream(stream_name).read())
            scans, encrypted, trimmed = _scanned(stream, name, limits)
            if trimmed:
                compound.write_stream(stream_name, bytes(stream))
            return OldWorkbook(file.getvalue() if trimmed else content, scans, encrypted)
    except _DAMAGE as error:
        raise damaged(name) from error


def _scanned(stream: bytearray, name: str, limits: Limits) -> tuple[tuple[Scan, ...], bool, bool]:
    """The scans of all sheets, whether a password protects them, and whether `stream` was trimmed."""
    sheets: list[tuple[int, str]] = []
    scans, trimmed = [], False
    for kind, start, length in _records(stream, 0):
        if kind == _PASSWORD:
            return (), True, False
        if kind == _SHEET and length >= 8:
            sheets.append((struct.unpack_from("<I", stream, start)[0], _title(stream, start + 6, length - 6)))
    for begin, title in sheets[: limits.sheets]:
        found = _sheet_content(stream, begin)
        bounds = bounds_of(found.rows, found.columns, name, title, limits)
        strays = _blanked(stream, found, bounds) if bounds.cuts else ()
        trimmed = trimmed or bool(strays)
        scans.append(Scan(bounds.area, found.faults, frozenset(found.hidden), (), strays))
        check_total(sum(scan.area for scan in scans), name, limits)
    return tuple(scans), False, trimmed


def _title(stream: bytearray, start: int, length: int) -> str:
    """A sheet's name, for messages: BIFF8 says how wide its letters are, BIFF5 writes the code page."""
    count, wide = stream[start], stream[start + 1]
    if wide == 1 and length >= 2 + 2 * count:
        return stream[start + 2 : start + 2 + 2 * count].decode("utf-16-le", "replace")
    text = stream[start + 2 : start + 2 + count] if wide == 0 else stream[start + 1 : start + 1 + count]
    return text.decode("latin-1" if wide == 0 else "gb18030", "replace")


def _records(stream: bytearray, position: int) -> Iterator[tuple[int, int, int]]:
    """(kind, where the content begins, its length) up to the end of the substream, charts inside it left out."""
    depth = 0
    unpack = struct.Struct("<HH").unpack_from
    while position + 4 <= len(stream):
        kind, length = unpack(stream, position)
        position += 4
        if kind in _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, position, length
        position += length


def _sheet_content(stream: bytearray, begin: int) -> _Found:
    found = _Found()
    place = struct.Struct("<HH").unpack_from
    for kind, start, length in _records(stream, begin):
        if kind in _CELLS and length >= 6:
            row, column = place(stream, start)
            last = struct.unpack_from("<H", stream, start + length - 2)[0] if kind == _SEVERAL_NUMBERS else column
            found.rows[row] += 1
            found.columns[last] += 1
            found.places.append((row, last, start - 4))
            code = _error(stream, kind, start, length)
            if code is not None:
                found.faults[row, column] = CellError(ERROR_CODES.get(code, "#N/A"))
        elif kind == _ROW and length >= 16 and stream[start + 12] & 0x20:
            found.hidden.add(place(stream, start)[0] + 1)
    return found


def _error(stream: bytearray, kind: int, start: int, length: int) -> int | None:
    if kind == _BOOL_OR_ERROR and length >= 8 and stream[start + 7]:
        return stream[start + 6]
    if kind == _FORMULA and length >= 14 and stream[start + 12 : start + 14] == b"\xff\xff" and stream[start + 6] == 2:
        return stream[start + 8]
    return None


def _blanked(stream: bytearray, found: _Found, bounds: Bounds) -> tuple[str, ...]:
    """Cells beyond `bounds` made meaningless, and their addresses."""
    strays = []
    for row, column, start in found.places:
        if row > bounds.row or column > bounds.column:
            stream[start : start + 2] = _MEANINGLESS
            strays.append(address(row, column))
            found.faults.pop((row, column), None)
    return tuple(strays)
