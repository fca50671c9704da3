"""Logging a contact in ten seconds: channel, reason, what was said, a promise if one was made; one click keeps it all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from arcore.ledger import JournalEntry, Ledger, RowChange
from arcore.messages import say
from arcore.registers import REGISTERS, Field
from arcore.typed import amount_typed
from pages._shared import cash_acts, identity, widgets
from pages._shared.frame import Frame

OPEN = "contact.open"


def ask(row_id: str) -> None:
    """Open the dialog in this run, from a button's callback."""
    st.session_state[OPEN] = row_id


def close() -> None:
    """Forget the dialog."""
    st.session_state.pop(OPEN, None)


def show(frame: Frame, row: Mapping[str, Any], numbers: list[str]) -> None:
    """The dialog for a row of the worklist, while one is asked for; `numbers` of its overdue documents."""
    if st.session_state.get(OPEN) == row["row_id"]:
        title = frame._("Log a contact · {customer}").format(customer=widgets.plain(str(row["customer_name"])))
        st.dialog(title, width="large", on_dismiss=close)(_body)(frame, row, numbers)


def _choices(frame: Frame, field: Field) -> dict[str, str]:
    return {choice.value: choice.label(frame.lang) for choice in field.choices}


def _body(frame: Frame, row: Mapping[str, Any], numbers: list[str]) -> None:
    _ = frame._
    key = f"contact.{row['row_id']}"
    channels, reasons = (_choices(frame, REGISTERS["contacts"].field(name)) for name in ("channel", "reason"))
    channel = st.segmented_control(
        _("How"), tuple(channels), default="phone", required=True, format_func=lambda name: channels[name], key=f"{key}.channel"
    )
    reason = st.pills(_("Why have they not paid?"), tuple(reasons), format_func=lambda name: reasons[name], key=f"{key}.reason")
    said = st.text_area(_("What was said"), key=f"{key}.said", max_chars=1000, height=80)
    left, middle, right = st.columns(3)
    typed = left.text_input(_("Promised amount ({currency})").format(currency=row["currency"]), key=f"{key}.amount", placeholder="128,000")
    promised_on = middle.date_input(_("Promised for"), None, min_value=frame.as_of, format="YYYY-MM-DD", key=f"{key}.on")
    next_on = right.date_input(_("Next contact on"), None, min_value=frame.as_of, format="YYYY-MM-DD", key=f"{key}.next")
    person = left.text_input(_("Spoken with"), str(row["contact"]), key=f"{key}.person", max_chars=60)
    chosen = middle.multiselect(_("Only about these documents"), numbers, key=f"{key}.documents", placeholder=_("All overdue ones"))
    missed = right.toggle(_("Nobody was reached"), key=f"{key}.missed")
    who = identity.who(frame, key="contact")
    if not st.button(_("Keep it"), type="primary", key=f"{key}.keep", shortcut="Ctrl+Enter"):
        return
    amount = amount_typed(typed, str(row["currency"])) if typed.strip() else None
    if (typed.strip() and not amount) or (amount or 0) < 0 or (amount is None) != (promised_on is None):
        widgets.strip(_("A promise needs an amount such as 128000 and its day; leave both blank where nothing was promised."))
        return
    about = ", ".join(chosen) or None
    contact = {
        "contacted_on": frame.as_of, "channel": channel, "reason": reason, "content": said, "person": person, "ours": who,
        "document_nos": about, "next_on": next_on, "reached": False if missed else None,
    }  # fmt: skip
    changes = [RowChange("contacts", contact, customer_key=int(row["customer_key"]))]
    if amount is not None and promised_on is not None:
        changes.append(_promise(frame, row, amount, promised_on, person, who, about))
    why = _("Contact logged: {customer}").format(customer=row["customer_name"])

    def do(target: Ledger, mark: str) -> list[JournalEntry | None]:
        return [target.change_registers(changes, who=who, why=why, token=mark)]

    if cash_acts.attempt(frame, key, who, do):
        close()
        cash_acts.done(frame, who, why)


def _promise(frame: Frame, row: Mapping[str, Any], amount: int, on: dt.date, person: str, who: str, about: str | None) -> RowChange:
    values = {
        "made_on": frame.as_of, "promised_on": on, "amount": amount, "currency": row["currency"], "person": person, "ours": who,
        "document_nos": about,
    }  # fmt: skip
    return RowChange("promises", values, customer_key=int(row["customer_key"]))


def last_contacts(frame: Frame, rows: pd.DataFrame) -> None:
    """The latest contacts of a customer, the newest first."""
    _ = frame._
    if not len(rows):
        widgets.note(_("Nobody has contacted this customer yet."))
    channels, reasons = (_choices(frame, REGISTERS["contacts"].field(name)) for name in ("channel", "reason"))
    for row in rows.sort_values(["contacted_on", "row_key"], ascending=False).head(5).to_dict("records"):
        words = [channels[row["channel"]], *(str(row[name]) for name in ("ours", "person", "content") if pd.notna(row[name]))]
        if pd.notna(row["reason"]):
            words.append(reasons[row["reason"]])
        if pd.notna(row["reached"]) and not row["reached"]:
            words.append(_("Nobody was reached"))
        widgets.note(frame.say(say("{date}: {words}", date=row["contacted_on"].date(), words=" · ".join(words))))
