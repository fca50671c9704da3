"""Delimited text: comma, semicolon, tab or bar; quoted cells with line ends inside; lines of different lengths.

Every cell stays the text it is: no number or date is guessed here, and nothing is stripped.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Literal

from arcore.intake.limits import DEFAULT_LIMITS, Limits
from arcore.intake.model import Sheet, Workbook
from arcore.intake.text import decode
from arcore.messages import Message, Unusable, say

DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_ROWS = 300
_LINES_IN_A_CELL = 100

Rows = list[list[str | None]]


def read_delimited(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """One sheet, its rows as the file has them. Raises Unusable for what is not text, or too long."""
    decoded = decode(content)
    if decoded is None:
        raise Unusable(say("{file} is neither a workbook nor readable text. Export it again as xlsx or CSV.", file=name))
    text, encoding = decoded
    text = text.rstrip("\0\x1a")
    delimiter, body = _declared(text)
    delimiter = delimiter or sniff(body)
    rows = _rows(body, delimiter, name, limits)
    notes: tuple[Message, ...] = ()
    if encoding == "cp1252":
        notes = (say("{file} was read in the western European code page: check the letters with accents.", file=name),)
    return Workbook(name, "delimited", (Sheet(name.rsplit(".", 1)[0], rows, cut_at_commas=delimiter == ","),), notes)


def sniff(text: str) -> str:
    """The delimiter that cuts most lines into one and the same number of cells.

    >>> sniff("账户名称:甲公司, 乙\\n日期;金额;摘要\\n1;2,50;a\\n2;3,10;b")
    ';'
    """
    return max(DELIMITERS, key=lambda delimiter: _regularity(text, delimiter))


def _regularity(text: str, delimiter: str) -> tuple[int, int]:
    """(cells in lines of the commonest width above one, that width).

    Lines with quotes left inside their cells do not count: they were cut by the wrong sign.
    """
    sample = islice(_parsed(text[:262_144], delimiter), _SAMPLE_ROWS)
    widths = Counter(len(row) for row in sample if len(row) > 1 and not any('"' in cell for cell in row))
    return max(((lines * width, width) for width, lines in widths.items()), default=(0, 0))


def _declared(text: str) -> tuple[str | None, str]:
    """Excel's `sep=;` first line names the delimiter; it becomes a blank row, so that row numbers stay."""
    if text[:4].lower() == "sep=" and len(text) > 4:
        return text[4], text[5:]
    return None, text


def _parsed(text: str, delimiter: str, quoting: Literal[0, 3] = csv.QUOTE_MINIMAL) -> Iterator[list[str]]:
    csv.field_size_limit(16 * 2**20)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)


def _rows(text: str, delimiter: str, name: str, limits: Limits) -> Rows:
    """All rows; where an unclosed quote would swallow the lines after it, quotes are taken as ordinary characters."""
    rows: Rows = []
    cells = 0
    try:
        for row in _parsed(text, delimiter):
            rows.append([cell or None for cell in row])
            cells += len(row)
            _check(len(rows), cells, name, limits)
        if not any(cell.count("\n") > _LINES_IN_A_CELL for row in rows if row for cell in row[-1:] if cell):
            return rows
    except csv.Error:
        pass
    try:
        return [[cell or None for cell in row] for row in _parsed(text, delimiter, csv.QUOTE_NONE)]
    except csv.Error as error:
        raise Unusable(say("{file} has a cell longer than 16 MB: it is not a table. Export it again as xlsx or CSV.", file=name)) from error


def _check(rows: int, cells: int, name: str, limits: Limits) -> None:
    if rows > limits.rows or cells > limits.cells:
        raise Unusable(
            say(
                "{file} has more than {rows} rows or {cells} cells. Split it by year or by customer.",
                file=name,
                rows=limits.rows,
                cells=limits.cells,
            )
        )
