"""Summaries that banks and wallets pack beside a statement are refused with what to give instead, never read as movements."""

import datetime as dt

import pytest

from arcore.intake.anything import read_files
from arcore.schema import TableKind
from tests.test_matching_channels import LEDGER_SUMMARY
from tests.test_statements_tabular import movements, read, words

BY_DAY = "日期,收入笔数,收入金额,支出笔数,支出金额,余额\n2026-05-01,3,300.00,1,20.00,1280.00\n2026-05-02,2,200.00,0,0.00,1480.00\n"
BY_ACCOUNT = "账号,币种,借方笔数,借方发生额,贷方笔数,贷方发生额,期末余额\n6222020200001,人民币,12,1200.00,20,5600.00,99000.00\n"
OF_WECHAT = "交易日期,总交易单数,应结订单总金额,退款总金额,手续费总金额\n`2026-05-01,`12,`1200.00,`0.00,`7.20\n"


@pytest.mark.parametrize("kind", [TableKind.STATEMENT, None])
@pytest.mark.parametrize("content", [LEDGER_SUMMARY, BY_DAY.encode(), BY_ACCOUNT.encode(), OF_WECHAT.encode()])
def test_a_summary_alone_is_refused_with_what_to_give_instead(content: bytes, kind: TableKind | None) -> None:
    (reading,) = read_files(content, "a.csv", kind=kind)
    assert reading.error is not None
    assert "a.csv 是汇总表" in reading.error.text("zh")
    assert "账务明细" in reading.error.text("en")


def test_a_table_by_month_that_calls_itself_a_summary_is_one_too() -> None:
    content = "月份,收入金额,支出金额,余额\n2026-01,300.00,20.00,1280.00\n".encode()
    (named,) = read_files(content, "收支汇总.csv", kind=TableKind.STATEMENT)
    (other,) = read_files(content, "a.csv", kind=TableKind.STATEMENT)
    assert [r.error is not None and "是汇总表" in r.error.text("zh") for r in (named, other)] == [True, False]


def test_a_list_of_receivables_with_counts_is_not_called_a_banks_summary() -> None:
    (reading,) = read_files("客户,开票笔数,开票金额,未收金额\n甲,3,300.00,20.00\n".encode(), "应收汇总.csv")
    assert reading.error is not None
    assert "是汇总表" not in reading.error.text("zh")


def test_totals_above_a_statement_do_not_make_it_a_summary() -> None:
    file = read(
        words("收入笔数,1,收入金额,5.00,支出笔数,0,支出金额,0.00"),
        words("交易日期,收入,支出,余额,对方户名"),
        ["2026-06-01", "5.00", None, "5.00", "甲"],
    )
    assert [(m.date, m.amount) for m in movements(file)] == [(dt.date(2026, 6, 1), 5_00)]
