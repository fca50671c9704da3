"""Builds the frames that matching takes from rows that name only what a test is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd

LINE = {"currency": "CNY", "counterparty_name": "", "counterparty_account": "", "memo": "", "serial": "", "account": "", "reversal": False}
ITEM_TEXTS = ("document_no", "customer_id", "order_no", "contract_no", "project", "reversed_document_no", "term_text", "remark")
CUSTOMER_TEXTS = (
    "customer_id",
    "customer_name",
    "short_name",
    "former_name",
    "tax_no",
    "group_name",
    "legal_representative",
    "bank_account",
    "payers",
    "term_text",
)

Rows = Sequence[Mapping[str, Any]]


def lines_frame(rows: Rows) -> pd.DataFrame:
    """Bank lines, numbered in their order; `date` may be text or a date."""
    frame = pd.DataFrame([{**LINE, **row} for row in rows], columns=["date", "amount", *LINE])
    frame["date"] = pd.to_datetime(frame["date"])
    frame.insert(0, "line", range(1, len(frame) + 1))
    return frame.astype({"amount": "int64"})


def open_items_frame(rows: Rows) -> pd.DataFrame:
    """Open documents; `open` defaults to `amount`, the due date to 30 days after the document date."""
    frame = pd.DataFrame([{"currency": "CNY", **dict.fromkeys(ITEM_TEXTS, ""), "open": row["amount"], **row} for row in rows])
    frame["document_date"] = pd.to_datetime(frame.get("document_date", pd.Series(date(2026, 5, 1), index=frame.index)))
    due = pd.to_datetime(frame["due_date"]) if "due_date" in frame else None
    frame["due_date"] = frame["document_date"] + pd.Timedelta(days=30) if due is None else due.fillna(frame["document_date"])
    frame.insert(0, "document_key", range(1, len(frame) + 1))
    for name in ITEM_TEXTS:
        frame[name] = frame[name].astype(str)
    return frame.astype({"amount": "int64", "open": "int64"})


def customers_frame(rows: Rows) -> pd.DataFrame:
    """Customers with every column matching reads."""
    frame = pd.DataFrame([{**dict.fromkeys(CUSTOMER_TEXTS, ""), **row} for row in rows])
    for name in CUSTOMER_TEXTS:
        frame[name] = frame[name].astype(str)
    frame.insert(0, "customer_key", range(1, len(frame) + 1))
    return frame
