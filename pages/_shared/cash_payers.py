"""What the desk has learned about payers, from which line and from whom; each lesson can be revoked."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore.cash import listing
from pages._shared import cash_acts, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown


def show(frame: Frame) -> None:
    """The lessons that count; selecting some offers to revoke them."""
    _ = frame._
    rows = listing.lessons(frame.ledger, frame.books.customers, frame.lang)
    if not len(rows):
        widgets.note(_("Nothing learned yet. When you confirm a receipt, the payer's account and name are remembered for the customer."))
        return
    widgets.note(_("Learned only from receipts that a person confirmed. Select lessons to revoke them; postings stay as they are."))
    columns = [
        Shown("kind", _("Kind"), width="small"),
        Shown("value", _("Payer or account"), width=260),
        Shown("customer", _("Stands for"), width=240),
        Shown("origin", _("Learned from the line of"), width=220),
        Shown("who", _("Who")),
        Shown("when", _("When")),
    ]
    chosen = tables.grid(frame, _local(rows), columns, key="cash.lessons", select="payer_key", many=True)
    if not chosen:
        return
    who = frame.who
    keys = [int(str(key)) for key in chosen]
    if st.button(_("Revoke the {count} selected").format(count=len(keys)), type="primary", key="cash.revoke"):
        words = _("{count} lessons are revoked.").format(count=len(keys))
        cash_acts.act(frame, "revoke", who, words, lambda ledger, mark: [ledger.forget(key, who=who) for key in keys])


def _local(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(when=[str(at)[:16].replace("T", " ") for at in rows["at"]])
