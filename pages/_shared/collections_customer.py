"""One customer as a collector needs it: reach, what may have been paid, script, contacts, documents, quick forms, registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.collecting import answers
from arcore.collecting.playbook import script
from arcore.dunning import STEP_TITLES
from arcore.messages import say
from arcore.money import shown
from arcore.registers import REGISTERS
from arcore.registers.frames import known_at, of_customer
from arcore.schema import DOCUMENTS
from pages._shared import collected, collecting_forms, contact_log, drill, figures_of, playbook_view, register_view, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown
from pages._shared.widgets import Door

KEPT = ("promises", "disputes", "holds", "plans", "letters", "contacts")
Row = Mapping[str, Any]


def show(frame: Frame, row: Row, *, on_list: bool = True) -> None:
    """Everything about the customer of a row of the worklist; `on_list`: not already on the customer's own page."""
    _ = frame._
    key = int(row["customer_key"])
    mine = desk.with_keys(desk.with_keys(collected.items(frame), "customer_key", [key]), "currency", [row["currency"]])
    contacts = known_at(of_customer(collected.rows_then(frame, "contacts"), key), REGISTERS["contacts"], frame.as_of)
    contact_log.show(frame, row, mine["document_no"].tolist())
    collecting_forms.show(frame, row)
    with st.container(border=True):
        _head(frame, row, on_list=on_list)
        _may_have_paid(frame, key, str(row["currency"]))
        left, right = st.columns(2, gap="large")
        with left:
            st.subheader(_("What to say"), anchor=False)
            widgets.bullets(frame.say(words) for words in script(playbook_view.cards(frame), row["step"], _last_reason(contacts)))
            widgets.door(Door("improvement", _("The whole playbook"), {"part": "playbook"}), key="playbook")
        with right:
            st.subheader(_("Last contacts"), anchor=False)
            contact_log.last_contacts(frame, contacts)
            promises = answers.promises_kept(figures_of.agreed(frame).promises, key, str(row["currency"]))
            if promises is not None:
                widgets.note(frame.say(promises))
        if len(mine):
            _documents(frame, mine)
        _registers(frame, key)


def _head(frame: Frame, row: Row, *, on_list: bool) -> None:
    """Who, which step, how to reach them; and what one can do, each with its key."""
    _ = frame._
    due = str(row["step"])
    step = frame.say(STEP_TITLES[due]) if due else _("No step is due")
    amount = shown(int(row["amount"]), str(row["currency"]), lang=frame.lang)
    reach = [str(row[name]) for name in ("contact", "phone", "email") if row[name]]
    widgets.answer(" · ".join([str(row["customer_name"]), step, f"{row['currency']} {amount}", *reach]))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Log a contact"), type="primary", icon=":material/call:", key=f"log.{row['row_id']}", shortcut="L",
            on_click=contact_log.ask, args=(row["row_id"],),
        )  # fmt: skip
        collecting_forms.buttons(frame, row)
        if on_list:
            widgets.door(Door("customers", _("Open the customer's file"), {"customer": str(row["customer_id"])}), key="customer")


def _last_reason(contacts: pd.DataFrame) -> str | None:
    given = desk.known_only(contacts.sort_values(["contacted_on", "row_key"]), "reason")
    return str(given["reason"].iloc[-1]) if len(given) else None


def _may_have_paid(frame: Frame, key: int, currency: str) -> None:
    """Money of this customer that nobody has applied: look before calling."""
    _ = frame._
    lines = desk.with_keys(collected.waiting_lines(frame), "customer_key", [key])
    account = desk.with_keys(desk.with_keys(collected.on_account(frame), "customer_key", [key]), "currency", [currency])
    if len(account):
        left, notes = (shown(int(account[name].iloc[0]), currency, lang=frame.lang) for name in ("unapplied", "credits"))
        words = {"left": left, "notes": notes, "currency": currency}
        widgets.strip(
            frame.say(say("Not set against the debts yet ({currency}): receipts on account {left}, credit notes {notes}.", **words))
        )
    if len(lines):
        widgets.strip(_("They may have paid: {count} bank lines from this customer wait to be matched.").format(count=len(lines)))
        columns = [
            Shown("date", _("Date"), "date"), Shown("payer", _("Payer"), width=240), Shown("amount", _("Amount"), "money"),
            Shown("memo", _("Memo"), width="large"),
        ]  # fmt: skip
        tables.grid(replace(frame, unit="unit"), lines, columns, key=f"waiting.{key}", height=180)
    if len(account) or len(lines):
        widgets.door(Door("cash_application", _("Cash application")), key="cash")


def _documents(frame: Frame, items: pd.DataFrame) -> None:
    """The overdue documents; selecting one shows where it was read and what has settled it so far."""
    _ = frame._
    columns = [
        Shown("document_no", DOCUMENTS.column("document_no").heading(frame.lang)),
        Shown("due_date", DOCUMENTS.column("due_date").heading(frame.lang), "date"),
        Shown("days_past_due", _("Days past due"), "integer"),
        Shown("open", _("Open balance"), "money"),
        Shown("chased", _("To collect"), "money"),
        Shown("step", _("Step")),
        Shown("excluded", _("Not dunned because")),
        Shown("next_on", _("Next on"), "date"),
    ]
    shown_items = answers.items_in_words(items, frame.lang)
    key = f"dunned.{items['customer_key'].iloc[0]}"
    exact = replace(frame, unit="unit")
    for document_key in tables.grid(exact, shown_items, columns, key=key, height=300, total=True, select="document_key"):
        drill.document(frame, figures_of.standing(frame, frame.as_of).aged, int(str(document_key)))


def _registers(frame: Frame, key: int) -> None:
    """What is kept about this customer, and adding to it."""
    names = {name: frame.say(REGISTERS[name].title) for name in KEPT}
    chosen = st.segmented_control(
        frame._("Registers"), KEPT, format_func=lambda name: f"{names[name]} ({len(of_customer(collected.rows(frame, name), key))})",
        key=f"kept.{key}",
    )  # fmt: skip
    if chosen:
        register = REGISTERS[chosen]
        register_view.show(frame, register, of_customer(collected.rows(frame, chosen), key), customer_key=key, key="collections.")
