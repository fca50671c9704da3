"""What was done to the books, by whom and why; and taking it back."""

from __future__ import annotations

from uuid import uuid4

import pandas as pd
import streamlit as st

from arcore.ledger import EntryKind, JournalEntry
from arcore.messages import Message, say
from pages._shared import identity, session, source, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown
from pages._shared.widgets import Door

NAMES: dict[EntryKind, Message] = {
    EntryKind.IMPORT: say("Import"),
    EntryKind.STATEMENT: say("Bank statement"),
    EntryKind.APPLICATION: say("Cash application"),
    EntryKind.UNDO: say("Undo"),
    EntryKind.PAYER: say("Payer"),
    EntryKind.DECLINE: say("Declined suggestion"),
    EntryKind.BANK_ACCOUNT: say("Bank account"),
    EntryKind.POLICY: say("Rules"),
    EntryKind.MAPPING: say("Columns"),
    EntryKind.SETTING: say("Setting"),
    EntryKind.DUE_DATE: say("Due date"),
    EntryKind.RESTORE: say("Restore"),
    EntryKind.REGISTER: say("Register"),
    EntryKind.CUSTOMER: say("Customer"),
}


def show(frame: Frame) -> None:
    """The journal, newest first; selecting an entry offers to undo it."""
    _ = frame._
    entries = frame.ledger.journal()
    if not entries:
        widgets.empty(
            _("Nothing has been done yet"), _("The first import makes the first entry."), Door("data", _("Add workbooks"), {"part": "add"})
        )
        return
    rows = pd.DataFrame(
        [
            (
                entry.entry_id,
                source.local(entry.at),
                entry.who,
                frame.say(NAMES[entry.kind]),
                frame.say(entry.summary),
                entry.why,
                _("undone by {number}").format(number=entry.undone_by) if entry.undone_by else "",
            )
            for entry in entries
        ],
        columns=["number", "when", "who", "kind", "what", "why", "state"],
    )
    columns = [
        Shown("number", _("No."), "integer", width="small"),
        Shown("when", _("When")),
        Shown("who", _("Who")),
        Shown("kind", _("Kind")),
        Shown("what", _("What"), width="large"),
        Shown("why", _("Why"), width="medium"),
        Shown("state", _("State")),
    ]
    widgets.note(_("Every change to the books is one entry, chained to the one before it. Select an entry to undo it."))
    for number in tables.grid(frame, rows, columns, key="journal", select="number"):
        _undo(frame, next(entry for entry in entries if entry.entry_id == number))


def _undo(frame: Frame, entry: JournalEntry) -> None:
    """Take one entry back, with a name and a reason; the token makes a second click the same act."""
    _ = frame._
    if frame.shelf == "sample" and entry.kind is EntryKind.IMPORT:
        widgets.note(_("The sample company's own data cannot be taken back."))
        return
    if entry.undone_by:
        widgets.note(_("Entry {number} has been undone already, by entry {by}.").format(number=entry.entry_id, by=entry.undone_by))
        return
    token = st.session_state.setdefault(f"undo.token.{entry.entry_id}", uuid4().hex)
    with st.container(border=True):
        widgets.note(_("Undo entry {number}: {what}").format(number=entry.entry_id, what=frame.say(entry.summary)))
        name = identity.who(frame, key="undo")
        why = st.text_input(_("Why (kept in the journal)"), key=f"undo.why.{entry.entry_id}", max_chars=200)
        if not st.button(_("Undo this entry"), type="primary", icon=":material/undo:") or not identity.ready(frame, name, why):
            return
    source.to_write(frame.shelf).undo(entry.entry_id, who=name, why=why.strip(), token=token)
    identity.remember(name)
    session.flash(_("Entry {number} is undone; the books are as they were before it.").format(number=entry.entry_id))
    st.rerun()
