"""Registers seen from one document: which rows are about it, and what a new row about it starts with.

Disputes, holds, promises and evidence name documents by number; e-invoices, deliveries and contracts by a number of their own
field; a write-off belongs to its document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from arcore.collecting.named import numbers_of
from arcore.registers import REGISTERS, Register, Subject, Value
from arcore.registers.subjects import plain_value

NAMING: dict[str, str] = {
    "disputes": "document_nos",
    "promises": "document_nos",
    "holds": "document_nos",
    "plans": "document_nos",
    "contacts": "document_nos",
    "proofs": "document_nos",
    "interruptions": "document_nos",
    "cases": "document_nos",
    "einvoices": "document_no",
    "deliveries": "invoice_no",
    "differences": "our_no",
    "contracts": "contract_no",
    "write_offs": "",
}
"""The registers that can be about a document, and the field that names it; blank: the row belongs to its document."""

AMOUNTS: dict[str, str] = {"einvoices": "amount", "deliveries": "amount", "differences": "our_amount"}
"""The fields that start with the document's whole amount."""

OPEN_AMOUNTS: dict[str, str] = {"promises": "amount", "plans": "principal", "write_offs": "amount", "cases": "claim"}
"""The fields that start with what is open of it."""


def naming(register: Register) -> str:
    """The field of a register that names documents; blank where it has none."""
    return NAMING.get(register.name, "")


def many(field: str) -> bool:
    """Whether the field may name several documents."""
    return field == "document_nos"


def starting(name: str, document: Mapping[str, Any], open_: int) -> dict[str, Value]:
    """What a new row of the register `name` about a row of `Books.documents` starts with; `open_` in minor units."""
    register = REGISTERS[name]
    values: dict[str, Value] = {field.name: field.default for field in register.fields if field.default is not None}
    if NAMING[name]:
        own = plain_value(document["contract_no"]) if name == "contracts" else str(document["document_no"])
        values |= {NAMING[name]: own} if own else {}
    if register.has_money:
        values["currency"] = str(document["currency"])
    if name in AMOUNTS:
        values[AMOUNTS[name]] = int(document["amount"])
    if name in OPEN_AMOUNTS and open_ > 0:
        values[OPEN_AMOUNTS[name]] = open_
    if name == "einvoices":
        values["issued_on"] = plain_value(document["document_date"])
    if name == "deliveries":
        values["invoiced_on"] = plain_value(document["document_date"])
    return values


def rows_about(
    registers: Mapping[str, pd.DataFrame], document: Mapping[str, Any], until: dt.date | None = None
) -> Iterator[tuple[Register, Mapping[str, Any]]]:
    """The rows of `NAMING`'s registers that name this document of their customer, or belong to it; only those from `until` or before."""
    number, contract = str(document["document_no"]), plain_value(document["contract_no"])
    for name, field in NAMING.items():
        register, rows = REGISTERS[name], registers.get(name)
        if rows is None or not len(rows):
            continue
        if until is not None:
            rows = rows[rows[register.dated] <= pd.Timestamp(until)]
        if register.subject is Subject.DOCUMENT:
            mine = rows["document_key"].eq(int(document["document_key"])).fillna(False)
        else:
            wanted = contract if name == "contracts" else number
            same = rows["customer_key"].eq(int(document["customer_key"])).fillna(False)
            named = [wanted == text or wanted in numbers_of(text) for text in rows[field]]
            mine = same & pd.Series(named, index=rows.index, dtype=bool)
            if name == "einvoices":
                mine |= same & rows["document_no"].isna() & (rows["einvoice_no"] == number)
        for row in rows[mine].to_dict("records"):
            yield register, {str(column): value for column, value in row.items()}
