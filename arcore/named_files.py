"""Small text files that the environment names: what must stay out of the ledger and the repository."""

from __future__ import annotations

from pathlib import Path

from arcore.messages import Unusable, say


def text_of_file(path: Path) -> str:
    """What the file says. Raises Unusable where it cannot be read, or is not text in UTF-8."""
    try:
        return path.read_text("utf-8")
    except OSError as fault:
        raise Unusable(say("{file} cannot be read: {reason}", file=path, reason=fault.strerror or fault)) from fault
    except UnicodeDecodeError as fault:
        raise Unusable(say("{file} cannot be read: {reason}", file=path, reason=say("save it as text in UTF-8"))) from fault
