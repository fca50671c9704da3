"""Tables of banks nobody has shown us: other orders of columns, English and German headings, marks behind amounts, ambiguous dates."""

import datetime as dt

import pytest

from arcore.intake.model import Cell
from arcore.intake.statements.day_order import day_order
from tests.test_statements_tabular import Rows, movements, read

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
    return [["Date", "Description", "Amount"], *([text, "INV", "10.00"] for text in texts)]


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
