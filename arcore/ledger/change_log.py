"""Reading the journal backwards: what was written to one table, by whom, when and why."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import sqlalchemy as sa

from arcore.ledger import changes as change_sets
from arcore.ledger import rows as bulk
from arcore.ledger.changes import Change
from arcore.ledger.journal import EntryKind

BULKY = (EntryKind.IMPORT, EntryKind.STATEMENT)
"""Entries of these kinds hold documents and bank lines by the thousand, and never what people keep in registers."""


@dataclass(frozen=True)
class Written:
    """Who wrote something, when, why and in which entry."""

    entry: int
    at: dt.datetime
    who: str
    why: str
    kind: EntryKind


def written(connection: sa.Connection, entries: Collection[int]) -> dict[int, Written]:
    """Who wrote these entries."""
    names = ("seq", "at", "who", "why", "kind")
    found = bulk.select_keys(connection, "journal", names, "seq", list(entries))
    return {
        int(seq or 0): Written(int(seq or 0), dt.datetime.fromisoformat(str(at)), str(who), str(why), EntryKind(kind))
        for seq, at, who, why, kind in found.tuples(names)
    }


def changes_in(connection: sa.Connection, table: str) -> Iterator[tuple[Written, Change]]:
    """Every change to a table that people keep by hand, newest entry first."""
    marks = ", ".join("?" * len(BULKY))
    entries = bulk.select(connection, "journal", ("seq",), f"WHERE kind NOT IN ({marks})", [kind.value for kind in BULKY])
    by = written(connection, [int(seq or 0) for seq in entries["seq"]])
    told = f'"table":"{table}"}}'.encode()
    for seq in sorted(by, reverse=True):
        rows = connection.execute(sa.text("SELECT content FROM journal_blocks WHERE seq = :seq ORDER BY block"), {"seq": seq})
        for (content,) in rows:
            if zlib.decompress(bytes(content)).endswith(told):
                yield by[seq], change_sets.unpacked(bytes(content))[1]
