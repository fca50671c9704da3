"""The ledger: append-only books with a hash-chained journal, in SQLite or PostgreSQL. The only room with a database."""

from __future__ import annotations

from arcore.ledger.connect import MEMORY, URL_VARIABLE, connect, default_url
from arcore.ledger.journal import EntryKind, JournalEntry
from arcore.ledger.preview import FileIssue, ImportPreview, ReceiptReferences, TablePreview, TiedTotal
from arcore.ledger.store import Ledger


def open(url: str | None = None) -> Ledger:
    """The ledger at an SQLAlchemy URL, created when it is not there; the default is the user's own (see `default_url`).

    `sqlite://` is a ledger in memory, for one run of a command. Raises Unusable when the database cannot be opened.
    """
    return Ledger(connect(url or default_url()))


__all__ = [
    "MEMORY",
    "URL_VARIABLE",
    "EntryKind",
    "FileIssue",
    "ImportPreview",
    "JournalEntry",
    "Ledger",
    "ReceiptReferences",
    "TablePreview",
    "TiedTotal",
    "default_url",
    "open",
]
