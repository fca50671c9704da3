"""The quality of the system's own use as a workbook: twelve months of bank lines, changes by hand and issues, with the rows behind them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from arcore.documents.columns import Described, SheetColumn, described, write_table
from arcore.documents.workbook_style import Paper, Stamp
from arcore.messages import Message, say
from arcore.usage import issues as kinds_of_issue
from arcore.usage.bank_lines import OUTCOMES
from arcore.usage.by_kind import headed, wide
from arcore.usage.panel import Panel

HEADER = 3
FLAGS: dict[str, Message] = {
    "lines": say("Bank receipts"),
    "unmatched": say("Unmatched at month end"),
    "undone": say("Taken back once"),
    "late": say("Taken in late"),
}


def build(found: Panel, kinds: Mapping[str, Message], stamp: Stamp, currency: str) -> bytes:
    """The workbook's bytes; `kinds` are what the kinds of entry are called."""
    paper = Paper(stamp, say("Quality of use"))
    facts = [*paper.facts(), (say("Recorded by:"), found.until.isoformat())]
    for name, title, columns in _sheets(paper, found, kinds):
        sheet = paper.sheet(paper.said(name))
        paper.title(sheet, paper.said(title), facts)
        write_table(paper, sheet, HEADER, columns, currency)
        sheet.freeze_panes(HEADER + 1, 1)
    return paper.bytes()


def _sheets(paper: Paper, found: Panel, kinds: Mapping[str, Message]) -> list[tuple[Message, Message, list[SheetColumn]]]:
    edits, issues = wide(found.edit_months), wide(found.issue_months)
    listed = found.lines.assign(outcome=[paper.said(OUTCOMES[name]) for name in found.lines["outcome"]])
    return [
        (say("Bank receipts"), say("What became of the bank's receipts, by month"), _bank(paper, found.line_months)),
        (
            say("Changes by hand"), say("Changes by hand, by kind and month"),
            described(paper, edits, _counts(edits, kinds)),
        ),
        (
            say("By person"), say("Changes by hand, by person"),
            described(paper, found.people, [("who", say("Person"), "text"), ("manual", say("Changes by hand"), "integer"),
                                            ("entries", say("All entries"), "integer")]),
        ),
        (
            say("Issues of imports"), say("Issues of imports, by kind and month"),
            described(paper, issues, _counts(issues, kinds_of_issue.TITLES)),
        ),
        (
            say("Receipts in detail"), say("Each receipt of the bank and what became of it"),
            described(paper, listed, [("date", say("Date"), "date"), ("payer", say("Payer"), "text"),
                                      ("currency", say("Currency"), "text"), ("taken_on", say("Taken in on"), "date"),
                                      ("outcome", say("Outcome"), "text")]),
        ),
    ]  # fmt: skip


def _counts(table: pd.DataFrame, names: Mapping[str, Message]) -> Described:
    return [("month_end", say("Month end"), "date"), *((name, title, "integer") for name, title in headed(table, names))]


def _bank(paper: Paper, monthly: pd.DataFrame) -> list[SheetColumn]:
    """The counts, and the share unmatched as a live quotient of its two columns."""
    columns = described(
        paper, monthly,
        [("month_end", say("Month end"), "date"), *((name, title, "integer") for name, title in {**FLAGS, **OUTCOMES}.items())],
    )  # fmt: skip
    pairs = zip(monthly["unmatched"].tolist(), monthly["lines"].tolist(), strict=True)
    values = [part / whole if whole else None for part, whole in pairs]
    heading = paper.said(say("Share unmatched"))
    return [*columns, SheetColumn("share", heading, "percent", values, lambda _, row: f'=IF(B{row}=0,"",C{row}/B{row})')]
