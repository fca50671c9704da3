"""What entries after a place of the journal changed beside money: customers' terms, due dates, what registers hold.

The net of these entries counts: what was recorded and taken back again since is no change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd
import sqlalchemy as sa

from arcore.ledger import journal
from arcore.ledger import rows as bulk
from arcore.ledger.changes import Change
from arcore.ledger.journal import JournalEntry
from arcore.ledger.rows import Value

CUSTOMER, DUE = "customer", "due"
COLUMNS = ("what", "key", "row_key", "field", "valid_from", "old", "new", "entry", "at", "who", "why")
"""what: 'customer', 'due' or a register's name · key: of the customer, or of the document for 'due' · valid_from: missing where it
counts at any date · old, new: text, for registers the row as JSON, missing where there was or is none."""

Record = dict[str, Value]
_KEYS = {"customer_changes": "change_key", "register_changes": "change_key", "register_rows": "row_key", "documents": "document_key"}


@dataclass
class _Net:
    """Of each row that was touched: how it was before all these entries, how it is after them, and the entry that wrote it last."""

    rows: dict[int, tuple[Record | None, Record | None, JournalEntry]] = field(default_factory=dict)

    def add(self, change: Change, key: str, entry: JournalEntry) -> None:
        before, after = ({int(row[key] or 0): row for row in bulk.records_of(rows)} for rows in (change.before, change.after))
        for number in before | after:
            first = self.rows[number][0] if number in self.rows else before.get(number)
            self.rows[number] = (first, after.get(number), entry)

    def told(self) -> Iterator[tuple[Record, Value, Value, JournalEntry]]:
        """Of a table each of whose rows is a change itself: the row, what counted before and what counts now, of new ones and of
        those taken back."""
        for first, last, entry in self.rows.values():
            if first is None and last is not None:
                yield last, last["old"], last["new"], entry
            elif first is not None and last is None:
                yield first, first["new"], first["old"], entry


def changed_since(connection: sa.Connection, position: int) -> pd.DataFrame:
    """`COLUMNS`, in the order of the entries that wrote last."""
    found = {table: _Net() for table in _KEYS}
    for entry in reversed(journal.entries(connection, where="WHERE seq > ?", values=[position])):
        for change in journal.changes_of(connection, entry.seq):
            if change.table in found:
                found[change.table].add(_moved(change) if change.table == "documents" else change, _KEYS[change.table], entry)
    owners = _owners(connection, found["register_changes"])
    rows = [
        *_customers(found["customer_changes"]),
        *_due(found["documents"]),
        *_amended(found["register_changes"], found["register_rows"], owners),
        *_registers(found["register_rows"]),
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS)).sort_values(["entry", "what", "key"], kind="stable").reset_index(drop=True)
    days = pd.to_datetime(table["valid_from"], format="%Y-%m-%d").astype("datetime64[us]")
    return table.assign(valid_from=days).astype({"key": "Int64", "row_key": "Int64", "entry": "int64"})


def _moved(change: Change) -> Change:
    """Of a change of documents the rows that are due on another day now."""
    if not len(change.before) or not len(change.after):
        return Change(change.table, change.before.only([]), change.after.only([]))
    days = zip(change.before["due_date"], change.after["due_date"], strict=True)
    places = [place for place, (old, new) in enumerate(days) if old != new]
    return Change(change.table, change.before.only(places), change.after.only(places))


def _row(what: Value, key: Value, row_key: Value, name: str, day: Value, old: Value, new: Value, entry: JournalEntry) -> tuple[Value, ...]:
    return what, key, row_key, name, day, old, new, entry.seq, entry.at.isoformat(timespec="seconds"), entry.who, entry.why


def _customers(net: _Net) -> Iterator[tuple[Value, ...]]:
    for told, old, new, entry in net.told():
        yield _row(CUSTOMER, told["customer_key"], None, str(told["field"]), told["valid_from"], old, new, entry)


def _due(net: _Net) -> Iterator[tuple[Value, ...]]:
    for key, (first, last, entry) in net.rows.items():
        if first is not None and last is not None and first["due_date"] != last["due_date"]:
            day = entry.summary.values.get("agreed_on")
            agreed = day if isinstance(day, str) else None
            yield _row(DUE, key, None, "due_date", agreed, first["due_date"], last["due_date"], entry)


def _registers(net: _Net) -> Iterator[tuple[Value, ...]]:
    """Rows that are new, and rows that were taken out."""
    for key, (first, last, entry) in net.rows.items():
        old, new = _content(first), _content(last)
        if (old is None) != (new is None):
            told: Record = last or first or {}
            yield _row(told["register"], told["customer_key"], key, "", None, old, new, entry)


def _content(row: Record | None) -> Value:
    return None if row is None or row["removed"] else row["content"]


def _amended(net: _Net, rows: _Net, owners: dict[int, tuple[Value, Value]]) -> Iterator[tuple[Value, ...]]:
    """Amendments of rows that were there before, and amendments taken back."""
    new = {key for key, (first, _, _) in rows.rows.items() if _content(first) is None}
    for told, old, now, entry in net.told():
        key = int(told["row_key"] or 0)
        if key not in new and key in owners:
            register, customer = owners[key]
            yield _row(register, customer, key, "", told["valid_from"], old, now, entry)


def _owners(connection: sa.Connection, net: _Net) -> dict[int, tuple[Value, Value]]:
    """Of each amended row that is still in its register: the register, and the customer it is about."""
    keys: list[Value] = [(last or first or {})["row_key"] for first, last, _ in net.rows.values()]
    names = ("row_key", "register", "customer_key", "removed")
    stored = bulk.select_keys(connection, "register_rows", names, "row_key", keys)
    return {int(key or 0): (register, customer) for key, register, customer, removed in stored.tuples(names) if not removed}
