"""A file → everything that was understood of it: tables with their rows, issues, rows set aside, or one reason to reject it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from arcore.intake.conventions import settle_repetitions
from arcore.intake.data_date import data_date
from arcore.intake.documents import count_missing_due
from arcore.intake.files import PasswordNeeded, open_workbook
from arcore.intake.finishing import finish
from arcore.intake.grid import Grid
from arcore.intake.layout import Choice, find_header, is_complete, looks_like_statement
from arcore.intake.model import Issue, Reading, SetAside, Sheet, Table, Workbook
from arcore.intake.surroundings import texts_of
from arcore.intake.tables import Found, Setting, read_sheet
from arcore.intake.totals import compare
from arcore.intake.words import squeezed
from arcore.messages import Message, Unusable, say
from arcore.schema import Side, TableKind


def read(
    content: bytes,
    name: str,
    *,
    kind: TableKind | None = None,
    side: Side | None = None,
    password: str | None = None,
    mappings: Mapping[str, Mapping[str, str]] | None = None,
    default_currency: str = "CNY",
) -> Reading:
    """Read a workbook, CSV or HTML table. `mappings`: corrections by header signature, {heading: canonical name or ''}."""
    digest = hashlib.sha256(content).hexdigest()
    try:
        workbook = open_workbook(content, name, password=password)
    except PasswordNeeded as locked:
        return Reading(name, digest, "encrypted", error=locked.message, needs_password=True)
    except Unusable as unusable:
        return Reading(name, digest, "", error=unusable.message)
    return read_workbook(workbook, sha256=digest, kind=kind, side=side, mappings=mappings, default_currency=default_currency)


def read_workbook(
    workbook: Workbook,
    *,
    sha256: str = "",
    kind: TableKind | None = None,
    side: Side | None = None,
    mappings: Mapping[str, Mapping[str, str]] | None = None,
    default_currency: str = "CNY",
) -> Reading:
    """Read the visible sheets of an opened workbook."""
    visible = [sheet for sheet in workbook.sheets if not sheet.hidden]
    setting = Setting(Choice(kind, side, mappings), default_currency, many_sheets=len(visible) > 1)
    lists = [sheet for sheet in visible if kind is not None or not looks_like_statement(sheet) or claims(sheet)]
    found = [read_sheet(sheet, setting) for sheet in lists]
    drafts = [draft for f in found for draft in f.drafts]
    settle_repetitions(drafts)
    for f in found:
        for draft, columns in zip(f.drafts, f.columns, strict=True):
            compare(draft, columns)
    notes = list(workbook.notes) + _notes(workbook)
    for draft in drafts:
        missing = count_missing_due(draft) if draft.kind is TableKind.DOCUMENTS else None
        notes += draft.notes + ([missing] if missing else [])
    tables = _stack([table for draft in drafts for table in finish(draft)])
    usable = tuple(table for table in tables if len(table.rows))
    rejected = [issue for f in found for issue in f.rejected]
    rejected += [_no_usable_row(table) for table in tables if not len(table.rows) and _has_blocking(table)]
    aside = tuple(a for f in found for a in f.aside) + _hidden(workbook)
    if usable:
        aside += tuple(a for table in tables if len(table.rows) == 0 and not table.issues for a in table.set_aside)
        tables = tuple(table for table in tables if len(table.rows) or table.issues)
    error = None if usable else _reason(workbook, found, rejected)
    return Reading(
        workbook.name,
        sha256,
        workbook.format,
        tables if usable or any(table.issues for table in tables) else (),
        error,
        tuple(rejected) if usable else (),
        tuple(notes),
        set_aside=aside,
        data_date=data_date(workbook, _last_day(tables)),
    )


def _last_day(tables: Sequence[Table]) -> dt.date | None:
    """The latest document or receipt among the rows."""
    days = [
        t.rows[name].max() for t in tables for name in ("document_date", "receipt_date") if name in t.rows and t.rows[name].notna().any()
    ]
    return max(days).date() if days else None


def _notes(workbook: Workbook) -> list[Message]:
    """Hidden sheets are skipped and said so; hidden rows are used and counted."""
    notes = [say("Sheet “{sheet}” is hidden and was not read", sheet=sheet.name) for sheet in workbook.sheets if sheet.hidden]
    for sheet in workbook.sheets:
        if sheet.hidden_rows and not sheet.hidden:
            notes.append(
                say("Sheet “{sheet}”: {count} hidden rows were read like the others", sheet=sheet.name, count=len(sheet.hidden_rows))
            )
    return notes


def _hidden(workbook: Workbook) -> tuple[SetAside, ...]:
    """The rows of hidden sheets."""
    reason = say("On a hidden sheet")
    return tuple(
        SetAside(sheet.name, i + 1, reason)
        for sheet in workbook.sheets
        if sheet.hidden
        for i, row in enumerate(sheet.rows)
        if any(v is not None and str(v).strip() for v in row)
    )


def _has_blocking(table: Table) -> bool:
    return any(issue.blocking for issue in table.issues)


def claims(sheet: Sheet) -> bool:
    """Whether a sheet plainly lists documents or is a customer's ledger, even if its columns would do for a bank statement."""
    grid = Grid.of(sheet)
    found = find_header(grid, 0, Choice())
    if found is None or not found[1] or found[0].assignment.kind is not TableKind.DOCUMENTS:
        return False
    header = found[0]
    if is_complete(header.assignment) and "document_no" not in header.assignment.weak:
        return True
    above = [squeezed(text) for text in texts_of(grid, grid.non_blank(0, header.row))]
    named = any(text.startswith(("客户", "往来", "供应商", "购货单位", "customer", "vendor", "supplier")) for text in above)
    return header.assignment.is_ledger and (named or any(word in squeezed(sheet.name) for word in ("应收", "应付", "往来", "客户")))


