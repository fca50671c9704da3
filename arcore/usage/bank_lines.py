"""What became of the bank's receipts, by the month they came in: how many were not matched at its end, and how the rest was posted.

A line belongs to the month of its own day. At a month's end it counts as unmatched when it had not been taken in by then, or was
neither posted nor set aside; that is told by when things were recorded. How it was posted is told as it stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from arcore.cash.posting import WAYS
from arcore.ledger.bank import LineStatus
from arcore.messages import Message, say

POSTED, IGNORED = LineStatus.POSTED.value, LineStatus.IGNORED.value
OUTCOMES: dict[str, Message] = {
    "certain": say("Posted by itself"),
    "suggested": say("Suggested and confirmed"),
    "hand": say("Posted by hand"),
    "waiting": say("Still waiting"),
    "aside": say("Set aside"),
    "untold": say("Posted, no record how"),
}
"""What becomes of a receipt; every line is one of these."""

COUNTS = (*OUTCOMES, "lines", "unmatched", "undone", "late")


def lines(events: pd.DataFrame, until: dt.date, days: int) -> pd.DataFrame:
    """One row per receipt of the bank that was taken in by `until`: line, date, amount, currency, payer, month (its last day),

    taken_on, outcome (of `OUTCOMES`), unmatched (at its month's end), undone (a posting was taken back), late (taken in more than
    `days` days after its own day). `events` as `ledger.line_events` gives them.
    """
    known = events[(events["recorded"] <= pd.Timestamp(until)) & (events["amount"] > 0)].sort_values("seq", kind="stable")
    last = known.drop_duplicates("line", keep="last").set_index("line")
    last = last[last["after"].notna()]
    known = known[known["line"].isin(last.index)]
    first = known.drop_duplicates("line").set_index("line")["recorded"]
    found = last[["date", "amount", "currency", "payer"]].assign(month=last["date"] + pd.offsets.MonthEnd(0), taken_on=first)
    back = known[(known["before"] == POSTED) & (known["after"] != POSTED)]
    found = found.assign(
        outcome=[_outcome(str(status), str(way)) for status, way in zip(last["after"], last["way"], strict=True)],
        unmatched=~found.index.isin(_matched(known, found["month"])),
        undone=found.index.isin(back["line"]),
        late=(found["taken_on"] - found["date"]).dt.days > days,
    )
    return found.rename_axis("line").reset_index().sort_values(["date", "line"]).reset_index(drop=True)


def _outcome(status: str, way: str) -> str:
    if status == POSTED:
        return way if way in WAYS else "untold"
    return "aside" if status == IGNORED else "waiting"


def _matched(known: pd.DataFrame, months: pd.Series) -> pd.Index:
    """The lines that were posted or set aside at the end of their month, by what was recorded until then."""
    ends = months.reindex(known["line"]).set_axis(known.index)
    then = known[known["recorded"] <= ends].drop_duplicates("line", keep="last")
    matched: pd.Index = pd.Index(then.loc[then["after"].isin((POSTED, IGNORED)), "line"])
    return matched


def monthly(found: pd.DataFrame, months: Sequence[dt.date]) -> pd.DataFrame:
    """A row for each month end: month_end, `COUNTS` (int64), and `share`: percent unmatched at its end, null without lines."""
    rows = []
    for end in months:
        mine = found[found["month"] == pd.Timestamp(end)]
        counted = mine["outcome"].value_counts()
        flags = {name: int(mine[name].sum()) for name in ("unmatched", "undone", "late")}
        rows.append({"month_end": end, **{name: int(counted.get(name, 0)) for name in OUTCOMES}, "lines": len(mine), **flags})
    frame = pd.DataFrame(rows, columns=["month_end", *COUNTS])
    frame = frame.assign(month_end=pd.to_datetime(frame["month_end"]).astype("datetime64[us]")).astype(dict.fromkeys(COUNTS, "int64"))
    return frame.assign(share=(frame["unmatched"] * 100 / frame["lines"].where(frame["lines"] > 0)).astype("Float64"))
