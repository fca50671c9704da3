"""Frames of `arcore.books` that name only what a test is about; the rest is an ordinary CNY invoice of customer 1."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

DAY = "datetime64[us]"
DOCUMENT = {
    "document_key": 0, "customer_key": 1, "entity": None, "side": "receivable", "document_no": None, "kind": "invoice",
    "customer_id": None, "document_date": dt.date(2025, 1, 1), "due_date": dt.date(2025, 1, 31), "due_basis": "stated",
    "currency": "CNY", "amount": 100_00, "salesperson": None, "department": None, "region": None, "category": None, "group_name": None,
}  # fmt: skip
RECEIPT = {
    "receipt_key": 0, "customer_key": 1, "entity": None, "side": "receivable", "receipt_no": None, "customer_id": None,
    "receipt_date": dt.date(2025, 2, 1), "currency": "CNY", "amount": 100_00,
}  # fmt: skip
ALLOCATION = {"allocation_key": 0, "document_key": 1, "receipt_key": None, "date": dt.date(2025, 2, 1), "amount": 100_00, "kind": "receipt"}
CUSTOMER = {
    "customer_key": 1, "customer_id": None, "customer_name": None, "group_name": None, "category": None, "region": None,
    "salesperson": None, "credit_limit": None, "temporary_limit": None, "temporary_from": None, "temporary_to": None,
    "unbilled_amount": None, "order_amount": None, "bill_amount": None, "currency": "CNY", "grade": None, "status": None,
}  # fmt: skip
NULLABLE = {"source_row", "credit_limit", "temporary_limit", "unbilled_amount", "order_amount", "bill_amount"}
Row = dict[str, Any]


def documents(*rows: Row) -> pd.DataFrame:
    """Documents with keys 1, 2, …; `customer_id` follows from `customer_key`."""
    return _frame(DOCUMENT, "document_key", rows, whole={"document_key", "customer_key", "amount"})


def receipts(*rows: Row) -> pd.DataFrame:
    """Receipts with keys 1, 2, …; `customer_key` None is unidentified money."""
    return _frame(RECEIPT, "receipt_key", rows, whole={"receipt_key", "amount"}, nullable={"customer_key"})


def allocations(*rows: Row) -> pd.DataFrame:
    """Allocations; where a receipt is named it is the cash."""
    return _frame(ALLOCATION, "allocation_key", rows, whole={"allocation_key", "amount"}, nullable={"document_key", "receipt_key"})


def customers(*rows: Row) -> pd.DataFrame:
    """Customers with keys 1, 2, …."""
    return _frame(CUSTOMER, "customer_key", rows, whole={"customer_key"}, nullable=NULLABLE)


def _frame(default: Row, key: str, rows: tuple[Row, ...], *, whole: set[str], nullable: set[str] = frozenset()) -> pd.DataFrame:
    filled = [default | {key: place} | row for place, row in enumerate(rows, start=1)]
    for row in filled:
        if row.get("customer_id", "") is None and row["customer_key"] is not None:
            row["customer_id"] = f"C{row['customer_key']}"
    names = list(dict.fromkeys([*default, *(name for row in filled for name in row)]))
    return pd.DataFrame({name: _column(name, [row[name] for row in filled], whole, nullable) for name in names})


def _column(name: str, values: list[Any], whole: set[str], nullable: set[str]) -> pd.Series:
    if name in whole:
        return pd.Series(values, dtype="int64")
    if name in nullable:
        return pd.Series(values, dtype="Int64")
    if name == "date" or name.endswith(("_date", "_from", "_to")):
        return pd.to_datetime(pd.Series(values, dtype="object")).astype(DAY)
    return pd.Series(values, dtype="str")


def row(frame: pd.DataFrame, **where: object) -> Row:
    """The one row of `frame` where the columns have these values."""
    found = frame
    for name, value in where.items():
        found = found[found[name] == value]
    assert len(found) == 1, found
    return found.iloc[0].to_dict()
