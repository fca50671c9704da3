"""Recording a session: one picks it, ticks who came and who did not, and everything is one entry."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.ledger import JournalEntry, Ledger
from arcore.registers import REGISTERS
from arcore.registers.words import label
from arcore.training import attending
from pages._shared import identity, one_entry, widgets
from pages._shared.frame import Frame

SESSIONS = REGISTERS["trainings"]
TURN = "session.turn"
"""How often attendance was recorded in this visit: the names chosen are forgotten each time."""


def record(frame: Frame, staff: pd.DataFrame) -> None:
    """The fold for recording; `staff` (person, department) are those on record."""
    _ = frame._
    sessions = desk.with_keys(frame.books.registers[SESSIONS.name], "state", ["planned", "held"])
    if not len(sessions):
        return
    with st.expander(_("Record who came to a session"), icon=":material/how_to_reg:"):
        names = {int(row["row_key"]): f"{row['session_no']} · {label(SESSIONS, row, frame.lang)}" for row in sessions.to_dict("records")}
        chosen = st.selectbox(_("Session"), tuple(names), format_func=lambda key: names[key], key="session.chosen")
        session = desk.with_keys(sessions, "row_key", [chosen]).iloc[0]
        attendance = frame.books.registers["attendance"]
        known = attending.recorded(attendance, str(session["session_no"]))
        if known:
            widgets.note(_("Recorded already: {people}").format(people=frame.listed(sorted(known))))
        people = [person for person in staff["person"].tolist() if person not in known]
        left, right = st.columns(2, gap="medium")
        each = f"{chosen}.{st.session_state.get(TURN, 0)}"
        placeholder = _("Choose, or type a name")
        came = left.multiselect(_("Came"), people, key=f"session.came.{each}", accept_new_options=True, placeholder=placeholder)
        rest = [person for person in people if person not in came]
        absent = right.multiselect(_("Expected, did not come"), rest, key=f"session.absent.{each}", placeholder=placeholder)
        day = session["held_on"] if pd.notna(session["held_on"]) else session["planned_on"]
        held = left.date_input(_("Held on"), min(day.date(), frame.as_of), format="YYYY-MM-DD", key=f"session.day.{chosen}")
        who = identity.who(frame, key="session")
        departments = dict(zip(staff["person"], staff["department"], strict=True))
        version = frame.policy.version
        changes = attending.changes(session, attendance, came, absent, departments, held_on=held, version=version)
        pressed = st.button(_("Record attendance"), type="primary", key="session.go", disabled=not (came and changes))
        if not pressed or not identity.ready(frame, who, "-"):
            return
        why = str(session["session_no"])

        def do(target: Ledger, token: str) -> JournalEntry:
            return target.change_registers(changes, who=who, why=why, token=token, valid_from=held)

        one_entry.write(frame, f"session.{chosen}", who, do, turn=TURN)
