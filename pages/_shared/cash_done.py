"""What was taken in, posted, set aside and learned, by whom; and taking any of it back."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore.cash import listing
from arcore.ledger import JournalEntry
from pages._shared import cash_acts, journal_list, source, tables, widgets
from pages._shared.frame import Frame
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
    widgets.note(_("A run, a single posting or a whole statement is one entry each. Select an entry to undo it."))
    journal_list.show(frame, entries, lambda entry, who, why: _undo(frame, entry, who, why), grid="cash.acts", key="cash", height=300)


def _undo(frame: Frame, entry: JournalEntry, who: str, why: str) -> None:
    words = frame._("Entry {number} is undone; the books are as they were before it.").format(number=entry.seq)
    cash_acts.undo(frame, [entry.seq], who=who, why=why, words=words, name=f"undo.{entry.seq}")
