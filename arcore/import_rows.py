"""What files hold and what importing them would change, as rows a person reads."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from arcore.i18n import Language
from arcore.intake.model import Reading, Table
from arcore.ledger.preview import CHANGED_COLUMNS, ImportPreview
from arcore.messages import Message
from arcore.money import shown
from arcore.schema import SCHEMAS, Kind


def last_day_of(readings: Sequence[Reading]) -> dt.date | None:
    """The latest document or receipt date in files that have been read."""
    days = [
        table.rows[name].max()
        for reading in readings
        for table in reading.tables
        for name in ("document_date", "receipt_date")
        if name in table.rows.columns
    ]
    known = [day for day in days if pd.notna(day)]
    return max(known).date() if known else None


@dataclass(frozen=True)
class Tally:
    """Every non-blank row of a table: usable + unusable + set aside."""

    usable: int
    unusable: int
    set_aside: int


def tally(table: Table) -> Tally:
    """Where the rows of a read table went."""
    return Tally(len(table.rows), table.non_blank_rows - len(table.rows) - len(table.set_aside), len(table.set_aside))


def reasons_set_aside(table: Table) -> list[tuple[Message, int]]:
    """Why rows were set aside, and how many for each reason."""
    found: dict[str, tuple[Message, int]] = {}
    for row in table.set_aside:
        text = row.reason.text("en")
        found[text] = (row.reason, found.get(text, (row.reason, 0))[1] + 1)
    return list(found.values())


def changed_fields(preview: ImportPreview, lang: Language) -> pd.DataFrame:
    """What the files say differently from the ledger: identity, field (its heading), old, new, file, source_row."""
    parts = []
    for table in preview.tables:
        schema = SCHEMAS.get(table.kind)
        if schema is None or not len(table.changed):
            continue
        headings = {column.name: column.heading(lang) for column in schema.columns}
        money = {column.name for column in schema.columns if column.kind is Kind.MONEY}
        rows = table.changed.copy()
        for name in ("old", "new"):
            rows[name] = [
                shown(int(value), lang=lang) if field in money and pd.notna(value) and re.fullmatch(r"-?\d+", str(value)) else value
                for field, value in zip(rows["field"], rows[name], strict=True)
            ]
        parts.append(rows.assign(field=rows["field"].map(headings).fillna(rows["field"])))
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(CHANGED_COLUMNS))
