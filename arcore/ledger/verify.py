"""Proving the ledger: the journal's chain is whole, the tables are what it says, and no balance is impossible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from arcore.ledger import changes as change_sets
from arcore.ledger import closings, files, journal
from arcore.ledger import rows as bulk
from arcore.ledger.journal import FIELDS, NO_ENTRY
from arcore.ledger.reading_books import read_books
from arcore.ledger.rows import Value
from arcore.ledger.tables import DATA_TABLES, columns_of, key_of
from arcore.messages import Message, say
from arcore.schema import Side

if TYPE_CHECKING:
    from arcore.ledger.store import Ledger

SHOWN_PER_TABLE = 5
State = dict[str, dict[Value, tuple[Value, ...]]]


@dataclass(frozen=True)
class Report:
    """How many entries were checked, and everything that is wrong; nothing, when the ledger is sound."""

    entries: int
    findings: tuple[Message, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def verify(ledger: Ledger) -> Report:
    """Check a ledger's chain, rows and balances."""
    with ledger.reading() as connection:
        return check(connection)


def check(connection: sa.Connection) -> Report:
    """The same within a transaction."""
    entries = bulk.records_of(bulk.select(connection, "journal", FIELDS, "ORDER BY seq"))
    state: State = {name: {} for name in DATA_TABLES}
    findings = [*_chain(connection, entries, state), *_rows(connection, state), *files.findings(connection), *closings.findings(connection)]
    for side in Side:
        findings += _balances(connection, side)
    return Report(len(entries), tuple(findings))


def _chain(connection: sa.Connection, entries: list[dict[str, Value]], state: State) -> Iterator[Message]:
    """Follow the hashes, and replay every entry into `state` on the way."""
    expected, prev_hash = 1, NO_ENTRY
    for fields in entries:
        seq = int(fields["seq"] or 0)
        if seq != expected:
            yield say("Journal entries {first} to {last} are missing.", first=expected, last=seq - 1)
        elif fields["prev_hash"] != prev_hash:
            yield say("Journal entry {number} does not follow the entry before it.", number=seq)
        if journal.entry_hash(fields) != fields["hash"]:
            yield say("Journal entry {number} was altered.", number=seq)
        digests = _replay(connection, seq, state)
        if " ".join(digests) != fields["blocks"]:
            yield say("The rows kept with journal entry {number} were altered.", number=seq)
        expected, prev_hash = seq + 1, str(fields["hash"])


def _replay(connection: sa.Connection, seq: int, state: State) -> list[str]:
    digests = []
    for (content,) in connection.execute(sa.text("SELECT content FROM journal_blocks WHERE seq = :seq ORDER BY block"), {"seq": seq}):
        digest, change = change_sets.unpacked(bytes(content))
        digests.append(digest)
        rows, key, names = state[change.table], key_of(change.table), columns_of(change.table)
        if len(change.after):
            rows.update(zip(change.after[key], change.after.tuples(names), strict=True))
        else:
            for gone in change.before[key]:
                rows.pop(gone, None)
    return digests


def _rows(connection: sa.Connection, state: State) -> Iterator[Message]:
    """Where the tables differ from what the journal says they hold."""
    for table, expected in state.items():
        names, key = columns_of(table), key_of(table)
        stored = bulk.select(connection, table, names)
        now = dict(zip(stored[key], stored.tuples(names), strict=True))
        if now == expected:
            continue
        wrong = sorted((k for k in now.keys() | expected.keys() if now.get(k) != expected.get(k)), key=lambda k: int(k or 0))
        for row_key in wrong[:SHOWN_PER_TABLE]:
            yield _difference(table, names, row_key, expected.get(row_key), now.get(row_key))
        if len(wrong) > SHOWN_PER_TABLE:
            yield say("{count} more rows of {table} differ from the journal.", count=len(wrong) - SHOWN_PER_TABLE, table=table)


def _difference(
    table: str, names: tuple[str, ...], key: Value, expected: tuple[Value, ...] | None, now: tuple[Value, ...] | None
) -> Message:
    if now is None:
        return say("{table} {key} is gone, but no journal entry removed it.", table=table, key=key)
    if expected is None:
        return say("{table} {key} is there, but no journal entry wrote it.", table=table, key=key)
    column, old, new = next((n, a, b) for n, a, b in zip(names, expected, now, strict=True) if a != b)
    return say("{table} {key}: {column} is {now}, the journal says {expected}.", table=table, key=key, column=column, now=new, expected=old)


def _balances(connection: sa.Connection, side: Side) -> Iterator[Message]:
    """Documents between nothing and their amount, receipts not used beyond theirs, allocations of documents that exist."""
    books = read_books(connection, side, None, None)
    documents = books.documents.set_index("document_key")
    applied = books.allocations.groupby("document_key")["amount"].sum().reindex(documents.index, fill_value=0)
    still_open, sign = documents["amount"] - applied, documents["amount"].where(documents["amount"] < 0, 1).clip(-1, 1)
    for key in documents.index[(still_open * sign < 0) | (applied * sign < 0)]:
        yield say(
            "Document {number} has {open} open of {amount} minor units.",
            number=documents["document_no"][key],
            open=still_open[key],
            amount=documents["amount"][key],
        )
    receipts = books.receipts.set_index("receipt_key")
    cash = books.allocations[books.allocations["kind"] == "receipt"]
    used = cash.groupby("receipt_key")["amount"].sum().reindex(receipts.index, fill_value=0)
    direction = receipts["amount"].where(receipts["amount"] < 0, 1).clip(-1, 1)
    for key in receipts.index[(used * direction > receipts["amount"].abs()) | (used * direction < 0)]:
        yield say("Receipt {key} is used for {used} of {amount} minor units.", key=key, used=used[key], amount=receipts["amount"][key])
    missing = "document_key NOT IN (SELECT document_key FROM documents WHERE void = 0)"
    void = bulk.select(connection, "allocations", ("allocation_key",), f"WHERE {missing}")
    for key in void["allocation_key"] if side is Side.RECEIVABLE else []:
        yield say("Allocation {key} is of a document that is void or missing.", key=key)
