"""What was understood of one file: its tables, its columns, its rows that cannot be used and why."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from arcore import import_rows
from arcore.documents.issues_workbook import mark_issues
from arcore.intake.model import Issue, Outcome, Reading, Table
from arcore.messages import Message, say
from arcore.schema import Side, TableKind
from pages._shared import column_editor, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown
from pages._shared.uploads import Upload

KINDS: dict[tuple[TableKind, Side], Message] = {
    (TableKind.CUSTOMERS, Side.RECEIVABLE): say("Customers"),
    (TableKind.DOCUMENTS, Side.RECEIVABLE): say("Documents"),
    (TableKind.RECEIPTS, Side.RECEIVABLE): say("Receipts"),
    (TableKind.STATEMENT, Side.RECEIVABLE): say("Bank statement"),
    (TableKind.CUSTOMERS, Side.PAYABLE): say("Suppliers"),
    (TableKind.DOCUMENTS, Side.PAYABLE): say("Supplier invoices"),
    (TableKind.RECEIPTS, Side.PAYABLE): say("Payments to suppliers"),
    (TableKind.STATEMENT, Side.PAYABLE): say("Bank statement"),
}
ICONS = {
    Outcome.LOADS: ":material/check_circle:",
    Outcome.LOADS_WITH_ISSUES: ":material/error_outline:",
    Outcome.REJECTS: ":material/cancel:",
}


def show(frame: Frame, upload: Upload, reading: Reading) -> None:
    """One file under its own fold, open where something is to be looked at."""
    _ = frame._
    issues = reading.every_issue
    rows = sum(len(table.rows) for table in reading.tables)
    summary = (
        _("cannot be used")
        if reading.error is not None
        else _("{rows} rows read, {issues} to look at").format(rows=f"{rows:,}", issues=len(issues))
    )
    title = f"{widgets.plain(reading.file)} · {summary}"
    with st.expander(title, expanded=bool(issues) or reading.outcome is Outcome.REJECTS, icon=ICONS[reading.outcome]):
        if reading.error is not None:
            widgets.strip(frame.say(reading.error), "bad")
        for message in reading.notes:
            widgets.note(frame.say(message))
        for place, table in enumerate(reading.tables):
            _table(frame, reading, table, place)
        if issues:
            _issues(frame, upload, reading, issues)


def _table(frame: Frame, reading: Reading, table: Table, place: int) -> None:
    """One recognised table: what it is, where, and that none of its rows was lost."""
    _ = frame._
    tally = import_rows.tally(table)
    kind = frame.say(KINDS[table.kind, table.side])
    where = _("sheet {sheet}, headings in row {row}").format(sheet=table.sheet, row=table.header_row)
    widgets.words(
        [
            (kind, where),
            (
                _("Rows"),
                _("{usable} usable + {unusable} with an issue + {aside} set aside = {rows} rows that are not blank").format(
                    usable=f"{tally.usable:,}",
                    unusable=f"{tally.unusable:,}",
                    aside=f"{tally.set_aside:,}",
                    rows=f"{table.non_blank_rows:,}",
                ),
            ),
            *((_("Not used"), frame.listed(table.unused)) for _once in [1] if table.unused),
        ]
    )
    if table.set_aside:
        reasons = import_rows.reasons_set_aside(table)
        widgets.note(_("Set aside:") + " " + frame.listed(f"{frame.say(reason)} ({rows})" for reason, rows in reasons))
    if st.toggle(_("Columns"), key=f"columns.{reading.sha256}.{place}", value=bool(table.suggestions)):
        column_editor.show(frame, reading, table, place)


def _issues(frame: Frame, upload: Upload, reading: Reading, issues: list[Issue]) -> None:
    """Every issue with its address, what was read and how to mend it; and the user's own workbook with the cells marked."""
    _ = frame._
    rows = pd.DataFrame(
        [
            (
                f"{issue.sheet}!{issue.cell}" if issue.cell else issue.sheet,
                issue.row,
                issue.column or "",
                issue.value or "",
                frame.say(issue.message),
                frame.say(issue.hint),
                _("row not used") if issue.blocking and issue.row else _("note"),
            )
            for issue in issues
        ],
        columns=["cell", "row", "column", "value", "message", "hint", "effect"],
    ).astype({"row": "Int64"})
    columns = [
        Shown("cell", _("Cell")),
        Shown("column", _("Column")),
        Shown("value", _("What stands there")),
        Shown("message", _("What is wrong"), width="large"),
        Shown("hint", _("How to mend it"), width="large"),
        Shown("effect", _("Effect")),
    ]
    tables.grid(frame, rows, columns, key=f"issues.{reading.sha256}", height=260)
    ending = ".xlsm" if reading.format == "xlsm" else ".xlsx"
    widgets.download(
        _("My workbook with the issues marked"),
        lambda: mark_issues(upload.content, reading, frame.lang, password=upload.password),
        _("Issues in") + f" {Path(reading.file).stem}{ending}",
        key=f"download.issues.{reading.sha256}.{reading.file}",
    )
