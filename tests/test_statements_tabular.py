"""Bank layouts of the field, each with a receipt, a payment, and what surrounds them in that bank's export."""

import datetime as dt

import pytest

from arcore.intake.model import Cell, Sheet, Workbook
from arcore.intake.statements import tabular
from arcore.intake.statements.model import Movement, StatementFile
from arcore.messages import Unusable

NAME, ACCOUNT = "上海天成五金制品有限公司", "1550156009591044215"
Rows = list[list[Cell]]


def read(*rows: list[Cell], name: str = "Sheet1") -> StatementFile:
    return tabular.read(Workbook("statement.xlsx", "xlsx", (Sheet(name, rows),)))


def movements(file: StatementFile) -> list[Movement]:
    return [m for s in file.statements for m in s.movements]


def words(text: str) -> list[Cell]:
    return [word or None for word in text.split(",")]


ICBC: Rows = [
    ["[HISTORYDETAIL]"],
    words("凭证号,本方账号,对方账号,交易时间,借/贷,借方发生额,贷方发生额,对方行号,摘要,用途,对方单位名称,余额,个性化信息"),
    ["2", "1001222309006744", "998", "2026-06-02 11:00:00", "借", "500.00", None, "102", "付款", "货款", "某供应商", "9,500.00", None],
    ["1", "1001222309006744", ACCOUNT, "2026-06-01 10:01:00", "贷", None, "1,234.56", "102", "转账", "货款", NAME, "10,000.00", None],
]
ABC: Rows = [
    ["账户名称", "上海示例制造有限公司"],
    ["账户号", "03-4567 0040012345"],
    words("交易时间,收入金额,支出金额,账户余额,交易行名,对方账号,对方户名,交易用途"),
    ["2026-06-01 10:01:00", "1,234.56", "", "10,000.00", "农行", ACCOUNT, NAME, "货款"],
    ["2026-06-02 11:00:00", "", "500.00", "9,500.00", "农行", "998", "某供应商", "付款"],
    ["合计", "1,234.56", "500.00", None, None, None, None, None],
]
BOC: Rows = [
    ["查询账号[ Inquirer account number ]", "455959200111"],
    ["总笔数[ Total number ]", "2"],
    ["借方发生总额", "500.00"],
    ["贷方发生总额", "1234.56"],
    ["查询时间范围[ Time range ]", "20260601-20260630"],
    [],
    [],
    [
        "交易类型[ Transaction Type ]",
        "付款人开户行名[ Payer account bank ]",
        "付款人账号[ Debit Account No. ]",
        "付款人名称[ Payer's Name ]",
        "收款人账号[ Payee's Account Number ]",
        "收款人名称[ Payee's Name ]",
        "交易日期[ Transaction Date ]",
        "交易时间[ Transaction time ]",
        "交易货币[ Trade Currency ]",
        "交易金额[ Trade Amount ]",
        "交易后余额[ After-transaction balance ]",
        "交易流水号[ Transaction reference number ]",
        "摘要[ Reference ]",
        "用途[ Purpose ]",
    ],
    [
        "来账",
        "工行某公司支行",
        ACCOUNT,
        NAME,
        "455959200111",
        "上海示例",
        "20260601",
        "100100",
        "CNY",
        "+1,234.56",
        "10,000.00",
        "77",
        "货款",
        "",
    ],
    ["往账", "中行", "455959200111", "上海示例", "998", "某供应商", "20260602", "110000", "CNY", "-500.00", "9,500.00", "78", "付款", ""],
]
CCB: Rows = [
    ["中国建设银行账户明细信息"],
    words(
        "账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,币种,对方户名,对方账号,对方开户机构,记账日期,摘要,备注,账户明细编号-交易流水号,备注"
    ),
    [
        "3105",
        "示例",
        "20260601 10:01:00",
        "0.00",
        "1,234.56",
        "10,000.00",
        "人民币元",
        NAME,
        ACCOUNT,
        "建行",
        "20260601",
        "转账",
        "货款",
        "A-1",
        "尾号1234",
    ],
    [
        "3105",
        "示例",
        "20260602 11:00:00",
        "500.00",
        "0.00",
        "9,500.00",
        "人民币元",
        "某供应商",
        "998",
        "建行",
        "20260602",
        "转账",
        "付款",
        "A-2",
        None,
    ],
]
CMB: Rows = [
    ["公司名称", "上海示例制造有限公司"],
    ["银行帐号", "121909888810601"],
    ["查询开始日期", "20260601", "查询结束日期", "20260630"],
    words(
        "交易日,交易时间,起息日,交易类型,借方金额,贷方金额,余额,摘要,流水号,用途,业务摘要,收/付方名称,收/付方帐号,收/付方开户行名,冲帐标志"
    ),
    [20260601, "100100", 20260601, "转账", None, 1234.56, 10000.0, "货款", "S1", "", "", NAME, ACCOUNT, "招行", None],
    [20260602, "110000", 20260602, "转账", 500.0, None, 9500.0, "付款", "S2", "", "", "某供应商", "998", "招行", "*"],
]
BOCOM: Rows = [
    ["查询账号:310066661018012345678", None, "户  名:上海示例制造有限公司"],
    words("交易时间,摘要,凭证种类,发生额,余额,对方户名,对方账号,借贷标志"),
    ["2026-06-01 10:01:00", "货款", "", "1,234.56", "10,000.00", NAME, ACCOUNT, "贷"],
    ["2026-06-02 11:00:00", "付款", "", "500.00", "9,500.00", "某供应商", "998", "借"],
]
CITIC: Rows = [
    *([["说明 " + str(n)] for n in range(13)]),
    words("交易日期,柜员交易号,借方发生额,贷方发生额,账户余额,对方账号,对方账户名称,对方开户行,摘要"),
    [dt.date(2026, 6, 1), "T1", None, 1234.56, 10000, ACCOUNT, NAME, "中信", "货款"],
    [dt.date(2026, 6, 2), "T2", 500, None, 9500, "998", "某供应商", "中信", "付款"],
]
SPDB: Rows = [
    ["账户名称:", "上海示例制造有限公司"],
    ["账号:", "97160078801200001234"],
    [],
    [],
    words("交易日期,交易时间,交易流水号,借方金额,贷方金额,余额,对方账号,对方户名,对方行名,摘要,备注"),
    ["20260601", "100100", "X1", "", "1234.56", "10000.00", ACCOUNT, NAME, "", "货款", ""],
    ["20260602", "110000", "X2", "500.00", "", "9500.00", "998", "某供应商", "", "付款", ""],
    ["以下空白"],
]
CMBC: Rows = [
    ["账户名称:上海示例制造有限公司"],
    ["账号:0201014170012345"],
    words("交易时间,交易流水号,借方发生额,贷方发生额,账户余额,凭证号,摘要/客户附言,对方账号,对方账号名称,对方开户行"),
    ["2026-06-01 10:01:00", "M1", "", "1234.56", "10000.00", "", "货款", ACCOUNT, NAME, ""],
    ["2026-06-02 11:00:00", "M2", "500.00", "", "9500.00", "", "付款", "998", "某供应商", ""],
]
CIB: Rows = [
    words("银行流水号,交易时间,账号,户名,借方金额（支出）,贷方金额（收入）,账户余额,摘要,对方账号,对方户名,对方银行"),
    ["C1", "2026-06-01 10:01:00", "216", "示例", "", "1234.56", "10000.00", "货款", ACCOUNT, NAME, ""],
    ["C2", "2026-06-02 11:00:00", "216", "示例", "500.00", "", "9500.00", "付款", "998", "某供应商", ""],
]
PAB: Rows = [
    words("交易日期,账号,借,贷,账户余额,对方账户,对方账户名称,交易流水号,摘要,用途"),
    ["2026-06-01", "110", "", "1234.56", "10000.00", ACCOUNT, NAME, "P1", "货款", ""],
    ["2026-06-02", "110", "500.00", "", "9500.00", "998", "某供应商", "P2", "付款", ""],
]
PSBC: Rows = [
    ["户名：上海示例制造有限公司  账号：913001010012345678"],
    words("交易日期,交易时间,支出金额,收入金额,余额,对方账号,对方户名,摘要,用途,附言,交易流水号"),
    ["20260601", "10:01:00", "0", "1234.56", "10000.00", ACCOUNT, NAME, "货款", "", "", "Y1"],
    ["20260602", "11:00:00", "500", "0", "9500.00", "998", "某供应商", "付款", "", "", "Y2"],
]
HXB: Rows = [
    ["户名：", "上海示例制造有限公司"],
    ["账号：", "10267000000123456"],
    words("交易日期,核心流水号,支出金额,收入金额,余额,对方户名,对方账号,摘要,交易描述"),
    ["2026-06-01", "H1", "", "1,234.56", "10,000.00", NAME, ACCOUNT, "货款", ""],
    ["2026-06-02", "H2", "500.00", "", "9,500.00", "某供应商", "998", "付款", ""],
]
FINANCE_COMPANY: Rows = [
    words("交易编号,日期,对方账户名称,对方账户号,摘要,付款金额,收款金额,余额"),
    ["F1", "2026/6/1", NAME, ACCOUNT, "货款", "", "1234.56", "10000.00"],
    ["F2", "2026/6/2", "某供应商", "998", "付款", "500.00", "", "9500.00"],
]
ALIPAY: Rows = [
    ["#支付宝账务明细查询"],
    ["#账号：[20881234567890120156]"],
    ["#起始日期：[2026年06月01日 00:00:00]   终止日期：[2026年07月01日 00:00:00]"],
    words(
        "账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注"
    ),
    ["L1\t", "B1\t", "O1\t", "货款", "2026-06-01 10:01:00", NAME, "1234.56", "0.00", "10000.00", "支付宝", "在线支付", ""],
    ["L2\t", "B1\t", "O1\t", "", "2026-06-02 11:00:00", "", "0.00", "-500.00", "9500.00", "支付宝", "收费", ""],
    ["#-----------------------------------------账务明细列表结束------------------------------------"],
    ["#导出时间：[2026年07月01日 12:00:00]"],
]
HSBC: Rows = [
    words("Date,Description,Billing amount,Billing currency,Balance,Balance currency"),
    ["13/06/2026", "TRANSFER " + NAME, "1,234.56", "HKD", "10,000.00", "HKD"],
    ["14/06/2026", "PAYMENT", "-500.00", "HKD", "9,500.00", "HKD"],
]


