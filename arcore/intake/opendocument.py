"""OpenDocument spreadsheets (ods, and flat fods): repeats are expanded only within the limits, error cells kept apart."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator

from lxml import etree

from arcore.intake.archive import damaged, member_name, open_archive, unpack
from arcore.intake.encrypted_odf import WHOLE_PACKAGE, locks_of, unlocked
from arcore.intake.guard import UNCALCULATED, check_total, clipped, strays_note
from arcore.intake.limits import Limits
from arcore.intake.model import Cell, CellError, Sheet, Workbook
from arcore.intake.package import refuse_entities
from arcore.intake.placed_rows import PlacedRows
from arcore.intake.values import moment, number
from arcore.messages import Message

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT, _STYLE = f"{{{_NS}table:1.0}}", f"{{{_NS}office:1.0}}", f"{{{_NS}text:1.0}}", f"{{{_NS}style:1.0}}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?|Err:\d{3}")
_DURATION = re.compile(r"(-?)PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_HIDDEN = ("collapse", "filter")


def read_ods(content: bytes, name: str, limits: Limits, password: str | None = None) -> Workbook:
    """All tables as sheets. Raises Unusable when damaged or too large, PasswordNeeded when protected."""
    parts = {}
    with open_archive(content, name, limits) as archive:
        for entry in archive.infolist():
            path = member_name(entry)
            if path in ("content.xml", WHOLE_PACKAGE, "META-INF/manifest.xml"):
                parts[path] = unpack(archive, entry, name, limits)
    locks = locks_of(parts["META-INF/manifest.xml"], name) if "META-INF/manifest.xml" in parts else {}
    if WHOLE_PACKAGE in locks and WHOLE_PACKAGE in parts:
        return read_ods(unlocked(parts[WHOLE_PACKAGE], locks[WHOLE_PACKAGE], name, password, limits), name, limits)
    if "content.xml" not in parts:
        raise damaged(name)
    body = parts["content.xml"]
    if "content.xml" in locks:
        body = unlocked(body, locks["content.xml"], name, password, limits)
    return read_flat(body, name, limits, "ods")


def read_flat(content: bytes, name: str, limits: Limits, format_name: str = "fods") -> Workbook:
    """The tables of a content document. Raises Unusable."""
    refuse_entities(content, name)
    sheets: list[Sheet] = []
    notes: list[Message] = []
    try:
        for sheet, strays in _sheets(content, name, limits):
            sheets.append(sheet)
            notes += strays_note(name, sheet.name, strays)
            check_total(sum(len(row) for row in sheet.rows), name, limits)
    except (etree.LxmlError, ValueError) as error:
        raise damaged(name) from error
    if not sheets:
        raise damaged(name)
    return Workbook(name, format_name, tuple(sheets), tuple(notes))


def _sheets(content: bytes, name: str, limits: Limits) -> Iterator[tuple[Sheet, tuple[str, ...]]]:
    """Each table when its end is reached; rows are forgotten as they are read."""
    hidden_styles: set[str] = set()
    depth = 0
    events = etree.iterparse(
        io.BytesIO(content),
        events=("start", "end"),
        tag=(f"{_TABLE}table", f"{_TABLE}table-row", f"{_STYLE}style"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    reading: _Reading | None = None
    for event, element in events:
        if element.tag == f"{_STYLE}style":
            if event == "end" and element.find(f"{_STYLE}table-properties[@{_TABLE}display='false']") is not None:
                hidden_styles.add(element.get(f"{_STYLE}name", ""))
        elif element.tag == f"{_TABLE}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                reading = _Reading(element.get(f"{_TABLE}name", ""), element.get(f"{_TABLE}style-name") in hidden_styles, name, limits)
            elif depth == 0 and reading:
                yield reading.sheet(), reading.placed.strays
                element.clear()
                reading = None
        elif event == "end" and depth == 1 and reading:
            reading.add(element)
            element.clear()


class _Reading:
    """One table while its rows pass by."""

    def __init__(self, title: str, hidden: bool, name: str, limits: Limits) -> None:
        self.title, self.hidden, self.limits = title, hidden, limits
        self.placed = PlacedRows(name, title, limits)
        self.row = 0
        self.hidden_rows: set[int] = set()
        self.merged: list[tuple[int, int, int, int]] = []
        self.currencies: dict[tuple[int, int], str] = {}

    def add(self, element: etree._Element) -> None:
        """Take one `table-row` with its repeats."""
        repeated = _count(element, "number-rows-repeated")
        cells: list[Cell] = []
        blank = 0
        for cell in element.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            times = _count(cell, "number-columns-repeated")
            value = _value(cell)
            self._merge(cell, len(cells) + blank)
            if value is None:
                blank += times
                continue
            if len(cells) + blank + times > self.limits.columns:
                raise self.placed.too_large()
            cells += [None] * blank + [value] * times
            if (code := cell.get(f"{_OFFICE}currency")) and repeated == 1:
                self.currencies |= {(self.row, len(cells) - 1 - n): code for n in range(times)}
            blank = 0
        if element.get(f"{_TABLE}visibility") in _HIDDEN and repeated < 100_000:
            self.hidden_rows.update(range(self.row + 1, self.row + repeated + 1))
        self.placed.place_row(self.row, cells, repeated)
        self.row += repeated

    def sheet(self) -> Sheet:
        """The table as read."""
        rows = self.placed.rows()
        return Sheet(
            self.title,
            rows,
            self.hidden,
            frozenset(row for row in self.hidden_rows if row <= len(rows)),
            clipped(self.merged, rows),
            self.currencies,
        )

    def _merge(self, cell: etree._Element, column: int) -> None:
        wide, high = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
        if wide * high > 1:
            self.merged.append((self.row, column, self.row + high - 1, column + wide - 1))


def _count(element: etree._Element, attribute: str) -> int:
    text = element.get(f"{_TABLE}{attribute}", "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _value(cell: etree._Element) -> Cell:
    kind = cell.get(f"{_OFFICE}value-type")
    formula = cell.get(f"{_TABLE}formula") is not None
    if kind is None:
        return UNCALCULATED if formula else _text(cell)
    if kind in ("float", "percentage", "currency"):
        return number(cell.get(f"{_OFFICE}value", ""))
    if kind == "date":
        return moment(cell.get(f"{_OFFICE}date-value", ""))
    if kind == "boolean":
        return bool(cell.get(f"{_OFFICE}boolean-value") == "true")
    if kind == "time":
        return _duration(cell.get(f"{_OFFICE}time-value", "")) or _text(cell)
    text = cell.get(f"{_OFFICE}string-value") or _text(cell)
    if text and (cell.get(f"{_CALC}value-type") == "error" or (formula and _ERROR.fullmatch(text))):
        return CellError(text)
    return text


def _duration(text: str) -> dt.time | dt.timedelta | None:
    found = _DURATION.fullmatch(text)
    if not found:
        return None
    hours, minutes, seconds = (int((part or "0")[:6]) for part in found.groups()[1:])
    length = dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if not found[1] and length < dt.timedelta(days=1):
        return (dt.datetime.min + length).time()
    return -length if found[1] else length


def _text(cell: etree._Element) -> str | None:
    """Paragraphs joined by line ends; a note attached to the cell is not its text."""
    return "\n".join("".join(_pieces(paragraph)) for paragraph in cell.iterchildren(f"{_TEXT}p")) or None


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * min(int(child.get(f"{_TEXT}c", "1")), 1000)
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag != f"{_OFFICE}annotation":
            yield from _pieces(child)
        yield child.tail or ""
