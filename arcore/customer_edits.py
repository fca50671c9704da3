"""Changing many customers at once: what a table or a workbook says differently from the books, field by field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from arcore.applications import Request
from arcore.intake.model import Reading
from arcore.ledger import RowChange
from arcore.ledger.limit_approval import raised
from arcore.money import exponent, to_decimal, to_minor
from arcore.policy import Policy
from arcore.registers import Value
from arcore.registers.subjects import plain_value
from arcore.schema import CUSTOMERS, Column, Kind, TableKind

LIMIT_FIELDS = ("credit_limit", "temporary_limit", "temporary_from", "temporary_to")
FIELDS = (
    *("salesperson", "category", "region", "status", "grade", "term_text"),
    *LIMIT_FIELDS,
)
COLUMNS: tuple[Column, ...] = tuple(CUSTOMERS.column(name) for name in FIELDS)


@dataclass(frozen=True)
class Edit:
    """One field of one customer: money in minor units, days as Timestamps, None for empty."""

    customer_key: int
    column: Column
    old: Any
    new: Any


def editable(customers: pd.DataFrame, currency: str) -> pd.DataFrame:
    """The customers to edit, by customer_key: customer_id, customer_name and `FIELDS`; amounts in major units, floats to type over."""
    shown = customers.set_index("customer_key")[["customer_id", "customer_name", *FIELDS]].copy()
    for column in COLUMNS:
        if column.kind is Kind.MONEY:
            shown[column.name] = shown[column.name].astype("Float64") / 10 ** exponent(currency)
    return shown


def typed_over(before: pd.DataFrame, after: pd.DataFrame, currency: str) -> list[Edit]:
    """What somebody changed in `editable`'s table."""
    edits = []
    for column in COLUMNS:
        for key, old, new in zip(before.index, before[column.name], after[column.name].reindex(before.index), strict=True):
            one, other = (_plain(value, column, currency) for value in (old, new))
            if one != other:
                edits.append(Edit(int(key), column, one, other))
    return edits


def filled_in(readings: Sequence[Reading], customers: pd.DataFrame) -> list[Edit]:
    """What customer lists that were read say differently; blank cells and unknown customers change nothing."""
    known = customers.dropna(subset="customer_id").set_index("customer_id")
    edits = []
    for table in (table for reading in readings for table in reading.tables if table.kind is TableKind.CUSTOMERS):
        present = [column for column in COLUMNS if column.name in table.rows.columns]
        for row in table.rows.to_dict("records"):
            number = row.get("customer_id")
            if isinstance(number, str) and number in known.index:
                stored: Any = known.loc[number]
                for column in present:
                    old, new = _stored(stored[column.name]), _stored(row[column.name])
                    if new is not None and new != old:
                        edits.append(Edit(int(stored["customer_key"]), column, old, new))
    return edits


def by_customer(edits: Sequence[Edit]) -> dict[int, dict[str, Any]]:
    """The edits as `Ledger.change_customers` takes them."""
    wanted: dict[int, dict[str, Any]] = {}
    for edit in edits:
        value = edit.new.date() if isinstance(edit.new, pd.Timestamp) else edit.new
        wanted.setdefault(edit.customer_key, {})[edit.column.name] = value
    return wanted


def raising(edits: Sequence[Edit], customers: pd.DataFrame) -> list[int]:
    """The customers that may owe more, or more for longer, in the order of the edits."""
    known = customers.set_index("customer_key")
    return [key for key, fields in _limits_wanted(edits).items() if raised(_limits(known, key), fields)]


def removing(edits: Sequence[Edit]) -> bool:
    """Whether a limit is taken away: nobody can apply for that, somebody in office decides it."""
    return any(edit.column.name == "credit_limit" and edit.new is None and edit.old is not None for edit in edits)


def direct(edits: Sequence[Edit], customers: pd.DataFrame) -> list[Edit]:
    """The edits that need nobody's approval: everything but the limits of customers whose limit rises."""
    higher = set(raising(edits, customers))
    return [edit for edit in edits if edit.customer_key not in higher or edit.column.name not in LIMIT_FIELDS]


def applied_for(edits: Sequence[Edit], customers: pd.DataFrame, who: str, why: str, day: dt.date, policy: Policy) -> list[RowChange]:
    """Applications in place of the edits that `direct` leaves out: one for a limit for good, one for a temporary limit."""
    known = customers.set_index("customer_key")
    wanted_limits = _limits_wanted(edits)
    rows = []
    for key in raising(edits, customers):
        mine = wanted_limits[key]
        after: dict[str, Any] = {**_limits(known, key), **mine}
        currency = str(plain_value(known.loc[key, "currency"]) or policy.company.currency)
        wanted: list[dict[str, Any]] = [{"limit": mine["credit_limit"]}] if mine.get("credit_limit") is not None else []
        if after["temporary_limit"] is not None and mine.keys() - {"credit_limit"}:
            days = {name: None if after[name] is None else dt.date.fromisoformat(str(after[name])) for name in LIMIT_FIELDS[2:]}
            wanted.append({"temporary_limit": after["temporary_limit"], **days})
        for limits in wanted:
            rows.append(RowChange("applications", Request(key, who, why, currency, **limits).values(day), customer_key=key))
    return rows


def _limits_wanted(edits: Sequence[Edit]) -> dict[int, dict[str, Value]]:
    """What customers are to be allowed to owe, as the ledger keeps it."""
    wanted: dict[int, dict[str, Value]] = {}
    for edit in edits:
        if edit.column.name in LIMIT_FIELDS:
            wanted.setdefault(edit.customer_key, {})[edit.column.name] = plain_value(edit.new)
    return wanted


def _limits(known: pd.DataFrame, key: int) -> dict[str, Value]:
    """What a customer may owe now, as the ledger keeps it."""
    return {name: plain_value(known.loc[key, name]) for name in LIMIT_FIELDS}


def in_words(edit: Edit, value: Any, currency: str) -> str:
    """A value of an edit as people read it."""
    if value is None:
        return "–"
    if edit.column.kind is Kind.MONEY:
        return f"{to_decimal(int(value), currency):,.2f}"
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)


def names(customers: pd.DataFrame) -> Mapping[int, str]:
    """What each customer is called."""
    return {int(key): str(name) for key, name in zip(customers["customer_key"], customers["customer_name"], strict=True)}


def _stored(value: Any) -> Any:
    if value is None or bool(pd.isna(value)) or (isinstance(value, str) and not value.strip()):
        return None
    return value.strip() if isinstance(value, str) else value if isinstance(value, pd.Timestamp) else int(value)


def _plain(value: Any, column: Column, currency: str) -> Any:
    if value is None or bool(pd.isna(value)) or (isinstance(value, str) and not value.strip()):
        return None
    if column.kind is Kind.MONEY:
        return to_minor(Decimal(str(value)), currency)
    return pd.Timestamp(value) if column.kind is Kind.DATE else str(value).strip()
