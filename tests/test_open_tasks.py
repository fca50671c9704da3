"""Open tasks and decisions: whose they are, how old, where they come from, the late ones first."""

import datetime as dt

from arcore.review import decisions, open_tasks
from tests.receivable_frames import customers
from tests.register_frames import register

JUNE = dt.date(2026, 6, 30)
CUSTOMERS = customers({"customer_id": "C1", "customer_name": "甲"})
USUAL = {"department": "sales", "created_on": "2026-05-11", "state": "open", "origin": "person", "customer_key": None}
KEPT = register(
    "tasks",
    USUAL | {"title": "in time", "owner": "周敏", "due_on": "2026-07-05", "department": "finance"},
    USUAL | {"title": "decided", "owner": "王芳", "due_on": "2026-05-29", "origin": "decision", "origin_ref": "2026-04", "customer_key": 1},
    USUAL | {"title": "decided, no month", "owner": "王芳", "due_on": "2026-06-22", "origin": "decision"},
    USUAL | {"title": "warned", "owner": "韩冰", "due_on": "2026-06-30", "origin": "warning", "origin_ref": "R1", "department": "legal"},
    USUAL | {"title": "done", "owner": "王芳", "due_on": "2026-06-01", "state": "done", "outcome": "x", "closed_on": "2026-06-02"},
    USUAL | {"title": "done later", "owner": "王芳", "due_on": "2026-07-01", "state": "done", "outcome": "x", "closed_on": "2026-07-02"},
    USUAL | {"title": "raised later", "owner": "王芳", "due_on": "2026-07-20", "created_on": "2026-07-01"},
)


def rows(day: dt.date = JUNE) -> list[list[object]]:
    found = open_tasks.open_tasks(KEPT, CUSTOMERS, day)
    return found[["title", "late", "age", "meeting"]].values.tolist()


def test_the_latest_tasks_come_first_with_age_and_the_meeting_that_decided_them() -> None:
    assert rows() == [
        ["decided", 32, 50, "2026-04"],
        ["decided, no month", 8, 50, "2026-05"],
        ["warned", 0, 50, ""],
        ["done later", 0, 50, ""],
        ["in time", 0, 50, ""],
    ]
    assert open_tasks.waiting(open_tasks.open_tasks(KEPT, CUSTOMERS, JUNE)) == open_tasks.Waiting(5, 2, 2)


def test_at_another_date_what_was_raised_or_closed_by_then_counts() -> None:
    assert [row[0] for row in rows(dt.date(2026, 6, 1))] == ["decided", "done", "decided, no month", "warned", "done later", "in time"]
    assert [row[0] for row in rows(dt.date(2026, 7, 3))][-2:] == ["in time", "raised later"]
    assert rows(dt.date(2026, 5, 1)) == []


def test_an_owner_and_a_department_see_their_own() -> None:
    every = open_tasks.open_tasks(KEPT, CUSTOMERS, JUNE)
    assert open_tasks.owned(every, owner="王芳")["title"].tolist() == ["decided", "decided, no month", "done later"]
    assert open_tasks.owned(every, department="legal")["title"].tolist() == ["warned"]
    assert open_tasks.owned(every, owner="王芳", department="legal").empty


def test_department_state_and_origin_are_said_in_words() -> None:
    said = open_tasks.in_words(open_tasks.open_tasks(KEPT, CUSTOMERS, JUNE), "zh")
    names = ["customer_name", "department", "state", "origin"]
    assert said[names].fillna("").values.tolist()[:3] == [
        ["甲", "销售", "待办", "2026-04 例会决议"],
        ["", "销售", "待办", "2026-05 例会决议"],
        ["", "法务", "待办", "预警"],
    ]


def test_a_meeting_is_not_known_before_the_day_it_was_held() -> None:
    usual = {"chair": "何建新", "attendees": "周敏"}
    kept = register(
        "meetings",
        usual | {"month": "2026-04", "held_on": "2026-05-11", "minutes": "一"},
        usual | {"month": "2026-05", "held_on": "2026-06-08"},
    )
    found = [decisions.meeting_before(kept, month, day) for month, day in (
        ("2026-06", dt.date(2026, 6, 5)), ("2026-06", dt.date(2026, 6, 8)), ("2026-05", JUNE), ("2026-04", JUNE))]  # fmt: skip
    assert [None if held is None else (held["month"], held["minutes"]) for held in found] == [
        ("2026-04", "一"),
        ("2026-05", ""),
        ("2026-04", "一"),
        None,
    ]
