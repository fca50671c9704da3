"""Records are frozen dataclasses in everything but the price."""

from __future__ import annotations

import pickle
from dataclasses import replace

from arcore.records import record


@record
class Coin:
    """For these tests."""

    value: int
    currency: str = "CNY"


def test_equal_records_are_equal_and_hash_alike() -> None:
    assert Coin(5) == Coin(5, "CNY") != Coin(5, "EUR")
    assert len({Coin(5), Coin(5), Coin(1)}) == 2


def test_records_can_be_copied_with_changes_and_kept_in_a_cache() -> None:
    assert replace(Coin(5), value=10) == Coin(10)
    assert pickle.loads(pickle.dumps(Coin(5))) == Coin(5)


def test_records_take_no_fields_they_do_not_have() -> None:
    assert not hasattr(Coin(5), "__dict__")
