"""What changed in customers, from which day, by a file or by a person; and how an import meets what a person edited.

An edit wins over a file that only repeats the value from before it; a value that the file brings anew wins over the edit.
First values are not listed here: they count from the beginning (see `arcore.customers_at`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import pandas as pd
import sqlalchemy as sa

from arcore.ledger import recording
from arcore.ledger import rows as bulk
from arcore.ledger.changes import Change, insertion
from arcore.ledger.frames import frame_of
from arcore.ledger.rows import Value, from_records
from arcore.ledger.tables import columns_of
from arcore.messages import Message, Unusable, both, say
from arcore.schema import CUSTOMERS, Column, Kind

TABLE = "customer_changes"
COLUMNS = ("change_key", "customer_key", "field", "origin", "valid_from", "old", "new", "entry")
FIXED = {"customer_id", "customer_name", "opening_balance", "opening_date"}
"""What identifies a customer or began its account is not edited here."""

EDITABLE = tuple(column.name for column in CUSTOMERS.columns if column.name not in FIXED)
LONGEST = 2_000
Edits = Mapping[int, Mapping[str, Any]]


class Origin(Enum):
    """Where a value came from."""

    FILE = "file"
    EDIT = "edit"


def read(connection: sa.Connection, customers: Sequence[int] | None = None) -> pd.DataFrame:
    """The changes in the order they were recorded, as `Books.customer_changes` has them."""
    return changes_of(bulk.select(connection, TABLE, COLUMNS, "ORDER BY change_key"), customers)


def changes_of(rows: bulk.Rows, customers: Sequence[int] | None = None) -> pd.DataFrame:
    """Stored changes as a frame, of these customers where `customers` is given."""
    found = frame_of(rows, COLUMNS, ("change_key", "customer_key", "entry"), ())
    return found if customers is None else found[found["customer_key"].isin(list(customers))].reset_index(drop=True)


def as_text(value: Value) -> str | None:
    """A stored value as the list of changes keeps it."""
    return None if value is None else str(value)


@dataclass
class Edited:
    """The fields that a person edited, each with what the files said last; what an import changes about them."""

    said: dict[tuple[int, str], str | None]
    kept: int = 0
    overruled: list[tuple[int, str]] = field(default_factory=list)
    records: list[dict[str, Value]] = field(default_factory=list)

    @classmethod
    def of(cls, connection: sa.Connection) -> Edited:
        """What is edited now."""
        said: dict[tuple[int, str], str | None] = {}
        names = ("customer_key", "field", "origin", "old")
        for key, name, origin, old in bulk.select(connection, TABLE, names, "ORDER BY change_key").tuples(names):
            place = (int(key or 0), str(name))
            if origin == Origin.FILE.value:
                said.pop(place, None)
            elif place not in said:
                said[place] = as_text(old)
        return cls(said)

    def differs(self, key: int, name: str, stored: Value, incoming: Value) -> bool:
        """Whether a file's value changes the stored one; notes it where it does, or where the file has caught up."""
        if stored == incoming and not self.said:
            return False
        place = (key, name)
        if place in self.said and stored != incoming and as_text(incoming) == self.said[place]:
            self.kept += 1
            return False
        if place in self.said:
            del self.said[place]
            if stored != incoming:
                self.overruled.append(place)
            self._note(key, name, stored, incoming)
        elif stored is not None and stored != incoming and name in EDITABLE:
            self._note(key, name, stored, incoming)
        return stored != incoming

    def _note(self, key: int, name: str, old: Value, new: Value) -> None:
        self.records.append({"customer_key": key, "field": name, "origin": Origin.FILE.value, "old": as_text(old), "new": as_text(new)})

    def change(self, keys: Sequence[int], valid_from: dt.date) -> Change:
        """The insertion of what was noted, under these keys."""
        dated = [
            {**record, "change_key": key, "valid_from": valid_from.isoformat()} for key, record in zip(keys, self.records, strict=True)
        ]
        return insertion(TABLE, from_records(dated, columns_of(TABLE)))


