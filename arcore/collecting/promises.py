"""Promises to pay: kept, partly kept, broken or still running, as the money says (domain rules §4.5, 承诺兑现率).

Nobody types whether a promise was kept. Money counts that came from the day it was made to the promised day plus the
policy's days of tolerance; each cent counts once, for the promise that falls due first.
"""

from __future__ import annotations

import datetime as dt
from enum import Enum
from typing import Any

import pandas as pd

from arcore.books import Books
from arcore.collecting.money_in import money_in, take
from arcore.collecting.named import named
from arcore.messages import Message, say
from arcore.registers.frames import DATES


class PromiseState(Enum):
    """What became of a promise."""

    RUNNING = "running"
    KEPT = "kept"
    PARTLY = "partly"
    BROKEN = "broken"


STATE_TITLES: dict[str, Message] = {
    "running": say("Promised"),
    "kept": say("Promise kept"),
    "partly": say("Promise partly kept"),
    "broken": say("Promise broken"),
}
COLUMNS = ("row_key", "customer_key", "currency", "amount", "received", "made_on", "date", "state", "documents", "ours")


def promise_states(rows: pd.DataFrame, books: Books, as_of: dt.date, *, days: int, currency: str) -> pd.DataFrame:
    """Every promise made by `as_of`, the one due first first: `COLUMNS`; `amount` and `received` in minor units.

    `date`: the promised day; `documents`: see `named.Named`; `days` of tolerance; `currency` of rows that state none.
    """
    made = rows[(rows["made_on"] <= pd.Timestamp(as_of)) & rows["customer_key"].notna()].sort_values(["promised_on", "row_key"])
    money = money_in(books, set(made["customer_key"].astype("int64")), as_of)
    found = []
    records: list[Any] = made.to_dict("records")
    for row, documents in zip(records, named(made, books.documents), strict=True):
        code = row["currency"] if isinstance(row["currency"], str) else currency
        last = row["promised_on"].date() + dt.timedelta(days=days)
        theirs = money.get((int(row["customer_key"]), code), [])
        received = take(theirs, int(row["amount"]), row["made_on"].date(), last, documents)
        state = _state(int(row["amount"]), received, over=as_of > last)
        ours = row["ours"] if isinstance(row["ours"], str) else ""
        keys = (int(row["row_key"]), int(row["customer_key"]), code, int(row["amount"]), received)
        found.append((*keys, row["made_on"], row["promised_on"], state.value, documents, ours))
    types = {"row_key": "int64", "customer_key": "int64", "amount": "int64", "received": "int64", "made_on": DATES, "date": DATES}
    return pd.DataFrame(found, columns=list(COLUMNS)).astype(types)


def _state(promised: int, received: int, *, over: bool) -> PromiseState:
    if received >= promised:
        return PromiseState.KEPT
    if not over:
        return PromiseState.RUNNING
    return PromiseState.PARTLY if received else PromiseState.BROKEN


def kept_rates(states: pd.DataFrame) -> pd.DataFrame:
    """Per customer and currency, of the promises kept or run out: `due`, `kept` (numbers), `promised`, `received` (minor units)."""
    over = states[states["state"] != PromiseState.RUNNING.value]
    over = over.assign(kept=(over["state"] == PromiseState.KEPT.value).astype("int64"))
    sums = over.groupby(["customer_key", "currency"]).agg(
        due=("row_key", "size"), kept=("kept", "sum"), promised=("amount", "sum"), received=("received", "sum")
    )
    return sums.reset_index()
