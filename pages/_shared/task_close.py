"""Closing a task with what was done about it, wherever it is seen: in the meeting, among the warnings, in its owner's list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, cast

import streamlit as st

from arcore import warnings
from arcore.ledger import JournalEntry, Ledger, RowChange
from pages._shared import cash_acts, identity, widgets
from pages._shared.frame import Frame


def form(frame: Frame, row: Mapping[str, object], button: str, *, key: str) -> None:
    """Done or dropped, and how; `row` is the task's row of the register, `button` the words to press."""
    _ = frame._
    mark = f"{key}.{row['row_key']}"
    states = {"done": _("Done"), "dropped": _("Dropped")}
    with st.container(border=True):
        widgets.answer(str(row["title"]))
        state = st.segmented_control(
            _("Result"), tuple(states), default="done", required=True, format_func=lambda each: states[each], key=f"{mark}.state"
        )
        outcome = st.text_input(_("What was done about it"), key=f"{mark}.outcome", max_chars=1000).strip()
        name = identity.who(frame, key=mark)
        if not st.button(button, type="primary", key=f"{mark}.close"):
            return
        if not outcome:
            widgets.strip(_("Say what was done: it stays with the task."), "bad")
            return
        if not identity.ready(frame, name, outcome):
            return
    values = warnings.closed_task(row, outcome, frame.as_of, cast(Literal["done", "dropped"], state))
    change = RowChange("tasks", values, row_key=int(str(row["row_key"])), entry=int(str(row["entry"])))

    def do(target: Ledger, token: str) -> list[JournalEntry | None]:
        return [target.change_registers([change], who=name, why=outcome, token=token, valid_from=frame.as_of)]

    cash_acts.act(frame, f"{mark}.close", name, _("Closed: {what}").format(what=row["title"]), do)