@pytest.mark.parametrize(
    "rows",
    [ICBC, ABC, BOC, CCB, CMB, BOCOM, CITIC, SPDB, CMBC, CIB, PAB, PSBC, HXB, FINANCE_COMPANY, ALIPAY, HSBC],
    ids=["icbc", "abc", "boc", "ccb", "cmb", "bocom", "citic", "spdb", "cmbc", "cib", "pab", "psbc", "hxb", "finance", "alipay", "hsbc"],
)
def test_every_known_layout_gives_the_same_receipt_and_payment(rows: Rows) -> None:
    file = read(*rows)
    assert sorted(m.amount for m in movements(file)) == [-50000, 123456]
    assert [issue.message.text("en") for issue in file.issues] == []
    receipt = max(movements(file), key=lambda m: m.amount)
    assert receipt.date in {dt.date(2026, 6, 1), dt.date(2026, 6, 13)}
    assert receipt.balance == 1000000
    assert NAME in receipt.counterparty_name + receipt.counterparty_account + receipt.memo
    assert len(movements(file)) + len(file.set_aside) == file.non_blank_rows


@pytest.mark.parametrize(
    ("rows", "account"),
    [
        (ICBC, "1001222309006744"),
        (ABC, "0345670040012345"),
        (BOC, "455959200111"),
        (CMB, "121909888810601"),
        (BOCOM, "310066661018012345678"),
        (SPDB, "97160078801200001234"),
        (CMBC, "0201014170012345"),
        (PSBC, "913001010012345678"),
        (HXB, "10267000000123456"),
        (ALIPAY, "20881234567890120156"),
    ],
)
def test_the_own_account_is_recognised(rows: Rows, account: str) -> None:
    assert [s.account for s in read(*rows).statements] == [account]


