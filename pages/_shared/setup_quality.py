"""Dirty data first: what is doubtful, how many, how much, how to mend it, and the rows themselves."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.quality import Doubt
from arcore.schema import CUSTOMERS, DOCUMENTS
from pages._shared import drill, guards, setup_figures, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown
from pages._shared.widgets import Door


def show(frame: Frame) -> None:
    """The list of doubts, what falsifies figures first; selecting one shows its rows."""
    _ = frame._
    guards.stop_when_empty(frame)
    found = setup_figures.doubts(frame)
    if not found:
        widgets.strip(_("Nothing doubtful was found in the books as of {date}.").format(date=frame.as_of), "good")
        return
    urgent = [doubt for doubt in found if doubt.urgent]
    if urgent:
        titles = frame.listed(f"{frame.say(doubt.title)} ({doubt.count:,})" for doubt in urgent)
        widgets.strip(_("Clean these first, they falsify figures: {kinds}").format(kinds=titles), "warn")
    else:
        widgets.strip(_("Nothing falsifies figures. Worth a look:"), "good")
    rows = pd.DataFrame(
        [(doubt.code, frame.say(doubt.title), doubt.count, _amounts(frame, doubt), frame.say(doubt.advice)) for doubt in found],
        columns=["code", "title", "count", "amount", "advice"],
    )
    columns = [
        Shown("title", _("What was noticed"), width=260),
        Shown("count", _("Rows"), "integer", width=70),
        Shown("amount", _("Money concerned"), width=190),
        Shown("advice", _("How to mend it"), width="large"),
    ]
    widgets.note(_("Select a line to see the rows behind it."))
    for code in tables.grid(frame, rows, columns, key="quality", select="code"):
        _behind(frame, next(doubt for doubt in found if doubt.code == code))


def _amounts(frame: Frame, doubt: Doubt) -> str:
    plain = replace(frame, unit="unit")
    return frame.listed(f"{code} {plain.amount(amount, code)}" for code, amount in sorted(doubt.amounts.items()))


def _behind(frame: Frame, doubt: Doubt) -> None:
    """The documents, receipts or customers themselves, and where to mend them."""
    _ = frame._
    st.subheader(widgets.plain(frame.say(doubt.title)), anchor=False)
    if doubt.about == "documents":
        _documents(frame, doubt)
    elif doubt.about == "receipts":
        drill.receipts(frame, doubt.rows, key=f"quality.{doubt.code}")
        widgets.door(Door("cash_application", _("Cash application")), key="quality-cash")
    else:
        _customers(frame, doubt)


def _documents(frame: Frame, doubt: Doubt) -> None:
    """The documents with the file, sheet and row they were read from: that is where they are mended."""
    _ = frame._
    heading = {name: DOCUMENTS.column(name).heading(frame.lang) for name in ("document_no", "document_date", "due_date", "term_text")}
    columns = [
        Shown("document_no", heading["document_no"]),
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("document_date", heading["document_date"], "date"),
        Shown("due_date", heading["due_date"], "date"),
        Shown("term_text", heading["term_text"]),
        Shown("currency", _("Currency"), width="small"),
        Shown("amount", _("Amount"), "money"),
        Shown("source_file", _("File")),
        Shown("source_sheet", _("Sheet")),
        Shown("source_row", _("Row"), "integer"),
    ]
    rows = desk.named(doubt.rows, frame.books.customers)
    tables.grid(replace(frame, unit="unit"), rows, columns, key=f"quality.{doubt.code}")


def _customers(frame: Frame, doubt: Doubt) -> None:
    names = ("customer_id", "customer_name", "tax_no", "term_text", "salesperson", "region")
    columns = [Shown(name, CUSTOMERS.column(name).heading(frame.lang)) for name in names]
    chosen = tables.grid(frame, doubt.rows, columns, key=f"quality.{doubt.code}", select="customer_id")
    for customer_id in chosen:
        label = frame._("Documents of {customer}").format(customer=customer_id)
        widgets.door(Door("aging", label, {"customer": str(customer_id)}), key="quality-customer")
