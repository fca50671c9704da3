"""The 13-week forecast: every open cent in one place, habits as the rules say, bands and liquidity from exact figures."""

import datetime as dt
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore import balances, forecast
from arcore.books import Books
from arcore.calendars import WorkingDays
from arcore.forecast import BEYOND, EXCLUDED, Habits
from arcore.forecast.habits import Habit, Waiting, habits, shrunk
from arcore.payment_history import settled, weighted_median
from arcore.policy_sections.forecast import ForecastRules
from tests.receivable_frames import allocations, customers, documents, receipts

AS_OF = dt.date(2026, 6, 30)  # a Tuesday
RULES = ForecastRules()
NOWHERE = WorkingDays("XX")  # weekends only
NOTHING_RECEIVED = receipts().assign(unapplied=pd.Series(dtype="int64"))


def open_items(*rows: dict) -> pd.DataFrame:
    found = documents(*rows)
    return found.assign(open=found["amount"])


def commitments(*rows: dict) -> pd.DataFrame:
    usual = {"document_key": None, "customer_key": 1, "currency": "CNY", "made_on": dt.date(2026, 6, 1), "kind": "promise"}
    found = pd.DataFrame([usual | row for row in rows])
    return found.assign(
        document_key=found["document_key"].astype("Int64"), date=pd.to_datetime(found["date"]), made_on=pd.to_datetime(found["made_on"])
    )


def disputes(*rows: dict) -> pd.DataFrame:
    usual = {"document_key": 1, "amount": None, "opened": dt.date(2026, 6, 1), "closed": None}
    found = pd.DataFrame([usual | row for row in rows])
    return found.assign(
        amount=found["amount"].astype("Int64"), opened=pd.to_datetime(found["opened"]), closed=pd.to_datetime(found["closed"])
    )


def expect(items: pd.DataFrame, usual: Habits, **more: pd.DataFrame) -> list[tuple[int, str, int, str]]:
    parts = forecast.expected(items, usual, AS_OF, RULES, NOWHERE, **more)
    rows = parts.sort_values(["document_key", "week"]).itertuples()
    return [(r.amount, "" if pd.isna(r.expected) else f"{r.expected:%Y-%m-%d}", r.week, r.basis) for r in rows]


def test_the_delay_is_shrunk_to_everybodys() -> None:
    assert [shrunk(10, 20, 5, 5), shrunk(3, 40, 4, 5), shrunk(0, 0, 7, 5), shrunk(3, 9, 2, 0)] == [15, 18, 7, 9]


def test_the_median_is_weighted_by_amount() -> None:
    paid = pd.DataFrame({"late": [0, 10, 30], "amount": [100, 100, 500]})
    assert weighted_median(paid["late"].to_numpy("int64"), paid["amount"].to_numpy("int64")) == 30


def test_a_document_is_expected_at_its_due_date_plus_the_customers_own_delay() -> None:
    usual = Habits(portfolio=4, documents=9, of_customer={1: Habit(10, 20, 15)})
    items = open_items({"due_date": dt.date(2026, 7, 6)}, {"due_date": dt.date(2026, 7, 6), "customer_key": 2})
    assert expect(items, usual) == [(100_00, "2026-07-21", 3, "habit"), (100_00, "2026-07-10", 2, "portfolio")]


def test_money_moves_on_working_days_only() -> None:
    assert expect(open_items({"due_date": dt.date(2026, 7, 4)}), Habits()) == [(100_00, "2026-07-06", 1, "portfolio")]


def test_who_pays_at_month_ends_is_expected_on_the_months_last_working_day() -> None:
    usual = Habits(of_customer={1: Habit(10, 5, 5, month_end=True)})
    assert expect(open_items({"due_date": dt.date(2026, 7, 20)}), usual) == [(100_00, "2026-07-31", 5, "habit")]


