"""The ledger's rows as the frames of `arcore.books`: types exactly as described there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from arcore import schema
from arcore.books import nothing_undated
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


def read_billed(connection: sa.Connection, side: Side) -> pd.DataFrame:
    """The currencies that each customer is billed in, by whichever entity: customer_key, currency."""
    names, where = ("customer_key", "currency"), "WHERE side = ? AND void = 0 GROUP BY customer_key, currency"
    return frame_of(bulk.select(connection, "documents", names, where, [side.value]), names, ("customer_key",))


def with_currency(customers: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Customers whose record names no currency get the one that all their documents are in: their limit is compared with those.

    `documents`: those of every entity (customer_key, currency), for there is one limit.
    """
    lacking = customers["currency"].isna()
    if not lacking.any():
        return customers
    pairs = documents[["customer_key", "currency"]].drop_duplicates()
    only = pairs.drop_duplicates("customer_key", keep=False).set_index("customer_key")["currency"]
    billed = customers["customer_key"].map(only).astype("str")
    return customers.assign(currency=customers["currency"].where(~lacking, billed))


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


def read_allocations(connection: sa.Connection, documents: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What reduced these documents, and which of it nobody knows the day of (`Books.allocations`, `Books.undated`)."""
    rows = bulk.select(connection, "allocations", STORED_OF_ALLOCATIONS, "ORDER BY allocation_key")
    stated = bulk.select(connection, "stated_payments", STORED_OF_STATED)
    return allocations_of(rows, stated_of(stated), documents, _imported(connection))


def _imported(connection: sa.Connection) -> pd.DataFrame:
    """The imports of documents by their day: `date`, and `last`, the highest key a document had by then."""
    names = ("data_date", "seen")
    rows = bulk.select(connection, "imports", names, "WHERE kind = 'documents' AND data_date IS NOT NULL ORDER BY data_date, import_key")
    lasts = [int(str(seen).rpartition(",")[2].rpartition("-")[2]) if seen else 0 for seen in rows["seen"]]
    days = pd.to_datetime(pd.Series(rows["data_date"], dtype="str"), format="%Y-%m-%d").astype(DATES)
    return pd.DataFrame({"date": days, "last": pd.Series(lasts, dtype="int64").cummax()})


def allocations_of(
    rows: Rows, stated: pd.DataFrame, documents: pd.DataFrame, imported: pd.DataFrame | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Stored allocations as a frame, with those that are derived (see `settlement`); `imported`: `date` and `last` key of earlier files."""
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
    return typed, _undated(added, stated, documents, imported)


def _undated(added: pd.DataFrame, stated: pd.DataFrame, documents: pd.DataFrame, imported: pd.DataFrame | None) -> pd.DataFrame:
    """The derived allocations of which a file did not say when they were paid; a day of settlement hides nothing.

    A document that an earlier file had, and none said was paid, was not paid yet on that file's day.
    """
    shape = nothing_undated()
    if not len(added) or not len(stated):
        return shape
    told = stated.assign(date=pd.to_datetime(stated["stated_on"]).astype(DATES)).sort_values(["document_key", "date"])
    starts = told["document_key"].map(documents.set_index("document_key")["document_date"]) - pd.Timedelta(days=1)
    for day, last in [] if imported is None else zip(imported["date"], imported["last"], strict=True):
        starts = starts.mask((told["document_key"] <= last) & (day < told["date"]) & (day > starts), day)
    earlier = told.groupby("document_key")["date"].shift()
    told = told.assign(start=starts.mask(earlier > starts, earlier))
    without_day = told.loc[told["settled"] == 0, ["document_key", "start", "date"]]
    found = added.loc[added["kind"] == "stated", ["allocation_key", "document_key", "date"]].astype({"document_key": "int64"})
    return found.merge(without_day, on=["document_key", "date"])[list(shape.columns)].astype(shape.dtypes.to_dict())


def stated_of(rows: Rows) -> pd.DataFrame:
    """Stated payments: document_key, stated_on, paid, entry, settled (1: on that very day, in full)."""
    return frame_of(rows, STORED_OF_STATED, ("document_key", "paid", "entry", "settled"))
