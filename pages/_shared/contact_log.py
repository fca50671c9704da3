"""Logging a contact in ten seconds: channel, reason, what was said, a promise if one was made; one click keeps it all.

From the list: L, a reason, a few words, Ctrl+Enter. The same customer's next step, promise and documents are optional.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from arcore.ledger import JournalEntry, Ledger, RowChange, files
from arcore.messages import say
from arcore.money import shown
from arcore.registers import REGISTERS
from arcore.typed import amount_typed
from pages._shared import cash_acts, identity, kept_files, widgets
from pages._shared.frame import Frame
from pages._shared.register_row import choices

OPEN = "contact.open"
Row = Mapping[str, Any]


def ask(row_id: str) -> None:
    """Open the dialog in this run, from a button's callback."""
    st.session_state[OPEN] = row_id


def close() -> None:
    """Forget the dialog."""
    st.session_state.pop(OPEN, None)


def show(frame: Frame, row: Row, numbers: list[str]) -> None:
    """The dialog for a row of the worklist, while one is asked for; `numbers` of its overdue documents."""
    if st.session_state.get(OPEN) == row["row_id"]:
        title = frame._("Log a contact · {customer}").format(customer=widgets.plain(str(row["customer_name"])))
        st.dialog(title, width="large", on_dismiss=close)(_body)(frame, row, numbers)


def _body(frame: Frame, row: Row, numbers: list[str]) -> None:
    _ = frame._
    key = f"contact.{row['row_id']}"
    channels, reasons = (choices(frame, REGISTERS["contacts"], name) for name in ("channel", "reason"))
    channel = st.segmented_control(
        _("How"), tuple(channels), default="phone", required=True, format_func=lambda name: channels[name], key=f"{key}.channel"
    )
    reason = st.pills(_("Why have they not paid?"), tuple(reasons), format_func=lambda name: reasons[name], key=f"{key}.reason")
    said = st.text_area(_("What was said"), key=f"{key}.said", max_chars=1000, height=80)
    left, middle, right = st.columns(3)
    promised_on = left.date_input(_("Promised for"), None, min_value=frame.as_of, format="YYYY-MM-DD", key=f"{key}.on")
    everything = shown(int(row["amount"]), str(row["currency"]))
    typed = middle.text_input(
        _("Promised amount ({currency})").format(currency=row["currency"]), key=f"{key}.amount",
        placeholder=_("All: {amount}").format(amount=everything),
    )  # fmt: skip
    next_on = right.date_input(_("Next contact on"), None, min_value=frame.as_of, format="YYYY-MM-DD", key=f"{key}.next")
    missed = right.toggle(_("Nobody was reached"), key=f"{key}.missed")
    with st.expander(_("More: day and time, with whom, their answer, next step, documents, file")):
        more = _more(frame, row, numbers, key)
    who = identity.who(frame, key="contact")
    if not st.button(_("Keep it"), type="primary", key=f"{key}.keep", shortcut="Ctrl+Enter"):
        return
    amount = amount_typed(typed, str(row["currency"])) if typed.strip() else int(row["amount"])
    if (typed.strip() and promised_on is None) or (promised_on is not None and (amount is None or amount <= 0)):
        widgets.strip(_("A promise needs its day, and an amount such as 128000 or a blank for everything; leave both blank for none."))
        return
    contact = {**more, "channel": channel, "reason": reason, "content": said, "ours": who, "next_on": next_on}
    contact["reached"] = False if missed else None
    changes = [RowChange("contacts", contact, customer_key=int(row["customer_key"]))]
    if amount is not None and promised_on is not None:
        promise = {
            "made_on": more["contacted_on"], "promised_on": promised_on, "amount": amount, "currency": row["currency"],
            "person": more["person"], "ours": who, "document_nos": more["document_nos"],
        }  # fmt: skip
        changes.append(RowChange("promises", promise, customer_key=int(row["customer_key"])))
    why = _("Contact logged: {customer}").format(customer=row["customer_name"])

    def do(target: Ledger, mark: str) -> list[JournalEntry | None]:
        return [target.change_registers(changes, who=who, why=why, token=mark)]

    if cash_acts.attempt(frame, key, who, do):
        close()
        cash_acts.done(frame, who, why)


def _more(frame: Frame, row: Row, numbers: list[str], key: str) -> dict[str, object]:
    """What one adds when there is time: the fields of the log that the first look leaves out."""
    _ = frame._
    left, middle, right = st.columns(3)
    day = left.date_input(_("Day of the contact"), frame.as_of, max_value=frame.as_of, format="YYYY-MM-DD", key=f"{key}.day")
    at = middle.text_input(_("Time"), key=f"{key}.at", placeholder="14:30", max_chars=5)
    person = right.text_input(_("Spoken with"), str(row["contact"]), key=f"{key}.person", max_chars=60)
    answer = left.text_input(_("Their answer in their words"), key=f"{key}.feedback", max_chars=300)
    step = middle.text_input(_("Next step"), key=f"{key}.step", max_chars=200, placeholder=_("Needs the day of the next contact"))
    chosen = right.multiselect(_("Only about these documents"), numbers, key=f"{key}.documents", placeholder=_("All overdue ones"))
    values: dict[str, object] = {
        "contacted_on": day, "at": at.strip() or None, "person": person, "feedback": answer, "next_action": step,
        "document_nos": ", ".join(chosen) or None,
    }  # fmt: skip
    uploaded = st.file_uploader(_("File (recording, e-mail, photo)"), key=f"{key}.file", max_upload_size=files.LARGEST // 2**20)
    if uploaded is not None:
        values["file"] = kept_files.kept(frame, uploaded)
    return values


def last_contacts(frame: Frame, rows: pd.DataFrame) -> None:
    """The latest contacts of a customer, the newest first."""
    _ = frame._
    if not len(rows):
        widgets.note(_("Nobody has contacted this customer yet."))
    channels, reasons = (choices(frame, REGISTERS["contacts"], name) for name in ("channel", "reason"))
    for row in rows.sort_values(["contacted_on", "row_key"], ascending=False).head(5).to_dict("records"):
        words = [channels[row["channel"]], *(str(row[name]) for name in ("ours", "person", "content", "feedback") if pd.notna(row[name]))]
        if pd.notna(row["reason"]):
            words.append(reasons[row["reason"]])
        if pd.notna(row["reached"]) and not row["reached"]:
            words.append(_("Nobody was reached"))
        widgets.note(frame.say(say("{date}: {words}", date=row["contacted_on"].date(), words=" · ".join(words))))
