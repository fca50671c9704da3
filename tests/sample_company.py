"""The sample company as the app opens it: its books read once for all tests of a process, and copies that a test may write into."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from arcore import ledger, sample
from arcore.books import Books
from arcore.ledger import Ledger


@cache
def _read() -> tuple[Books, pd.DataFrame]:
    book = sample.open_sample()
    found = book.books(), book.statement_lines()
    book.close()
    return found


def sample_books() -> Books:
    """Its books; whoever wants others replaces what differs."""
    return _read()[0]


def sample_lines() -> pd.DataFrame:
    """The bank lines it has taken in."""
    return _read()[1]


def sample_copy(place: Path) -> Ledger:
    """A copy of its ledger in the file `place`."""
    book = sample.open_sample()
    original = Path(book.url.removeprefix("sqlite:///"))
    book.close()
    return opened_copy(original, place)


def opened_copy(original: Path, place: Path) -> Ledger:
    """A ledger of one's own that holds what the closed ledger in the file `original` does."""
    shutil.copyfile(original, place)
    return ledger.open(f"sqlite:///{place}")


def built_once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], None]) -> Path:
    """A file that is built by whichever process of this test run needs it first; the others wait and find it."""
    own = factory.getbasetemp()
    place = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            draft = place.with_suffix(".draft")
            build(draft)
            draft.replace(place)
    return place
