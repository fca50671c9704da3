"""The frames that every calculation takes, and the version that names them.

A `Books` is what the ledger holds at one moment. Calculations take its frames and an `as_of`
date; they never edit a frame in place.

documents    document_key int64 · customer_key int64 · entity · side · document_no · kind (DocumentKind value) · customer_id ·
             document_date · due_date datetime64 (never null) · due_basis (stated|terms|document_date|agreed) · term_text · currency ·
             amount int64 · salesperson · region · department · category · group_name · contract_no · order_no · project ·
             reversed_document_no · remark · source_file · source_sheet · source_row Int64
receipts     receipt_key int64 · customer_key Int64 (NA: unidentified) · entity · side · receipt_no · customer_id · receipt_date ·
             currency · amount int64 · payer_name · payer_account · memo · method · statement_line_key Int64 (NA: not from a bank line) ·
             source_file · source_sheet · source_row Int64
allocations  allocation_key int64 · document_key Int64 · receipt_key Int64 (NA: no cash) · date datetime64 · amount int64 ·
             kind (receipt|discount|fee|rounding|write_off|retention|credit|stated). A row reduces its document by `amount`
             and, where kind is receipt, uses `amount` of its receipt. `stated` rows are derived from a file's
             current paid column: see `undated`. `credit` rows come in pairs (credit note and invoice).
             Derived rows (`stated`, and `credit` of a credit note that names its invoice) have negative keys.
customers    customer_key int64 · every column of schema.CUSTOMERS; money Int64, NA meaning "none given", which is not zero ·
             implicit bool (only documents or receipts name it)
due_changes  document_key int64 · agreed_on · old · new datetime64 · entry int64: due dates that people changed, in the order made;
             `documents` has the newest, `due_history` those of a past day
customer_changes  change_key int64 · customer_key int64 · field · origin (file|edit) · valid_from datetime64 · old · new text ·
             entry int64: what changed in customers, in the order it was recorded (see `customers_at`)
registers    by name, the rows of each register as `registers.frames` has them, rows taken out left out
undated      allocation_key int64 · document_key int64 · start · date datetime64: `stated` allocations whose day nobody knows, after
             `start` and no later than `date` (see `arcore.undated`)
register_changes  row_key int64 · valid_from datetime64 · old · new (the row's fields as JSON) · entry int64: what was amended in
             registers, in the order it was recorded (see `registers_at`)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from arcore.messages import Message


def no_due_changes() -> pd.DataFrame:
    """Nobody has changed a due date."""
    dtypes = {"document_key": "int64", **dict.fromkeys(("agreed_on", "old", "new"), "datetime64[us]"), "entry": "int64"}
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in dtypes.items()})


def nothing_undated() -> pd.DataFrame:
    """Every payment has its day."""
    dtypes = {"allocation_key": "int64", "document_key": "int64", "start": "datetime64[us]", "date": "datetime64[us]"}
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in dtypes.items()})


def no_amendments() -> pd.DataFrame:
    """Registers whose rows are as they were first written."""
    dtypes = {"row_key": "int64", "valid_from": "datetime64[us]", "entry": "int64"}
    return pd.DataFrame({name: pd.Series(dtype=dtypes.get(name, "str")) for name in ("row_key", "valid_from", "old", "new", "entry")})


def no_changes() -> pd.DataFrame:
    """Customers that never changed."""
    names = ("change_key", "customer_key", "field", "origin", "valid_from", "old", "new", "entry")
    dtypes = {"change_key": "int64", "customer_key": "int64", "valid_from": "datetime64[us]", "entry": "int64"}
    return pd.DataFrame({name: pd.Series(dtype=dtypes.get(name, "str")) for name in names})


@dataclass(frozen=True)
class Books:
    """The ledger's frames at one version."""

    documents: pd.DataFrame
    receipts: pd.DataFrame
    allocations: pd.DataFrame
    customers: pd.DataFrame
    version: str
    origin: Message | None = None
    undated: pd.DataFrame = field(default_factory=nothing_undated)
    due_changes: pd.DataFrame = field(default_factory=no_due_changes)
    registers: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    customer_changes: pd.DataFrame = field(default_factory=no_changes)
    register_changes: pd.DataFrame = field(default_factory=no_amendments)

    @property
    def restorable_from(self) -> dt.date | None:
        """The last day on which a file told what was paid without saying when; None where none did."""
        return None if self.undated.empty else self.undated["date"].max().date()


def called(customers: pd.DataFrame) -> dict[int, tuple[str, str]]:
    """customer_key → (number, name) of `Books.customers`; the number where there is no name."""
    numbers, names = customers["customer_id"].fillna("").tolist(), customers["customer_name"].fillna("").tolist()
    keys = customers["customer_key"].tolist()
    return {int(key): (str(number), str(name) or str(number)) for key, number, name in zip(keys, numbers, names, strict=True)}
