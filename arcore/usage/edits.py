"""What people changed by hand, from the journal: by kind of entry, by month and by person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import pandas as pd

from arcore.cash.posting import CERTAIN
from arcore.ledger.journal import EntryKind, JournalEntry
from arcore.usage import by_kind

TAKEN_IN = frozenset({EntryKind.IMPORT, EntryKind.RESTORE, EntryKind.CLOSING})
"""Entries that bring data in or keep figures, and change nothing by hand."""


def entries(journal: Sequence[JournalEntry], until: dt.date, statements: Collection[int]) -> pd.DataFrame:
    """One row per entry recorded by `until`, newest first: seq, day, who, kind, manual, month (its last day).

    Taking in a file or a statement (`statements`: the entries that did), closing a month and receipts that post by themselves are
    not manual.
    """
    rows = [(entry.seq, entry.day, entry.who, entry.kind.value, _manual(entry, statements)) for entry in journal if entry.day <= until]
    frame = pd.DataFrame(rows, columns=["seq", "day", "who", "kind", "manual"])
    day = pd.to_datetime(frame["day"]).astype("datetime64[us]")
    frame = frame.assign(day=day, month=day + pd.offsets.MonthEnd(0))
    return frame.astype({"seq": "int64", "who": "str", "kind": "str", "manual": "bool"})


def _manual(entry: JournalEntry, statements: Collection[int]) -> bool:
    by_itself = entry.kind is EntryKind.APPLICATION and (entry.token or "").endswith(f":{CERTAIN}")
    return entry.kind not in TAKEN_IN and entry.seq not in statements and not by_itself


def monthly(found: pd.DataFrame, months: Sequence[dt.date]) -> pd.DataFrame:
    """The manual entries of those months as `by_kind.monthly` counts them."""
    return by_kind.monthly(found[found["manual"]].assign(count=1), months)


def by_person(found: pd.DataFrame, months: Sequence[dt.date]) -> pd.DataFrame:
    """who, manual, entries (all of that person), share (percent of all manual entries): the busiest first."""
    mine = found[found["month"].isin(pd.to_datetime(list(months)))]
    counted = mine.groupby("who").agg(manual=("manual", "sum"), entries=("seq", "size")).reset_index()
    total = int(counted["manual"].sum())
    counted = counted.assign(share=counted["manual"] * 100 / total if total else 0.0)
    return counted.sort_values(["manual", "entries", "who"], ascending=[False, False, True]).reset_index(drop=True)


def statements_taken(events: pd.DataFrame) -> set[int]:
    """The entries of `ledger.line_events` that took bank lines in."""
    return set(events.loc[events["before"].isna(), "seq"].tolist())
