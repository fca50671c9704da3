"""Who has acknowledged the policy, in which version, recorded in place; and the papers handed out under each version."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore import acknowledged
from arcore.registers import REGISTERS, Value
from arcore.registers.frames import known_at
from pages._shared import register_form, register_view, tables, widgets
from pages._shared.frame import Frame
from pages._shared.register_form import Asked
from pages._shared.tables import Shown

ACKNOWLEDGEMENTS, PAPERS = REGISTERS["acknowledgements"], REGISTERS["papers"]


def show(frame: Frame) -> None:
    """Customers and staff side by side with what each knows, then the papers."""
    _ = frame._
    version = frame.policy.version
    rows = frame.books.registers[ACKNOWLEDGEMENTS.name]
    told = acknowledged.customers_told(rows, frame.books.customers, frame.books.documents, version, frame.as_of)
    staff = acknowledged.staff_told(rows, frame.as_of)
    widgets.note(frame.say(acknowledged.answer(told, staff, version)))
    register_form.show(frame, ACKNOWLEDGEMENTS)
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.subheader(_("Customers"), anchor=False)
        _customers(frame, told)
    with right:
        st.subheader(_("Our own people"), anchor=False)
        _staff(frame, staff)
    st.subheader(frame.say(PAPERS.title), anchor=False)
    widgets.note(frame.say(PAPERS.question))
    register_view.show(frame, PAPERS, known_at(frame.books.registers[PAPERS.name], PAPERS, frame.as_of), key="policy.")


def _values(version: int) -> tuple[tuple[str, Value], ...]:
    return (("policy_version", version), ("channel", "signed"))


def _customers(frame: Frame, told: pd.DataFrame) -> None:
    _ = frame._
    only = st.toggle(_("Only those without the version in force"), value=True, key="told.missing")
    listed = told[~told["current"]] if only else told
    if not len(listed):
        widgets.note(_("Every trading customer has acknowledged it."))
        return
    widgets.note(_("Select a customer to record that it has acknowledged the version in force."))
    columns = [
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("salesperson", _("Salesperson")),
        Shown("last_document", _("Last document"), "date"),
        Shown("policy_version", _("Knows version"), "integer", width="small"),
        Shown("acknowledged_on", _("Acknowledged on"), "date"),
        Shown("person", _("By whom")),
    ]
    for key in tables.grid(frame, listed, columns, key=f"told.{only}", select="customer_key"):
        asked = Asked(ACKNOWLEDGEMENTS.name, int(str(key)), values=_values(frame.policy.version))
        st.button(_("Record the acknowledgement"), type="primary", key=f"told.add.{key}", on_click=register_form.ask, args=(asked,))


def _staff(frame: Frame, staff: pd.DataFrame) -> None:
    _ = frame._
    asked = Asked(ACKNOWLEDGEMENTS.name, values=_values(frame.policy.version))
    st.button(_("Record somebody of our own"), icon=":material/add:", key="told.staff", on_click=register_form.ask, args=(asked,))
    if not len(staff):
        widgets.note(_("None of our own people is recorded yet. Leave the customer blank when you record one."))
        return
    columns = [
        Shown("person", _("Person")),
        Shown("capacity", _("Capacity")),
        Shown("policy_version", _("Knows version"), "integer", width="small"),
        Shown("acknowledged_on", _("Acknowledged on"), "date"),
    ]
    tables.grid(frame, staff, columns, key="told.staff.rows")
