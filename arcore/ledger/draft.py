"""An import while it is being prepared: what is stored, what will be, and what there is to say about it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from arcore.intake.model import Reading
from arcore.ledger import kept_issues
from arcore.ledger.changes import Change, numbered
from arcore.ledger.incoming import Incoming
from arcore.ledger.key_ranges import folded
from arcore.ledger.preview import FileIssue, TablePreview, TiedTotal
from arcore.ledger.rows import Value
from arcore.messages import Message
from arcore.policy import Policy


@dataclass
class Draft:
    """Collects changes, counts and findings; `last` are the last keys given."""

    connection: sa.Connection
    readings: Sequence[Reading]
    data_date: dt.date
    policy: Policy
    last: dict[str, int]
    changes: list[Change] = field(default_factory=list)
    tables: list[TablePreview] = field(default_factory=list)
    totals: list[TiedTotal] = field(default_factory=list)
    issues: list[FileIssue] = field(default_factory=list)
    questions: list[Message] = field(default_factory=list)
    implicit: list[str] = field(default_factory=list)
    due_basis: Counter[str] = field(default_factory=Counter)
    references: Counter[str] = field(default_factory=Counter)
    seen: list[tuple[Incoming, Mapping[int, int]]] = field(default_factory=list)

    def keys(self, table: str, count: int) -> list[int]:
        """The next keys of a table."""
        first = self.last.get(table, 0) + 1
        self.last[table] = first + count - 1
        return list(range(first, first + count))

    def change(self, change: Change) -> None:
        """Add a change unless it is empty."""
        if change.keys:
            self.changes.append(change)

    def imports(self) -> Change:
        """The record of which tables were imported and which rows they mentioned."""
        records: list[dict[str, Value]] = []
        for incoming, keys in self.seen:
            mentioned: dict[int, list[int]] = {n: [] for n in range(len(incoming.tables))}
            for position, key in keys.items():
                mentioned[incoming.of_table[position]].append(key)
            for n, (reading, table) in enumerate(incoming.tables):
                records.append(
                    {
                        "file": reading.file,
                        "sha256": reading.sha256,
                        "kind": table.kind.value,
                        "side": table.side.value,
                        "sheet": table.sheet,
                        "signature": table.signature,
                        "data_date": self.data_date.isoformat(),
                        "row_count": len(table.rows),
                        "seen": folded(mentioned[n]),
                    }
                )
        return self._added("imports", records)

    def issue_counts(self) -> Change:
        """How many issues of each kind the files had, by themselves and against the ledger."""
        return self._added(kept_issues.TABLE, kept_issues.counted(self.readings, self.issues))

    def _added(self, table: str, records: Sequence[Mapping[str, Value]]) -> Change:
        return numbered(table, self.keys(table, len(records)), records)
