"""What each posted bank line settled, write-offs included: the one place where a fee is still known to belong to its line."""

from __future__ import annotations

import pandas as pd
import sqlalchemy as sa

from arcore.ledger import rows as bulk
from arcore.ledger.frames import frame_of

RECEIPT = ("receipt_key", "statement_line_key", "customer_key", "entry")
PART = ("allocation_key", "receipt_key", "document_key", "date", "amount", "kind", "note")


def posted_parts(connection: sa.Connection) -> pd.DataFrame:
    """One row per part of a posted bank line, in the order of posting; a line that settles nothing has one row without document.

    Columns: line int64 · receipt_key int64 · customer_key, document_key Int64 · date · amount Int64 (minor units) ·
    kind · note (why a rest stays open) · entry int64 (the posting).
    """
    receipts = frame_of(
        bulk.select(connection, "receipts", RECEIPT, "WHERE statement_line_key IS NOT NULL ORDER BY receipt_key"),
        RECEIPT,
        ("receipt_key", "statement_line_key", "entry"),
        ("customer_key",),
    ).rename(columns={"statement_line_key": "line"})
    parts = frame_of(
        bulk.select(connection, "allocations", PART, "WHERE receipt_key IS NOT NULL ORDER BY allocation_key"),
        PART,
        ("allocation_key", "receipt_key"),
        ("document_key", "amount"),
    )
    joined: pd.DataFrame = receipts.merge(parts, on="receipt_key", how="left").sort_values(["receipt_key", "allocation_key"], kind="stable")
    names = ["line", "receipt_key", "customer_key", "document_key", "date", "amount", "kind", "note", "entry"]
    return joined[names].reset_index(drop=True)
