"""The notes sheet: where the buckets begin, and how each figure is counted. The other sheets' formulas look here."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from arcore import aging
from arcore.aging import CalendarScheme
from arcore.documents.columns import quoted, serial
from arcore.documents.item_sheets import AS_OF, BOUNDS, LABELS, Buckets
from arcore.documents.workbook_style import Paper, dark, width
from arcore.messages import Message, say

FIRST = 4

EXPLANATIONS: tuple[tuple[Message, Message], ...] = (
    (say("As of"), say("The end of that day. Only documents issued and money received by then count.")),
    (say("Due date"), say("The last day to pay without being late. Where the terms count from the document date it is a formula.")),
    (say("Days overdue"), say("As-of date less due date, never below zero. A document due today is not overdue.")),
    (say("Aging bucket"), say("From the table above. Credit notes are not in the buckets but in a column of their own.")),
    (say("Open"), say("Document amount less everything applied to it by the as-of date; buckets and credit notes together.")),
    (say("Not applied"), say("Money received that no document has used yet. It lowers the net balance and no bucket.")),
    (say("Net balance"), say("Open less money not applied.")),
    (
        say("Change the as-of date"),
        say("Days and buckets follow the yellow cell on the first sheet. The open amounts stay those of the day of the data."),
    ),
)  # fmt: skip


def write_notes(paper: Paper, buckets: Buckets) -> str:
    """The sheet; gives its name. Defines the names of the bucket bounds and labels."""
    name = paper.said(say("Notes"))
    sheet = paper.sheet(name)
    paper.title(sheet, paper.said(say("How to read this workbook")), [])
    bucket_table(paper, sheet, name, buckets)
    explanations(paper, sheet, FIRST + len(buckets.labels) + 2)
    return name


def bucket_table(paper: Paper, sheet: Any, name: str, buckets: Buckets) -> None:
    """One row a bucket: its label, and the day before which an item has left it."""
    sheet.write_string(FIRST - 1, 0, paper.said(say("Aging bucket")), paper.heading())
    by_due = say("Due before this day: older") if buckets.basis == "due" else say("Document dated before this day: older")
    sheet.write_string(FIRST - 1, 1, paper.said(by_due), paper.heading())
    ends = buckets.scheme.upper_months if isinstance(buckets.scheme, CalendarScheme) else buckets.scheme.upper_ends
    days = aging.boundaries(buckets.scheme, paper.stamp.as_of)
    for place, (label, color) in enumerate(zip(buckets.labels, buckets.colors, strict=False)):
        fill = paper.format(bg_color=color, font_color="#FFFFFF" if dark(color) else "#1F2933")
        sheet.write_string(FIRST + place, 0, label, fill)
        if place < len(ends):
            formula = bound_formula(ends[place], isinstance(buckets.scheme, CalendarScheme))
            shown = paper.format(num_format="yyyy-mm-dd", align="center")
            sheet.write_formula(FIRST + place, 1, formula, shown, serial(days[place]))
    define(paper, BOUNDS, name, FIRST, FIRST + len(ends) - 1, 1)
    define(paper, LABELS, name, FIRST, FIRST + len(ends), 0)
    sheet.set_column(0, 0, width([*buckets.labels, *(paper.said(term) for term, _ in EXPLANATIONS)], 14))
    sheet.set_column(1, 1, 30)


def bound_formula(end: int, months: bool) -> str:
    """The first day that is still in the bucket; an anniversary that does not exist is the first of the next month."""
    if not months:
        return f"={AS_OF}-{end}"
    anniversary = f"EDATE({AS_OF},-{end})"
    return f"=IF(DAY({anniversary})<DAY({AS_OF}),{anniversary}+1,{anniversary})"


def define(paper: Paper, name: str, sheet: str, first: int, last: int, column: int) -> None:
    """A defined name for a part of a column."""
    top = xl_rowcol_to_cell(first, column, row_abs=True, col_abs=True)
    bottom = xl_rowcol_to_cell(last, column, row_abs=True, col_abs=True)
    paper.workbook.define_name(name, f"={quoted(sheet)}!{top}:{bottom}")


def explanations(paper: Paper, sheet: Any, row: int) -> None:
    """What each term means here."""
    for place, (term, meaning) in enumerate(EXPLANATIONS):
        sheet.write_string(row + place, 0, paper.said(term), paper.format(bold=True))
        sheet.write_string(row + place, 1, paper.said(meaning))
    stamp: dt.date = paper.stamp.as_of
    row += len(EXPLANATIONS) + 1
    sheet.write_string(row, 0, paper.said(say("Data as of")), paper.format(bold=True))
    sheet.write_datetime(row, 1, dt.datetime(stamp.year, stamp.month, stamp.day), paper.format(num_format="yyyy-mm-dd", align="left"))
