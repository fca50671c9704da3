"""Decisions of the meetings: what became of the last ones, what is decided now, and the minutes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.ledger import JournalEntry, Ledger, RowChange
from arcore.registers import REGISTERS
from arcore.review import Month, decisions
from pages._shared import cash_acts, collected, identity, register_view, review_present, review_tables, tables, task_close, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown

TASKS, MEETINGS = REGISTERS["tasks"], REGISTERS["meetings"]
DAYS = 21
"""How long a decision usually takes: what takes longer needs a plan (documents §3.8)."""


def every(frame: Frame, month: Month) -> pd.DataFrame:
    """The decisions up to this meeting, as they stand at the visit's date, with `customer_name`."""
    return desk.named(decisions.decisions(collected.rows(frame, "tasks"), month.name, frame.as_of), frame.books.customers)


def followed(frame: Frame, month: Month) -> pd.DataFrame:
    """The earlier decisions to follow up."""
    held = _meeting_before(frame, month)
    since = held["held_on"].date() if held else month.balance.after
    return decisions.follow_up(every(frame, month), month.name, since)


def _meeting_before(frame: Frame, month: Month) -> dict[str, Any] | None:
    return decisions.meeting_before(collected.rows(frame, "meetings"), month.name, frame.as_of)


def last(frame: Frame, month: Month) -> None:
    """What became of the last decisions; an open one is closed here with what was done."""
    found = followed(frame, month)
    widgets.answer(frame.say(decisions.progress(found).sentence()))
    _list(frame, found, key="review.followed", empty=frame._("What this meeting decides stands here next month, until it is done."))
    _minutes(frame, month)


def _minutes(frame: Frame, month: Month) -> None:
    """What was said in the meeting before this one."""
    held = _meeting_before(frame, month)
    if held is None:
        return
    _ = frame._
    title = _("Minutes of the meeting about {month}, {day}").format(month=held["month"], day=f"{held['held_on']:%Y-%m-%d}")
    with st.expander(title, icon=":material/groups:"):
        widgets.note(_("Chair: {chair} · present: {present}").format(chair=held["chair"], present=held["attendees"]))
        if held["absent"]:
            widgets.note(_("Absent: {absent}").format(absent=held["absent"]))
        for line in held["minutes"].splitlines():
            widgets.note(line)


def now(frame: Frame, month: Month) -> None:
    """What this meeting has decided, a further decision, and the minutes."""
    _ = frame._
    _list(frame, decisions.taken(every(frame, month), month.name), key="review.taken", empty=_("Nothing decided yet."))
    record(frame, month, key="decisions")
    st.subheader(_("Minutes"), anchor=False)
    widgets.note(frame.say(MEETINGS.question))
    mine = collected.rows(frame, "meetings")
    register_view.show(frame, MEETINGS, desk.with_keys(mine, "month", [month.name]), key="review.")


def _list(frame: Frame, found: pd.DataFrame, *, key: str, empty: str) -> None:
    _ = frame._
    if not len(found):
        widgets.note(empty)
        return
    columns = [
        Shown("month", _("Meeting"), width=75),
        Shown("customer_name", _("Customer"), width=170),
        Shown("title", _("What is decided"), width=270),
        Shown("owner", _("Owner"), width=65),
        Shown("due_on", _("Due on"), "date", width=95),
        Shown("late", _("Late, days"), "integer", sparse=True, width=75),
        Shown("state", _("State"), width=75 if frame.lang == "zh" else 90),
        Shown("outcome", _("What was done about it"), width=300),
        Shown("carried", _("Carried over"), "integer", help=_("Months since the meeting that decided it"), sparse=True),
        Shown("department", _("Department")),
    ]
    words = decisions.in_words(found, frame.lang)
    for row_key in (
        _projected(frame, found, words, columns, key)
        if review_present.presented()
        else tables.grid(frame, words, columns, key=key, select="row_key")
    ):
        kept = desk.with_keys(collected.rows(frame, "tasks"), "row_key", [row_key])
        if len(kept) and str(kept["state"].iloc[0]) in decisions.OPEN_STATES:
            task = {str(name): value for name, value in kept.iloc[0].to_dict().items()}
            task_close.form(frame, task, _("Close the decision"), key="review.close")


def _projected(frame: Frame, found: pd.DataFrame, words: pd.DataFrame, columns: list[Shown], key: str) -> tuple[object, ...]:
    """The decisions in large type, and a choice among the open ones in place of selecting in the table."""
    review_tables.enlarge(frame, words, columns[:-2])
    open_ = desk.with_keys(found, "state", decisions.OPEN_STATES)
    titles = dict(zip(open_["row_key"].tolist(), open_["title"].tolist(), strict=True))
    if not titles:
        return ()
    chosen = st.selectbox(
        frame._("Close a decision"), tuple(titles), index=None, format_func=lambda each: titles[each], placeholder=frame._("Choose"),
        key=f"{key}.choose",
    )  # fmt: skip
    return () if chosen is None else (chosen,)


def record(frame: Frame, month: Month, *, key: str) -> None:
    """Take down a decision: it is a task of its owner at once."""
    _ = frame._
    departments = TASKS.field("department").labels(frame.lang)
    names = dict(zip(frame.books.customers["customer_key"], frame.books.customers["customer_name"], strict=True))
    with (
        st.expander(_("Record a decision"), icon=":material/add_task:", expanded=key == "decisions"),
        st.form(f"review.decide.{key}", border=False),
    ):
        what = st.text_input(_("What is decided"), max_chars=300)
        first, second, third, fourth = st.columns(4)
        department = first.selectbox(_("Department"), tuple(departments), format_func=lambda each: departments[each])
        owner = second.text_input(_("Owner"), max_chars=60)
        due = third.date_input(_("Due on"), frame.as_of + dt.timedelta(days=DAYS), format="YYYY-MM-DD")
        customer = fourth.selectbox(
            _("Customer"), tuple(names), index=None, format_func=lambda each: str(names[each]), placeholder=_("None in particular")
        )
        name = identity.who(frame, key=f"review.decide.{key}")
        pressed = st.form_submit_button(_("Keep the decision"), type="primary")
    if not pressed:
        return
    if not what.strip() or not owner.strip():
        widgets.strip(_("A decision needs words and an owner."), "bad")
        return
    task = decisions.task(what.strip(), department=department, owner=owner.strip(), due=due, day=frame.as_of, month=month.name)
    change = RowChange("tasks", task, customer_key=None if customer is None else int(customer))
    why = _("Monthly meeting {month}").format(month=month.name)
    _keep(frame, [change], name, why, f"review.decide.{key}", _("Decided: {what} ({owner})").format(what=what.strip(), owner=owner.strip()))


def _keep(frame: Frame, changes: list[RowChange], name: str, why: str, act: str, words: str) -> None:
    def do(target: Ledger, mark: str) -> list[JournalEntry | None]:
        return [target.change_registers(changes, who=name, why=why, token=mark, valid_from=frame.as_of)]

    cash_acts.act(frame, act, name, words, do)
