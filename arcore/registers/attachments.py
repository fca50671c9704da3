"""How a row refers to a file: kept with the books by its SHA-256, or lying at a path that people know."""

from __future__ import annotations

import re
from dataclasses import dataclass

from arcore.registers.model import Value

_KEPT = re.compile(r"sha256:([0-9a-f]{64}):(.+)", re.DOTALL)


@dataclass(frozen=True)
class Attachment:
    """A file kept with the books: the hash of its content, and what it was called when it came."""

    sha256: str
    name: str

    @property
    def reference(self) -> str:
        """How a row keeps it."""
        return f"sha256:{self.sha256}:{self.name}"


def attachment(value: Value) -> Attachment | None:
    """The kept file a value refers to; None where it is a path or nothing.

    >>> attachment("sha256:" + "a" * 64 + ":合同.pdf").name, attachment("Z:/合同/HT-1.pdf")
    ('合同.pdf', None)
    """
    found = _KEPT.fullmatch(value) if isinstance(value, str) else None
    return Attachment(found[1], found[2]) if found else None


def shown_name(value: Value) -> str:
    """What people see of it: the file's name, or the path."""
    kept = attachment(value)
    return kept.name if kept else str(value or "")
