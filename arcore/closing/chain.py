"""The bridge between two closed months, from what was kept of each: corrections made in between are a bar of their own.

The opening balance of a month is its closing balance less its flows; where that differs from what the month before had
closed with, earlier months were corrected since, and the difference is the bar of corrections.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from arcore.bridge import DIMENSIONS, OPEN_BARS, OVERDUE_BARS, ROW, Bridge
from arcore.closing.content import Snapshot
from arcore.messages import Message
from arcore.standing import last_month_end


def balance_between(months: Sequence[Snapshot]) -> Bridge:
    """The bridge of the open balance from the first to the last of consecutive closed months."""
    closings = [_as_rows(month.frames["open_items"], month) for month in months]
    flows = _chained(months, closings, [month.frames["flows"] for month in months])
    return Bridge(months[0].as_of, months[-1].as_of, OPEN_BARS, closings[0], flows, closings[-1])


def balance_of(month: Snapshot) -> Bridge:
    """The bridge of one closed month alone: what it began with follows from what it closed with."""
    return _alone(month, _as_rows(month.frames["open_items"], month), month.frames["flows"], OPEN_BARS)


def overdue_of(month: Snapshot) -> Bridge:
    """The same of what is overdue."""
    return _alone(month, month.frames["overdue"], month.frames["overdue_flows"], OVERDUE_BARS)


def _alone(month: Snapshot, closing: pd.DataFrame, flows: pd.DataFrame, bars: dict[str, Message]) -> Bridge:
    start = last_month_end(month.as_of)
    began = _corrections(closing.iloc[:0], closing, flows).assign(bar="balance", date=pd.Timestamp(start))[list(ROW)]
    return Bridge(start, month.as_of, bars, began, flows, closing)


def from_closed(live: Bridge, before: Snapshot, kept: str) -> Bridge:
    """A bridge computed from the books, from what the month before had closed with (its frame `kept`): corrections are a bar."""
    opening = _as_rows(before.frames[kept], before) if kept == "open_items" else before.frames[kept]
    flows = _chained([before], [opening, live.closing], [opening.iloc[:0], live.flows])
    return Bridge(live.after, live.until, live.bars, opening, flows, live.closing)


def overdue_between(months: Sequence[Snapshot]) -> Bridge:
    """The bridge of what is overdue from the first to the last of consecutive closed months."""
    closings = [month.frames["overdue"] for month in months]
    flows = _chained(months, closings, [month.frames["overdue_flows"] for month in months])
    return Bridge(months[0].as_of, months[-1].as_of, OVERDUE_BARS, closings[0], flows, closings[-1])


def _as_rows(items: pd.DataFrame, month: Snapshot) -> pd.DataFrame:
    return items.assign(bar="balance", date=pd.Timestamp(month.as_of), amount=items["open"])[list(ROW)]


def _chained(months: Sequence[Snapshot], closings: Sequence[pd.DataFrame], flows: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The flows of every month after the first, and the corrections at the start of each."""
    rows = []
    for month, before, closing, moved in zip(months, closings, closings[1:], flows[1:], strict=False):
        rows += [_corrections(before, closing, moved).assign(date=pd.Timestamp(month.as_of))[list(ROW)], moved]
    return pd.concat([part for part in rows if len(part)] or [flows[0].iloc[:0]], ignore_index=True)


def _corrections(before: pd.DataFrame, closing: pd.DataFrame, moved: pd.DataFrame) -> pd.DataFrame:
    """What the month began with, less what the month before had closed with, of each document and whose it is."""
    signed = [(closing, 1), (moved, -1), (before, -1)]
    every = pd.concat([rows.assign(amount=sign * rows["amount"]) for rows, sign in signed], ignore_index=True)
    place = ["document_key", "document_no", *DIMENSIONS]
    sums = every.groupby(place, dropna=False, sort=False)["amount"].sum().reset_index()
    sums = sums[sums["amount"] != 0]
    return sums.assign(bar="corrections")
