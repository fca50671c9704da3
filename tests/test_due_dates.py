"""The due calendar: every open item on its day, from this week's Monday on."""

import datetime as dt

from arcore import charts
from arcore.balances import open_items
from tests.receivable_frames import allocations, documents

AS_OF = dt.date(2026, 6, 30)  # a Tuesday


def due(day: str, amount: int, **more: object) -> dict[str, object]:
    return {"due_date": dt.date.fromisoformat(day), "document_date": dt.date(2026, 6, 1), "amount": amount, **more}


def test_what_is_due_stands_on_its_day_and_what_is_overdue_or_beyond_does_not() -> None:
    rows = documents(
        due("2026-06-30", 100), due("2026-07-02", 40), due("2026-07-02", 2), due("2026-06-29", 7), due("2026-08-10", 9),
        due("2026-07-03", -5), due("2026-07-01", 3, currency="USD"),
    )  # fmt: skip
    days = charts.due_days(open_items(rows, allocations(), AS_OF), "CNY", AS_OF)
    assert (len(days), days["day"].iloc[0].date(), days["day"].iloc[-1].date()) == (42, dt.date(2026, 6, 29), dt.date(2026, 8, 9))
    filled = days[days["amount"] != 0]
    assert [(day.date().isoformat(), amount, items) for day, amount, items in filled.itertuples(index=False)] == [
        ("2026-06-30", 100, 1),
        ("2026-07-02", 42, 2),
    ]


def test_the_grid_names_its_date_unit_and_weekdays_in_the_readers_language() -> None:
    items = open_items(documents(due("2026-07-02", 40_00)), allocations(), AS_OF)
    spec = charts.due_grid(items, charts.Look(lang="zh"), AS_OF).to_dict()
    assert "2026-06-30" in str(spec["title"])
    rows = next(iter(spec["datasets"].values()))
    assert [row["weekday"] for row in rows[:7]] == ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    assert {row["label"] for row in rows} == {"", "40.00"}
