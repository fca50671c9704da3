"""A process killed in the middle of a commit leaves the old state or the new one, never something between."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from arcore import ledger
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from tests.ledger_fixtures import TODAY, documents, reading, take_in

ROWS = 4_000
ROUNDS = 5
COMMIT = f"""
import sys
from arcore import ledger
from tests.ledger_fixtures import TODAY, documents, reading
book = ledger.open(sys.argv[1])
rows = documents(*({{"document_no": f"{{sys.argv[2]}}-{{n}}", "remark": "x" * 50}} for n in range({ROWS})))
preview = book.preview_import([reading(rows, file=sys.argv[2])], data_date=TODAY)
print("ready", flush=True)
book.commit_import(preview, who="x")
print("done", flush=True)
"""


def commit_and_kill(url: str, name: str, after: float | None) -> None:
    """Start a commit in another process and kill it `after` seconds (None: let it finish)."""
    root = Path(__file__).parents[1]
    process = subprocess.Popen([sys.executable, "-c", COMMIT, url, name], stdout=subprocess.PIPE, text=True, cwd=root)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    if after is None:
        assert process.stdout.readline() == "done\n"
    else:
        time.sleep(after)
        process.kill()
    process.wait(timeout=60)
    process.stdout.close()


@pytest.mark.usefixtures("book")
def test_a_killed_commit_leaves_all_or_nothing(book: Ledger, database_url: str) -> None:
    take_in(book, documents({}), file="first.xlsx")
    started = time.perf_counter()
    commit_and_kill(database_url, "whole", None)
    longest = time.perf_counter() - started
    kept = 1 + ROWS
    for number in range(ROUNDS):
        commit_and_kill(database_url, f"round{number}", longest * number / (4 * ROUNDS))
        now = len(ledger.open(database_url).books().documents)
        assert now in (kept, kept + ROWS)
        kept = now
        assert verify(book).sound
    preview = book.preview_import([reading(documents({"document_no": "after"}), file="after")], data_date=TODAY)
    book.commit_import(preview, who="x")
    assert len(book.books().documents) == kept + 1
