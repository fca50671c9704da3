"""What the policy does about a debt of each age."""

import dataclasses

import pandas as pd
from streamlit.testing.v1 import AppTest

from arcore import strategy
from arcore.buckets import CalendarScheme
from arcore.policy import AgingScheme, Policy
from tests.desk_app import cache_folder, desk, go, table_with

__all__ = ["cache_folder", "desk"]

POLICY = Policy()
DUE = AgingScheme((0, 30, 60, 90))


def _words(rows: tuple[strategy.Treatment, ...]) -> list[tuple[str, list[str], list[str], float | None]]:
    return [
        (row.label.text("en"), [one.text("en") for one in row.actions], [one.text("en") for one in row.departments], row.rate)
        for row in rows
    ]


def test_each_bucket_has_the_steps_that_begin_in_it_and_who_takes_them() -> None:
    assert _words(strategy.treatments(DUE, "due", POLICY)) == [
        ("Not due", ["Reminder, days before the due date: 7, 3, 0"], [], None),
        ("1–30 days", ["Telephone call from day 1", "E-mail from day 7", "Visit from day 30"], ["Finance", "Sales"], None),
        ("31–60 days", ["Demand letter from day 60"], ["Finance"], None),
        ("61–90 days", ["Lawyer's letter from day 90"], ["Legal"], None),
        ("Over 90 days", ["Legal action assessed from day 120"], ["Legal"], None),
    ]


def test_a_bucket_in_which_no_step_begins_goes_on_with_the_last_one() -> None:
    rows = strategy.treatments(AgingScheme((0, 15, 25)), "due", POLICY)
    assert [[one.text("en") for one in row.actions] for row in rows[1:3]] == [
        ["Telephone call from day 1", "E-mail from day 7"],
        ["E-mail from day 7"],
    ]


def test_buckets_by_years_say_what_is_provided_for_and_nothing_where_the_allowance_goes_otherwise() -> None:
    years = CalendarScheme(POLICY.aging.calendar_months)
    rates = [row.rate for row in strategy.treatments(years, "document", POLICY)]
    assert rates[:3] == [5.0, 10.0, 30.0]
    assert not any(row.actions for row in strategy.treatments(years, "document", POLICY))
    roll = dataclasses.replace(POLICY, provision=dataclasses.replace(POLICY.provision, method="roll"))
    assert {row.rate for row in strategy.treatments(years, "document", roll)} == {None}


def test_a_department_changed_in_the_policy_is_the_one_that_is_named() -> None:
    departments = tuple((step, "service") for step, _ in POLICY.collecting.departments)
    mine = dataclasses.replace(POLICY, collecting=dataclasses.replace(POLICY.collecting, departments=departments))
    assert [one.text("en") for one in strategy.treatments(DUE, "due", mine)[1].departments] == ["Customer service"]


def test_the_rows_say_what_is_open_in_each_bucket_of_one_currency() -> None:
    items = pd.DataFrame({"bucket": [0, 1, 1, 4, 1], "open": [100, 250, -50, 7, 999], "currency": ["CNY"] * 4 + ["USD"]})
    rows = strategy.rows(strategy.treatments(DUE, "due", POLICY), items, "CNY", "zh")
    assert rows["open"].tolist() == [100, 200, 0, 0, 7]
    assert rows["actions"].iloc[1] == "第 1 天起电话催收、第 7 天起邮件催收、第 30 天起上门拜访"
    assert rows["departments"].iloc[1] == "财务、销售"


def test_the_aging_page_shows_the_strategy_of_the_buckets_that_are_chosen(desk: AppTest) -> None:
    go(desk, "aging", lang="en")
    by_days = table_with(desk, "actions")
    assert by_days["departments"].iloc[1] == "Finance; Sales"
    go(desk, "aging", lang="en", scheme="years", basis="document")
    assert table_with(desk, "rate")["rate"].iloc[0] == 5.0
