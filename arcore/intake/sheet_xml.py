"""The XML of one xlsx sheet, measured before a reader sees it: its bounds, error cells, hidden rows and merged ranges.

Byte searches over canonical XML (as Excel writes it), a tag-by-tag walk over anything else: the walk may see more
cells than a reader does (in comments, say), never fewer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from arcore.intake.archive import damaged
from arcore.intake.guard import UNCALCULATED, Bounds, Scan, address, bounds_of, column_number, is_sparse
from arcore.intake.limits import Limits
from arcore.intake.model import CellError

_ATTRIBUTES = rb"((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)"
_TAG = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])" + _ATTRIBUTES + rb"(/?)>")
_ADDRESS = re.compile(rb"(?<![\w:])r\s*=\s*[\"']\s*([A-Za-z]*)(\d*)\s*[\"']")
_TYPE = re.compile(rb"(?<![\w:])t\s*=\s*[\"'](\w+)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</")
_UNCALCULATED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^<>]*)?/>)\s*(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v(?:\s[^>]*)?>\s*</)"
)
_CELL_END = re.compile(rb"</(?:\w+:)?c\s*>")
_CANONICAL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b" + _ATTRIBUTES + rb"/?>")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")


@dataclass(frozen=True)
class _Tag:
    """A cell with content: 0-based place, and where its tag and its content begin."""

    row: int
    column: int
    start: int
    content: int
    attributes: bytes


def scan_sheet(xml: bytes, name: str, sheet: str, limits: Limits) -> tuple[bytes, Scan]:
    """The XML without far-away cells, and what was found in it. Raises Unusable when damaged or spanning too much."""
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in xml[:200]:
        raise damaged(name)
    begin, end = xml.find(b"sheetData"), xml.rfind(b"sheetData")
    if begin < 0:
        return xml, Scan()
    cells = xml.count(b'<c r="', begin, end)
    canonical = _is_canonical(xml, begin, end, cells)
    bounds = _quick_bounds(xml, begin, end, cells, limits) if canonical else None
    strays: tuple[str, ...] = ()
    if bounds is None:
        rows, columns = _filled(xml, begin, end)
        bounds = bounds_of(rows, columns, name, sheet, limits)
        if bounds.cuts:
            xml, strays = _without(xml, begin, end, bounds)
            end = xml.rfind(b"sheetData")
    faults = _faults_by_search(xml, begin, end) if canonical else _faults_by_walk(xml, begin, end)
    return xml, Scan(bounds.area, faults, _hidden_rows(xml, begin, end), _merged(xml, end), strays)


def _is_canonical(xml: bytes, begin: int, end: int, cells: int) -> bool:
    """Every cell tag begins `<c r="`: then byte searches see exactly the cells a reader sees."""
    others = xml.count(b"<c", begin, end) - cells
    if others:
        others -= sum(xml.count(tag, begin, end) for tag in (b"<color ", b"<charset ", b"<condense", b"<color/>"))
    return not others and xml.find(b"<!", begin, end) < 0 and xml.find(b":c ", begin, end) < 0


def _quick_bounds(xml: bytes, begin: int, end: int, cells: int, limits: Limits) -> Bounds | None:
    """The rectangle its first and last cells span, if that is small or filled and no cell lies outside; else None."""
    if not cells:
        return Bounds(-1, -1, False)
    sample = _CANONICAL.findall(xml, begin, begin + 200_000) + _CANONICAL.findall(xml, max(begin, end - 50_000), end)
    if not sample:
        return None
    bounds = Bounds(max(int(row) for _, row in sample) - 1, max(column_number(letters) for letters, _ in sample), False)
    if bounds.area > limits.cells or is_sparse(bounds.area, cells) or _outside(bounds).search(xml, begin, end):
        return None
    return bounds


def _outside(bounds: Bounds) -> re.Pattern[bytes]:
    """A canonical cell beyond `bounds`."""
    letters = address(0, bounds.column)[:-1]
    return re.compile(rb'<c r="(?!(?:%s)(?:%s)")' % (_up_to(letters, "A", "Z"), _up_to(str(bounds.row + 1), "0", "9")))


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
        if not tag[3] and xml[tag.end() : tag.end() + 2] != b"</":
            yield _Tag(max(row, 0), column, tag.start(), tag.end(), attributes)


def _filled(xml: bytes, begin: int, end: int) -> tuple[Counter[int], Counter[int]]:
    """How many cells with content each row and each column has."""
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for cell in _walk(xml, begin, end):
        rows[cell.row] += 1
        columns[cell.column] += 1
    return rows, columns


def _without(xml: bytes, begin: int, end: int, bounds: Bounds) -> tuple[bytes, tuple[str, ...]]:
    """The XML without cells beyond `bounds`, and their addresses."""
    kept, strays, position = [], [], 0
    for cell in _walk(xml, begin, end):
        if cell.row > bounds.row or cell.column > bounds.column:
            close = _CELL_END.search(xml, cell.content, end)
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
    for cell in _walk(xml, begin, end):
        kind = _TYPE.search(cell.attributes)
        if kind and kind[1] == b"e":
            value = _VALUE.search(xml, cell.content, cell.content + 4000)
            faults[cell.row, cell.column] = CellError(value[1].decode("ascii", "replace").strip() if value else "#N/A")
        elif b"f" in xml[cell.content : cell.content + 40] and not _is_text(cell):
            ended = _CELL_END.search(xml, cell.content, end)
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


def _merged(xml: bytes, end: int) -> tuple[tuple[int, int, int, int], ...]:
    """Merged ranges, which follow the cells."""
    return tuple((int(r) - 1, column_number(c), int(r2) - 1, column_number(c2)) for c, r, c2, r2 in _MERGED.findall(xml, end))