def kept(edits: Edits) -> dict[int, dict[str, Value]]:
    """The edits as the table keeps them. Raises Unusable where a field does not exist or cannot hold its value."""
    return {key: {name: _kept(name, value) for name, value in fields.items()} for key, fields in edits.items()}


def listed(names: Collection[str]) -> Message:
    """Fields of a customer by their headings."""
    columns = [CUSTOMERS.column(name) for name in sorted(names, key=EDITABLE.index)]
    return both("、".join(column.zh for column in columns), ", ".join(column.en for column in columns))


def changes(connection: sa.Connection, values: Mapping[int, Mapping[str, Value]], day: dt.date) -> list[Change]:
    """What an act that changes customers writes about them; `values` as `kept` gives them. Raises Unusable where they cannot be."""
    stored = {
        int(row["customer_key"] or 0): row
        for row in bulk.records_of(bulk.select_keys(connection, "customers", columns_of("customers"), "customer_key", list(values)))
    }
    if missing := values.keys() - stored.keys():
        raise Unusable(say("The customer or document {key} is not in the books (any more). Load the page again.", key=min(missing)))
    records: list[dict[str, Value]] = []
    counts_from = _counts_from(connection, list(values))
    for key, fields in values.items():
        _refuse_reversed(stored[key], fields)
        for name, new in fields.items():
            if stored[key][name] != new or day.isoformat() < counts_from.get((key, name), ""):
                old = as_text(stored[key][name])
                origin: dict[str, Value] = {"customer_key": key, "field": name, "origin": Origin.EDIT.value, "valid_from": day.isoformat()}
                records.append({**origin, "old": old, "new": as_text(new)})
    return [recording.altered(connection, "customers", values), recording.added(connection, TABLE, records)[0]]


def _counts_from(connection: sa.Connection, customers: list[int]) -> dict[tuple[int, str], str]:
    """The day from which the latest change of each field counts: the same value from an earlier day is a change, too."""
    names = ("customer_key", "field", "valid_from", "change_key")
    found = sorted(bulk.select_keys(connection, TABLE, names, "customer_key", customers).tuples(names), key=lambda row: int(row[3] or 0))
    return {(int(key or 0), str(name)): str(day) for key, name, day, _ in found}


def _refuse_reversed(stored: Mapping[str, Value], fields: Mapping[str, Value]) -> None:
    start, end = ({**stored, **fields}[name] for name in ("temporary_from", "temporary_to"))
    if start is not None and end is not None and str(start) > str(end):
        name = stored["customer_name"] or stored["customer_id"]
        raise Unusable(say("{customer}: the temporary limit ends before it begins.", customer=name))


def _kept(name: str, value: Any) -> Value:
    """A value as the table keeps it. Raises Unusable where the field does not exist or cannot hold it."""
    if name not in EDITABLE:
        raise Unusable(say("The field {field} of a customer cannot be changed here.", field=name))
    if value is None or (not isinstance(value, str) and bool(pd.isna(value))) or (isinstance(value, str) and not value.strip()):
        return None
    column = CUSTOMERS.column(name)
    if column.kind is Kind.MONEY:
        return _amount(column, value)
    if column.kind is Kind.DATE:
        return _day(column, value)
    text = str(value).replace("\0", "").strip()
    if len(text) > LONGEST:
        raise Unusable(say("{field} is too long: at most {most} characters.", field=column.title, most=LONGEST))
    return text


def _amount(column: Column, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10**17:
        raise Unusable(say("{field}: “{value}” is not an amount.", field=column.title, value=value))
    return value


def _day(column: Column, value: Any) -> str:
    try:
        return pd.Timestamp(value).date().isoformat()
    except ValueError:
        raise Unusable(say("{field}: “{value}” is not a date. Write it like 2026-06-30.", field=column.title, value=value)) from None
