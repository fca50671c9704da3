"""The overview: figures with last month beside them, what needs attention, and the sentence on top."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pandas as pd

from arcore import answers, overview
from arcore.aging import table
from arcore.books import Books
from arcore.exposure import positions
from arcore.overview import Trouble
from arcore.policy import Policy
from arcore.tie_out import prove
from tests.receivable_frames import allocations, customers, documents, receipts

AS_OF = dt.date(2025, 9, 30)
POLICY = Policy()


def books(**frames: pd.DataFrame) -> Books:
    empty = {
        "documents": documents(),
        "receipts": receipts(),
        "allocations": allocations(),
        "customers": customers({"credit_limit": 1000_00}),
    }
    return Books(**(empty | frames), version="1")


def late(amount: int, days: int, **more: object) -> dict[str, object]:
    return {"amount": amount, "due_date": AS_OF - dt.timedelta(days=days), "document_date": dt.date(2025, 7, 15), **more}


ORDINARY = books(
    documents=documents(
        late(300_00, 40), late(500_00, 10), late(200_00, -3), late(-50_00, 0, kind="credit_note"), late(90_00, -20, currency="USD")
    ),
    receipts=receipts(
        {"amount": 120_00, "receipt_date": dt.date(2025, 9, 10)},
        {"amount": 11_00, "customer_key": None, "receipt_date": dt.date(2025, 9, 20)},
    ),
    allocations=allocations({"receipt_key": 1, "amount": 100_00, "date": dt.date(2025, 9, 10)}),
)


def test_figures_stand_beside_those_of_the_last_month_end() -> None:
    cny, usd = overview.figures(ORDINARY, AS_OF, POLICY)
    assert (cny.now.open, cny.now.debts, cny.now.overdue, cny.now.unapplied, cny.now.unidentified) == (850_00, 900_00, 700_00, 20_00, 11_00)
    assert (cny.before.as_of, cny.before.open, cny.before.overdue, cny.before.unapplied) == (dt.date(2025, 8, 31), 950_00, 300_00, 0)
    assert cny.now.overdue_rate == Fraction(700, 900)
    assert (usd.currency, usd.now.open, usd.now.overdue_rate) == ("USD", 90_00, 0)


def test_days_sales_outstanding_compare_with_ninety_days_of_sales() -> None:
    issued = documents(late(300_00, 0), late(700_00, 0, document_date=dt.date(2025, 7, 2)), late(60_00, 0, kind="opening"))
    settled = allocations({"document_key": 1, "amount": 300_00})
    (cny,) = overview.figures(books(documents=issued, allocations=settled), AS_OF, POLICY)
    assert cny.now.sales == 300_00
    assert cny.now.days_sales_outstanding == Fraction(760, 300) * 90


def test_days_sales_outstanding_wait_until_the_books_hold_ninety_days_of_sales() -> None:
    issued = documents(
        late(300_00, 0, document_date=dt.date(2025, 7, 2)), late(60_00, 0, kind="opening", document_date=dt.date(2025, 1, 2))
    )
    (cny,) = overview.figures(books(documents=issued), AS_OF, POLICY)
    assert (cny.before.sales, cny.before.days_sales_outstanding) == (300_00, None)
    (younger,) = overview.figures(books(documents=documents(late(300_00, 0, document_date=dt.date(2025, 9, 2)))), AS_OF, POLICY)
    assert (younger.now.sales, younger.now.days_sales_outstanding) == (300_00, None)


def test_payables_are_not_receivables() -> None:
    issued = documents(late(1_00, 0), late(99_00, 0, side="payable"))
    (cny,) = overview.figures(books(documents=issued), AS_OF, POLICY)
    assert cny.now.open == 1_00


def troubles(of: Books, as_of: dt.date = AS_OF) -> dict[Trouble, list[tuple[str, int, int]]]:
    found: dict[Trouble, list[tuple[str, int, int]]] = {}
    for entry in overview.attention(of, as_of, POLICY):
        found.setdefault(entry.trouble, []).append((entry.currency, entry.amount, entry.count))
    return found


def test_what_needs_attention_comes_with_amount_currency_and_count() -> None:
    found = troubles(ORDINARY)
    assert found[Trouble.NEW_BREACH] == [("CNY", 70000, 1)]
    assert found[Trouble.NEWLY_OVERDUE] == [("CNY", 500_00, 1)]
    assert found[Trouble.DUE_SOON] == [("CNY", 200_00, 1), ("USD", 90_00, 1)]
    assert found[Trouble.UNIDENTIFIED] == [("CNY", 11_00, 1)]
    assert found[Trouble.UNAPPLIED] == [("CNY", 20_00, 1)]


def test_the_list_is_ordered_and_each_entry_leads_to_its_rows() -> None:
    entries = overview.attention(ORDINARY, AS_OF, POLICY)
    order = list(Trouble)
    assert [order.index(entry.trouble) for entry in entries] == sorted(order.index(entry.trouble) for entry in entries)
    pages = {entry.trouble: (entry.page, entry.ids) for entry in entries}
    assert pages[Trouble.NEW_BREACH] == ("credit", ("C1",))
    assert pages[Trouble.NEWLY_OVERDUE] == ("aging", (2,))
    assert pages[Trouble.UNAPPLIED] == ("cash", (1,))


def test_a_breach_is_new_only_once() -> None:
    issued = documents(late(1500_00, 0))
    assert troubles(books(documents=issued), dt.date(2025, 7, 31)).keys() >= {Trouble.NEW_BREACH}
    later = troubles(books(documents=issued), dt.date(2025, 8, 31))
    assert Trouble.NEW_BREACH not in later
    assert later[Trouble.OVER_LIMIT] == [("CNY", 500_00, 1)]


def test_an_item_due_today_is_due_soon_and_not_overdue() -> None:
    assert troubles(books(documents=documents(late(100, 0)))) == {Trouble.DUE_SOON: [("CNY", 100, 1)]}


def test_what_the_data_hide_is_said() -> None:
    guessed = books(documents=documents(late(100, -50, due_basis="document_date")))
    hidden = {"allocation_key": [-1], "document_key": [1], "start": [pd.Timestamp(2025, 1, 1)], "date": [pd.Timestamp(2025, 10, 5)]}
    stated = replace(guessed, undated=pd.DataFrame(hidden))
    messages = [entry.message.text("zh") for entry in overview.attention(stated, AS_OF, POLICY) if entry.trouble is Trouble.DATA]
    assert messages == [
        "既无到期日也无账期、按单据日期计算账龄的未收单据：1 笔。",
        "2025-10-05 之前的历史时点无法还原：导入的表格只有当前已收金额，没有收款日期。",
    ]


def test_empty_books_need_no_attention() -> None:
    assert overview.figures(books(), AS_OF, POLICY) == ()
    assert overview.attention(books(), AS_OF, POLICY) == ()


def test_the_page_opens_with_its_answer() -> None:
    issued = documents(late(341_260_00 * 100, 0), late(61_830_00 * 100, 5))
    (cny,) = overview.figures(books(documents=issued), AS_OF, POLICY)
    said = answers.overview_answer(cny, 7, "ten_thousand")
    assert (
        said.text("zh") == "截至 2025-09-30，应收 4,030.90 万元，逾期 618.30 万元（15.3 %，较上月末 +15.3 个百分点）；今天需要处理 7 件事。"
    )
    assert said.text("en").startswith(
        "As of 2025-09-30, CNY 4,030.90 ×10,000 is owed, CNY 618.30 ×10,000 of it overdue (15.3 %, +15.3 points"
    )


def test_the_aging_and_credit_pages_open_with_their_answers() -> None:
    now = overview.standing(ORDINARY, AS_OF, POLICY)
    said = answers.aging_answer(table(now.aged, now.unapplied), POLICY.aging.scheme, AS_OF, "CNY")
    assert said.text("zh") == "截至 2025-09-30，1 家客户共欠 850.00 元，其中逾期 700.00 元（“365天以上” 0.00 元）；未核销贷项 81.00 元。"
    assert answers.credit_answer(now.positions).text("zh") == "没有客户超额度；0 家接近额度，1 家逾期超限。"
    known = customers({"credit_limit": 1}, {"credit_limit": 1, "currency": "USD"})
    owed = documents(late(101, 0), late(301, 0, customer_key=2, currency="USD")).assign(open=[101, 301])
    over = positions(known, owed, now.unapplied.iloc[:0], POLICY.credit, AS_OF)
    assert answers.credit_answer(over).text("zh") == "2 家客户超额度，合计超额 1.00 元、3.00 USD；0 家接近额度，0 家逾期超限。"


def test_top_debtors_are_ordered_by_what_they_owe() -> None:
    issued = documents(late(10, 0), late(30, 0, customer_key=2), late(20, 40, customer_key=3), late(-5, 0, customer_key=4))
    known = customers(*({"customer_name": name} for name in ("甲", "乙", "丙", "丁")))
    of = books(documents=issued, customers=known)
    top = overview.top_debtors(overview.standing(of, AS_OF, POLICY), known, POLICY, "CNY", 2)
    assert top[["customer_name", "total", "bucket_2"]].to_numpy().tolist() == [["乙", 30, 0], ["丙", 20, 20]]


def test_the_proof_under_a_table_says_when_it_does_not_hold() -> None:
    now = overview.standing(ORDINARY, AS_OF, POLICY)
    cny, _ = prove(ORDINARY.documents, ORDINARY.receipts, ORDINARY.allocations, now.aged, AS_OF)
    assert cny.sentence().text("zh") == "CNY：单据 950.00 − 核销 100.00 = 未收 850.00 = 各账龄段合计 ✓"
    assert (cny.receipts, cny.applied, cny.unapplied) == (131_00, 100_00, 31_00)
    broken, _ = prove(ORDINARY.documents, ORDINARY.receipts, ORDINARY.allocations, now.aged.iloc[1:], AS_OF)
    assert broken.difference == 200_00
    assert "相差 200.00" in broken.sentence().text("zh")
