"""Tables of banks nobody has shown us: other orders of columns, English and German headings, marks behind amounts, ambiguous dates."""

import datetime as dt

import pytest

from arcore.intake.model import Cell, Sheet
from arcore.intake.statements.day_order import day_order
from arcore.intake.statements.tabular import is_statement_sheet
from tests.test_statements_tabular import Rows, movements, read, words

RECEIPT, PAYMENT = (dt.date(2026, 6, 1), 100_00), (dt.date(2026, 6, 22), -50_00)
UNSEEN: dict[str, Rows] = {
    "english, balance first": [
        ["Balance", "Description", "Value", "Counterparty", "Booking date"],
        ["1,100.00", "INV 4711", "100.00", "Acme Ltd", "2026-06-01"],
        ["1,050.00", "INV 9", "-50.00", "Acme Ltd", "2026-06-22"],
    ],
    "a mark behind the amount": [
        ["Date", "Narrative", "Remitter", "Amount", "Balance"],
        ["01/06/2026", "INV 4711", "Acme Ltd", "100.00 CR", "1,100.00 CR"],
        ["22/06/2026", "INV 9", "Acme Ltd", "50.00 DR", "1,050.00 CR"],
    ],
    "an amount with its currency": [
        ["Transaction Date", "Details", "Payer", "Amount", "Running Balance"],
        ["2026-06-01", "INV 4711", "Acme Ltd", "CNY 100.00", "CNY 1,100.00"],
        ["2026-06-22", "INV 9", "Acme Ltd", "CNY -50.00", "CNY 1,050.00"],
    ],
    "元 behind the amount": [
        ["日期", "摘要", "对方", "交易金额", "余额"],
        ["2026-06-01", "INV 4711", "Acme Ltd", "100.00元", "1,100.00元"],
        ["2026-06-22", "INV 9", "Acme Ltd", "-50.00元", "1,050.00元"],
    ],
    "Dr and Cr in a column": [
        ["Txn Date", "Dr/Cr", "Amount", "Remitter", "Particulars"],
        ["2026-06-01", "Cr", "100.00", "Acme Ltd", "INV 4711"],
        ["2026-06-22", "Dr", "50.00", "Acme Ltd", "INV 9"],
    ],
    "paid in and out, months in words": [
        ["Date", "Type", "Third Party", "Description", "Paid out", "Paid in", "Balance"],
        ["01 Jun 2026", "CR", "Acme Ltd", "INV 4711", "", "100.00", "1,100.00"],
        ["22 Jun 2026", "DD", "Acme Ltd", "INV 9", "50.00", "", "1,050.00"],
    ],
    "american dates": [
        ["Date", "Check #", "Payee", "Description", "Debit", "Credit"],
        ["6/1/2026", "", "Acme Ltd", "INV 4711", "", "100.00"],
        ["6/22/2026", "1023", "Acme Ltd", "INV 9", "50.00", ""],
    ],
    "german": [
        ["Buchungstag", "Auftraggeber/Empfänger", "Verwendungszweck", "Betrag (EUR)"],
        ["01.06.2026", "Acme Ltd", "INV 4711", "100,00"],
        ["22.06.2026", "Acme Ltd", "INV 9", "-50,00"],
    ],
    "balance first, newest first": [
        ["余额", "存入", "支取", "往来单位", "说明", "记账日"],
        ["1050.00", "", "50.00", "Acme Ltd", "INV 9", "20260622"],
        ["1100.00", "100.00", "", "Acme Ltd", "INV 4711", "20260601"],
    ],
}


@pytest.mark.parametrize("rows", UNSEEN.values(), ids=UNSEEN)
def test_a_layout_nobody_has_seen_gives_the_receipt_and_the_payment(rows: Rows) -> None:
    found = sorted(movements(read(*rows)), key=lambda m: m.date)
    assert [(m.date, m.amount) for m in found] == [RECEIPT, PAYMENT]
    assert {m.counterparty_name for m in found} == {"Acme Ltd"}
    assert "INV 4711" in found[0].memo


def test_a_table_without_headings_is_read_by_its_cells() -> None:
    rows: list[list[Cell]] = [
        ["2026-06-01", "货款 4711", "上海甲公司", "100.00", "1100.00"],
        ["2026-06-22", "手续费", "银行", "-50.00", "1050.00"],
        ["2026-06-23", "货款 4712", "上海乙公司", "70.00", "1120.00"],
    ]
    assert [(m.date.day, m.amount, m.balance) for m in movements(read(*rows))] == [
        (1, 100_00, 1_100_00),
        (22, -50_00, 1_050_00),
        (23, 70_00, 1_120_00),
    ]


def _dated(*texts: str) -> Rows:
    return [["Date", "Description", "Amount"], *([text, "INV", "-10.00"] for text in texts)]


