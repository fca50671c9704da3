"""What was recorded after closing and counts inside the closed month without being money: terms, due dates, agreements."""

import datetime as dt
from typing import Any

import pandas as pd

from arcore import closing
from arcore.closing.retold import in_words
from arcore.ledger import Along, Approval, RowChange
from arcore.ledger.store import Ledger
from tests.ledger_fixtures import book, database_url
from tests.test_closing import FEBRUARY, close, kept, key, start

__all__ = ["book", "database_url"]

D = dt.date
WHO = {"who": "周敏", "why": "补录"}
PROMISE = {"made_on": "2026-02-10", "promised_on": "2026-02-26", "amount": 100_00}
HOLD = {"held_from": "2026-02-01", "until": "2026-03-31", "reason": "谈判", "decided_by": "周敏"}

DISPUTE = {
    "opened_on": "2026-02-12", "dispute_type": "price", "document_nos": "D1", "what": "单价不符", "owner": "郑洁", "due_on": "2026-03-05",
    "state": "open",
}  # fmt: skip


def listed(book: Ledger) -> pd.DataFrame:
    (month,) = book.closed_months()
    rows = closing.retold(kept(book, month), book.books(), book.changed_since(month.position))
    return in_words(rows, "zh")


def said(book: Ledger, *names: str) -> list[list[object]]:
    rows = listed(book)[list(names or ("title", "old", "new"))].astype("object")
    return rows.where(rows.notna(), None).to_numpy().tolist()


def put(book: Ledger, register: str, values: dict[str, object]) -> int:
    book.change_registers([RowChange(register, values, customer_key=1)], **WHO)
    return int(book.books().registers[register]["row_key"].iloc[-1])


def test_limits_and_terms_are_listed_by_the_day_they_count_from_with_the_change_of_what_is_over(book: Ledger) -> None:
    start(book, credit_limit=12_000_00, grade="B")
    close(book, FEBRUARY)
    assert said(book) == []
    book.change_customers({1: {"credit_limit": 5_000}}, valid_from=D(2026, 2, 15), **WHO)
    book.change_customers({1: {"term_text": "60天", "contact": "张三"}}, valid_from=D(2026, 2, 28), **WHO)
    book.change_customers({1: {"grade": "C"}}, valid_from=D(2026, 3, 1), **WHO)
    assert said(book, "title", "old", "new", "limit_effect", "who", "why") == [
        ["信用额度", "12,000.00", "50.00", 6_000, "周敏", "补录"],
        ["账期", "–", "60天", None, "周敏", "补录"],
    ]
    assert listed(book)["valid_from"].tolist() == [pd.Timestamp("2026-02-15"), pd.Timestamp("2026-02-28")]


def test_a_temporary_limit_recorded_later_says_once_what_it_does_to_the_amount_over_the_limit(book: Ledger) -> None:
    start(book, credit_limit=50_00)
    close(book, FEBRUARY)
    granted: dict[str, Any] = {**WHO, "along": Along(approval=Approval("赵总", "general_manager"))}
    lent = {"temporary_limit": 40_00, "temporary_from": D(2026, 2, 1), "temporary_to": D(2026, 2, 28)}
    book.change_customers({1: lent}, valid_from=D(2026, 2, 10), **granted)
    book.change_customers({1: {"temporary_to": D(2026, 2, 27)}}, valid_from=D(2026, 2, 20), **granted)
    book.change_customers({1: {"credit_limit": 80_00}}, valid_from=D(2026, 2, 20), **granted)
    book.change_customers({1: {"temporary_to": D(2026, 2, 28)}}, valid_from=D(2026, 2, 20), **granted)
    book.change_customers({1: {"temporary_limit": 10_00}}, valid_from=D(2026, 3, 1), **granted)
    assert [row for row in said(book, "title", "limit_effect") if row[0] != "额度申请"] == [
        ["临时额度", -4_000], ["临时额度起", None], ["临时额度止", None],
        ["临时额度止", 4_000], ["信用额度", -3_000], ["临时额度止", -3_000],
    ]  # fmt: skip


def test_a_due_date_agreed_on_in_the_month_says_what_it_does_to_the_overdue_balance(book: Ledger) -> None:
    start(book)
    close(book, FEBRUARY)
    first, second, third = (key(book, number) for number in ("D1", "D2", "D3"))
    old = book.books().documents.set_index("document_key")["due_date"]
    book.change_due(first, D(2026, 3, 31), agreed_on=D(2026, 2, 25), **WHO)
    book.change_due(second, D(2026, 2, 20), agreed_on=D(2026, 3, 2), **WHO)
    book.change_due(third, D(2026, 3, 20), agreed_on=D(2026, 3, 12), **WHO)
    assert said(book, "title", "old", "new", "overdue_effect") == [["到期日 D1", f"{old[first]:%Y-%m-%d}", "2026-03-31", -6_000]]


def test_rows_of_registers_are_listed_when_they_are_new_amended_or_gone(book: Ledger) -> None:
    start(book)
    row, hold = put(book, "promises", PROMISE), put(book, "holds", HOLD)
    close(book, FEBRUARY)
    put(book, "disputes", DISPUTE)
    put(book, "promises", PROMISE | {"made_on": "2026-03-02", "promised_on": "2026-03-09"})
    put(book, "contacts", {"contacted_on": "2026-02-10", "channel": "phone", "ours": "李娜"})
    book.change_registers([RowChange("promises", PROMISE | {"amount": 80_00}, row_key=row)], valid_from=D(2026, 2, 20), **WHO)
    book.change_registers([RowChange("promises", PROMISE | {"amount": 70_00}, row_key=row)], valid_from=D(2026, 3, 1), **WHO)
    book.change_registers([RowChange("holds", None, row_key=hold)], **WHO)
    found = said(book)
    assert [each[0] for each in found] == ["争议", "付款承诺 2026-02-26 · 80.00：承诺金额", "撤回暂缓催收"]
    assert found[1][1:] == ["100.00", "80.00"]
    assert found[0][1] == "–"
    assert found[2][2] == "–"


def test_what_was_taken_back_again_is_no_change_and_taking_back_what_the_month_knew_is_one(book: Ledger) -> None:
    start(book, credit_limit=12_000_00)
    before = book.change_customers({1: {"credit_limit": 20_000}}, valid_from=D(2026, 2, 1), **WHO)
    close(book, FEBRUARY)
    entry = book.change_customers({1: {"credit_limit": 5_000}}, valid_from=D(2026, 2, 15), **WHO)
    row = book.change_registers([RowChange("promises", PROMISE, customer_key=1)], **WHO)
    moved = book.change_due(key(book, "D1"), D(2026, 3, 31), agreed_on=D(2026, 2, 25), **WHO)
    for each in (moved, row, entry):
        book.undo(each.seq, who="周敏", why="录错")
    assert said(book) == []
    book.undo(before.seq, who="周敏", why="额度未批")
    assert said(book, "title", "old", "new", "limit_effect", "why") == [["信用额度", "200.00", "12,000.00", None, "额度未批"]]
