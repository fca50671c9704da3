"""How every act gets into the ledger: one transaction, one journal entry, once per token."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import sqlalchemy as sa

from arcore.ledger import journal
from arcore.ledger.changes import Change
from arcore.ledger.connect import reading, writing
from arcore.ledger.journal import Act, EntryKind, JournalEntry
from arcore.messages import Message

Changes = Callable[[sa.Connection], list[Change]]


@dataclass(frozen=True)
class Signed:
    """Who does something, why, and the token that makes a second click the same act."""

    who: str
    why: str = ""
    token: str | None = None


@dataclass(frozen=True)
class Recorder:
    """A database and the clock its entries are stamped by."""

    engine: sa.Engine
    clock: Callable[[], dt.datetime]

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """One consistent view of the ledger."""
        return reading(self.engine)

    def act(self, kind: EntryKind, signed: Signed, summary: Message, changes: Changes) -> JournalEntry:
        """Record what `changes` says; what changes nothing is no entry, and gives the latest one."""

        def write(connection: sa.Connection) -> JournalEntry:
            found = [change for change in changes(connection) if change.keys]
            if not found and (latest := journal.entries(connection, limit=1)):
                return latest[0]
            return journal.record(connection, Act(kind, signed.who, signed.why, summary, signed.token), found, self.clock())

        return self.once(signed.token, write)

    def once(self, token: str | None, write: Callable[[sa.Connection], JournalEntry]) -> JournalEntry:
        """Run `write` in a transaction, unless its token has been used: then give what it gave."""
        with writing(self.engine) as connection:
            if token is not None and (done := journal.entries(connection, where="WHERE token = ?", values=[token])):
                return done[0]
            return write(connection)
