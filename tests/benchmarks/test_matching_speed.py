"""How long matching takes; printed. Asserted are ratios within one run, never seconds."""

from __future__ import annotations

import time

import pytest

from arcore.matching.run import match
from arcore.policy import Policy
from tests.matching_cases import Case, case

pytestmark = pytest.mark.benchmark


def timed(generated: Case) -> float:
    started = time.perf_counter()
    match(generated.lines, generated.open_items, generated.customers, as_of=generated.as_of, policy=Policy())
    return time.perf_counter() - started


def test_time_grows_with_the_lines_and_not_faster() -> None:
    small = case(7, customers=1500, lines=500)
    large = case(7, customers=6500, lines=5000)
    quick, slow = timed(small), timed(large)
    print(f"\n{len(small.lines)} lines × {len(small.open_items)} documents: {quick:.2f} s")
    print(f"{len(large.lines)} lines × {len(large.open_items)} documents: {slow:.2f} s")
    work = len(large.lines) * len(large.open_items) / (len(small.lines) * len(small.open_items))
    assert slow / quick < work
