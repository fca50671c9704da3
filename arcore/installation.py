"""Is this machine fit to keep the books? Each check in words, and how to mend what fails."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from arcore.messages import Message, say

OLDEST_PYTHON = (3, 11)
LEAST_FREE = 1_000_000_000
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;#]+)")


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: what, what was found, and how to mend it where it is not as it should be."""

    title: Message
    found: Message
    mend: Message | None = None

    @property
    def good(self) -> bool:
        """Whether nothing is to be mended."""
        return self.mend is None


def python_check(running: tuple[int, int] = sys.version_info[:2]) -> Check:
    """The Python that runs us."""
    words = say("Python {version}", version=".".join(map(str, running)))
    if running >= OLDEST_PYTHON:
        return Check(say("Program"), words)
    return Check(say("Program"), words, say("Install Python {version} or newer.", version=".".join(map(str, OLDEST_PYTHON))))


def packages_check(requirements: Path) -> Check:
    """Whether the libraries are those the program was tested with."""
    if not requirements.is_file():
        return Check(say("Libraries"), say("installed with the program"))
    pins = [found.groups() for line in requirements.read_text("utf-8").splitlines() if (found := PINNED.match(line.strip()))]
    other = [name for name, wanted in pins if _installed(name) != wanted]
    if not other:
        return Check(say("Libraries"), say("{count} libraries in the tested versions", count=len(pins)))
    found_ = say("other versions than tested: {names}", names=", ".join(other[:6]) + (" …" if len(other) > 6 else ""))
    return Check(say("Libraries"), found_, say("Run: pip install -r requirements.txt"))


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def database_check(where: str, refused: Message | None) -> Check:
    """Whether the books can be written; `refused` says why not."""
    if refused is None:
        return Check(say("Books"), say("can be read and written: {where}", where=where))
    return Check(
        say("Books"), refused, say("Check that the folder is not write-protected and no other program locks the file, then look again.")
    )


def disk_check(folder: Path, free: int | None = None) -> Check:
    """Room for the books beside what is there."""
    left = shutil.disk_usage(folder).free if free is None else free
    words = say("{gigabytes} GB free where the books are", gigabytes=f"{left / 1e9:,.1f}")
    if left >= LEAST_FREE:
        return Check(say("Disk"), words)
    return Check(say("Disk"), words, say("Free at least {gigabytes} GB, or move the books to another disk.", gigabytes=LEAST_FREE // 10**9))


def network_check(address: str | None) -> Check:
    """Whether other machines can reach the app."""
    if is_local(address):
        return Check(say("Network"), say("only this machine can open the app; nothing is sent anywhere"))
    return Check(say("Network"), say("other machines can open the app at {address}", address=address or say("any address")))


def is_local(address: str | None) -> bool:
    """Whether the app listens to this machine only.

    >>> is_local("localhost"), is_local("0.0.0.0"), is_local(None)
    (True, False, False)
    """
    return address in ("localhost", "127.0.0.1", "::1")
