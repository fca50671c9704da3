"""The round of statements: who is due when, what came back, what a confirmation restarts, and the batch's files."""

import datetime as dt
import hashlib
import io
import zipfile
from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest

from arcore import limitation
from arcore.books import Books
from arcore.confirming import due, progress
from arcore.confirming.statement import paragraphs, statement_of
from arcore.documents import postal_addresses, statement_batch, statement_letter, statement_workbook
from arcore.documents.workbook_style import Stamp
from arcore.legal import events as legal_events
from arcore.messages import Unusable
from arcore.policy import Policy
from arcore.registers import REGISTERS
from arcore.registers.checks import check
from arcore.registers.frames import frame
from tests.sample_company import sample_books
from tests.statement_cases import END, POLICY, statement
from tests.word_text import said
from tests.workbook_dump import dump

RULES = Policy().collecting


def sent(key: int, state: str, **named: object) -> dict[str, object]:
    return {
        "row_key": key, "customer_key": key, "number": f"DZ-{key}", "mode": "detail", "period_to": "2026-06-30", "balance": 1,
        "currency": "CNY", "generated_on": "2026-07-01", "reply_by": "2026-07-13", "sent_on": "2026-07-03", "state": state, "entry": 1,
        **named,
    }  # fmt: skip


def with_rows(books: Books, *rows: dict[str, object]) -> Books:
    return replace(
        books, registers={"statements": frame(REGISTERS["statements"], rows), "differences": frame(REGISTERS["differences"], [])}
    )


def test_large_customers_are_due_every_month_and_others_every_quarter() -> None:
    assert [due.months_of(size, RULES) for size in ("大型", "Large", "中型", None)] == [1, 1, 3, 3]
    assert (due.cycle_end(dt.date(2026, 7, 15), 3), due.cycle_end(dt.date(2026, 7, 31), 1)) == (dt.date(2026, 6, 30), dt.date(2026, 7, 31))
    assert due.period_start(END, 3) == dt.date(2026, 4, 1)
    assert due.deadline(END, RULES) == dt.date(2026, 7, 5)


@pytest.fixture(scope="module")
def books() -> Books:
    return sample_books()


def test_the_list_and_measures_follow_from_what_was_sent_and_answered(books: Books) -> None:
    kept = with_rows(
        books,
        sent(1, "agreed", agreed_balance=5, answered_on="2026-07-10"),
        sent(3, "differs", answered_on="2026-07-10"),
        sent(4, "sent"),
        sent(5, "sent", sent_on="2026-07-09"),
        {**sent(5, "sent"), "row_key": 99},
    )
    found = due.current_accounts(kept, END, POLICY)
    listed = progress.rounds([a for a in found if a.currency == "CNY"], kept, dt.date(2026, 7, 14), POLICY)
    status = dict(zip(listed["customer_key"], listed["status"], strict=True))
    assert (status[1], status[3], status[4], status[5], status[6]) == ("agreed", "differs", "silent", "silent", "none")
    assert bool(listed.loc[listed["customer_key"] == 6, "late"].item())
    measured = progress.measures(listed, kept.registers["statements"], "CNY", POLICY, END)
    assert (measured.sent, measured.reissued, measured.response) == (4, 1, Fraction(1, 2))
    assert measured.in_time == Fraction(4, measured.due)
    assert measured.confirmed_items.value == Fraction(1, 4)
    balances = dict(zip(listed["customer_key"], listed["balance"], strict=True))
    assert measured.confirmed.numerator == abs(balances[1])
    assert len(progress.filtered(listed, "waiting")) == 2
    assert progress.filtered(listed, "differs")["customer_key"].tolist() == [3]


def test_between_quarter_ends_only_large_customers_are_due(books: Books) -> None:
    end = dt.date(2026, 5, 31)
    listed = progress.rounds(due.current_accounts(books, end, POLICY), books, end, POLICY)
    assert set(listed.loc[listed["due"], "size"]) == {"大型"}


def test_a_confirmed_statement_with_its_scan_restarts_the_limitation_and_nothing_else_does() -> None:
    rows = frame(
        REGISTERS["statements"],
        [
            sent(1, "agreed", answered_on="2025-07-10", signer="赵会计", scan="Z:/scan.pdf"),
            sent(2, "agreed", answered_on="2025-07-10", signer="赵会计"),
            sent(3, "differs", answered_on="2025-07-10", scan="Z:/scan.pdf"),
        ],
    )
    items = pd.DataFrame(
        {"document_key": [11, 12, 13], "customer_key": [1, 2, 3], "open": [100, 100, 100], "due_date": pd.to_datetime(["2024-03-31"] * 3)}
    )
    nothing = pd.DataFrame({"document_key": [], "kind": [], "date": pd.to_datetime([])})
    happened = legal_events.events({"statements": rows}, items.assign(document_no=["A", "B", "C"]))
    clocks = limitation.clocks(items, nothing, dt.date(2026, 6, 30), events=happened).set_index("document_key")
    assert (clocks.loc[11, "event"], clocks.loc[11, "expires"]) == ("statement", dt.date(2028, 7, 10))
    assert [clocks.loc[key, "expires"] for key in (12, 13)] == [dt.date(2027, 3, 31)] * 2


