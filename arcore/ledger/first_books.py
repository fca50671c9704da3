"""The books that a first import makes, without the way through a database.

For work straight from files, where nobody asks for the journal: the same rows through the same frames as `reading_books`,
so that the two ways cannot disagree; a test compares them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import chain

from arcore.books import Books
from arcore.ledger import customer_changes, frames, import_acts, register_rows
from arcore.ledger.changes import Change, canonical, written_by
from arcore.ledger.preview import ImportPreview
from arcore.ledger.rows import Rows, Value
from arcore.ledger.tables import columns_of, key_of
from arcore.schema import Side

ENTRY = 1


def books_of(preview: ImportPreview, side: Side = Side.RECEIVABLE) -> Books:
    """What an empty ledger holds once the preview, which was made for it, is committed; the version names files and day.

    Raises Unusable when there is nothing to import.
    """
    import_acts.refuse_nothing(preview)
    changes = written_by(preview.changes, ENTRY)
    of_side: dict[str, Value] = {"side": side.value}
    customers = frames.customers_of(_rows(changes, "customers", of_side))
    documents = frames.documents_of(_rows(changes, "documents", {**of_side, "void": 0}), customers)
    stated = frames.stated_of(_rows(changes, "stated_payments"))
    allocations, undated = frames.allocations_of(_rows(changes, "allocations"), stated, documents)
    return Books(
        documents,
        frames.receipts_of(_rows(changes, "receipts", of_side)),
        allocations,
        frames.with_currency(customers, documents),
        f"{ENTRY}-{sha256(canonical([preview.files, preview.data_date.isoformat()])).hexdigest()[:16]}",
        undated=undated,
        registers=register_rows.no_registers(),
        customer_changes=customer_changes.changes_of(_rows(changes, customer_changes.TABLE), customers["customer_key"].tolist()),
    )


def _rows(changes: Sequence[Change], table: str, where: Mapping[str, Value] | None = None) -> Rows:
    """The rows that the changes insert into a table, in the order of their keys."""
    inserted = [change.after for change in changes if change.table == table]
    rows = Rows({name: list(chain.from_iterable(after[name] for after in inserted)) for name in columns_of(table)})
    kept = list(range(len(rows)))
    for name, value in (where or {}).items():
        kept = [place for place in kept if rows[name][place] == value]
    keys = rows[key_of(table)]
    ordered = sorted(kept, key=lambda place: int(keys[place] or 0))
    return rows if len(ordered) == len(rows) and ordered == kept else rows.only(ordered)
