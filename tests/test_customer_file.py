"""The customer's file: habits with their numbers, documents with what settled them, payments with days late, timeline, papers."""

import datetime as dt
import io
from dataclasses import replace

import pandas as pd
import pytest
from openpyxl import load_workbook

from arcore import customer_edits, customer_file, customer_list, customer_search, ledger, timeline
from arcore.documents import credit_file, credit_file_workbook, customers_workbook
from arcore.documents.workbook_style import Stamp
from arcore.habits import payment_habits
from arcore.intake.anything import read_files
from arcore.ledger import RowChange
from arcore.ledger.store import Ledger
from arcore.policy import Policy
from arcore.ratings import scored_at
from arcore.standing import standing
from tests.ledger_fixtures import customers, documents, receipts, take_in
from tests.word_text import said

AS_OF = dt.date(2026, 6, 30)
MONTHS = [dt.date(2026, month, 10) for month in range(1, 7)]


def paying(book: Ledger, days_late: int = 12, *, pairs: bool = False) -> None:
    """Six monthly invoices of 1,000.00 due on the 10th, each paid `days_late` later with 10.00 taken off; `pairs` two at once."""
    due = [
        {"document_no": f"D{n}", "document_date": day - dt.timedelta(days=30), "due_date": day, "amount": 100_000}
        for n, day in enumerate(MONTHS)
    ]
    late = [day + dt.timedelta(days=days_late) for day in MONTHS]
    paid = [
        {
            "receipt_no": f"R{n}",
            "receipt_date": late[n // 2 * 2 + 1 if pairs else n],
            "amount": 99_000,
            "discount": 1_000,
            "document_no": f"D{n}",
        }
        for n in range(6)
    ]
    take_in(
        book,
        customers(
            {"customer_id": "C1", "customer_name": "苏州宏达精密制造有限公司", "short_name": "宏达", "credit_limit": 500_000, "grade": "B"}
        ),
        documents(*due),
        receipts(*paid),
        data_date=AS_OF,
    )


@pytest.fixture
def own() -> Ledger:
    return ledger.open(ledger.MEMORY)


def test_habits_bring_their_numbers(own: Ledger) -> None:
    paying(own)
    found = payment_habits(own.books(), 1, "CNY", AS_OF)
    assert (found.receipts, found.settled, found.delay, found.on_time, found.recent) == (6, 6, 12, 0, 12)
    assert (found.batch, found.short_count, found.short_amount, found.weekday) == (1, 6, 1_000, None)
    assert [sentence.text("en") for sentence in found.sentences] == [
        "Usually pays 12 days after the due date; 0 of 6 documents were paid in time.",
        "Mostly pays between the 18. and 22. of the month: 100% of the receipts (6 of 6).",
        "Usually pays documents one by one.",
        "Paid 6 of 6 documents short, usually by 10.00 CNY.",
    ]
    assert found.sentences[0].text("zh") == "一般在到期后 12 天付款；已结清的 6 笔单据中 0 笔按时付清。"


def test_what_was_not_known_at_the_date_makes_no_habit(own: Ledger) -> None:
    paying(own)
    early = payment_habits(own.books(), 1, "CNY", dt.date(2026, 4, 30))
    assert (early.receipts, early.settled, early.delay) == (4, 4, None)
    assert [s.text("en") for s in early.sentences] == ["Too few payments for habits: 4 receipts, 4 settled documents."]
    assert payment_habits(own.books(), 1, "USD", AS_OF).receipts == 0


def test_what_is_overdue_now_counts_among_the_latest(own: Ledger) -> None:
    paying(own, days_late=0)
    take_in(own, documents({"document_no": "BIG", "due_date": "2026-03-02", "amount": 9_000_000}), file="late.xlsx", data_date=AS_OF)
    found = payment_habits(own.books(), 1, "CNY", AS_OF)
    assert (found.delay, found.recent) == (0, 120)
    assert "usually 120 days after the due date" in found.sentences[1].text("en")
    (position,) = standing(own.books(), AS_OF, Policy()).positions
    assert customer_file.answer(position, found, "unit").text("zh") == (
        "苏州宏达精密制造有限公司欠款 90,000.00 元，其中逾期 90,000.00 元；额度已用 1800%；一般晚付 120 天。"
    )


def test_a_weekday_is_only_usual_where_half_of_the_payments_come_on_it(own: Ledger) -> None:
    paying(own)
    books = own.books()
    thursdays = books.receipts.assign(
        receipt_date=pd.to_datetime([dt.date(2026, 5, 7)] * 3 + [dt.date(2026, 5, 8), dt.date(2026, 5, 9), dt.date(2026, 5, 10)]).astype(
            "datetime64[us]"
        )
    )
    found = payment_habits(replace(books, receipts=thursdays), 1, "CNY", AS_OF).weekday
    assert found is not None
    assert (found.value, found.count, found.of, found.percent) == (3, 3, 6, 50)


def test_that_no_day_stands_out_is_said_too(own: Ledger) -> None:
    paying(own)
    books = own.books()
    days = ["2026-03-02", "2026-03-10", "2026-04-15", "2026-04-23", "2026-05-01", "2026-05-30"]
    scattered = books.receipts.assign(receipt_date=pd.to_datetime(days).astype("datetime64[us]"))
    sentences = [each.text("zh") for each in payment_habits(replace(books, receipts=scattered), 1, "CNY", AS_OF).sentences]
    assert "付款日不固定：6 笔收款中，没有哪个星期几占到 50%，当月内也没有哪连续 5 天占到 60%。" in sentences


def test_a_customer_that_owes_nothing_or_nothing_late_is_told_so(own: Ledger) -> None:
    paying(own)
    found = payment_habits(own.books(), 1, "CNY", AS_OF)
    (position,) = standing(own.books(), AS_OF, Policy()).positions
    told = [
        customer_file.answer(replace(position, open=owed, overdue=0, limit=limit), found, "unit").text("zh")
        for owed, limit in ((0, None), (90_000, 0), (-90_000, None))
    ]
    assert told == [
        "苏州宏达精密制造有限公司目前无欠款；未设信用额度；一般晚付 12 天。",
        "苏州宏达精密制造有限公司欠款 900.00 元，无逾期；信用额度为零；一般晚付 12 天。",
        "苏州宏达精密制造有限公司目前无欠款；未设信用额度；一般晚付 12 天。",
    ]


def test_transactions_say_what_settled_them_and_payments_how_late_they_were(own: Ledger) -> None:
    paying(own)
    rows = customer_file.transactions(own.books(), 1, dt.date(2026, 5, 31))
    assert rows[["document_no", "open", "days_late", "receipts"]].iloc[0].tolist()[:2] == ["D5", 100_000]
    assert rows[["document_no", "open", "days_late", "receipts"]].iloc[1].tolist() == ["D4", 0, 12, "R4"]
    paid = customer_file.payments(own.books(), 1, AS_OF)
    assert paid[["receipt_no", "amount", "applied", "unapplied", "documents", "days_late"]].iloc[0].tolist() == [
        "R5",
        99_000,
        99_000,
        0,
        "D5",
        12,
    ]
    assert len(customer_file.payments(own.books(), 1, dt.date(2026, 5, 31))) == 5


def test_the_days_late_of_a_payment_are_weighted_by_amount_and_rounded_half_up(own: Ledger) -> None:
    take_in(
        own,
        documents({"due_date": "2026-02-10", "amount": 100}, {"due_date": "2026-02-11", "amount": 100}),
        receipts({"receipt_no": "R", "receipt_date": "2026-02-20", "amount": 100, "document_no": "D1"}),
    )
    assert customer_file.payments(own.books(), 1, AS_OF)["days_late"].tolist() == [10]


def test_the_balance_of_each_month_end_ties_to_the_documents(own: Ledger) -> None:
    paying(own)
    ends = [dt.date(2026, 1, 31), dt.date(2026, 2, 28), AS_OF]
    over = customer_list.balances_over(own.books(), ends, "CNY")
    assert over.loc[1].tolist() == [100_000, 100_000, 0]
    rows = customer_file.history(own.books(), 1, ends, "CNY")
    assert rows["paid"].tolist() == [99_000, 99_000, 4 * 99_000]


def test_customers_are_found_by_name_code_and_pinyin_initials(own: Ledger) -> None:
    take_in(
        own,
        customers(
            {"customer_id": "C0001", "customer_name": "苏州宏达精密制造有限公司", "short_name": "宏达"},
            {"customer_id": "C0002", "customer_name": "ＡＢＣ Trading", "tax_no": "91310000MA1"},
        ),
    )
    known = customer_search.index(own.books().customers)
    searches = {"宏达": [1], "szhd": [1], "HD": [1], "c0002": [2], "abc": [2], "91310000": [2], "": [1, 2], "nobody": []}
    assert {text: customer_search.find(known, text) for text in searches} == searches


def test_the_timeline_holds_everything_up_to_the_date_newest_first(own: Ledger) -> None:
    paying(own)
    own.change_customers({1: {"grade": "C"}}, who="Wang", valid_from=dt.date(2026, 6, 25))
    event = {"happened_on": "2026-06-26", "event_type": "stopped", "severity": "high", "what": "停产", "source": "电话"}
    own.change_registers([RowChange("events", event, customer_key=1)], who="Wang")
    own.change_due(1, dt.date(2026, 7, 1), agreed_on=dt.date(2026, 6, 27), who="Wang", why="agreed")
    happened = timeline.timeline(own.books(), 1, AS_OF, "CNY")
    rows = timeline.as_rows(happened, "zh", "CNY")
    assert rows[["kind", "what", "who"]].head(4).to_numpy().tolist() == [
        ["到期日变更", "D0：2026-01-10 → 2026-07-01", ""],
        ["风险事件", "停产停业 · 停产", "Wang"],
        ["客户资料变更", "信用等级：B → C", ""],
        ["收款", "R5", ""],
    ]
    assert timeline.timeline(own.books(), 1, dt.date(2026, 6, 25), "CNY")[0].what.text("en") == "Grade: B → C"
    assert len(happened) == 6 + 6 + 3


def test_the_timeline_of_a_past_date_words_a_row_as_it_stood_then(own: Ledger) -> None:
    paying(own)
    promise = {"made_on": "2026-06-10", "promised_on": "2026-06-20", "amount": 100_00}
    own.change_registers([RowChange("promises", promise, customer_key=1)], who="Wang")
    row = int(own.books().registers["promises"]["row_key"].iloc[0])
    moved = RowChange("promises", promise | {"promised_on": "2026-06-30"}, row_key=row, customer_key=1)
    own.change_registers([moved], who="Wang", valid_from=dt.date(2026, 6, 21))
    told = [timeline.timeline(own.books(), 1, day, "CNY") for day in (dt.date(2026, 6, 20), AS_OF)]
    words = [next(each.what.text("zh") for each in happened if each.who == "Wang") for happened in told]
    assert words == ["2026-06-20 · 100.00", "2026-06-30 · 100.00"]


def test_registers_reach_the_scorecard(own: Ledger) -> None:
    paying(own)
    event = {"happened_on": "2026-06-01", "event_type": "dishonest", "severity": "high", "what": "失信", "source": "法院"}
    row = {"assessed_on": "2026-05-01", "assessed_by": "王", "operations_score": 70, "reputation": 4, "assets": 1_000, "liabilities": 400}
    own.change_registers([RowChange("events", event, customer_key=1), RowChange("assessments", row, customer_key=1)], who="Li")
    books = own.books()
    scored = scored_at(books, AS_OF, Policy())
    assert (scored["grade"].tolist(), scored["manual"].tolist()) == (["D"], [83])
    assert scored_at(books, dt.date(2026, 4, 30), Policy())["manual"].isna().all()


def file_of(book: Ledger) -> credit_file.CreditFile:
    books = book.books()
    (position,) = standing(books, AS_OF, Policy()).positions
    scored = scored_at(books, AS_OF, Policy())
    return credit_file.gather(books, position, scored, Policy(), AS_OF, "zh")


def test_the_credit_file_prints_what_the_page_shows(own: Ledger) -> None:
    paying(own)
    row = {"contract_no": "HT-1", "valid_from": "2026-01-01", "signed_by_us": True, "late_fee_rate": "0.5"}
    own.change_registers([RowChange("contracts", row, customer_key=1)], who="Li")
    file = file_of(own)
    printed = "\n".join(said(credit_file.document(file, Stamp("甲", AS_OF, "zh"))))
    for words in (
        "客户信用档案", "苏州宏达精密制造有限公司目前无欠款", "一般在到期后 12 天付款", "HT-1\n我方已签章：是；违约金日利率（‰）：0.5",
        "5,000.00", "CNY：单据 6,000.00 − 核销 6,000.00 = 未收 0.00 = 各账龄段合计",
    ):  # fmt: skip
        assert words in printed
    book = load_workbook(io.BytesIO(credit_file_workbook.build(file, Stamp("甲", AS_OF, "zh"))))
    assert book.sheetnames == ["信用档案", "交易", "付款", "合同与条款", "时间线"]
    assert [cell.value for cell in book["付款"][5]][:7] == ["R5", dt.datetime(2026, 6, 22), "CNY", 990, 990, 0, 12]
    assert "Customer credit file" in "\n".join(said(credit_file.document(file, Stamp("A", AS_OF, "en"))))


def test_many_customers_are_changed_in_the_table_or_by_a_workbook(own: Ledger) -> None:
    paying(own)
    before = customer_edits.editable(own.books().customers, "CNY")
    after = before.copy()
    after.loc[1, "credit_limit"] = 12_345.67
    after.loc[1, "salesperson"] = " 李强 "
    after["temporary_to"] = pd.Timestamp(2026, 7, 31)
    edits = customer_edits.typed_over(before, after, "CNY")
    assert customer_edits.by_customer(edits) == {
        1: {"salesperson": "李强", "credit_limit": 1_234_567, "temporary_to": dt.date(2026, 7, 31)}
    }
    assert customer_edits.typed_over(before, before.copy(), "CNY") == []
    content = customers_workbook.build(own.books().customers, Stamp("甲", AS_OF, "zh"), "CNY")
    assert customer_edits.filled_in(read_files(content, "c.xlsx"), own.books().customers) == []
    book = load_workbook(io.BytesIO(content))
    headings = [cell.value for cell in book.worksheets[0][5]]
    book.worksheets[0].cell(6, headings.index("信用额度") + 1).value = 9_000
    book.worksheets[0].cell(6, headings.index("账期") + 1).value = "月结60天"
    memory = io.BytesIO()
    book.save(memory)
    edits = customer_edits.filled_in(read_files(memory.getvalue(), "c.xlsx"), own.books().customers)
    assert customer_edits.by_customer(edits) == {1: {"term_text": "月结60天", "credit_limit": 900_000}}
    assert [customer_edits.in_words(edit, edit.new, "CNY") for edit in edits] == ["月结60天", "9,000.00"]


def test_a_customer_without_a_number_is_linked_by_its_key(own: Ledger) -> None:
    take_in(own, documents({"customer_id": None, "customer_name": "无编号公司"}))
    (position,) = standing(own.books(), AS_OF, Policy()).positions
    assert customer_list.reference(position) == "#1"
    rows = customer_list.listing(own.books(), [position], pd.Series({1: "N"}), AS_OF, "CNY")
    assert rows[["reference", "name", "open", "computed"]].to_numpy().tolist() == [["#1", "无编号公司", 10_000, "N"]]
    assert rows["trend"].iloc[0][-1] == 100.0


def test_a_customer_who_has_paid_nothing_yet_has_transactions_without_a_day_of_payment(own: Ledger) -> None:
    take_in(own, documents({"amount": 100_00}))
    rows = customer_file.transactions(own.books(), 1, AS_OF)
    assert rows[["open", "settled_on", "days_late"]].isna().to_numpy().tolist() == [[False, True, True]]
    assert rows["open"].tolist() == [100_00]


def test_behind_a_month_stand_what_was_open_at_its_end_and_what_was_paid_in_it(book: Ledger) -> None:
    paying(book)
    items, paid = customer_file.behind_month(book.books(), 1, dt.date(2026, 3, 31), "CNY")
    history = customer_file.history(book.books(), 1, [dt.date(2026, 2, 28), dt.date(2026, 3, 31)], "CNY").iloc[1]
    assert (items["document_no"].tolist(), int(items["open"].sum())) == (["D3"], int(history["balance"]))
    assert (paid["receipt_no"].tolist(), int(paid["amount"].sum())) == (["R2"], int(history["paid"]))
