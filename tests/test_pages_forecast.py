"""The forecast page: its answer, the proof, documents behind a week and a customer, predictions with reasons; its workbook."""

import datetime as dt
import io

import pandas as pd
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from arcore import forecast
from arcore.calendars import WorkingDays
from arcore.documents import forecast_workbook
from arcore.documents.workbook_style import Stamp
from arcore.forecast import Habits, Outcome
from arcore.policy_sections.forecast import ForecastRules
from tests.desk_app import cache_folder, desk, go, grid, run, select, table_with, text
from tests.office import needs_office, recalculated
from tests.receivable_frames import customers, documents
from tests.workbook_dump import dump

__all__ = ["cache_folder", "desk"]
AS_OF = dt.date(2026, 6, 30)


def test_the_page_says_what_will_come_in_and_proves_it(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "forecast", unit="unit"))
    assert "现有未收 35,661,214.44 元" in page
    assert "＝ 未收 35,661,214.44 元 ✓" in page
    table = grid(desk, "forecast.CNY")
    assert round(table["total"].sum() * 100) == 3_566_121_444
    weeks = [f"week_{number}" for number in range(1, 14)]
    assert round(table[[*weeks, "beyond", "excluded"]].sum().sum() * 100) == 3_566_121_444


def test_a_customer_opens_its_documents_with_their_reasons(desk: AppTest) -> None:
    run(desk)
    go(desk, "forecast", unit="unit")
    page = text(select(desk, "forecast.CNY", 0))
    documents = grid(desk, "customer.C0001")
    assert documents["amount"].sum() == pytest.approx(4_061_870.40)
    assert set(documents["why"]) == {
        "按该客户付款习惯",
        "已超过惯常付款时间，按同等逾期单据的后续等待时间推算",
        "逾期已久，同类单据少有回款，不预计日期",
    }
    assert "张单据。选中一张查看来源和核销情况。" in page


def test_a_figure_opens_the_documents_behind_it(desk: AppTest) -> None:
    run(desk)
    go(desk, "forecast", place="beyond")
    assert len(grid(desk, "place.beyond")) == 5


def test_predictions_are_listed_with_three_reasons_and_their_test(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "forecast"))
    late = table_with(desk, "serious")
    assert len(late) == 30
    assert late["late"].is_monotonic_decreasing
    assert all(why.count("；") == 2 for why in late["why"])
    assert "以 2025-12-22 起最近 370 笔已结清单据检验" in page
    assert table_with(desk, "brier")["way"].tolist() == ["客户自身记录", "模型学习（梯度提升）"]


def test_a_currency_without_open_items_is_an_empty_page_that_says_what_to_do(desk: AppTest) -> None:
    run(desk)
    assert "没有 EUR 未收款" in text(go(desk, "forecast", currency="EUR", as_of="2024-07-02"))


def workbook(lang: str = "zh", **more: object) -> bytes:
    rows = documents(
        {"amount": 500_00, "due_date": dt.date(2026, 7, 6)}, {"amount": 70_25, "due_date": dt.date(2027, 7, 6), "customer_key": 2}
    )
    parts = forecast.expected(rows.assign(open=rows["amount"]), Habits(), AS_OF, ForecastRules(), WorkingDays("XX"))
    names = customers({"customer_name": "=HYPERLINK(1)"}, {"customer_name": "乙公司"})
    shown = forecast_workbook.Sheets(
        "CNY",
        forecast.by_customer(parts, names, "CNY"),
        parts.assign(customer_name="甲公司"),
        [Outcome(dt.date(2026, 5, 31), 300_00, 280_00)],
        pd.DataFrame(
            {
                "currency": ["CNY"], "first": pd.to_datetime(["2026-06-24"]), "last": pd.to_datetime(["2026-06-30"]),
                "earlier": pd.array([None], dtype="Int64"), "predicted": [200_00], "actual": [150_00], "error": [-50_00], "new": [7_00],
            }
        ),
        **more,
    )  # fmt: skip
    return forecast_workbook.build(shown, Stamp("示例", AS_OF, lang))


