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
