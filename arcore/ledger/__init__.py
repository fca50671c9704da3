"""The ledger: append-only books with a hash-chained journal, in SQLite or PostgreSQL. The only room with a database."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import make_url

from arcore.ledger.application import Application, Part, PartKind
from arcore.ledger.bank import LineStatus
from arcore.ledger.bank_acts import StatementAdded
from arcore.ledger.change_log import Written
from arcore.ledger.closings import ClosedMonth, Closing
from arcore.ledger.connect import MEMORY, URL_VARIABLE, connect, default_url
from arcore.ledger.credit_acts import Ruling
from arcore.ledger.customer_acts import Along
from arcore.ledger.first_books import books_of
from arcore.ledger.journal import EntryKind, JournalEntry
from arcore.ledger.keepsakes import PolicyVersion
from arcore.ledger.learned import Learned, Lesson
from arcore.ledger.limit_approval import Approval
from arcore.ledger.preview import FileIssue, ImportPreview, ReceiptReferences, TablePreview, TiedTotal
from arcore.ledger.register_rows import RowChange, RowVersion
from arcore.ledger.store import Ledger


def file_of(url: str | None = None) -> Path | None:
    """The file of an SQLite ledger; None for a ledger in memory or on a server."""
    parsed = make_url(url or default_url())
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def open(url: str | None = None) -> Ledger:
    """The ledger at an SQLAlchemy URL, created when it is not there; the default is the user's own (see `default_url`).

    `sqlite://` is a ledger in memory, for one run of a command. Raises Unusable when the database cannot be opened.
    """
    return Ledger(connect(url or default_url()))


__all__ = [
    "MEMORY",
    "URL_VARIABLE",
    "Along",
    "Application",
    "Approval",
    "ClosedMonth",
    "Closing",
    "EntryKind",
    "FileIssue",
    "ImportPreview",
    "JournalEntry",
    "Learned",
    "Ledger",
    "Lesson",
    "LineStatus",
    "Part",
    "PartKind",
    "PolicyVersion",
    "ReceiptReferences",
    "Ruling",
    "RowChange",
    "RowVersion",
    "StatementAdded",
    "TablePreview",
    "TiedTotal",
    "Written",
    "books_of",
    "default_url",
    "file_of",
    "open",
]
