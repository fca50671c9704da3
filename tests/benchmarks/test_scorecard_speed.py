"""Scoring 20,000 customers with 100,000 documents against aging them, in one run."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from arcore import ratings
from arcore.books import Books
from arcore.policy import Policy
from arcore.scorecard import score
from tests.benchmarks.test_aging_speed import AS_OF, fastest, ledger, ours

pytestmark = pytest.mark.benchmark
CUSTOMERS = 20_000


def test_scoring_takes_at_most_five_times_the_time_of_aging() -> None:
    documents, allocations, receipts = ledger(100_000)
    draw = np.random.default_rng(5)
    keys = draw.integers(1, CUSTOMERS + 1, len(documents))
    names = "C" + pd.Series(keys).astype("str")
    documents = documents.assign(customer_key=keys, customer_id=names)
    receipts = receipts.assign(customer_key=pd.array(keys, dtype="Int64"), customer_id=names)
    every = np.arange(1, CUSTOMERS + 1)
    limits = pd.array(draw.integers(1, 10**8, CUSTOMERS), dtype="Int64")
    terms = draw.choice(["30天", "月结60天", "款到发货"], CUSTOMERS)
    customers = pd.DataFrame({"customer_key": every, "currency": "CNY", "term_text": terms, "status": None, "credit_limit": limits})
    policy = Policy()

    def scored() -> pd.DataFrame:
        return score(documents, allocations, receipts, customers, as_of=AS_OF, policy=policy)

    assert len(scored()) == CUSTOMERS
    assert len(allocations) == 150_000
    scoring, aging = fastest(scored, lambda: ours(documents, allocations, receipts), times=5)
    ratio = scoring / aging
    print(f"scoring takes {ratio:.2f} times the time of aging")
    assert ratio <= 5.0, f"{ratio:.2f} times"


def test_limits_and_terms_for_every_customer_cost_at_most_twice_the_scores_again() -> None:
    documents, allocations, receipts = ledger(100_000)
    keys = np.random.default_rng(5).integers(1, CUSTOMERS + 1, len(documents))
    documents = documents.assign(customer_key=keys)
    receipts = receipts.assign(customer_key=pd.array(keys, dtype="Int64"))
    every = np.arange(1, CUSTOMERS + 1)
    customers = pd.DataFrame(
        {"customer_key": every, "customer_id": every.astype("str"), "currency": "CNY", "term_text": "30天", "grade": None}
    )
    books, policy = Books(documents, receipts, allocations, customers, "v"), Policy()
    rated, scored = fastest(lambda: ratings.rated(books, AS_OF, policy), lambda: ratings.scored_at(books, AS_OF, policy), times=3)
    assert rated / scored <= 3.0, f"{rated / scored:.2f} times"
