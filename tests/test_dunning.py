"""The dunning ladder: the step on every edge, nothing asked twice, nobody dunned who is not to be."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcore import dunning
from arcore.books import Books
from arcore.collecting.agreements import agreements
from arcore.policy import Policy, TermsRules
from arcore.standing import standing
from tests.register_frames import books, register

AS_OF = dt.date(2026, 6, 30)
POLICY = Policy()


def late(days: int, **more) -> dict:
    due = AS_OF - dt.timedelta(days=days)
    return {"due_date": due, "document_date": due - dt.timedelta(days=30)} | more


def steps(held: Books, policy: Policy = POLICY, grades: dict[int, str] | None = None) -> pd.DataFrame:
    empty = {"contacts": register("contacts"), "letters": register("letters")}
    kept = {**empty, **held.registers}
    done = dunning.done_steps(kept["contacts"], kept["letters"], held.documents, AS_OF)
    return dunning.steps(
        standing(held, AS_OF, policy).aged, done, agreements(held, AS_OF, policy), grades=grades or {}, policy=policy
    )  # fmt: skip


def only(held: Books, **more) -> dict:
    (row,) = steps(held, **more).to_dict("records")
    return row


@pytest.mark.parametrize(
    ("days", "step"),
    [
        (1, "call"), (6, "call"), (7, "email"), (29, "email"), (30, "visit"), (59, "visit"), (60, "letter"), (89, "letter"),
        (90, "lawyer"), (119, "lawyer"), (120, "court"), (900, "court"),
    ],
)  # fmt: skip
def test_the_step_follows_the_days_past_due(days: int, step: str) -> None:
    assert only(books([late(days)]))["step"] == step


@pytest.mark.parametrize("days", [0, -5])
def test_what_is_not_past_due_is_not_dunned(days: int) -> None:
    assert len(steps(books([late(days)]))) == 0


@pytest.mark.parametrize(
    ("days", "usual", "fast"), [(3, "call", "email"), (10, "email", "visit"), (30, "visit", "letter"), (60, "letter", "court")]
)
def test_grade_d_climbs_the_faster_ladder(days: int, usual: str, fast: str) -> None:
    held = books([late(days)])
    assert [only(held, grades={1: grade})["step"] for grade in ("C", "D")] == [usual, fast]


@pytest.mark.parametrize(("days", "step", "next_on"), [(5, "", "2026-07-01"), (6, "call", "2026-06-30"), (12, "email", "2026-06-30")])
def test_grace_is_taken_from_the_days(days: int, step: str, next_on: str) -> None:
    row = only(books([late(days)]), policy=Policy(terms=TermsRules(grace_days=5)))
    assert (row["step"], str(row["next_on"].date())) == (step, next_on)


def test_a_step_done_since_it_fell_due_is_not_asked_for_again_and_stands_for_lower_ones() -> None:
    called = books([late(6)], contacts=[{"contacted_on": "2026-06-29"}])
    assert (only(called)["step"], str(only(called)["next_on"].date())) == ("", "2026-07-01")  # the e-mail, on the seventh day
    visited = books([late(8)], contacts=[{"contacted_on": "2026-06-29", "channel": "visit"}])
    assert (only(visited)["step"], str(only(visited)["next_on"].date())) == ("", "2026-08-21")  # the letter, on the sixtieth day
    assert only(books([late(30)], contacts=[{"contacted_on": "2026-06-29"}]))["step"] == "visit"


def test_a_contact_before_it_fell_due_or_that_reached_nobody_or_about_another_document_does_nothing() -> None:
    for contact in (
        {"contacted_on": "2026-06-24"},
        {"contacted_on": "2026-06-29", "reached": False},
        {"contacted_on": "2026-06-29", "document_nos": "D9"},
    ):
        assert only(books([late(6)], contacts=[contact]))["step"] == "call", contact
    about = books([late(6), late(6)], contacts=[{"contacted_on": "2026-06-29", "document_nos": "D2"}])
    assert steps(about)["step"].tolist() == ["call", ""]


def test_a_letter_is_the_step_it_is_once_it_was_sent() -> None:
    assert only(books([late(61)], letters=[{"sent_on": "2026-06-30"}]))["step"] == ""
    assert only(books([late(61)], letters=[{"sent_on": "2026-06-30", "tone": "gentle"}]))["step"] == "letter"
    assert only(books([late(61)], letters=[{"written_on": "2026-06-30"}]))["step"] == "letter"


def test_what_is_disputed_held_or_under_a_plan_is_not_dunned_and_says_why() -> None:
    made = [late(40), late(40), late(40), late(40)]
    held = books(
        made,
        disputes=[{"document_nos": "D1"}, {"document_nos": "D4", "amount": 30_00}],
        holds=[{"document_nos": "D2"}],
        plans=[{"document_nos": "D3", "schedule": "2026-07-31 50.00\n2026-08-31 50.00"}],
    )
    rows = steps(held)
    assert rows["excluded"].tolist() == ["disputed", "held", "plan", ""]
    assert rows["step"].tolist() == ["", "", "", "visit"]
    assert rows["chased"].tolist() == [0, 100_00, 100_00, 70_00]
    assert rows["next_on"].isna().tolist() == [True, True, True, False]


def test_a_settled_dispute_an_expired_hold_and_an_ended_plan_exclude_nothing() -> None:
    closed = {"state": "closed", "outcome": "rejected", "closed_on": "2026-06-30"}
    ended = {"state": "ended", "ended_on": "2026-06-30"}
    assert only(books([late(40)], disputes=[closed], holds=[{"until": "2026-06-29"}], plans=[ended]))["step"] == "visit"
    later = {"opened_on": "2026-07-01"}
    assert only(books([late(40)], disputes=[later]))["step"] == "visit"


def test_a_broken_promise_brings_the_next_step_until_somebody_has_answered_it() -> None:
    contact = {"contacted_on": "2026-06-25"}
    broken = {"made_on": "2026-06-25", "promised_on": "2026-06-28"}
    row = only(books([late(6)], contacts=[contact], promises=[broken]))
    assert (row["step"], row["why"]) == ("email", "broken_promise")
    answered = books([late(6)], contacts=[contact, {"contacted_on": "2026-06-30", "channel": "email"}], promises=[broken])
    assert only(answered)["step"] == ""
    running = books([late(6)], contacts=[contact], promises=[broken | {"promised_on": "2026-06-29"}])  # one day of tolerance is left
    assert only(running)["step"] == ""


def test_a_broken_promise_says_nothing_about_what_fell_due_after_its_day() -> None:
    broken = {"made_on": "2026-06-20", "promised_on": "2026-06-27"}
    rows = steps(books([late(3), late(2)], contacts=[{"contacted_on": "2026-06-20"}], promises=[broken]))
    assert rows[["document_no", "step", "why"]].values.tolist() == [["D1", "call", "broken_promise"], ["D2", "call", "ladder"]]


def test_a_missed_instalment_brings_the_documents_back() -> None:
    missed = books(
        [late(40)],
        contacts=[{"contacted_on": "2026-06-01", "channel": "visit"}],
        plans=[{"schedule": "2026-06-29 50.00\n2026-07-31 50.00"}],
    )
    assert (only(missed)["step"], only(missed)["why"], only(missed)["excluded"]) == ("letter", "plan_broken", "")
    paid = {"document_key": 1, "receipt_key": 1, "date": dt.date(2026, 6, 29), "amount": 50_00}
    kept = books(
        [late(40)], paid=[paid], came=[{"receipt_date": dt.date(2026, 6, 29), "amount": 50_00}],
        plans=[{"schedule": "2026-06-29 50.00\n2026-07-31 50.00"}],
    )  # fmt: skip
    assert only(kept)["excluded"] == "plan"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.sets(st.integers(1, 6)), st.integers(0, 20))
def test_every_overdue_cent_is_dunned_or_excluded_and_a_step_done_is_never_due(days: list[int], disputed: set[int], grace: int) -> None:
    numbers = ", ".join(f"D{n}" for n in disputed)
    held = books(
        [late(d) for d in days], contacts=[{"contacted_on": "2026-06-20", "channel": "email"}],
        disputes=[{"document_nos": numbers, "amount": 150_00}] if disputed else [],
    )  # fmt: skip
    rows = steps(held, policy=Policy(terms=TermsRules(grace_days=grace)))
    assert rows["open"].sum() == 100_00 * len(days)
    assert (rows["open"] - rows["chased"]).sum() == min(150_00, 100_00 * sum(n <= len(days) for n in disputed))
    due = rows[rows["step"] != ""]
    assert all(dunning.STEPS.index(step) > done for step, done in zip(due["step"], due["done"], strict=True))
    assert (due["excluded"] == "").all()
