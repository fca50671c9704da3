"""The XML spreadsheet of Excel 2003, which many systems write and name '.xls': typed cells, gaps by `ss:Index`."""

from __future__ import annotations

import io

from lxml import etree

from arcore.intake.archive import damaged
from arcore.intake.guard import UNCALCULATED, check_total, clipped, strays_note
from arcore.intake.limits import Limits
from arcore.intake.model import Cell, CellError, Sheet, Workbook
from arcore.intake.package import refuse_entities
from arcore.intake.placed_rows import PlacedRows
from arcore.intake.values import moment, number

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"


def read_excel_2003(content: bytes, name: str, limits: Limits) -> Workbook:
    """All worksheets. Raises Unusable when damaged or too large."""
    content = content.lstrip()
    refuse_entities(content, name)
    readings: list[_Reading] = []
    try:
        events = etree.iterparse(
            io.BytesIO(content),
            events=("start", "end"),
            tag=(f"{_SS}Worksheet", f"{_SS}Row", f"{_EXCEL}Visible"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for event, element in events:
            if element.tag == f"{_SS}Worksheet":
                if event == "start":
                    readings.append(_Reading(element.get(f"{_SS}Name", ""), name, limits))
                else:
                    element.clear()
            elif event == "end" and readings:
                readings[-1].add(element)
                element.clear()
        sheets = tuple(reading.sheet() for reading in readings)
    except (etree.LxmlError, ValueError) as error:
        raise damaged(name) from error
    if not sheets:
        raise damaged(name)
    check_total(sum(len(row) for sheet in sheets for row in sheet.rows), name, limits)
    notes = tuple(note for reading in readings for note in strays_note(name, reading.title, reading.placed.strays))
    return Workbook(name, "xml2003", sheets, notes)


class _Reading:
    """One worksheet while its rows pass by."""

    def __init__(self, title: str, name: str, limits: Limits) -> None:
        self.title, self.limits = title, limits
        self.placed = PlacedRows(name, title, limits)
        self.row = -1
        self.hidden = False
        self.hidden_rows: set[int] = set()
        self.merged: list[tuple[int, int, int, int]] = []

    def add(self, element: etree._Element) -> None:
        """Take one `Row`, or the sheet's visibility."""
        if element.tag == f"{_EXCEL}Visible":
            self.hidden = self.hidden or element.text in ("SheetHidden", "SheetVeryHidden")
            return
        self.row = _index(element, self.row)
        if element.get(f"{_SS}Hidden") == "1":
            self.hidden_rows.add(self.row + 1)
        cells: list[Cell] = []
        for cell in element.iterchildren(f"{_SS}Cell"):
            column = min(_index(cell, len(cells) - 1), self.limits.columns)
            cells += [None] * (column - len(cells))
            wide, high = _number(cell, "MergeAcross"), _number(cell, "MergeDown")
            if wide or high:
                self.merged.append((self.row, column, self.row + high, column + wide))
            cells[column:] = [_value(cell), *[None] * min(wide, self.limits.columns)]
        while cells and cells[-1] is None:
            cells.pop()
        self.placed.place_row(self.row, cells)

    def sheet(self) -> Sheet:
        """The worksheet as read."""
        rows = self.placed.rows()
        return Sheet(self.title, rows, self.hidden, frozenset(self.hidden_rows), clipped(self.merged, rows))


def _number(element: etree._Element, attribute: str) -> int:
    text = element.get(f"{_SS}{attribute}", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _index(element: etree._Element, before: int) -> int:
    """0-based place: stated, or the one after `before`."""
    stated = _number(element, "Index")
    return stated - 1 if stated else before + 1


def _value(cell: etree._Element) -> Cell:
    content = cell.find(f"{_SS}Data")
    if content is None:
        return UNCALCULATED if cell.get(f"{_SS}Formula") else None
    text = "".join(content.itertext())
    kind = content.get(f"{_SS}Type")
    if kind == "Number":
        return number(text.strip())
    if kind == "DateTime":
        return moment(text.strip())
    if kind == "Boolean":
        return text.strip() == "1"
    if kind == "Error":
        return CellError(text.strip() or "#N/A")
    return text or None
