"""Earlier weeks: what was forecast a week and four weeks before, what came, what nobody could know; and the cash from week to week."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pandas as pd

from arcore import charts, forecast
from arcore.books import Books
from arcore.charts import Look
from arcore.forecast.earlier import came_in
from arcore.policy import Policy
from arcore.policy_sections.forecast import ForecastRules
from tests.register_frames import books
from tests.sample_company import sample_books

AS_OF = dt.date(2026, 6, 30)
OLD = {"document_date": dt.date(2026, 1, 5), "due_date": dt.date(2026, 12, 31), "amount": 500_00}


def told(**kept: list[dict]) -> Books:
    """Two debts not due before December, promised for June; one made and paid within the last week."""
    made = [OLD, OLD | {"amount": 300_00}, {"document_date": dt.date(2026, 6, 25), "due_date": dt.date(2026, 7, 25), "amount": 90_00}]
    paid = [
        {"document_key": 1, "receipt_key": 1, "date": dt.date(2026, 6, 26), "amount": 450_00},
        {"document_key": 3, "receipt_key": 2, "date": dt.date(2026, 6, 30), "amount": 90_00},
        {"document_key": 2, "date": dt.date(2026, 6, 26), "amount": 5_00, "kind": "rounding"},
    ]
    return books(made, paid=paid, **kept)


PROMISED = [
    {"made_on": "2026-06-20", "promised_on": "2026-06-26", "amount": 500_00, "document_nos": "D1"},
    {"made_on": "2026-06-20", "promised_on": "2026-06-29", "amount": 100_00, "document_nos": "D2"},
]


def test_a_week_is_held_against_the_forecast_of_the_day_before_it_began() -> None:
    week = forecast.earlier_weeks(told(promises=PROMISED), AS_OF, Policy(), weeks=1).iloc[0]
    assert (week["first"], week["last"]) == (pd.Timestamp(2026, 6, 24), pd.Timestamp(2026, 6, 30))
    assert (week["predicted"], week["actual"], week["error"], week["new"]) == (600_00, 450_00, -150_00, 90_00)
    assert week["earlier"] == 0  # on 2 June nobody had promised anything yet


def test_what_was_promised_later_was_not_known_then() -> None:
    late = [row | {"made_on": "2026-06-25"} for row in PROMISED]
    assert forecast.earlier_weeks(told(promises=late), AS_OF, Policy(), weeks=1)["predicted"].tolist() == [0]


def test_the_documents_of_a_week_add_up_to_it() -> None:
    rows = forecast.behind_week(told(promises=PROMISED), AS_OF, Policy(), "CNY").set_index("document_no")
    assert rows[["predicted", "actual", "difference"]].to_dict("index") == {
        "D1": {"predicted": 500_00, "actual": 450_00, "difference": -50_00},
        "D2": {"predicted": 100_00, "actual": 0, "difference": -100_00},
        "D3": {"predicted": 0, "actual": 90_00, "difference": 90_00},
    }


def test_weeks_before_the_books_begin_are_left_out() -> None:
    assert len(forecast.earlier_weeks(told(), dt.date(2026, 1, 20), Policy())) == 2
    assert not len(forecast.earlier_weeks(told(), dt.date(2026, 1, 8), Policy()))


def test_every_week_of_the_sample_ties_to_the_cash_applied_in_it() -> None:
    held = sample_books()
    weeks = forecast.earlier_weeks(held, AS_OF, Policy(), weeks=3)
    mine = weeks[weeks["currency"] == "CNY"]
    for row in mine.to_dict("records"):
        came = came_in(held, row["first"].date() - dt.timedelta(days=1), row["last"].date())
        assert row["actual"] + row["new"] == int(came.loc[came["currency"] == "CNY", "amount"].sum())
        assert row["error"] == row["actual"] - row["predicted"]
    assert forecast.weekly_error(mine) == Fraction(int(mine["error"].abs().sum()), int(mine["actual"].sum()))
    drawn = charts.weeks_forecast_and_actual(mine, AS_OF, Look("zh")).to_dict()
    assert drawn["title"]["text"] == "往周实际回款（截至 2026-06-30，元）"


def test_the_cash_runs_from_week_to_week() -> None:
    weeks = pd.DataFrame({"week": range(1, 14), "amount": [100_00, 50_00, *[0] * 11]})
    rules = ForecastRules(opening_cash=200_00, minimum_cash=240_00, planned_payments=(30_00, 150_00))
    found = forecast.liquidity(weeks, AS_OF, rules, currency="CNY")
    assert found is not None
    rows = forecast.cash_rows(found, rules.opening_cash).head(3)
    assert rows[["opening", "inflow", "planned", "cash", "spare"]].values.tolist() == [
        [200_00, 100_00, 30_00, 270_00, 30_00],
        [270_00, 50_00, 150_00, 170_00, -70_00],
        [170_00, 0, 0, 170_00, -70_00],
    ]
    assert found.first_below == 2
