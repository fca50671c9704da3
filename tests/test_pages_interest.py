"""The interest page: what a customer's delay costs by each rule, how, and what a payment would settle."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from streamlit.testing.v1 import AppTest

from arcore import policy_file
from arcore.dated_rates import DatedRate
from tests.desk_app import cache_folder, desk, go, grid, practice_book, run, select, table_with, text

__all__ = ["cache_folder", "desk"]


def test_it_answers_for_the_customer_who_owes_most_and_explains_each_document(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "interest", unit="unit", rule="sme"))
    assert "日万分之五（保障中小企业款项支付条例）" in page
    assert "对账单不列示该利息" in page
    items = grid(desk, "interest.items")
    select(desk, "interest.items", len(items) - 1)
    segments = table_with(desk, "per_day")
    assert round(segments["interest"].sum(), 2) == round(items["interest"].iloc[-1], 2)
    assert segments["per_day"].unique().tolist() == ["0.050000 %"]


def test_a_payment_is_split_by_the_civil_code(desk: AppTest) -> None:
    run(desk)
    go(desk, "interest", unit="unit", rule="sme")
    items = grid(desk, "interest.items")
    desk.text_input(key="split.paid").set_value("50,000")
    desk.text_input(key="split.costs").set_value("1,000")
    page = text(run(desk))
    assert "结清 1,000.00，尚欠 0.00" in page
    assert f"结清 {round(items['interest'].sum(), 2):,.2f}，尚欠 0.00" in page


def test_in_contract_mode_only_documents_with_a_written_basis_bear_a_fee(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "interest", unit="unit", rule="contract", late="4"))  # C0004 never sent its contract back
    items = grid(desk, "interest.items")
    assert f"{len(items)} 张单据中有 {len(items)} 张的违约金无书面依据" in page
    assert "未经双方签章" in page
    assert items["interest"].sum() == 0
    assert items["days"].tolist() == [98, 81]
    page = text(go(desk, "interest", late="1"))
    items = grid(desk, "interest.items")
    assert set(items["basis"]) == {"HT2026-001"}
    assert "无书面依据" not in page


def test_the_rates_stand_on_the_page_with_source_and_day_checked(desk: AppTest) -> None:
    run(desk)
    page = text(go(desk, "interest", rule="lpr"))
    assert "来源：中国人民银行授权全国银行间同业拆借中心公布（中国货币网）。已核对至 2026-08-20。" in page
    assert table_with(desk, "percent")["percent"].tolist()[0] == "3.00 %"


def test_a_rate_that_is_missing_is_said_of_documents_without_a_contract_too(desk: AppTest, cache_folder: Path) -> None:
    run(desk)
    at = go(desk, "interest", unit="unit", rule="lpr", late="8").session_state["frame"]
    later = (DatedRate(dt.date(2030, 1, 1), Decimal("3.00")),)
    rules = replace(at.policy, interest=replace(at.policy.interest, lpr=later))
    practice_book(desk, cache_folder).save_policy(policy_file.dump(rules, "zh"), who="李经理", why="清空")
    page = text(go(desk, "interest", rule="lpr", late="8"))
    assert "早于 LPR 实施日（2019-08-20），应按中国人民银行同期贷款基准利率及逾期罚息标准计算；请按约定利率方式录入该利率。 (+1)" in page
