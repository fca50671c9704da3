"""Any file a person drops: bank statement, workbook of tables, or an archive of both, told apart by content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from arcore.bulk_work import many_records
from arcore.intake import reading
from arcore.intake.archive import archive_members
from arcore.intake.encrypted import PasswordNeeded
from arcore.intake.files import open_workbook
from arcore.intake.model import Reading, Workbook
from arcore.intake.recognise import format_of
from arcore.intake.statements import reading as statements
from arcore.intake.statements.summaries import instead, is_summary
from arcore.intake.statements.tabular import is_statement_sheet
from arcore.messages import Unusable, say
from arcore.schema import Side, TableKind

Mappings = Mapping[str, Mapping[str, str]]


@many_records()
def read_files(
    content: bytes,
    name: str,
    *,
    kind: TableKind | None = None,
    side: Side | None = None,
    password: str | None = None,
    mappings: Mappings | None = None,
    currency: str = "CNY",
) -> list[Reading]:
    """One reading per file: an archive gives one for each file in it. Faults are values: see `Reading.error`, `needs_password`."""
    if format_of(content) == "zip":
        try:
            members = archive_members(content, name, password=password)
        except Unusable as fault:
            return [_refused(content, name, fault)]
        readings = [_read(m.content, m.name, kind, side, password, mappings or {}, currency) for m in members]
        return _worth_showing(readings) or [_refused(content, name, Unusable(say("{file} is an empty archive.", file=name)))]
    return [_read(content, name, kind, side, password, mappings or {}, currency)]


def _worth_showing(readings: list[Reading]) -> list[Reading]:
    """Banks pack summaries beside the statement; files without a table are left out where another file has one."""
    useful = [r for r in readings if r.error is None]
    return useful or readings


def _read(
    content: bytes, name: str, kind: TableKind | None, side: Side | None, password: str | None, mappings: Mappings, currency: str
) -> Reading:
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        if format_of(content) in statements.STRUCTURED:
            return _structured(content, name, kind, currency)
        workbook = open_workbook(content, name, password=password)
    except Unusable as fault:
        return _refused(content, name, fault)
    if kind is TableKind.STATEMENT:
        if any(reading.claims(sheet) for sheet in workbook.sheets) and not any(map(is_statement_sheet, workbook.sheets)):
            return _refused(content, name, Unusable(say("{file} lists documents or customers, it is not a bank statement.", file=name)))
        return statements.read_workbook(workbook, sha256, currency=currency)
    banking = {s.name for s in workbook.sheets if kind is None and is_statement_sheet(s) and not reading.claims(s)}
    if not banking:
        found = reading.read_workbook(workbook, sha256=sha256, kind=kind, side=side, mappings=mappings, default_currency=currency)
        summary = kind is None and found.error is not None and any(map(is_summary, workbook.sheets))
        return replace(found, error=instead(name)) if summary else found
    return _both(workbook, banking, sha256, side, mappings, currency)


def _structured(content: bytes, name: str, kind: TableKind | None, currency: str) -> Reading:
    if kind not in (None, TableKind.STATEMENT):
        raise Unusable(
            say("{file} is a bank statement: add it under bank statements, not as a list of {kind}.", file=name, kind=kind.value)
        )
    return statements.read(content, name, currency=currency)


def _both(workbook: Workbook, banking: set[str], sha256: str, side: Side | None, mappings: Mappings, currency: str) -> Reading:
    """A workbook with statements on some sheets and perhaps other tables on the rest."""
    statement = statements.read_workbook(
        replace(workbook, sheets=tuple(s for s in workbook.sheets if s.name in banking)), sha256, currency=currency
    )
    rest = replace(workbook, sheets=tuple(s for s in workbook.sheets if s.name not in banking))
    if not any(not s.hidden and any(any(cell is not None for cell in row) for row in s.rows) for s in rest.sheets):
        return statement
    tables = reading.read_workbook(rest, sha256=sha256, kind=None, side=side, mappings=mappings, default_currency=currency)
    if tables.error is not None:
        return statement
    return replace(tables, tables=(*tables.tables, *statement.tables), issues=(*tables.issues, *statement.issues))


def _refused(content: bytes, name: str, fault: Unusable) -> Reading:
    return Reading(
        name,
        hashlib.sha256(content).hexdigest(),
        format_of(content),
        error=fault.message,
        needs_password=isinstance(fault, PasswordNeeded),
    )
