"""A register's workbook: downloaded, filled in or corrected, uploaded; what would change is shown before anything is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from arcore.documents import register_workbook
from arcore.ledger import RowChange
from arcore.messages import Unusable
from arcore.register_import import Filled, read_filled, shown_issues
from arcore.registers import Register
from arcore.registers.checks import Given
from arcore.registers.words import said
from pages._shared import downloads, identity, one_entry, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def show(frame: Frame, register: Register, rows: pd.DataFrame, key: str) -> None:
    """Download, upload, differences, one button."""
    _ = frame._
    books, currency = frame.books, frame.policy.company.currency
    stamp = downloads.stamp(frame)

    def make() -> bytes:
        return register_workbook.build(register, rows, books.customers, books.documents, stamp, currency)

    widgets.download(_("Download the workbook"), make, f"{frame.say(register.title)} {frame.as_of}.xlsx", key=f"{key}.download")
    upload(frame, register, key)


def upload(frame: Frame, register: Register, key: str, defaults: Mapping[str, Given] | None = None) -> None:
    """The filled-in workbook against the register; `defaults` for what new rows leave blank (`read_filled`)."""
    _ = frame._
    books, currency = frame.books, frame.policy.company.currency
    turn = st.session_state.setdefault(f"{key}.turn", 0)
    file = st.file_uploader(_("The filled-in workbook"), type=["xlsx", "xlsm", "xls", "ods", "csv"], key=f"{key}.upload.{turn}")
    if file is None:
        return
    try:
        every = books.registers[register.name]
        filled = read_filled(
            file.getvalue(), file.name, register, every, books.customers, books.documents, currency=currency, defaults=defaults
        )
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    _differences(frame, filled, currency, key)
    if filled.changes:
        keep(frame, filled.changes, key)


def _differences(frame: Frame, filled: Filled, currency: str, key: str) -> None:
    _ = frame._
    new = sum(change.row_key is None for change in filled.changes)
    words = {"new": new, "amended": len(filled.changes) - new, "unchanged": filled.unchanged, "issues": len(filled.issues)}
    widgets.answer(_("{new} new rows, {amended} amended, {unchanged} as they were; {issues} cells cannot be used.").format(**words))
    for address, sentence in shown_issues(filled.issues)[:30]:
        widgets.strip(f"{address} · {frame.say(sentence)}", "bad")
    rows = pd.DataFrame(
        [
            (
                each.address,
                each.subject,
                each.field.heading(frame.lang),
                _("(new row)") if each.is_new else said(each.field, each.old, currency, frame.lang),
                said(each.field, each.new, currency, frame.lang),
            )
            for each in filled.differences
        ],
        columns=["address", "subject", "field", "old", "new"],
    )
    if len(rows):
        columns = [
            Shown("address", _("Cell"), width="small"),
            Shown("subject", _("Customer"), width="medium"),
            Shown("field", _("Column")),
            Shown("old", _("In the register")),
            Shown("new", _("In the workbook")),
        ]
        tables.grid(frame, rows, columns, key=f"{key}.differences")


def keep(frame: Frame, changes: Sequence[RowChange], key: str) -> None:
    """Name, reason and the button that keeps the rows of an uploaded file; then the uploader `{key}.turn` starts anew."""
    _ = frame._
    name = identity.who(frame, key=f"{key}.keep")
    why = st.text_input(_("Why (kept in the journal)"), key=f"{key}.keep.why", max_chars=200)
    if not st.button(_("Keep these {count} rows").format(count=len(changes)), type="primary", key=f"{key}.keep.go"):
        return
    if not identity.ready(frame, name, why):
        return
    one_entry.write(
        frame,
        f"{key}.keep",
        name,
        lambda target, token: target.change_registers(changes, who=name, why=why.strip(), token=token, valid_from=frame.as_of),
        turn=f"{key}.turn",
    )
