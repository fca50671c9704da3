"""What the desk remembers besides the books: versions of the policy, corrected headings, settings."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from arcore.ledger import recording
from arcore.ledger.changes import Change


@dataclass(frozen=True)
class PolicyVersion:
    """One version of the policy's TOML text, with who wrote it, when and why.

    `since`: the day from which it is in force, the one whose state the ledger showed when it was written.
    """

    version: int
    toml: str
    who: str
    why: str
    at: dt.datetime
    since: dt.date


def policy_versions(connection: sa.Connection) -> list[PolicyVersion]:
    """Newest first."""
    days = [(int(row["entry"] or 0), str(row["data_date"])) for row in recording.found(connection, "imports", "", []) if row["data_date"]]
    found = []
    for row in recording.found(connection, "policies", "ORDER BY version DESC", []):
        at = dt.datetime.fromisoformat(str(row["at"]))
        shown = max((day for entry, day in days if entry < int(row["entry"] or 0)), default=None)
        since = at.date() if shown is None else dt.date.fromisoformat(shown)
        found.append(PolicyVersion(int(row["version"] or 0), str(row["toml"]), str(row["who"]), str(row["why"]), at, since))
    return found


def in_force(newest_first: Sequence[PolicyVersion], as_of: dt.date) -> PolicyVersion | None:
    """The version in force at `as_of`; the first one reaches back to the beginning. None while there is none."""
    return next((version for version in newest_first if version.since <= as_of), newest_first[-1] if newest_first else None)


def add_policy(connection: sa.Connection, toml: str, who: str, why: str, at: dt.datetime) -> Change:
    """A new version."""
    return recording.added(connection, "policies", [{"toml": toml, "who": who, "why": why, "at": at.isoformat(timespec="seconds")}])[0]


def put(connection: sa.Connection, table: str, name_column: str, name: str, values: Mapping[str, str]) -> Change:
    """Set the row called `name` of `mappings` or `settings`."""
    stored = recording.found(connection, table, f"WHERE {name_column} = ?", [name])
    if not stored:
        return recording.added(connection, table, [{name_column: name, **values}])[0]
    key = next(iter(stored[0].values()))
    return recording.altered(connection, table, {int(key or 0): values})


def mappings(connection: sa.Connection) -> dict[str, dict[str, str]]:
    """Corrected columns (the file's heading: canonical name) by header signature."""
    return {str(row["signature"]): json.loads(str(row["mapping"])) for row in recording.found(connection, "mappings", "", [])}


def data_date(connection: sa.Connection) -> dt.date | None:
    """The latest day whose state an import showed; None when nothing was imported."""
    days = [dt.date.fromisoformat(str(row["data_date"])) for row in recording.found(connection, "imports", "", []) if row["data_date"]]
    return max(days, default=None)


def imported_files(connection: sa.Connection) -> dict[str, str]:
    """By file name the SHA-256 of the content imported last."""
    return {str(row["file"]): str(row["sha256"]) for row in recording.found(connection, "imports", "ORDER BY import_key", [])}


def settings(connection: sa.Connection) -> dict[str, str]:
    """All settings."""
    return {str(row["name"]): str(row["value"]) for row in recording.found(connection, "settings", "", [])}
