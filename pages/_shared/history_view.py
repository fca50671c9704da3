"""What was done to the books, by whom and why; and taking it back."""

from __future__ import annotations

from uuid import uuid4

import streamlit as st

from arcore.ledger import JournalEntry
from arcore.messages import Unusable
from pages._shared import identity, journal_list, session, source, widgets
from pages._shared.frame import Frame
from pages._shared.widgets import Door


def show(frame: Frame) -> None:
    """The journal, newest first; selecting an entry offers to undo it."""
    _ = frame._
    entries = frame.ledger.journal()
    if not entries:
        widgets.empty(
            _("Nothing has been done yet"), _("The first import makes the first entry."), Door("data", _("Add workbooks"), {"part": "add"})
        )
        return
    widgets.note(_("Every change to the books is one entry, chained to the one before it. Select an entry to undo it."))
    journal_list.show(frame, entries, lambda entry, who, why: _undo(frame, entry, who, why), grid="journal", key="undo")


def _undo(frame: Frame, entry: JournalEntry, who: str, why: str) -> None:
    """Take one entry back; the token makes a second click the same act."""
    _ = frame._
    token = st.session_state.setdefault(f"undo.token.{entry.entry_id}", uuid4().hex)
    try:
        source.to_write(frame.shelf).undo(entry.entry_id, who=who, why=why, token=token)
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    identity.remember(who)
    session.flash(_("Entry {number} is undone; the books are as they were before it.").format(number=entry.entry_id))
    st.rerun()
