"""Taking over another system's list into a register: what it adds is shown before anything is kept."""

from __future__ import annotations

from uuid import uuid4

import streamlit as st

from arcore import register_lists
from arcore.intake.anything import read_files
from arcore.messages import Unusable
from arcore.money import shown
from arcore.register_lists import Taken
from arcore.registers import Register
from pages._shared import identity, session, source, widgets
from pages._shared.frame import Frame

COLUMNS = {"deliveries": register_lists.DELIVERIES, "einvoices": register_lists.EINVOICES}
MOST_PROBLEMS = 20


def show(frame: Frame, register: Register, title: str, *, open_: bool = False) -> None:
    """Upload, what would be added, one button."""
    _ = frame._
    key = f"list.{register.name}"
    with st.expander(title, icon=":material/upload_file:", expanded=open_):
        widgets.note(
            _("Any list with number, date, customer and amount will do; columns are known by their headings. Numbers already kept stay.")
        )
        turn = st.session_state.setdefault(f"{key}.turn", 0)
        file = st.file_uploader(_("The list"), type=["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "zip"], key=f"{key}.upload.{turn}")
        if file is None:
            return
        currency = frame.policy.company.currency
        readings = read_files(file.getvalue(), file.name, mappings=frame.ledger.mappings(), currency=currency)
        rows = frame.books.registers[register.name]
        found = register_lists.taken(readings, register, COLUMNS[register.name], rows, frame.books.customers, currency=currency)
        sums = frame.listed(f"{shown(total, code, lang=frame.lang)} {code}" for code, total in found.sums.items())
        words = {"new": len(found.changes), "sums": sums or "–", "known": found.known, "problems": len(found.problems)}
        widgets.answer(_("{new} new rows ({sums}), {known} already kept, {problems} cannot be used.").format(**words))
        for problem in found.problems[:MOST_PROBLEMS]:
            widgets.strip(frame.say(problem), "bad")
        if found.changes:
            _keep(frame, found, key)


def _keep(frame: Frame, found: Taken, key: str) -> None:
    _ = frame._
    name = identity.who(frame, key=key)
    why = st.text_input(_("Why (kept in the journal)"), key=f"{key}.why", max_chars=200)
    if not st.button(_("Keep these {count} rows").format(count=len(found.changes)), type="primary", key=f"{key}.go"):
        return
    if not identity.ready(frame, name, why):
        return
    token = st.session_state.setdefault(f"{key}.token.{frame.books.version}", uuid4().hex)
    try:
        entry = source.to_write(frame.shelf).change_registers(found.changes, who=name, why=why.strip(), token=token)
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    identity.remember(name)
    st.session_state[f"{key}.turn"] += 1
    session.flash(_("Done: {what}. It can be undone under “What was done”.").format(what=frame.say(entry.summary)))
    st.rerun()
