"""Working days: the notices of the State Council, weekends worked in exchange, other countries, and years nobody knows yet."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore.calendars import WorkingDays, roll


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-02-14", "2026-02-14"),  # a Saturday worked in exchange for Spring Festival
        ("2026-02-15", "2026-02-24"),  # the nine days of Spring Festival
        ("2026-02-17", "2026-02-24"),
        ("2026-02-23", "2026-02-24"),
        ("2026-02-28", "2026-02-28"),  # another Saturday worked
        ("2026-03-01", "2026-03-02"),
        ("2025-01-28", "2025-02-05"),
        ("2025-01-26", "2025-01-26"),  # a Sunday worked
        ("2025-05-31", "2025-06-03"),
        ("2025-10-01", "2025-10-09"),
        ("2025-10-11", "2025-10-11"),
        ("2025-03-15", "2025-03-17"),
    ],
)
def test_chinese_days_off_move_to_the_next_working_day(day: str, expected: str) -> None:
    assert roll(dt.date.fromisoformat(day), "CN") == (dt.date.fromisoformat(expected), None)


def test_a_saturday_worked_in_exchange_is_a_working_day() -> None:
    assert WorkingDays("CN").is_working(dt.date(2026, 2, 14))
    assert not WorkingDays("CN").is_working(dt.date(2026, 2, 16))


@pytest.mark.parametrize(
    ("country", "day", "expected"),
    [
        ("GB", "2026-08-31", "2026-09-01"),  # late summer bank holiday
        ("GB", "2026-04-03", "2026-04-07"),  # Good Friday to Easter Monday
        ("GB", "2026-12-26", "2026-12-29"),  # Boxing Day observed on the Monday
        ("GB-SCT", "2026-04-06", "2026-04-06"),  # Easter Monday is worked in Scotland
        ("US", "2026-07-03", "2026-07-06"),  # Independence Day observed
        ("HK", "2026-02-17", "2026-02-20"),
        ("DE", "2026-05-01", "2026-05-04"),
        ("gb", "2026-08-31", "2026-09-01"),
    ],
)
def test_other_countries_have_their_own_holidays(country: str, day: str, expected: str) -> None:
    assert roll(dt.date.fromisoformat(day), country) == (dt.date.fromisoformat(expected), None)


def test_beyond_the_published_years_only_weekends_count_and_a_warning_says_so() -> None:
    day, warning = roll(dt.date(2027, 10, 1), "CN")
    assert day == dt.date(2027, 10, 1)
    assert warning is not None
    assert "2027" in warning.text("zh")
    assert roll(dt.date(2027, 10, 2), "CN")[0] == dt.date(2027, 10, 4)
    assert roll(dt.date(2003, 10, 4), "CN")[0] == dt.date(2003, 10, 6)


@pytest.mark.parametrize("country", ["", "XX", "GB-NOWHERE", "中国"])
def test_an_unknown_country_knows_weekends_only_and_says_so(country: str) -> None:
    day, warning = roll(dt.date(2026, 1, 3), country)
    assert (day, warning is not None) == (dt.date(2026, 1, 5), True)


def test_switched_off_nothing_moves() -> None:
    assert roll(dt.date(2026, 2, 17), "CN", on=False) == (dt.date(2026, 2, 17), None)


def test_rolling_from_the_last_known_year_into_the_next_warns() -> None:
    assert roll(dt.date(2026, 12, 31), "CN") == (dt.date(2026, 12, 31), None)
    assert roll(dt.date(2027, 1, 2), "CN")[1] is not None


def test_working_days_are_counted_without_the_first() -> None:
    assert WorkingDays("CN").after(dt.date(2026, 2, 13), 2) == dt.date(2026, 2, 24)
    assert WorkingDays("CN").after(dt.date(2026, 2, 13), 0) == dt.date(2026, 2, 13)


def test_the_end_of_all_calendars_is_no_trap() -> None:
    assert roll(dt.date(9999, 12, 31), "CN")[0] == dt.date(9999, 12, 31)
    assert roll(dt.date(1, 1, 1), "GB")[0] == dt.date(1, 1, 1)


@given(st.lists(st.dates(dt.date(2003, 1, 1), dt.date(2028, 12, 31)), min_size=1, max_size=20), st.sampled_from(["CN", "GB", ""]))
@settings(max_examples=60, deadline=None)
def test_rolling_an_array_is_rolling_each_day_and_never_goes_back(days: list[dt.date], country: str) -> None:
    working = WorkingDays(country)
    rolled = working.roll_all(np.array([*days, None], dtype="datetime64[D]"))
    assert rolled[:-1].tolist() == [working.roll(day) for day in days]
    assert np.isnat(rolled[-1])
    assert all(before <= after and working.is_working(after) for before, after in zip(days, rolled[:-1].tolist(), strict=True))
