"""The pictures of collection: titles with date and unit, the months and rates they draw, the selection that leads on."""

import datetime as dt
from fractions import Fraction

import pandas as pd
import pytest

from arcore import charts
from arcore.charts import Look
from arcore.i18n import Language
from arcore.messages import say
from arcore.provision import Cohort
from tests.receivable_frames import receipts


def months() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month_end": pd.to_datetime(["2026-05-31", "2026-06-30"]),
            "open": [3_000_000_00, 3_566_121_00],
            "sales_window": [4_600_000_00, 5_278_193_00],
            "dso": pd.array([None, 60.807], dtype="Float64"),
            "overdue_rate": pd.array([0.24, 0.1743], dtype="Float64"),
        }
    )


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("zh", "近 24 个月 DSO 与逾期率（截至 2026-06-30，天、%）"),
        ("en", "DSO and overdue rate over 24 months (as of 2026-06-30, days and percent)"),
    ],
)
def test_dso_and_overdue_say_their_date_and_units_and_leave_out_what_is_unknown(lang: Language, title: str) -> None:
    drawn = charts.dso_and_overdue(months(), Look(lang)).to_dict()
    assert drawn["title"]["text"] == title
    (rows,) = drawn["datasets"].values()
    assert [row["dso_words"] for row in rows] == ["–", "60.8"]
    assert [row["overdue_words"] for row in rows] == ["24.0 %", "17.4 %"]
    assert {"month"} <= {parameter["name"] for parameter in drawn["params"]}


def test_months_without_anything_overdue_or_open_are_drawn_all_the_same() -> None:
    unknown = months().assign(overdue_rate=pd.array([None, None], dtype="Float64"))
    (rows,) = charts.dso_and_overdue(unknown, Look("en")).to_dict()["datasets"].values()
    assert [row["overdue_words"] for row in rows] == ["–", "–"]


def test_balance_and_sales_are_in_the_visit_s_unit() -> None:
    drawn = charts.balance_and_sales(months(), Look("zh", "ten_thousand")).to_dict()
    assert drawn["title"]["text"] == "应收与销售（截至 2026-06-30，万元）"
    (rows,) = drawn["datasets"].values()
    assert [row["label"] for row in rows] == ["300.00", "356.61", "460.00", "527.82"]


def test_the_heat_map_shows_every_bucket_and_period_and_the_average() -> None:
    year = Cohort(dt.date(2025, 6, 30), dt.date(2026, 6, 30), "CNY", (100, 0), (50, 0), (20, 0))
    labels = [say("Within 1 year"), say("Over {years} years", years=1)]
    drawn = charts.migration_heat([year], (Fraction(7, 10), None), labels, Look("en"), dt.date(2026, 6, 30)).to_dict()
    (rows,) = drawn["datasets"].values()
    assert [(row["period"], row["label"]) for row in rows] == [
        ("→ 2026-06-30", "70.0 %"),
        ("→ 2026-06-30", "–"),
        ("Average", "70.0 %"),
        ("Average", "–"),
    ]


def promised() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month_end": pd.to_datetime(["2026-05-31", "2026-06-30"]), "promised": [0, 750_00], "promised_received": [0, 300_00],
            "promises_due": [0, 3], "promises_kept": [0, 1], "receipts": [500_00, 300_00], "planned": [0, 900_00],
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "title"), [("zh", "承诺兑现情况（按金额）（截至 2026-06-30，元）"), ("en", "Promises kept, by amount (as of 2026-06-30, CNY)")]
)
def test_promise_keeping_shows_what_was_kept_and_what_was_not_each_month(lang: Language, title: str) -> None:
    drawn = charts.promise_keeping(promised(), Look(lang)).to_dict()
    assert drawn["title"]["text"] == title
    rows, ends = sorted(drawn["datasets"].values(), key=len, reverse=True)
    june = [(row["label"], row["number"]) for row in rows if row["month_end"] == "2026-06-30"]
    assert june == [("300.00", "1 / 3"), ("450.00", "1 / 3")]
    assert [row["share"] for row in ends] == ["", "40.0 %"]


def test_receipts_stand_against_the_plan_and_a_month_without_one_has_no_mark() -> None:
    (rows,) = charts.plan_and_receipts(promised(), Look("en")).to_dict()["datasets"].values()
    assert [(row["came_words"], row["plan_words"], row["planned"], row["share"]) for row in rows] == [
        ("500.00", "–", None, ""),
        ("300.00", "900.00", 900.0, "33.3 %"),
    ]


def test_the_ranking_puts_the_worst_first_and_marks_who_misses_the_target() -> None:
    groups = pd.DataFrame(
        {
            "key": ["a", "b", "c"], "name": ["甲", "乙", "丙"], "open": [1_00, 2_00, 3_00], "overdue": [0, 0, 0],
            "overdue_rate": pd.array([0.1, 0.2, None], dtype="Float64"), "promise_rate": pd.array([0.5, 1.0, None], dtype="Float64"),
        }
    )  # fmt: skip
    day = dt.date(2026, 6, 30)
    drawn = charts.ranking(groups, "overdue_rate", say("Salesperson"), day, Look("zh"), target=Fraction(15, 100)).to_dict()
    assert drawn["title"]["text"] == "逾期率：按业务员（截至 2026-06-30，%）"
    rows = max(drawn["datasets"].values(), key=len)
    assert [(row["name"], row["label"], row["missed"]) for row in rows] == [("乙", "20.0 %", True), ("甲", "10.0 %", False)]
    nothing = charts.ranking(groups, "overdue_rate", say("Salesperson"), day, Look("zh"), target=Fraction(0)).to_dict()
    assert nothing["title"]["subtitle"] == "虚线为目标 0.0 %；橙色为未达标"
    assert [row["missed"] for row in max(nothing["datasets"].values(), key=len)] == [True, True]
    lowest = charts.ranking(groups, "promise_rate", say("Salesperson"), day, Look("en")).to_dict()
    assert [row["name"] for row in max(lowest["datasets"].values(), key=len)] == ["甲", "乙"]


def test_the_receipts_of_a_month_stand_on_their_days_and_none_after_the_date() -> None:
    came = receipts(
        {"receipt_date": dt.date(2026, 6, 1), "amount": 100_00}, {"receipt_date": dt.date(2026, 6, 1), "amount": -20_00},
        {"receipt_date": dt.date(2026, 6, 18), "amount": 300_00}, {"receipt_date": dt.date(2026, 5, 31)},
        {"receipt_date": dt.date(2026, 6, 5), "currency": "USD"},
    )  # fmt: skip
    drawn = charts.receipts_calendar(came, Look("en"), dt.date(2026, 6, 15)).to_dict()
    assert drawn["title"]["text"] == "Receipts of the month by day (as of 2026-06-15, CNY)"
    (rows,) = drawn["datasets"].values()
    assert len(rows) == 30
    assert [(row["date"], row["weekday"], row["label"], row["receipts"]) for row in rows if row["label"]] == [("06-01", "Mon", "80.00", 2)]