def test_dates_open_to_two_readings_follow_the_files_own_order() -> None:
    file = read(*_dated("03/04/2026", "03/09/2026", "03/11/2026", "04/02/2026"))
    assert [m.date for m in movements(file)] == [dt.date(2026, 3, 4), dt.date(2026, 3, 9), dt.date(2026, 3, 11), dt.date(2026, 4, 2)]
    assert [i.code for i in file.issues] == []


def test_dates_open_to_two_readings_follow_the_period_that_the_file_states() -> None:
    file = read(["起止日期：2026-04-01 至 2026-04-30"], *_dated("04/05/2026"))
    assert [m.date for m in movements(file)] == [dt.date(2026, 4, 5)]
    assert file.issues == ()


def test_dates_that_nothing_proves_are_read_and_said() -> None:
    file = read(*_dated("03/04/2026"))
    assert [m.date for m in movements(file)] == [dt.date(2026, 4, 3)]
    assert [(i.code, i.message.values["example"], i.blocking) for i in file.issues] == [("date_order_presumed", "03/04/2026", False)]


def test_days_of_one_month_are_not_taken_for_one_day_of_many_months() -> None:
    assert not day_order(["06/01/2026", "06/02/2026", "06/12/2026"]).day_first
    assert day_order(["01/06/2026", "02/06/2026", "12/06/2026"]).day_first


SECOND = (dt.date(2025, 11, 5), -250_50)
FIRST = (dt.date(2025, 11, 3), 1_000_00)
INVENTED: dict[str, Rows] = {
    "a rural bank with odd words, a merged preamble and footers": [
        ["某某县农村信用合作联社对公账户对账单"],
        ["账户名称：本地样本制造有限公司          账号：6221 5500 0012 3456 789          币种：人民币          打印日期：2025-11-30"],
        [],
        words("序号,记账日,摘要代码,摘要说明,借方发生（元）,贷方发生（元）,结余金额（元）,对方账户,对方户名,柜员号"),
        ["1", "2025.11.03", "0001", "INV 4711", "", "1,000.00", "11,000.00", "6222", "Acme Ltd", "A01"],
        ["2", "2025.11.05", "0002", "付料款", "250.50", "", "10,749.50", "6333", "某供应商", "A01"],
        [None, None, None, "本页合计", "250.50", "1,000.00"],
        [None, None, None, "累计", "250.50", "1,000.00"],
    ],
    "amounts with CNY and a mark in a column of its own, dates as numbers": [
        words("账务日期,借贷方向标识,交易发生额,账户当前余额,交易对方名称,交易对方账号,用途摘要"),
        [20251103, "贷方", "CNY 1,000.00", "CNY 11,000.00", "Acme Ltd", "6222", "INV 4711"],
        [20251105, "借方", "CNY 250.50", "CNY 10,749.50", "某供应商", "6333", "付料款"],
    ],
    "newest first, times apart, a footer of counts and totals": [
        words("交易日,交易时刻,收支类别,发生金额,结存,对手方户名,对手方账号,备注信息"),
        ["20251105", "093000", "支出", "250.50", "10749.50", "某供应商", "6333", "付料款"],
        ["20251103", "143000", "收入", "1000.00", "11000.00", "Acme Ltd", "6222", "INV 4711"],
        ["总计笔数：2", None, None, "收入合计：1,000.00", "支出合计：250.50"],
    ],
    "two accounts in one sheet, by a column": [
        words("银行账户,交易日期,收入(元),支出(元),余额(元),对方单位,附言"),
        ["62200001111", "2025-11-03", "1000.00", "", "11000.00", "Acme Ltd", "INV 4711"],
        ["62200002222", "2025-11-05", "", "250.50", "749.50", "某供应商", "付料款"],
    ],
    "an asian bank, dates with months in letters": [
        ["ACCOUNT STATEMENT"],
        ["Account No: 0123-456789-001", "Currency: HKD"],
        ["Statement period 01-Nov-25 to 30-Nov-25"],
        words("Txn Date,Value Dt,Transaction Details,Counterparty,Chq/Ref No.,Withdrawal Amt.,Deposit Amt.,Closing Bal"),
        ["03-Nov-25", "03-Nov-25", "INV 4711", "Acme Ltd", "R1", "", "1,000.00", "11,000.00"],
        ["05-Nov-25", "05-Nov-25", "PAID", "SUPPLIER", "R2", "250.50", "", "10,749.50"],
        ["Total", None, None, None, None, "250.50", "1,000.00", None],
    ],
    "a finance company with 收/付 and the unit in the heading": [
        words("单位名称,开户银行,账号,业务日期,收/付,金额（人民币元）,期末余额,收付款单位,款项内容,银行流水"),
        ["示例", "工行", "622000", "2025/11/3", "收款", "1,000.00", "11,000.00", "Acme Ltd", "INV 4711", "S1"],
        ["示例", "工行", "622000", "2025/11/5", "付款", "250.50", "10,749.50", "某供应商", "付料款", "S2"],
    ],
    "the direction in a column whose heading says nothing of it": [
        words("发生日期,业务摘要,转账类型,交易额(元),当前结余,交易对象户名,交易对象账号"),
        ["2025年11月3日", "INV 4711", "转入", "1000.00", "11000.00", "Acme Ltd", "6222"],
        ["2025年11月5日", "付料款", "转出", "250.50", "10749.50", "某供应商", "6333"],
    ],
    "two narrations, sides behind the amounts": [
        words("Posting Dt,Posting Tm,Narration 1,Narration 2,Tran Amount,Ledger Bal,Counter Party"),
        ["2025-11-03", "09:30:00", "TT", "INV 4711", "1,000.00CR", "11,000.00CR", "Acme Ltd"],
        ["2025-11-05", "09:30:00", "TT", "SUPPLY", "250.50DR", "10,749.50CR", "SUPPLIER"],
    ],
    "headings of two rows with the other side below them": [
        ["村镇银行交易明细表"],
        ["日  期", "凭证", None, "摘   要", "发生额", None, "余额", "对方信息", None],
        [None, "种类", "号码", None, "借方", "贷方", None, "户名", "账号"],
        ["2025-11-03", "转", "1", "INV 4711", "", "1000.00", "11000.00", "Acme Ltd", "6222"],
        [],
        ["2025-11-05", "转", "2", "付料款", "250.50", "", "10749.50", "某供应商", "6333"],
    ],
    "receipts and payments by letter": [
        words("Booking Day,R/P,Amount in CNY,Running Bal.,Payer / Beneficiary,Payment reference"),
        ["2025-11-03", "R", "RMB1,000.00", "RMB11,000.00", "Acme Ltd", "INV 4711"],
        ["2025-11-05", "P", "RMB250.50", "RMB10,749.50", "某供应商", "付料款"],
    ],
    "sides in brackets behind the amounts": [
        words("入账时间,交易金额(借/贷),账户余额,付款方/收款方,附言内容"),
        ["2025-11-03 10:00", "1,000.00(贷)", "11,000.00", "Acme Ltd", "INV 4711"],
        ["2025-11-05 10:00", "250.50(借)", "10,749.50", "某供应商", "付料款"],
    ],
    "traditional characters": [
        words("交易日期,交易描述,支出金額,存入金額,結餘,參考編號,對方名稱"),
        ["2025/11/03", "INV 4711", "", "1,000.00", "11,000.00", "R1", "Acme Ltd"],
        ["2025/11/05", "付料款", "250.50", "", "10,749.50", "R2", "某供應商"],
    ],
}
ACCOUNTS = {0: ["6221550000123456789"], 3: ["62200001111", "62200002222"], 4: ["0123456789001"], 5: ["622000"]}


