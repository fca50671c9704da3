"""What an import would change in the books, before it is agreed to."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore import import_rows
from arcore.ledger import ImportPreview
from arcore.messages import Message, say
from pages._shared import tables, widgets
from pages._shared.file_view import KINDS
from pages._shared.frame import Frame
from pages._shared.tables import Shown

DUE_BASES: dict[str, Message] = {
    "stated": say("due date stated in the file"),
    "terms": say("due date from payment terms"),
    "document_date": say("neither due date nor terms: document date"),
}


def show(frame: Frame, preview: ImportPreview) -> None:
    """The differences to the ledger, table by table, and everything a person should know about them."""
    _ = frame._
    st.subheader(_("What would change in my books"), anchor=False)
    rows = pd.DataFrame(
        [
            (frame.say(KINDS[t.kind, t.side]), t.rows, t.new, t.changed_rows, t.unchanged, t.repeated, t.unusable, len(t.missing))
            for t in preview.tables
        ],
        columns=["kind", "rows", "new", "changed", "unchanged", "repeated", "unusable", "missing"],
    )
    columns = [
        Shown("kind", _("Table")),
        Shown("rows", _("Rows"), "integer"),
        Shown("new", _("New"), "integer"),
        Shown("changed", _("Changed"), "integer"),
        Shown("unchanged", _("Unchanged"), "integer"),
        Shown("repeated", _("Repeated"), "integer", help=_("The same row again among these files; counted once.")),
        Shown("unusable", _("Not usable"), "integer"),
        Shown("missing", _("Not mentioned"), "integer", help=_("In the last import, but not in these files. They stay as they are.")),
    ]
    tables.grid(frame, rows, columns, key="preview")
    left_out = sum(table.unusable for table in preview.tables)
    if left_out:
        widgets.strip(_("Rows that cannot be used and will not be in the books: {rows}").format(rows=f"{left_out:,}"), "warn")
    _proofs(frame, preview)
    for question in preview.questions:
        widgets.strip(frame.say(question))
    _remarks(frame, preview)
    _changed(frame, preview)


def _proofs(frame: Frame, preview: ImportPreview) -> None:
    """The amounts of the files, accounted for by currency."""
    _ = frame._
    names = ("in_file", "new", "changed", "unchanged", "repeated", "unusable")
    template = _(
        "{currency} {table}: new {new} + changed {changed} + unchanged {unchanged} + repeated {repeated} "
        "+ not usable {unusable} = in the files {in_file}"
    )
    lines = []
    for total in preview.totals:
        parts = {name: frame.amount(getattr(total, name), total.currency) for name in names}
        lines.append((template.format(currency=total.currency, table=_table_name(frame, total.table), **parts), total.difference == 0))
    widgets.proof_lines(lines)


def _table_name(frame: Frame, name: str) -> str:
    return {"documents": frame._("Documents"), "receipts": frame._("Receipts"), "opening": frame._("Opening balances")}.get(name, name)


def _remarks(frame: Frame, preview: ImportPreview) -> None:
    _ = frame._
    if preview.due_basis:
        basis = frame.listed(
            f"{frame.say(DUE_BASES[name])} {count:,}" for name, count in preview.due_basis.items() if name in DUE_BASES and count
        )
        widgets.note(_("Due dates of the documents: {basis}").format(basis=basis))
    known = preview.references
    if known.applied or known.partly or known.unresolved:
        widgets.note(
            _(
                "Receipts that name what they pay: {applied} applied, {partly} in part, {unresolved} name a document that is not here."
            ).format(applied=f"{known.applied:,}", partly=f"{known.partly:,}", unresolved=f"{known.unresolved:,}")
        )
    if preview.implicit_customers:
        names = frame.listed(preview.implicit_customers[:8])
        widgets.note(
            _("{count} customers are not in any customer list and are added by name: {names}").format(
                count=len(preview.implicit_customers), names=names
            )
        )
    for found in preview.issues[:20]:
        widgets.note(f"{found.file} · {found.issue.sheet}!{found.issue.cell or found.issue.row or ''} · {frame.say(found.issue.message)}")


def _changed(frame: Frame, preview: ImportPreview) -> None:
    """Field by field what the files say differently from the ledger."""
    _ = frame._
    rows = import_rows.changed_fields(preview, frame.lang)
    if not len(rows):
        return
    with st.expander(_("{count} fields differ from the books").format(count=f"{len(rows):,}")):
        columns = [
            Shown("identity", _("Number")),
            Shown("field", _("Column")),
            Shown("old", _("In the books")),
            Shown("new", _("In the file")),
            Shown("file", _("File")),
            Shown("source_row", _("Row"), "integer"),
        ]
        tables.grid(frame, rows, columns, key="preview.changed")