def test_a_run_gives_one_file_each_with_the_hash_that_the_register_keeps(books: Books) -> None:
    accounts = due.current_accounts(books, END, POLICY)[:4]
    files = list(statement_batch.issue(accounts, books, POLICY, mode="detail", form="xlsx", lang="zh", dated=END))
    packed = zipfile.ZipFile(io.BytesIO(statement_batch.archive([*files, files[0]])))
    assert len(set(packed.namelist())) == 5
    for issued, account in zip(files, accounts, strict=True):
        assert issued.values["file_hash"] == hashlib.sha256(packed.read(issued.file_name)).hexdigest()
        assert issued.values["balance"] == account.closing
        assert check(REGISTERS["statements"], issued.values).problems == ()


def test_the_list_for_the_post_names_every_customer_with_its_address() -> None:
    rows = pd.DataFrame({"customer_key": [2, 1], "number": ["DZ-2", None]})
    customers = pd.DataFrame({"customer_key": [1, 2], "customer_id": ["C1", "C2"], "customer_name": ["甲公司", "=乙公司"],
                              "address": [None, "台州市椒江区 1 号"]})  # fmt: skip
    listed = postal_addresses.addressed(rows, customers)
    assert listed["customer_id"].tolist() == ["C2", "C1"]
    text = dump(postal_addresses.build(listed, Stamp("青岚机电有限公司", END, "zh")))
    assert "台州市椒江区 1 号" in text
    assert "DZ-2" in text
    assert "'=乙公司'" in text  # a name stays a name


def test_what_is_in_dispute_is_not_called_a_part_of_what_we_hold_for_the_customer() -> None:
    found = statement(35)  # with an advance not yet applied
    (key, *_), (owed, *_) = (found.account.open_items[name].tolist() for name in ("document_key", "open"))
    disputing = replace(found, account=replace(found.account, disputed={key: owed}))
    assert disputing.account.closing < 0 < owed
    words = "\n".join(sentence.text("zh") for sentence in paragraphs(disputing))
    assert "未结清单据中有 " in words
    assert "其中 " not in words


def test_file_names_are_safe_whatever_a_customer_is_called() -> None:
    names = [statement_batch.safe_name(name) for name in ("..\\..\\x", "a/b:c*?", "NUL", "", "有限公司\n")]
    assert names == ["_x", "a_b_c_", "_NUL", "_", "有限公司_"]


def test_a_run_without_an_account_to_pay_to_is_refused_at_once(books: Books) -> None:
    with pytest.raises(Unusable):
        list(statement_batch.issue([], books, Policy(), mode="detail", form="xlsx", lang="zh", dated=END))


def test_documents_in_dispute_are_listed_with_the_part_in_dispute(books: Books) -> None:
    item = due.current_accounts(books, END, POLICY)[0].open_items.iloc[0]
    row = {
        "row_key": 1, "customer_key": int(item["customer_key"]), "document_nos": item["document_no"], "amount": 1_00,
        "dispute_type": "price", "opened_on": "2026-06-20", "owner": "李伟", "due_on": "2026-07-20", "entry": 1,
    }  # fmt: skip
    disputed = replace(books, registers={**books.registers, "disputes": frame(REGISTERS["disputes"], [row])})
    account = due.current_accounts(disputed, END, POLICY)[0]
    assert account.disputed == {item["document_key"]: 1_00}
    customer = next(row for row in books.customers.to_dict("records") if row["customer_key"] == account.customer_key)
    stated = statement_of(account, customer, POLICY, mode="open_items", dated=END)
    assert stated.disputes == [(item["document_no"], int(item["open"]), 1_00)]
    words = "\n".join(sentence.text("zh") for sentence in paragraphs(stated))
    assert "其中 1.00 元双方存有争议，明细见下；争议解决前仍列示在余额之内。" in words
    for text in (dump(statement_workbook.build(stated, "zh")), "\n".join(said(statement_letter.build(stated, "zh")))):
        assert "争议项目" in text
