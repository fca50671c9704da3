"""How customers pay (capability 89): what a receipt states decides, then who passed it on, then the bank line."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pandas as pd
import pytest

from arcore import payment_methods
from arcore.payment_methods import method_of

DAY = dt.date(2026, 6, 30)


@pytest.mark.parametrize(
    ("stated", "method"),
    [
        ("银行转账", "transfer"), ("电汇", "transfer"), ("网银", "transfer"), ("T/T", "transfer"), ("Wire", "transfer"),
        ("SEPA", "transfer"),
        ("银行承兑汇票", "bill"), ("商票", "bill"), ("Bill of exchange", "bill"),
        ("转账支票", "cheque"), ("Check", "cheque"),
        ("支付宝", "channel"), ("微信支付", "channel"), ("ＰＯＳ", "channel"), ("PayPal", "channel"),
        ("信用卡", "card"), ("现金", "cash"), ("Cash", "cash"), ("抵账", "other"),
    ],
)  # fmt: skip
def test_the_stated_method_is_understood_in_both_languages(stated: str, method: str) -> None:
    assert method_of(stated, None, from_bank=False, channels=()) == method


def receipts(*rows: tuple[object, ...]) -> pd.DataFrame:
    names = ["receipt_date", "amount", "method", "payer_name", "statement_line_key", "customer_key", "currency"]
    frame = pd.DataFrame([(*row, "CNY") for row in rows], columns=names)
    return frame.assign(
        receipt_date=pd.to_datetime(frame["receipt_date"]),
        statement_line_key=frame["statement_line_key"].astype("Int64"),
        customer_key=frame["customer_key"].astype("Int64"),
    )


def told() -> pd.DataFrame:
    return payment_methods.received(
        receipts(
            ("2026-06-01", 600_00, "银行转账", None, None, 1),
            ("2026-05-01", 300_00, None, "银联商务", 7, 1),
            ("2026-04-01", 100_00, None, "甲", 8, 2),
            ("2026-04-02", 200_00, None, None, None, None),
            ("2025-06-30", 999_00, "现金", None, None, 1),
            ("2026-07-01", 999_00, "现金", None, None, 1),
            ("2026-06-02", -50_00, "现金", None, None, 1),
        ),
        DAY,
        ("银联商务",),
    )


def test_shares_are_of_the_twelve_months_by_company_and_by_customer() -> None:
    found = [(share.method, share.count, share.amount, share.part) for share in payment_methods.shares(told(), "CNY")]
    assert found == [
        ("transfer", 2, 700_00, Fraction(700, 1200)),
        ("channel", 1, 300_00, Fraction(300, 1200)),
        ("unknown", 1, 200_00, Fraction(200, 1200)),
    ]
    assert [(share.method, share.part) for share in payment_methods.shares(told(), "CNY", 1)] == [
        ("transfer", Fraction(600, 900)),
        ("channel", Fraction(300, 900)),
    ]
    assert payment_methods.shares(told(), "USD") == ()


def test_customers_stand_beside_each_other_with_an_amount_for_each_method() -> None:
    customers = pd.DataFrame({"customer_key": [1, 2], "customer_id": ["C1", "C2"], "customer_name": ["甲", "乙"]})
    rows = payment_methods.by_customer(told(), "CNY", customers)
    assert rows[["customer_name", "total", "transfer", "channel"]].to_numpy().tolist() == [
        ["甲", 900_00, 600_00, 300_00],
        ["乙", 100_00, 100_00, 0],
    ]


def test_the_sentence_names_the_method_of_most_money() -> None:
    found = payment_methods.shares(told(), "CNY")
    assert payment_methods.sentence(found, "CNY", "unit").text("zh") == "近 12 个月收款 1,200.00 元，其中 58.3 % 为银行转账。"
    assert payment_methods.sentence((), "CNY", "unit").text("en") == "Nothing was received in the last 12 months."
