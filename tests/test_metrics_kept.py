"""Promises, plans, disputes and confirmations month by month and by group: exact figures, and the rows behind them."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from arcore.books import Books
from arcore.collecting.agreements import agreements
from arcore.metrics import By, Gathered, Metric, behind, gathered, measures, series
from arcore.metrics.kept import kept_of
from arcore.policy import Policy
from tests.register_frames import books

MAY, JUNE = dt.date(2026, 5, 31), dt.date(2026, 6, 30)
DUE = {"document_date": dt.date(2026, 1, 5), "due_date": dt.date(2026, 2, 4)}
KNOWN = [{"salesperson": "王芳", "region": "华东"}, {"salesperson": "李伟", "region": "华东"}, {"salesperson": "李伟", "region": "华北"}]


def told(**kept: list[dict]) -> Books:
    """Three customers who owe 1,000.00 each; the first paid 300.00 on 18 June."""
    made = [DUE | {"amount": 1000_00, "customer_key": key} | KNOWN[key - 1] for key in (1, 2, 3)]
    came = [{"receipt_date": dt.date(2026, 6, 18), "amount": 300_00}]
    paid = [{"document_key": 1, "receipt_key": 1, "date": dt.date(2026, 6, 18), "amount": 300_00}]
    return books(made, came=came, paid=paid, known=KNOWN, **kept)


def measured(held: Books, by: By = "", as_of: dt.date = JUNE) -> Gathered:
    kept = kept_of(held, agreements(held, as_of, Policy()), Policy())
    return gathered(held.documents, held.allocations, (MAY, JUNE), by, kept=kept)


def of(found: Gathered, key: str | int | None = None, at: int = 1) -> dict[str, Metric]:
    cell = found.cell_of("CNY", key)
    assert cell is not None
    return {metric.name: metric for metric in measures(found, cell, at)}


PROMISES = [
    {"customer_key": 1, "made_on": "2026-06-01", "promised_on": "2026-06-20", "amount": 250_00},  # kept by 250 of the 300
    {"customer_key": 1, "made_on": "2026-06-01", "promised_on": "2026-06-25", "amount": 100_00},  # 50 left for it
    {"customer_key": 2, "made_on": "2026-06-01", "promised_on": "2026-06-10", "amount": 400_00},  # nothing came
    {"customer_key": 3, "made_on": "2026-06-20", "promised_on": "2026-06-30", "amount": 999_00},  # its day of tolerance is 1 July
]


def test_promises_count_in_the_month_in_which_their_time_is_up() -> None:
    found = of(measured(told(promises=PROMISES)))
    assert found["promise_rate"].value == Fraction(1, 3)
    assert (found["promise_rate_amount"].numerator, found["promise_rate_amount"].denominator) == (300_00, 750_00)
    assert of(measured(told(promises=PROMISES)), at=0)["promise_rate"].value is None
    assert found["promise_rate"].label.text("en") == "Promises kept in full in time ÷ promises due in the period"


@pytest.mark.parametrize(
    ("by", "key", "kept", "promised"),
    [
        ("salesperson", "王芳", 300_00, 350_00),
        ("salesperson", "李伟", 0, 400_00),
        ("region", "华东", 300_00, 750_00),
        ("customer", 2, 0, 400_00),
    ],
)
def test_promises_belong_to_the_customer_s_group(by: By, key: str | int, kept: int, promised: int) -> None:
    found = measured(told(promises=PROMISES), by)
    rate = of(found, key)["promise_rate_amount"]
    assert (rate.numerator, rate.denominator) == (kept, promised)
    column = {"salesperson": "salesperson", "region": "region", "customer": "customer_key"}[by]
    rows = behind.kept_behind(found, 1, "promises", "CNY", column, key)
    assert int(rows["amount"].sum()) == promised


def test_entities_have_no_promises_because_customers_belong_to_none() -> None:
    found = measured(told(promises=PROMISES), "entity")
    assert of(found, "")["promise_rate"].reason is not None
    assert not len(behind.kept_behind(found, 1, "promises", "CNY", "entity", ""))


def test_a_dispute_counts_with_its_amount_and_no_more_than_is_open() -> None:
    disputes = [
        {"document_nos": "D1", "amount": 900_00, "opened_on": "2026-06-05"},
        {"document_nos": "D2", "customer_key": 2, "opened_on": "2026-05-05", "state": "closed", "closed_on": "2026-06-20"}
        | {"outcome": "rejected"},
    ]
    found = measured(told(disputes=disputes))
    june, may = of(found)["dispute_rate"], of(found, at=0)["dispute_rate"]
    assert (june.numerator, june.denominator) == (700_00, 2700_00)
    assert (may.numerator, may.denominator) == (1000_00, 3000_00)
    rows = behind.behind(told(disputes=disputes), found, 1, "disputed", currency="CNY")
    assert rows[["document_no", "counted"]].values.tolist() == [["D1", 700_00]]


SENT = {"number": "S", "mode": "detail", "period_to": "2026-03-31", "generated_on": "2026-04-01"}
STATEMENTS = [
    SENT | {"customer_key": 1, "balance": 600_00, "sent_on": "2026-04-02", "state": "agreed", "answered_on": "2026-06-02"},
    SENT | {"customer_key": 2, "balance": -200_00, "sent_on": "2026-04-02", "state": "differs", "answered_on": "2026-04-09"},
    SENT | {"customer_key": 3, "balance": 100_00, "sent_on": "2026-04-02", "state": "agreed", "answered_on": "2026-04-09"},
    SENT | {"customer_key": 3, "balance": 500_00, "sent_on": "2026-06-02", "generated_on": "2026-06-01", "state": "sent"},
    SENT | {"customer_key": 1, "balance": 77_00, "state": "generated"},
]


def test_confirmations_are_those_of_each_customer_s_newest_statement_as_known_then() -> None:
    found = measured(told(statements=STATEMENTS))
    may, june = of(found, at=0), of(found)
    assert (may["confirmation_rate"].numerator, may["confirmation_rate"].denominator) == (100_00, 900_00)
    assert (june["confirmation_rate"].numerator, june["confirmation_rate"].denominator) == (600_00, 1300_00)
    assert may["confirmation_rate_items"].value == june["confirmation_rate_items"].value == Fraction(1, 3)
    label = "Balances confirmed ÷ balances sent for confirmation (each customer's newest of the last 3 months)"
    assert june["confirmation_rate"].label.text("en") == label
    by = of(measured(told(statements=STATEMENTS), "salesperson"), "李伟")["confirmation_rate"]
    assert (by.numerator, by.denominator) == (0, 700_00)


PLANNED = {"month": "2026-06-15", "planned_on": "2026-06-01", "customer_key": None}
PLANS = [
    PLANNED | {"planned": 500_00, "salesperson": "王芳"},
    PLANNED | {"planned": 400_00, "salesperson": "李伟"},
    PLANNED | {"planned": 120_00, "customer_key": 1},
    PLANNED | {"planned": 80_00, "customer_key": 2},
    PLANNED | {"planned": 9_00, "month": "2026-05-01"},
    PLANNED | {"planned": 9_00, "planned_on": "2026-07-01"},
]


def test_a_plan_counts_once_from_the_highest_level_that_planned() -> None:
    everyone, people, each = (measured(told(receipt_plans=PLANS), by) for by in ("", "salesperson", "customer"))
    assert (of(everyone)["plan_completion"].numerator, of(everyone)["plan_completion"].denominator) == (300_00, 900_00)
    assert of(people, "王芳")["plan_completion"].value == Fraction(300, 500)
    assert of(each, 1)["plan_completion"].value == Fraction(300, 120)
    whole = measured(told(receipt_plans=[*PLANS, PLANNED | {"planned": 1000_00}]))
    assert of(whole)["plan_completion"].denominator == 1000_00
    assert of(measured(told(receipt_plans=PLANS), "region"), "华东")["plan_completion"].denominator == 200_00


def test_the_series_and_the_groups_carry_them() -> None:
    held = told(promises=PROMISES, receipt_plans=PLANS)
    found = measured(held)
    months = series.monthly(found, 0)
    assert months["promised"].tolist() == [0, 750_00]
    assert months["promises_due"].tolist() == [0, 3]
    assert months["plan_completion"].tolist()[1] == pytest.approx(1 / 3)
    people = series.by_group(measured(held, "salesperson"), "CNY", 1).set_index("key")
    assert people["promise_rate_amount"].to_dict() == {"李伟": 0.0, "王芳": pytest.approx(300 / 350)}
    assert series.labels(found, 1)["dispute_rate"].text("zh") == "争议金额 ÷ 未收款项（不含贷项）"


def test_a_past_month_is_what_was_known_then() -> None:
    held = told(promises=PROMISES, statements=STATEMENTS, receipt_plans=PLANS)
    later, then = measured(held, as_of=dt.date(2026, 9, 30)), measured(held)
    assert of(later) == of(then)
