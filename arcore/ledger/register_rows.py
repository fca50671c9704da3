"""Rows of the registers in the ledger: added, amended, taken out again; what they are now, and how they came to be so."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import pandas as pd
import sqlalchemy as sa

from arcore.ledger import change_log, keepsakes, recording
from arcore.ledger import rows as bulk
from arcore.ledger.change_log import Written
from arcore.ledger.changes import Change, canonical
from arcore.ledger.frames import frame_of
from arcore.ledger.journal import EntryKind, JournalEntry
from arcore.ledger.recorder import Recorder, Signed
from arcore.ledger.rows import Value as Stored
from arcore.messages import Message, Unusable, say
from arcore.registers import REGISTERS, Register, Subject, Values, frames
from arcore.registers.checks import Given, check

TABLE, AMENDMENTS = "register_rows", "register_changes"
CHANGE_COLUMNS = ("row_key", "valid_from", "old", "new", "entry")


@dataclass(frozen=True)
class RowChange:
    """One row to add (no `row_key`), to amend (`values` are all its fields then) or to take out (`values` None).

    `entry`: the entry that wrote the row as the person saw it; the change is refused when another has come since.
    """

    register: str
    values: Mapping[str, Given] | None
    row_key: int | None = None
    customer_key: int | None = None
    document_key: int | None = None
    entry: int | None = None


@dataclass(frozen=True)
class RowVersion:
    """A row as one entry left it; `values` None where the entry took it out."""

    row_key: int
    register: str
    customer_key: int | None
    values: Values | None
    written: Written


def change(recorder: Recorder, signed: Signed, changes: Sequence[RowChange], valid_from: dt.date | None) -> JournalEntry:
    """Write the changes, all or nothing. Raises Unusable with a sentence for the first row that cannot be kept."""
    wanted = [_checked(each) for each in changes]

    def found(connection: sa.Connection) -> list[Change]:
        _refuse_ruled(connection, wanted)
        day = valid_from or keepsakes.data_date(connection) or recorder.clock().date()
        return _changes(connection, wanted, day)

    return recorder.act(EntryKind.REGISTER, signed, _summary(changes), found)


def changes_of(connection: sa.Connection, changes: Sequence[RowChange], day: dt.date) -> list[Change]:
    """The checked changes, which count from `day`, for an act that does more than write rows."""
    return _changes(connection, [_checked(each) for each in changes], day)


def _summary(changes: Sequence[RowChange]) -> Message:
    removed = sum(each.values is None for each in changes)
    added = sum(each.row_key is None for each in changes)
    names = list(dict.fromkeys(each.register for each in changes))
    title: Message | str = REGISTERS[names[0]].title if len(names) == 1 and names[0] in REGISTERS else say("Registers")
    words = {"register": title, "added": added, "amended": len(changes) - added - removed, "removed": removed}
    return say("{register}: {added} added, {amended} amended, {removed} taken out", **words)


def _checked(wanted: RowChange) -> tuple[RowChange, str | None]:
    """The change, and its row's canonical JSON."""
    register = REGISTERS.get(wanted.register)
    if register is None:
        raise Unusable(say("There is no register called {name}.", name=wanted.register))
    if wanted.values is None:
        return wanted, None
    unknown = wanted.values.keys() - set(register.names)
    if unknown:
        raise Unusable(say("{register} has no field {field}.", register=register.title, field=min(unknown)))
    checked = check(register, wanted.values)
    if checked.problems:
        raise Unusable(say("{register}: {problem}", register=register.title, problem=checked.problems[0].message))
    if wanted.row_key is None:
        _refuse_subject(register, wanted)
    return wanted, canonical(checked.values).decode()


def _refuse_subject(register: Register, wanted: RowChange) -> None:
    if register.subject is Subject.CUSTOMER and wanted.customer_key is None and not register.customer_optional:
        raise Unusable(say("{register}: choose the customer it is about.", register=register.title))
    if register.subject is Subject.DOCUMENT and wanted.document_key is None:
        raise Unusable(say("{register}: choose the document it is about.", register=register.title))


