"""Keys for new rows: counted up, and never given twice, not even after an undo."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from arcore.ledger import rows as bulk
from arcore.ledger.tables import key_of


def last_keys(connection: sa.Connection) -> dict[str, int]:
    """The last key given in each table; tables that never had a row are missing."""
    found = bulk.select(connection, "counters", ("name", "last"))
    return {str(name): int(last or 0) for name, last in found.tuples(("name", "last"))}


def remember(connection: sa.Connection, last: Mapping[str, int]) -> None:
    """Store the last keys given."""
    known = last_keys(connection)
    for name, value in last.items():
        if value > known.get(name, 0):
            bulk.delete(connection, "counters", "name", [name])
            bulk.insert(connection, "counters", bulk.Rows({"name": [name], "last": [value]}))


def highest_stored(connection: sa.Connection, table: str) -> int:
    """The highest key now in a table."""
    return int(connection.exec_driver_sql(f"SELECT COALESCE(MAX({key_of(table)}), 0) FROM {table}").scalar() or 0)
