"""Which heading of a file serves which of our columns: shown, corrected by a person, read again."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore.intake.model import Reading, Table
from arcore.schema import SCHEMAS, TableKind
from pages._shared import uploads, widgets
from pages._shared.frame import Frame


def show(frame: Frame, reading: Reading, table: Table, place: int) -> None:
    """An editable list of headings; nothing is read differently before the button is pressed."""
    _ = frame._
    if table.kind is TableKind.STATEMENT:
        widgets.words([(source, target) for source, target in table.columns.items()])
        return
    schema = SCHEMAS[table.kind]
    shown = {column.name: column.heading(frame.lang) for column in schema.columns}
    names = {heading: name for name, heading in shown.items()}
    not_used = _("(not used)")
    headings = [*table.columns, *(heading for heading in table.unused if heading not in table.columns)]
    guesses = {each.source: f"{shown.get(each.target, each.target)} ({each.similarity:.0%})" for each in table.suggestions}
    rows = pd.DataFrame(
        {
            "target": [shown.get(table.columns.get(heading, ""), not_used) for heading in headings],
            "guess": [guesses.get(heading, "") for heading in headings],
        },
        index=pd.Index(headings, name="heading"),
    )
    edited = st.data_editor(
        rows, key=f"mapping.{reading.sha256}.{place}.{table.signature}.{len(uploads.corrections())}", num_rows="fixed",
        column_config={
            "heading": st.column_config.TextColumn(_("Heading in the file"), disabled=True),
            "target": st.column_config.SelectboxColumn(_("Is read as"), options=[not_used, *shown.values()], required=True),
            "guess": st.column_config.TextColumn(_("Perhaps"), disabled=True),
        },
    )  # fmt: skip
    wanted = {str(heading): names.get(str(target), "") for heading, target in edited["target"].items()}
    changed = {heading: name for heading, name in wanted.items() if name != table.columns.get(heading, "")}
    twice = sorted({shown[name] for name in wanted.values() if name and list(wanted.values()).count(name) > 1})
    if twice:
        widgets.strip(_("Two headings cannot serve the same column: {columns}").format(columns=frame.listed(twice)), "bad")
    elif changed and st.button(_("Read again with these columns"), key=f"reread.{reading.sha256}.{place}", type="primary"):
        uploads.correct(table.signature, wanted)
        st.rerun()
    widgets.note(_("A correction is remembered for every file with the same headings, once you have written it into your books."))
