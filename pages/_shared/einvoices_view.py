"""E-invoices and the books: what has no counterpart, differs, was booked late or is not confirmed, and the register behind."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import customer_edits, desk, einvoices
from arcore.documents import sales_workbook
from arcore.einvoices import FINDINGS
from arcore.registers import REGISTERS
from pages._shared import downloads, drill, list_upload, parts, register_view, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.tables import Shown

REGISTER = REGISTERS["einvoices"]


def found(frame: Frame) -> pd.DataFrame:
    """What is wrong at the date."""
    return once(frame, "einvoices", frame.as_of, compute=lambda: einvoices.compared(frame.books, frame.as_of, frame.policy))


def show(frame: Frame) -> None:
    """The part of the page."""
    _ = frame._
    rows, kept = found(frame), frame.books.registers["einvoices"]
    widgets.answer(frame.say(einvoices.answer(rows, einvoices.on_record(frame.books, frame.as_of))))
    if len(rows):
        _findings(frame, rows)
    list_upload.show(frame, REGISTER, _("Take over the list of issued e-invoices of the tax platform"), open_=not len(kept))
    st.subheader(_("The register of e-invoices"), anchor=False)
    register_view.show(frame, REGISTER, kept, key="einvoices.")


def _findings(frame: Frame, rows: pd.DataFrame) -> None:
    """The list by kind of finding, its documents, its download."""
    _ = frame._
    counts = {name: count for name, count in einvoices.counts(rows).items() if count}
    words = {"": _("All"), **{name: f"{frame.say(FINDINGS[name])} {count:,}" for name, count in counts.items()}}
    kind = parts.choose(frame, words, name="finding")
    names = customer_edits.names(frame.books.customers)
    titles = {name: frame.say(title) for name, title in FINDINGS.items()}
    listed = rows.assign(customer=[names.get(int(key), "") for key in rows["customer_key"]], title=rows["finding"].map(titles))
    shown = desk.with_keys(listed, "finding", [kind]) if kind else listed
    columns = [
        Shown("title", _("Finding")),
        Shown("customer", _("Customer"), width="medium"),
        Shown("einvoice_no", _("E-invoice No.")),
        Shown("document_no", _("Document No.")),
        Shown("issued_on", _("Invoice issued on"), "date"),
        Shown("document_date", _("Booked on"), "date"),
        Shown("currency", _("Currency"), width="small"),
        Shown("invoiced", _("On the e-invoice"), "money"),
        Shown("booked", _("Amount booked"), "money"),
        Shown("difference", _("Difference"), "money", sparse=True),
        Shown("days", _("Days"), "integer", help=_("Days late, or days since it was issued or booked")),
    ]
    widgets.note(_("{count} findings. Select one to see its document.").format(count=f"{len(shown):,}"))
    numbered = shown.assign(place=range(len(shown)))
    for place in tables.grid(replace(frame, unit="unit"), numbered, columns, key=f"einvoices.{kind}", select="place"):
        (row,) = desk.with_keys(numbered, "place", [place]).to_dict("records")
        if pd.notna(row["document_key"]):
            drill.document(frame, frame.books.documents, int(row["document_key"]))
        else:
            widgets.note(_("No document of the books has this number. Import the invoices, or correct the number in the register below."))
    stamp = downloads.stamp(frame)
    name = _("E-invoices and the books") + f" {frame.as_of}.xlsx"
    widgets.download(
        _("Download the list"), lambda: sales_workbook.einvoices(shown, shown["customer"].tolist(), stamp), name, key="einvoices.download"
    )
