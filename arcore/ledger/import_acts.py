"""Writing what an import's preview showed."""

from __future__ import annotations

from typing import NoReturn

import sqlalchemy as sa

from arcore.ledger import counters, journal
from arcore.ledger.journal import Act, EntryKind, JournalEntry
from arcore.ledger.preview import ImportPreview
from arcore.ledger.recorder import Recorder, Signed
from arcore.messages import Message, Unusable, say


def commit(recorder: Recorder, signed: Signed, preview: ImportPreview) -> JournalEntry:
    """See `Ledger.commit_import`."""

    def write(connection: sa.Connection) -> JournalEntry:
        if preview.nothing_new:
            return _known_import(connection)
        if journal.version(connection) != preview.base_version:
            raise Unusable(say("The ledger has changed since this preview was made. Look at the new preview, then commit."))
        counters.remember(connection, preview.last_keys)
        act = Act(EntryKind.IMPORT, signed.who, signed.why, _summary(preview), signed.token)
        return journal.record(connection, act, preview.changes, recorder.clock())

    return recorder.once(signed.token, write)


def _known_import(connection: sa.Connection) -> JournalEntry:
    known = journal.entries(connection, limit=1, where="WHERE kind = ?", values=[EntryKind.IMPORT.value])
    return known[0] if known else _nothing()


def refuse_nothing(preview: ImportPreview) -> None:
    """Raises Unusable where the files hold nothing that a ledger could keep."""
    if preview.nothing_new:
        _nothing()


def _nothing() -> NoReturn:
    raise Unusable(say("There is nothing to import: no row of these files can be used."))


def _summary(preview: ImportPreview) -> Message:
    return say(
        "Imported {files}: {new} new, {changed} changed, {unchanged} unchanged rows",
        files=", ".join(file for file, _ in preview.files),
        new=sum(table.new for table in preview.tables),
        changed=sum(table.changed_rows for table in preview.tables),
        unchanged=sum(table.unchanged + table.repeated for table in preview.tables),
    )
