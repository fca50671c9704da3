"""The tables of the monthly review: exact figures, totals that tie to the books, and what a closed month keeps."""

import datetime as dt
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from arcore import closing, policy_file, review
from arcore.books import Books
from arcore.policy import Policy
from arcore.review import Month, Scene, Table, overdue
from arcore.review.meeting import with_meeting
from tests.receivable_frames import allocations, customers, documents, receipts
from tests.register_frames import register
from tests.sample_company import sample_books, sample_lines

JUNE = dt.date(2026, 6, 30)
D = dt.date


@cache
def books() -> Books:
    """Two customers: 甲 is late with D1, disputes D2 and owes D3; 乙 has paid more than its invoice."""
    made = [
        {"document_no": "D1", "amount": 1000_00, "document_date": D(2026, 4, 1), "due_date": D(2026, 5, 1), "salesperson": "王芳"},
        {"document_no": "D2", "amount": 500_00, "document_date": D(2026, 5, 20), "due_date": D(2026, 6, 10), "salesperson": "王芳"},
        {"document_no": "D3", "amount": 300_00, "document_date": D(2026, 6, 5), "due_date": D(2026, 7, 5), "salesperson": "王芳"},
        {"document_no": "D4", "amount": 200_00, "document_date": D(2026, 6, 1), "due_date": D(2026, 6, 20), "customer_key": 2,
         "salesperson": "李伟"},
    ]  # fmt: skip
    came = [
        {"receipt_no": "R1", "receipt_date": D(2026, 6, 12), "amount": 400_00, "payer_name": "甲"},
        {"receipt_no": "R2", "receipt_date": D(2026, 6, 19), "amount": 260_00, "customer_key": 2, "payer_name": "乙"},
        {"receipt_no": "R3", "receipt_date": D(2026, 6, 25), "amount": 9_00, "customer_key": None, "payer_name": "丙"},
    ]
    paid = [
        {"document_key": 1, "receipt_key": 1, "date": D(2026, 6, 12), "amount": 400_00},
        {"document_key": 4, "receipt_key": 2, "date": D(2026, 6, 19), "amount": 200_00},
    ]
    more = {"size": None, "tax_no": None, "term_text": None}
    known = customers(
        {"customer_id": "C1", "customer_name": "甲", "salesperson": "王芳", "credit_limit": 1_000_00, "bill_amount": 50_00, **more},
        {"customer_id": "C2", "customer_name": "乙", "salesperson": "李伟", **more},
    )
    kept = {
        "disputes": register("disputes", {"document_nos": "D2", "amount": 120_00, "owner": "赵敏", "due_on": "2026-06-20", "what": "价格"}),
        "contacts": register("contacts", {"reason": "funds", "next_action": "上门", "next_on": "2026-07-03", "ours": "李娜"}),
        "promises": register("promises", {"made_on": "2026-06-20", "promised_on": "2026-07-10", "amount": 100_00}),
    }
    texts = {"payer_account": None, "memo": None, "method": None}
    described = documents(*({"order_no": None, "contract_no": None, "term_text": None, **row} for row in made))
    return Books(described, receipts(*({**texts, **row} for row in came)), allocations(*paid), known, "1", registers=kept)


@cache
def scene() -> Scene:
    """June of these two customers, whose parts its tables, its pack and its paper share."""
    return Scene(books(), JUNE, Policy())


@cache
def tables() -> dict[str, Table]:
    return {table.number: table for table in review.tables_of(scene())}


@cache
def month() -> Month:
    return review.live(scene(), tuple(tables().values()))


@cache
def sample_scene(day: dt.date) -> Scene:
    return Scene(sample_books(), day, policy_file.default(), lines=sample_lines())


@cache
def sample_tables(day: dt.date) -> tuple[Table, ...]:
    return review.tables_of(sample_scene(day))


def rows(number: str, *columns: str) -> list[list[object]]:
    found = tables()[number].rows[list(columns)]
    return found.astype("object").where(found.notna(), None).values.tolist()


