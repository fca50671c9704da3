"""Applying cash: every balance is checked again, nothing posts twice, and what was learned can be revoked."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest

from arcore import ledger, policy_file
from arcore.intake.model import Table
from arcore.ledger import Application, Lesson, LineStatus, Part
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from arcore.messages import Unusable
from arcore.schema import Side, TableKind
from tests.ledger_fixtures import TODAY, customers, documents, frames_equal, open_balances, reading, receipts, take_in, unapplied

LINE = {"account": "622-01", "date": "2026-03-05", "amount": 10_000, "currency": "CNY", "counterparty_name": "甲公司", "memo": "货款"}


def statement(*rows: Mapping[str, Any]) -> Table:
    frame = pd.DataFrame([{**LINE, **row} for row in rows])
    frame["date"] = pd.to_datetime(frame["date"])
    frame = frame.assign(line=range(1, len(rows) + 1), source_sheet="S", source_row=range(2, len(rows) + 2))
    return Table(TableKind.STATEMENT, Side.RECEIVABLE, "S", 1, {}, frame.astype({"amount": "int64"}))


def with_lines(book: Ledger, *rows: Mapping[str, Any]) -> list[int]:
    """Customer C1 with documents D1 and D2 over 100.00, and bank lines; the lines' keys."""
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲公司"}), documents({}, {}))
    book.add_statement([reading(statement(*rows or ({},)))], who="Li")
    return [int(key) for key in book.statement_lines()["line"]]


def test_a_posted_bank_line_becomes_a_receipt_that_settles_its_documents(book: Ledger) -> None:
    (line,) = with_lines(book, {"amount": 15_000})
    entry = book.record_application([Application((Part(1, 10_000), Part(2, 4_000)), customer_key=1, statement_line_key=line)], who="Li")
    assert open_balances(book) == {"D1": 0, "D2": 6_000}
    assert unapplied(book) == 1_000
    receipt = book.books().receipts.iloc[0]
    assert (receipt["amount"], receipt["payer_name"], receipt["customer_key"]) == (15_000, "甲公司", 1)
    assert book.books().allocations["date"].unique().tolist() == [pd.Timestamp("2026-03-05")]
    assert book.statement_lines(LineStatus.OPEN).empty
    assert entry.summary.text("zh") == "入账 1 笔收款，核销 2 项单据"
    assert verify(book).sound


def test_undoing_a_posting_reopens_documents_and_line(book: Ledger) -> None:
    (line,) = with_lines(book)
    before = book.books()
    entry = book.record_application([Application((Part(1, 10_000),), customer_key=1, statement_line_key=line)], who="Li")
    book.undo(entry.seq, who="Li")
    assert frames_equal(book.books(), before)
    assert book.statement_lines()["status"].tolist() == ["open"]


def test_a_line_posts_once_and_the_same_token_is_the_same_act(book: Ledger) -> None:
    (line,) = with_lines(book)
    act = [Application((Part(1, 5_000),), customer_key=1, statement_line_key=line)]
    assert book.record_application(act, who="Li", token="t") == book.record_application(act, who="Li", token="t")
    with pytest.raises(Unusable, match=r"2026-03-05 over 100\.00 has already been dealt with"):
        book.record_application(act, who="Wang", token="u")
    with pytest.raises(Unusable, match="already been dealt with"):
        book.record_application(act * 2, who="Wang")
    assert open_balances(book) == {"D1": 5_000, "D2": 10_000}


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ((Part(1, 10_001),), "The receipt of 2026-03-05 over 100.00 .* has only 100.00 left"),
        ((Part(1, 6_000), Part(1, 4_000), Part(1, 1, "write_off")), "D1 has only 0.00 CNY open, 0.01 cannot be applied"),
        ((Part(1, 6_000), Part(2, -1)), "D2 has only"),
        ((Part(77, 1),), "not in the ledger any more"),
        ((Part(1, 5_000, "credit"),), "must add up to zero"),
    ],
)
def test_what_is_not_open_is_refused_and_nothing_is_posted(book: Ledger, parts: tuple[Part, ...], sentence: str) -> None:
    (line,) = with_lines(book)
    before = book.version()
    with pytest.raises(Unusable, match=sentence):
        book.record_application([Application(parts, customer_key=1, statement_line_key=line)], who="Li")
    assert book.version() == before
    assert book.statement_lines()["status"].tolist() == ["open"]