def test_the_bank_of_china_names_payer_and_payee_and_the_other_side_is_taken() -> None:
    receipt, payment = movements(read(*BOC))
    assert (receipt.counterparty_name, receipt.counterparty_account, receipt.serial) == (NAME, ACCOUNT, "77")
    assert (payment.counterparty_name, payment.counterparty_account) == ("某供应商", "998")


def test_stated_totals_that_disagree_are_reported_not_refused() -> None:
    rows = [list(row) for row in BOC]
    rows[3] = ["贷方发生总额", "2,000.00"]
    (finding,) = read(*rows).issues
    assert finding.code == "total_disagrees"
    assert finding.message.text("en") == "Account 455959200111: the file states 2,000.00 as total in, its lines add up to 1,234.56."


def test_a_missing_line_breaks_the_running_balance_and_is_reported() -> None:
    rows = [list(row) for row in HXB]
    rows[-1][4] = "9,400.00"
    (finding,) = read(*rows).issues
    assert (finding.code, finding.blocking) == ("running_balance_breaks", False)


def test_two_remark_columns_are_both_kept() -> None:
    assert "货款" in movements(read(*CCB))[0].memo
    assert "尾号1234" in movements(read(*CCB))[0].memo


def test_the_reversal_mark_is_kept() -> None:
    assert [m.reversal for m in movements(read(*CMB))] == [False, True]


