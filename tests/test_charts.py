"""Charts: what they show, in whose words, and that the ramp survives gray printing."""

import datetime as dt
import json
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from arcore import aging, charts, overview, palette
from arcore.aging import CREDITS, CalendarScheme
from arcore.books import Books
from arcore.charts import Look
from arcore.policy import AgingScheme, Policy
from tests.receivable_frames import allocations, customers, documents, receipts

AS_OF, BEFORE = dt.date(2025, 9, 30), dt.date(2025, 8, 31)
SCHEME = AgingScheme()
POLICY = Policy()
CUSTOMERS = customers(
    {"customer_name": "苏州宏达", "credit_limit": 100_00, "grade": "A"}, {"customer_name": "宁波海港", "credit_limit": 50_00}
)
BOOKS = Books(
    documents(
        {"amount": 60_000_00, "due_date": dt.date(2025, 10, 5)},
        {"amount": 30_000_00, "due_date": dt.date(2025, 7, 1), "customer_key": 2},
        {"amount": 7_00, "currency": "USD"},
    ),
    receipts({"amount": 500_00, "receipt_date": BEFORE}),
    allocations(),
    CUSTOMERS,
    "1",
)
NOW = overview.standing(BOOKS, AS_OF, POLICY)
SERIES = aging.series(BOOKS.documents, BOOKS.allocations, [BEFORE, AS_OF], SCHEME, receipts=BOOKS.receipts)
LOOKS = [Look("zh"), Look("en", "ten_thousand", theme="dark")]


def every_chart(look: Look) -> dict[str, Any]:
    return {
        "bar": charts.aging_bar(SERIES, SCHEME, look),
        "history": charts.aging_history(SERIES, SCHEME, look),
        "debtors": charts.top_debtors(overview.top_debtors(NOW, CUSTOMERS, POLICY, "CNY"), SCHEME, AS_OF, look),
        "strip": charts.utilization_strip(NOW.positions, AS_OF, look),
    }


def drawn(chart: Any, **where: object) -> list[dict[str, Any]]:
    """The rows a chart was given, those with these values."""
    rows = [row for part in chart.to_dict()["datasets"].values() for row in part]
    return [row for row in rows if all(row.get(name) == value for name, value in where.items())]


@pytest.mark.parametrize("look", LOOKS, ids=["zh", "en"])
@pytest.mark.parametrize("name", ["bar", "history", "debtors", "strip"])
def test_titles_name_the_date_and_nothing_comes_from_elsewhere(name: str, look: Look) -> None:
    chart = every_chart(look)[name].to_dict()
    assert "2025-09-30" in chart["title"]["text"]
    assert chart["background"] == "transparent"
    rest = {key: value for key, value in chart.items() if key != "$schema"}
    assert "http" not in json.dumps(rest)


def test_each_chart_selects_what_opens_the_rows_behind_it() -> None:
    names = {name: [parameter["name"] for parameter in chart.to_dict()["params"]] for name, chart in every_chart(LOOKS[0]).items()}
    assert names == {"bar": ["bucket"], "history": ["bucket"], "debtors": ["customer_id"], "strip": ["customer_id"]}


def test_the_bar_shows_every_bucket_with_last_month_behind_it() -> None:
    chart = charts.aging_bar(SERIES, SCHEME, LOOKS[0])
    assert [row["name"] for row in drawn(chart)] == [*aging.bucket_labels(SCHEME, "zh"), "未核销贷项"]
    (late,) = drawn(chart, bucket=4)
    assert (late["label"], late["shadow"], late["earlier"]) == ("30,000.00", 0.0, "0.00")
    (credit,) = drawn(chart, bucket=CREDITS)
    assert (credit["label"], credit["amount"]) == ("-500.00", -500.0)
    assert chart.to_dict()["title"]["subtitle"] == "灰色为 2025-08-31"


def test_amounts_follow_the_unit() -> None:
    (current,) = drawn(charts.aging_bar(SERIES, SCHEME, Look("zh", "ten_thousand")), bucket=0)
    assert (current["label"], current["amount"]) == ("6.00", 6.0)
    assert (
        charts.aging_bar(SERIES, SCHEME, Look("zh", "ten_thousand")).to_dict()["title"]["text"] == "应收账龄分布（截至 2025-09-30，万元）"
    )
    (dollars,) = drawn(charts.aging_bar(SERIES, SCHEME, Look("zh", currency="USD")), bucket=5)
    assert dollars["label"] == "7.00"


def test_one_date_alone_has_no_shadow() -> None:
    chart = charts.aging_bar(SERIES[SERIES["month_end"] == pd.Timestamp(AS_OF)], SCHEME, LOOKS[0])
    assert "subtitle" not in chart.to_dict()["title"]


def test_the_history_has_a_column_a_date_and_a_part_a_bucket() -> None:
    rows = drawn(charts.aging_history(SERIES, SCHEME, LOOKS[0]))
    assert len([row for row in rows if "bucket" in row]) == 2 * 7
    assert [row["total"] for row in rows if "total" in row] == ["90,000", "90,000"]


def test_the_largest_debtor_stands_on_top_with_its_total() -> None:
    rows = drawn(every_chart(LOOKS[0])["debtors"])
    assert [(row["customer"], row["label"]) for row in rows if "end" in row] == [("苏州宏达", "60,000.00"), ("宁波海港", "30,000.00")]
    assert {row["customer_id"] for row in rows if "bucket" in row} == {"C1", "C2"}


def test_far_over_the_limit_is_drawn_at_the_edge_and_said_exactly() -> None:
    rows = drawn(every_chart(LOOKS[0])["strip"], customer="宁波海港")
    assert [(row["used"], row["share"], row["status"], row["grade"]) for row in rows] == [(2.0, "60000.0%", "超额度", "–")]


def test_nobody_with_a_limit_is_an_empty_strip() -> None:
    assert drawn(charts.utilization_strip([], AS_OF, LOOKS[0]), customer="苏州宏达") == []


def lightness(color: str) -> float:
    """CIE L* of an sRGB color."""
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * luminance ** (1 / 3) - 16


@pytest.mark.parametrize("buckets", [2, 4, 7])
def test_the_ramp_darkens_with_age_so_that_gray_print_keeps_the_order(buckets: int) -> None:
    steps = [lightness(color) for color in palette.ramp(buckets)]
    assert all(younger - older > 7 for younger, older in pairwise(steps))


def test_auditors_buckets_have_no_color_for_not_due() -> None:
    assert palette.NOT_DUE not in palette.ramp(7, first_is_current=False)
    scheme = CalendarScheme()
    series = aging.series(BOOKS.documents, BOOKS.allocations, [AS_OF], scheme, basis="document")
    assert [row["name"] for row in drawn(charts.aging_bar(series, scheme, LOOKS[0]))][:2] == ["0–6个月", "7–12个月"]


def test_small_amounts_have_an_axis_that_tells_them_apart() -> None:
    """A customer with a few thousands, in ten thousands: the axis once read 2, 2, 1, 1, 0."""
    months = pd.DataFrame(
        {"month_end": pd.to_datetime(["2025-08-31", "2025-09-30"]), "balance": [1_500_000, 500_000], "paid": [0, 1_000_000]}
    )
    chart = charts.balance_and_payments(months, AS_OF, Look("zh", "ten_thousand")).to_dict()
    axes = [layer["encoding"]["y"]["axis"]["format"] for layer in chart["layer"]]
    assert set(axes) == {",~f"}
