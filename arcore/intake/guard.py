"""What a sheet's XML would cost to read, found before a fast reader sees it, and the cells that reader blurs.

The readers allocate the rectangle a sheet spans: one value in the last cell of an otherwise empty sheet kills them.
The scan is byte searches over canonical XML (as Excel writes it) and a tag-by-tag walk over anything else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from arcore.intake.archive import damaged
from arcore.intake.limits import Limits
from arcore.intake.model import CellError
from arcore.messages import Unusable, say

UNCALCULATED = CellError("=")

_ATTRIBUTES = rb"((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)"
_TAG = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])" + _ATTRIBUTES + rb"(/?)>")
_ADDRESS = re.compile(rb"(?<![\w:])r\s*=\s*[\"']\s*([A-Za-z]*)(\d*)\s*[\"']")
_TYPE = re.compile(rb"(?<![\w:])t\s*=\s*[\"'](\w+)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</")
_UNCALCULATED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^<>]*)?/>)\s*(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v(?:\s[^>]*)?>\s*</)"
)
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b" + _ATTRIBUTES + rb"/?>")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_SPARSE_AREA = 1_000_000
_SPARSE_SHARE = 10
_REMOVABLE = 10_000


@dataclass(frozen=True)
class ScannedSheet:
    """`xml` without far-away cells (`strays`, their addresses); `faults` by 0-based (row, column)."""

    xml: bytes
    faults: dict[tuple[int, int], CellError]
    hidden_rows: frozenset[int]
    merged: tuple[tuple[int, int, int, int], ...]
    strays: tuple[str, ...]


@dataclass(frozen=True)
class _Tag:
    """A cell with content: 0-based place, and where its tag and its content begin."""

    row: int
    column: int
    start: int
    content: int
    attributes: bytes


def scan_sheet(xml: bytes, name: str, sheet: str, limits: Limits) -> ScannedSheet:
    """Measure, trim and look for error cells. Raises Unusable when the sheet is damaged or spans too much."""
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in xml[:200]:
        raise damaged(name)
    begin, end = xml.find(b"sheetData"), xml.rfind(b"sheetData")
    if begin < 0:
        return ScannedSheet(xml, {}, frozenset(), (), ())
    merged = tuple(sorted((int(r) - 1, column_number(c), int(r2) - 1, column_number(c2)) for c, r, c2, r2 in _MERGED.findall(xml, end)))
    cells = xml.count(b'<c r="', begin, end)
    canonical = _is_canonical(xml, begin, end, cells)
    strays: tuple[str, ...] = ()
    if not (canonical and _fits(xml, begin, end, cells, limits)):
        xml, strays = _trimmed(xml, begin, end, name, sheet, limits)
        end = xml.rfind(b"sheetData")
    faults = _faults_by_search(xml, begin, end) if canonical else _faults_by_walk(xml, begin, end)
    return ScannedSheet(xml, faults, _hidden_rows(xml, begin, end), merged, strays)


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
    """'A1' for 0-based (0, 0)."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _is_canonical(xml: bytes, begin: int, end: int, cells: int) -> bool:
    """Every cell tag begins `<c r="`: then byte searches see exactly the cells a reader sees."""
    others = xml.count(b"<c", begin, end) - cells
    if others:
        others -= sum(xml.count(tag, begin, end) for tag in (b"<color ", b"<charset ", b"<condense", b"<color/>"))
    return not others and xml.find(b"<!", begin, end) < 0 and xml.find(b":c ", begin, end) < 0


def _fits(xml: bytes, begin: int, end: int, cells: int, limits: Limits) -> bool:
    """Whether no cell lies outside a rectangle that is small, or filled."""
    if not cells:
        return True
    head = re.findall(rb'<c r="([A-Z]{1,3})(\d+)"', xml[begin : begin + 200_000])
    tail = re.findall(rb'<c r="([A-Z]{1,3})(\d+)"', xml[max(begin, end - 50_000) : end])
    if not head or not tail:
        return False
    last_column = max(column_number(letters) for letters, _ in head + tail)
    last_row = max(int(row) for _, row in head + tail)
    area = (last_column + 1) * last_row
    if area > limits.cells or (area > _SPARSE_AREA and area > _SPARSE_SHARE * cells):
        return False
    return not _outside(last_row, last_column).search(xml, begin, end)


def _outside(last_row: int, last_column: int) -> re.Pattern[bytes]:
    """A canonical cell that is not within the first `last_row` rows and columns up to `last_column`."""
    letters = address(0, last_column)[:-1]
    return re.compile(rb'<c r="(?!(?:%s)(?:%s)")' % (_up_to(letters, "A", "Z"), _up_to(str(last_row), "0", "9")))


def _up_to(bound: str, low: str, high: str) -> bytes:
    """Alternatives matching every string of digits (or letters) that does not come after `bound`."""
    span = f"[{low}-{high}]"
    ways = [bound] + [span * length for length in range(1, len(bound))]
    for place, sign in enumerate(bound):
        if sign > low:
            ways.append(f"{bound[:place]}[{low}-{chr(ord(sign) - 1)}]" + span * (len(bound) - place - 1))
    return "|".join(ways).encode()


def _walk(xml: bytes, begin: int, end: int) -> Iterator[_Tag]:
    """Every cell with content, also where addresses are missing and counted instead."""
    row = column = -1
    for tag in _TAG.finditer(xml, begin, end):
        attributes = tag[2]
        found = _ADDRESS.search(attributes) if b"r" in attributes else None
        if tag[1] == b"row":
            row, column = (int(found[2]) - 1 if found and found[2] else row + 1), -1
            continue
        column += 1
        if found and found[1] and found[2]:
            row, column = int(found[2]) - 1, column_number(found[1])
        if not tag[3]:
            yield _Tag(max(row, 0), column, tag.start(), tag.end(), attributes)


