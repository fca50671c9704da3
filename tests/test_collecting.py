"""Promises, plans and disputes: what became of them follows from the money, each cent counted once."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore import ratings
from arcore.books import Books
from arcore.collecting import answers
from arcore.collecting.agreements import agreements, commitments
from arcore.collecting.may_have_paid import on_account, waiting_lines, waiting_money
from arcore.collecting.plans_at import schedule_of
from arcore.collecting.promises import kept_rates
from arcore.messages import Unusable
from arcore.policy import Policy
from tests.receivable_frames import customers
from tests.register_frames import books

AS_OF = dt.date(2026, 6, 30)
DAY = dt.date


def money(amount: int, day: int, *, document: int | None = None, number: int = 1) -> dict:
    """A receipt of June, applied to a document where one is named."""
    came = {"receipt_date": DAY(2026, 6, day), "amount": amount}
    applied = {"document_key": document, "receipt_key": number, "date": DAY(2026, 6, 30), "amount": amount}
    return {"came": [came], "paid": [applied] if document else []}


def state_of(held: Books) -> list[tuple]:
    found = agreements(held, AS_OF, Policy()).promises
    return list(zip(found["state"], found["received"], strict=True))


@pytest.mark.parametrize(
    ("amount", "day", "state"),
    [
        (100_00, 20, "kept"), (100_00, 21, "kept"), (100_00, 22, "broken"), (40_00, 20, "partly"), (100_00, 1, "kept"),
    ],
)  # fmt: skip
def test_money_that_came_by_the_day_and_its_tolerance_keeps_a_promise(amount: int, day: int, state: str) -> None:
    ((found, received),) = state_of(books(promises=[{}], **money(amount, day, document=1)))
    assert (found, received) == (state, 0 if state == "broken" else amount)


def test_a_promise_runs_until_its_day_and_the_tolerance_are_over() -> None:
    days = ["2026-06-28", "2026-06-29", "2026-07-15"]
    assert [state for state, _ in state_of(books(promises=[{"promised_on": day} for day in days]))] == ["broken", "running", "running"]
    assert len(state_of(books(promises=[{"made_on": "2026-07-01", "promised_on": "2026-07-02"}]))) == 0


def test_a_cent_keeps_one_promise_only() -> None:
    held = books(promises=[{"amount": 60_00}, {"amount": 60_00, "promised_on": "2026-06-25"}], **money(100_00, 15))
    assert state_of(held) == [("kept", 60_00), ("partly", 40_00)]


def test_a_promise_for_documents_counts_what_was_applied_to_them_or_is_not_applied_yet() -> None:
    two = [{}, {}]
    other = books(two, promises=[{"document_nos": "D1"}], **money(100_00, 15, document=2))
    assert state_of(other) == [("broken", 0)]
    assert state_of(books(two, promises=[{"document_nos": "D1"}], **money(100_00, 15))) == [("kept", 100_00)]


def test_rates_count_promises_that_ran_out_by_number_and_amount() -> None:
    promises = [{"amount": 60_00}, {"amount": 60_00, "promised_on": "2026-06-25"}, {"promised_on": "2026-07-15"}]
    states = agreements(books(promises=promises, **money(100_00, 15)), AS_OF, Policy()).promises
    said = answers.promises_kept(states, 1, "CNY")
    assert said is not None
    assert said.text("zh") == "承诺 2 次，全额兑现 1 次；承诺金额按期到账 83.3 %。"
    assert answers.promises_kept(states, 1, "USD") is None
    rates = kept_rates(agreements(books(promises=promises, **money(100_00, 15)), AS_OF, Policy()).promises)
    assert rates.to_dict("records") == [{"customer_key": 1, "currency": "CNY", "due": 2, "kept": 1, "promised": 120_00, "received": 100_00}]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 200_00), st.integers(2, 28)), max_size=5), st.lists(st.integers(1, 200_00), max_size=5))
def test_promises_never_receive_more_than_came(promised: list[tuple[int, int]], came: list[int]) -> None:
    rows = [{"amount": amount, "promised_on": f"2026-06-{day:02}"} for amount, day in promised]
    held = books(promises=rows, came=[{"receipt_date": DAY(2026, 6, 2), "amount": amount} for amount in came])
    found = agreements(held, AS_OF, Policy()).promises
    assert found["received"].sum() <= sum(came)
    assert (found["received"] <= found["amount"]).all()


def test_a_plan_stands_by_the_money_and_its_schedule_must_add_up() -> None:
    plan = {"schedule": "2026-06-29 50.00\n2026-07-31 50.00"}
    (late,), _ = _plans(books(plans=[plan]))
    assert (late.standing.accelerated, late.standing.due_now) == (True, 100_00)
    (kept,), _ = _plans(books(plans=[plan], **money(50_00, 10, document=1)))
    assert (kept.standing.accelerated, kept.standing.due_now, kept.paid) == (False, 0, 50_00)
    _, (unread,) = _plans(books(plans=[plan | {"principal": 90_00}]))
    assert unread.message.text("en") == "The instalments add up to 100.00, but 90.00 is owed: 10.00 apart."
    with pytest.raises(Unusable) as refused:
        schedule_of("2026-06-29 50.00\nsoon", "CNY")
    assert refused.value.message.text("zh") == "还款安排第 2 行“soon”应为“日期 金额”，例如 2026-07-31 100000.00。"


def _plans(held: Books) -> tuple:
    found = agreements(held, AS_OF, Policy())
    return found.plans, found.unread


def test_interest_of_a_plan_may_come_as_money_on_account() -> None:
    plan = {"schedule": "2026-06-29 100.00", "annual_percent": "36.5"}  # 28 days at 0.1 % a day: 2.80
    came = [{"receipt_date": DAY(2026, 6, 20), "amount": 102_80}]
    paid = [{"document_key": 1, "receipt_key": 1, "date": DAY(2026, 6, 20), "amount": 100_00}]
    ((plan_at,), _) = _plans(books(plans=[plan], came=came, paid=paid))
    assert (plan_at.instalments[0].total, plan_at.paid, plan_at.standing.late) == (102_80, 102_80, ())


def test_promises_and_instalments_to_come_are_what_the_forecast_expects() -> None:
    held = books(
        [{"amount": 80_00}, {"amount": 80_00}, {"amount": 100_00}],
        promises=[{"amount": 100_00, "promised_on": "2026-07-10", "document_nos": "D1，D2"}, {"amount": 5_00, "promised_on": "2026-07-15"}],
        plans=[{"document_nos": "D3", "schedule": "2026-07-31 40.00\n2026-08-31 60.00"}],
    )
    rows = commitments(agreements(held, AS_OF, Policy()), held)
    assert [(key if pd.notna(key) else None, str(day.date()), amount, kind) for key, day, amount, kind in zip(
        rows["document_key"], rows["date"], rows["amount"], rows["kind"], strict=True
    )] == [
        (1, "2026-07-10", 80_00, "promise"), (2, "2026-07-10", 20_00, "promise"), (None, "2026-07-15", 5_00, "promise"),
        (3, "2026-07-31", 40_00, "plan"), (3, "2026-08-31", 60_00, "plan"),
    ]  # fmt: skip


def test_promises_and_disputes_count_in_the_scorecard() -> None:
    closed = {"state": "closed", "closed_on": "2026-06-20"}
    held = books(
        [{}, {}, {}], promises=[{}, {"promised_on": "2026-07-15"}], **money(100_00, 10),
        disputes=[closed | {"outcome": "upheld"}, closed | {"document_nos": "D2", "outcome": "rejected"}, {"document_nos": "D3"}],
    )  # fmt: skip
    evidence = ratings.evidence_of(held.registers, AS_OF, agreements(held, AS_OF, Policy()))
    assert evidence.promises is not None
    assert evidence.promises["kept"].tolist() == [True, pd.NA]
    assert (evidence.upheld(AS_OF), evidence.without_reason(AS_OF), evidence.disputed(AS_OF)) == ([1], [2], [3])


def test_waiting_bank_lines_of_a_customers_names_or_accounts_are_found() -> None:
    lines = pd.DataFrame(
        {
            "line": [1, 2, 3, 4, 5], "date": pd.Timestamp("2026-06-30"), "memo": "", "currency": "CNY", "amount": [1, 2, 3, 4, -5],
            "counterparty_name": ["苏州宏达（集团）有限公司", "某人", "别的公司", "苏州宏达(集团)有限公司", "苏州宏达(集团)有限公司"],
            "counterparty_account": ["", "6222 0011", "", "", ""], "status": ["open", "claimed", "open", "posted", "open"],
        }
    )  # fmt: skip
    known = customers(
        {"customer_id": "C1", "customer_name": "苏州宏达(集团)有限公司", "bank_account": "62220011", "payers": None},
        {"customer_key": 2, "customer_id": "C2", "customer_name": "客户2", "bank_account": None, "payers": "别的公司；又一家"},
    )
    found = waiting_lines(lines, known, {})
    assert sorted(zip(found["line"], found["customer_key"], strict=True)) == [(1, 1), (2, 1), (3, 2)]
    assert len(waiting_lines(lines.iloc[:0], known, {})) == 0
    assert len(waiting_lines(lines, known, {}, DAY(2026, 6, 29))) == 0  # the day before they came
    taught = waiting_lines(lines, known, {"C1": {"别的公司"}})
    assert sorted(zip(taught["line"], taught["customer_key"], strict=True)) == [(1, 1), (2, 1), (3, 1), (3, 2)]


def test_money_on_account_and_credit_notes_wait_beside_bank_lines() -> None:
    unapplied = pd.DataFrame({"customer_key": pd.array([1, 1, pd.NA], dtype="Int64"), "currency": "CNY", "unapplied": [30_00, 5_00, 99_00]})
    items = pd.DataFrame({"customer_key": [1, 2, 2], "currency": "CNY", "open": [100_00, -7_00, 50_00]})
    account = on_account(unapplied, items)
    assert account.to_dict("records") == [
        {"customer_key": 1, "currency": "CNY", "unapplied": 35_00, "credits": 0},
        {"customer_key": 2, "currency": "CNY", "unapplied": 0, "credits": 7_00},
    ]
    lines = pd.DataFrame({"customer_key": [1, 3], "currency": ["CNY", "USD"], "amount": [10_00, 20_00]})
    assert waiting_money(lines, account) == {(1, "CNY"): 45_00, (2, "CNY"): 7_00, (3, "USD"): 20_00}
