"""The journal: who did what, when and why, with the rows before and after, chained by hashes.

Each entry's hash covers its own fields, the digests of its rows before and after, and the hash of the entry before
it. Altering, removing or inserting an entry breaks the chain from there on.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

import sqlalchemy as sa

from arcore.ledger import changes as change_sets
from arcore.ledger import rows as bulk
from arcore.ledger.changes import Change
from arcore.ledger.rows import Value
from arcore.messages import Message, decoded, encoded

NO_ENTRY = "0" * 64
FIELDS = ("seq", "at", "who", "kind", "why", "summary", "undoes", "token", "blocks", "prev_hash", "hash")


class EntryKind(Enum):
    """What kind of act an entry records."""

    IMPORT = "import"
    STATEMENT = "statement"
    APPLICATION = "application"
    UNDO = "undo"
    PAYER = "payer"
    DECLINE = "decline"
    BANK_ACCOUNT = "bank_account"
    POLICY = "policy"
    MAPPING = "mapping"
    SETTING = "setting"
    DUE_DATE = "due_date"
    RESTORE = "restore"
    REGISTER = "register"
    CUSTOMER = "customer"
    CLOSING = "closing"


BESIDE = (EntryKind.REGISTER, EntryKind.UNDO)
"""Entries of these kinds may have changed nothing but registers."""
LOOKED_BACK = 200


@dataclass(frozen=True)
class JournalEntry:
    """One entry. `undoes` is the entry it took back; `undone_by` the entry that took it back, if one did."""

    seq: int
    at: dt.datetime
    who: str
    kind: EntryKind
    why: str
    summary: Message
    undoes: int | None
    undone_by: int | None
    token: str | None
    prev_hash: str
    hash: str

    @property
    def entry_id(self) -> int:
        """The number people and `undo` call it by."""
        return self.seq

    @property
    def day(self) -> dt.date:
        """The local day it was recorded on."""
        return self.at.astimezone().date()


@dataclass(frozen=True)
class Act:
    """What somebody is about to record. The same `token` twice is the same act."""

    kind: EntryKind
    who: str
    why: str
    summary: Message
    token: str | None = None
    undoes: int | None = None


def version(connection: sa.Connection) -> str:
    """The journal's head as a short text, '0' when nothing was ever recorded."""
    last = head(connection)
    return f"{last[0]}-{last[1][:16]}" if last else "0"


def version_beside(connection: sa.Connection, registers: Collection[str]) -> str:
    """`version` before the newest entries that changed nothing but rows of these registers; `LOOKED_BACK` entries at most."""
    found = version(connection)
    for seq, kind, mark in connection.exec_driver_sql(
        f"SELECT seq, kind, hash FROM journal ORDER BY seq DESC LIMIT {LOOKED_BACK}"
    ).fetchall():
        found = f"{seq}-{mark[:16]}"
        if EntryKind(kind) not in BESIDE or not all(_only(change, registers) for change in changes_of(connection, seq)):
            break
    return found


def _only(change: Change, registers: Collection[str]) -> bool:
    """Whether a change is one of rows of these registers (an amendment stands in two tables, in one of them with its register's name)."""
    if change.table == "register_rows":
        return {*change.before["register"], *change.after["register"]} <= set(registers)
    return change.table == "register_changes"


def head(connection: sa.Connection) -> tuple[int, str] | None:
    """The newest entry's number and hash; None when nothing was ever recorded."""
    row = connection.exec_driver_sql("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else None


def record(connection: sa.Connection, act: Act, changes: Sequence[Change], at: dt.datetime) -> JournalEntry:
    """Apply `changes` and append the entry that holds them. Call inside `writing` only."""
    last, prev_hash = head(connection) or (0, NO_ENTRY)
    seq = last + 1
    if act.kind is not EntryKind.UNDO:
        changes = change_sets.written_by(changes, seq)
    blocks = list(change_sets.packed(changes))
    change_sets.apply(connection, changes)
    fields: dict[str, Value] = {
        "seq": seq,
        "at": at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "who": act.who,
        "kind": act.kind.value,
        "why": act.why,
        "summary": json.dumps(encoded(act.summary), ensure_ascii=False, sort_keys=True),
        "undoes": act.undoes,
        "token": act.token,
        "blocks": " ".join(digest for digest, _ in blocks),
        "prev_hash": prev_hash,
    }
    fields["hash"] = entry_hash(fields)
    bulk.insert(connection, "journal", bulk.from_records([fields], FIELDS))
    statement = sa.text("INSERT INTO journal_blocks (seq, block, content) VALUES (:seq, :block, :content)")
    if blocks:
        connection.execute(statement, [{"seq": seq, "block": i, "content": content} for i, (_, content) in enumerate(blocks)])
    return entry_of(fields, None)


def entry_hash(fields: dict[str, Value]) -> str:
    """The SHA-256 of an entry's canonical JSON, its own hash left out."""
    return sha256(change_sets.canonical({name: fields[name] for name in FIELDS if name != "hash"})).hexdigest()


def entries(connection: sa.Connection, *, limit: int | None = None, where: str = "", values: Sequence[Value] = ()) -> list[JournalEntry]:
    """Entries, newest first."""
    count = f"LIMIT {int(limit)}" if limit is not None else ""
    found = bulk.select(connection, "journal", FIELDS, f"{where} ORDER BY seq DESC {count}", values)
    undone = undone_entries(connection)
    return [entry_of(fields, undone.get(int(fields["seq"] or 0))) for fields in bulk.records_of(found)]


def undone_entries(connection: sa.Connection) -> dict[int, int]:
    """Which entries are taken back now, and by which; an undo that was itself undone does not count."""
    found = bulk.select(connection, "journal", ("seq", "undoes"), "WHERE undoes IS NOT NULL ORDER BY seq DESC")
    undone: dict[int, int] = {}
    for seq, target in found.tuples(("seq", "undoes")):
        if isinstance(seq, int) and isinstance(target, int) and seq not in undone:
            undone[target] = seq
    return undone


def changes_of(connection: sa.Connection, seq: int) -> list[Change]:
    """The rows before and after of one entry."""
    rows = connection.execute(sa.text("SELECT content FROM journal_blocks WHERE seq = :seq ORDER BY block"), {"seq": seq})
    return [change_sets.unpacked(bytes(content))[1] for (content,) in rows]


def entry_of(fields: dict[str, Value], undone_by: int | None) -> JournalEntry:
    """An entry from its stored fields."""
    undoes = fields["undoes"]
    return JournalEntry(
        seq=int(fields["seq"] or 0),
        at=dt.datetime.fromisoformat(str(fields["at"])),
        who=str(fields["who"]),
        kind=EntryKind(fields["kind"]),
        why=str(fields["why"]),
        summary=decoded(json.loads(str(fields["summary"]))),
        undoes=undoes if isinstance(undoes, int) else None,
        undone_by=undone_by,
        token=None if fields["token"] is None else str(fields["token"]),
        prev_hash=str(fields["prev_hash"]),
        hash=str(fields["hash"]),
    )
