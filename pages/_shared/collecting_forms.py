"""Quick forms about one customer: a dispute, a hold, an extension or instalment plan; each one click, journaled, undoable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.collecting import drafting
from arcore.ledger import JournalEntry, Ledger, RowChange
from arcore.messages import Message, say
from arcore.registers import REGISTERS
from arcore.typed import amount_typed
from pages._shared import cash_acts, figures_of, identity, plan_builder, widgets
from pages._shared.frame import Frame
from pages._shared.register_row import choices

OPEN = "collecting.form"
DEADLINE_DAYS, HOLD_DAYS = 7, 14
"""What the forms propose: a dispute is to be settled within a week, a hold ends after two."""

Row = Mapping[str, Any]


def ask(name: str, row_id: str) -> None:
    """Open a form in this run, from a button's callback."""
    st.session_state[OPEN] = (name, row_id)


def close() -> None:
    """Forget the form."""
    st.session_state.pop(OPEN, None)


def show(frame: Frame, row: Row) -> None:
    """The form for a row of the worklist, while one is asked for."""
    name, row_id = st.session_state.get(OPEN, ("", ""))
    if row_id != row["row_id"] or name not in FORMS:
        return
    title, body = FORMS[name]
    words = f"{frame.say(title)} · {widgets.plain(str(row['customer_name']))}"
    st.dialog(words, width="large", on_dismiss=close)(body)(frame, row, _debts(frame, row))


def buttons(frame: Frame, row: Row) -> None:
    """One button a form, each with its key."""
    for name, icon, shortcut in (("dispute", "gavel", "D"), ("hold", "pause_circle", "H"), ("plan", "event_repeat", "P")):
        title, _body = FORMS[name]
        st.button(
            frame.say(title), icon=f":material/{icon}:", key=f"form.{name}.{row['row_id']}", shortcut=shortcut,
            on_click=ask, args=(name, row["row_id"]),
        )  # fmt: skip


def _debts(frame: Frame, row: Row) -> pd.DataFrame:
    """The customer's open debts in the row's currency, oldest due first."""
    mine = desk.with_keys(figures_of.standing(frame, frame.as_of).aged, "customer_key", [int(row["customer_key"])])
    return drafting.debts(desk.with_keys(mine, "currency", [row["currency"]]))


def _keep(frame: Frame, row: Row, register: str, values: Mapping[str, object], who: str, words: str) -> None:
    change = RowChange(register, values, customer_key=int(row["customer_key"]))
    why = words.format(customer=row["customer_name"])

    def do(target: Ledger, mark: str) -> list[JournalEntry | None]:
        return [target.change_registers([change], who=who, why=why, token=mark)]

    if cash_acts.attempt(frame, f"{register}.{row['row_id']}", who, do):
        close()
        cash_acts.done(frame, who, why)


def _dispute(frame: Frame, row: Row, debts: pd.DataFrame) -> None:
    _ = frame._
    key, kinds = f"dispute.{row['row_id']}", choices(frame, REGISTERS["disputes"], "dispute_type")
    kind = st.pills(_("What about?"), tuple(kinds), format_func=lambda name: kinds[name], key=f"{key}.kind")
    left, right = st.columns([2, 1])
    chosen = left.multiselect(_("Documents"), debts["document_no"].tolist(), key=f"{key}.documents", placeholder=_("Choose"))
    typed = right.text_input(
        _("Amount disputed ({currency})").format(currency=row["currency"]), key=f"{key}.amount", placeholder=_("All of them")
    )
    what = st.text_area(_("What is disputed"), key=f"{key}.what", max_chars=1000, height=80)
    left, right = st.columns(2)
    owner = left.text_input(_("Who settles it"), frame.who, key=f"{key}.owner", max_chars=60)
    due = right.date_input(
        _("To be settled by"), frame.as_of + dt.timedelta(days=DEADLINE_DAYS), min_value=frame.as_of, format="YYYY-MM-DD", key=f"{key}.due"
    )
    who = identity.who(frame, key="dispute")
    widgets.note(_("Until it is settled the amount is not dunned; the rest of the document is."))
    if not st.button(_("Keep it"), type="primary", key=f"{key}.keep", shortcut="Ctrl+Enter"):
        return
    amount = amount_typed(typed, str(row["currency"])) if typed.strip() else None
    if typed.strip() and (amount is None or amount <= 0):
        widgets.strip(_("The amount must be a number above 0, such as 12800.50; leave it blank for the whole documents."))
        return
    values = {
        "opened_on": frame.as_of, "dispute_type": kind, "document_nos": ", ".join(chosen), "amount": amount, "currency": row["currency"],
        "what": what, "owner": owner, "due_on": due, "state": "open",
    }  # fmt: skip
    _keep(frame, row, "disputes", values, who, _("Dispute recorded: {customer}"))


def _hold(frame: Frame, row: Row, debts: pd.DataFrame) -> None:
    _ = frame._
    key = f"hold.{row['row_id']}"
    reason = st.text_area(_("Why do we wait?"), key=f"{key}.reason", max_chars=500, height=80)
    left, middle, right = st.columns(3)
    until = left.date_input(
        _("Until (last day)"), frame.as_of + dt.timedelta(days=HOLD_DAYS), min_value=frame.as_of, format="YYYY-MM-DD", key=f"{key}.until"
    )
    decided = middle.text_input(_("Decided by"), key=f"{key}.decided", max_chars=60)
    chosen = right.multiselect(
        _("Only these documents"), debts["document_no"].tolist(), key=f"{key}.documents", placeholder=_("Everything of this customer")
    )
    who = identity.who(frame, key="hold")
    widgets.note(_("The customer comes back to the list by itself on the day after."))
    if not st.button(_("Keep it"), type="primary", key=f"{key}.keep", shortcut="Ctrl+Enter"):
        return
    values = {
        "held_from": frame.as_of, "until": until, "reason": reason, "decided_by": decided, "document_nos": ", ".join(chosen) or None,
    }  # fmt: skip
    _keep(frame, row, "holds", values, who, _("Collection put on hold: {customer}"))


def _plan(frame: Frame, row: Row, debts: pd.DataFrame) -> None:
    found = plan_builder.draw(frame, f"plan.{row['row_id']}", debts, str(row["currency"]))
    who = identity.who(frame, key="plan")
    if not st.button(frame._("Keep it"), type="primary", key=f"plan.{row['row_id']}.keep", shortcut="Ctrl+Enter") or found is None:
        return
    _keep(frame, row, "plans", found, who, frame._("Plan recorded: {customer}"))


Body = Callable[[Frame, Row, pd.DataFrame], None]
FORMS: Mapping[str, tuple[Message, Body]] = {
    "dispute": (say("Record a dispute"), _dispute),
    "hold": (say("Put on hold"), _hold),
    "plan": (say("Extension or instalments"), _plan),
}