def _changes(connection: sa.Connection, wanted: Sequence[tuple[RowChange, str | None]], day: dt.date) -> list[Change]:
    new = [(row, content) for row, content in wanted if row.row_key is None and content is not None]
    existing = {row.row_key: (row, content) for row, content in wanted if row.row_key is not None}
    _refuse_unknown(connection, "customers", "customer_key", [row.customer_key for row, _ in new])
    _refuse_unknown(connection, "documents", "document_key", [row.document_key for row, _ in new])
    _refuse_stale(connection, existing)
    _refuse_unprepared(connection, wanted)
    _refuse_again(connection, new)
    fields: dict[int, dict[str, Stored]] = {
        key: {"removed": 1} if content is None else {"content": content, "removed": 0} for key, (_, content) in existing.items()
    }
    records: list[dict[str, Stored]] = [
        {
            "register": row.register,
            "customer_key": row.customer_key,
            "document_key": row.document_key,
            "content": content,
            "removed": 0,
        }
        for row, content in new
    ]
    altered = recording.altered(connection, TABLE, fields)
    return [recording.added(connection, TABLE, records)[0], altered, _dated(connection, altered, day)]


def _dated(connection: sa.Connection, altered: Change, day: dt.date) -> Change:
    """From which day the amendments count. What is taken out was never true, and counts at no date."""
    records: list[dict[str, Stored]] = [
        {"row_key": key, "valid_from": day.isoformat(), "old": old, "new": new}
        for key, old, new in zip(altered.before["row_key"], altered.before["content"], altered.after["content"], strict=True)
        if old != new
    ]
    return recording.added(connection, AMENDMENTS, records)[0]


def read_changes(connection: sa.Connection) -> pd.DataFrame:
    """What was amended, in the order it was recorded, as `Books.register_changes` has it."""
    rows = bulk.select(connection, AMENDMENTS, CHANGE_COLUMNS, "ORDER BY change_key")
    return frame_of(rows, CHANGE_COLUMNS, ("row_key", "entry"), ())


def _refuse_unknown(connection: sa.Connection, table: str, key: str, keys: Iterable[int | None]) -> None:
    asked = sorted({each for each in keys if each is not None})
    known = set(bulk.select_keys(connection, table, (key,), key, asked)[key])
    if missing := set(asked) - known:
        raise Unusable(say("The customer or document {key} is not in the books (any more). Load the page again.", key=min(missing)))


def _refuse_ruled(connection: sa.Connection, wanted: Sequence[tuple[RowChange, str | None]]) -> None:
    """What somebody has to decide is neither decided by filling in its row, nor changed once it is decided."""
    keys = [row.row_key for row, _ in wanted if row.row_key is not None and REGISTERS[row.register].ruled]
    rows = bulk.select_keys(connection, TABLE, ("row_key", "content"), "row_key", keys)
    stored = dict(zip(rows["row_key"], rows["content"], strict=True))
    for row, content in wanted:
        register = REGISTERS[row.register]
        if not register.ruled or register.open_states is None:
            continue
        field, undecided = register.open_states
        if row.row_key in stored and json.loads(str(stored[row.row_key]))[field] not in undecided:
            raise Unusable(
                say("{register}: what has been decided is not changed. Undo the decision in the journal.", register=register.title)
            )
        if content is not None and json.loads(content)[field] not in undecided:
            raise Unusable(say("{register}: a decision is not filled in; decide on the proposal itself.", register=register.title))


def _refuse_stale(connection: sa.Connection, existing: Mapping[int, tuple[RowChange, str | None]]) -> None:
    stored = bulk.select_keys(connection, TABLE, ("row_key", "register", "entry"), "row_key", list(existing))
    found = {key: (register, entry) for key, register, entry in stored.tuples(("row_key", "register", "entry"))}
    for key, (wanted, _) in existing.items():
        register, entry = found.get(key, (None, None))
        if register != wanted.register:
            raise Unusable(say("The row is not in the register (any more). Load the page again."))
        if wanted.entry is not None and entry != wanted.entry:
            raise Unusable(say("Somebody has changed this row meanwhile. Look at it again, then change it."))