def test_t1_goes_from_opening_to_closing_for_the_company_and_each_salesperson() -> None:
    names = ("cut", "key", "opening", "sales", "receipts", "closing")
    assert rows("T1", *names) == [
        ["company", "*", 1500_00, 500_00, -600_00, 1400_00],
        ["salesperson", "王芳", 1500_00, 300_00, -400_00, 1400_00],
        ["salesperson", "李伟", 0, 200_00, -200_00, 0],
    ]


def test_t2_ages_every_customer_with_its_share_and_the_change_of_the_month() -> None:
    names = ("name", "bucket_0", "bucket_1", "bucket_2", "open", "share", "overdue", "unapplied", "total", "before", "change")
    assert rows("T2", *names) == [
        ["甲", 300_00, 500_00, 600_00, 1400_00, 10000, 1100_00, 0, 1400_00, 1500_00, -100_00],
        ["乙", 0, 0, 0, 0, 0, 0, -60_00, -60_00, 0, -60_00],
        ["", 0, 0, 0, 0, 0, 0, -9_00, -9_00, 0, -9_00],
    ]


def test_t3_says_of_each_overdue_customer_why_until_when_and_who() -> None:
    names = ("name", "overdue", "share", "days", "cause", "promised_on", "action", "next_on", "owner")
    days = [pd.Timestamp("2026-07-10"), pd.Timestamp("2026-07-03")]
    assert rows("T3", *names) == [["甲", 1100_00, 10000, 60, "funds", days[0], "上门", days[1], "李娜"]]


def test_the_reviews_own_row_stands_before_what_the_last_contact_said() -> None:
    told = {
        "reviewed_on": "2026-06-28",
        "cause": "quality",
        "action": "换货",
        "owner": "陈静",
        "promised_on": "2026-07-20",
        "currency": "CNY",
    }
    kept = {**books().registers, "overdue_actions": register("overdue_actions", told)}
    found = review.TABLES["T3"](Scene(Books(*_frames(), "1", registers=kept), JUNE, Policy())).rows.iloc[0]
    assert found[["cause", "action", "owner"]].tolist() == ["quality", "换货", "陈静"]
    assert found["promised_on"] == pd.Timestamp("2026-07-20")
    assert found["next_on"] == pd.Timestamp("2026-07-03")


def test_what_the_meeting_about_june_says_in_july_stands_in_june_once_it_is_known() -> None:
    base = {"reviewed_on": "2026-07-08", "cause": "quality", "action": "换货", "owner": "陈静", "currency": "CNY"}
    said = register("overdue_actions", base | {"month": "2026-06"}, base | {"month": "2026-07", "action": "起诉"})
    told = {day: with_meeting(month(), said, day).table("T3").rows.iloc[0] for day in (D(2026, 7, 7), D(2026, 7, 8))}
    assert told[D(2026, 7, 7)].equals(month().table("T3").rows.iloc[0])
    first = told[D(2026, 7, 8)]
    assert first[["cause", "action", "owner", "overdue"]].tolist() == ["quality", "换货", "陈静", 1100_00]
    assert first["promised_on"] == pd.Timestamp("2026-07-10"), "the meeting named no day, so the promise that runs stays"


def _frames() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    return books().documents, books().receipts, books().allocations, books().customers


def test_t5_compares_what_was_applied_with_the_plan_of_the_months_start() -> None:
    found = {row["owner"]: row for row in tables()["T5"].rows.to_dict("records")}
    assert {owner: row["collected"] for owner, row in found.items()} == {"王芳": 400_00, "李伟": 200_00}
    before = closing.taken(closing.Moment(books(), D(2026, 5, 31), Policy()))
    expected = before.frames["forecast"]
    mine = expected[(expected["expected"] > "2026-05-31") & (expected["expected"] <= "2026-06-30")]
    assert found["王芳"]["planned"] == mine["amount"].sum() > 0


