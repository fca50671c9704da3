"""A list of another system (an ERP's deliveries, the tax platform's e-invoices) as new rows of a register; what is known is left alone.

The file is read as any list of documents is, by its headings; a row whose number the register has already changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore.intake.headings import normalize
from arcore.intake.model import Reading
from arcore.ledger import RowChange
from arcore.messages import Message, say
from arcore.registers.checks import check
from arcore.registers.model import Register
from arcore.registers.subjects import plain_value
from arcore.schema import TableKind

DELIVERIES: Mapping[str, tuple[str, ...]] = {
    "delivery_no": ("document_no",),
    "delivered_on": ("delivery_date", "document_date"),
    "amount": ("amount",),
    "currency": ("currency",),
    "order_no": ("order_no",),
    "contract_no": ("contract_no",),
    "remark": ("remark",),
}
EINVOICES: Mapping[str, tuple[str, ...]] = {
    "einvoice_no": ("invoice_no", "document_no"),
    "issued_on": ("document_date",),
    "amount": ("amount",),
    "currency": ("currency",),
    "remark": ("remark",),
}
"""Each register's fields and the columns of a list of documents that fill them, the first that says something."""


@dataclass(frozen=True)
class Taken:
    """Rows to add, their sum by currency, how many the register has already, and why others cannot be used."""

    changes: tuple[RowChange, ...]
    sums: Mapping[str, int]
    known: int
    problems: tuple[Message, ...]


def taken(
    readings: Sequence[Reading],
    register: Register,
    columns: Mapping[str, tuple[str, ...]],
    rows: pd.DataFrame,
    customers: pd.DataFrame,
    *,
    currency: str,
) -> Taken:
    """What the lists add to the register's `rows`. `columns`: `DELIVERIES` or `EINVOICES`."""
    number = register.label[0]
    seen = set(rows[number].dropna())
    owners = _Owners.of(customers)
    changes: list[RowChange] = []
    problems = [reading.error for reading in readings if reading.error is not None]
    sums: dict[str, int] = {}
    known = 0
    tables = [table for reading in readings for table in reading.tables if table.kind is TableKind.DOCUMENTS]
    problems += [issue.message for table in tables for issue in table.issues]
    if not tables and not problems:
        problems.append(say("No list with numbers, dates, customers and amounts was found in the file."))
    for table in tables:
        for row in table.rows.to_dict("records"):
            values = {name: _first(row, sources) for name, sources in columns.items()}
            owner = owners.of_row(row)
            place = {"sheet": table.sheet, "row": row.get("source_row"), "number": values[number] or "–"}
            if values[number] in seen:
                known += 1
            elif owner is None:
                problems.append(say("{sheet} row {row}: no single customer of the books belongs to {number}.", **place))
            elif wrong := check(register, {**_defaults(register), **values}).problems:
                problems.append(say("{sheet} row {row}: {problem}", sheet=table.sheet, row=row.get("source_row"), problem=wrong[0].message))
            else:
                seen.add(values[number])
                code = str(values.get("currency") or currency)
                sums[code] = sums.get(code, 0) + int(values["amount"])
                changes.append(RowChange(register.name, {**_defaults(register), **values}, customer_key=owner))
    return Taken(tuple(changes), sums, known, tuple(problems))


def _defaults(register: Register) -> dict[str, Any]:
    return {field.name: field.default for field in register.fields if field.default is not None}


def _first(row: Mapping[Any, Any], sources: Sequence[str]) -> Any:
    """The first of the columns that says something, as the ledger keeps it."""
    return next((value for name in sources if (value := plain_value(row.get(name))) not in (None, "")), None)


@dataclass(frozen=True)
class _Owners:
    """Customers by number, tax number and name; what several share belongs to none."""

    by_id: Mapping[str, int | None]
    by_tax: Mapping[str, int | None]
    by_name: Mapping[str, int | None]

    @classmethod
    def of(cls, customers: pd.DataFrame) -> _Owners:
        keys = [int(key) for key in customers["customer_key"]]
        names = [(name, key) for column in ("customer_name", "former_name") for name, key in zip(customers[column], keys, strict=True)]
        return cls(
            _unique(zip(customers["customer_id"], keys, strict=True)),
            _unique(zip(customers["tax_no"], keys, strict=True)),
            _unique((normalize(name), key) for name, key in names if isinstance(name, str)),
        )

    def of_row(self, row: Mapping[Any, Any]) -> int | None:
        """Whose row it is, by number before tax number before name; None where that cannot be told."""
        name = plain_value(row.get("customer_name"))
        asked = (
            (self.by_id, plain_value(row.get("customer_id"))),
            (self.by_tax, plain_value(row.get("tax_no"))),
            (self.by_name, normalize(name) if isinstance(name, str) else None),
        )
        return next((key for known, value in asked if value is not None and (key := known.get(str(value))) is not None), None)


def _unique(pairs: Any) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for name, key in pairs:
        if isinstance(name, str) and name:
            found[name] = None if found.get(name, key) != key else key
    return found
