"""What was taken in, posted, set aside and learned, by whom; and taking any of it back."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore.cash import listing
from arcore.ledger import JournalEntry
from pages._shared import cash_acts, source, tables, widgets
from pages._shared.frame import Frame
from pages._shared.history_view import NAMES
from pages._shared.tables import Shown


def show(frame: Frame, lines: pd.DataFrame) -> None:
    """The receipts that are posted, then the entries; both newest first, and both can be taken back."""
    _posted(frame, lines)
    _entries(frame)


def _posted(frame: Frame, lines: pd.DataFrame) -> None:
    """Which receipt paid what; single ones can be taken out of the run that posted them."""
    _ = frame._
    rows = listing.posted(frame.ledger, source.opened(frame.shelf).books, lines, frame.lang)
    if not len(rows):
        return
    st.subheader(_("Posted receipts ({count})").format(count=f"{len(rows):,}"), anchor=False)
    columns = [
        Shown("date", _("Date"), "date"),
        Shown("payer", _("Payer"), width=200),
        Shown("amount", _("Amount"), "money"),
        Shown("customer", _("Customer"), width=200),
        Shown("settles", _("Documents"), width=220),
        Shown("given_up", _("Difference written off"), "money", sparse=True),
        Shown("entry", _("Entry"), "integer", width="small"),
    ]
    chosen = tables.grid(replace(frame, unit="unit"), rows, columns, key="cash.posted", select="line", height=260, many=True)
    if not chosen:
        return
    wanted = [int(str(line)) for line in chosen]
    why = st.text_input(_("Why (kept in the journal)"), key="cash.why.posted", max_chars=200).strip()
    label = _("Take the {count} selected back").format(count=len(wanted))
    if st.button(label, type="primary", icon=":material/undo:", key="cash.withdraw"):
        if not why:
            widgets.strip(_("Give a reason first: it is kept in the journal."))
            return
        words = _("{count} receipts are taken back and wait for a decision again.").format(count=len(wanted))
        name = "withdraw." + ".".join(map(str, wanted))
        cash_acts.act(frame, name, frame.who, words, lambda ledger, mark: [ledger.withdraw(wanted, who=frame.who, why=why, token=mark)])


def _entries(frame: Frame) -> None:
    """What was done; selecting an entry offers to undo it."""
    _ = frame._
    entries = listing.acts(frame.ledger)
    if not entries:
        widgets.note(_("Nothing has been done to receipts yet."))
        return
    st.subheader(_("What was done"), anchor=False)
    rows = pd.DataFrame(
        [(e.seq, source.local(e.at), e.who, frame.say(NAMES[e.kind]), frame.say(e.summary), e.why, _state(frame, e)) for e in entries],
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
    widgets.note(_("A run, a single posting or a whole statement is one entry each. Select an entry to undo it."))
    for number in tables.grid(frame, rows, columns, key="cash.acts", select="number", height=300):
        _undo(frame, next(entry for entry in entries if entry.seq == number))


def _state(frame: Frame, entry: JournalEntry) -> str:
    return frame._("undone by {number}").format(number=entry.undone_by) if entry.undone_by else ""


def _undo(frame: Frame, entry: JournalEntry) -> None:
    _ = frame._
    if entry.undone_by:
        widgets.note(_("Entry {number} has been undone already, by entry {by}.").format(number=entry.seq, by=entry.undone_by))
        return
    with st.container(border=True):
        widgets.note(_("Undo entry {number}: {what}").format(number=entry.seq, what=frame.say(entry.summary)))
        who = frame.who
        why = st.text_input(_("Why (kept in the journal)"), key=f"cash.why.{entry.seq}", max_chars=200).strip()
        if not st.button(_("Undo this entry"), type="primary", icon=":material/undo:", key=f"cash.undo.{entry.seq}"):
            return
        if not why:
            widgets.strip(_("Give a reason first: it is kept in the journal."))
            return
        words = _("Entry {number} is undone; the books are as they were before it.").format(number=entry.seq)
        cash_acts.undo(frame, [entry.seq], who=who, why=why, words=words, name=f"undo.{entry.seq}")
