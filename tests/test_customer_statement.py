"""The customer's own statement is read whatever its layout, and compared over the days that it covers."""

import datetime as dt
from dataclasses import replace

import pytest

from arcore.comparing import Line, Rules, compare
from arcore.comparing.sides import compared, period
from arcore.intake.customer_statement import TheirStatement, read_statement
from arcore.policy import Policy
from tests.statement_cases import statement
from tests.test_statement_papers import BUSY

END = dt.date(2026, 6, 30)
RULES = Rules(days=10, tolerance=0, fees=(1000, 2000), discounts=(2.0,))

LAYOUTS = {
    "ledger with month and day apart": """应付账款明细账,,,,,,,
2026年,,凭证号,摘要,借方,贷方,方向,余额
月,日,,,,,,
4,1,,期初余额,,,贷,"5,000.00"
,5,记12,采购 XS26040001,,"100,000.00",贷,"105,000.00"
,28,付3,付货款,"80,000.00",,贷,"25,000.00"
5,15,记20,退货,,-1500,贷,"23,500.00"
""",
    "increase and decrease": """日期,单号,摘要,应付款增加,应付款减少,结余
2026-04-01,,上期结转,,,5000
2026-04-05,XS26040001,采购,100000,,105000
2026-04-28,FK001,付款,,80000,25000
2026-05-15,TH1,退货,-1500,,23500
""",
    "goods and payments side by side": """入库日期,送货单号,数量,单价,金额,付款日期,付款金额,未付金额
2026-04-05,XS26040001,100,1000,100000,2026-04-28,80000,20000
2026-05-15,TH1,-3,500,-1500,,,-1500
""",
    "one column, all amounts without a sign": """日期,类型,单号,不含税金额,税额,价税合计
2026-04-05,进货（货到付款）,XS26040001,88495.58,11504.42,100000
2026-04-28,付款,FK1,,,80000
2026-05-15,退货,TH1,1327.43,172.57,1500
""",
    "one column seen as the customer's cash": """日期,摘要,单号,金额
2026-04-05,进货,XS26040001,-100000
2026-04-28,付款,FK1,80000
2026-05-15,退货,TH1,1500
""",
    "one column with its side beside it": """日期,摘要,单号,借贷方向,金额
2026-04-05,进货,XS26040001,贷,100000
2026-04-28,银行,FK1,借,80000
2026-05-15,来料不良,TH1,借,1500
""",
    "our view of debit and credit, in English": """Statement,,,,,
Posting Date,Doc. No.,Description,Debit,Credit,Running Balance
2026-04-01,,Opening balance,,,5000
2026-04-05,XS26040001,Invoice,100000,,105000
2026-04-28,P1,Payment,,80000,25000
2026-05-15,C1,Credit note,-1500,,23500
""",
    "bills with what was paid of each": """Invoice Date,Invoice #,Bill Amount,Amount Paid,Payment Date,Outstanding
2026-04-05,XS26040001,100000,80000,2026-04-28,20000
2026-05-15,C1,-1500,,,-1500
""",
}


def read(text: str) -> TheirStatement:
    return read_statement(text.encode("utf-8-sig"), "对方.csv", currency="CNY", end=END)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_says_the_same(layout: str) -> None:
    found = read(LAYOUTS[layout])
    turned = -1 if found.lines[0].amount < 0 else 1  # told by the other side's amounts when compared
    lines = sorted((line.date, line.amount * turned) for line in found.lines)
    days = [dt.date(2026, 4, 5), dt.date(2026, 4, 28), dt.date(2026, 5, 15)]
    assert lines == list(zip(days, (10_000_000, -8_000_000, -150_000), strict=True))
    assert found.opening in (None, 500_000)
    assert found.issues == ()


def test_a_day_and_an_amount_are_enough_and_a_list_of_purchases_alone_is_read() -> None:
    assert [line.amount for line in read("日期,金额\n2026-04-05,100\n").lines] == [100_00]
    assert [line.amount for line in read("入库日期,送货单号,入库金额\n2026-04-05,XS26040001,100\n").lines] == [100_00]


