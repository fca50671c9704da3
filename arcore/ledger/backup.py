"""The whole ledger in one file, readable by either database: a zip of JSON lines, journal included.

Restoring goes into an empty ledger only; the journal comes along unchanged.
"""

from __future__ import annotations

import base64
import io
import json
import os
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import sqlalchemy as sa

from arcore.ledger import rows as bulk
from arcore.ledger.rows import Rows, Value
from arcore.ledger.tables import closings, customer_changes, files, import_issues, journal, metadata, register_changes, register_rows
from arcore.messages import Unusable, say

FORMAT = "receivables-desk-ledger-1"
TOLD_BY = "format.txt"
ADDED_LATER = {table.name for table in (customer_changes, register_rows, register_changes, files, closings, import_issues)}
"""Tables that a backup of an earlier version lacks."""


def back_up(connection: sa.Connection, path: Path) -> None:
    """Write the ledger to `path`; a half-written file never takes its place. Raises Unusable where it cannot be written."""
    draft = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
            archive.writestr(TOLD_BY, FORMAT)
            for table in metadata.sorted_tables:
                with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
                    for line in _lines(connection, table):
                        file.write(line)
        os.replace(draft, path)
    except OSError as fault:
        raise Unusable(say("{file} cannot be written: {reason}", file=path, reason=fault.strerror or fault)) from fault


def _lines(connection: sa.Connection, table: sa.Table) -> Iterator[bytes]:
    names = [column.name for column in table.columns]
    yield _line(names)
    for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns)):
        yield _line([base64.b64encode(bytes(value)).decode() if isinstance(value, (bytes, memoryview)) else value for value in row])


def _line(values: Sequence[object]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def put_back(connection: sa.Connection, path: Path) -> None:
    """Fill an empty ledger from a backup; call inside `writing`. Raises Unusable for another file, or a ledger with entries."""
    if connection.execute(sa.select(sa.func.count()).select_from(journal)).scalar():
        raise Unusable(say("This ledger already has entries; a backup can only be restored into an empty one."))
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.read(TOLD_BY).decode() != FORMAT:
                raise KeyError(TOLD_BY)
            held = set(archive.namelist())
            for table in metadata.sorted_tables:
                if f"{table.name}.jsonl" in held or table.name not in ADDED_LATER:
                    _fill(connection, table, archive.read(f"{table.name}.jsonl"))
    except OSError as fault:
        raise Unusable(say("{file} cannot be read: {reason}", file=path, reason=fault.strerror or fault)) from fault
    except (zipfile.BadZipFile, KeyError, ValueError) as fault:
        raise Unusable(say("{file} is not a backup of a ledger.", file=path.name)) from fault


def _fill(connection: sa.Connection, table: sa.Table, content: bytes) -> None:
    lines = io.BytesIO(content)
    names: list[str] = json.loads(next(lines))
    rows = [json.loads(line) for line in lines]
    binary = [names.index(column.name) for column in table.columns if isinstance(column.type, sa.LargeBinary)]
    if binary:
        decoded = [[base64.b64decode(v) if place in binary else v for place, v in enumerate(row)] for row in rows]
        if decoded:
            connection.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in decoded])
        return
    columns: dict[str, list[Value]] = (
        {name: list(values) for name, values in zip(names, zip(*rows, strict=True), strict=False)} if rows else {}
    )
    bulk.insert(connection, table.name, Rows(columns))
