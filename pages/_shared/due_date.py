"""A document's due date: how it came about, who changed it, and changing it with a reason."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.messages import Message, say
from pages._shared import identity, one_entry, source, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown

FIRST, LAST = dt.date(1990, 1, 1), dt.date(2100, 12, 31)
BASES: dict[str, Message] = {
    "stated": say("stated in the file"),
    "terms": say("counted from the payment terms {terms}"),
    "document_date": say("neither due date nor terms are known, so the document's own date"),
    "agreed": say("agreed with the customer"),
}


def show(frame: Frame, document: pd.Series) -> None:
    """One line on how the due date came about, its changes, and a fold for changing it."""
    _ = frame._
    key = int(document["document_key"])
    found = desk.with_keys(frame.books.documents, "document_key", [key])
    if not len(found):
        return
    now = found.iloc[0]
    terms = now["term_text"] if pd.notna(now["term_text"]) else frame.policy.terms.default
    basis = BASES[str(now["due_basis"])].text(frame.lang).format(terms=terms)
    widgets.note(_("Due on {date}: {basis}.").format(date=now["due_date"].date(), basis=basis))
    _changes(frame, key)
    with st.expander(_("Change the due date"), icon=":material/event_repeat:"):
        _form(frame, key, str(now["document_no"]), now["due_date"].date(), agreed=now["due_basis"] == "agreed")


def _changes(frame: Frame, key: int) -> None:
    """Every change that still counts, newest last."""
    _ = frame._
    mine = desk.with_keys(frame.books.due_changes, "document_key", [key])
    if not len(mine):
        return
    written = frame.ledger.written(mine["entry"].tolist())
    made = [written[number] for number in mine["entry"]]
    rows = mine.assign(who=[each.who for each in made], why=[each.why for each in made], at=[source.local(each.at) for each in made])
    columns = [
        Shown("agreed_on", _("Agreed on"), "date"),
        Shown("old", _("Due until then"), "date"),
        Shown("new", _("Due since"), "date"),
        Shown("why", _("Reason"), width="large"),
        Shown("who", _("Who")),
        Shown("at", _("Entered")),
        Shown("entry", _("Entry"), "integer", width="small"),
    ]
    tables.grid(frame, rows, columns, key=f"due.{key}")


def _form(frame: Frame, key: int, number: str, due: dt.date, *, agreed: bool) -> None:
    """New date, day of the agreement, reason, who; one journaled step, undone under Data."""
    _ = frame._
    widgets.note(
        _("The agreed date wins over later imports. Figures of days before the agreement keep the old date. It can be undone under Data.")
    )
    left, middle, right = st.columns([1, 1, 2])
    new = left.date_input(_("New due date"), due, FIRST, LAST, format="YYYY-MM-DD", key=f"due.new.{key}")
    day = middle.date_input(_("Agreed on"), frame.as_of, FIRST, LAST, format="YYYY-MM-DD", key=f"due.day.{key}")
    why = right.text_input(_("Reason (kept in the journal)"), key=f"due.why.{key}", max_chars=200)
    name = identity.who(frame, key=f"due.{key}")
    with st.container(horizontal=True):
        change = st.button(_("Change the due date"), type="primary", key=f"due.change.{key}")
        back = agreed and st.button(_("Back to the date of file or terms"), key=f"due.back.{key}")
    if not (change or back) or not identity.ready(frame, name, why):
        return
    one_entry.write(
        frame,
        f"due.{key}",
        name,
        lambda target, token: target.change_due(
            key, None if back else new, agreed_on=day, who=name, why=why, token=token, policy=frame.policy
        ),
    )