def test_a_plan_on_record_stands_before_the_forecast() -> None:
    plan: dict[str, object] = {"month": "2026-06-01", "planned_on": "2026-06-01"}
    of_customer = plan | {"planned": 111_00, "customer_key": 1}
    of_salesperson = plan | {"planned": 500_00, "salesperson": "王芳", "customer_key": None}
    of_company = plan | {"planned": 900_00, "customer_key": None}
    for planned, wanted in (
        ([of_customer], {"王芳": 111_00, "李伟": 0}),
        ([of_customer, of_salesperson, of_company], {"王芳": 500_00, "李伟": 0}),
        ([of_company], {"": 900_00, "王芳": 0, "李伟": 0}),
    ):
        kept = {**books().registers, "receipt_plans": register("receipt_plans", *planned)}
        found = review.TABLES["T5"](Scene(Books(*_frames(), "1", registers=kept), JUNE, Policy())).rows
        assert dict(zip(found["owner"], found["planned"], strict=True)) == wanted


def test_the_plan_is_answered_with_what_came_in_and_what_is_to_come() -> None:
    plans = [{"month": day, "planned_on": "2026-06-01", "planned": 800_00, "salesperson": "王芳", "customer_key": None} for day in (
        "2026-06-01", "2026-07-01")]  # fmt: skip
    kept = {**books().registers, "receipt_plans": register("receipt_plans", *plans)}
    found = review.TABLES["T5"](Scene(Books(*_frames(), "1", registers=kept), JUNE, Policy()))
    said = overdue.plan_kept(found, JUNE, "CNY", "unit").text("zh")
    assert said == "2026-06 计划回款 800.00 元，核销回款 600.00 元，完成率 75.0 %；2026-07 计划回款 800.00 元。"
    nothing = overdue.plan_kept(found, JUNE, "USD", "unit").text("zh")
    assert nothing == "2026-06 未编回款计划；核销回款 0.00 USD。"


def test_t6_lists_who_is_over_the_limit_or_overdue_too_long() -> None:
    assert rows("T6", "name", "exposure", "limit", "breach_amount", "days", "status", "late") == [
        ["甲", 1450_00, 1000_00, 450_00, 60, "over", "approval"]
    ]


def test_t8_keeps_advances_apart_from_money_of_unknown_payers() -> None:
    assert rows("T8", "state", "name", "number", "payer_name", "days", "unapplied") == [
        ["unapplied", "乙", "R2", "乙", 11, 60_00],
        ["unidentified", "", "R3", "丙", 5, 9_00],
    ]


def test_t9_and_t10_show_bills_and_what_is_disputed_and_still_open() -> None:
    assert rows("T9", "name", "bill_no", "amount", "matures_on") == [["甲", None, 50_00, None]]
    assert "Rows without a bill No." in str(tables()["T9"].note)
    assert rows("T10", "name", "document_nos", "disputed", "owner", "late", "state") == [["甲", "D2", 120_00, "赵敏", 10, "open"]]


def test_t9_lists_the_bills_held_at_the_date_by_maturity_as_they_stood_then() -> None:
    base = {"bill_kind": "bank", "currency": "CNY", "received_on": "2026-03-01", "state": "held"}
    kept = {
        "bills": register(
            "bills",
            {**base, "bill_no": "B2", "amount": 30_00, "matures_on": "2026-09-01"},
            {**base, "bill_no": "B1", "amount": 20_00, "matures_on": "2026-07-15", "state": "collected", "settled_on": "2026-07-15"},
            {**base, "bill_no": "B0", "amount": 10_00, "matures_on": "2026-06-01", "state": "endorsed", "settled_on": "2026-06-01"},
            {**base, "bill_no": "B3", "amount": 40_00, "matures_on": "2026-12-01", "received_on": "2026-07-01"},
        )
    }
    found = review.TABLES["T9"](Scene(Books(*_frames(), "1", registers=kept), JUNE, Policy()))
    assert found.rows[["bill_no", "amount", "days_left", "state"]].values.tolist() == [["B1", 20_00, 15, "held"], ["B2", 30_00, 63, "held"]]
    assert found.note is None, "the register has this customer's bills, so the customer list's sum is not counted again"


