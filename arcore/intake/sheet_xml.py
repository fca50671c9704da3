"""The XML of one xlsx sheet, measured before a reader sees it: its bounds, error cells, hidden rows and merged ranges.

Byte searches over XML as Excel writes it, a tag-by-tag walk over anything else: the walk may see more cells than a
reader does (in comments, say), never fewer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from arcore.intake.archive import damaged
from arcore.intake.guard import UNCALCULATED, Bounds, Scan, address, bounds_of, column_number, is_sparse
from arcore.intake.limits import Limits
from arcore.intake.model import CellError

READER_KNOWS = {b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"}
"""Newer error values (#SPILL!, #CALC!…) make the reader give up on the whole sheet, so it is shown #N/A instead."""

_ATTRIBUTES = rb"([^>\"']{0,300}+(?:\"[^\"]{0,300}+\"[^>\"']{0,300}+|'[^']{0,300}+'[^>\"']{0,300}+){0,40}+)"
_NAME = rb"<(?:[^\s<>/:=\"']{1,50}:)?"
_START = re.compile(_NAME + rb"(?:row|c)(?=[\s/>])")
_TAG = re.compile(_NAME + rb"(row|c)(?=[\s/>])" + _ATTRIBUTES + rb">")
_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_ADDRESS = re.compile(rb"(?<![\w:])r\s*=\s*[\"']\s*([A-Za-z]*)(\d*)\s*[\"']")
_PLACE = re.compile(rb"[\"']([A-Za-z]*)(\d*)[\"']")
_TYPE = re.compile(rb"(?<![\w:])t\s*=\s*[\"'](\w+)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</")
_UNCALCULATED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^<>]*)?/>)\s*(?:</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v(?:\s[^>]*)?>\s*</)"
)
_CELL_END = re.compile(rb"</(?:\w+:)?c\s*>")
_ANY_CELL = re.compile(rb"<c[\s/>]")
_PLAIN = rb'(?: (?:s|t|cm|vm|ph)="\w*")*+'
_ANY_ADDRESS = re.compile(rb"<c" + _PLAIN + rb' r="([A-Z]{1,3})(\d{1,7})"' + _PLAIN + rb" ?/?>")
_CELL_ADDRESS = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_ROW_TAG = re.compile(rb"<(?:\w+:)?row\b" + _ATTRIBUTES + rb">")
_HIDDEN = re.compile(rb"\shidden\s*=\s*[\"'](1|true)[\"']")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_BYTES_A_CELL = 10
_TAG_BYTES, _FORMULA_BYTES = 1_000, 50_000
_FOREIGN_CELL = re.compile(rb"<[^\s<>/:]{1,50}:c[\s/>]")
_PREFIX = re.compile(rb"<(\w+):worksheet\b")

Places = dict[tuple[int, int], CellError]


class _Cell(NamedTuple):
    """A cell with content: 0-based place, and where its tag and its content begin."""

    row: int
    column: int
    start: int
    content: int
    attributes: bytes


def scan_sheet(xml: bytes, name: str, sheet: str, limits: Limits) -> tuple[bytes, Scan]:
    """The XML as it is safe to read, and what was found in it. Raises Unusable when damaged or spanning too much."""
    try:
        return _scanned(xml, name, sheet, limits)
    except ValueError as error:
        raise damaged(name) from error


def _scanned(xml: bytes, name: str, sheet: str, limits: Limits) -> tuple[bytes, Scan]:
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in xml[:200]:
        raise damaged(name)
    xml = _without_prefix(xml)
    begin, end = xml.find(b"sheetData"), xml.rfind(b"sheetData")
    if begin < 0:
        return xml, Scan()
    strays: tuple[str, ...] = ()
    suspects: Iterable[_Cell]
    bounds = _bounds_by_search(xml, begin, end, limits)
    if bounds is not None:
        suspects = _suspects(xml, begin, end)
    else:
        rows, columns, suspects = _walked(xml, begin, end)
        bounds = bounds_of(rows, columns, name, sheet, limits)
        if bounds.cuts:
            xml, strays = _without(xml, begin, end, bounds)
            end = xml.rfind(b"sheetData")
            suspects = _walk(xml, begin, end)
    faults, unreadable = _faults(xml, suspects, end)
    scan = Scan(bounds.area, faults, _hidden_rows(xml, begin, end), _merged(xml, end), strays)
    return _replaced(xml, unreadable, b"#N/A"), scan


def _without_prefix(xml: bytes) -> bytes:
    """`<x:c>` as `<c>`: some systems put every tag behind a prefix."""
    found = _PREFIX.search(xml, 0, 4000)
    if not found:
        return xml
    prefix = found[1]
    return xml.replace(b"<" + prefix + b":", b"<").replace(b"</" + prefix + b":", b"</").replace(b"xmlns:" + prefix + b"=", b"xmlns=", 1)


