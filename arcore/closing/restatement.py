"""What corrections made after a month was closed would change in it: the closed figures stay, the difference is listed.

The books are asked again for the month's end; each document and receipt that now differs is a row, with the entry that
touched it last. The rows add up to the difference between the closed balances and those of now.
"""

from __future__ import annotations

from typing import Any, Literal

import pandas as pd

from arcore import balances
from arcore.books import Books
from arcore.bridge import overdue_rows
from arcore.closing.content import Snapshot
from arcore.due_history import documents_at
from arcore.engines import collect

COLUMNS = (
    *("row", "key", "number", "customer_key", "currency", "closed", "now", "effect", "overdue_effect"),
    *("entry", "at", "who", "why", "entries"),
)
"""row: 'document' or 'receipt'; closed, now: what was open (unapplied, as a negative amount) at the month's end, minor units."""


def restated(snapshot: Snapshot, books: Books, touched: pd.DataFrame) -> pd.DataFrame:
    """`COLUMNS`, largest effect first. `touched`: who wrote what since (`Ledger.touched_since`): table, key, entry, at, who, why."""
    rows = [_documents(snapshot, books), _receipts(snapshot, books)]
    changed = pd.concat(rows, ignore_index=True)
    changed = changed[(changed["effect"] != 0) | (changed["overdue_effect"] != 0)]
    last = touched.sort_values("entry").drop_duplicates(["row", "key"], keep="last")
    counts = touched.groupby(["row", "key"])["entry"].nunique().rename("entries").reset_index()
    named = changed.merge(last, on=["row", "key"], how="left").merge(counts, on=["row", "key"], how="left")
    order = named.assign(size=named["effect"].abs()).sort_values(["size", "row", "key"], ascending=[False, True, True])
    return order[list(COLUMNS)].astype({"entry": "Int64", "entries": "Int64"}).reset_index(drop=True)


def totals(rows: pd.DataFrame, effect: Literal["effect", "overdue_effect"] = "effect") -> dict[str, int]:
    """The effect on documents less unapplied receipts, or on what is overdue, per currency, minor units."""
    return {str(code): int(amount) for code, amount in rows.groupby("currency")[effect].sum().items()}


def _documents(snapshot: Snapshot, books: Books) -> pd.DataFrame:
    items = collect(balances.open_items(documents_at(books, snapshot.as_of), books.allocations, snapshot.as_of))
    both = _compared(snapshot.frames["open_items"], items, "document", "document_no", "open")
    late = overdue_rows(books, snapshot.as_of).groupby("document_key")["amount"].sum()
    was = snapshot.frames["overdue"].groupby("document_key")["amount"].sum()
    effect = both["key"].map(late).fillna(0) - both["key"].map(was).fillna(0)
    return both.assign(overdue_effect=effect.astype("int64"))


def _receipts(snapshot: Snapshot, books: Books) -> pd.DataFrame:
    documents = documents_at(books, snapshot.as_of)
    waiting = collect(balances.unapplied(books.receipts, books.allocations, snapshot.as_of, documents))
    closed = snapshot.frames["unapplied"]
    owed = (closed.assign(unapplied=-closed["unapplied"]), waiting.assign(unapplied=-waiting["unapplied"]))
    return _compared(*owed, "receipt", "receipt_no", "unapplied").assign(overdue_effect=0)


def _compared(closed: pd.DataFrame, now: pd.DataFrame, row: str, number: str, amount: str) -> pd.DataFrame:
    """Every document (receipt) of either, with both amounts."""
    key = f"{row}_key"
    names = {key: "key", number: "number", "customer_key": "customer_key", "currency": "currency", amount: "amount"}
    sides: list[Any] = [frame[list(names)].rename(columns=names).astype({"customer_key": "Int64"}) for frame in (closed, now)]
    both = sides[0].merge(sides[1], on="key", how="outer", suffixes=("", "_now"))
    for name in ("number", "customer_key", "currency"):
        both[name] = both[f"{name}_now"].fillna(both[name])
    both = both.assign(closed=both["amount"].fillna(0).astype("int64"), now=both["amount_now"].fillna(0).astype("int64"), row=row)
    both = both.assign(effect=both["now"] - both["closed"])
    found: pd.DataFrame = both[["row", "key", "number", "customer_key", "currency", "closed", "now", "effect"]]
    return found
