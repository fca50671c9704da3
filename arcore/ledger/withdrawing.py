"""Taking single receipts out of a posting: the run stays, these bank lines wait again, their documents are open again."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from arcore.ledger import recording
from arcore.ledger import rows as bulk
from arcore.ledger.bank import LineStatus
from arcore.ledger.changes import Change, no_rows
from arcore.ledger.rows import Value
from arcore.ledger.tables import columns_of
from arcore.messages import Unusable, say


def withdrawal(connection: sa.Connection, lines: Sequence[int]) -> list[Change]:
    """The changes that take the receipts of these bank lines back; raises Unusable when one of them is not posted (any more)."""
    wanted: list[Value] = [*sorted({int(line) for line in lines})]
    stored = bulk.select_keys(connection, "statement_lines", ("statement_line_key", "status"), "statement_line_key", wanted)
    posted = {key for key, status in stored.tuples(("statement_line_key", "status")) if status == LineStatus.POSTED.value}
    if posted != set(wanted):
        raise Unusable(say("Some of these bank lines are not posted any more. Load the page again."))
    receipts = bulk.select_keys(connection, "receipts", columns_of("receipts"), "statement_line_key", wanted)
    allocations = bulk.select_keys(connection, "allocations", columns_of("allocations"), "receipt_key", receipts["receipt_key"])
    return [
        Change("allocations", allocations, no_rows("allocations")),
        Change("receipts", receipts, no_rows("receipts")),
        recording.altered(connection, "statement_lines", {int(str(key)): {"status": LineStatus.OPEN.value} for key in wanted}),
    ]
