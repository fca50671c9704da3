"""The warnings as a workbook: what every rule finds with what is being done about it, the rules and where they begin, the tasks.

Warnings of several currencies stand in one list: each amount in its own currency, named beside it, and none is added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore.documents.columns import SheetColumn, Style, Value, frame_value, write_table
from arcore.documents.workbook_style import Paper, Stamp, amount
from arcore.messages import Message, say

HEADER = 3


@dataclass(frozen=True)
class Sheets:
    """What one workbook shows: `listing.dealt_rows`, `listing.rule_rows`, and `listing.task_rows`, open and closed."""

    warnings: pd.DataFrame
    rules: pd.DataFrame
    open_tasks: pd.DataFrame
    closed_tasks: pd.DataFrame


def build(shown: Sheets, stamp: Stamp) -> bytes:
    """The workbook's bytes."""
    paper = Paper(stamp, say("Warnings"))
    date = stamp.as_of.isoformat()
    rows = shown.warnings
    amounts = [amount(int(minor), str(code)) for minor, code in zip(rows["amount"], rows["currency"], strict=True)]
    _sheet(paper, say("Warnings"), say("Warnings as of {date}", date=date), _columns(paper, rows.assign(amount=amounts), _WARNINGS), 3)
    _sheet(paper, say("Warning rules"), say("Warning rules as of {date}", date=date), _columns(paper, shown.rules, _RULES), 1)
    for title, rows in ((say("Tasks in work"), shown.open_tasks), (say("What was done about it"), shown.closed_tasks)):
        if len(rows):
            _sheet(paper, title, say("{what} as of {date}", what=title, date=date), _columns(paper, rows, _TASKS), 1)
    return paper.bytes()


def _sheet(paper: Paper, name: Message, title: Message, columns: Sequence[SheetColumn], frozen: int) -> None:
    sheet = paper.sheet(paper.said(name))
    paper.title(sheet, paper.said(title), [(say("Company:"), paper.stamp.company), (say("Data version:"), paper.stamp.version)])
    write_table(paper, sheet, HEADER, columns, "CNY")
    sheet.freeze_panes(HEADER + 1, frozen)


def _columns(paper: Paper, rows: pd.DataFrame, described: Sequence[tuple[str, Message, Style]]) -> list[SheetColumn]:
    return [SheetColumn(name, paper.said(heading), style, _values(rows[name], style), most=60) for name, heading, style in described]


def _values(column: pd.Series, style: Style) -> list[Value]:
    values: list[Any] = column.tolist()
    return values if style == "number" else [frame_value(value) for value in values]


_WARNINGS: tuple[tuple[str, Message, Style], ...] = (
    ("severity", say("Urgency"), "label"),
    ("rule", say("Warning rule"), "text"),
    ("customer", say("Customer"), "text"),
    ("customer_id", say("Customer No."), "text"),
    ("amount", say("Amount"), "number"),
    ("currency", say("Currency"), "label"),
    ("message", say("What is wrong"), "text"),
    ("since", say("Since"), "date"),
    ("advice", say("Recommended"), "text"),
    ("state", say("State"), "label"),
    ("owner", say("Owner"), "text"),
    ("due_on", say("Due"), "date"),
    ("measure", say("Measure taken"), "text"),
    ("approved_by", say("Approved by"), "text"),
    ("outcome", say("What was done about it"), "text"),
)
_RULES: tuple[tuple[str, Message, Style], ...] = (
    ("rule", say("Warning rule"), "text"),
    ("state", say("State"), "label"),
    ("threshold", say("Threshold"), "text"),
    ("count", say("Warnings found"), "integer"),
    ("advice", say("Recommended"), "text"),
    ("department", say("Department"), "label"),
)
_TASKS: tuple[tuple[str, Message, Style], ...] = (
    ("title", say("Task"), "text"),
    ("customer_name", say("Customer"), "text"),
    ("owner", say("Owner"), "text"),
    ("created_on", say("Raised on"), "date"),
    ("due_on", say("Due"), "date"),
    ("advice", say("Recommended"), "text"),
    ("measure", say("Measure taken"), "text"),
    ("approved_by", say("Approved by"), "text"),
    ("outcome", say("What was done about it"), "text"),
    ("closed_on", say("Closed on"), "date"),
)
