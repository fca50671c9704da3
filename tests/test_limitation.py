"""Limitation clocks: three years, restarted by strong events only; guarantee periods; the vectors of the domain rules §4.12."""

import datetime as dt

import pandas as pd
import pytest

from arcore import limitation
from arcore.limitation import claim, clocks, guarantee_ends
from tests.receivable_frames import allocations, documents

DUE = dt.date(2023, 3, 31)
DAY = dt.date


def events(*rows: dict) -> pd.DataFrame:
    usual = {"customer_key": 1, "document_key": None, "kind": "demand", "proven": True, "ended": None}
    found = pd.DataFrame([usual | row for row in rows])
    return found.assign(
        document_key=found["document_key"].astype("Int64"), date=pd.to_datetime(found["date"]), ended=pd.to_datetime(found["ended"])
    )


def open_items(*rows: dict) -> pd.DataFrame:
    found = documents(*[{"due_date": DUE} | row for row in rows])
    return found.assign(open=found["amount"])


@pytest.mark.parametrize(
    ("due", "happened", "expires"),
    [
        (DUE, [], DAY(2026, 3, 31)),
        (DUE, [(DAY(2024, 6, 15), "part_payment")], DAY(2027, 6, 15)),
        (DAY(2024, 2, 29), [], DAY(2027, 2, 28)),
        (DUE, [(DAY(2026, 3, 31), "demand")], DAY(2029, 3, 31)),  # on the last day
        (DUE, [(DAY(2026, 4, 1), "demand")], DAY(2026, 3, 31)),  # a day too late restarts nothing
        (DUE, [(DAY(2026, 4, 1), "acknowledgement")], DAY(2029, 4, 1)),  # but the debtor's promise revives
        (DUE, [(DAY(2023, 1, 1), "statement")], DAY(2026, 3, 31)),  # before it was due
        (DAY(2000, 1, 1), [(DAY(2000 + n, 1, 1), "demand") for n in range(2, 20, 2)], DAY(2020, 1, 1)),  # twenty years at most
    ],
)
def test_a_claim_lapses_three_years_after_the_last_strong_event(due, happened, expires) -> None:
    assert claim(due, happened).expires == expires


def test_part_payments_count_by_themselves_and_other_events_only_with_proof() -> None:
    items = open_items({}, {"customer_key": 2}, {"customer_key": 3})
    paid = allocations({"document_key": 1, "date": DAY(2024, 6, 15), "amount": 1_00})
    happened = events(
        {"customer_key": 2, "date": DAY(2025, 1, 10), "kind": "phone"},
        {"customer_key": 2, "date": DAY(2025, 1, 11), "proven": False},
        {"customer_key": 3, "date": DAY(2025, 1, 12), "kind": "lawsuit", "ended": DAY(2025, 9, 1)},
    )
    found = clocks(items, paid, DAY(2026, 1, 1), events=happened)
    assert found[["document_key", "event", "expires", "days_left"]].values.tolist() == [
        [2, "", DAY(2026, 3, 31), 89],
        [1, "part_payment", DAY(2027, 6, 15), 530],
        [3, "lawsuit", DAY(2028, 9, 1), 974],
    ]


def test_an_event_without_a_document_concerns_all_of_the_customers_and_later_ones_are_not_known_yet() -> None:
    happened = events({"date": DAY(2024, 5, 1)}, {"date": DAY(2025, 5, 1), "document_key": 2})
    found = clocks(open_items({}, {}), allocations(), DAY(2025, 4, 30), events=happened)
    assert found["expires"].tolist() == [DAY(2027, 5, 1)] * 2
    assert clocks(open_items({}, {}), allocations(), DAY(2025, 5, 1), events=happened)["expires"].tolist() == [
        DAY(2027, 5, 1), DAY(2028, 5, 1),
    ]  # fmt: skip


def test_debts_in_instalments_lapse_from_the_last_one() -> None:
    found = clocks(open_items({}), allocations(), DAY(2024, 1, 1), last_due={1: DAY(2023, 12, 31)})
    assert found["expires"].tolist() == [DAY(2026, 12, 31)]


@pytest.mark.parametrize(
    ("left", "step"), [(366, None), (365, 365), (181, 365), (180, 180), (90, 90), (31, 90), (30, 30), (0, 30), (-1, 0)]
)
def test_alerts_come_at_365_180_90_and_30_days(left: int, step: int | None) -> None:
    assert limitation.alert(left) == step


def test_a_guarantee_lasts_six_months_after_the_debt_is_due_unless_agreed_otherwise() -> None:
    assert guarantee_ends(DAY(2026, 3, 31)) == DAY(2026, 9, 30)
    assert guarantee_ends(DAY(2026, 3, 31), DAY(2027, 3, 31)) == DAY(2027, 3, 31)
    assert [limitation.alert(left, limitation.GUARANTEE_ALERTS) for left in (61, 60, 30, 7)] == [None, 60, 30, 7]