def test_t14_adds_up_to_the_open_balance_and_t4_to_everything() -> None:
    assert tables()["T14"].rows["amount"].sum() == 1400_00
    assert rows("T4", "rank", "name", "open", "share", "cumulated", "overdue") == [[1, "甲", 1400_00, 10000, 10000, 1100_00]]


def test_t15_compares_customers_with_the_suppliers_of_the_same_name() -> None:
    owed = documents({"amount": 70_00, "document_date": D(2026, 6, 1), "customer_key": 9, "side": "payable"})
    party = customers({"customer_key": 9, "customer_name": "甲", "tax_no": None})
    supplier = Books(owed, receipts({}).iloc[:0], allocations({}).iloc[:0], party, "1")
    found = review.TABLES["T15"](Scene(books(), JUNE, Policy(), payables=supplier))
    assert found.rows[["name", "receivable", "payable", "offset"]].values.tolist() == [["甲", 1400_00, 70_00, 70_00]]


def test_every_total_ties_to_the_books_and_empty_tables_say_so() -> None:
    for table in tables().values():
        assert [tie.difference for tie in table.ties] == [0] * len(table.ties), table.number
        assert table.note is not None or not table.empty
    assert tables()["T11"].note == review.model.NOTHING_RECORDED


def test_books_without_anything_have_all_fifteen_tables() -> None:
    issued, came, used, known = (frame.iloc[:0] for frame in _frames())
    none = Books(issued, came, used, known, "0")
    found = review.tables_of(Scene(none, JUNE, Policy()))
    assert [table.number for table in found] == [f"T{number}" for number in range(1, 16)]
    for table in found:
        assert not any(tie.difference for tie in table.ties)


def test_a_correction_of_a_closed_month_is_a_column_of_its_own() -> None:
    may = closing.taken(closing.Moment(books(), D(2026, 5, 31), Policy()))
    gone = allocations(*[{"document_key": 1, "date": D(2026, 5, 15), "amount": 50_00, "kind": "write_off"}])
    both = pd.concat([books().allocations, gone], ignore_index=True)
    changed = Books(books().documents, books().receipts, both, books().customers, "2", registers=books().registers)
    (company, *_) = review.TABLES["T1"](Scene(changed, JUNE, Policy(), may)).rows.to_dict("records")
    amounts = {name: company[name] for name in ("opening", "corrections", "sales", "receipts", "closing")}
    assert amounts == {"opening": 1500_00, "corrections": -50_00, "sales": 500_00, "receipts": -600_00, "closing": 1350_00}


def test_an_allowance_opens_at_nothing_where_the_closed_month_had_none() -> None:
    known = tables()["T12"].rows
    assert known["opening"].gt(0).any()
    may = closing.taken(closing.Moment(books(), D(2026, 5, 31), Policy()))
    before = replace(may, frames={**may.frames, "T12": known.iloc[:0]})
    found = review.TABLES["T12"](Scene(books(), JUNE, Policy(), before)).rows
    assert found["opening"].tolist() == [0] * len(known)
    assert found["closing"].tolist() == known["closing"].tolist()


def test_a_closed_month_gives_back_the_tables_it_was_closed_with() -> None:
    made = tuple(tables().values())
    kept = closing.unpacked(closing.packed(review.figures(scene(), made)))
    for before, after in zip(made, review.tables_in(kept), strict=True):
        assert (before.number, before.ties) == (after.number, after.ties)
        for lang in ("zh", "en"):
            assert [column.heading.text(lang) for column in before.columns] == [column.heading.text(lang) for column in after.columns]
        assert before.rows.astype("object").fillna("").values.tolist() == after.rows.astype("object").fillna("").values.tolist()


@pytest.mark.parametrize("day", [D(2026, 5, 31), JUNE, D(2026, 6, 12)])
def test_the_sample_company_ties_at_any_date(day: dt.date) -> None:
    for table in sample_tables(day):
        assert not [tie for tie in table.ties if tie.difference], table.number
