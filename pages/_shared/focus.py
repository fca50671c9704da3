"""What another page asked to see: the rows behind one entry of the attention list, named in the URL."""

from __future__ import annotations

import streamlit as st

from arcore import desk
from arcore.attention import Attention, Trouble
from pages._shared import drill, figures_of, session, widgets
from pages._shared.frame import Frame

RECEIPTS = (Trouble.UNAPPLIED, Trouble.UNIDENTIFIED)


def entry(frame: Frame) -> Attention | None:
    """The attention entry that the URL names, if it still exists, under a line that says so and a way back."""
    tasks = figures_of.tasks(frame)
    by_name = dict(zip(desk.focus_names(tasks), tasks, strict=True))
    wanted = session.one_of("focus", ["", *by_name], "")
    if not wanted:
        return None
    words, back = st.columns([4, 1], vertical_alignment="center")
    with words:
        widgets.strip(frame._("Only: {what}").format(what=frame.say(by_name[wanted].message)), "past")
    back.button(frame._("Show everything"), on_click=session.keep, args=("focus", None), width="stretch")
    return by_name[wanted]


def documents(frame: Frame) -> bool:
    """Show the documents or receipts behind the entry; whether there was one."""
    asked = entry(frame)
    if asked is None:
        return False
    at = figures_of.aged(frame, frame.as_of, "policy", frame.policy.aging.basis)
    if asked.trouble in RECEIPTS:
        drill.receipts(frame, desk.with_keys(at.unapplied, "receipt_key", asked.ids), key="focus")
    elif asked.page == "credit":
        drill.documents(frame, desk.with_keys(at.items, "customer_id", asked.ids), key="focus")
    else:
        drill.documents(frame, desk.with_keys(at.items, "document_key", asked.ids), key="focus")
    return True
