"""What a journal entry does to the tables: rows before, rows after.

A change is an insertion (no rows before), a deletion (no rows after) or an update (both, key by key). Turned round it
is its own undo, and all entries replayed from nothing give today's tables: that is how tampering is found.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import sqlalchemy as sa

from arcore.ledger import rows as bulk
from arcore.ledger.rows import Rows, Value, from_records
from arcore.ledger.tables import DATA_TABLES, columns_of, key_of

ROWS_IN_A_BLOCK = 20_000


@dataclass(frozen=True)
class Change:
    """Rows of one table, `before` and `after`; where both have rows they have the same keys in the same order."""

    table: str
    before: Rows
    after: Rows

    @property
    def keys(self) -> list[Value]:
        """The keys of the rows it touches."""
        key = key_of(self.table)
        return self.after[key] if len(self.after) else self.before[key]

    def undone(self) -> Change:
        """The change that takes this one back."""
        return Change(self.table, self.after, self.before)


def no_rows(table: str) -> Rows:
    """No rows of a table."""
    return Rows({name: [] for name in columns_of(table)})


def insertion(table: str, rows: Rows) -> Change:
    """New rows; columns that `rows` lacks are None."""
    blank: list[Value] = [None] * len(rows)
    return Change(table, no_rows(table), Rows({name: rows.columns.get(name, blank) for name in columns_of(table)}))


def numbered(table: str, keys: Sequence[int], records: Sequence[Mapping[str, Value]]) -> Change:
    """The insertion of `records`, each with its key."""
    with_keys = [{**record, key_of(table): key} for key, record in zip(keys, records, strict=True)]
    return insertion(table, from_records(with_keys, columns_of(table)))


def written_by(changes: Iterable[Change], entry: int) -> tuple[Change, ...]:
    """The same changes, empty ones dropped, with `entry` as the writer of every row after."""
    return tuple(Change(c.table, c.before, c.after.with_constant("entry", entry)) for c in changes if len(c.before) or len(c.after))


def apply(connection: sa.Connection, changes: Iterable[Change]) -> None:
    """Write the changes: insertions with parents first, then updates, then deletions with children first."""
    by_table: dict[str, list[Change]] = {name: [] for name in DATA_TABLES}
    for change in changes:
        by_table[change.table].append(change)
    for name, found in by_table.items():
        for change in found:
            if not len(change.before):
                bulk.insert(connection, name, change.after)
    for name, found in by_table.items():
        for change in found:
            if len(change.before) and len(change.after):
                bulk.update(connection, name, key_of(name), change.after)
    for name, found in reversed(by_table.items()):
        for change in found:
            if not len(change.after):
                bulk.delete(connection, name, key_of(name), change.before[key_of(name)])


def packed(changes: Iterable[Change]) -> Iterator[tuple[str, bytes]]:
    """(digest, compressed content) of each block; the digest is the SHA-256 of the canonical JSON inside."""
    for change in changes:
        for start in range(0, max(len(change.before), len(change.after)), ROWS_IN_A_BLOCK):
            part = slice(start, start + ROWS_IN_A_BLOCK)
            text = canonical({"table": change.table, "before": _folded(change.before, part), "after": _folded(change.after, part)})
            yield sha256(text).hexdigest(), zlib.compress(text, 1)


def unpacked(content: bytes) -> tuple[str, Change]:
    """(digest of what is really there, the change) of one stored block."""
    text = zlib.decompress(content)
    block = json.loads(text)
    return sha256(text).hexdigest(), Change(block["table"], _unfolded(block["before"]), _unfolded(block["after"]))


def canonical(value: object) -> bytes:
    """The one JSON spelling that is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _folded(rows: Rows, part: slice) -> dict[str, object]:
    columns = {name: values[part] for name, values in rows.columns.items()}
    count = len(next(iter(columns.values()), []))
    folded = {name: values[0] if count and values.count(values[0]) == count else values for name, values in columns.items()}
    return {"rows": count, "columns": folded if count else {name: [] for name in columns}}


def _unfolded(block: dict[str, object]) -> Rows:
    count, columns = block["rows"], block["columns"]
    assert isinstance(count, int)
    assert isinstance(columns, dict)
    return Rows({name: values if isinstance(values, list) else [values] * count for name, values in columns.items()})
