"""What later changes of limits do to the amount over the limit at a closed month's end, temporary limits included.

The limit in force is the permanent one and the temporary one while it is valid (domain rules §4.8). One entry may change
the amount and the days of a temporary limit together: its effect is one amount, at the field that names the limit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from arcore.books import Books
from arcore.closing.content import Snapshot
from arcore.customers_at import customers_at
from arcore.exposure import limit_columns

FIELDS = ("credit_limit", "temporary_limit", "temporary_to", "temporary_from")
"""What makes up the limit in force; where one entry changes several, the effect stands at the first of these."""

Row = Mapping[str, Any]
Place = tuple[int, int, str]
"""A change: customer, entry, field."""


def over_limit_effects(told: Sequence[Row], snapshot: Snapshot, books: Books) -> dict[Place, int]:
    """By change what it adds to the amount over the limit (minor units), where it changes it.

    `told`: rows of `Ledger.changed_since` about customers, in the order recorded, that count at the month's end.
    """
    mine = [row for row in told if row["field"] in FIELDS]
    if not mine:
        return {}
    known = customers_at(books, snapshot.as_of).set_index("customer_key")
    owed = snapshot.frames["exposure"].groupby("customer_key")["exposure"].sum()
    effects: dict[Place, int] = {}
    for key in dict.fromkeys(int(row["key"]) for row in mine if row["key"] in owed.index and row["key"] in known.index):
        steps = [row for row in mine if row["key"] == key]
        state = {name: _text(known.at[key, name]) if name in known.columns else None for name in FIELDS}
        state |= {row["field"]: row["old"] for row in reversed(steps)}
        for entry, rows in groupby(steps, key=lambda row: int(row["entry"])):
            before, fields = _over(int(owed[key]), state, snapshot), []
            for row in rows:
                state[row["field"]] = row["new"]
                fields.append(str(row["field"]))
            change = _over(int(owed[key]), state, snapshot) - before
            if change:
                effects[key, entry, min(fields, key=FIELDS.index)] = change
    return effects


def _over(exposure: int, state: Mapping[str, Any], snapshot: Snapshot) -> int:
    """What exceeds the limit in force; nothing does where there is none."""
    amounts = {name: [int(text) if given(text := state[name]) else None] for name in ("credit_limit", "temporary_limit")}
    days = {name: [text if given(text := state[name]) else None] for name in ("temporary_from", "temporary_to")}
    (limit,), _ = limit_columns(pd.DataFrame({**amounts, **days}), snapshot.as_of)
    return 0 if pd.isna(limit) else max(0, exposure - int(limit))


def given(text: Any) -> bool:
    """Whether a change spells a value here at all."""
    return isinstance(text, str) and bool(text)


def _text(value: Any) -> str | None:
    """A customer's value as changes spell it."""
    if pd.isna(value):
        return None
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)
