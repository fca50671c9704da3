"""The ledger's rows as the frames of `arcore.books`: types exactly as described there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Literal

import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from arcore import schema
from arcore.ledger import rows as bulk
from arcore.ledger.rows import Rows, Value
from arcore.ledger.settlement import derived
from arcore.schema import Kind, Side

DATES: Literal["datetime64[us]"] = "datetime64[us]"
DOCUMENT_COLUMNS = (
    *("document_key", "customer_key", "entity", "side", "document_no", "kind", "customer_id", "document_date", "due_date", "due_basis"),
    *("term_text", "currency", "amount", "salesperson", "region", "department", "category", "group_name", "contract_no", "order_no"),
    *("project", "reversed_document_no", "exchange_rate", "remark", "source_file", "source_sheet", "source_row"),
)
RECEIPT_COLUMNS = (
    *("receipt_key", "customer_key", "entity", "side", "receipt_no", "customer_id", "receipt_date", "currency", "amount", "payer_name"),
    *("payer_account", "memo", "method", "statement_line_key", "source_file", "source_sheet", "source_row"),
)
ALLOCATION_COLUMNS = ("allocation_key", "document_key", "receipt_key", "date", "amount", "kind")
STORED_OF_ALLOCATIONS = (*ALLOCATION_COLUMNS, "origin", "entry")
STORED_OF_STATED = ("document_key", "stated_on", "paid", "entry", "settled")
CUSTOMER_COLUMNS = ("customer_key", *(column.name for column in schema.CUSTOMERS.columns), "implicit")
OF_CUSTOMER = ("category", "group_name")
STORED_OF_DOCUMENTS = tuple(name for name in DOCUMENT_COLUMNS if name not in OF_CUSTOMER)
ELSE_OF_CUSTOMER = ("salesperson", "region", "department", "term_text", "customer_id")

NEVER_NULL = {"document_key", "amount", "allocation_key"}
NULLABLE_WHOLE = {"source_row", *(column.name for column in schema.CUSTOMERS.columns if column.kind is Kind.MONEY)}
DAYS = {
    "document_date",
    "due_date",
    "receipt_date",
    "date",
    "stated_on",
    "valid_from",
    *(c.name for c in schema.CUSTOMERS.columns if c.kind is Kind.DATE),
}


def frame_of(rows: Rows, names: Sequence[str], whole: Iterable[str], nullable: Iterable[str] = NULLABLE_WHOLE) -> pd.DataFrame:
    """Stored columns as a frame: `whole` int64, `nullable` Int64, days datetime64, everything else text."""
    typed = dict.fromkeys(whole, "int64") | dict.fromkeys(nullable, "Int64")
    return pd.DataFrame({name: _series(rows[name], typed.get(name, DATES if name in DAYS else "str")) for name in names})


def _series(values: list[Value], dtype: str) -> pd.Series:
    if dtype == DATES:
        dates: pd.Series = pd.to_datetime(pd.Series(values, dtype="str"), format="%Y-%m-%d").astype(DATES)
        return dates
    if dtype == "str":
        return pd.Series(pa.array(values, type=pa.large_string()), dtype="str")  # twice as fast as from a list
    return pd.Series(values, dtype=dtype)


def read_customers(connection: sa.Connection, side: Side) -> pd.DataFrame:
    """Customers (suppliers on the payable side) in the order they came."""
    return customers_of(bulk.select(connection, "customers", CUSTOMER_COLUMNS, "WHERE side = ? ORDER BY customer_key", [side.value]))


def customers_of(rows: Rows) -> pd.DataFrame:
    """Stored customers as a frame."""
    customers = frame_of(rows, CUSTOMER_COLUMNS, ("customer_key", "implicit"))
    return customers.assign(implicit=customers["implicit"].astype(bool))


def read_documents(connection: sa.Connection, side: Side, entity: str | None, customers: pd.DataFrame) -> pd.DataFrame:
    """The documents that are not void, with what their customers add."""
    where, values = _where(side, entity)
    rows = bulk.select(connection, "documents", STORED_OF_DOCUMENTS, f"{where} AND void = 0 ORDER BY document_key", values)
    return documents_of(rows, customers)


def documents_of(rows: Rows, customers: pd.DataFrame) -> pd.DataFrame:
    """Stored documents as a frame, with what their customers add."""
    documents = frame_of(rows, STORED_OF_DOCUMENTS, ("document_key", "customer_key", "amount"), ("source_row",))
    by_key = customers.set_index("customer_key")
    for name in OF_CUSTOMER:
        documents[name] = documents["customer_key"].map(by_key[name]).astype("str")
    for name in ELSE_OF_CUSTOMER:
        if documents[name].isna().any():
            documents[name] = documents[name].fillna(documents["customer_key"].map(by_key[name]).astype("str"))
    return documents[list(DOCUMENT_COLUMNS)]


def read_receipts(connection: sa.Connection, side: Side, entity: str | None) -> pd.DataFrame:
    """The receipts of one side, of one entity or of all."""
    where, values = _where(side, entity)
    return receipts_of(bulk.select(connection, "receipts", RECEIPT_COLUMNS, f"{where} ORDER BY receipt_key", values))


def receipts_of(rows: Rows) -> pd.DataFrame:
    """Stored receipts as a frame."""
    return frame_of(rows, RECEIPT_COLUMNS, ("receipt_key", "amount"), ("customer_key", "statement_line_key", "source_row"))


def _where(side: Side, entity: str | None) -> tuple[str, list[Value]]:
    return ("WHERE side = ?", [side.value]) if entity is None else ("WHERE side = ? AND entity = ?", [side.value, entity])


def read_allocations(connection: sa.Connection, documents: pd.DataFrame) -> tuple[pd.DataFrame, dt.date | None]:
    """What reduced these documents, and the day before which that is partly unknown (see `Books.restorable_from`)."""
    rows = bulk.select(connection, "allocations", STORED_OF_ALLOCATIONS, "ORDER BY allocation_key")
    stated = bulk.select(connection, "stated_payments", STORED_OF_STATED)
    return allocations_of(rows, stated_of(stated), documents)


def allocations_of(rows: Rows, stated: pd.DataFrame, documents: pd.DataFrame) -> tuple[pd.DataFrame, dt.date | None]:
    """Stored allocations as a frame, with those that are derived (see `settlement`)."""
    recorded = frame_of(rows, STORED_OF_ALLOCATIONS, ("allocation_key", "document_key", "amount", "entry"), ("receipt_key",))
    recorded = recorded[recorded["document_key"].isin(documents["document_key"])]
    added = derived(documents, recorded, stated)
    added = added.assign(allocation_key=-1 - pd.RangeIndex(len(added)), receipt_key=pd.array([pd.NA] * len(added), dtype="Int64"))
    added["date"] = pd.to_datetime(added["date"]).astype(DATES)
    recorded = recorded[list(ALLOCATION_COLUMNS)]
    both = pd.concat([recorded, added[list(ALLOCATION_COLUMNS)]], ignore_index=True) if len(added) else recorded.reset_index(drop=True)
    both.loc[both["kind"] != "receipt", "receipt_key"] = pd.NA
    typed = both.astype(
        {"allocation_key": "int64", "document_key": "Int64", "receipt_key": "Int64", "date": DATES, "amount": "int64", "kind": "str"}
    )
    return typed, _restorable_from(added, stated)


def _restorable_from(added: pd.DataFrame, stated: pd.DataFrame) -> dt.date | None:
    """The last day on which a file stated what was paid without saying when; a day of settlement hides nothing."""
    undated = stated.loc[stated["settled"] == 0, ["document_key", "stated_on"]]
    days = added[added["kind"] == "stated"].merge(
        undated.assign(date=pd.to_datetime(undated["stated_on"]).astype(DATES)), on=["document_key", "date"]
    )["date"]
    return days.max().date() if len(days) else None


def stated_of(rows: Rows) -> pd.DataFrame:
    """Stated payments: document_key, stated_on, paid, entry, settled (1: on that very day, in full)."""
    return frame_of(rows, STORED_OF_STATED, ("document_key", "paid", "entry", "settled"))
