"""The allowance for bad debts: the published vector to the cent, migration with write-offs, specific items, movement."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcore.books import Books
from arcore.buckets import CalendarScheme
from arcore.messages import say
from arcore.money import half_up
from arcore.policy import Policy
from arcore.policy_sections.provision import ProvisionRules
from arcore.provision import (
    BucketLine,
    Cohort,
    Movement,
    allowance,
    averaged,
    book_entry,
    cohorts,
    from_totals,
    losses,
    moved,
    movement,
    year_start,
)
from arcore.provision.allowance import ROLL
from tests.receivable_frames import allocations, customers, documents, receipts
from tests.sample_company import sample_books

AS_OF = dt.date(2026, 6, 30)
YEARS = CalendarScheme((12, 24, 36))


def percent(*values: str) -> tuple[Fraction, ...]:
    return tuple(Fraction(value) / 100 for value in values)


def test_migration_becomes_the_published_loss_rates_and_amounts() -> None:
    plain = losses(percent("23", "45", "75"))
    assert plain == percent("7.7625", "33.75", "75", "100")
    raised = losses(percent("23", "45", "75"), forward=Fraction(5, 100))
    assert raised == percent("8.150625", "35.4375", "78.75", "100")
    balances = (1_200_000_00, 253_000_00, 99_000_00, 150_000_00)
    lines = [BucketLine(say("Within 1 year"), balance, rate) for balance, rate in zip(balances, raised, strict=True)]
    assert [line.amount for line in lines] == [97_807_50, 89_656_88, 77_962_50, 150_000_00]
    assert sum(line.amount for line in lines) == 415_426_88


def test_what_was_written_off_was_not_collected() -> None:
    issued = documents({"document_date": dt.date(2025, 1, 10), "due_date": dt.date(2025, 2, 10), "amount": 100_00})
    applied = allocations(
        {"date": dt.date(2026, 1, 5), "amount": 30_00, "receipt_key": 1},
        {"date": dt.date(2026, 2, 1), "amount": 20_00, "kind": "write_off"},
    )
    (found,) = cohorts(issued, applied, (dt.date(2025, 12, 31), dt.date(2026, 12, 31)), YEARS)
    assert (found.owed[0], found.still_open[0], found.written_off[0]) == (100_00, 50_00, 20_00)
    assert found.rates == (Fraction(7, 10), None, None, None)


def test_from_bucket_totals_the_last_bucket_is_taken_with_the_one_before() -> None:
    assert from_totals((1000, 400, 100), (900, 200, 350), (30, 0, 10)) == (Fraction(230, 1000), Fraction(360, 500))
    assert from_totals((0, 0), (5, 5), (0, 0)) == (None,)


def test_an_item_that_is_still_not_due_has_not_been_decided() -> None:
    issued = documents(
        {"document_date": dt.date(2026, 5, 1), "due_date": dt.date(2026, 9, 1), "amount": 900_00},
        {"document_date": dt.date(2026, 5, 1), "due_date": dt.date(2026, 6, 1), "amount": 100_00},
    )

    (found,) = cohorts(issued, allocations(), (dt.date(2026, 5, 31), dt.date(2026, 6, 30)), ROLL, "due")
    assert (found.owed[0], found.still_open[0]) == (100_00, 100_00)


def test_years_are_averaged_simply_or_by_balance_and_empty_years_left_out() -> None:
    day = dt.date(2026, 1, 1)
    years = [Cohort(day, day, "CNY", owed, left, (0, 0)) for owed, left in (((100, 0), (50, 0)), ((300, 10), (30, 10)), ((0, 0), (0, 0)))]
    assert averaged(years, "simple") == (Fraction(3, 10), Fraction(1))
    assert averaged(years, "weighted") == (Fraction(1, 5), Fraction(1))


def test_a_bucket_without_history_is_lost_in_full_and_none_loses_less_than_a_younger_one() -> None:
    assert losses((Fraction(1, 10), None)) == (Fraction(1, 10), Fraction(1), Fraction(1))
    assert losses((Fraction(1, 2),), terminal=Fraction(1, 5), forward=Fraction(9)) == (Fraction(1), Fraction(1))


def books(*rows: dict[str, object], applied: pd.DataFrame | None = None, paid: pd.DataFrame | None = None) -> Books:
    return Books(documents(*rows), receipts() if paid is None else paid, allocations() if applied is None else applied, customers({}), "1")


POLICY = replace(Policy(), provision=ProvisionRules(separate=("关联方",)))


def test_specific_items_come_first_then_groups_apart_then_the_portfolio() -> None:
    day = dt.date(2026, 5, 1)
    held = books(
        {"document_date": day, "amount": 1000_00},
        {"document_date": day, "amount": 500_00},
        {"document_date": day, "amount": 300_00, "customer_key": 2, "category": "关联方"},
        {"document_date": dt.date(2024, 5, 1), "amount": 200_00, "customer_key": 3},
    )
    specific = pd.DataFrame(
        {"customer_key": [1, 1], "document_key": pd.array([None, 2], dtype="Int64"), "currency": "CNY", "recoverable": [400_00, 0],
         "reason": ["停产", "争议败诉"]}
    )  # fmt: skip
    found = allowance(held, AS_OF, POLICY, "CNY", specific=specific)
    assert [(line.document_key, line.balance, line.amount) for line in found.specific] == [(2, 500_00, 500_00), (None, 1000_00, 600_00)]
    assert (found.apart.balance, found.apart.amount) == (300_00, 3_00)
    assert [(line.balance, line.amount) for line in found.portfolio][:3] == [(0, 0), (0, 0), (200_00, 60_00)]
    assert (found.balance, found.amount) == (2000_00, 500_00 + 600_00 + 3_00 + 60_00)


def test_an_assessment_holds_only_between_its_dates() -> None:
    held = books({"document_date": dt.date(2026, 5, 1), "amount": 1000_00})
    row = {"customer_key": [1], "document_key": pd.array([None], dtype="Int64"), "currency": "CNY", "recoverable": [0], "reason": [""]}
    later = pd.DataFrame(row).assign(from_date=pd.Timestamp("2026-07-01"))
    assert allowance(held, AS_OF, POLICY, "CNY", specific=later).specific == ()
    assert allowance(held, dt.date(2026, 7, 1), POLICY, "CNY", specific=later).specific[0].amount == 1000_00


def test_unapplied_receipts_settle_the_oldest_debts_first() -> None:
    held = books(
        {"document_date": dt.date(2024, 5, 1), "amount": 200_00},
        {"document_date": dt.date(2026, 5, 1), "amount": 300_00},
        paid=receipts({"receipt_date": dt.date(2026, 6, 1), "amount": 250_00}),
    )
    assert [line.balance for line in allowance(held, AS_OF, POLICY, "CNY").portfolio][:3] == [250_00, 0, 0]


def test_the_movement_closes_and_says_charge_or_reversal() -> None:
    up, down = movement(1000, 1500, written_off=200), movement(1000, 700, written_off=100, recovered=50, other=-30)
    assert (up.charge, up.reversal, up.closing) == (700, 0, 1500)
    assert (down.charge, down.reversal, down.closing) == (0, 220, 700)
    assert (book_entry(500, 420), book_entry(420, 500)) == (80, -80)


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**12), st.integers(-(10**12), 10**12))
def test_every_movement_ends_at_what_is_required(opening: int, required: int, lost: int, recovered: int, other: int) -> None:
    found = movement(opening, required, written_off=lost, recovered=recovered, other=other)
    assert found.closing == required
    assert min(found.charge, found.reversal) == 0 <= max(found.charge, found.reversal)


@given(st.lists(st.one_of(st.none(), st.fractions(0, 2)), max_size=6), st.fractions(0, 1), st.fractions(Fraction(-1, 2), 2))
def test_loss_rates_rise_with_age_and_stay_within_everything(
    migration: list[Fraction | None], terminal: Fraction, forward: Fraction
) -> None:
    found = losses(migration, terminal, forward)
    assert list(found) == sorted(found)
    assert all(0 <= rate <= 1 for rate in found)


def test_the_sample_company_by_each_method() -> None:
    sample = sample_books()
    by_age = allowance(sample, AS_OF, Policy(), "CNY")
    assert (by_age.balance, by_age.amount) == (3507636744, 177519065)
    assert [line.balance for line in by_age.portfolio][:3] == [3464892185, 42744559, 0]
    expected = allowance(sample, AS_OF, Policy(), "CNY", method="migration")
    assert [(line.balance, half_up(line.rate * 10**8)) for line in expected.portfolio][:2] == [(3464892185, 779274), (42744559, 10**8)]
    assert [cohort.owed[0] for cohort in expected.history.cohorts] == [818717673, 2743013549]


def test_the_movement_of_the_sample_company_s_year() -> None:
    sample = sample_books()
    before, now = (allowance(sample, day, Policy(), "CNY") for day in (year_start(AS_OF), AS_OF))
    found = moved(sample, before, now).total
    assert (found.opening, found.charge, found.written_off, found.closing) == (134563967, 42962835, 7737, 177519065)


@pytest.mark.parametrize("method", ["aging", "migration", "roll"])
def test_a_past_allowance_is_what_was_computed_then(method: str) -> None:
    sample = sample_books()
    then = dt.date(2025, 12, 31)
    old = replace(
        sample,
        documents=sample.documents[sample.documents["document_date"] <= pd.Timestamp(then)],
        receipts=sample.receipts[sample.receipts["receipt_date"] <= pd.Timestamp(then)],
        allocations=sample.allocations[sample.allocations["date"] <= pd.Timestamp(then)],
    )
    assert allowance(old, then, Policy(), "CNY", method=method) == allowance(sample, then, Policy(), "CNY", method=method)  # type: ignore[arg-type]


def test_each_part_moves_by_itself_and_a_write_off_belongs_where_its_debt_was_assessed() -> None:
    day = dt.date(2025, 12, 1)
    made = [
        {"document_date": day, "due_date": day, "amount": amount, "customer_key": key}
        for amount, key in ((1000_00, 1), (400_00, 1), (300_00, 2))
    ]
    lost = [
        {"document_key": 2, "date": dt.date(2026, 5, 5), "amount": 100_00, "kind": "write_off"},
        {"document_key": 3, "date": dt.date(2026, 2, 5), "amount": 60_00, "kind": "write_off"},
        {"document_key": 3, "date": dt.date(2026, 3, 5), "amount": -10_00, "kind": "write_off"},
    ]
    names = ({"customer_name": "甲"}, {"customer_name": "乙"})
    held = Books(documents(*made), receipts(), allocations(*lost), customers(*names), "1")
    specific = pd.DataFrame(
        {
            "customer_key": [1, 2], "document_key": pd.array([2, None], dtype="Int64"), "currency": "CNY", "recoverable": [50_00, 0],
            "reason": ["停产", "失联"], "evidence": ["估值报告 · 估值.pdf", None],
            "from_date": pd.to_datetime(["2026-04-01", "2026-06-01"]), "to_date": pd.to_datetime([None, None]),
        }
    )  # fmt: skip
    before, now = (allowance(held, on, Policy(), "CNY", specific=specific) for on in (dt.date(2025, 12, 31), AS_OF))
    assert [(line.document_key, line.amount, line.evidence) for line in now.specific] == [
        (2, 250_00, "估值报告 · 估值.pdf"),
        (None, 250_00, ""),
    ]
    found = moved(held, before, now, specific=specific)
    assert found.specific == Movement(0, 600_00, 0, 100_00, 0, 0)  # 250 + 250 required, 100 written off after it was assessed
    assert found.portfolio == Movement(85_00, 15_00, 0, 60_00, 10_00, 0)  # 5 % of 1,000.00 is left; C2 was written off before June
    assert found.total == Movement(85_00, 615_00, 0, 160_00, 10_00, 0)
    assert found.total.closing == now.amount == 550_00


def test_a_write_off_belongs_to_an_assessment_of_its_own_currency_only() -> None:
    made = [{"document_key": 1, "customer_key": 1, "document_date": dt.date(2025, 10, 1), "amount": 500_00}]
    lost = [{"document_key": 1, "date": dt.date(2026, 5, 5), "amount": 100_00, "kind": "write_off"}]
    held = Books(documents(*made), receipts(), allocations(*lost), customers({"customer_name": "甲"}), "1")
    abroad = {
        "customer_key": [1],
        "document_key": pd.array([None], dtype="Int64"),
        "currency": "USD",
        "recoverable": [0],
        "reason": ["失联"],
    }
    specific = pd.DataFrame(abroad)
    before, now = (allowance(held, on, Policy(), "CNY", specific=specific) for on in (dt.date(2025, 12, 31), AS_OF))
    found = moved(held, before, now, specific=specific)
    assert (found.specific.written_off, found.portfolio.written_off) == (0, 100_00)
