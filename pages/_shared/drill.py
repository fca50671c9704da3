"""From a figure to its documents, and from a document to its file, sheet and row."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.buckets import CREDITS, Basis, bucket_labels, unknown_label
from arcore.desk import Aged
from arcore.messages import say
from arcore.schema import DOCUMENTS, RECEIPTS
from pages._shared import about_document, downloads, due_date, figures_of, legal_clock, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown
from pages._shared.widgets import Door

SETTLED_BY = {
    "receipt": say("Receipt"),
    "discount": say("Cash discount"),
    "fee": say("Bank fee"),
    "rounding": say("Rounding"),
    "write_off": say("Write-off"),
    "retention": say("Retention"),
    "credit": say("Credit note"),
    "stated": say("Stated as paid in the file"),
}


def bucket(frame: Frame, number: int, currency: str) -> None:
    """What is behind one column of the aging bar: the documents of a bucket, or the credits."""
    at = figures_of.aged(frame, frame.as_of, "policy", frame.policy.aging.basis)
    if number == CREDITS:
        receipts(frame, desk.in_order(desk.with_keys(at.unapplied, "currency", [currency])), key=f"bucket.credits.{currency}")
        return
    documents(frame, desk.in_bucket(at.items, number, currency), key=f"bucket.{number}.{currency}")


def customer(frame: Frame, customer_id: str, at: Aged, *, scheme: str = "policy", basis: Basis | None = None) -> None:
    """One customer's open documents and unapplied receipts."""
    _ = frame._
    found = desk.with_keys(frame.books.customers, "customer_id", [customer_id])
    name = str(found["customer_name"].iloc[0]) if len(found) else customer_id
    st.subheader(_("Documents of {customer}").format(customer=widgets.plain(name)), anchor=False)
    if len(found):
        widgets.door(Door("customers", _("Open the customer's file"), {"customer": customer_id}), key=f"file.{customer_id}")
    items = desk.in_order(desk.with_keys(at.items, "customer_id", [customer_id]))
    documents(frame, items, key=f"customer.{customer_id}", scheme=scheme, basis=basis)
    left = desk.with_keys(at.unapplied, "customer_id", [customer_id])
    if len(left):
        widgets.note(_("Receipts not applied yet:"))
        receipts(frame, left, key=f"customer.receipts.{customer_id}")


def documents(frame: Frame, items: pd.DataFrame, *, key: str, scheme: str = "policy", basis: Basis | None = None) -> None:
    """Open items, to the cent whatever the visit's unit; selecting one shows where it was read and what has settled it so far.

    `scheme` (of `desk.SCHEMES`) and `basis` are those that `items` were aged with.
    """
    frame = replace(frame, unit="unit")
    _ = frame._
    lang = frame.lang
    heading = {name: DOCUMENTS.column(name).heading(lang) for name in ("document_no", "document_date", "due_date", "salesperson")}
    columns = [
        Shown("document_no", heading["document_no"]),
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("document_date", heading["document_date"], "date"),
        Shown("due_date", heading["due_date"], "date"),
        Shown("days_past_due", _("Days past due"), "integer", help=_("Negative: days until it is due")),
        Shown("age", _("Bucket")),
        Shown("currency", _("Currency"), width="small"),
        Shown("amount", _("Amount"), "money"),
        Shown("open", _("Open balance"), "money"),
        Shown("salesperson", heading["salesperson"]),
    ]
    widgets.note(
        _("{count} documents. Select one to see where it comes from and what has paid it. Amounts are to the cent.").format(
            count=f"{len(items):,}"
        )
    )
    labels = dict(enumerate(bucket_labels(desk.scheme_named(scheme, frame.policy), lang, basis or frame.policy.aging.basis)))
    unknown = frame.say(unknown_label())
    ages = ["" if pd.isna(number) else labels.get(int(number), unknown) for number in items["bucket"]]
    rows = desk.named(items.assign(age=ages), frame.books.customers)
    one_currency = rows["currency"].nunique() == 1
    chosen = tables.grid(frame, rows, columns, key=key, select="document_key", total=one_currency)
    for document_key in chosen:
        document(frame, items, int(str(document_key)))
    if len(items):
        downloads.documents(frame, items, key)


