"""Whose name goes into the journal: asked once, kept by this browser; the signed-in person where sign-in is configured."""

from __future__ import annotations

import streamlit as st

from pages._shared import session, widgets
from pages._shared.frame import Frame


def who(frame: Frame, *, key: str) -> str:
    """The name to record, or an empty text while nobody has given one."""
    _ = frame._
    if frame.who:
        return frame.who
    return st.text_input(
        _("Your name (for the journal)"), key=f"who.{key}", max_chars=60, placeholder=_("Asked once, kept in this browser")
    ).strip()


def remember(name: str) -> None:
    """Keep the name for this visit; the browser keeps it for the next."""
    st.session_state[session.WHO] = name


def ready(frame: Frame, name: str, why: str) -> bool:
    """Whether an entry may be written: it needs a name and a reason. Says what is missing."""
    _ = frame._
    if not name:
        widgets.strip(_("Give your name first: every entry in the journal says who made it."))
        return False
    if not why.strip():
        widgets.strip(_("Give a reason first: it is kept in the journal."))
        return False
    return True
