"""Workbooks straight to books, by the rules of an import into a ledger, so that this way and the app's cannot disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from arcore import ledger
from arcore.books import Books
from arcore.bulk_work import many_records
from arcore.commands.check import issue_as_dict
from arcore.commands.common import content_of
from arcore.i18n import Language
from arcore.intake.anything import read_files
from arcore.intake.data_date import said_day
from arcore.intake.model import Reading
from arcore.ledger import ImportPreview
from arcore.messages import Message, Unusable, say
from arcore.policy import Policy
from arcore.schema import TableKind


def usable(paths: Iterable[Path], kind: TableKind, password: str | None = None, currency: str = "CNY") -> list[Reading]:
    """Readings of files that must be usable, amounts without currency in `currency`; raises Unusable with the first one's reason."""
    readings = [
        reading for path in paths for reading in read_files(content_of(path), path.name, kind=kind, password=password, currency=currency)
    ]
    for reading in readings:
        if reading.error is not None:
            raise Unusable(with_file(reading.file, reading.error))
    return readings


def with_file(file: str, reason: Message) -> Message:
    """The reason, beginning with the file's name where it does not name it."""
    return reason if reason.values.get("file") == file else say("{file}: {reason}", file=file, reason=reason)


@many_records()
def temporary_books(readings: list[Reading], as_of: dt.date, policy: Policy) -> tuple[Books, ImportPreview]:
    """The books of a ledger into which only these readings are imported, and what was noticed on the way in.

    A paid column shows the state of the day the files name, else of `as_of` or of the last receipt where receipts go further.
    """
    said = said_day((r for r in readings if any(table.kind is TableKind.DOCUMENTS for table in r.tables)), outright=True)
    day = said.day if said else max(as_of, last_receipt(readings) or as_of)
    preview = ledger.open(ledger.MEMORY).preview_import(readings, data_date=day, policy=policy)
    return ledger.books_of(preview), preview


def last_receipt(readings: list[Reading]) -> dt.date | None:
    """The day of the latest receipt in the files."""
    tables = [table.rows for reading in readings for table in reading.tables if table.kind is TableKind.RECEIPTS]
    days = [rows["receipt_date"].max() for rows in tables if "receipt_date" in rows and rows["receipt_date"].notna().any()]
    return max(days).date() if days else None


def findings(readings: list[Reading], preview: ImportPreview, lang: Language) -> dict[str, Any]:
    """What was left out or doubted, for the answer: issues with file and cell, and questions about the whole."""
    found = [(r.file, issue) for r in readings for issue in (*r.issues, *(i for table in r.tables for i in table.issues))]
    found += [(known.file, known.issue) for known in preview.issues]
    return {
        "issues": [{"file": file, "sheet": issue.sheet, **issue_as_dict(issue, lang)} for file, issue in found],
        "notes": [question.text(lang) for question in preview.questions],
    }


def warn(noticed: dict[str, Any], lang: Language) -> None:
    """Say on stderr how many rows are missing from the figures, and every question."""
    left_out = len({(i["file"], i["sheet"], i["row"]) for i in noticed["issues"] if i["blocking"] and i["row"] is not None})
    if left_out:
        first = next(i for i in noticed["issues"] if i["blocking"] and i["row"] is not None)
        place = f"{first['file']} {first['sheet']}!{first['cell'] or first['row']} {first['message']}"
        click.echo(
            say("{count} rows could not be used and are not in these figures. First: {place}", count=left_out, place=place).text(lang),
            err=True,
        )
    for note in noticed["notes"]:
        click.echo(note, err=True)
