"""Changing the terms, limits and owners of the customers that are listed: in the table, or by a workbook there and back."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from arcore import customer_edits, desk
from arcore.customer_edits import COLUMNS, Edit
from arcore.documents import customers_workbook
from arcore.intake.anything import read_files
from arcore.schema import CUSTOMERS, Kind
from pages._shared import customer_write, downloads, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def show(frame: Frame, listed: pd.DataFrame) -> None:
    """The two ways to change what is listed, and what would change before it is written."""
    _ = frame._
    if not len(listed):
        return
    customers = desk.with_keys(frame.books.customers, "customer_key", listed["customer_key"].tolist())
    with st.expander(
        _("Change terms, limits and owners of these {count} customers").format(count=f"{len(customers):,}"), icon=":material/edit_note:"
    ):
        ways = {"table": _("In the table"), "workbook": _("By a workbook")}
        way = st.segmented_control(
            _("How"), tuple(ways), default="table", format_func=lambda name: ways[name], required=True, label_visibility="collapsed",
            key="edit.way",
        )  # fmt: skip
        edits = _by_table(frame, customers) if way == "table" else _by_workbook(frame, customers)
        if edits:
            _differences(frame, edits)
            customer_write.show(frame, edits)


def _by_table(frame: Frame, customers: pd.DataFrame) -> list[Edit]:
    """Type over the cells; amounts are in the currency's own unit."""
    _ = frame._
    before = customer_edits.editable(customers, frame.currency)
    heading = {
        column.name: column.heading(frame.lang) for column in (*COLUMNS, CUSTOMERS.column("customer_id"), CUSTOMERS.column("customer_name"))
    }
    settings: dict[str, object] = {
        "customer_id": st.column_config.TextColumn(heading["customer_id"], disabled=True, pinned=True),
        "customer_name": st.column_config.TextColumn(heading["customer_name"], disabled=True, pinned=True),
    }
    for column in COLUMNS:
        if column.kind is Kind.MONEY:
            settings[column.name] = st.column_config.NumberColumn(heading[column.name], format="%,.2f", min_value=0)
        elif column.kind is Kind.DATE:
            settings[column.name] = st.column_config.DateColumn(heading[column.name], format="YYYY-MM-DD")
        else:
            settings[column.name] = st.column_config.TextColumn(heading[column.name])
    keys = "|".join(map(str, before.index))
    widgets.note(
        _("Type over any cell; amounts in {currency}. Nothing is written before you have seen the list of changes below.").format(
            currency=frame.currency
        )
    )
    after = st.data_editor(
        before, hide_index=True, num_rows="fixed", column_config=settings, placeholder="", height=min(420, 38 * (len(before) + 1)),
        key=f"edit.{frame.books.version}.{zlib.crc32(keys.encode()):08x}",
    )  # fmt: skip
    return customer_edits.typed_over(before, after, frame.currency)


def _by_workbook(frame: Frame, customers: pd.DataFrame) -> list[Edit]:
    """Download, correct in Excel, upload."""
    _ = frame._
    stamp = downloads.stamp(frame)
    widgets.download(
        _("Download these customers"), lambda: customers_workbook.build(customers, stamp, frame.currency),
        _("Customers") + f" {frame.as_of}.xlsx", key="edit.download",
    )  # fmt: skip
    turn = st.session_state.setdefault("edit.turn", 0)
    file = st.file_uploader(_("The corrected workbook"), type=["xlsx", "xlsm", "xls", "ods", "csv"], key=f"edit.upload.{turn}")
    if file is None:
        return []
    readings = read_files(file.getvalue(), file.name, currency=frame.currency)
    for reading in readings:
        for sentence in [reading.error, *[issue.message for table in reading.tables for issue in table.issues]]:
            if sentence is not None:
                widgets.strip(frame.say(sentence), "bad")
    edits = customer_edits.filled_in(readings, frame.books.customers)
    if not edits:
        widgets.note(_("The workbook says nothing that differs from the books."))
    return edits


def _differences(frame: Frame, edits: Sequence[Edit]) -> None:
    _ = frame._
    names = customer_edits.names(frame.books.customers)
    rows = pd.DataFrame(
        [
            (
                names[edit.customer_key],
                edit.column.heading(frame.lang),
                customer_edits.in_words(edit, edit.old, frame.currency),
                customer_edits.in_words(edit, edit.new, frame.currency),
            )
            for edit in edits
        ],
        columns=["customer", "field", "old", "new"],
    )
    widgets.answer(_("{count} changes:").format(count=f"{len(rows):,}"))
    columns = [
        Shown("customer", _("Customer"), width="medium"),
        Shown("field", _("Field")),
        Shown("old", _("In the books")),
        Shown("new", _("New value")),
    ]
    tables.grid(frame, rows, columns, key="edit.differences", height=260)
