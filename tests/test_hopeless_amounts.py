"""A round receipt against two hundred open documents: bounded cost, and an answer that says what was not tried."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from arcore import ledger
from arcore.cash import work
from arcore.i18n import Language
from arcore.matching.combinations import exact_sets, largest_size
from tests.cash_books import POLICY
from tests.desk_app import cache_folder, desk, go, run
from tests.hopeless_books import with_round_receipts

__all__ = ["cache_folder", "desk"]

SENTENCES: dict[Language, str] = {
    "zh": "未清单据过多，未能穷尽所有组合",
    "en": "There are too many open documents to try every combination",
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_answer_in_json_says_that_not_every_combination_was_tried(lang: Language) -> None:
    (proposal,) = work.propose(with_round_receipts(ledger.open(ledger.MEMORY)), POLICY).proposals
    told = proposal.as_json(lang)
    assert (told["status"], told["reason_code"]) == ("suggested", "presumed_oldest")
    assert SENTENCES[lang] in told["evidence"]


def test_the_page_says_that_not_every_combination_was_tried(desk: AppTest) -> None:
    with_round_receipts(ledger.open())
    run(desk)
    go(desk, "cash_application", books="own")
    assert SENTENCES["zh"] in "\n".join(element.proto.body for element in desk.get("html"))


def test_a_few_documents_are_searched_to_the_end_and_nothing_is_said() -> None:
    amounts = np.array([1_000_01 + 137_00 * k for k in range(40)], dtype=np.int64)
    assert exact_sets(amounts, 50_000_00).complete
    assert not exact_sets(np.array([1_000_01 + 137_00 * k for k in range(200)], dtype=np.int64), 50_000_00).complete


def test_solutions_beyond_the_limit_are_called_at_least_so_many() -> None:
    found = exact_sets(np.full(200, 1_000_00, dtype=np.int64), 3_000_00)
    assert (len(found.sets), found.complete) == (20, False)


def test_no_number_of_open_documents_makes_the_search_larger_than_its_bound() -> None:
    halves = [comb(n, (largest_size(n) + 1) // 2) for n in range(1, 20_000)]
    assert max(halves) == comb(800, 2)
