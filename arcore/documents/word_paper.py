"""How our Word documents look: one `WordPaper` per document with its title, headings, tables, signature block and page numbers.

A4 portrait, one pair of fonts for both scripts, tables that repeat their heading on every page. What is written is text:
nothing a customer is called can become a field or markup.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from arcore.documents.workbook_style import FORBIDDEN, HEADING_FILL, INK, RULE, Stamp
from arcore.i18n import Language
from arcore.messages import Message, say

LATIN: dict[Language, str] = {"zh": "Times New Roman", "en": "Calibri"}
EAST_ASIAN = "SimSun"
HEADINGS_EAST_ASIAN = "SimHei"
TEXT_WIDTH = Cm(16.6)
BODY = 10.5
TABLE = 9.5
"""Points of the body text, and of text in tables."""


class WordPaper:
    """One Word document being written; `bytes()` gives the file."""

    def __init__(self, stamp: Stamp, title: Message, *, facts: Iterable[tuple[Message, str]] = ()) -> None:
        self.stamp = stamp
        self.document = Document()
        self._page()
        self._styles()
        self.document.core_properties.title = self.said(title)
        self.document.core_properties.author = stamp.company
        moment = dt.datetime.combine(stamp.as_of, dt.time())
        self.document.core_properties.created = self.document.core_properties.modified = moment
        heading = self.document.add_heading(_clean(self.said(title)), level=0)
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line = "    ".join(f"{self.said(name)}{self.said(say(': '))}{value}" for name, value in facts)
        if line:
            self.document.add_paragraph(_clean(line)).alignment = WD_ALIGN_PARAGRAPH.CENTER

    def said(self, message: Message) -> str:
        """The message in the document's language."""
        return message.text(self.stamp.lang)

    def heading(self, title: Message, level: int = 1, *, new_page: bool = False) -> None:
        """A section's title; on a new page where asked."""
        added = self.document.add_heading(_clean(self.said(title)), level=level)
        added.paragraph_format.page_break_before = new_page

    def paragraph(self, text: Message | str, *, bold: bool = False, align: Any = None, indent: bool = False, keep: bool = False) -> None:
        """A paragraph of text; its line breaks stay. `indent`: as Chinese letters begin one. `keep`: on one page with the next."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        paragraph.paragraph_format.keep_with_next = keep
        if indent and self.stamp.lang == "zh":
            paragraph.paragraph_format.first_line_indent = Pt(2 * BODY)
        paragraph.add_run(_clean(self.said(text) if isinstance(text, Message) else text)).bold = bold

    def bullets(self, sentences: Iterable[Message]) -> None:
        """A list of sentences."""
        for sentence in sentences:
            self.document.add_paragraph(_clean(self.said(sentence)), style="List Bullet")

    def words(self, rows: Iterable[tuple[Message | str, Message | str]], *, first: float = 0.28, keep: bool = False) -> None:
        """A two-column table: what, and how it is; `first` is the left column's share of the width, `keep` holds it on one page."""
        table = self._table([[self._text(name), self._text(value)] for name, value in rows], (first, 1 - first), headed=False)
        for cell in table.columns[0].cells if keep else ():
            cell.paragraphs[0].paragraph_format.keep_with_next = True

    def grid(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """Labels and values side by side in a line: every other column, from the first on, is a label."""
        table = self._table(rows, widths, headed=False)
        for column in list(table.columns)[2::2]:
            for cell in column.cells:
                _shade(cell)

    def table(
        self,
        headings: Sequence[Message],
        rows: Iterable[Sequence[str]],
        *,
        widths: Sequence[float],
        right: Iterable[int] = (),
        total: bool = False,
        size: float = TABLE,
    ) -> None:
        """A table with a heading row; `widths` are shares of the width, `right` the columns of figures, `total` sets the last row bold."""
        body = [[self.said(heading) for heading in headings], *[list(row) for row in rows]]
        table = self._table(body, widths, headed=True, size=size)
        for column in right:
            for cell in table.columns[column].cells:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if total and len(body) > 1:
            for cell in table.rows[-1].cells:
                _bold(cell)

    def signatures(self, places: Sequence[Message]) -> None:
        """Where people sign, side by side, each with a line for the name and the date."""
        self.document.add_paragraph()
        line = self.said(say("Signature:")) + "\n\n" + self.said(say("Date:"))
        table = self._table([[self.said(place) for place in places], [line for _ in places]], [1 / len(places)] * len(places), headed=True)
        table.rows[1].height = Cm(2.2)

    def rule(self) -> None:
        """A dashed line across the page, to cut along."""
        edge = OxmlElement("w:bottom")
        for name, value in (("val", "dashed"), ("sz", "6"), ("space", "1"), ("color", RULE[1:])):
            edge.set(qn(f"w:{name}"), value)
        borders = OxmlElement("w:pBdr")
        borders.append(edge)
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph._p.get_or_add_pPr().append(borders)

    def page_break(self) -> None:
        """What follows begins on a new page."""
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def bytes(self) -> bytes:
        """The finished file."""
        memory = io.BytesIO()
        self.document.save(memory)
        return memory.getvalue()

    def _text(self, text: Message | str) -> str:
        return self.said(text) if isinstance(text, Message) else text

    def _table(self, body: Sequence[Sequence[str]], widths: Sequence[float], *, headed: bool, size: float = TABLE) -> Any:
        table = self.document.add_table(rows=0, cols=len(widths))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        _rules(table)
        for column, share in zip(table.columns, widths, strict=True):
            column.width = int(TEXT_WIDTH * share)
        for row in body:
            added = table.add_row()
            _mark(added, "cantSplit")
            for cell, text, share in zip(added.cells, row, widths, strict=True):
                cell.width = int(TEXT_WIDTH * share)
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)
                cell.paragraphs[0].paragraph_format.space_before = Pt(2)
                cell.paragraphs[0].add_run(_clean(text)).font.size = Pt(size)
        for cell in table.rows[0].cells if headed else table.columns[0].cells:
            _shade(cell)
            if headed:
                _bold(cell)
        if headed:
            _mark(table.rows[0], "tblHeader")
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)
        return table

    def _page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        before, between, after = self.said(say("Page [page] of [pages]")).replace("[pages]", "[page]").split("[page]")
        foot.add_run(_clean(self.stamp.company + "    ") if self.stamp.company else "")
        for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            foot.add_run(text)
            if field:
                _field(foot, field)

    def _styles(self) -> None:
        sizes = {"Normal": BODY, "Title": 18, "Heading 1": 13, "Heading 2": 11.5, "List Bullet": BODY}
        for name, size in sizes.items():
            style = self.document.styles[name]
            style.font.name, style.font.size = LATIN[self.stamp.lang], Pt(size)
            style.font.color.rgb = RGBColor.from_string(INK[1:])
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            fonts.set(qn("w:eastAsia"), EAST_ASIAN if name in ("Normal", "List Bullet") else HEADINGS_EAST_ASIAN)
        normal = self.document.styles["Normal"].paragraph_format
        normal.line_spacing, normal.space_after = 1.25, Pt(6)


def _clean(text: str) -> str:
    return FORBIDDEN.sub("", text)


def _bold(cell: Any) -> None:
    for paragraph in cell.paragraphs:
        for run in paragraph.runs:
            run.bold = True


def _shade(cell: Any) -> None:
    fill = OxmlElement("w:shd")
    fill.set(qn("w:val"), "clear")
    fill.set(qn("w:fill"), HEADING_FILL[1:])
    cell._tc.get_or_add_tcPr().append(fill)


def _rules(table: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", RULE[1:])):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    table._tbl.tblPr.append(borders)


def _mark(row: Any, name: str) -> None:
    mark = OxmlElement(f"w:{name}")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _field(paragraph: Any, name: str) -> None:
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
