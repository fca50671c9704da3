"""The clocks of the law on pages: every debt with what restarted it, and guarantees."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.legal.clocks import Clocks, alert_words, event_words
from arcore.legal.events import kind_words
from arcore.registers import REGISTERS
from pages._shared import drill, figures_of, register_view, session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def show(frame: Frame, at: Clocks) -> None:
    """The debts by urgency, the guarantees, what was recorded but counts for nothing, and the register of events."""
    _ = frame._
    _debts(frame, at)
    st.subheader(_("Guarantees that end"), anchor=False)
    _guarantees(frame, at.guarantees)
    _weak(frame, at.weak)
    register = REGISTERS["interruptions"]
    st.subheader(frame.say(register.title), anchor=False)
    widgets.note(frame.say(register.question))
    register_view.show(frame, register, frame.books.registers["interruptions"], key="legal.")


def _debts(frame: Frame, at: Clocks) -> None:
    _ = frame._
    words = {"urgent": _("Lapsed or within a year"), "all": _("All overdue documents")}
    shown = session.one_of("clocks", words, "urgent" if len(at.urgent(frame.currency)) else "all")
    session.show("clocks", shown)
    st.selectbox(_("Documents"), tuple(words), format_func=lambda name: words[name], width=280, **session.on_change("clocks"))
    rows = at.urgent(frame.currency) if shown == "urgent" else desk.with_keys(at.debts, "currency", [frame.currency])
    if not len(rows):
        widgets.empty(_("Nothing lapses"), _("No overdue document lapses within a year of this date."))
        return
    widgets.note(
        _(
            "{count} documents. The date is the earliest that can be argued: act before it. Select one to see its origin and payments."
        ).format(count=f"{len(rows):,}")
    )
    columns = [
        Shown("expires", _("Lapses on"), "date"),
        Shown("days_left", _("Days left"), "integer", help=_("Negative: late")),
        Shown("urgency", _("Urgency"), width="small"),
        Shown("customer_name", _("Customer"), width=190),
        Shown("document_no", _("Document No.")),
        Shown("open", _("Open balance"), "money"),
        Shown("due_date", _("Due date"), "date"),
        Shown("restarted_on", _("Counted from"), "date"),
        Shown("event_words", _("Because of"), width="medium"),
        Shown("evidence", _("Evidence"), width="medium"),
    ]
    chosen = tables.grid(replace(frame, unit="unit"), _worded(frame, rows), columns, key="legal.debts", select="document_key", total=True)
    items = figures_of.aged(frame, frame.as_of, "policy", frame.policy.aging.basis).items
    for key in chosen:
        drill.document(replace(frame, unit="unit"), items, int(str(key)))


def _worded(frame: Frame, rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        urgency=[frame.say(alert_words(None if pd.isna(step) else int(step))) for step in rows["alert"]],
        event_words=[frame.say(event_words(kind)) for kind in rows["event"]],
    )


def _guarantees(frame: Frame, rows: pd.DataFrame) -> None:
    _ = frame._
    if not len(rows):
        widgets.note(_("No guarantee of a customer who owes is recorded. Enter them in the register of insurance and guarantees."))
        return
    acts = {True: _("Ask the guarantor to pay by then"), False: _("Sue or arbitrate against the debtor by then")}
    listed = rows.assign(act=[acts[bool(joint)] for joint in rows["joint"]])
    columns = [
        Shown("ends", _("Ends on"), "date"),
        Shown("days_left", _("Days left"), "integer", help=_("Negative: late")),
        Shown("customer_name", _("Customer"), width=190),
        Shown("guarantor", _("Guarantor")),
        Shown("act", _("What must be done"), width="large"),
    ]
    tables.grid(frame, listed, columns, key="legal.guarantees")


def _weak(frame: Frame, rows: pd.DataFrame) -> None:
    """Events that restart nothing, so that nobody relies on them."""
    _ = frame._
    if not len(rows):
        return
    widgets.strip(
        _("{count} recorded events restart nothing: no proof, or a kind that does not count, such as a call.").format(count=len(rows))
    )
    listed = desk.named(rows, frame.books.customers)
    listed = listed.assign(kind=[frame.say(kind_words(kind)) for kind in listed["kind"]])
    columns = [Shown("date", _("Date"), "date"), Shown("customer_name", _("Customer"), width=190), Shown("kind", _("Event")),
               Shown("evidence", _("Evidence"), width="medium")]  # fmt: skip
    tables.grid(frame, listed, columns, key="legal.weak")
