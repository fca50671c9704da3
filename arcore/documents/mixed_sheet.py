"""A sheet that lists rows of several currencies: each amount in its own currency, named beside it, and none is added up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from arcore.documents.columns import SheetColumn, Style, Value, frame_value, write_table
from arcore.documents.workbook_style import Paper, amount
from arcore.messages import Message, say

HEADER = 3
Described = Sequence[tuple[str, Message, Style]]
"""Column of the rows, heading and style; a "number" is money in minor units of the row's `currency`."""


def write(paper: Paper, name: Message, title: Message, rows: pd.DataFrame, described: Described, *, frozen: int) -> None:
    """The sheet `name` with its title, whose books these are and their version above the rows; the first columns stay in sight."""
    sheet = paper.sheet(paper.said(name))
    paper.title(sheet, paper.said(title), [(say("Company:"), paper.stamp.company), (say("Data version:"), paper.stamp.version)])
    columns = [SheetColumn(field, paper.said(heading), style, _values(rows, field, style), most=60) for field, heading, style in described]
    write_table(paper, sheet, HEADER, columns, "CNY")
    sheet.freeze_panes(HEADER + 1, frozen)


def _values(rows: pd.DataFrame, field: str, style: Style) -> list[Value]:
    values: list[Any] = [frame_value(value) for value in rows[field]]
    if style != "number":
        return values
    return [None if value is None else amount(int(value), str(code)) for value, code in zip(values, rows["currency"], strict=True)]