def _bounds_by_search(xml: bytes, begin: int, end: int, limits: Limits) -> Bounds | None:
    """The rectangle the cells span, if it is small or filled and every cell says where it stands; else None."""
    if xml.find(b"<c", begin, end) < 0:
        return Bounds(-1, -1, False)
    if _has(xml, b"!", b"<!", begin, end) or (_has(xml, b":", b":c", begin, end) and _FOREIGN_CELL.search(xml, begin, end)):
        return None
    sample = _CELL_ADDRESS.findall(xml, begin, begin + 200_000) + _CELL_ADDRESS.findall(xml, max(begin, end - 50_000), end)
    bounds = _spanned(sample)
    if _is_acceptable(bounds, begin, end, limits) and not _outside(bounds, limits).search(xml, begin, end):
        return bounds
    places = _ANY_ADDRESS.findall(xml, begin, end)
    bounds = _spanned(places)
    stated = len(places) == sum(1 for _ in _ANY_CELL.finditer(xml, begin, end))
    return bounds if stated and _is_acceptable(bounds, begin, end, limits) else None


def _spanned(places: list[tuple[bytes, bytes]]) -> Bounds:
    """The rectangle of (letters, digits)."""
    rows, columns = {digits for _, digits in places}, {letters for letters, _ in places}
    return Bounds(max(map(int, rows), default=0) - 1, max(map(column_number, columns), default=-1), False)


