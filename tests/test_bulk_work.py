"""While many records are made Python does not look for cycles, and afterwards it does again."""

import gc

import pytest

from arcore.bulk_work import many_records


@many_records()
def searching_inside() -> bool:
    return gc.isenabled()


def test_the_search_rests_inside_and_runs_afterwards() -> None:
    assert not searching_inside()
    assert gc.isenabled()


def failing() -> None:
    with many_records():
        assert not searching_inside()
        assert not gc.isenabled()
        raise ValueError("no")


def test_work_inside_such_work_and_an_error_leave_it_running() -> None:
    with pytest.raises(ValueError, match="no"):
        failing()
    assert gc.isenabled()
