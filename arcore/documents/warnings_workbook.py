"""The warnings as a workbook: what every rule finds with what is being done about it, the rules and where they begin, the tasks."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from arcore.documents import mixed_sheet
from arcore.documents.mixed_sheet import Described
from arcore.documents.workbook_style import Paper, Stamp
from arcore.messages import say


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
    mixed_sheet.write(paper, say("Warnings"), say("Warnings as of {date}", date=date), shown.warnings, _WARNINGS, frozen=3)
    mixed_sheet.write(paper, say("Warning rules"), say("Warning rules as of {date}", date=date), shown.rules, _RULES, frozen=1)
    for title, rows in ((say("Tasks in work"), shown.open_tasks), (say("What was done about it"), shown.closed_tasks)):
        if len(rows):
            mixed_sheet.write(paper, title, say("{what} as of {date}", what=title, date=date), rows, _TASKS, frozen=1)
    return paper.bytes()


_WARNINGS: Described = (
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
    ("approved_by", say("Approver"), "text"),
    ("outcome", say("What was done about it"), "text"),
)
_RULES: Described = (
    ("rule", say("Warning rule"), "text"),
    ("state", say("State"), "label"),
    ("threshold", say("Threshold"), "text"),
    ("count", say("Warnings found"), "integer"),
    ("advice", say("Recommended"), "text"),
    ("department", say("Department"), "label"),
)
_TASKS: Described = (
    ("title", say("Task"), "text"),
    ("customer_name", say("Customer"), "text"),
    ("owner", say("Owner"), "text"),
    ("created_on", say("Raised on"), "date"),
    ("due_on", say("Due"), "date"),
    ("advice", say("Recommended"), "text"),
    ("measure", say("Measure taken"), "text"),
    ("approved_by", say("Approver"), "text"),
    ("outcome", say("What was done about it"), "text"),
    ("closed_on", say("Closed on"), "date"),
)
