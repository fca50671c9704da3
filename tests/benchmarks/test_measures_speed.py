"""Twenty-four months of measures for every customer against aging the same books once."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from arcore.aging_series import month_ends
from arcore.metrics import gathered
from tests.benchmarks.test_aging_speed import AS_OF, ledger, ours

pytestmark = pytest.mark.benchmark


def cpu(work: Callable[[], object]) -> float:
    """The least processor time of three runs."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def test_all_month_ends_of_all_customers_cost_a_small_multiple_of_aging_once() -> None:
    documents, allocations, receipts = ledger(100_000)
    documents["customer_key"] = documents["document_key"] % 20_000 + 1
    aging_once = cpu(lambda: ours(documents, allocations, receipts))
    whole = cpu(lambda: gathered(documents, allocations, month_ends(AS_OF, 37)))
    each = cpu(lambda: gathered(documents, allocations, month_ends(AS_OF, 37), "customer"))
    ratios = f"company {whole / aging_once:.1f} ×, 20,000 customers {each / aging_once:.1f} ×"
    print(f"aging once {aging_once:.2f} s; 37 month ends: {ratios}")
    assert each < 10 * aging_once
