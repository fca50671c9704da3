"""A page rerun after a filter change on 100,000 open items, against the same page with ten rows."""

from __future__ import annotations

import datetime as dt
import statistics
import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from arcore import ledger
from arcore.intake.reading import read
from tests.desk_app import cache_folder, desk, go, run

__all__ = ["cache_folder", "desk"]

pytestmark = pytest.mark.benchmark

ALLOWED_BEYOND_THE_FLOOR = 0.150
CHANGES = (
    {"by": "salesperson"},
    {"by": "customer", "basis": "document"},
    {"by": "region", "basis": "due"},
    {"by": "customer", "unit": "unit"},
)


def invoices(count: int) -> bytes:
    """A list of `count` open invoices of `count` ÷ 20 customers, as CSV."""
    first = dt.date(2025, 1, 1)
    lines = ["单据号,客户编码,客户名称,单据日期,到期日,价税合计,业务员,地区,币种"]
    for number in range(count):
        customer = number % max(1, count // 20)
        issued = first + dt.timedelta(days=number * 7 % 540)
        due = issued + dt.timedelta(days=30 + number % 60)
        lines.append(
            f"XS{number:07d},C{customer:05d},客户{customer:05d}有限公司,{issued},{due},{1000 + number % 9973}.{number % 100:02d},"
            f"业务员{number % 12},地区{number % 7},CNY"
        )
    return "\n".join(lines).encode()


def stocked(folder: Path, count: int) -> str:
    """The URL of a ledger with `count` open invoices."""
    url = f"sqlite:///{folder / f'{count}.sqlite'}"
    books = ledger.open(url)
    preview = books.preview_import([read(invoices(count), "invoices.csv")], data_date=dt.date(2026, 6, 30))
    books.commit_import(preview, who="benchmark")
    books.close()
    return url


def seconds(app: AppTest, url: str, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Script seconds of the aging page after each filter change, the median of three visits that find nothing cached by choice."""
    monkeypatch.setenv("ARCORE_DATABASE_URL", url)
    run(app)
    go(app, "aging", books="own", as_of="2026-06-30")
    found = []
    for choices in CHANGES:
        times = []
        for day in ("2026-06-30", "2026-06-29", "2026-06-28"):
            app.query_params.update({"as_of": day, "by": "category", "basis": "due", "unit": "ten_thousand"})
            run(app)
            app.query_params.update(choices)
            start = time.process_time()
            run(app)
            times.append(time.process_time() - start)
        found.append(statistics.median(times))
    return found


def test_a_filter_change_on_100_000_open_items_costs_little_more_than_on_ten(
    desk: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    few = seconds(desk, stocked(tmp_path, 10), monkeypatch)
    many = seconds(desk, stocked(tmp_path, 100_000), monkeypatch)
    with capsys.disabled():
        for choices, floor, full in zip(CHANGES, few, many, strict=True):
            print(f"\n{choices}: ten rows {floor * 1000:.0f} ms, 100,000 rows {full * 1000:.0f} ms", end="")
    assert max(full - floor for floor, full in zip(few, many, strict=True)) <= ALLOWED_BEYOND_THE_FLOOR
