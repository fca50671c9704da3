"""Decisions of the meetings: what became of the last ones, what is decided now, and the minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Literal, cast

import pandas as pd
import streamlit as st

from arcore import desk, warnings
from arcore.ledger import JournalEntry, Ledger, RowChange
from arcore.registers import REGISTERS
from arcore.review import Month, decisions
from pages._shared import cash_acts, collected, identity, register_view, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown

TASKS, MEETINGS = REGISTERS["tasks"], REGISTERS["meetings"]
DAYS = 21
"""How long a decision usually takes: what takes longer needs a plan (documents §3.8)."""


def every(frame: Frame, month: Month) -> pd.DataFrame:
    """The decisions up to this meeting, as they stand at the visit's date."""
    return decisions.decisions(collected.rows(frame, "tasks"), month.name, frame.as_of)


def followed(frame: Frame, month: Month) -> pd.DataFrame:
    """The earlier decisions to follow up."""
    since = decisions.last_meeting(collected.rows(frame, "meetings"), month.name, month.balance.after)
    return decisions.follow_up(every(frame, month), month.name, since)


def last(frame: Frame, month: Month) -> None:
    """What became of the last decisions; an open one is closed here with what was done."""
    found = followed(frame, month)
    widgets.answer(frame.say(decisions.progress(found).sentence()))
    _list(frame, found, key="review.followed", empty=frame._("What this meeting decides stands here next month, until it is done."))


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
        Shown("month", _("Meeting")),
        Shown("title", _("What is decided"), width="large"),
        Shown("department", _("Department")),
        Shown("owner", _("Owner")),
        Shown("due_on", _("Due on"), "date"),
        Shown("late", _("Days late"), "integer", sparse=True),
        Shown("carried", _("Carried over"), "integer", help=_("Months since the meeting that decided it"), sparse=True),
        Shown("state", _("State")),
        Shown("outcome", _("What was done"), width="medium"),
    ]
    for row_key in tables.grid(frame, decisions.in_words(found, frame.lang), columns, key=key, select="row_key"):
        kept = desk.with_keys(collected.rows(frame, "tasks"), "row_key", [row_key])
        if len(kept) and str(kept["state"].iloc[0]) in decisions.OPEN_STATES:
            _close(frame, {str(name): value for name, value in kept.iloc[0].to_dict().items()})


def _close(frame: Frame, row: Mapping[str, object]) -> None:
    _ = frame._
    key = int(str(row["row_key"]))
    states = {"done": _("Done"), "dropped": _("Dropped")}
    with st.container(border=True):
        widgets.answer(str(row["title"]))
        state = st.segmented_control(
            _("Result"), tuple(states), default="done", required=True, format_func=lambda each: states[each], key=f"review.state.{key}"
        )
        outcome = st.text_input(_("What was done about it"), key=f"review.outcome.{key}", max_chars=1000)
        name = identity.who(frame, key=f"review.close.{key}")
        if not st.button(_("Close the decision"), type="primary", key=f"review.close.{key}"):
            return
        if not outcome.strip():
            widgets.strip(_("Say what was done: it stays with the decision."), "bad")
            return
    values = warnings.closed_task(row, outcome.strip(), frame.as_of, cast(Literal["done", "dropped"], state))
    change = RowChange("tasks", values, row_key=key, entry=int(str(row["entry"])))
    _keep(frame, [change], name, outcome.strip(), f"review.close.{key}", _("Closed: {what}").format(what=row["title"]))


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