def _is_acceptable(bounds: Bounds, begin: int, end: int, limits: Limits) -> bool:
    return bounds.row >= 0 and bounds.area <= limits.cells and not is_sparse(bounds.area, (end - begin) // _BYTES_A_CELL)


def _outside(bounds: Bounds, limits: Limits) -> re.Pattern[bytes]:
    """A cell not written as Excel does, or beyond `bounds`: its row counted in digits only, where that is enough."""
    digits = len(str(bounds.row + 1))
    roughly = (10**digits - 1) * (bounds.column + 1) <= limits.cells
    rows = rb"\d{1,%d}" % digits if roughly else _up_to(str(bounds.row + 1), "0", "9")
    return re.compile(
        rb'<c(?! r="(?:%s)(?:%s)"%s ?/?>|olor|harset|ondense)' % (_up_to(address(0, bounds.column)[:-1], "A", "Z"), rows, _PLAIN)
    )


def _has(xml: bytes, rare: bytes, text: bytes, begin: int, end: int) -> bool:
    """Whether `text` occurs; `rare` is one of its letters, which is found ten times as fast when it does not."""
    return xml.find(rare, begin, end) >= 0 and xml.find(text, begin, end) >= 0


def _up_to(bound: str, low: str, high: str) -> bytes:
    """Alternatives matching every string of digits (or letters) that does not come after `bound`."""
    span = f"[{low}-{high}]"
    ways = [bound] + [span * length for length in range(1, len(bound))]
    for place, sign in enumerate(bound):
        if sign > low:
            ways.append(f"{bound[:place]}[{low}-{chr(ord(sign) - 1)}]" + span * (len(bound) - place - 1))
    return "|".join(ways).encode()


def _walk(xml: bytes, begin: int, end: int) -> Iterator[_Cell]:
    """Every cell with content; where addresses are missing, counted as the reader counts.

    Raises ValueError for a tag that is not closed, or longer than any program writes.
    """
    row, column, tags = -1, 0, 0
    for tag in _TAG.finditer(xml, begin, end):
        tags += 1
        kind, attributes = tag.groups()
        letters, digits = _address(attributes)
        if kind == b"row":
            row, column = (int(digits) - 1 if digits else row + 1), 0
            continue
        at = max(row, 0)
        if letters and digits:
            at, column = int(digits) - 1, column_number(letters)
        content = tag.end()
        if not attributes.endswith(b"/") and xml[content : content + 2] != b"</":
            yield _Cell(at, column, tag.start(), content, attributes)
        column += 1
    if tags < sum(1 for _ in _START.finditer(xml, begin, end)):
        raise ValueError("a tag without end")


def _address(attributes: bytes) -> tuple[bytes, bytes]:
    """(letters, digits) of the attribute r. Raises ValueError where readers could disagree: r twice, or stray signs."""
    stated = [value for key, value in _ATTRIBUTE.findall(attributes) if key == b"r"]
    if len(stated) > 1 or _ATTRIBUTE.sub(b"", attributes).strip(b" \t\r\n/"):
        raise ValueError("ambiguous attributes")
    found = _PLACE.fullmatch(stated[0]) if stated else None
    if stated and not found:
        raise ValueError("no address")
    return (found[1], found[2]) if found else (b"", b"")


def _walked(xml: bytes, begin: int, end: int) -> tuple[Counter[int], Counter[int], list[_Cell]]:
    """How many cells with content each row and each column has, and those that may hold no value."""
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    suspects = []
    for cell in _walk(xml, begin, end):
        rows[cell.row] += 1
        columns[cell.column] += 1
        if b"t" in cell.attributes or xml[cell.content : cell.content + 2] != b"<v":
            suspects.append(cell)
    return rows, columns, suspects


def _without(xml: bytes, begin: int, end: int, bounds: Bounds) -> tuple[bytes, tuple[str, ...]]:
    """The XML without cells beyond `bounds`, and their addresses."""
    far = [cell for cell in _walk(xml, begin, end) if cell.row > bounds.row or cell.column > bounds.column]
    spans = [(cell.start, _end_of(xml, cell, end)) for cell in far]
    return _replaced(xml, spans, b""), tuple(address(cell.row, cell.column) for cell in far)


def _end_of(xml: bytes, cell: _Cell, end: int) -> int:
    """Where the cell is closed. Raises ValueError when it is not."""
    closed = _CELL_END.search(xml, cell.content, end)
    if not closed:
        raise ValueError("a cell without end")
    return closed.end()


def _replaced(xml: bytes, spans: Iterable[tuple[int, int]], text: bytes) -> bytes:
    """`xml` with `text` in place of each of the ascending `spans`."""
    kept, position = [], 0
    for start, end in spans:
        kept += [xml[position:start], text]
        position = end
    return b"".join([*kept, xml[position:]]) if kept else xml


def _suspects(xml: bytes, begin: int, end: int) -> Iterator[_Cell]:
    """Cells that say they hold an error, then cells whose formula has no value."""
    position = xml.find(b't="e"', begin, end)
    while position >= 0:
        cell = _cell_before(xml, max(begin, position - _TAG_BYTES), position)
        if cell and cell.content > position:
            yield cell
        position = xml.find(b't="e"', position + 1, end)
    if _has(xml, b"f", b"<f", begin, end):
        for formula in _UNCALCULATED.finditer(xml, begin, end):
            cell = _cell_before(xml, max(begin, formula.start() - _FORMULA_BYTES), formula.start())
            if cell:
                yield cell


def _cell_before(xml: bytes, begin: int, position: int) -> _Cell | None:
    start = xml.rfind(b"<c ", begin, position)
    tag = _TAG.match(xml, start) if start >= 0 else None
    found = _ADDRESS.search(tag[2]) if tag else None
    if not tag or not found or not found[1] or not found[2]:
        return None
    return _Cell(int(found[2]) - 1, column_number(found[1]), start, tag.end(), tag[2])


def _faults(xml: bytes, cells: Iterable[_Cell], end: int) -> tuple[Places, list[tuple[int, int]]]:
    """Error values and formulas without value among `cells`, and where error values stand that the reader does not know.

    A formula of type text without value was calculated: its result is the empty text.
    """
    faults: Places = {}
    unreadable = []
    for cell in cells:
        found = _TYPE.search(cell.attributes) if b"t" in cell.attributes else None
        kind = found[1] if found else b""
        if kind != b"e" and (kind == b"str" or b"f" not in xml[cell.content : cell.content + 40]):
            continue
        until = _end_of(xml, cell, end)
        value = _VALUE.search(xml, cell.content, until)
        if kind == b"e":
            code = value[1].strip() if value else b""
            faults[cell.row, cell.column] = CellError(code.decode("ascii", "replace") or "#N/A")
            if value and code not in READER_KNOWS:
                unreadable.append(value.span(1))
        elif _UNCALCULATED.search(xml, cell.content, until):
            faults[cell.row, cell.column] = UNCALCULATED
    return faults, sorted(unreadable)


def _hidden_rows(xml: bytes, begin: int, end: int) -> frozenset[int]:
    hidden: set[int] = set()
    position = xml.find(b"hidden", begin, end) if _has(xml, b"h", b"hidden", begin, end) else -1
    while position >= 0:
        start = xml.rfind(b"<", max(begin, position - _TAG_BYTES), position)
        row = _ROW_TAG.match(xml, start) if start >= 0 else None
        number = _ADDRESS.search(row[1]) if row and row.end() > position and _HIDDEN.search(row[1]) else None
        if number and number[2]:
            hidden.add(int(number[2]))
        position = xml.find(b"hidden", position + 1, end)
    return frozenset(hidden)


def _merged(xml: bytes, end: int) -> tuple[tuple[int, int, int, int], ...]:
    """Merged ranges, which follow the cells."""
    return tuple((int(r) - 1, column_number(c), int(r2) - 1, column_number(c2)) for c, r, c2, r2 in _MERGED.findall(xml, end))