def test_in_the_companys_own_bank_journal_a_debit_is_money_in() -> None:
    file = read(
        words("日期,凭证字号,摘要,对方科目,借方,贷方,余额"),
        ["2026-06-01", "记-1", "收货款", "应收账款", "1234.56", "", "10000.00"],
        ["2026-06-02", "记-2", "付货款", "应付账款", "", "500.00", "9500.00"],
    )
    assert [m.amount for m in movements(file)] == [123456, -50000]
    assert [issue.code for issue in file.issues] == ["direction_detected"]


def test_the_running_balance_overrules_a_heading_that_means_the_other_side() -> None:
    file = read(
        words("日期,摘要,对方户名,借方金额,贷方金额,余额"),
        ["2026-06-01", "货款", NAME, "1234.56", "", "10000.00"],
        ["2026-06-02", "付款", "某供应商", "", "500.00", "9500.00"],
        ["2026-06-03", "付款", "某供应商", "", "500.00", "9000.00"],
    )
    assert [m.amount for m in movements(file)] == [123456, -50000, -50000]


def test_neutral_and_closed_rows_of_a_wallet_are_set_aside_with_their_reason() -> None:
    file = read(
        words("交易时间,交易分类,交易对方,商品说明,收/支,金额,交易状态,交易订单号"),
        ["2026-06-01 10:00:00", "转账", "甲", "货款", "收入", "10.00", "交易成功", "1"],
        ["2026-06-01 11:00:00", "理财", "余额宝", "转入", "不计收支", "99.00", "交易成功", "2"],
        ["2026-06-01 12:00:00", "购物", "乙", "杂货", "支出", "5.00", "交易关闭", "3"],
    )
    assert [m.amount for m in movements(file)] == [1000]
    assert [(a.row, a.reason.text("zh")) for a in file.set_aside[1:]] == [(3, "不计收支（不计收支）"), (4, "未完成（交易关闭）")]


def test_merchant_bills_count_what_is_settled_less_refund_and_fee() -> None:
    file = read(
        words("交易时间,商户号,微信订单号,交易状态,货币种类,应结订单金额,退款金额,手续费,费率,订单金额"),
        ["`2026-06-01 10:00:00", "`1900", "`4200", "`SUCCESS", "`CNY", "`100.00", "`0.00", "`0.60000", "`0.60%", "`100.00"],
        ["`2026-06-02 10:00:00", "`1900", "`4200", "`REFUND", "`CNY", "`0.00", "`20.00", "`-0.12000", "`0.60%", "`0.00"],
        ["总交易单数", "应结订单总金额", None, None, None, None],
        ["`2", "`100.00"],
    )
    assert [m.amount for m in movements(file)] == [9940, -1988]


