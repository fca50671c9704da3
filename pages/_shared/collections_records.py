"""What was agreed and recorded about all customers: one register after the other, with what is still open counted."""

from __future__ import annotations

import streamlit as st

from arcore.registers import REGISTERS
from pages._shared import collected, register_form, register_view, widgets
from pages._shared.frame import Frame

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
    register_view.show(frame, register, collected.rows(frame, chosen), key="records.")