def receipts(frame: Frame, rows: pd.DataFrame, *, key: str) -> None:
    """Receipts that no document has used up, to the cent."""
    frame = replace(frame, unit="unit")
    _ = frame._
    heading = {name: RECEIPTS.column(name).heading(frame.lang) for name in ("receipt_no", "receipt_date", "payer_name", "memo")}
    columns = [
        Shown("receipt_no", heading["receipt_no"]),
        Shown("customer_name", _("Customer"), width="medium"),
        Shown("receipt_date", heading["receipt_date"], "date"),
        Shown("currency", _("Currency"), width="small"),
        Shown("amount", _("Amount"), "money"),
        Shown("unapplied", _("Unapplied"), "money"),
        Shown("payer_name", heading["payer_name"]),
        Shown("memo", heading["memo"]),
        Shown("source_file", _("File")),
        Shown("source_sheet", _("Sheet")),
        Shown("source_row", _("Row"), "integer"),
    ]
    tables.grid(frame, desk.named(rows, frame.books.customers), columns, key=key)


def received(frame: Frame, rows: pd.DataFrame, *, key: str) -> None:
    """Receipts as they came in, applied or not, with their place in the file."""
    heading = {name: RECEIPTS.column(name).heading(frame.lang) for name in ("receipt_no", "receipt_date", "payer_name", "memo")}
    places = [_place(frame, row) for _i, row in rows.iterrows()]
    columns = [
        Shown("receipt_date", heading["receipt_date"], "date"),
        Shown("customer_name", frame._("Customer"), width="medium"),
        Shown("amount", frame._("Amount"), "money"),
        Shown("receipt_no", heading["receipt_no"]),
        Shown("payer_name", heading["payer_name"]),
        Shown("memo", heading["memo"]),
        Shown("place", frame._("Where it was read"), width="large"),
    ]
    tables.grid(frame, desk.named(rows.assign(place=places), frame.books.customers), columns, key=key, total=bool(len(rows)))


def document(frame: Frame, items: pd.DataFrame, document_key: int) -> None:
    """One document: where it was read, and everything that reduced it up to the date."""
    _ = frame._
    found = desk.with_keys(items, "document_key", [document_key])
    if not len(found):
        return
    row = found.iloc[0]
    origin = _place(frame, row)
    with st.container(border=True):
        title = _("Document {number}").format(number=row["document_no"])
        widgets.answer(f"{title} · {origin}" if origin else title)
        due_date.show(frame, row)
        legal_clock.of_document(frame, document_key)
        about_document.show(frame, document_key)
        settled = desk.settlements(frame.books, document_key, frame.as_of)
        if not len(settled):
            widgets.note(_("Nothing has been applied to it up to {date}.").format(date=frame.as_of))
            return
        settled = settled.assign(
            kind=[frame.say(SETTLED_BY[kind]) for kind in settled["kind"]], place=[_place(frame, each) for _i, each in settled.iterrows()]
        )
        columns = [
            Shown("date", _("Date"), "date"),
            Shown("kind", _("Settled by")),
            Shown("amount", _("Amount"), "money"),
            Shown("receipt_no", _("Receipt No.")),
            Shown("payer_name", _("Payer")),
            Shown("place", _("Where it was read"), width="large"),
        ]
        tables.grid(frame, settled.assign(currency=row["currency"]), columns, key=f"settled.{document_key}")


def _place(frame: Frame, row: pd.Series) -> str:
    """'invoices.xlsx · 应收明细 · row 27', or nothing where it was not read from a file."""
    if pd.isna(row["source_file"]):
        return ""
    parts = [str(row["source_file"])]
    if pd.notna(row["source_sheet"]):
        parts.append(str(row["source_sheet"]))
    if pd.notna(row["source_row"]):
        parts.append(frame._("row {row}").format(row=int(row["source_row"])))
    return " · ".join(parts)
