"""Training on the page: who still owes what, the sessions and who came, and the quiz."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore.registers import REGISTERS
from arcore.registers_at import rows_of
from arcore.training import owed
from arcore.training.answers import in_words
from arcore.training.owed import Standing
from pages._shared import figures_of, quiz_view, register_form, register_view, session_view, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.register_form import Asked
from pages._shared.tables import Shown

SESSIONS, ATTENDANCE = REGISTERS["trainings"], REGISTERS["attendance"]


def staff(frame: Frame) -> pd.DataFrame:
    """Who is on record at the date, with the department."""

    def compute() -> pd.DataFrame:
        attendance, signed = (rows_of(figures_of.registers(frame), name) for name in ("attendance", "acknowledgements"))
        return owed.people(attendance, signed, frame.books.customers, frame.as_of)

    return once(frame, "training.staff", frame.as_of, compute=compute)


def standing(frame: Frame) -> Standing:
    """Who is to be trained in what, at the date."""

    def compute() -> Standing:
        attendance = rows_of(figures_of.registers(frame), "attendance")
        return owed.standing(attendance, staff(frame), frame.policy.training, frame.as_of)

    return once(frame, "training.standing", frame.as_of, compute=compute)


def show(frame: Frame, found: Standing) -> None:
    """What is owed, the quiz, sessions and attendance."""
    _ = frame._
    _owed(frame, found)
    st.subheader(_("Quiz from the rules in force"), anchor=False)
    quiz_view.show(frame)
    for register, title in ((SESSIONS, _("Sessions")), (ATTENDANCE, _("Attendance"))):
        st.subheader(title, anchor=False)
        if register is SESSIONS:
            session_view.record(frame, staff(frame))
        register_view.show(frame, register, frame.books.registers[register.name], key="training.")


def _owed(frame: Frame, found: Standing) -> None:
    _ = frame._
    st.subheader(_("Training owed"), anchor=False)
    if found.rows.empty:
        widgets.note(_("Record who attended below; or let people take the quiz, which records them."))
        return
    everything = st.toggle(_("Also what is up to date"), key="training.everything")
    rows = in_words(found.rows if everything else found.owed, frame.lang)
    if not len(rows):
        widgets.note(_("Nobody owes any training."))
        return
    columns = [
        Shown("person", _("Person")),
        Shown("department_words", _("Department")),
        Shown("topic_words", _("Topic"), width="medium"),
        Shown("why_words", _("Training owed because")),
        Shown("trained_on", _("Last trained on"), "date"),
        Shown("score", _("Last quiz (%)"), "integer"),
        Shown("next_on", _("Again from"), "date"),
    ]
    widgets.note(_("Select a line to record that this person was trained."))
    register_form.show(frame, ATTENDANCE, place="owed")
    for place in tables.grid(frame, rows, columns, key=f"training.owed.{everything}", select="place", height=300):
        row = rows.iloc[int(str(place))]
        values = (("person", str(row["person"])), ("topic", str(row["topic"])), ("department", str(row["department"]) or "finance"))
        asked = Asked(ATTENDANCE.name, values=(*values, ("way", "session"), ("policy_version", frame.policy.version)), place="owed")
        st.button(_("Record the training"), type="primary", key=f"training.record.{place}", on_click=register_form.ask, args=(asked,))
