"""What became of statements: sent by which channel, received, agreed with or not; each a journaled change of the register's row."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.money import plain
from arcore.registers import REGISTERS
from arcore.typed import amount_typed
from pages._shared import cash_acts, identity, kept_files, widgets
from pages._shared.frame import Frame
from pages._shared.register_row import all_amended, choices, heading

REGISTER = REGISTERS["statements"]
STATES = ("sent", "received", "agreed", "differs")


def show(frame: Frame, rows: pd.DataFrame) -> None:
    """The form for the selected statements; an answer is recorded for one at a time."""
    _ = frame._
    known = rows[rows["row_key"].notna()]
    if not len(known):
        widgets.note(_("No statement has been generated for this selection yet."))
        return
    st.subheader(_("Record for the selection ({count})").format(count=len(known)), anchor=False)
    states = STATES if len(known) == 1 else STATES[:2]
    words = choices(frame, REGISTER, "state")
    state = str(
        st.segmented_control(_("Status"), states, default="sent", format_func=lambda v: words[v], required=True, key="answer.state")
    )
    kept = desk.with_keys(frame.books.registers["statements"], "row_key", known["row_key"].tolist())
    given = _fields(frame, state, kept)
    name = identity.who(frame, key="answer")
    why = st.text_input(_("Why (kept in the journal)"), key=f"answer.why.{state}", max_chars=200, value=words[state])
    if (
        not st.button(_("Enter in the register"), type="primary", key="answer.keep")
        or given is None
        or not identity.ready(frame, name, why)
    ):
        return
    changes = all_amended(frame, REGISTER, kept, {**given, "state": state})
    if changes is None:
        return
    done = _("Recorded “{state}” (statements: {count}).").format(state=words[state], count=len(changes))
    cash_acts.act(
        frame, f"answer.{state}", name, done,
        lambda target, mark: [target.change_registers(changes, who=name, why=why.strip(), token=mark, valid_from=frame.as_of)],
    )  # fmt: skip


def _fields(frame: Frame, state: str, rows: pd.DataFrame) -> dict[str, Any] | None:
    """What belongs to the state, for these rows of the register; None where something typed cannot be used."""
    left, middle, right = st.columns(3)

    def day(column: Any, field: str) -> dt.date:
        picked: dt.date = column.date_input(heading(frame, REGISTER, field), frame.as_of, format="YYYY-MM-DD", key=f"answer.{field}")
        return picked

    def one_of(column: Any, field: str) -> str:
        said = choices(frame, REGISTER, field)
        label = heading(frame, REGISTER, field)
        return str(column.selectbox(label, tuple(said), format_func=lambda value: said[value], key=f"answer.{field}"))

    def text(column: Any, field: str) -> str:
        return str(column.text_input(heading(frame, REGISTER, field), key=f"answer.{field}", max_chars=200))

    if state == "sent":
        given = {"sent_on": day(left, "sent_on"), "channel": one_of(middle, "channel"), "sent_to": text(right, "sent_to")}
        return given | ({"tracking_no": text(left, "tracking_no")} if len(rows) == 1 else {})
    if state == "received":
        return {"received_on": day(left, "received_on"), "tracking_no": text(middle, "tracking_no")}
    given = {"answered_on": day(left, "answered_on"), "signer": text(middle, "signer"), "capacity": text(right, "capacity")}
    given["seal"] = one_of(left, "seal")
    currency, balance = str(rows["currency"].iloc[0]), int(rows["balance"].iloc[0])
    start = plain(balance, currency) if state == "agreed" else ""
    typed = middle.text_input(heading(frame, REGISTER, "agreed_balance"), start, key=f"answer.agreed_balance.{state}")
    if typed.strip():
        given["agreed_balance"] = amount_typed(typed, currency)
        if given["agreed_balance"] is None:
            widgets.strip(frame._("“{typed}” is not an amount. Write it like 12,000.00.").format(typed=typed), "bad")
            return None
    scan = right.file_uploader(heading(frame, REGISTER, "scan"), key="answer.scan")
    if scan is not None:
        given["scan"] = kept_files.kept(frame, scan)
        if given["scan"] is None:
            return None
    return given
