"""What was wrong in the files taken in, counted by kind: kept with the entry that took them in, so that it goes with its undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import sqlalchemy as sa

from arcore.intake.model import Reading
from arcore.ledger import rows as bulk
from arcore.ledger.frames import frame_of
from arcore.ledger.preview import FileIssue
from arcore.ledger.rows import Value

TABLE = "import_issues"
NAMES = ("entry", "file", "code", "count")


def counted(readings: Sequence[Reading], met: Sequence[FileIssue] = ()) -> list[dict[str, Value]]:
    """A record per file and code; `met`: the issues that showed only against the ledger."""
    found: Counter[tuple[str, str]] = Counter((each.file, each.issue.code) for each in met)
    for reading in readings:
        found.update((reading.file, issue.code) for issue in reading.every_issue)
    return [{"file": file, "code": code, "count": count} for (file, code), count in sorted(found.items())]


def issues(connection: sa.Connection) -> pd.DataFrame:
    """entry int64 · file · code · count int64, of every file taken in and not taken back."""
    rows = bulk.select(connection, TABLE, NAMES, "ORDER BY issue_key")
    return frame_of(rows, NAMES, ("entry", "count"), ())