def test_discounts_and_write_offs_close_a_document_beside_the_cash(book: Ledger) -> None:
    (line,) = with_lines(book, {"amount": 9_800})
    parts = (Part(1, 9_800), Part(1, 150, "discount"), Part(1, 50, "rounding", "抹零"))
    book.record_application([Application(parts, customer_key=1, statement_line_key=line)], who="Li")
    assert open_balances(book)["D1"] == 0
    assert unapplied(book) == 0
    book.record_application([Application((Part(2, 10_000, "write_off"),), date=dt.date(2026, 3, 31))], who="Li")
    assert open_balances(book)["D2"] == 0


def test_an_unidentified_receipt_is_identified_and_applied_later(book: Ledger) -> None:
    (line,) = with_lines(book)
    book.record_application([Application(statement_line_key=line)], who="Li")
    assert book.books().receipts["customer_key"].isna().tolist() == [True]
    book.record_application([Application((Part(1, 10_000),), customer_key=1, receipt_key=1)], who="Wang")
    assert book.books().receipts["customer_key"].tolist() == [1]
    assert unapplied(book) == 0


def test_a_credit_note_can_be_netted_with_any_invoice(book: Ledger) -> None:
    take_in(book, documents({}, {"amount": -2_500}))
    book.record_application([Application((Part(1, 2_500, "credit"), Part(2, -2_500, "credit")), date=TODAY)], who="Li")
    assert open_balances(book) == {"D1": 7_500, "D2": 0}


def test_cash_applied_by_a_person_comes_on_top_of_what_a_file_stated_before(book: Ledger) -> None:
    take_in(book, documents({"paid_amount": 4_000}))
    book.add_statement([reading(statement({"amount": 6_000}))], who="Li")
    with pytest.raises(Unusable, match=r"D1 has only 60\.00 CNY open"):
        book.record_application([Application((Part(1, 6_001, "write_off"),), date=TODAY)], who="Li")
    book.record_application([Application((Part(1, 6_000),), customer_key=1, statement_line_key=1)], who="Li")
    assert open_balances(book) == {"D1": 0}
    take_in(book, documents({"paid_amount": 10_000}), file="april.xlsx", data_date=dt.date(2026, 4, 30))
    assert open_balances(book) == {"D1": 0}
    assert book.books().allocations["amount"].sum() == 10_000


def test_an_import_leaves_what_people_applied_alone(book: Ledger) -> None:
    take_in(book, documents({}), receipts({"receipt_no": "R1", "amount": 8_000}))
    book.record_application([Application((Part(1, 8_000),), receipt_key=1)], who="Li")
    preview = book.preview_import([reading(receipts({"receipt_no": "R1", "amount": 1}), file="new.xlsx")], data_date=TODAY)
    assert [found.issue.code for found in preview.issues] == ["applied_receipt_changed"]


def test_overlapping_statements_add_each_line_once_and_equal_payments_both_count(book: Ledger) -> None:
    first = book.add_statement([reading(statement({}, {}), file="a.csv")], who="Li")
    again = book.add_statement([reading(statement({}, {}, {"date": "2026-03-06"}), file="b.csv")], who="Li")
    assert (first.new, first.known, again.new, again.known) == (2, 0, 1, 2)
    assert len(book.statement_lines()) == 3


def test_bank_serials_identify_lines_whatever_else_is_written(book: Ledger) -> None:
    book.add_statement([reading(statement({"serial": "S1", "memo": "货款"}))], who="Li")
    again = book.add_statement([reading(statement({"serial": "S1", "memo": "货 款"}, {"serial": "S2"}), file="b.csv")], who="Li")
    assert (again.new, again.known) == (1, 1)


