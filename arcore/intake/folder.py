"""Files of this machine that are read again where they lie: which are there, and which have changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from pathlib import Path

from arcore.intake.limits import DEFAULT_LIMITS, Limits
from arcore.messages import Message, Unusable, say

MOST_FILES = 50


class Change(Enum):
    """What became of a file since it was imported."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


CHANGE_LABELS: dict[Change, Message] = {
    Change.NEW: say("not imported yet"),
    Change.CHANGED: say("changed since the import"),
    Change.SAME: say("no change"),
}


@dataclass(frozen=True)
class FoundFile:
    """A file where it lies, when it was last saved, and whether it changed; `content` as it was just now."""

    path: Path
    saved_at: dt.datetime
    change: Change
    content: bytes


def files_at(place: str, imported: Mapping[str, str], endings: Collection[str], limits: Limits = DEFAULT_LIMITS) -> list[FoundFile]:
    """The file at `place`, or the files lying directly in the folder `place`, by name; `imported` gives the SHA-256 by file name.

    Only files with one of `endings` count. Raises Unusable when there is nothing of the kind, too much, or it cannot be read.
    """
    path = Path(place.strip().strip("\"'")).expanduser()
    try:
        if not path.is_absolute() or not path.exists():
            missing = say(
                "There is no file or folder {place} on this machine. Give the whole path, as the file manager shows it.", place=place
            )
            raise Unusable(missing)
        lying = sorted(path.iterdir()) if path.is_dir() else [path]
        wanted = [each for each in lying if each.is_file() and _wanted(each, endings)]
        if not wanted:
            raise Unusable(say("{place} holds no workbook or list that can be read.", place=place))
        if len(wanted) > MOST_FILES:
            words = {"place": place, "count": len(wanted), "most": MOST_FILES}
            raise Unusable(say("{place} holds {count} files; at most {most} are read at once.", **words))
        return [_found(each, imported, limits) for each in wanted]
    except OSError as fault:
        raise Unusable(say("{place} cannot be read: {reason}", place=place, reason=fault.strerror or str(fault))) from fault


def _wanted(path: Path, endings: Collection[str]) -> bool:
    """Neither hidden nor what Excel keeps beside an open workbook."""
    return path.suffix.lower().lstrip(".") in endings and not path.name.startswith(("~$", "."))


def _found(path: Path, imported: Mapping[str, str], limits: Limits) -> FoundFile:
    facts = path.stat()
    if facts.st_size > limits.file_bytes:
        words = {"file": path.name, "size": facts.st_size // 2**20, "limit": limits.file_bytes // 2**20}
        raise Unusable(say("{file} has {size} MB; at most {limit} MB are read. Split it by year or by customer.", **words))
    content = path.read_bytes()
    known = imported.get(path.name)
    change = Change.NEW if known is None else Change.SAME if known == sha256(content).hexdigest() else Change.CHANGED
    return FoundFile(path, dt.datetime.fromtimestamp(facts.st_mtime, dt.UTC), change, content)
