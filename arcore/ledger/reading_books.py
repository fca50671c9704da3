"""The whole ledger as `arcore.books`: documents, receipts, allocations, customers and their changes, registers."""

from __future__ import annotations

import pandas as pd
import sqlalchemy as sa

from arcore.books import Books
from arcore.ledger import customer_changes, frames, journal, register_rows
from arcore.ledger.agreed_due import due_changes
from arcore.messages import Message
from arcore.schema import Side


def read_books(connection: sa.Connection, side: Side, entity: str | None, origin: Message | None) -> Books:
    """The frames of one side, of one entity or of all."""
    customers = frames.read_customers(connection, side)
    documents = frames.read_documents(connection, side, entity, customers)
    customers = frames.with_currency(customers, documents if entity is None else frames.read_billed(connection, side))
    receipts = frames.read_receipts(connection, side, entity)
    allocations, undated = frames.read_allocations(connection, documents)
    shown = customers if entity is None else customers[_of_entity(customers, entity, documents, receipts)].reset_index(drop=True)
    keys: list[int] = shown["customer_key"].tolist()
    return Books(
        documents,
        receipts,
        allocations,
        shown,
        journal.version(connection),
        origin,
        undated,
        due_changes(connection),
        register_rows.read(connection, keys),
        customer_changes.read(connection, keys),
        register_rows.read_changes(connection),
    )


def _of_entity(customers: pd.DataFrame, entity: str, documents: pd.DataFrame, receipts: pd.DataFrame) -> pd.Series:
    keys = pd.concat([documents["customer_key"], receipts["customer_key"].dropna().astype("int64")])
    return customers["customer_key"].isin(keys) | customers["entity"].eq(entity) | customers["entity"].isna()