def test_lines_can_be_marked_as_no_receipts_claimed_and_reopened(book: Ledger) -> None:
    (line,) = with_lines(book)
    book.mark_lines([line], LineStatus.IGNORED, note="利息", who="Li")
    with pytest.raises(Unusable, match="already been dealt with"):
        book.record_application([Application(statement_line_key=line)], who="Li")
    book.mark_lines([line], LineStatus.CLAIMED, note="王", who="王")
    book.record_application([Application(statement_line_key=line, customer_key=1)], who="Li")
    with pytest.raises(Unusable, match="are posted"):
        book.mark_lines([line], LineStatus.OPEN, who="Li")


def test_payers_are_learned_from_people_listed_with_their_origin_and_revocable(book: Ledger) -> None:
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲公司"}, {"customer_id": "C2", "customer_name": "乙公司"}))
    book.learn([Lesson("account", "6222 0001", 1, "line 5"), Lesson("name", "张三", 1), Lesson("name", "张三", 2)], who="Li")
    book.learn([Lesson("account", "62220001", 1)], who="Li")
    assert book.learned().accounts == {"62220001": ("C1",)}
    assert book.learned().names == {"张三": ("C1", "C2")}
    book.forget(1, who="Wang")
    listed = book.lessons()
    assert book.learned().accounts == {}
    assert listed[["value", "origin", "who", "revoked_by"]].iloc[0].tolist() == ["62220001", "line 5", "Li", "Wang"]
    book.decline([("张三", 2)], who="Li")
    assert book.learned().declined == {("张三", "C2")}


def test_receipts_of_a_known_payer_find_their_customer(book: Ledger) -> None:
    take_in(book, customers({"customer_id": "C1", "customer_name": "甲公司"}))
    book.learn([Lesson("name", "张三", 1)], who="Li")
    take_in(book, receipts({"customer_id": None, "payer_name": "张 三"}, {"customer_id": None, "payer_name": "谁"}), file="receipts.xlsx")
    assert book.books().receipts["customer_key"].fillna(0).tolist() == [1, 0]


def test_policy_mappings_settings_and_accounts_are_kept_with_their_history(book: Ledger) -> None:
    assert book.policy() is None
    text = policy_file.DEFAULT_FILE.read_text(encoding="utf-8")
    book.save_policy(text, who="Li", why="start")
    book.save_policy(text + "\n# changed", who="Wang", why="review")
    assert [(v.version, v.who, v.why) for v in book.policy_history()] == [(2, "Wang", "review"), (1, "Li", "start")]
    kept = book.policy()
    assert kept is not None
    assert kept.version == 2
    with pytest.raises(Unusable):
        book.save_policy("nonsense = [", who="Li")
    book.save_mapping("sig", {"金额": "amount"}, who="Li")
    book.save_mapping("sig", {"金额": "net_amount"}, who="Li")
    assert book.mappings() == {"sig": {"金额": "net_amount"}}
    book.save_setting("is_sample", "1", who="Li")
    assert book.settings() == {"is_sample": "1"}
    book.add_bank_account("6222-0001 ", bank_name="工行", who="Li")
    assert book.bank_accounts()["account"].tolist() == ["62220001"]
    assert verify(book).sound


def race(*acts: Callable[[], object]) -> list[str]:
    """Run acts at the same moment; 'done' or the sentence each got."""
    gate, said = threading.Barrier(len(acts)), [""] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
            said[number] = "done"
        except Unusable as fault:
            said[number] = str(fault)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def test_people_who_confirm_the_same_line_at_once_post_it_once(book: Ledger, database_url: str) -> None:
    (line,) = with_lines(book)
    seats = [ledger.open(database_url) for _ in range(4)]
    act = [Application((Part(1, 10_000),), customer_key=1, statement_line_key=line)]
    said = race(*(lambda seat=seat: seat.record_application(act, who="x") for seat in seats))
    assert said.count("done") == 1
    assert all("already been dealt with" in text for text in said if text != "done")
    assert (len(book.books().receipts), open_balances(book)["D1"]) == (1, 0)


