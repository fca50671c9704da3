"""Closed months in the ledger: which, by whom, at which place of the journal's chain; their figures are kept as a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd
import sqlalchemy as sa

from arcore.ledger import change_log, files, journal, recording
from arcore.ledger import rows as bulk
from arcore.ledger.changes import Change
from arcore.ledger.journal import Act, EntryKind, JournalEntry
from arcore.ledger.recorder import Recorder, Signed
from arcore.ledger.rows import Value
from arcore.ledger.tables import files as kept_files
from arcore.messages import Message, Unusable, say

TABLE = "closings"
TOUCHED = ("row", "key", "entry", "at", "who", "why")
_OWNER = {"documents": "document", "allocations": "document", "stated_payments": "document", "receipts": "receipt"}
"""Whose balance a change to a table moves; an allocation moves that of its receipt as well."""


@dataclass(frozen=True)
class ClosedMonth:
    """One closed month. `position` and `position_hash`: the last journal entry that its figures know of."""

    month: str
    as_of: dt.date
    position: int
    position_hash: str
    policy_version: int
    sha256: str
    entry: int
    at: dt.datetime
    who: str
    why: str


@dataclass(frozen=True)
class Closing:
    """A month to close: its last day, its figures as they are to be kept, and the version of the books they were computed from."""

    as_of: dt.date
    content: bytes
    version: str
    policy_version: int


def close(recorder: Recorder, signed: Signed, wanted: Closing) -> JournalEntry:
    """Keep the figures of a month. Raises Unusable where the month is not over, not next, or the ledger has changed since."""

    def write(connection: sa.Connection) -> JournalEntry:
        at = recorder.clock()
        _refuse(connection, wanted, at.date())
        kept = files.put(connection, wanted.content, f"closing-{wanted.as_of:%Y-%m}.json.z", at)
        seq, digest = journal.head(connection) or (0, journal.NO_ENTRY)
        row: dict[str, Value] = {
            "month": f"{wanted.as_of:%Y-%m}", "as_of": wanted.as_of.isoformat(), "position": seq, "position_hash": digest,
            "policy_version": wanted.policy_version, "sha256": kept.sha256,
        }  # fmt: skip
        change, _ = recording.added(connection, TABLE, [row])
        act = Act(EntryKind.CLOSING, signed.who, signed.why, say("Closed the month {month}", month=row["month"]), signed.token)
        return journal.record(connection, act, [change], at)

    return recorder.once(signed.token, write)


def _refuse(connection: sa.Connection, wanted: Closing, today: dt.date) -> None:
    month, next_day = f"{wanted.as_of:%Y-%m}", wanted.as_of + dt.timedelta(days=1)
    if next_day.day != 1:
        raise Unusable(say("A month is closed at its last day; {date} is not one.", date=wanted.as_of.isoformat()))
    if wanted.as_of >= today:
        raise Unusable(say("The month {month} is not over yet; it can be closed from {date} on.", month=month, date=next_day.isoformat()))
    if journal.version(connection) != wanted.version:
        raise Unusable(say("The ledger has changed since these figures were computed. Look at them again, then close the month."))
    _refuse_out_of_turn(month, [str(row["month"]) for row in recording.found(connection, TABLE, "ORDER BY month", [])])


def _refuse_out_of_turn(month: str, closed: Sequence[str]) -> None:
    if month in closed:
        raise Unusable(say("The month {month} is closed already. To close it again, undo its closing with a reason first.", month=month))
    if closed and month != (following := _following(closed[-1])):
        raise Unusable(say("Months are closed one after the other: {month} is next.", month=following))


def _following(month: str) -> str:
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]), 12)
    return f"{year:04}-{number + 1:02}"


def refuse_undoing(connection: sa.Connection, inverse: Sequence[Change], why: str) -> None:
    """A closing is taken back with a reason, while no later month is closed; and put back only where its month is the next one."""
    mine = [change for change in inverse if change.table == TABLE]
    closed = [str(row["month"]) for row in recording.found(connection, TABLE, "ORDER BY month", [])] if mine else []
    for month in (str(month) for change in mine for month in change.before["month"]):
        if not why.strip():
            raise Unusable(say("A closed month is only opened again with a reason."))
        if later := [each for each in closed if each > month]:
            raise Unusable(say("Later months are closed: {months}. Open the last one first.", months=", ".join(later)))
    for month in (str(month) for change in mine for month in change.after["month"]):
        _refuse_out_of_turn(month, closed)


def closed_months(connection: sa.Connection) -> list[ClosedMonth]:
    """Every closed month, oldest first."""
    rows = recording.found(connection, TABLE, "ORDER BY month", [])
    by = change_log.written(connection, {int(row["entry"] or 0) for row in rows})
    return [
        ClosedMonth(
            str(row["month"]), dt.date.fromisoformat(str(row["as_of"])), int(row["position"] or 0), str(row["position_hash"]),
            int(row["policy_version"] or 0), str(row["sha256"]), *_signed(by[int(row["entry"] or 0)]),
        )
        for row in rows
    ]  # fmt: skip


def _signed(by: change_log.Written) -> tuple[int, dt.datetime, str, str]:
    return by.entry, by.at, by.who, by.why


def touched_since(connection: sa.Connection, position: int) -> pd.DataFrame:
    """`TOUCHED`: every document and receipt whose balance an entry after `position` may have moved, once per entry."""
    entries = [int(seq or 0) for seq in bulk.select(connection, "journal", ("seq",), "WHERE seq > ? ORDER BY seq", [position])["seq"]]
    by = change_log.written(connection, entries)
    found = dict.fromkeys(place for seq in entries for place in _touched(connection, seq))
    rows = [(row, key, entry, by[entry].at.isoformat(timespec="seconds"), by[entry].who, by[entry].why) for row, key, entry in found]
    return pd.DataFrame(rows, columns=list(TOUCHED)).astype({"key": "int64", "entry": "int64"})


def _touched(connection: sa.Connection, seq: int) -> Iterator[tuple[str, int, int]]:
    for change in journal.changes_of(connection, seq):
        owner = _OWNER.get(change.table)
        if owner is None:
            continue
        columns = ("document_key", "receipt_key") if change.table == "allocations" else (f"{owner}_key",)
        for rows in (change.before, change.after):
            for column in columns:
                for key in rows[column] if len(rows) else ():
                    if isinstance(key, int):
                        yield column.removesuffix("_key"), key, seq


def findings(connection: sa.Connection) -> Iterator[Message]:
    """Closed months whose figures are gone, or whose place in the journal is not what it was."""
    known = {str(digest) for (digest,) in connection.execute(sa.select(kept_files.c.sha256))}
    entries = bulk.select(connection, "journal", ("seq", "hash"))
    hashes = dict(zip(entries["seq"], entries["hash"], strict=True))
    for row in recording.found(connection, TABLE, "ORDER BY month", []):
        if row["sha256"] not in known:
            yield say("The figures of the closed month {month} are gone.", month=row["month"])
        if row["position"] and hashes.get(row["position"]) != row["position_hash"]:
            yield say("The closed month {month} refers to a journal entry that is not the same any more.", month=row["month"])
