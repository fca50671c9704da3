"""By which methods money comes in, of one customer or of all: the shares, and the receipts or customers behind them."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import desk, payment_methods
from arcore.payment_methods import METHODS
from pages._shared import drill, tables, widgets
from pages._shared.frame import Frame, once
from pages._shared.tables import Shown


def received(frame: Frame) -> pd.DataFrame:
    """The receipts of the last 12 months with their method."""
    channels = frame.policy.matching.channels
    return once(frame, "methods", frame.as_of, compute=lambda: payment_methods.received(frame.books.receipts, frame.as_of, channels))


def show(frame: Frame, currency: str, customer_key: int | None = None) -> None:
    """The sentence and the table; selecting a method shows its receipts or, of all customers, who pays by it."""
    _ = frame._
    found = payment_methods.shares(received(frame), currency, customer_key)
    widgets.note(frame.say(payment_methods.sentence(found, currency, frame.unit)))
    if not found:
        return
    names = {share.method: frame.say(METHODS[share.method]) for share in found}
    rows = pd.DataFrame(
        [(share.method, names[share.method], share.count, share.amount, float((share.part or 0) * 100), currency) for share in found],
        columns=["method", "name", "count", "amount", "share", "currency"],
    )
    columns = [
        Shown("name", _("Paid through")),
        Shown("count", _("Receipts"), "integer"),
        Shown("amount", _("Received in 12 months"), "money"),
        Shown("share", _("Share"), "percent"),
    ]
    chosen = tables.grid(frame, rows, columns, key=f"methods.{currency}.{customer_key or 0}", select="method", total=True)
    for method in chosen:
        mine = desk.with_keys(desk.with_keys(received(frame), "way", [method]), "currency", [currency])
        if customer_key is None:
            _customers(frame, str(method), names[str(method)], mine, currency)
        else:
            mine = desk.with_keys(mine, "customer_key", [customer_key])
            drill.received(replace(frame, unit="unit"), mine, key=f"methods.receipts.{method}")


def _customers(frame: Frame, method: str, name: str, rows: pd.DataFrame, currency: str) -> None:
    _ = frame._
    st.subheader(_("Who pays by this method: {method}").format(method=name), anchor=False)
    listed = payment_methods.by_customer(rows, currency, frame.books.customers)
    columns = [
        Shown("customer_id", _("Customer No.")),
        Shown("customer_name", _("Customer"), width="medium"),
        Shown(method, _("Received in 12 months"), "money"),
    ]
    tables.grid(frame, listed, columns, key=f"methods.customers.{method}", total=len(listed) > 0)
