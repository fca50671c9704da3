"""Limits, terms, first credit, what-ifs, reviews and concentration: the published vectors and what must never happen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcore import concentration, credit_reviews, limit_bases, limits, new_customers, orders, security, what_if
from arcore.concentration import Band
from arcore.exposure import Position
from arcore.limits import Basis
from arcore.new_customers import NewCustomer
from arcore.orders import Answer
from arcore.policy import CreditRules, Policy
from arcore.scorecard import score
from tests.receivable_frames import allocations, customers, documents, receipts

POLICY = Policy()
AS_OF = dt.date(2026, 6, 30)
PUBLISHED = Basis("B", "CNY", 300_000_00, 12, "60天", 3_000_000_00, 40, 0)


def position(exposure: int, limit: int | None = None, **more: object) -> Position:
    parts = {
        "customer_key": 1, "customer_id": "C1", "customer_name": "苏州宏达", "currency": "CNY", "grade": None, "customer_status": None,
        "open": exposure, "overdue": 0, "unbilled": 0, "orders": 0, "bills": 0, "unapplied": 0, "exposure": exposure, "limit": limit,
        "temporary_limit": None, "oldest_overdue_days": 0, "breach_age": False, "near_limit": 0.9,
    }  # fmt: skip
    return Position(**(parts | more))


def test_the_published_limit_is_held_by_the_cap_per_customer() -> None:
    advice = limits.suggest_limit(PUBLISHED, POLICY)
    assert (advice.uncapped, advice.limit) == (600_000_00, 450_000_00)
    assert [reason.text("zh") for reason in advice.reasons] == [
        "月均销售额 300,000.00 元（按有销售的 12 个月计）× 账期 60 天 ÷ 30 × B 级系数 100% = 600,000.00 元。",
        "单一客户不超过应收总额 3,000,000.00 元的 15%，即 450,000.00 元。",
        "目前未设额度。",
    ]


@pytest.mark.parametrize(
    ("change", "limit"),
    [
        ({"receivables": 10_000_000_00}, 600_000_00),
        ({"receivables": 10_000_000_00, "grade": "A"}, 720_000_00),
        ({"receivables": 10_000_000_00, "grade": "C"}, 360_000_00),
        ({"grade": "D"}, 0),
        ({"grade": "P"}, 0),
        ({"grade": "N"}, 50_000_00),
        ({"grade": "N", "monthly_sales": 40_000_00}, 24_000_00),
        ({"cap": 200_000_00}, 200_000_00),
        ({"tenure_months": 23, "peak": 100_000_00}, 150_000_00),
        ({"tenure_months": 24, "peak": 100_000_00}, 450_000_00),
        ({"term_text": "面议", "receivables": 10_000_000_00}, 450_000_00),
        ({"monthly_sales": 0}, 0),
        ({"monthly_sales": 777_777_77, "receivables": 90_000_000_00}, 1_550_000_00),
        ({"monthly_sales": 123_456_78}, 246_000_00),
    ],
)
def test_a_limit_follows_sales_terms_grade_and_caps(change: dict[str, object], limit: int) -> None:
    assert limits.suggest_limit(replace(PUBLISHED, **change), POLICY).limit == limit


def test_paying_later_never_raises_a_limit() -> None:
    def frames(days: int) -> list[Basis]:
        issued = [
            {"document_date": dt.date(2026, month, 1), "due_date": dt.date(2026, month, 28), "amount": 100_000_00} for month in range(1, 5)
        ]
        paid = [
            {"document_key": place, "receipt_key": None, "date": row["due_date"] + dt.timedelta(days=days), "amount": row["amount"]}
            for place, row in enumerate(issued, start=1)
        ]
        books = documents(*issued), allocations(*paid), receipts(), customers({"term_text": "30天"})
        return limit_bases.bases(score(*books, as_of=AS_OF, policy=POLICY), *books[:2], AS_OF)

    (prompt,), (slow,) = frames(0), frames(40)
    whole = {"receivables": 10**10, "grade": "B", "tenure_months": 40}
    assert limits.suggest_limit(replace(slow, **whole), POLICY).limit <= limits.suggest_limit(replace(prompt, **whole), POLICY).limit


def test_average_sales_count_only_months_with_sales_and_peaks_are_of_a_day_s_end() -> None:
    issued = documents(
        {"document_date": dt.date(2026, 6, 30), "amount": 90_00},
        {"document_date": dt.date(2026, 1, 15), "amount": 30_00},
        {"document_date": dt.date(2026, 1, 20), "amount": -10_00},
        {"document_date": dt.date(2025, 6, 30), "amount": 500_00},
        {"document_date": dt.date(2026, 3, 1), "amount": 70_00, "kind": "opening"},
    )
    paid = allocations({"document_key": 4, "receipt_key": None, "date": dt.date(2025, 12, 1), "amount": 500_00})
    sales = limit_bases.monthly_sales(issued, AS_OF).iloc[0]
    assert (sales["sales"], sales["months"]) == (110_00, 2)
    assert limit_bases.peak_balances(issued, paid, AS_OF)["peak"].tolist() == [500_00]


@pytest.mark.parametrize(
    ("grade", "terms", "days", "prepayment"),
    [("A", "45天", 45, 0), ("A", "90天", 60, 0), ("B", "90天", 45, 0), ("B", None, 45, 0), ("C", "月结60天", 30, 30), ("N", "30天", 15, 30),
     ("D", "60天", 0, 100), ("P", "款到发货", 0, 100)],
)  # fmt: skip
def test_terms_follow_grade_trade_and_our_own_cash(grade: str, terms: str | None, days: int, prepayment: int) -> None:
    advice = limits.suggest_terms(grade, terms, POLICY)
    assert (advice.days, advice.prepayment_percent) == (days, prepayment)


def test_the_three_inputs_of_terms_are_named() -> None:
    told = [reason.text("zh") for reason in limits.suggest_terms("B", "月结60天", POLICY).reasons]
    assert told == [
        "信用等级 B 级：账期最长 45 天。",
        "行业惯例：60 天。",
        "自身资金周转：最多可承受 60 天。",
        "现行账期：月结60天（60 天）。",
    ]
    tight = replace(POLICY, limits=replace(POLICY.limits, funded_days=20))
    assert limits.suggest_terms("A", "45天", tight).days == 20


@pytest.mark.parametrize(
    ("applicant", "limit", "days", "prepayment"),
    [
        (NewCustomer("甲", "CNY", 1_200_000_00, "15天"), 10_000_00, 15, 30),
        (NewCustomer("甲", "CNY", 60_000_000_00, "60天"), 50_000_00, 15, 30),
        (NewCustomer("甲", "CNY", 1_200_000_00, "15天", 80, 70, 4, None), 10_000_00, 15, 0),
        (NewCustomer("甲", "CNY", 1_200_000_00, "15天", 40, 30, 2, 50), 0, 0, 100),
    ],
)
def test_a_new_customer_starts_low(applicant: NewCustomer, limit: int, days: int, prepayment: int) -> None:
    found = new_customers.assess(applicant, POLICY)
    assert (found.limit, found.days, found.prepayment_percent) == (limit, days, prepayment)
    assert all(reason.text("zh") != reason.text("en") for reason in found.reasons)


def test_shortening_60_to_30_days_lowers_receivables_by_thirty_days_of_sales() -> None:
    found = what_if.effect([position(1_000_000_00)], 900_000_00, "CNY", days=-30, limit_percent=0)
    assert found.sales_per_day * 30 == 300_000_00
    assert (found.receivables, found.projected, found.cash) == (1_000_000_00, 700_000_00, 300_000_00)
    assert (found.days_sales_outstanding, found.projected_days) == (Fraction(100), Fraction(70))


def test_receivables_cannot_fall_below_nothing() -> None:
    assert what_if.effect([position(100_00)], 900_000_00, "CNY", days=-60, limit_percent=0).projected == 0


def test_lower_limits_put_more_customers_over_them() -> None:
    found = what_if.effect([position(95_00, 100_00), position(120_00, 100_00), position(7_00)], 0, "CNY", days=0, limit_percent=-10)
    assert (found.over, found.over_by, found.projected_over, found.projected_over_by) == (1, 20_00, 2, 35_00)
    (told,) = what_if.sentences(found, days=0, limit_percent=-10, unit="unit")
    assert told.text("zh") == "额度下调 10%：超额客户 1 → 2 户，超额合计 20.00 元 → 35.00 元。"


def test_the_published_concentration_is_three_thousand() -> None:
    shares = [position(amount, customer_key=key, customer_id=f"C{key}") for key, amount in enumerate([40_00, 30_00, 20_00, 10_00, -5_00])]
    found = concentration.concentration(shares, "CNY", POLICY.limits)
    assert (found.hhi, found.points, found.band) == (Fraction(3, 10), 3000, Band.HIGH)
    assert found.tops == {1: Fraction(2, 5), 5: 1, 10: 1}
    assert found.rows["cumulated"].tolist() == [40.0, 70.0, 90.0, 100.0]
    assert found.rows["over"].tolist() == [True, True, True, False]


def test_related_companies_count_as_one() -> None:
    pair = [position(30_00, customer_key=key, customer_id=f"C{key}") for key in (1, 2)] + [
        position(40_00, customer_key=3, customer_id="C3")
    ]
    found = concentration.concentration(pair, "CNY", POLICY.limits, by="group", groups={1: "宏达集团", 2: "宏达集团"})
    assert found.rows[["name", "amount"]].values.tolist() == [["宏达集团", 60_00], ["苏州宏达", 40_00]]


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=30))
def test_hhi_lies_between_one_over_the_number_of_customers_and_one(amounts: list[int]) -> None:
    rows = [position(amount, customer_key=key, customer_id=f"C{key}") for key, amount in enumerate(amounts)]
    found = concentration.concentration(rows, "CNY", POLICY.limits)
    assert Fraction(1, len(amounts)) <= found.hhi <= 1
    assert found.total == sum(amounts)


RULES = CreditRules(ignored_remainder=0)


@pytest.mark.parametrize(
    ("grade", "order", "prepaid", "answer", "over_by"),
    [
        ("A", 600, 0, Answer.RELEASE, 100), ("A", 601, 0, Answer.APPROVAL, 101), ("B", 500, 0, Answer.RELEASE, 0),
        ("B", 501, 0, Answer.APPROVAL, 1), ("C", 300, 90, Answer.RELEASE, 0), ("C", 301, 100, Answer.APPROVAL, 0),
        ("C", 300, 89, Answer.APPROVAL, 0), ("N", 301, 301, Answer.APPROVAL, 0), ("D", 1, 1, Answer.FROZEN, 0),
        (None, 500, 0, Answer.RELEASE, 0), (None, 501, 0, Answer.APPROVAL, 1),
    ],
)  # fmt: skip
def test_each_grade_has_its_order_rule(grade: str | None, order: int, prepaid: int, answer: Answer, over_by: int) -> None:
    decision = orders.check(position(500, 1000), order, RULES, grade, prepaid=prepaid)
    assert (decision.answer, decision.over_by) == (answer, over_by)


def test_a_missing_prepayment_is_said_in_amounts() -> None:
    decision = orders.check(position(0, 1_000_000_00, unapplied=1_000_00), 100_000_00, RULES, "C")
    assert [reason.text("zh") for reason in decision.reasons] == ["C 级客户发货前须预付 30%，即 30,000.00 CNY，已到账 1,000.00 CNY。"]


def secured(**registers: list[dict[str, object]]) -> security.Security:
    blank = {
        "customer_key": 1,
        "valid_from": pd.Timestamp(2026, 1, 1),
        "valid_to": pd.NaT,
        "currency": None,
        "cap": None,
        "cover_percent": None,
    }
    frames = {name: pd.DataFrame([blank | row for row in rows]) for name, rows in registers.items()}
    return security.security(position(1_000_00), frames, AS_OF)


def test_insurance_guarantees_and_deposits_lower_the_net_exposure() -> None:
    found = secured(
        guarantees=[
            {"guarantee_kind": "insurance", "cover_percent": "80", "cap": 500_00},
            {"guarantee_kind": "guarantee", "cover_percent": "50"},
        ],
        collateral=[{"collateral_kind": "deposit", "value": 100_00}, {"collateral_kind": "mortgage", "value": 900_00}],
    )
    assert (found.insured, found.guaranteed, found.deposits, found.net(1_000_00)) == (500_00, 250_00, 100_00, 150_00)
    told = found.sentence(1_000_00)
    assert told is not None
    assert "净风险敞口 150.00 元" in told.text("zh")


def test_what_is_not_in_force_secures_nothing() -> None:
    over = {"guarantee_kind": "insurance", "valid_to": pd.Timestamp(2026, 6, 29)}
    assert secured(guarantees=[over, {"guarantee_kind": "insurance", "currency": "USD"}]).total == 0
    assert security.security(position(1_000_00), {}, AS_OF).total == 0


def graded(*grades: str, **columns: object) -> pd.DataFrame:
    keys = range(1, len(grades) + 1)
    base = {"customer_key": keys, "customer_id": [f"C{key}" for key in keys], "customer_name": "甲", "currency": "CNY", "grade": grades,
            "score": 7000, "balance": 100, "sales_recent": 0, "sales_prior": 0}  # fmt: skip
    return pd.DataFrame(base | columns)


def test_grade_migration_between_two_dates() -> None:
    moved = credit_reviews.migration(graded("A", "B", "B", "N"), graded("B", "B", "D", "A"))
    assert moved["steps"].tolist() == [-1, 0, -2, 0]
    cells = credit_reviews.matrix(moved)
    found = {(row.before, row.after): row.customers for row in cells.itertuples() if row.customers}
    assert found == {("A", "B"): 1, ("B", "B"): 1, ("B", "D"): 1, ("N", "A"): 1}


def test_reviews_are_due_after_the_grade_s_months() -> None:
    register = pd.DataFrame(
        {
            "customer_key": [1, 1, 2, 3],
            "reviewed_on": pd.to_datetime(["2025-01-01", "2025-07-10", "2025-12-31", "2026-06-01"]),
            "next_review": pd.to_datetime([None, None, None, "2026-07-15"]),
        }
    )
    due = credit_reviews.reviews(graded("A", "B", "D", "C"), register, AS_OF, POLICY)
    assert due["customer_key"].tolist() == [4, 2, 1, 3]
    assert [None if pd.isna(left) else left for left in due["days_left"]] == [None, 0, 10, 15]
    assert [credit_reviews.months_until_review(grade, POLICY) for grade in "ABCDNP"] == [12, 6, 3, 3, 3, 3]


def test_what_was_approved_until_a_day_is_reviewed_by_that_day() -> None:
    def row(key: int, decided: str, until: str | None, decision: str = "approved", temporary: int | None = None) -> dict[str, object]:
        days = {"decided_on": pd.Timestamp(decided), "valid_to": pd.Timestamp(until) if until else pd.NaT}
        return {"customer_key": key, "decision": decision, "temporary_limit": temporary, **days}

    asked = pd.DataFrame(
        [
            row(1, "2026-01-05", "2026-07-05"),
            row(2, "2026-01-05", "2026-05-31"),
            row(2, "2026-06-01", None),
            row(3, "2026-01-05", "2026-06-20", decision="refused"),
            row(4, "2026-01-05", "2026-06-20", temporary=100),
            row(5, "2026-07-01", "2026-07-20"),
        ]
    )
    register = pd.DataFrame({"customer_key": [1], "reviewed_on": [pd.Timestamp(2026, 1, 5)], "next_review": [pd.Timestamp(2026, 9, 1)]})
    due = credit_reviews.reviews(graded("A", "B", "B", "B", "B"), register, AS_OF, POLICY, asked).set_index("customer_key")
    assert due["days_left"].fillna(-999).to_dict() == {1: 5, 2: -999, 3: -999, 4: -999, 5: -999}
    assert due.loc[1, "approved_until"] == pd.Timestamp(2026, 7, 5)


def test_an_approval_that_ended_is_settled_by_a_review_since() -> None:
    decided = pd.to_datetime(["2026-01-05", "2026-01-05", "2026-01-05"])
    asked = pd.DataFrame({"customer_key": [1, 2, 3], "decision": "approved", "temporary_limit": None, "decided_on": decided})
    asked["valid_to"] = pd.Timestamp(2026, 5, 31)
    reviewed = pd.to_datetime(["2026-05-30", "2026-05-31", "2026-06-02"])
    register = pd.DataFrame({"customer_key": [1, 2, 3], "reviewed_on": reviewed, "next_review": pd.Timestamp(2026, 9, 1)})
    due = credit_reviews.reviews(graded("A", "B", "B"), register, AS_OF, POLICY, asked).set_index("customer_key")
    assert due["days_left"].to_dict() == {1: -30, 2: 63, 3: 63}
    assert due["approved_until"].tolist() == [pd.Timestamp(2026, 5, 31)] * 3


def test_reviews_that_all_came_later_are_not_known_yet() -> None:
    register = pd.DataFrame({"customer_key": [1], "reviewed_on": [pd.Timestamp(AS_OF) + pd.Timedelta(days=1)], "next_review": [pd.NaT]})
    due = credit_reviews.reviews(graded("A", "B"), register.astype({"next_review": "datetime64[us]"}), AS_OF, POLICY)
    assert due["reviewed_on"].isna().tolist() == [True, True]


def test_credit_data_without_a_recent_change_is_out_of_date() -> None:
    known = customers({"credit_limit": 100, "grade": "B"}, {"credit_limit": 200, "grade": None})
    changes = pd.DataFrame({"customer_key": [1, 2], "field": "credit_limit", "valid_from": pd.to_datetime(["2026-01-01", "2025-06-30"])})
    found = credit_reviews.stale(known, changes, AS_OF, POLICY)
    assert [(row.customer_key, row.field, None if pd.isna(row.months) else row.months) for row in found.itertuples()] == [
        (2, "credit_limit", 12),
        (1, "grade", None),
    ]


def test_chronic_late_payers_are_those_who_pay_half_their_invoices_late() -> None:
    rows = graded("A", "B", "C", invoices=[4, 4, 2], late_invoices=[2, 1, 2], late_days=[40, 1, 1], settled=[4, 1, 1], overdue=0)
    found = credit_reviews.chronic_late_payers(rows, POLICY)
    assert found[["customer_key", "late_percent", "average_days"]].values.tolist() == [[1, 50.0, 10.0]]