def test_several_accounts_in_blocks_of_one_sheet_stay_apart() -> None:
    head = words("交易日期,借方金额,贷方金额,余额,对方户名,摘要")
    file = read(
        ["账号：11112222333344"],
        head,
        ["2026-06-01", "", "100.00", "100.00", "甲", "货款"],
        [],
        ["账号：55556666777788"],
        head,
        ["2026-06-01", "", "200.00", "900.00", "乙", "货款"],
    )
    assert [(s.account, s.money_in) for s in file.statements] == [("11112222333344", 10000), ("55556666777788", 20000)]


def test_two_row_headings_and_a_balance_brought_forward_are_understood() -> None:
    file = read(
        ["日期", "摘要", "发生额", None, "余额"],
        [None, None, "借方", "贷方", None],
        ["2026-06-01", "期初余额", None, None, "1000.00"],
        ["2026-06-02", "货款", None, "100.00", "1100.00"],
    )
    assert [m.amount for m in movements(file)] == [10000]
    assert [a.row for a in file.set_aside] == [1, 2, 3]


def test_unsigned_amounts_take_their_direction_from_the_balance() -> None:
    file = read(
        words("Date,Description,Amount,Balance"),
        ["2026-06-01", "in", "100.00", "1100.00"],
        ["2026-06-02", "out", "50.00", "1050.00"],
        ["2026-06-03", "in", "10.00", "1060.00"],
    )
    assert [m.amount for m in movements(file)] == [10000, -5000, 1000]


def test_month_first_and_european_decimals_are_decided_for_the_whole_column() -> None:
    file = read(
        words("Date;Description;Amount;Balance".replace(";", ",")),
        ["06/01/2026", "a", "1.234,56", "2.000,00"],
        ["06/13/2026", "b", "-500,00", "1.500,00"],
    )
    assert [(m.date, m.amount) for m in movements(file)] == [(dt.date(2026, 6, 1), 123456), (dt.date(2026, 6, 13), -50000)]


def test_a_row_with_money_but_no_date_is_an_issue_with_its_cell() -> None:
    file = read(
        words("交易日期,借方金额,贷方金额,余额,对方户名,摘要"),
        ["2026-06-01", "", "100.00", "100.00", "甲", "货款"],
        ["2026-06-31", "", "100.00", "200.00", "乙", "货款"],
    )
    (issue,) = [i for i in file.issues if i.blocking]
    assert (issue.code, issue.row, issue.cell, issue.column, issue.value) == ("bad_date", 3, "A3", "交易日期", "2026-06-31")


def test_a_workbook_without_movements_is_refused_in_a_sentence() -> None:
    with pytest.raises(Unusable) as refused:
        read(["姓名", "电话"], ["张三", "139"])
    assert "no statement was found" in refused.value.message.text("en")


@pytest.mark.parametrize(
    ("cell", "name", "account"),
    [
        ("恒信达商行(heng***@163.com)", "恒信达商行", "heng***@163.com"),
        ("张三(138****1234)", "张三", "138****1234"),
        ("华阳(东莞)食品有限公司", "华阳(东莞)食品有限公司", ""),
        ("heng***@163.com", "", "heng***@163.com"),
        ("NL91ABNA0417164300", "", "NL91ABNA0417164300"),
    ],
)
def test_a_name_that_stands_in_the_column_of_accounts_is_the_payer_s(cell: str, name: str, account: str) -> None:
    rows = [
        words("发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,备注"),
        ["2026-06-05 10:01:00", cell, "1000.00", "", "1000.00", "货款"],
    ]
    (movement,) = movements(read(*rows))
    assert (movement.counterparty_name, movement.counterparty_account) == (name, account)
