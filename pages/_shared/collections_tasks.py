"""The owner's own list: every open task and decision with its age and origin, by owner and department; closed here with what was done."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.registers import REGISTERS
from arcore.review import open_tasks
from pages._shared import collected, session, tables, task_close, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown

TASKS = REGISTERS["tasks"]
OWNER, DEPARTMENT = "task_owner", "task_department"


def rows(frame: Frame) -> pd.DataFrame:
    """Every open task of the company, those past their date first."""
    return open_tasks.open_tasks(collected.rows(frame, "tasks"), frame.books.customers, frame.as_of)


def chosen(frame: Frame, every: pd.DataFrame) -> pd.DataFrame:
    """Of `every` task those of the owner and department asked for."""
    owner, department = _choice(frame, every)
    return open_tasks.owned(every, owner=owner, department=department)


def show(frame: Frame, every: pd.DataFrame) -> None:
    """The choice of owner and department, the list of `every` task that is theirs, and the task one closes."""
    _ = frame._
    owners, departments = _owners(every), _departments(frame)
    owner, department = _choice(frame, every)
    session.show(OWNER, owner)
    session.show(DEPARTMENT, department)
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    left.selectbox(_("Owner"), owners, format_func=lambda name: name or _("All owners"), **session.on_change(OWNER))
    right.segmented_control(
        _("Department"), tuple(departments), format_func=lambda name: departments[name], required=True, **session.on_change(DEPARTMENT)
    )
    mine = chosen(frame, every)
    widgets.answer(frame.say(open_tasks.waiting(mine).sentence()))
    if not len(mine):
        widgets.empty(
            _("No task is open"),
            _("What a meeting decides and what is taken up from a warning stands here with its owner until it is done."),
        )
        return
    columns = [
        Shown("due_on", _("Due on"), "date", width=95),
        Shown("late", _("Late, days"), "integer", sparse=True, width=75),
        Shown("owner", _("Owner"), width=65),
        Shown("department", _("Department"), width=60 if frame.lang == "zh" else 115),
        Shown("title", _("Task"), width=280 if frame.lang == "zh" else 230),
        Shown("origin", _("Comes from"), width=125),
        Shown("age", _("Age, days"), "integer", help=_("Since it was raised"), width=85),
        Shown("customer_name", _("Customer"), width=180),
        Shown("state", _("State"), width=80),
    ]
    widgets.note(_("Select a task to close it with what was done about it."))
    for key in tables.grid(frame, open_tasks.in_words(mine, frame.lang), columns, key="tasks", select="row_key"):
        kept = desk.with_keys(collected.rows(frame, "tasks"), "row_key", [key])
        task_close.form(frame, {str(name): value for name, value in kept.iloc[0].to_dict().items()}, _("Close the task"), key="tasks.close")
    widgets.door(widgets.Door("registers", _("All tasks, closed ones too"), {"register": "tasks"}), key="tasks")


def _choice(frame: Frame, every: pd.DataFrame) -> tuple[str, str]:
    """Owner and department: one's own tasks, where somebody is known who has any; '' stands for all."""
    owners = _owners(every)
    usual = frame.who if frame.who in owners else ""
    return session.one_of(OWNER, owners, usual), session.one_of(DEPARTMENT, _departments(frame), "")


def _owners(every: pd.DataFrame) -> Sequence[str]:
    return ("", *dict.fromkeys(every["owner"].tolist()))


def _departments(frame: Frame) -> dict[str, str]:
    return {"": frame._("All"), **TASKS.field("department").labels(frame.lang)}