def _no_usable_row(table: Table) -> Issue:
    first = next((issue.message for issue in table.issues), say("every row was set aside"))
    return Issue(
        "rejected_table",
        say("Sheet “{sheet}”: no row can be used; the first reason: {reason}", sheet=table.sheet, reason=first),
        sheet=table.sheet,
        blocking=False,
    )


def _reason(workbook: Workbook, found: Sequence[Found], rejected: Sequence[Issue]) -> Message:
    """The one sentence for a file of which nothing can be used."""
    if any(looks_like_statement(sheet) for sheet in workbook.sheets if not sheet.hidden):
        return say("This looks like a bank statement: add it on the page for bank statements")
    if rejected:
        return rejected[0].message
    for f in found:
        if f.almost:
            return f.almost
    if workbook.sheets and all(sheet.hidden for sheet in workbook.sheets):
        return say("Every sheet of the workbook is hidden: unhide the one with the data")
    if not any(sheet.rows for sheet in workbook.sheets):
        return say("The file is empty")
    return say("No heading row was found: the file needs headings such as 客户名称, 发票号码, 开票日期, 金额 above its rows")


def _stack(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Sheets of the same make (one a month, one a customer) become one table."""
    alike: dict[tuple[object, ...], list[Table]] = {}
    for table in tables:
        make = (table.kind, table.side, table.facts.get("from"), tuple(table.columns.items()))
        alike.setdefault(make, []).append(table)
    return tuple(found[0] if len(found) == 1 else _joined(found) for found in alike.values())


def _joined(tables: Sequence[Table]) -> Table:
    """One table of several; `facts["sheets"]` names the sheets it came from."""
    filled = [table.rows for table in tables if len(table.rows)]
    counts = [count for table in tables if isinstance(count := table.facts.get("missing_due_date"), int)]
    facts = {**tables[0].facts, "sheets": list(dict.fromkeys(table.sheet for table in tables))}
    return replace(
        tables[0],
        rows=pd.concat(filled, ignore_index=True) if filled else tables[0].rows,
        issues=tuple(issue for table in tables for issue in table.issues),
        set_aside=tuple(row for table in tables for row in table.set_aside),
        non_blank_rows=sum(table.non_blank_rows for table in tables),
        facts={**facts, "missing_due_date": sum(counts)} if counts else facts,
    )