@pytest.mark.parametrize("name", INVENTED)
def test_an_invented_layout_of_a_small_bank_is_read_by_what_its_words_mean(name: str) -> None:
    file = read(*INVENTED[name])
    found = sorted(movements(file), key=lambda m: m.date)
    assert [(m.date, m.amount) for m in found] == [FIRST, SECOND]
    assert found[0].counterparty_name == "Acme Ltd"
    assert "INV 4711" in found[0].memo
    assert [m.balance for m in found] in ([11_000_00, 10_749_50], [11_000_00, 749_50])
    assert [i.code for i in file.issues] == []
    assert [s.account for s in file.statements] == ACCOUNTS.get(list(INVENTED).index(name), [""])


def test_amounts_without_any_mark_are_said_to_be_read_as_money_in() -> None:
    file = read(words("日期,摘要,金额"), ["2026-06-01", "货款", "100.00"], ["2026-06-02", "水电", "50.00"])
    assert [(i.code, i.blocking) for i in file.issues] == [("direction_presumed", False)]
    assert file.issues[0].message.text("zh") == "表中看不出收付方向，2 笔金额全部按收入读取。"


def test_a_list_of_invoices_is_no_statement_by_its_words() -> None:
    sheet = Sheet("S", [words("开票时间,票据编号,客户全称,票面价税额,已回笼额,未回笼结存"), ["2026-06-01", "A1", "甲", "10", "2", "8"]])
    assert not is_statement_sheet(sheet)


def test_accounts_in_blocks_under_headings_nobody_knows_stay_apart() -> None:
    head = words("账务日期,借贷方向标识,交易发生额,账户当前余额,交易对方名称,用途摘要")
    file = read(
        ["账号：11112222333344"],
        head,
        [20251103, "贷方", "1,000.00", "11,000.00", "Acme Ltd", "INV 4711"],
        ["账号：55556666777788"],
        head,
        [20251105, "借方", "250.50", "749.50", "某供应商", "付料款"],
    )
    sums = {s.account: (s.money_in, s.money_out) for s in file.statements}
    assert sums == {"11112222333344": (1_000_00, 0), "55556666777788": (0, 250_50)}
