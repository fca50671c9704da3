"""Net settlements of 支付宝 and 微信: the bank line is explained by bill rows, the rows settle documents, fees are fees."""

import datetime as dt

import pandas as pd

from arcore.commands.match import statement_lines
from arcore.intake.model import Cell, Reading
from arcore.intake.statements.model import tables
from arcore.matching.proposals import Proposal
from arcore.matching.run import match
from arcore.policy import Policy
from tests.matching_frames import customers_frame, open_items_frame
from tests.test_matching_run import TWO
from tests.test_statements_tabular import Rows, read, words

BANK: Rows = [
    words("交易日期,交易时间,交易流水号,借方金额,贷方金额,余额,对方账号,对方户名,摘要"),
    ["20260606", "10:00", "1", "", "5000.00", "15000.00", "6222", "甲方贸易有限公司", "货款 26310119"],
    ["20260608", "10:00", "2", "", "1275.28", "16275.28", "243300133", "财付通支付科技有限公司", "微信支付商户结算款"],
    ["20260609", "10:00", "3", "", "77.70", "16352.98", "243300133", "财付通支付科技有限公司", "微信支付商户结算款"],
]


def bill(*cells: str) -> list[Cell]:
    return [f"`{cell}" for cell in cells]


BILL: Rows = [
    words("交易时间,商户号,商户订单号,交易类型,交易状态,货币种类,应结订单金额,退款金额,商品名称,手续费,订单金额"),
    bill("2026-06-05 10:00:00", "1900001", "CG2600871", "JSAPI", "SUCCESS", "CNY", "1000.00", "0.00", "货款", "6.00", "1000.00"),
    bill("2026-06-06 10:00:00", "1900001", "WX2", "NATIVE", "SUCCESS", "CNY", "303.00", "0.00", "发票26310117", "1.84", "303.00"),
    bill("2026-06-07 10:00:00", "1900001", "CG2600871", "JSAPI", "REFUND", "CNY", "0.00", "20.00", "货款", "-0.12", "0.00"),
]
ITEMS = [
    {"document_no": "26310117", "customer_id": "A", "amount": 303_00},
    {"document_no": "26310119", "customer_id": "A", "amount": 5_000_00},
    {"document_no": "26310200", "customer_id": "B", "amount": 1_000_00, "order_no": "CG2600871"},
]


def test_bill_rows_posted_before_still_explain_the_settlement() -> None:
    lines = _lines(BANK, BILL)
    rest = match(
        lines.iloc[:3],
        open_items_frame(ITEMS),
        customers_frame(TWO),
        as_of=dt.date(2026, 6, 30),
        policy=Policy(),
        decided=lines.iloc[3:],
    )
    assert rest[1].evidence[0].text("zh").startswith("= 2 笔账单 1,303.00")


def _lines(*files: Rows) -> pd.DataFrame:
    return statement_lines([Reading(f"{n}.xlsx", "", "xlsx", tables=tables(read(*rows, name=f"S{n}"))) for n, rows in enumerate(files)])


def matched(*files: Rows) -> list[Proposal]:
    customers = customers_frame(TWO)
    return match(_lines(*files), open_items_frame(ITEMS), customers, as_of=dt.date(2026, 6, 30), policy=Policy())


def test_the_settlement_is_explained_by_the_bill_and_only_the_rows_settle_documents() -> None:
    found = matched(BANK, BILL)
    assert [p.status for p in found] == ["auto", "ignored", "ignored", "auto", "auto", "ignored"]
    assert found[1].evidence[0].text("zh") == "= 2 笔账单 1,303.00 − 手续费 7.72 − 退款 20.00（2026-06-05 至 2026-06-07）"
    cash = [(a.document_no, a.amount, a.write_off, a.reason) for p in found[3:5] for a in p.allocations]
    assert cash == [("26310200", 994_00, 6_00, "fee"), ("26310117", 301_16, 1_84, "fee")]


def test_a_settlement_that_no_bill_explains_stays_neutral_and_says_so() -> None:
    for found in (matched(BANK, BILL)[2], matched(BANK)[1]):
        assert found.status == "ignored"
        assert found.reason_code == "channel"
        assert "账单" in found.evidence[0].text("zh")
        assert "=" not in found.evidence[0].text("zh")
