"""The parts of the collections page: the worklist, and one customer with documents, script, contacts, bank lines and registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.collecting import answers
from arcore.collecting.scripts import script
from arcore.dunning import STEP_TITLES
from arcore.registers import REGISTERS
from arcore.registers.frames import of_customer
from arcore.schema import CUSTOMERS, DOCUMENTS
from pages._shared import collected, contact_log, figures_of, register_view, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown
from pages._shared.widgets import Door

KEPT = ("promises", "disputes", "holds", "plans", "letters", "contacts")


def worklist(frame: Frame, rows: pd.DataFrame) -> None:
    """The customers in the order of the worklist; selecting one opens all there is to know before one calls."""
    _ = frame._
    heading = {name: CUSTOMERS.column(name).heading(frame.lang) for name in ("contact", "phone", "salesperson", "grade")}
    columns = [
        Shown("customer_name", _("Customer"), width=180),
        Shown("step", _("Step"), width=80 if frame.lang == "zh" else 125),
        Shown("why", _("Why now"), width=90 if frame.lang == "zh" else 115),
        Shown("amount", _("To collect"), "money"),
        Shown("days", _("Days past due"), "integer", help=_("Of the oldest document that is dunned")),
        Shown("phone", heading["phone"], width=115),
        Shown("promise", _("Promise"), width=90),
        Shown("promised_on", _("Promised for"), "date", width=100),
        Shown("last_on", _("Last contact"), "date", width=100),
        Shown("contact", heading["contact"], width=80),
        Shown("salesperson", heading["salesperson"], width=80),
        Shown("grade", heading["grade"], width=60),
        Shown("excluded", _("Not dunned"), "money", sparse=True, help=_("Disputed, on hold or under a plan that is kept")),
        Shown("next_on", _("Next on"), "date", width=100),
    ]
    widgets.note(_("{count} customers, the most pressing first. Select one.").format(count=f"{len(rows):,}"))
    shown = answers.in_words(rows, frame.lang)
    for row_id in tables.grid(frame, shown, columns, key="worklist", select="row_id"):
        (row,) = desk.with_keys(rows, "row_id", [row_id]).to_dict("records")
        _customer(frame, {str(name): value for name, value in row.items()})


def _customer(frame: Frame, row: Mapping[str, Any]) -> None:
    _ = frame._
    key = int(row["customer_key"])
    mine = collected.items(frame)
    mine = desk.with_keys(mine, "customer_key", [key])
    mine = desk.with_keys(mine, "currency", [row["currency"]])
    contacts = of_customer(collected.rows(frame, "contacts"), key)
    contact_log.show(frame, row, mine["document_no"].tolist())
    with st.container(border=True):
        due = str(row["step"])
        step = frame.say(STEP_TITLES[due]) if due else _("No step is due")
        reach = [str(row[name]) for name in ("contact", "phone", "email") if row[name]]
        widgets.answer(" · ".join([str(row["customer_name"]), step, *reach]))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                _("Log a contact"), type="primary", icon=":material/call:", key=f"log.{row['row_id']}", shortcut="L",
                on_click=contact_log.ask, args=(row["row_id"],),
            )  # fmt: skip
            widgets.door(Door("cash_application", _("Cash application")), key="cash")
        left, right = st.columns(2, gap="large")
        with left:
            st.subheader(_("What to say"), anchor=False)
            widgets.bullets(frame.say(sentence) for sentence in script(row["step"], _last_reason(contacts)))
        with right:
            st.subheader(_("Last contacts"), anchor=False)
            contact_log.last_contacts(frame, contacts)
            promises = answers.promises_kept(figures_of.agreed(frame).promises, key, str(row["currency"]))
            if promises is not None:
                widgets.note(frame.say(promises))
        _may_have_paid(frame, key)
        _documents(frame, mine)
        _registers(frame, key)


def _last_reason(contacts: pd.DataFrame) -> str | None:
    given = desk.known_only(contacts.sort_values(["contacted_on", "row_key"]), "reason")
    return str(given["reason"].iloc[-1]) if len(given) else None


def _may_have_paid(frame: Frame, key: int) -> None:
    """Money of this customer that nobody has applied: look before calling."""
    _ = frame._
    (customer,) = desk.with_keys(frame.books.customers, "customer_key", [key]).to_dict("records")
    lines = collected.waiting_lines(frame, {str(name): value for name, value in customer.items()})
    if not len(lines):
        return
    widgets.strip(_("They may have paid: {count} bank lines from this customer wait to be matched.").format(count=len(lines)))
    columns = [
        Shown("date", _("Date"), "date"), Shown("payer", _("Payer"), width=240), Shown("amount", _("Amount"), "money"),
        Shown("memo", _("Memo"), width="large"),
    ]  # fmt: skip
    tables.grid(replace(frame, unit="unit"), lines, columns, key=f"waiting.{key}", height=180)


def _documents(frame: Frame, items: pd.DataFrame) -> None:
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
    shown = answers.items_in_words(items, frame.lang)
    tables.grid(replace(frame, unit="unit"), shown, columns, key=f"dunned.{items['customer_key'].iloc[0]}", height=300, total=True)


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
