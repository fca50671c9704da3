"""The ledger: what the company's receivables and payables are, and how they came to be so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import sqlalchemy as sa

from arcore.books import Books
from arcore.intake.model import Reading
from arcore.ledger import counters, frames, importing, journal, undoing
from arcore.ledger.changes import Change
from arcore.ledger.connect import reading, writing
from arcore.ledger.journal import Act, EntryKind, JournalEntry
from arcore.ledger.preview import ImportPreview
from arcore.messages import Message, Unusable, say
from arcore.policy import Policy
from arcore.schema import Side


def now() -> dt.datetime:
    """The present, in UTC."""
    return dt.datetime.now(dt.UTC)


class Ledger:
    """One database of books. Safe to share between threads; every change is one transaction and one journal entry."""

    def __init__(self, engine: sa.Engine, *, clock: Callable[[], dt.datetime] = now, origin: Message | None = None) -> None:
        self._engine, self._clock, self._origin = engine, clock, origin

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @property
    def url(self) -> str:
        """Where the ledger is, without its password."""
        return self._engine.url.render_as_string(hide_password=True)

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """A consistent view, for this room's own modules."""
        return reading(self._engine)

    def version(self) -> str:
        """Changes with every entry, and only then; cheap."""
        with reading(self._engine) as connection:
            return journal.version(connection)

    def books(self, side: Side = Side.RECEIVABLE, entity: str | None = None) -> Books:
        """The frames of `arcore.books` as they are now; cache them by `version`."""
        with reading(self._engine) as connection:
            return frames.read_books(connection, side, entity, self._origin)

    def preview_import(self, readings: Sequence[Reading], *, data_date: dt.date, policy: Policy | None = None) -> ImportPreview:
        """What importing `readings` would do. `data_date`: the day whose state the files show (dates their paid columns)."""
        with reading(self._engine) as connection:
            return importing.build_preview(connection, readings, data_date, policy or Policy())

    def commit_import(self, preview: ImportPreview, *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Write what the preview showed; the same token again gives the same entry.

        Importing what the ledger already holds changes nothing and gives the latest import's entry. Raises Unusable when
        the ledger has changed since the preview, or when there is nothing to import.
        """

        def write(connection: sa.Connection) -> JournalEntry:
            if preview.nothing_new:
                return self._known_import(connection)
            if journal.version(connection) != preview.base_version:
                raise Unusable(say("The ledger has changed since this preview was made. Look at the new preview, then commit."))
            counters.remember(connection, preview.last_keys)
            act = Act(EntryKind.IMPORT, who, why, _summary(preview), token)
            return journal.record(connection, act, preview.changes, self._clock())

        return self._once(token, write)

    def undo(self, entry_id: int, *, who: str, why: str = "", token: str | None = None) -> JournalEntry:
        """Take an entry back: everything is exactly as it was before it. An undo can itself be undone.

        Raises Unusable when later entries build on it (it names them), or when it is already undone.
        """

        def write(connection: sa.Connection) -> JournalEntry:
            return undoing.undo(connection, entry_id, who=who, why=why, token=token, at=self._clock())

        return self._once(token, write)

    def journal(self, *, limit: int | None = None, kind: EntryKind | None = None) -> list[JournalEntry]:
        """Entries, newest first."""
        with reading(self._engine) as connection:
            return journal.entries(connection, limit=limit, where="WHERE kind = ?" if kind else "", values=[kind.value] if kind else [])

    def changes(self, entry_id: int) -> list[Change]:
        """The rows before and after of an entry."""
        with reading(self._engine) as connection:
            return journal.changes_of(connection, entry_id)

    def _once(self, token: str | None, write: Callable[[sa.Connection], JournalEntry]) -> JournalEntry:
        """Run `write` in a transaction, unless its token has been used: then give what it gave."""
        with writing(self._engine) as connection:
            if token is not None and (done := journal.entries(connection, where="WHERE token = ?", values=[token])):
                return done[0]
            return write(connection)

    @staticmethod
    def _known_import(connection: sa.Connection) -> JournalEntry:
        known = journal.entries(connection, limit=1, where="WHERE kind = ?", values=[EntryKind.IMPORT.value])
        if not known:
            raise Unusable(say("There is nothing to import: no row of these files can be used."))
        return known[0]


def _summary(preview: ImportPreview) -> Message:
    return say(
        "Imported {files}: {new} new, {changed} changed, {unchanged} unchanged rows",
        files=", ".join(file for file, _ in preview.files),
        new=sum(table.new for table in preview.tables),
        changed=sum(table.changed_rows for table in preview.tables),
        unchanged=sum(table.unchanged + table.repeated for table in preview.tables),
    )
