"""Small changes to a few rows, as the acts of people: added, altered, one entry each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from arcore.ledger import counters
from arcore.ledger import rows as bulk
from arcore.ledger.changes import Change, numbered
from arcore.ledger.rows import Rows, Value, from_records
from arcore.ledger.tables import columns_of, key_of


def added(connection: sa.Connection, table: str, records: Sequence[Mapping[str, Value]]) -> tuple[Change, list[int]]:
    """The insertion of `records`, and the keys they get."""
    first = counters.last_keys(connection).get(table, 0) + 1
    keys = list(range(first, first + len(records)))
    if keys:
        counters.remember(connection, {table: keys[-1]})
    return numbered(table, keys, records), keys


def altered(connection: sa.Connection, table: str, fields: Mapping[int, Mapping[str, Value]]) -> Change:
    """The change of some columns of the rows with these keys; rows that are as wanted already are left out."""
    names, key = columns_of(table), key_of(table)
    before = bulk.select_keys(connection, table, names, key, list(fields))
    records = [(old, {**old, **fields[int(old[key] or 0)]}) for old in bulk.records_of(before)]
    different = [(old, new) for old, new in records if old != new]
    return Change(table, from_records([old for old, _ in different], names), from_records([new for _, new in different], names))


def found(connection: sa.Connection, table: str, where: str, values: Sequence[Value]) -> list[dict[str, Value]]:
    """Rows of a table as mappings."""
    rows: Rows = bulk.select(connection, table, columns_of(table), where, values)
    return bulk.records_of(rows)