def test_the_workbook_has_the_likely_late_documents_and_the_cash_that_the_page_shows() -> None:
    days = pd.to_datetime(["2026-07-07", "2026-07-14"])
    late = pd.DataFrame(
        {
            "document_no": ["D9"], "customer_name": ["甲公司"], "due_date": days[:1], "open": [50_00], "late": [0.974],
            "seriously_late": [0.871], "expected": days[1:], "why": ["通常到期后 18 天付款"],
        }
    )  # fmt: skip
    cash = pd.DataFrame(
        {
            "ends": days, "opening": [360_00, 541_00], "inflow": [491_00, 590_00], "suppliers": [0, 20_00], "planned": [310_00, 400_00],
            "cash": [541_00, 711_00], "minimum": 500_00, "spare": [41_00, 211_00],
        }
    )  # fmt: skip
    book = load_workbook(io.BytesIO(workbook(late=late, late_days=7, cash=cash)))
    assert [cell.value for cell in book["最可能逾期的单据"][5]][3:6] == [50, 0.974, 0.871]
    weeks = book["各周资金"]
    assert [weeks[cell].value for cell in ("B5", "F5", "B6", "D6", "H6")] == [360, "=B5+C5-D5-E5", "=F5", 20, "=F6-G6"]


def test_the_workbook_has_live_totals_and_the_proof() -> None:
    text_ = dump(workbook())
    assert "B5  '=HYPERLINK(1)'" in text_
    assert "=SUM(C5:Q5)" in text_
    assert "R7  570.25" in text_
    assert "R10  0" in text_
    assert "=R7-R9" in text_
    assert "=C5-B5" in text_


@needs_office
def test_recalculated_the_workbook_says_the_same(tmp_path) -> None:
    found = recalculated(workbook("en"), tmp_path)
    sheet = found["Forecast by week"]
    assert (sheet["R7"], sheet["R10"]) == (570.25, 0)
    assert found["How good it was"]["D5"] == -20
    assert found["Earlier weeks"]["F5"] == -50


def test_the_cash_line_and_the_columns_are_drawn_in_the_readers_language() -> None:
    from arcore import charts
    from arcore.charts import Look

    rows = documents({"amount": 500_00, "due_date": dt.date(2026, 7, 6)})
    parts = forecast.expected(rows.assign(open=rows["amount"]), Habits(), AS_OF, ForecastRules(), WorkingDays("XX"))
    weeks = forecast.by_week(parts, AS_OF, "CNY")
    banded = weeks.assign(low=pd.array([300_00] + [None] * 14, dtype="Int64"), high=pd.array([600_00] + [None] * 14, dtype="Int64"))
    drawn = charts.cash_in(banded, AS_OF, Look("zh")).to_dict()
    assert drawn["title"]["text"] == "各周预计回款（截至 2026-06-30，元）"
    found = forecast.liquidity(weeks, AS_OF, ForecastRules(opening_cash=1_00, minimum_cash=600_00), currency="CNY")
    assert found is not None
    assert charts.cash_line(found, AS_OF, Look("en")).to_dict()["title"]["text"].startswith("Cash at the end of each week")


def test_earlier_weeks_stand_beside_what_was_forecast_and_open_their_documents(desk: AppTest) -> None:
    run(desk)
    go(desk, "forecast", unit="unit", earlier="yes")
    weeks = grid(desk, "earlier.CNY")
    assert [f"{day:%Y-%m-%d}" for day in weeks["last"]][:2] == ["2026-06-30", "2026-06-23"]
    assert (weeks["actual"] - weeks["predicted"] - weeks["error"]).abs().max() < 0.01
    books = desk.session_state["frame"].books
    cash = books.allocations[(books.allocations["date"] > "2026-06-23") & books.allocations["kind"].isin(["receipt", "stated"])]
    cny = books.documents.loc[books.documents["currency"] == "CNY", "document_key"]
    total = int(cash.loc[cash["document_key"].isin(cny), "amount"].sum())
    assert round((weeks["actual"].iloc[0] + weeks["new"].iloc[0]) * 100) == total
    select(desk, "earlier.CNY", 0)
    rows = table_with(desk, "difference")
    assert round(rows["actual"].sum() * 100) == total
    assert rows["predicted"].sum() == pytest.approx(weeks["predicted"].iloc[0])


def test_the_cash_at_hand_is_asked_for_on_the_page_and_shown_week_by_week(desk: AppTest) -> None:
    run(desk)
    go(desk, "forecast", unit="unit")
    next(box for box in desk.text_input if str(box.key).endswith("forecast.opening_cash")).set_value("1,000,000.00")
    run(desk)
    next(box for box in desk.text_input if box.key == "policy.why").set_value("月初银行余额")
    next(box for box in desk.text_input if str(box.key).startswith("who.policy")).set_value("王芳")
    next(button for button in desk.button if button.key == "policy.save").click()
    page = text(run(desk))
    assert "2026-06-30 期初资金 1,000,000.00 元" in page
    table = table_with(desk, "spare")
    assert table["opening"].iloc[0] == 1_000_000.00
    assert (
        table["opening"] + table["inflow"].fillna(0) - table["suppliers"].fillna(0) - table["planned"].fillna(0) - table["cash"]
    ).abs().max() < 0.01