def test_people_who_settle_the_same_document_at_once_cannot_overdraw_it(book: Ledger, database_url: str) -> None:
    lines = with_lines(book, {}, {"date": "2026-03-06"}, {"date": "2026-03-07"})
    seats = [ledger.open(database_url) for _ in lines]
    acts = [[Application((Part(1, 7_000),), customer_key=1, statement_line_key=line)] for line in lines]
    said = race(*(lambda seat=seat, act=act: seat.record_application(act, who="x") for seat, act in zip(seats, acts, strict=True)))
    assert said.count("done") == 1
    assert all("D1 has only 30.00 CNY open" in text for text in said if text != "done")
    assert open_balances(book)["D1"] == 3_000
    assert verify(book).sound


def test_a_double_click_with_one_token_posts_once_even_at_the_same_moment(book: Ledger, database_url: str) -> None:
    (line,) = with_lines(book)
    seats = [ledger.open(database_url) for _ in range(3)]
    act = [Application((Part(1, 10_000),), customer_key=1, statement_line_key=line)]
    said = race(*(lambda seat=seat: seat.record_application(act, who="x", token="click") for seat in seats))
    assert said == ["done"] * 3
    assert len(book.books().receipts) == 1


def test_two_processes_cannot_overdraw_a_document(book: Ledger, database_url: str) -> None:
    lines = with_lines(book, {}, {"date": "2026-03-06"})
    code = (
        "import sys; from arcore import ledger; from arcore.ledger import Application, Part; from arcore.messages import Unusable\n"
        "book = ledger.open(sys.argv[1]); print('ready', flush=True); input()\n"
        "act = Application((Part(1, 7_000),), customer_key=1, statement_line_key=int(sys.argv[2]))\n"
        "try: book.record_application([act], who='x'); print('done')\n"
        "except Unusable as fault: print(fault)\n"
    )
    seats = [
        subprocess.Popen([sys.executable, "-c", code, database_url, str(line)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for line in lines
    ]
    for seat in seats:
        assert seat.stdout is not None
        assert seat.stdout.readline() == "ready\n"
    for seat in seats:
        assert seat.stdin is not None
        seat.stdin.write("\n")
        seat.stdin.flush()
    said = sorted(seat.communicate(timeout=60)[0].strip() for seat in seats)
    assert said == ["D1 has only 30.00 CNY open, 70.00 cannot be applied; nothing was posted.", "done"]
    assert open_balances(book)["D1"] == 3_000


def test_cash_less_a_credit_note_of_another_invoice_uses_the_credit_note_and_reopens_that_invoice(book: Ledger) -> None:
    (line,) = with_lines(book, {"amount": 8_000})
    take_in(book, documents({}, {}, {"document_no": "G", "amount": -2_000, "reversed_document_no": "D2"}), file="credit.xlsx")
    assert open_balances(book) == {"D1": 10_000, "D2": 8_000, "G": 0}
    book.record_application([Application((Part(1, 10_000), Part(3, -2_000)), customer_key=1, statement_line_key=line)], who="Li")
    assert open_balances(book) == {"D1": 0, "D2": 10_000, "G": 0}
    assert unapplied(book) == 0
    assert verify(book).sound


def test_a_credit_note_is_never_used_beyond_its_amount(book: Ledger) -> None:
    (line,) = with_lines(book, {"amount": 7_000})
    take_in(book, documents({}, {}, {"document_no": "G", "amount": -2_000, "reversed_document_no": "D2"}), file="credit.xlsx")
    with pytest.raises(Unusable, match=r"G has only -20\.00 CNY open"):
        book.record_application([Application((Part(1, 10_000), Part(3, -3_000)), customer_key=1, statement_line_key=line)], who="Li")
