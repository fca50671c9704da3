"""The records of an old workbook (xls, BIFF5 to BIFF8), copied into a fresh file that is safe to read.

Cells far away, stated sizes and whatever else a reader would trust become records of no meaning; error values and
hidden rows are found on the way.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from arcore.intake.archive import damaged
from arcore.intake.compound import compound_file, workbook_stream
from arcore.intake.guard import Scan, address, bounds_of, check_total
from arcore.intake.limits import Limits
from arcore.intake.model import CellError
from arcore.messages import Unusable, say

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

_BOF, _EOF, _CONTINUE, _SHEET, _PASSWORD, _STRINGS, _ROW = 0x0809, 0x0A, 0x3C, 0x85, 0x2F, 0xFC, 0x208
_BOOL_OR_ERROR, _FORMULA, _SEVERAL_NUMBERS, _FORMULA_TEXT = 0x205, 0x06, 0xBD, 0x207
_CELLS = frozenset({_FORMULA, _SEVERAL_NUMBERS, 0xD6, 0xFD, 0x203, 0x204, _BOOL_OR_ERROR, _FORMULA_TEXT, 0x27E})
_KEPT_GLOBALS = frozenset({_BOF, _CONTINUE, _SHEET, _STRINGS, 0x22, 0x42, 0xE0, 0x41E})
_KEPT_IN_SHEETS = _CELLS | {_BOF, _CONTINUE, 0xE5}
_MEANINGLESS = b"\xff\x0f"
_HEAD = struct.Struct("<HH")
_SMALLEST_TEXT = 3


@dataclass(frozen=True)
class OldWorkbook:
    """`content` is safe to read; `scans` in the order of the sheets, chart and macro sheets included."""

    content: bytes
    scans: tuple[Scan, ...]
    encrypted: bool = False


@dataclass
class _Found:
    rows: Counter[int] = field(default_factory=Counter)
    columns: Counter[int] = field(default_factory=Counter)
    faults: dict[tuple[int, int], CellError] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)


def guarded_xls(content: bytes, name: str, limits: Limits) -> OldWorkbook:
    """Measured, trimmed and put into a new container. Raises Unusable when damaged or spanning too much."""
    stream = bytearray(workbook_stream(content, name))
    if _HEAD.unpack_from(stream)[0] != _BOF:
        raise Unusable(say("{file} was written by Excel 4 or older. Open it in Excel or WPS and save it as xlsx.", file=name))
    try:
        return _rebuilt(stream, name, limits)
    except (struct.error, IndexError) as error:
        raise damaged(name) from error


def _rebuilt(stream: bytearray, name: str, limits: Limits) -> OldWorkbook:
    sheets: list[tuple[int, int, str]] = []
    end = 0
    for kind, start, length in _records(stream, 0):
        end = start + length
        if kind == _PASSWORD:
            return OldWorkbook(b"", (), True)
        if kind == _SHEET and length >= 8:
            sheets.append((start, struct.unpack_from("<I", stream, start)[0], _title(stream, start + 6, length - 6)))
        if kind == _STRINGS:
            _check_strings(stream, start, name)
        if kind not in _KEPT_GLOBALS and kind != _EOF:
            stream[start - 4 : start - 2] = _MEANINGLESS
    scans, pieces, written = [], [stream[:end]], end
    for place, begin, title in sheets[: limits.sheets + 1]:
        scan, until = _scanned(stream, begin, name, title, limits)
        scans.append(scan)
        check_total(sum(scan.area for scan in scans), name, limits)
        struct.pack_into("<I", pieces[0], place, written)
        pieces.append(stream[begin:until])
        written += until - begin
        if written > 2 * len(stream):
            raise damaged(name)
    return OldWorkbook(compound_file(b"".join(pieces)), tuple(scans))


def _records(stream: bytearray, position: int) -> Iterator[tuple[int, int, int]]:
    """(kind, where the content begins, its length) to the end of the substream, itself included; charts inside are blanked."""
    depth = 0
    size = len(stream)
    while position + 4 <= size:
        kind, length = _HEAD.unpack_from(stream, position)
        position += 4
        depth += kind == _BOF
        if depth <= 1:
            yield kind, position, min(length, size - position)
        else:
            stream[position - 4 : position - 2] = _MEANINGLESS
        depth -= kind == _EOF
        if kind == _EOF and depth <= 0:
            return
        position += length


def _scanned(stream: bytearray, begin: int, name: str, title: str, limits: Limits) -> tuple[Scan, int]:
    """What a sheet holds, and where it ends; records a reader should not see are blanked."""
    found = _Found()
    end = begin
    for kind, start, length in _records(stream, begin):
        end = start + length
        if kind in _CELLS:
            if kind != _FORMULA_TEXT and length >= 6:
                _note(stream, kind, start, length, found)
        elif kind == _ROW and length >= 16 and stream[start + 12] & 0x20:
            found.hidden.add(_HEAD.unpack_from(stream, start)[0] + 1)
        if kind not in _KEPT_IN_SHEETS and kind != _EOF:
            stream[start - 4 : start - 2] = _MEANINGLESS
    bounds = bounds_of(found.rows, found.columns, name, title, limits)
    strays = _blanked(stream, begin, bounds.row, bounds.column, found) if bounds.cuts else ()
    return Scan(bounds.area, found.faults, frozenset(found.hidden), (), strays), end


def _note(stream: bytearray, kind: int, start: int, length: int, found: _Found) -> None:
    row, column = _HEAD.unpack_from(stream, start)
    found.rows[row] += 1
    found.columns[column if kind != _SEVERAL_NUMBERS else column + max(0, (length - 6) // 6 - 1)] += 1
    code = None
    if kind == _BOOL_OR_ERROR and length >= 8 and stream[start + 7]:
        code = stream[start + 6]
    elif kind == _FORMULA and length >= 14 and stream[start + 12 : start + 14] == b"\xff\xff" and stream[start + 6] == 2:
        code = stream[start + 8]
    if code is not None:
        found.faults[row, column] = CellError(ERROR_CODES.get(code, "#N/A"))


def _blanked(stream: bytearray, begin: int, last_row: int, last_column: int, found: _Found) -> tuple[str, ...]:
    """Cells beyond the bounds made meaningless, with the text that follows a formula; their addresses."""
    strays = []
    far = False
    for kind, start, length in _records(stream, begin):
        if kind not in _CELLS or length < 4:
            continue
        if kind != _FORMULA_TEXT:
            row, column = _HEAD.unpack_from(stream, start)
            far = row > last_row or column > last_column
            if far:
                strays.append(address(row, column))
                found.faults.pop((row, column), None)
        if far:
            stream[start - 4 : start - 2] = _MEANINGLESS
    return tuple(strays)


def _check_strings(stream: bytearray, start: int, name: str) -> None:
    """The table of texts states its own length, which a reader reserves: it cannot hold more texts than the file has bytes for."""
    stated = struct.unpack_from("<i", stream, start + 4)[0]
    if not 0 <= stated <= (len(stream) - start) // _SMALLEST_TEXT:
        raise damaged(name)


def _title(stream: bytearray, start: int, length: int) -> str:
    """A sheet's name, for messages: BIFF8 says how wide its letters are, BIFF5 writes the code page."""
    count, wide = stream[start], stream[start + 1]
    if wide == 1 and length >= 2 + 2 * count:
        return stream[start + 2 : start + 2 + 2 * count].decode("utf-16-le", "replace")
    text = stream[start + 2 : start + 2 + count] if wide == 0 else stream[start + 1 : start + 1 + count]
    return text.decode("latin-1" if wide == 0 else "gb18030", "replace")
