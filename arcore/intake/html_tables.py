"""Tables in HTML, which many systems name '.xls'; each innermost table is a sheet, every cell its text.

Merged cells keep their place: what a `colspan` or `rowspan` covers is blank, and the range is listed as merged.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator

from lxml import etree, html

from arcore.intake.archive import damaged
from arcore.intake.guard import clipped
from arcore.intake.limits import DEFAULT_LIMITS, Limits
from arcore.intake.model import Cell, Sheet, Workbook
from arcore.intake.text import decode
from arcore.messages import Unusable, say

_SPAN_COST = 20
_SPACES = re.compile(r"[ \t\r\n\f]+")


def read_html(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """The tables of a page as sheets '1', '2'… Raises Unusable when there is none."""
    decoded = decode(content)
    if decoded is None:
        raise damaged(name)
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", decoded[0])
    try:
        page = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True))
    except (etree.LxmlError, ValueError) as error:
        raise damaged(name) from error
    tables = [table for table in page.iter("table") if table.find(".//table") is None]
    sheets = tuple(_sheet(table, str(number), name, limits) for number, table in enumerate(tables, start=1))
    if not sheets:
        raise Unusable(say("{file} is a web page without a table. Export the list itself, as xlsx or CSV.", file=name))
    return Workbook(name, "html", sheets)


def read_mhtml(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """A web archive (Excel's 'single file web page'): the tables of its pages, in order."""
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    sheets: list[Sheet] = []
    for part in message.walk():
        page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(page, bytes) and b"<t" in page.lower():
            sheets += read_html(page, name, limits).sheets if re.search(rb"<table\b", page, re.I) else ()
    if not sheets:
        raise Unusable(say("{file} is a web page without a table. Export the list itself, as xlsx or CSV.", file=name))
    return Workbook(name, "html", tuple(Sheet(str(n), s.rows, merged=s.merged) for n, s in enumerate(sheets, start=1)))


def _sheet(table: html.HtmlElement, sheet_name: str, name: str, limits: Limits) -> Sheet:
    rows: list[list[Cell]] = []
    merged: list[tuple[int, int, int, int]] = []
    covered: set[tuple[int, int]] = set()
    cells = 0
    for line, row in enumerate(table.iter("tr")):
        values: list[Cell] = []
        for cell in row.iterchildren("td", "th"):
            while (line, len(values)) in covered:
                values.append(None)
            wide, high = _span(cell, "colspan", limits.columns), _span(cell, "rowspan", 10_000)
            cells += 1 + _SPAN_COST * (wide * high - 1)
            if cells > limits.cells or line >= limits.rows:
                raise Unusable(
                    say(
                        "{file} has more than {rows} rows or {cells} cells. Split it by year or by customer.",
                        file=name,
                        rows=limits.rows,
                        cells=limits.cells,
                    )
                )
            if wide * high > 1:
                merged.append((line, len(values), line + high - 1, len(values) + wide - 1))
                covered.update((line + down, len(values) + right) for down in range(1, high) for right in range(wide))
            values += [_text(cell), *[None] * (wide - 1)]
        rows.append(values)
    return Sheet(sheet_name, rows, merged=clipped(merged, rows))


def _span(cell: html.HtmlElement, attribute: str, limit: int) -> int:
    found = re.match(r"\s*(\d{1,6})", cell.get(attribute, ""))
    return min(max(int(found[1]), 1), limit) if found else 1


def _text(cell: html.HtmlElement) -> str | None:
    return "".join(_pieces(cell)).strip(" \n") or None


def _pieces(cell: html.HtmlElement) -> Iterator[str]:
    """Source line ends are spaces; `<br>` and paragraphs are line ends; hidden style and script text is not text."""
    yield _SPACES.sub(" ", cell.text or "")
    for child in cell:
        if child.tag in ("br", "p", "div"):
            yield "\n"
        if child.tag not in ("style", "script"):
            yield from _pieces(child)
        yield _SPACES.sub(" ", child.tail or "")