def test_an_item_past_its_expected_day_waits_as_long_as_half_of_those_that_were_as_late() -> None:
    waiting = Waiting(lateness=(0, 30, 60, 90), still_open=(0.8, 0.4, 0.2, 0.1), at_risk=(100, 80, 40, 20))
    items = open_items({"due_date": dt.date(2026, 5, 29)})  # 32 days late: of .4 still open then, half are left at 60
    assert expect(items, Habits(waiting=waiting)) == [(100_00, "2026-07-28", 4, "waiting")]


def test_an_item_later_than_any_that_was_paid_has_no_date() -> None:
    waiting = Waiting(lateness=(0, 30), still_open=(0.5, 0.1), at_risk=(100, 50))
    assert expect(open_items({"due_date": dt.date(2025, 6, 30)}), Habits(waiting=waiting)) == [(100_00, "", BEYOND, "no_date")]


def test_a_promise_and_a_plan_override_the_habit_for_what_they_cover() -> None:
    items = open_items({"due_date": dt.date(2026, 7, 6)})
    made = commitments(
        {"document_key": 1, "date": dt.date(2026, 8, 15), "amount": 60_00, "kind": "promise"},
        {"date": dt.date(2026, 9, 30), "amount": 30_00, "kind": "plan"},
        {"date": dt.date(2026, 6, 29), "amount": 99_00},
        {"date": dt.date(2026, 7, 2), "amount": 99_00, "made_on": dt.date(2026, 7, 1)},
    )
    assert expect(items, Habits(), commitments=made) == [
        (10_00, "2026-07-06", 1, "portfolio"),
        (60_00, "2026-08-15", 7, "promise"),
        (30_00, "2026-09-30", BEYOND, "plan"),
    ]


def test_what_is_disputed_is_excluded_and_shown() -> None:
    items = open_items({"due_date": dt.date(2026, 7, 6)}, {"due_date": dt.date(2026, 7, 6)})
    open_disputes = disputes({"amount": 30_00}, {"document_key": 2, "closed": dt.date(2026, 6, 29)})
    assert expect(items, Habits(), disputes=open_disputes) == [
        (30_00, "", EXCLUDED, "disputed"),
        (70_00, "2026-07-06", 1, "portfolio"),
        (100_00, "2026-07-06", 1, "portfolio"),
    ]


def test_credit_notes_and_money_received_settle_what_is_expected_first() -> None:
    items = open_items(
        {"due_date": dt.date(2026, 7, 6)}, {"due_date": dt.date(2026, 7, 20)}, {"amount": -30_00, "due_date": dt.date(2026, 6, 1)}
    )
    received = receipts({"amount": 90_00}).assign(unapplied=90_00)
    assert expect(items, Habits(), unapplied=received) == [
        (70_00, "", EXCLUDED, "received"),
        (30_00, "2026-07-06", 1, "portfolio"),
        (20_00, "", EXCLUDED, "received"),
        (80_00, "2026-07-20", 3, "portfolio"),
        (-30_00, "2026-07-06", 1, "credit"),
    ]


DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31))
ITEM = st.fixed_dictionaries(
    {
        "amount": st.integers(-(10**6), 10**7).filter(bool), "due_date": DAYS, "customer_key": st.integers(1, 3),
        "currency": st.sampled_from(["CNY", "USD"]),
    }
)  # fmt: skip
PROMISED = st.fixed_dictionaries(
    {
        "document_key": st.none() | st.integers(1, 8), "customer_key": st.integers(1, 3), "currency": st.sampled_from(["CNY", "USD"]),
        "date": DAYS, "made_on": DAYS, "amount": st.integers(1, 10**7),
    }
)  # fmt: skip
DISPUTED = st.fixed_dictionaries({"document_key": st.integers(1, 8), "amount": st.none() | st.integers(1, 10**7), "opened": DAYS})


