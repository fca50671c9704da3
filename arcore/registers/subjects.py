"""Whom or what a row is about, as the columns before a register's own; and a frame's value as the ledger keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from arcore.messages import Message, both
from arcore.registers.model import Register, Subject, Value
from arcore.schema import CUSTOMERS, DOCUMENTS

ROW_NUMBER = both("登记行号", "Row No.")
SUBJECT_COLUMNS: dict[Subject, tuple[str, ...]] = {
    Subject.CUSTOMER: ("customer_id", "customer_name"),
    Subject.DOCUMENT: ("document_no",),
    Subject.COMPANY: (),
}


def subject_headings(register: Register) -> tuple[tuple[str, Message], ...]:
    """The columns before a register's own: the row's number, and whom or what the row is about."""
    table = DOCUMENTS if register.subject is Subject.DOCUMENT else CUSTOMERS
    named = ((name, table.column(name).title) for name in SUBJECT_COLUMNS[register.subject])
    return (("row_key", ROW_NUMBER), *named)


def plain_value(value: Any) -> Value:
    """A value of a register's frame as the ledger keeps it."""
    if value is None or (not isinstance(value, str) and bool(pd.isna(value))):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, str):
        return value
    return bool(value) if isinstance(value, bool) or type(value).__name__ == "bool" else int(value)


def plain_row(register: Register, row: Mapping[Any, Any] | pd.Series) -> dict[str, Value]:
    """A row of a register's frame, its own fields only, as the ledger keeps it: what an amendment starts from."""
    return {name: plain_value(row[name]) for name in register.names}
