"""Journal entries as a list, the same wherever they are shown; selecting one offers to take it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from arcore.ledger import EntryKind, JournalEntry
from arcore.messages import Message, say
from arcore.sample import BUILDER
from pages._shared import identity, source, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown

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
    EntryKind.CLOSING: say("Month closed"),
}

Undo = Callable[[JournalEntry, str, str], None]
"""Takes an entry back, given who does it and why."""


def show(frame: Frame, entries: Sequence[JournalEntry], undo: Undo, *, grid: str, key: str, height: int = tables.TABLE_HEIGHT) -> None:
    """The entries, newest first; `grid` names the table, `key` the widgets that undo a selected entry."""
    _ = frame._
    rows = pd.DataFrame(
        [
            (
                entry.seq,
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
    for number in tables.grid(frame, rows, columns, key=grid, select="number", height=height):
        _selected(frame, next(entry for entry in entries if entry.seq == number), undo, key)


def _selected(frame: Frame, entry: JournalEntry, undo: Undo, key: str) -> None:
    """Ask for a name and a reason, then take the entry back."""
    _ = frame._
    if frame.shelf == "sample" and entry.who == BUILDER:
        widgets.note(_("The sample company's own data cannot be taken back."))
        return
    if entry.undone_by:
        widgets.note(_("Entry {number} has been undone already, by entry {by}.").format(number=entry.seq, by=entry.undone_by))
        return
    with st.container(border=True):
        widgets.note(_("Undo entry {number}: {what}").format(number=entry.seq, what=frame.say(entry.summary)))
        name = identity.who(frame, key=key)
        why = st.text_input(_("Why (kept in the journal)"), key=f"{key}.why.{entry.seq}", max_chars=200)
        pressed = st.button(_("Undo this entry"), type="primary", icon=":material/undo:", key=f"{key}.undo.{entry.seq}")
        if pressed and identity.ready(frame, name, why):
            undo(entry, name, why.strip())
