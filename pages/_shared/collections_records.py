"""What was agreed and recorded about all customers: one register after the other; of promises also what became of them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from arcore import desk
from arcore.collecting import answers
from arcore.registers import REGISTERS
from pages._shared import collected, figures_of, register_form, register_view, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown

KEPT = ("promises", "disputes", "holds", "plans", "contacts")


def show(frame: Frame) -> None:
    """The chosen register, of every customer."""
    chosen = st.pills(
        frame._("Register"), KEPT, default=KEPT[0], required=True, key="records.register", label_visibility="collapsed",
        format_func=lambda name: f"{frame.say(REGISTERS[name].title)} ({len(collected.rows(frame, name))})",
        on_change=register_form.close,
    )  # fmt: skip
    register = REGISTERS[chosen]
    widgets.note(frame.say(register.question))
    if chosen == "promises":
        _promises(frame)
    register_view.show(frame, register, collected.rows(frame, chosen), key="records.")


def _promises(frame: Frame) -> None:
    """Every promise made by the date, the last first, with what came in time: the money decides whether it was kept."""
    _ = frame._
    listed = answers.promises_in_words(desk.named(figures_of.agreed(frame).promises, frame.books.customers), frame.lang)
    if not len(listed):
        return
    columns = [
        Shown("customer_name", _("Customer"), width=200), Shown("made_on", _("Made on"), "date"), Shown("date", _("Promised for"), "date"),
        Shown("amount", _("Promised amount"), "money"), Shown("received", _("Came in time"), "money"), Shown("state", _("Promise")),
        Shown("currency", _("Currency"), width="small"), Shown("ours", _("Collector")),
    ]  # fmt: skip
    tables.grid(replace(frame, unit="unit"), listed, columns, key="records.kept", height=300)