def test_a_prepaid_balance_on_the_other_side_is_negative() -> None:
    found = read("日期,摘要,借方,贷方,方向,余额\n2026-04-01,期初余额,,,借,2000\n2026-04-05,采购,,500,借,1500\n")
    assert (found.opening, found.closing) == (-200_000, -150_000)


def test_days_without_a_year_lie_in_the_year_before_the_end() -> None:
    found = read("月,日,摘要,借方,贷方\n11,30,采购,,100\n12,,采购,,200\n12,2,采购,,300\n2,1,采购,,400\n")
    assert [line.date for line in found.lines] == [dt.date(2025, 11, 30), dt.date(2025, 12, 2), dt.date(2026, 2, 1)]
    assert [issue.row for issue in found.issues] == [3]


def test_days_of_a_column_without_a_year_do_not_lie_after_the_end() -> None:
    found = read("日期,摘要,借方,贷方\n11月30日,采购,,100\n3月5日,采购,,200\n2026-06-01,采购,,300\n")
    assert [line.date for line in found.lines] == [dt.date(2025, 11, 30), dt.date(2026, 3, 5), dt.date(2026, 6, 1)]


def test_the_digits_of_an_account_above_a_ledger_are_no_year() -> None:
    assert [line.date for line in read("账号：622202100112,,,\n月,日,摘要,借方,贷方\n4,3,采购,,100\n").lines] == [dt.date(2026, 4, 3)]


def test_an_amount_beside_debit_and_credit_is_not_a_purchase_of_its_own() -> None:
    found = read("日期,摘要,金额,借方,贷方\n2026-04-05,采购,500,,500\n2026-04-28,付款,300,300,\n2026-04-29,单据,20,0,0\n")
    assert [line.amount for line in found.lines] == [500_00, -300_00]
    assert found.issues == ()


def test_a_purchase_without_a_day_is_named_though_the_payment_beside_it_has_one() -> None:
    found = read("入库日期,送货单号,金额,付款日期,付款金额\n,XS1,500,2026-04-28,300\n")
    assert [line.amount for line in found.lines] == [-300_00]
    assert [(issue.code, issue.row) for issue in found.issues] == [("no_date", 2)]


def ours(*lines: tuple[str, int, str]) -> list[Line]:
    return [Line(place, dt.date.fromisoformat(day), number, amount, "invoice" if amount > 0 else "receipt")
            for place, (day, amount, number) in enumerate(lines)]  # fmt: skip


def theirs(*lines: tuple[str, int, str, str]) -> list[Line]:
    return [Line(place, dt.date.fromisoformat(day), number, amount, "", memo) for place, (day, amount, number, memo) in enumerate(lines)]


def found(mine: list[Line], other: list[Line]) -> list[tuple[str, str, int]]:
    """The differences."""
    start = dt.date(2026, 4, 1)
    result = compare(mine, other, start=start, end=END, currency="CNY", our_opening=0, their_opening=0, their_closing=None, rules=RULES)
    assert result.our_adjusted == result.their_adjusted
    return [(each.kind, each.books, each.difference) for each in result.differences]


def test_goods_of_a_month_booked_in_one_sum_at_its_end_agree() -> None:
    days = [f"2026-04-{day:02}" for day in (2, 5, 9, 12, 17, 23)]
    mine = ours(
        *[(day, 1_000_01 * (place + 1), f"XS2604{place:04}") for place, day in enumerate(days)], ("2026-05-06", 77_700, "XS26050001")
    )
    assert found(mine, theirs(("2026-04-30", 2_100_021, "记1", "4月进货"), ("2026-05-31", 77_700, "记9", "进货"))) == []


