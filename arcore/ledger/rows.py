"""Rows by the column: the ledger's bulk form, between frames, database and journal.

Values are whole numbers, text or None. Nothing here goes row by row through an object mapper: 100,000 documents
are one call.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from arcore.ledger.connect import is_sqlite

Value: TypeAlias = int | str | None
PARAMETERS_AT_ONCE = 900


@dataclass(frozen=True)
class Rows:
    """Some rows of one table, column by column; every list has the same length."""

    columns: dict[str, list[Value]]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), []))

    def __getitem__(self, column: str) -> list[Value]:
        return self.columns[column]

    def tuples(self, names: Sequence[str]) -> list[tuple[Value, ...]]:
        """The rows as tuples of the columns `names`."""
        return list(zip(*(self.columns[name] for name in names), strict=True))

    def only(self, positions: Sequence[int]) -> Rows:
        """The rows at `positions`, in that order."""
        if positions == list(range(len(self))):
            return Rows({name: list(values) for name, values in self.columns.items()})
        return Rows({name: [values[i] for i in positions] for name, values in self.columns.items()})

    def with_constant(self, name: str, value: Value) -> Rows:
        """The same rows with one column set to `value` everywhere."""
        return Rows({**self.columns, name: [value] * len(self)})


def from_records(records: Sequence[Mapping[str, Value]], names: Sequence[str]) -> Rows:
    """Rows of a few mappings; what a mapping does not name is None."""
    return Rows({name: [record.get(name) for record in records] for name in names})


def plain_values(series: pd.Series) -> list[Value]:
    """A frame's column as whole numbers, text and None; dates become ISO text.

    >>> plain_values(pd.Series([1, None], dtype="Int64")), plain_values(pd.to_datetime(pd.Series(["2026-02-01", None])))
    ([1, None], ['2026-02-01', None])
    """
    if pd.api.types.is_datetime64_any_dtype(series.dtype):
        codes, days = pd.factorize(series)
        texts: list[Value] = [*pd.DatetimeIndex(days).strftime("%Y-%m-%d"), None]
        return [texts[code] for code in codes.tolist()]
    if pd.api.types.is_float_dtype(series.dtype):
        series = series.astype("Int64")
    if isinstance(series.dtype, pd.StringDtype) and series.str.contains("\0", regex=False).any():
        series = series.str.replace("\0", "", regex=False)  # PostgreSQL stores no NUL
    values: list[Value] = pa.Array.from_pandas(series).to_pylist()
    return values


def select(connection: sa.Connection, table: str, names: Sequence[str], where: str = "", values: Sequence[Value] = ()) -> Rows:
    """Rows of a table; `where` is SQL with ? for each of `values`.

    The database hands over each column as one JSON array: twice as fast as a tuple per row.
    """
    aggregate = "json_group_array({})" if is_sqlite(connection) else "json_agg({})::text"
    columns = ", ".join(aggregate.format(name) for name in names)
    sql = f"SELECT {columns} FROM (SELECT {', '.join(names)} FROM {table} {where}) AS found"
    found = connection.exec_driver_sql(_styled(connection, sql), tuple(values)).fetchone()
    assert found is not None
    return Rows({name: json.loads(column) if column else [] for name, column in zip(names, found, strict=True)})


def records_of(rows: Rows) -> list[dict[str, Value]]:
    """The rows as mappings (for few rows)."""
    return [dict(zip(rows.columns, row, strict=True)) for row in rows.tuples(list(rows.columns))]


def select_keys(connection: sa.Connection, table: str, names: Sequence[str], column: str, keys: Sequence[Value]) -> Rows:
    """Rows of a table whose `column` is one of `keys`, however many, in the order of their key."""
    distinct = sorted(set(keys) - {None}, key=lambda key: (str(type(key)), key))
    parts = [distinct[i : i + PARAMETERS_AT_ONCE] for i in range(0, len(distinct), PARAMETERS_AT_ONCE)] or [[]]
    merged: dict[str, list[Value]] = {name: [] for name in names}
    for part in parts:
        where = f"WHERE {column} IN ({', '.join('?' * len(part))})" if part else "WHERE 1 = 0"
        for name, values in select(connection, table, names, where, part).columns.items():
            merged[name].extend(values)
    return Rows(merged)


def insert(connection: sa.Connection, table: str, rows: Rows) -> None:
    """Add rows in bulk (COPY on PostgreSQL)."""
    if not len(rows):
        return
    names = [name for name, values in rows.columns.items() if values.count(None) < len(values)]  # the rest is NULL anyway
    if is_sqlite(connection):
        holes = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({holes})", rows.tuples(names))
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows.tuples(names):
            copy.write_row(row)


def update(connection: sa.Connection, table: str, key: str, rows: Rows) -> None:
    """Set every column of the rows found by `key`."""
    if not len(rows):
        return
    names = [name for name in rows.columns if name != key]
    sql = f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in names)} WHERE {key} = ?"
    connection.exec_driver_sql(_styled(connection, sql), rows.tuples([*names, key]))


def delete(connection: sa.Connection, table: str, key: str, keys: Sequence[Value]) -> None:
    """Remove the rows with these keys."""
    for start in range(0, len(keys), PARAMETERS_AT_ONCE):
        part = keys[start : start + PARAMETERS_AT_ONCE]
        connection.exec_driver_sql(_styled(connection, f"DELETE FROM {table} WHERE {key} IN ({', '.join('?' * len(part))})"), tuple(part))


def _styled(connection: sa.Connection, sql: str) -> str:
    return sql if is_sqlite(connection) else sql.replace("?", "%s")