def _trimmed(xml: bytes, begin: int, end: int, name: str, sheet: str, limits: Limits) -> tuple[bytes, tuple[str, ...]]:
    """The XML without cells that lie beyond a wide empty stretch, and their addresses."""
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for cell in _walk(xml, begin, end):
        rows[cell.row] += 1
        columns[cell.column] += 1
    if not rows:
        return xml, ()
    area = (max(rows) + 1) * (max(columns) + 1)
    if area <= _SPARSE_AREA or (area <= limits.cells and area <= _SPARSE_SHARE * rows.total()):
        return xml, ()
    last_row, last_column = _before_gap(rows, limits.blank_rows), _before_gap(columns, limits.blank_columns)
    far = sum(n for row, n in rows.items() if row > last_row) + sum(n for column, n in columns.items() if column > last_column)
    if (last_row + 1) * (last_column + 1) > limits.cells or far > _REMOVABLE:
        raise Unusable(
            say(
                "{file}, sheet {sheet}: cells are scattered over {rows} rows and {columns} columns; at most {limit} cells are read. "
                "Delete what lies outside the table and save again.",
                file=name,
                sheet=sheet,
                rows=max(rows) + 1,
                columns=max(columns) + 1,
                limit=limits.cells,
            )
        )
    return _without(xml, begin, end, last_row, last_column)


def _before_gap(filled: Counter[int], gap: int) -> int:
    """The last filled place before a stretch of more than `gap` empty ones."""
    last = 0
    for place in sorted(filled):
        if place - last > gap:
            break
        last = place
    return last


def _without(xml: bytes, begin: int, end: int, last_row: int, last_column: int) -> tuple[bytes, tuple[str, ...]]:
    kept, strays, position = [], [], 0
    for cell in _walk(xml, begin, end):
        if cell.row > last_row or cell.column > last_column:
            close = re.compile(rb"</(?:\w+:)?c\s*>").search(xml, cell.content, end)
            kept.append(xml[position : cell.start])
            position = close.end() if close else end
            strays.append(address(cell.row, cell.column))
    return b"".join([*kept, xml[position:]]), tuple(strays)


def _faults_by_search(xml: bytes, begin: int, end: int) -> dict[tuple[int, int], CellError]:
    faults: dict[tuple[int, int], CellError] = {}
    position = xml.find(b't="e"', begin, end)
    while position >= 0:
        found = _tag_around(xml, begin, position)
        if found:
            value = _VALUE.search(xml, found.content, found.content + 4000)
            faults[found.row, found.column] = CellError(value[1].decode("ascii", "replace").strip() if value else "#N/A")
        position = xml.find(b't="e"', position + 1, end)
    if xml.find(b"<f", begin, end) >= 0:
        for formula in _UNCALCULATED.finditer(xml, begin, end):
            found = _tag_around(xml, begin, formula.start(), inside=False)
            if found and not _is_text(found):
                faults[found.row, found.column] = UNCALCULATED
    return faults


def _tag_around(xml: bytes, begin: int, position: int, *, inside: bool = True) -> _Tag | None:
    """The cell whose tag (or, not `inside`, whose content) holds `position`."""
    start = xml.rfind(b"<c ", begin, position)
    tag = _TAG.match(xml, start) if start >= 0 else None
    found = _ADDRESS.search(tag[2]) if tag else None
    if not tag or not found or not found[1] or not found[2] or (inside and tag.end() < position):
        return None
    return _Tag(int(found[2]) - 1, column_number(found[1]), start, tag.end(), tag[2])


def _faults_by_walk(xml: bytes, begin: int, end: int) -> dict[tuple[int, int], CellError]:
    faults: dict[tuple[int, int], CellError] = {}
    close = re.compile(rb"</(?:\w+:)?c\s*>")
    for cell in _walk(xml, begin, end):
        kind = _TYPE.search(cell.attributes)
        if kind and kind[1] == b"e":
            value = _VALUE.search(xml, cell.content, cell.content + 4000)
            faults[cell.row, cell.column] = CellError(value[1].decode("ascii", "replace").strip() if value else "#N/A")
        elif b"f" in xml[cell.content : cell.content + 40] and not _is_text(cell):
            ended = close.search(xml, cell.content, end)
            if ended and _UNCALCULATED.search(xml, cell.content, ended.end()):
                faults[cell.row, cell.column] = UNCALCULATED
    return faults


def _is_text(cell: _Tag) -> bool:
    """A formula of type text whose value is empty was calculated: its result is the empty text."""
    kind = _TYPE.search(cell.attributes)
    return bool(kind and kind[1] == b"str")


def _hidden_rows(xml: bytes, begin: int, end: int) -> frozenset[int]:
    hidden: set[int] = set()
    position = xml.find(b"hidden", begin, end)
    while position >= 0:
        start = xml.rfind(b"<", begin, position)
        row = _HIDDEN_ROW.match(xml, start) if start >= 0 else None
        if row and row.end() > position and re.search(rb"\shidden\s*=\s*[\"'](1|true)[\"']", row[1]):
            number = _ADDRESS.search(row[1])
            if number and number[2]:
                hidden.add(int(number[2]))
        position = xml.find(b"hidden", position + 1, end)
    return frozenset(hidden)
