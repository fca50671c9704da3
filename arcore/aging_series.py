"""Bucket totals at many dates, from one pass over the allocations.

Ids are encoded once and allocations added date by date in int64, so twenty-four month ends of a
million documents take seconds; each row equals a fresh `aging.table` of that date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from arcore.buckets import Basis, Scheme, boundaries, edges
from arcore.replay import Whole, advance, columns, day_number, day_numbers, moves, positions, whole_numbers

Native = Any


def series(
    documents: Native,
    allocations: Native,
    month_ends: Sequence[dt.date],
    scheme: Scheme,
    *,
    receipts: Native | None = None,
    basis: Basis = "due",
) -> pd.DataFrame:
    """One row per date and currency, minor units: month_end, currency, bucket_0 … bucket_n, credit_notes, overdue, open, unapplied.

    Signs and meanings as in `aging.table` (`unapplied` ≤ 0, without unidentified money; 0 unless `receipts` are given). Any dates
    will do, in any order; the rows come in date order.
    """
    issued = columns(documents, ["document_key", "document_date", "due_date", "currency", "amount"])
    used = columns(allocations, ["document_key", "receipt_key", "date", "amount", "kind"])
    received = None if receipts is None else columns(receipts, ["receipt_key", "customer_key", "receipt_date", "currency", "amount"])
    names = sorted({*issued["currency"].unique(), *([] if received is None else received["currency"].unique())})
    dates = sorted(month_ends)
    credit = _unapplied(received, used, issued, dates, names)
    owed = list(_owed(issued, used, dates, names, scheme, basis))
    blocks = [_block(date, names, owed[number], credit[number]) for number, date in enumerate(dates)]
    return pd.concat(blocks, ignore_index=True) if blocks else _block(dt.date.min, [], _no_sums(0, scheme), [])


def _no_sums(rows: int, scheme: Scheme) -> Whole:
    """Zeros for `rows` × (buckets, credit notes, overdue)."""
    return np.zeros((rows, len(edges(scheme)) + 3), dtype=np.int64)


def _owed(
    issued: pd.DataFrame, used: pd.DataFrame, dates: Sequence[dt.date], names: list[str], scheme: Scheme, basis: Basis
) -> Iterator[Whole]:
    """Per date a table of currencies × (buckets, credit notes, overdue)."""
    currency = pd.Index(names).get_indexer(pd.Index(issued["currency"]))
    amount, issue_day = whole_numbers(issued["amount"]), day_numbers(issued["document_date"])
    due_day = np.where(issued["due_date"].isna(), issue_day, day_numbers(issued["due_date"]))
    basis_day = due_day if basis == "due" else issue_day
    paid_by = moves(positions(issued["document_key"], used["document_key"]), day_numbers(used["date"]), whole_numbers(used["amount"]))
    paid, done = np.zeros(len(issued), dtype=np.int64), 0
    for date in dates:
        table = _no_sums(len(names), scheme)
        sums, width = table.reshape(-1), table.shape[1]
        day = day_number(date)
        done = advance(paid, paid_by, done, day)
        open_ = np.where(issue_day <= day, amount - paid, 0)
        alive = np.flatnonzero(open_)
        owed = open_[alive] > 0
        edge_days = np.array([day_number(edge) for edge in reversed(boundaries(scheme, date))], dtype=np.int64)
        column = np.where(owed, len(edge_days) - np.searchsorted(edge_days, basis_day[alive], side="right"), width - 2)
        late = alive[owed & (due_day[alive] < day)]
        np.add.at(sums, currency[alive] * width + column, open_[alive])
        np.add.at(sums, currency[late] * width + width - 1, open_[late])
        yield table


def month_ends(as_of: dt.date, count: int) -> tuple[dt.date, ...]:
    """The last `count` month ends up to `as_of`, oldest first; `as_of` itself stands for an unfinished month.

    >>> month_ends(dt.date(2026, 3, 15), 3)
    (datetime.date(2026, 1, 31), datetime.date(2026, 2, 28), datetime.date(2026, 3, 15))
    """
    ends = [as_of]
    while len(ends) < count:
        ends.append(ends[-1].replace(day=1) - dt.timedelta(days=1))
    return tuple(reversed(ends))


def _block(month_end: dt.date, names: Any, sums: Whole, credit: Whole | Sequence[int]) -> pd.DataFrame:
    buckets = sums.shape[1] - 2
    columns = {f"bucket_{number}": sums[:, number] for number in range(buckets)}
    columns |= {"credit_notes": sums[:, -2], "overdue": sums[:, -1], "open": sums[:, :-1].sum(axis=1)}
    stamp = pd.Series([pd.Timestamp(month_end)] * len(names), dtype="datetime64[us]")
    return pd.DataFrame({"month_end": stamp, "currency": list(names), **columns, "unapplied": np.array(credit, dtype=np.int64)})


def _unapplied(
    received: pd.DataFrame | None, used: pd.DataFrame, issued: pd.DataFrame, dates: Sequence[dt.date], names: list[str]
) -> list[Whole]:
    """Per date and currency what identified receipts have left, negative; an allocation counts once its document is issued."""
    if received is None:
        return [np.zeros(len(names), dtype=np.int64) for _ in dates]
    received = received[received["customer_key"].notna()]
    currency = pd.Index(names).get_indexer(pd.Index(received["currency"]))
    amount, receipt_day = whole_numbers(received["amount"]), day_numbers(received["receipt_date"])
    document = positions(issued["document_key"], used["document_key"])
    receipt = positions(received["receipt_key"], used["receipt_key"])
    receipt[(used["kind"] != "receipt").to_numpy() | used["document_key"].isna().to_numpy()] = -1
    issue_day = np.append(day_numbers(issued["document_date"]), np.iinfo(np.int64).min)
    spent_by = moves(receipt, np.maximum(day_numbers(used["date"]), issue_day[document]), whole_numbers(used["amount"]))
    spent, done, rows = np.zeros(len(received), dtype=np.int64), 0, []
    for date in dates:
        day = day_number(date)
        done = advance(spent, spent_by, done, day)
        sums = np.zeros(len(names), dtype=np.int64)
        np.add.at(sums, currency, np.where(receipt_day <= day, spent - amount, 0))
        rows.append(sums)
    return rows