def _refuse_unprepared(connection: sa.Connection, wanted: Sequence[tuple[RowChange, str | None]]) -> None:
    """Refuse a row whose customer lacks what the register asks for first, on record or among these changes."""
    for row, content in wanted:
        for needed in REGISTERS[row.register].prerequisites:
            if content is None or json.loads(content).get(needed.when) not in needed.values:
                continue
            stored = bulk.select_keys(connection, TABLE, ("customer_key",), "row_key", [row.row_key])["customer_key"]
            about = stored[0] if stored else row.customer_key
            kept = bulk.select(connection, TABLE, ("customer_key",), "WHERE removed = 0 AND register = ?", [needed.register])
            coming = [other.customer_key for other, added in wanted if other.register == needed.register and added is not None]
            if about not in {*kept["customer_key"], *coming}:
                raise Unusable(say("{register}: {problem}", register=REGISTERS[row.register].title, problem=needed.why))


def _refuse_again(connection: sa.Connection, new: Sequence[tuple[RowChange, str]]) -> None:
    """Refuse a row that the register holds already: two people may note the same thing at the same moment."""
    asked = [(row, content) for row, content in new if REGISTERS[row.register].once]
    names = ("register", "customer_key", "content", "removed")
    stored = bulk.select_keys(connection, TABLE, names, "customer_key", sorted({row.customer_key or 0 for row, _ in asked}))
    held = {
        _mark(str(register), int(customer or 0), str(content))
        for register, customer, content, removed in stored.tuples(names)
        if not removed and str(register) in REGISTERS
    }
    for row, content in asked:
        if _mark(row.register, row.customer_key or 0, content) in held:
            raise Unusable(say("{register}: this is in the register already.", register=REGISTERS[row.register].title))


def _mark(register: str, customer: int, content: str) -> tuple[object, ...]:
    """What makes a row the same as another."""
    values = json.loads(content)
    return register, customer, *(values.get(name) for name in REGISTERS[register].once)


def read(connection: sa.Connection, customers: Sequence[int] | None = None) -> dict[str, pd.DataFrame]:
    """Every register's rows as `registers.frames` has them; of these customers and of the company where `customers` is given."""
    names = ("row_key", "register", "customer_key", "document_key", "content", "entry")
    stored = bulk.select(connection, TABLE, names, "WHERE removed = 0 ORDER BY row_key")
    written = change_log.written(connection, {int(entry or 0) for entry in stored["entry"]})
    mine = None if customers is None else {None, *customers}
    rows: dict[str, list[dict[str, Stored]]] = {name: [] for name in REGISTERS}
    for key, name, customer, document, content, entry in stored.tuples(names):
        if str(name) in rows and (mine is None or customer in mine):
            by = written[int(entry or 0)]
            keys: dict[str, Stored] = {"row_key": key, "customer_key": customer, "document_key": document, "entry": entry}
            rows[str(name)].append(
                {**json.loads(str(content)), **keys, "recorded_at": by.at.isoformat(timespec="seconds"), "recorded_by": by.who}
            )
    return no_registers() | {name: frames.frame(REGISTERS[name], kept) for name, kept in rows.items() if kept}


def no_registers() -> dict[str, pd.DataFrame]:
    """Every register, with nothing in it."""
    return {name: _no_rows(name).copy(deep=False) for name in REGISTERS}


@cache
def _no_rows(name: str) -> pd.DataFrame:
    """An empty register, typed once: most registers of most books are empty."""
    return frames.frame(REGISTERS[name], [])


def history(
    connection: sa.Connection, *, row_key: int | None = None, customer_key: int | None = None, registers: Collection[str] = ()
) -> list[RowVersion]:
    """How a row, or every row of a customer or of some registers, came to be what it is: newest first, from the journal."""
    versions = []
    for written, found in change_log.changes_in(connection, TABLE):
        gone = not len(found.after)
        for record in bulk.records_of(found.before if gone else found.after):
            mine = (row_key is None or record["row_key"] == row_key) and (customer_key is None or record["customer_key"] == customer_key)
            if mine and (not registers or record["register"] in registers):
                versions.append(_version(record, written, out=gone or bool(record["removed"])))
    return versions


def _version(record: Mapping[str, Stored], written: Written, *, out: bool) -> RowVersion:
    customer = record["customer_key"]
    return RowVersion(
        int(record["row_key"] or 0),
        str(record["register"]),
        int(customer) if customer is not None else None,
        None if out else json.loads(str(record["content"])),
        written,
    )
