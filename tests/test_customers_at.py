"""Customers changed by hand and by files: undoable, kept through imports, and as they were at any date."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore.books import Books, no_changes
from arcore.customers_at import customers_at
from arcore.ledger import Along, Approval
from arcore.ledger.store import Ledger
from arcore.ledger.verify import verify
from arcore.messages import Unusable
from arcore.policy import Policy
from arcore.standing import standing
from tests.ledger_fixtures import customers, documents, frames_equal, reading, take_in

JAN, FEB, MAR, APR = (dt.date(2026, month, day) for month, day in ((1, 31), (2, 28), (3, 31), (4, 30)))


def listed(book: Ledger, day: dt.date, **fields: object) -> list[str]:
    """Import the customer list of a day; the questions of its preview."""
    table = customers({"customer_id": "C1", "customer_name": "甲", **fields})
    preview = book.preview_import([reading(table, file=f"{day}.xlsx")], data_date=day)
    book.commit_import(preview, who="Li")
    return [question.text("en") for question in preview.questions]


def value(book: Ledger, field: str, day: dt.date | None = None) -> object:
    found = (book.books().customers if day is None else customers_at(book.books(), day))[field].iloc[0]
    return None if pd.isna(found) else found


def edit(book: Ledger, day: dt.date | None = None, **fields: object):
    granted = Along(approval=Approval("Zhao", "general_manager"))
    return book.change_customers({1: fields}, who="Wang", why="agreed", valid_from=day, along=granted)


def test_a_limit_counts_from_the_day_of_its_file_and_the_first_one_from_the_beginning(book: Ledger) -> None:
    for day, limit in ((JAN, 100), (FEB, 200), (MAR, 300)):
        listed(book, day, credit_limit=limit)
    days = [dt.date(2025, 1, 1), JAN, dt.date(2026, 2, 27), FEB, MAR, APR]
    assert [value(book, "credit_limit", day) for day in days] == [100, 100, 100, 200, 300, 300]


def test_an_edit_counts_from_its_day_and_is_undone_with_its_past(book: Ledger) -> None:
    listed(book, JAN, credit_limit=100, grade="B", term_text="月结30天")
    before = book.books()
    entry = edit(book, MAR, credit_limit=250, grade="C", temporary_limit=50, temporary_from=MAR, temporary_to=APR)
    assert entry.summary.text("en") == "Customers changed by hand: 1 (Credit Limit, Temporary Limit, Temporary From, Temporary To, Grade)"
    assert entry.summary.text("zh") == "手工修改客户 1 户（信用额度、临时额度、临时额度起、临时额度止、信用等级）"
    fields = ("credit_limit", "grade", "temporary_limit", "temporary_to")
    assert [value(book, field, FEB) for field in fields] == [100, "B", None, None]
    assert [value(book, field, MAR) for field in fields] == [250, "C", 50, pd.Timestamp(APR)]
    assert customers_at(book.books(), MAR) is not None
    book.undo(entry.seq, who="Li")
    assert frames_equal(book.books(), before)
    assert book.books().customer_changes.empty
    assert verify(book).sound


def test_an_edit_survives_a_file_that_repeats_the_old_value_and_yields_to_a_new_one(book: Ledger) -> None:
    listed(book, JAN, credit_limit=100, salesperson="王芳")
    edit(book, FEB, credit_limit=250, salesperson="李强")
    assert listed(book, FEB, credit_limit=100, salesperson="王芳", phone="1") == [
        "Values changed by hand that the file only repeats as they were before: 2. They stay changed."
    ]
    assert (value(book, "credit_limit"), value(book, "salesperson"), value(book, "phone")) == (250, "李强", "1")
    assert listed(book, MAR, credit_limit=400, salesperson="王芳", phone="1") == [
        "Values changed by hand that the file only repeats as they were before: 1. They stay changed.",
        "甲: Credit Limit was changed by hand; the file brings a new value, which will apply.",
    ]
    assert (value(book, "credit_limit"), value(book, "salesperson")) == (400, "李强")
    assert [value(book, "credit_limit", day) for day in (JAN, FEB, MAR)] == [100, 250, 400]
    assert verify(book).sound


def test_once_the_file_has_caught_up_the_old_value_is_news_again(book: Ledger) -> None:
    listed(book, JAN, credit_limit=100)
    edit(book, FEB, credit_limit=250)
    assert listed(book, FEB, credit_limit=250) == []
    assert listed(book, MAR, credit_limit=100) == []
    assert [value(book, "credit_limit", day) for day in (JAN, FEB, MAR)] == [100, 250, 100]


def test_a_limit_taken_away_by_hand_stays_away(book: Ledger) -> None:
    listed(book, JAN, credit_limit=100)
    edit(book, FEB, credit_limit=None)
    listed(book, MAR, credit_limit=100, phone="2")
    assert value(book, "credit_limit") is None
    assert value(book, "credit_limit", JAN) == 100


def test_a_first_limit_given_by_hand_does_not_reach_back(book: Ledger) -> None:
    listed(book, JAN)
    edit(book, FEB, credit_limit=100)
    assert (value(book, "credit_limit", JAN), value(book, "credit_limit", FEB)) == (None, 100)


def test_what_is_recorded_later_for_an_earlier_day_replaces_what_came_after(book: Ledger) -> None:
    listed(book, JAN, credit_limit=100)
    edit(book, MAR, credit_limit=300)
    edit(book, FEB, credit_limit=200)
    assert [value(book, "credit_limit", day) for day in (JAN, FEB, MAR, APR)] == [100, 200, 200, 200]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"customer_name": "乙"}, "customer_name of a customer cannot be changed here"),
        ({"colour": "red"}, "colour of a customer cannot be changed here"),
        ({"credit_limit": "100"}, "Credit Limit: “100” is not an amount"),
        ({"credit_limit": -1}, "Credit Limit: “-1” is not an amount"),
        ({"temporary_to": "soon"}, "Temporary To: “soon” is not a date"),
        ({"temporary_from": APR, "temporary_to": MAR}, "甲: the temporary limit ends before it begins"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_and_nothing_changes(book: Ledger, fields: dict, sentence: str) -> None:
    listed(book, JAN, credit_limit=100)
    version = book.version()
    with pytest.raises(Unusable, match=sentence):
        book.change_customers({1: {"grade": "D", **fields}}, who="Wang")
    with pytest.raises(Unusable, match="99 is not in the books"):
        book.change_customers({1: {"grade": "D"}, 99: {"grade": "D"}}, who="Wang")
    assert book.version() == version


def test_the_same_token_edits_once_and_no_change_is_no_entry(book: Ledger) -> None:
    listed(book, JAN, credit_limit=100)
    one = book.change_customers({1: {"credit_limit": 1}}, who="Wang", token="x")
    assert book.change_customers({1: {"credit_limit": 2}}, who="Wang", token="x") == one
    assert book.change_customers({1: {"credit_limit": 1}}, who="Wang") == one
    assert len(book.journal()) == 2


def test_a_past_month_end_gives_the_positions_of_then(book: Ledger) -> None:
    take_in(
        book,
        customers({"customer_id": "C1", "customer_name": "甲", "credit_limit": 5_000, "order_amount": 100}),
        documents({"document_date": "2026-01-05", "due_date": "2026-02-05"}),
        data_date=JAN,
    )
    then = standing(book.books(), JAN, Policy()).positions
    edit(book, MAR, credit_limit=20_000, grade="A")
    listed(book, MAR, order_amount=900)
    assert standing(book.books(), JAN, Policy()).positions == then
    (now,) = standing(book.books(), MAR, Policy()).positions
    assert (then[0].breach_amount, now.limit, now.orders, now.grade) == (5_100, 20_000, 900, "A")


STEPS = st.lists(st.tuples(st.integers(1, 9), st.one_of(st.none(), st.integers(0, 3))), max_size=8)


@settings(deadline=None, max_examples=60)
@given(STEPS)
def test_the_fast_answer_is_the_plain_one(steps: list[tuple[int, int | None]]) -> None:
    """Replaying the changes one by one, each from its day on, gives the same value at every date."""
    current: int | None = 7
    rows, by_day = [], dict.fromkeys(range(11), 7)
    for number, (day, new) in enumerate(steps, 1):
        if new == current:
            continue
        old, current = current, new
        rows.append(
            (
                number,
                1,
                "credit_limit",
                "edit",
                pd.Timestamp(2026, 1, day),
                old if old is None else str(old),
                new if new is None else str(new),
                1,
            )
        )
        by_day.update(dict.fromkeys(range(day, 11), new))
    changes = pd.DataFrame(rows, columns=no_changes().columns).astype(no_changes().dtypes.to_dict())
    frame = pd.DataFrame({"customer_key": [1], "credit_limit": pd.array([current], dtype="Int64")})
    nothing = pd.DataFrame()
    books = Books(nothing, nothing, nothing, frame, "1", customer_changes=changes)
    for day in range(1, 11):
        found = customers_at(books, dt.date(2026, 1, day))["credit_limit"].iloc[0]
        assert (None if pd.isna(found) else found) == by_day[day]


def test_the_same_value_from_an_earlier_day_corrects_the_day(book: Ledger) -> None:
    listed(book, JAN, credit_limit=100)
    edit(book, APR, credit_limit=250)
    before = book.books()
    entry = edit(book, MAR, credit_limit=250)
    assert [value(book, "credit_limit", day) for day in (FEB, MAR, APR)] == [100, 250, 250]
    assert edit(book, APR, credit_limit=250).seq == entry.seq  # from a later day it is no change
    book.undo(entry.seq, who="Li")
    assert book.books().customer_changes.equals(before.customer_changes)
    assert verify(book).sound
