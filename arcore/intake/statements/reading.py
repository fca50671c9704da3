"""Any bank statement to a `Reading`: structured formats by their own reader, tables by their headings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from arcore.intake.files import open_workbook
from arcore.intake.model import Reading, Workbook
from arcore.intake.recognise import Format, format_of
from arcore.intake.statements import bai2, camt, mt940, ofx, qif, tabular
from arcore.intake.statements.model import StatementFile, tables
from arcore.messages import Unusable, say

STRUCTURED: Mapping[Format, Callable[[bytes, str], StatementFile]] = {
    "camt": camt.read,
    "mt940": mt940.read,
    "ofx": ofx.read,
    "qif": qif.read,
    "bai2": bai2.read,
}


def read(content: bytes, name: str, *, password: str | None = None, currency: str = "CNY") -> Reading:
    """A statement in any format; raises PasswordNeeded (an Unusable) when it is encrypted. Other faults are in `Reading.error`."""
    form = format_of(content)
    sha256 = hashlib.sha256(content).hexdigest()
    structured = STRUCTURED.get(form)
    if structured is None:
        return read_workbook(open_workbook(content, name, password=password), sha256, currency=currency)
    try:
        return _reading(structured(content, name), name, sha256, form)
    except Unusable as fault:
        return Reading(name, sha256, form, error=fault.message)


def read_workbook(workbook: Workbook, sha256: str, *, currency: str = "CNY") -> Reading:
    """The statements in a workbook's visible sheets."""
    try:
        file = tabular.read(workbook, currency=currency)
    except Unusable as fault:
        return Reading(workbook.name, sha256, workbook.format, error=fault.message, notes=workbook.notes)
    return _reading(file, workbook.name, sha256, workbook.format, workbook)


def _reading(file: StatementFile, name: str, sha256: str, form: str, workbook: Workbook | None = None) -> Reading:
    if not any(statement.movements for statement in file.statements) and file.issues:
        return Reading(name, sha256, form, error=say("{file}: no line could be read. {first}", file=name, first=file.issues[0].message))
    return Reading(name, sha256, form, tables=tables(file), notes=workbook.notes if workbook else ())
