"""The customers as a workbook to correct in Excel and bring back: numbers, names, owners, terms and limits."""

from __future__ import annotations

import pandas as pd

from arcore.customer_edits import COLUMNS
from arcore.documents.columns import SheetColumn, Style, frame_value, write_table
from arcore.documents.workbook_style import INPUT_FILL, Paper, Stamp
from arcore.messages import say
from arcore.schema import CUSTOMERS, Kind

STYLES: dict[Kind, Style] = {Kind.MONEY: "money", Kind.DATE: "date"}
HEADER = 4


def build(customers: pd.DataFrame, stamp: Stamp, currency: str) -> bytes:
    """The workbook's bytes, in the customers' order."""
    paper = Paper(stamp, say("Customers"))
    sheet = paper.sheet(paper.said(say("Customers")))
    paper.title(sheet, paper.said(say("Customers as of {date}", date=stamp.as_of.isoformat())), paper.facts(currency))
    sheet.write_string(2, 0, paper.said(say("Correct the yellow columns and upload the workbook. Blank cells change nothing.")))
    columns = [
        SheetColumn(name, CUSTOMERS.column(name).heading(stamp.lang), "text", [frame_value(value) for value in customers[name]])
        for name in ("customer_id", "customer_name")
    ]
    columns += [
        SheetColumn(
            column.name,
            column.heading(stamp.lang),
            STYLES.get(column.kind, "text"),
            [frame_value(value) for value in customers[column.name]],
            fill=INPUT_FILL,
        )
        for column in COLUMNS
    ]
    write_table(paper, sheet, HEADER, columns, currency)
    sheet.freeze_panes(HEADER + 1, 2)
    return paper.bytes()