def test_a_line_that_names_several_invoices_is_their_sum() -> None:
    mine = ours(("2026-04-05", 100_00, "XS26040001"), ("2026-04-20", 250_00, "XS26040002"), ("2026-04-21", 250_00, "XS26040003"))
    line = ("2026-06-25", 350_00, "记7", "XS26040001、XS26040002 合并入账")
    assert found(mine, theirs(line, ("2026-04-21", 250_00, "记2", "采购"))) == []


def test_a_price_is_found_by_the_number_in_the_memo_or_by_days_and_a_close_amount() -> None:
    mine = ours(("2026-04-05", 60_000_00, "XS26040001"), ("2026-05-20", 10_000_00, "XS26050001"))
    other = theirs(("2026-04-06", 42_000_00, "记12", "采购 XS26040001"), ("2026-05-22", 9_600_00, "记20", "采购轴承"))
    assert found(mine, other) == [("price", "theirs", -18_000_00), ("price", "theirs", -400_00)]


def test_a_fee_that_no_list_names_is_found_where_only_one_payment_fits() -> None:
    assert found(ours(("2026-05-20", -9_987_50, "SK1")), theirs(("2026-05-19", -10_000_00, "付1", "付货款"))) == [("fee", "ours", -12_50)]


def test_the_same_voucher_entered_twice_under_two_numbers_is_a_duplicate_and_two_deliveries_of_ours_are_not() -> None:
    mine = ours(("2026-05-20", 500_00, "XS26050001"))
    other = theirs(("2026-05-20", 500_00, "JZ202605001", "采购轴承"), ("2026-05-20", 500_00, "JZ202605002", "采购轴承"))
    assert found(mine, other) == [("duplicate", "theirs", 500_00)]
    paid = theirs(("2026-05-20", -300_00, "FK202605001", "付货款"), ("2026-05-20", -300_00, "FK202605002", "付货款"))
    assert found(ours(("2026-05-20", -300_00, "SK1")), paid) == [("omitted", "ours", -300_00)]  # it may be in our bank
    delivered = ours(("2026-05-20", 500_00, "XS26050001"), ("2026-05-20", 500_00, "XS26050002"))
    assert found(delivered, theirs(("2026-05-20", 500_00, "", "采购轴承"))) == [("omitted", "theirs", -500_00)]


def test_an_exchange_loss_is_told_by_its_words() -> None:
    assert found([], theirs(("2026-05-20", -35_00, "记8", "汇兑损益调整"))) == [("fx", "ours", -35_00)]


def test_the_period_is_the_one_that_the_file_covers() -> None:
    account = statement(BUSY).account
    head, june = "日期,摘要,借方,贷方,余额\n", dt.date(2026, 6, 1)
    assert period(account, read(head + "2026-05-31,期初余额,,,100\n2026-06-03,采购,,5,105\n"), END) == (june, account.end)
    closed = read(head + ",期初余额,,,100\n2026-06-03,采购,,5,105\n2026-06-20,期末余额,,,105\n")
    assert period(account, closed, END)[1] == dt.date(2026, 6, 20)
    assert period(account, closed, dt.date(2026, 6, 19))[1] == dt.date(2026, 6, 19)  # our books say nothing after the as-of date
    before = account.lines[account.lines["date"] < "2026-06-01"]
    opening = account.opening + int(before["debit"].sum() - before["credit"].sum())
    fitting = read(f"{head},期初余额,,,{opening / 100:.2f}\n2026-06-03,采购,,5,105\n")
    assert period(account, fitting, END) == (june, account.end)
    assert period(account, read(head + ",期初余额,,,1.23\n2026-06-03,采购,,5,6.23\n"), END) == (account.start, account.end)


def test_a_purchase_and_a_payment_in_one_row_are_two_lines_of_the_comparison() -> None:
    account = statement(BUSY).account
    read_once = read(LAYOUTS["goods and payments side by side"])
    result = compared(replace(account, start=dt.date(2026, 4, 1)), read_once, Policy(), partial=False)
    paired = sum(len(pair.theirs) for pair in result.pairs)
    assert paired + sum(each.theirs is not None for each in result.differences if each.kind != "opening") == 3
    assert result.agrees
