"""Workbooks straight to books: a temporary ledger, so that this way and the app's cannot disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from arcore import ledger
from arcore.commands.common import content_of
from arcore.intake.anything import read_files
from arcore.intake.model import Reading
from arcore.ledger import Ledger
from arcore.messages import Message, Unusable, say
from arcore.policy import Policy
from arcore.schema import TableKind


def usable(paths: Iterable[Path], kind: TableKind, password: str | None = None) -> list[Reading]:
    """Readings of files that must be usable; raises Unusable with the first one's reason when it is not."""
    readings = [reading for path in paths for reading in read_files(content_of(path), path.name, kind=kind, password=password)]
    for reading in readings:
        if reading.error is not None:
            raise Unusable(with_file(reading.file, reading.error))
    return readings


def with_file(file: str, reason: Message) -> Message:
    """The reason, beginning with the file's name where it does not name it."""
    return reason if reason.values.get("file") == file else say("{file}: {reason}", file=file, reason=reason)


def temporary_ledger(readings: list[Reading], data_date: dt.date, policy: Policy) -> Ledger:
    """A ledger in memory that holds what the readings say as of `data_date`."""
    books = ledger.open(ledger.MEMORY)
    preview = books.preview_import(readings, data_date=data_date, policy=policy)
    books.commit_import(preview, who="arcore", why="", token=None)
    return books
