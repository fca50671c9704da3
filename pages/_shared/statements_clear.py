"""Clearing up differences on the statements page: whose they are, until when, how they are booked, and closing them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.comparing import clearing
from arcore.comparing.clearing import ADVICE
from arcore.comparing.model import BOOKS, KINDS
from arcore.ledger import JournalEntry, Ledger, RowChange
from arcore.registers import REGISTERS
from pages._shared import cash_acts, collected, figures_of, identity, tables, widgets
from pages._shared.frame import Frame
from pages._shared.register_row import amended, choices, heading
from pages._shared.tables import Shown
from pages._shared.widgets import Door

REGISTER = REGISTERS["differences"]


def show(frame: Frame, customers: list[int]) -> None:
    """The open differences of these customers, or of all where none is given; nothing where there are none."""
    _ = frame._
    rows = clearing.to_clear(collected.rows_then(frame, "differences"), frame.as_of, frame.currency)
    rows = desk.with_keys(rows, "customer_key", customers) if customers else rows
    if not len(rows):
        return
    st.subheader(_("Differences to clear up"), anchor=False)
    widgets.answer(frame.say(clearing.answer(rows, frame.currency)))
    columns = [
        Shown("customer_name", _("Customer"), width=190),
        Shown("kind_said", _("Kind"), width=100),
        Shown("books_said", _("To be booked by"), width=95),
        Shown("our_no", _("Our document"), width=120),
        Shown("their_no", _("Their document"), width=120),
        Shown("difference", _("Difference"), "money"),
        Shown("owner", _("Owner"), width=80),
        Shown("due_on", _("Due on"), "date", width=95),
        Shown("late", _("Days past its day"), "integer", sparse=True),
        Shown("adjustment", heading(frame, REGISTER, "adjustment"), width=160),
    ]
    listed = desk.named(rows, frame.books.customers)
    kinds, books = [{name: frame.say(words) for name, words in said.items()} for said in (KINDS, BOOKS)]
    listed = listed.assign(kind_said=listed["kind"].map(kinds), books_said=listed["books"].map(books))
    chosen = tables.grid(replace(frame, unit="unit"), listed, columns, key="clear", select="row_key")
    if not chosen:
        widgets.note(_("Select a difference to see how it is cleared, to hand it on or to close it."))
    for key in chosen:
        row: Any = desk.with_keys(collected.rows(frame, "differences"), "row_key", [key]).iloc[0].to_dict()
        with st.container(border=True):
            _one(frame, row)


def _one(frame: Frame, row: Any) -> None:
    """How it is cleared, where that is done, and the form to close it or to hand it on."""
    _ = frame._
    way = clearing.way_of(row["kind"], row["books"])
    widgets.answer(frame.say(ADVICE[way]))
    doors = {
        "match": Door("cash_application", _("Cash application")),
        "import": Door("data", _("Import a document or receipt"), {"part": "add"}),
        "credit": Door("data", _("Import a credit note"), {"part": "add"}),
        "give_up": Door("provision", _("Write-offs")),
    }
    if way in doors:
        widgets.door(doors[way], key=f"clear.{row['row_key']}")
    key = f"clear.{row['row_key']}"
    words = choices(frame, REGISTER, "state") | {"open": _("Not cleared yet")}
    state = str(
        st.segmented_control(
            _("Status"), tuple(words), default="adjusted", format_func=lambda name: words[name], required=True, key=f"{key}.state"
        )
    )
    left, middle, right = st.columns([2, 1, 1])
    noted = row["adjustment"] if pd.notna(row["adjustment"]) else ""
    adjustment = left.text_input(heading(frame, REGISTER, "adjustment"), noted, key=f"{key}.adjustment", max_chars=400)
    owner = middle.text_input(_("Owner"), str(row["owner"]), key=f"{key}.owner", max_chars=60)
    due_on = right.date_input(_("Due on"), row["due_on"].date(), format="YYYY-MM-DD", key=f"{key}.due")
    name = identity.who(frame, key=key)
    with st.container(horizontal=True):
        if st.button(_("Enter in the register"), type="primary", key=f"{key}.keep"):
            closed = None if state == "open" else frame.as_of
            _keep(frame, row, {"state": state, "adjustment": adjustment.strip(), "owner": owner.strip(), "due_on": due_on,
                               "closed_on": closed}, name, words[state])  # fmt: skip
        _give_up(frame, row, name)


def _keep(frame: Frame, row: Any, given: dict[str, Any], name: str, words: str) -> None:
    """Amend the row, or say what it lacks."""
    change = amended(frame, REGISTER, row, given)
    if change is None:
        return
    done = frame._("Difference recorded as “{state}”.").format(state=words)
    cash_acts.act(
        frame, f"clear.{row['row_key']}", name, done,
        lambda target, mark: [target.change_registers([change], who=name, why=words, token=mark)],
    )  # fmt: skip


def _give_up(frame: Frame, row: Any, name: str) -> None:
    """Propose to write off what the customer does not owe by its books; somebody with the right to decides."""
    _ = frame._
    items = figures_of.standing(frame, frame.as_of).aged
    found = clearing.given_up(row, items, frame.as_of, name or "-")
    if found is None:
        return
    document_key, values = found
    amount = frame.amount(int(str(values["amount"])), frame.currency)
    if not st.button(_("Propose a write-off of {amount}").format(amount=amount), key=f"clear.{row['row_key']}.give_up"):
        return
    told = _("Write-off proposed, to be decided under Bad-debt allowance")
    noted = RowChange("differences", clearing.settled(row, adjustment=told), row_key=int(row["row_key"]), entry=int(row["entry"]))

    def do(target: Ledger, mark: str) -> list[JournalEntry | None]:
        proposal = RowChange("write_offs", {**values, "proposed_by": name}, document_key=document_key)
        return [target.change_registers([proposal, noted], who=name, why=told, token=mark)]

    cash_acts.act(frame, f"clear.{row['row_key']}.give_up", name, told, do)
