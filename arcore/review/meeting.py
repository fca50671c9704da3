"""What a meeting itself says of the overdue customers: taken down after the month's end, shown in the month the meeting was about."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pandas as pd

from arcore.registers import REGISTERS
from arcore.registers.frames import known_at
from arcore.review.model import Table, records
from arcore.review.month import Month

ACTIONS = REGISTERS["overdue_actions"]
TOLD = ("cause", "action", "owner")


def with_meeting(month: Month, actions: pd.DataFrame, known: dt.date) -> Month:
    """The month with the causes, measures, owners and promised days that its meeting has recorded by `known`; its figures stay.

    `actions`: rows of the register of causes and measures; those whose `month` is this one were said in its meeting.
    """
    said = known_at(actions[actions["month"].eq(month.name).fillna(False)], ACTIONS, known)
    if said.empty:
        return month
    return replace(month, tables=tuple(_told(table, said) if table.number == "T3" else table for table in month.tables))


def _told(table: Table, said: pd.DataFrame) -> Table:
    """The overdue customers with the newest word on each; a promised day that the meeting did not name stays."""
    newest: dict[tuple[int, str], dict[str, Any]] = {}
    for row in records(said):
        newest.setdefault((int(row["customer_key"]), "" if pd.isna(row["currency"]) else str(row["currency"])), row)
    rows = table.rows.copy()
    for place, row in zip(rows.index, records(rows), strict=True):
        key = int(row["customer_key"])
        word = newest.get((key, str(row["currency"]))) or newest.get((key, ""))
        if word is not None:
            rows.loc[place, list(TOLD)] = [word[name] for name in TOLD]
            rows.loc[place, "promised_on"] = row["promised_on"] if pd.isna(word["promised_on"]) else word["promised_on"]
    return replace(table, rows=rows)
