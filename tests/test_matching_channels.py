"""Net settlements of 支付宝 and 微信: the bank line is explained by bill rows, the rows settle documents, fees are fees."""

import datetime as dt
import io
import zipfile

import pandas as pd
import pytest

from arcore.commands.match import statement_lines
from arcore.intake.anything import read_files
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


FUNDS: Rows = [
    words("记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),备注,业务凭证号"),
    bill("2026-06-05 10:00:00", "4200000001", "F1", "交易", "交易", "收入", "1000.00", "1000.00", "", "V1"),
    bill("2026-06-05 10:00:01", "4200000001", "F2", "扣除交易手续费", "交易手续费", "支出", "6.00", "994.00", "", "V2"),
    bill("2026-06-06 10:00:00", "4200000002", "F3", "交易", "交易", "收入", "303.00", "1297.00", "", "V3"),
    bill("2026-06-06 10:00:01", "4200000002", "F4", "扣除交易手续费", "交易手续费", "支出", "1.84", "1295.16", "", "V4"),
    bill("2026-06-07 10:00:00", "5000000001", "F5", "退款", "退款", "支出", "20.00", "1275.16", "", "V5"),
    bill("2026-06-07 10:00:00", "5000000001", "F6", "退还交易手续费", "交易手续费", "收入", "0.12", "1275.28", "", "V6"),
    bill("2026-06-08 09:00:00", "6000000001", "F7", "提现", "提现", "支出", "1275.28", "0.00", "提现至银行卡", "V7"),
]
ORDERS = ("4200000001", "4200000002", "4200000001")
TRADES: Rows = [[*BILL[0], "微信订单号"], *([*row, f"`{order}"] for row, order in zip(BILL[1:], ORDERS, strict=True))]
CASH = [("26310200", 994_00, 6_00), ("26310117", 301_16, 1_84)]


def settled(found: list[Proposal]) -> list[tuple[str, int, int]]:
    return [
        (a.document_no, a.amount, a.write_off) for p in found if p.status != "ignored" for a in p.allocations if p.memo != "货款 26310119"
    ]


@pytest.mark.parametrize("files", [(BANK, TRADES, FUNDS), (FUNDS, TRADES, BANK), (TRADES, BANK, FUNDS)], ids=["btf", "ftb", "tbf"])
def test_the_trades_and_the_funds_of_one_channel_count_once(files: tuple[Rows, ...]) -> None:
    found = matched(*files)
    assert settled(found) == CASH
    assert all(p.status != "unmatched" for p in found)
    (payout,) = [p for p in found if p.amount == 1_275_28]
    assert payout.evidence[0].text("zh").startswith("对应支付渠道账单 2026-06-08 第 ")
    twice = [p.evidence[0].text("zh") for p in found if p.amount in (1_000_00, 303_00)]
    assert len(twice) == 2
    assert all(words.endswith("为同一笔款项，不重复计") for words in twice)


def test_the_funds_alone_are_read_and_their_payout_explains_the_settlement() -> None:
    found = matched(BANK, FUNDS)
    assert [p.amount for p in found if p.status == "suggested"] == [1_000_00, 303_00]
    assert found[1].evidence[0].text("zh").startswith("对应支付渠道账单")
    assert [p.reason_code for p in found if p.amount == 12] == ["channel_fee"]


def test_a_trade_whose_money_was_posted_from_the_funds_is_the_repetition() -> None:
    lines = _lines(FUNDS, TRADES)
    funds, trades = lines.iloc[:7].assign(status="posted"), lines.iloc[7:].assign(status="open")
    rest = match(trades, open_items_frame(ITEMS), customers_frame(TWO), as_of=dt.date(2026, 6, 30), policy=Policy(), decided=funds)
    assert [p.status for p in rest] == ["ignored"] * 3


def alipay(*rows: str) -> bytes:
    head = [
        "#支付宝明细查询",
        "#账号：[20881234567890120156]",
        "#起始日期：[2026年06月05日 00:00:00]   终止日期：[2026年06月06日 00:00:00]",
    ]
    return "\r\n".join([*head, *rows, ""]).encode("gb18030")


LEDGER = alipay(
    "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注",
    "L1\t,2026060522001\t,CG2600871\t,货款,2026-06-05 10:01:00\t,a@b.c,1000.00,0.00,1000.00,支付宝,在线支付,",
    "L2\t,2026060522001\t,CG2600871\t,,2026-06-05 10:01:01\t,,0.00,-6.00,994.00,支付宝,收费,",
    "L3\t,2026060522002\t,WX2\t,发票26310117,2026-06-05 11:01:00\t,c@d.e,303.00,0.00,1297.00,支付宝,在线支付,",
    "L4\t,2026060522002\t,WX2\t,,2026-06-05 11:01:01\t,,0.00,-1.84,1295.16,支付宝,收费,",
    "#-----账务明细列表结束-----",
    "#支出合计：2笔，共-7.84元",
    "#收入合计：2笔，共1303.00元",
)
LEDGER_SUMMARY = alipay(
    "业务类型,收入笔数,收入金额（+元）,支出笔数,支出金额（-元）,总金额（元）",
    "在线支付,2,1303.00,0,0.00,1303.00",
    "收费,0,0.00,2,-7.84,-7.84",
    "合计,2,1303.00,2,-7.84,1295.16",
)
BUSINESS = alipay(
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,对方账户,订单金额（元）,商家实收（元）,退款批次号/请求号,服务费（元）,备注",
    "2026060522001\t,CG2600871\t,交易\t,货款,2026-06-05 10:00:50,2026-06-05 10:01:00,a@b.c\t,1000.00,1000.00,\t,-6.00,",
    "2026060522002\t,WX2\t,交易\t,发票26310117,2026-06-05 11:00:50,2026-06-05 11:01:00,c@d.e\t,303.00,303.00,\t,-1.84,",
    "#交易合计：2笔，商家实收共1303.00元，商家优惠共0.00元",
)


def test_a_daily_bill_of_alipay_comes_with_its_summary_and_counts_once() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2088_20260605_账务明细(汇总).csv", LEDGER_SUMMARY)
        archive.writestr("2088_20260605_账务明细.csv", LEDGER)
    (reading,) = read_files(packed.getvalue(), "bill.zip")
    (table,) = reading.tables
    assert (len(table.rows), table.facts["money_in"], table.facts["money_out"], table.issues) == (4, 1_303_00, 7_84, ())


def test_the_ledger_and_the_trades_of_alipay_count_once() -> None:
    readings = [r for name, content in (("账务.csv", LEDGER), ("业务.csv", BUSINESS)) for r in read_files(content, name)]
    assert [t.facts["money_in"] for r in readings for t in r.tables] == [1_303_00, 1_295_16]
    lines = statement_lines(readings)
    found = match(lines, open_items_frame(ITEMS), customers_frame(TWO), as_of=dt.date(2026, 6, 30), policy=Policy())
    assert settled(found) == CASH
    assert [p.status for p in found] == ["ignored"] * 4 + ["auto"] * 2
