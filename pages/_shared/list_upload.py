"""Taking over another system's list into a register: what it adds is shown before anything is kept."""

from __future__ import annotations

import streamlit as st

from arcore import register_lists
from arcore.intake.anything import read_files
from arcore.money import shown
from arcore.registers import Register
from pages._shared import register_exchange, widgets
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
            register_exchange.keep(frame, found.changes, key)
