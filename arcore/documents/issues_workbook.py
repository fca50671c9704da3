"""The user's own workbook back, with the faulty cells colored and commented and a sheet that lists every issue.

Text that came from a file is written as text: nothing of it becomes a formula in the sheet we add.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from arcore.i18n import Language
from arcore.intake.files import open_workbook
from arcore.intake.model import Cell, CellError, Issue, Reading, Sheet
from arcore.messages import Message, say

FAULTY = PatternFill("solid", fgColor="F8CBAD")
NOTEWORTHY = PatternFill("solid", fgColor="FFE699")
LIST_NAME = say("Issues found")
HEADINGS: tuple[Message, ...] = (
    say("Sheet"),
    say("Row"),
    say("Column"),
    say("Cell"),
    say("Value read"),
    say("What is wrong"),
    say("How to mend it"),
    say("Row used"),
)
_DIRECT = frozenset({"xlsx", "xlsm"})
_WIDTHS = (16, 8, 16, 8, 24, 56, 48, 10)


def mark_issues(content: bytes, reading: Reading, lang: Language, *, password: str | None = None) -> bytes:
    """An xlsx (xlsm stays xlsm) with the issues of `reading` marked; other formats become a faithful copy of their cells.

    Raises Unusable or PasswordNeeded where the file cannot be opened again.
    """
    book = _book(content, reading, password)
    issues = reading.every_issue
    for issue in issues:
        _mark(book, issue, lang)
    _add_list(book, issues, lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _book(content: bytes, reading: Reading, password: str | None) -> Book:
    """The user's workbook as it is, or a copy of its cells where it is no xlsx that can be edited."""
    if reading.format in _DIRECT:
        try:
            return load_workbook(io.BytesIO(content), keep_vba=reading.format == "xlsm")
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError):
            pass
    workbook = open_workbook(content, reading.file, password=password)
    book = Book()
    book.remove(book.worksheets[0])
    for sheet in workbook.sheets:
        _copy(book.create_sheet(_sheet_title(book, sheet.name)), sheet)
    if not book.worksheets:
        book.create_sheet()
    return book


def _sheet_title(book: Book, name: str) -> str:
    title = "".join("_" if c in "[]:*?/\\" else c for c in name)[:31] or "Sheet"
    return title if title not in book.sheetnames else f"{title[:27]}_{len(book.sheetnames)}"


def _copy(target: Worksheet, sheet: Sheet) -> None:
    """The cells of a sheet, text as text."""
    for r, row in enumerate(sheet.rows, 1):
        for c, value in enumerate(row, 1):
            if value is not None:
                _write(target, r, c, value)
    if sheet.hidden:
        target.sheet_state = "hidden"


def _write(target: Worksheet, row: int, column: int, value: Cell) -> None:
    """A value in its own type; text never as a formula."""
    cell = target.cell(row, column)
    if isinstance(value, CellError):
        value = value.code if value.code != "=" else ""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32_767]
        cell.data_type = "s"
    elif isinstance(value, dt.datetime) and value.tzinfo is not None:
        cell.value = value.replace(tzinfo=None)
    else:
        cell.value = value


def _mark(book: Book, issue: Issue, lang: Language) -> None:
    """Color the cell (or the row's first one) and say in a comment what is wrong."""
    if issue.row is None or issue.sheet not in book.sheetnames:
        return
    sheet = book[issue.sheet]
    cell = sheet[issue.cell] if issue.cell else sheet.cell(issue.row, 1)
    if isinstance(cell, MergedCell):
        span = next((r for r in sheet.merged_cells.ranges if cell.coordinate in r), None)
        if span is None:
            return
        cell = sheet.cell(span.min_row, span.min_col)
    cell.fill = FAULTY if issue.blocking else NOTEWORTHY
    text = issue.message.text(lang) + (f"\n{issue.hint.text(lang)}" if issue.hint else "")
    before = f"{cell.comment.text}\n" if cell.comment else ""
    cell.comment = Comment(before + text, "arcore", width=320, height=96)


def _add_list(book: Book, issues: Iterable[Issue], lang: Language) -> None:
    """The sheet that lists every issue, first in the workbook's order of reading."""
    sheet = book.create_sheet(_sheet_title(book, LIST_NAME.text(lang)))
    for c, message in enumerate(HEADINGS, 1):
        sheet.cell(1, c, message.text(lang)).font = Font(bold=True)
        sheet.column_dimensions[chr(64 + c)].width = _WIDTHS[c - 1]
    used, unused = say("yes").text(lang), say("no").text(lang)
    for r, issue in enumerate(issues, 2):
        hint = issue.hint.text(lang) if issue.hint else ""
        row: tuple[Cell, ...] = (issue.sheet, issue.row, issue.column, issue.cell, issue.value, issue.message.text(lang), hint)
        for c, value in enumerate((*row, unused if issue.blocking else used), 1):
            if value is not None:
                _write(sheet, r, c, value)
    sheet.freeze_panes = "A2"
