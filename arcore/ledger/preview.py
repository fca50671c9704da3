"""What an import would do, before it is done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pandas as pd

from arcore.intake.model import Issue
from arcore.ledger.changes import Change
from arcore.messages import Message
from arcore.schema import Side, TableKind

CHANGED_COLUMNS = ("file", "source_row", "identity", "field", "old", "new")


@dataclass(frozen=True)
class FileIssue:
    """An issue found when the file's rows met the ledger, and the file it is in."""

    file: str
    issue: Issue


@dataclass(frozen=True)
class TiedTotal:
    """Minor units of one table and currency: new + changed + unchanged + repeated + unusable = in_file."""

    table: str
    currency: str
    in_file: int
    new: int
    changed: int
    unchanged: int
    repeated: int
    unusable: int

    @property
    def difference(self) -> int:
        """Zero, or a row got lost."""
        return self.in_file - self.new - self.changed - self.unchanged - self.repeated - self.unusable


@dataclass(frozen=True)
class TablePreview:
    """Rows of one kind and side, over all files. `repeated`: the same row again in the same upload.

    `changed` has a row per field: file, source_row, identity, field, old, new (text as stored; money in minor units).
    `missing` are identities of the last import of the same kind of file that this one does not mention; they stay.
    """

    kind: TableKind
    side: Side
    rows: int
    new: int
    changed_rows: int
    unchanged: int
    repeated: int
    unusable: int
    changed: pd.DataFrame
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReceiptReferences:
    """What became of the receipts that name the documents they pay (receipts of this import)."""

    applied: int = 0
    partly: int = 0
    unresolved: int = 0
    without: int = 0


@dataclass(frozen=True)
class ImportPreview:
    """Everything a person should see before agreeing; `changes` is exactly what `commit_import` will write."""

    base_version: str
    data_date: dt.date
    files: tuple[tuple[str, str], ...]
    tables: tuple[TablePreview, ...]
    issues: tuple[FileIssue, ...]
    questions: tuple[Message, ...]
    totals: tuple[TiedTotal, ...]
    implicit_customers: tuple[str, ...]
    references: ReceiptReferences
    due_basis: dict[str, int] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    last_keys: dict[str, int] = field(default_factory=dict)

    @property
    def nothing_new(self) -> bool:
        """Whether the ledger already holds all of it."""
        return not any(len(c.before) or len(c.after) for c in self.changes if c.table != "imports")
