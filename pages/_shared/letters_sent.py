"""What became of letters: sent how and when, signed for by whom, with the proof; each a journaled change of the register's row."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.letters.tones import TONE_TITLES
from arcore.registers import REGISTERS
from arcore.registers.attachments import attachment
from arcore.registers.frames import of_customer
from arcore.registers.subjects import plain_value
from pages._shared import cash_acts, collected, identity, kept_files, letters_of, tables, widgets
from pages._shared.frame import Frame
from pages._shared.own_template import DOCX
from pages._shared.register_row import all_amended, choices, heading
from pages._shared.tables import Shown

REGISTER = REGISTERS["letters"]


def show(frame: Frame, customer_key: int | None, *, key: str) -> None:
    """The letters written so far, of everybody or of one customer, newest first; and recording what became of them."""
    _ = frame._
    st.subheader(_("Letters written and their delivery"), anchor=False)
    rows = letters_of.kept(frame, "letters")
    rows = rows if customer_key is None else of_customer(rows, customer_key)
    if not len(rows):
        widgets.note(_("No letter has been written yet."))
        return
    listed = desk.named(rows, frame.books.customers)
    tones = {str(tone): frame.say(title) for tone, title in TONE_TITLES.items()}
    columns = [
        Shown("letter_no", _("Letter No."), width=165),
        Shown("customer_name", _("Customer"), width=190),
        Shown("tone_said", _("Tone"), width=85 if frame.lang == "zh" else 145),
        Shown("amount", _("Amount"), "money"),
        Shown("written_on", _("Date of letter"), "date", width=95),
        Shown("deadline", _("Pay by"), "date", width=95),
        Shown("sent_on", _("Sent on"), "date", width=95),
        Shown("sent_said", heading(frame, REGISTER, "sent_by"), width=80),
        Shown("tracking_no", heading(frame, REGISTER, "tracking_no"), width=130),
        Shown("arrived_on", heading(frame, REGISTER, "arrived_on"), "date", width=95),
        Shown("signed_by", heading(frame, REGISTER, "signed_by"), width=80),
    ]
    ways = choices(frame, REGISTER, "sent_by")
    shown = listed.assign(tone_said=listed["tone"].map(tones), sent_said=listed["sent_by"].map(ways))
    chosen = tables.grid(frame, shown, columns, key=f"{key}.written", select="row_key", many=True)
    if not chosen:
        widgets.note(
            _("Select letters to record that they were sent or signed for. A step of the ladder is done only once its letter is sent.")
        )
        return
    picked = desk.with_keys(collected.rows(frame, "letters"), "row_key", chosen)
    _record(frame, picked, key)


def _record(frame: Frame, rows: pd.DataFrame, key: str) -> None:
    """The form for the selection; what arrives at one address is recorded for one letter at a time."""
    _ = frame._
    one = len(rows) == 1
    if one:
        _download(frame, rows.iloc[0], key)
    words = {"sent": _("Sent"), "arrived": _("Signed for")}
    act = st.segmented_control(
        _("What became of it"), tuple(words), default="sent", format_func=lambda name: words[name], required=True, key=f"{key}.act"
    )
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    given: dict[str, Any] = {}
    if act == "sent":
        given["sent_on"] = _day(frame, left, "sent_on", key)
        ways = choices(frame, REGISTER, "sent_by")
        given["sent_by"] = middle.selectbox(
            heading(frame, REGISTER, "sent_by"), tuple(ways), format_func=lambda name: ways[name], key=f"{key}.sent_by"
        )
    else:
        given["arrived_on"] = _day(frame, left, "arrived_on", key)
        given["signed_by"] = middle.text_input(heading(frame, REGISTER, "signed_by"), key=f"{key}.signed_by", max_chars=60).strip()
    if one:
        given["tracking_no"] = right.text_input(heading(frame, REGISTER, "tracking_no"), key=f"{key}.tracking.{act}", max_chars=60).strip()
        if act == "arrived":
            given["proof"] = _proof(frame, key)
    name = identity.who(frame, key=f"{key}.record")
    if st.button(_("Enter in the register"), type="primary", key=f"{key}.record"):
        _keep(frame, rows, given, name, words[str(act)], key)


def _day(frame: Frame, column: Any, field: str, key: str) -> dt.date:
    picked: dt.date = column.date_input(heading(frame, REGISTER, field), frame.as_of, format="YYYY-MM-DD", key=f"{key}.{field}")
    return picked


def _proof(frame: Frame, key: str) -> str | None:
    """The scan, kept with the books."""
    uploaded = st.file_uploader(heading(frame, REGISTER, "proof"), key=f"{key}.proof")
    return None if uploaded is None else kept_files.kept(frame, uploaded)


def _keep(frame: Frame, rows: pd.DataFrame, given: dict[str, Any], name: str, words: str, key: str) -> None:
    _ = frame._
    changes = all_amended(frame, REGISTER, rows, given)
    if changes is None:
        return
    done = _("Recorded “{state}” (letters: {count}).").format(state=words, count=len(changes))
    cash_acts.act(
        frame, f"{key}.record", name, done,
        lambda target, mark: [target.change_registers(changes, who=name, why=words, token=mark)],
    )  # fmt: skip


def _download(frame: Frame, row: pd.Series, key: str) -> None:
    """The letter as it was written."""
    kept = attachment(plain_value(row["letter"]))
    content = frame.ledger.file(kept.sha256) if kept else None
    if kept and content is not None:
        widgets.download(frame._("The letter as written"), lambda: content, kept.name, mime=DOCX, key=f"{key}.file.{row['row_key']}")