@settings(max_examples=60, deadline=None)
@given(st.lists(ITEM, min_size=1, max_size=8), st.lists(PROMISED, max_size=4), st.lists(DISPUTED, max_size=3), st.integers(0, 10**7))
def test_weeks_and_beyond_and_excluded_always_add_up_to_what_is_open(items, promised, disputed, received) -> None:
    rows = open_items(*items)
    parts = forecast.expected(
        rows, Habits(portfolio=9), AS_OF, RULES, NOWHERE,
        unapplied=receipts({"amount": received}).assign(unapplied=received),
        commitments=commitments(*promised) if promised else None, disputes=disputes(*disputed) if disputed else None,
    )  # fmt: skip
    for currency, open_ in rows.groupby("currency")["open"].sum().items():
        weeks = forecast.by_week(parts, AS_OF, str(currency))
        assert int(weeks["amount"].sum()) == open_
        assert int(forecast.by_customer(parts, customers({}, {}, {}), str(currency))["total"].sum()) == open_
    assert parts.groupby("document_key")["amount"].sum().to_dict() == rows.set_index("document_key")["open"].to_dict()


def paid_late(count: int, days: int, *, customer: int = 1, first: dt.date = dt.date(2026, 1, 5)) -> tuple[list[dict], list[dict]]:
    """Invoices due a day apart, each paid so many days late."""
    due = [first + dt.timedelta(days=number) for number in range(count)]
    made = [{"customer_key": customer, "document_date": day - dt.timedelta(days=30), "due_date": day} for day in due]
    return made, [{"date": day + dt.timedelta(days=days), "receipt_key": 1} for day in due]


def books(made: list[dict], paid: list[dict]) -> Books:
    applied = allocations(*[row | {"document_key": place} for place, row in enumerate(paid, start=1)])
    return Books(documents(*made), receipts(), applied, customers({}, {}), "1")


def test_habits_need_three_paid_documents_of_the_last_twelve_months() -> None:
    slow, slow_paid = paid_late(3, 40)
    prompt, prompt_paid = paid_late(2, 0, customer=2)
    old, old_paid = paid_late(5, 90, first=dt.date(2024, 1, 5))
    all_books = books([*slow, *prompt, *old], [*slow_paid, *prompt_paid, *old_paid])
    history = settled(all_books.documents, all_books.allocations, AS_OF)
    found = habits(history, open_items(), AS_OF, RULES, NOWHERE)
    assert (found.portfolio, found.documents) == (40, 5)
    assert found.habit(1) == Habit(3, 40, 40)
    assert found.habit(2) == Habit(2, None, 40)
    assert found.habit(9) == Habit(0, None, 40)


def test_documents_settled_mostly_by_credit_notes_say_nothing_about_payment() -> None:
    made, _ = paid_late(2, 0)
    applied = allocations(
        {"document_key": 1, "amount": 60_00, "kind": "credit"}, {"document_key": 1, "amount": 40_00, "receipt_key": 1},
        {"document_key": 2, "amount": 40_00, "kind": "discount"}, {"document_key": 2, "amount": 60_00, "receipt_key": 1},
    )  # fmt: skip
    assert settled(documents(*made), applied, AS_OF)["document_key"].tolist() == [2]


def test_around_spring_festival_documents_have_their_own_delay() -> None:
    usual, usual_paid = paid_late(60, 2, first=dt.date(2025, 9, 1))
    festive, festive_paid = paid_late(31, 14, first=dt.date(2026, 2, 2))
    all_books = books([*usual, *festive], [*usual_paid, *festive_paid])
    history = settled(all_books.documents, all_books.allocations, AS_OF)
    found = habits(history, open_items(), AS_OF, RULES, NOWHERE)
    assert (found.habit(1).days, found.festival) == (2, 10)  # 31 documents 12 days over the habit, shrunk: 31·12/36
    assert habits(history, open_items(), AS_OF, RULES, NOWHERE, festival=False).festival == 0


