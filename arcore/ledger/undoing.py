"""Taking an entry back: its rows become what they were before it, and that is an entry, too."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import sqlalchemy as sa

from arcore.ledger import closings, journal
from arcore.ledger import rows as bulk
from arcore.ledger.changes import Change
from arcore.ledger.journal import Act, EntryKind, JournalEntry
from arcore.ledger.rows import Value
from arcore.ledger.tables import columns_of, key_of, references
from arcore.messages import Unusable, say
from arcore.money import shown


def undo(connection: sa.Connection, seq: int, *, who: str, why: str, token: str | None, at: dt.datetime) -> JournalEntry:
    """Undo entry `seq`; call inside `writing`. Raises Unusable when that cannot be done, and says which entries stand in the way."""
    found = journal.entries(connection, where="WHERE seq = ?", values=[seq])
    if not found:
        raise Unusable(say("There is no entry {number} in the journal.", number=seq))
    if found[0].undone_by is not None:
        raise Unusable(say("Entry {number} has already been undone by entry {by}.", number=seq, by=found[0].undone_by))
    inverse = [change.undone() for change in reversed(journal.changes_of(connection, seq))]
    closings.refuse_undoing(connection, inverse, why)
    later = _in_the_way(connection, inverse) - {seq}
    if later:
        numbers = ", ".join(str(number) for number in sorted(later))
        raise Unusable(
            say("Entry {number} cannot be undone: later entries build on it. Undo these first: {later}.", number=seq, later=numbers)
        )
    _refuse_overdrawn(connection, inverse)
    act = Act(EntryKind.UNDO, who, why, say("Undid entry {number}: {summary}", number=seq, summary=found[0].summary), token, undoes=seq)
    return journal.record(connection, act, inverse, at)


def _in_the_way(connection: sa.Connection, inverse: list[Change]) -> set[int]:
    """Entries that changed, or refer to, what the inverse would overwrite or remove."""
    removed = {change.table: set(change.before[key_of(change.table)]) for change in inverse if not len(change.after)}
    later: set[int] = set()
    for change in inverse:
        later |= _changed_since(connection, change)
    for child, column, parent in references():
        if parent in removed:
            found = bulk.select_keys(connection, child, (key_of(child), "entry"), column, list(removed[parent]))
            staying = (entry for key, entry in found.tuples((key_of(child), "entry")) if key not in removed.get(child, set()))
            later.update(entry for entry in staying if isinstance(entry, int))
    return later


def _changed_since(connection: sa.Connection, change: Change) -> set[int]:
    """The entries that wrote rows which are no longer as the entry to undo left them."""
    names, key = columns_of(change.table), key_of(change.table)
    keys: list[Value] = change.before[key] if len(change.before) else change.after[key]
    expected = dict(zip(change.before[key], change.before.tuples(names), strict=True))
    now = bulk.select_keys(connection, change.table, names, key, keys)
    writer = names.index("entry")
    found = dict(zip(now[key], now.tuples(names), strict=True))
    changed = {row[writer] for row_key, row in found.items() if expected.get(row_key) != row}
    if expected.keys() - found.keys():
        raise Unusable(say("The entry cannot be undone as a whole: part of it was taken back since. Undo that first."))
    return {entry for entry in changed if isinstance(entry, int)}


def _refuse_overdrawn(connection: sa.Connection, inverse: list[Change]) -> None:
    """What comes back must still fit: a document that something else has settled meanwhile is not settled twice."""
    coming: Counter[int] = Counter()
    for change in inverse:
        if change.table == "allocations":
            for rows, sign in ((change.after, 1), (change.before, -1)):
                for key, amount in rows.tuples(("document_key", "amount")):
                    coming[int(key or 0)] += sign * int(amount or 0)
    wanted: list[Value] = [key for key, amount in coming.items() if amount]
    stored = bulk.select_keys(connection, "allocations", ("document_key", "amount"), "document_key", wanted)
    for key, amount in stored.tuples(("document_key", "amount")):
        coming[int(key or 0)] += int(amount or 0)
    names = ("document_key", "document_no", "amount", "currency")
    for key, number, amount, currency in bulk.select_keys(connection, "documents", names, "document_key", wanted).tuples(names):
        whole, settled = int(amount or 0), coming[int(key or 0)]
        if not min(0, whole) <= settled <= max(0, whole):
            words = {"number": number, "excess": shown(settled - whole, str(currency))}
            raise Unusable(
                say("{number} has been settled otherwise meanwhile; it would be overdrawn by {excess}. Nothing was changed.", **words)
            )
