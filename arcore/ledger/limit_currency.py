"""In which currency a customer's limit is: that of its record, else the one all its documents are in, else the company's."""

from __future__ import annotations

import sqlalchemy as sa

from arcore.ledger import rows as bulk
from arcore.ledger.rows import Value


def limit_currency(connection: sa.Connection, customer_key: int, stated: Value, own: str) -> str:
    """The currency, as `frames.with_currency` gives it to the books; `stated` is the record's, `own` the company's."""
    if stated:
        return str(stated)
    billed = bulk.select(connection, "documents", ("currency",), "WHERE customer_key = ? AND void = 0", [customer_key])
    found = set(billed["currency"])
    return str(found.pop()) if len(found) == 1 else own