def test_a_forecast_of_a_past_day_knows_nothing_of_later_days() -> None:
    made, paid = paid_late(60, 12)
    then = dt.date(2026, 2, 10)
    before = forecast.forecast_at(books(made, paid), then, RULES, "XX").parts
    later = [row if row["date"] <= then else row | {"date": dt.date(2026, 12, 1)} for row in paid]
    pd.testing.assert_frame_equal(before, forecast.forecast_at(books(made, later), then, RULES, "XX").parts)


def test_the_back_test_compares_with_what_came_in_from_the_same_documents() -> None:
    made, paid = paid_late(90, 3)
    tested = forecast.back_test(books(made, paid), dt.date(2026, 4, 30), RULES, "XX")
    months = forecast.outcomes(tested, "CNY")
    assert [(m.month_end, m.predicted, m.actual) for m in months[-2:]] == [
        (dt.date(2026, 2, 28), 31 * 100_00, 31 * 100_00),
        (dt.date(2026, 3, 31), 7 * 100_00, 7 * 100_00),
    ]
    assert forecast.bias(months[-2:]) == 0
    assert forecast.mean_absolute_error(months) == Fraction(sum(abs(m.error) for m in months), sum(m.actual for m in months))


def test_bands_are_past_errors_as_shares_of_what_was_open() -> None:
    errors = [-20, -10, 0, 0, 0, 0, 0, 0, 10, 20]
    tested = pd.DataFrame(
        [
            {"month_end": pd.Timestamp(2025, 1 + n, 28), "currency": "CNY", "week": 1, "predicted": 50, "actual": 50 + error, "open": 100}
            for n, error in enumerate(errors)
        ]
    )
    parts = forecast.expected(open_items({"amount": 1000, "due_date": dt.date(2026, 7, 6)}), Habits(), AS_OF, RULES, NOWHERE)
    banded = forecast.bands(tested, forecast.by_week(parts, AS_OF, "CNY"), "CNY", 0.8)
    assert banded.loc[0, ["amount", "low", "high"]].tolist() == [1000, 890, 1110]
    assert banded.loc[6, "low"] is pd.NA


def test_the_first_week_below_the_minimum_is_named() -> None:
    items = open_items({"amount": 500_00, "due_date": dt.date(2026, 7, 6)}, {"amount": 100_00, "due_date": dt.date(2026, 7, 13)})
    parts = forecast.expected(items, Habits(), AS_OF, RULES, NOWHERE)
    owed = open_items({"amount": 450_00, "due_date": dt.date(2026, 6, 1)}, {"amount": 200_00, "due_date": dt.date(2026, 7, 9)})
    rules = ForecastRules(opening_cash=300_00, planned_payments=(0, 0, 60_00), minimum_cash=200_00)
    found = forecast.liquidity(forecast.by_week(parts, AS_OF, "CNY"), AS_OF, rules, payables=owed, currency="CNY")
    assert found is not None
    assert found.weeks["cash"].tolist()[:4] == [350_00, 250_00, 190_00, 190_00]
    assert (found.first_below, found.day_below, found.lowest) == (3, dt.date(2026, 7, 21), 190_00)


def test_without_cash_at_hand_there_is_no_liquidity_line() -> None:
    parts = forecast.expected(open_items({}), Habits(), AS_OF, RULES, NOWHERE)
    assert forecast.liquidity(forecast.by_week(parts, AS_OF, "CNY"), AS_OF, RULES, currency="CNY") is None


def test_open_items_without_history_are_still_all_there() -> None:
    made = [{"document_date": dt.date(2026, 6, 1), "due_date": dt.date(2026, 7, 1)}]
    found = forecast.forecast_at(books(made, []), AS_OF, RULES, "CN")
    assert int(found.parts["amount"].sum()) == int(balances.open_items(documents(*made), allocations(), AS_OF)["open"].sum())


@pytest.mark.parametrize(("year", "first"), [(2024, dt.date(2024, 2, 10)), (2025, dt.date(2025, 1, 29)), (2027, dt.date(2027, 2, 6))])
def test_spring_festival_is_known(year: int, first: dt.date) -> None:
    assert forecast.spring_festival(year) == first
