"""Court cases: how far they are, what they cost and brought, and their deadlines (capabilities 82, 83)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from arcore import limitation, wording
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.registers.frames import is_open, known_at
from arcore.registers.legal import CASES

ENFORCEMENT_YEARS = 2
COLUMNS = ("row_key", "customer_key", "customer_name", "title", "stage", "owner", "claim", "costs", "recovered", "currency", "deadline",
           "days_left", "alert", "next_step", "next_on", "open")  # fmt: skip


def enforcement_deadline(effective: dt.date) -> dt.date:
    """The last day to ask for enforcement: two years after the judgment had to be obeyed.

    >>> enforcement_deadline(dt.date(2025, 3, 31))
    datetime.date(2027, 3, 31)
    """
    return limitation.years_after(effective, ENFORCEMENT_YEARS)


def case_rows(cases: pd.DataFrame, customers: pd.DataFrame, as_of: dt.date, currency: str) -> pd.DataFrame:
    """The cases known at `as_of` with `COLUMNS`: `deadline` the next of enforcement and agreed date, open ones first, soonest first."""
    names = dict(zip(customers["customer_key"].tolist(), customers["customer_name"].fillna(customers["customer_id"]).tolist(), strict=True))
    known = known_at(cases, CASES, as_of)
    open_ = is_open(known, CASES)
    rows = []
    records: list[Any] = known.to_dict("records")
    for row, still_open in zip(records, open_, strict=True):
        waits = pd.notna(row["effective_on"]) and pd.isna(row["enforcement_on"])
        days = [row["next_on"].date()] if pd.notna(row["next_on"]) else []
        days += [enforcement_deadline(row["effective_on"].date())] if waits else []
        deadline = min(days) if days and still_open else None
        left = (deadline - as_of).days if deadline else None
        rows.append(
            {
                **{name: row[name] for name in ("row_key", "customer_key", "title", "stage", "owner", "claim", "next_step", "next_on")},
                "customer_name": names.get(row["customer_key"], ""),
                "costs": sum(int(row[name]) for name in ("court_fee", "lawyer_fee", "other_costs") if pd.notna(row[name])),
                "recovered": 0 if pd.isna(row["recovered"]) else int(row["recovered"]),
                "currency": currency if pd.isna(row["currency"]) else row["currency"],
                "deadline": deadline,
                "days_left": left,
                "alert": None if left is None else limitation.alert(left),
                "open": bool(still_open),
            }
        )
    found = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"days_left": "Int64", "alert": "Int64"})
    return found.sort_values(["open", "days_left", "row_key"], ascending=[False, True, True]).reset_index(drop=True)


def cases_answer(rows: pd.DataFrame, currency: str, unit: Unit) -> Message:
    """How many cases there are in a currency, what is claimed, spent and recovered."""
    mine = rows[rows["currency"] == currency]
    return say(
        "{open} of {count} cases are open: {claim} claimed, {costs} spent, {recovered} recovered.",
        open=int(mine["open"].sum()),
        count=len(mine),
        claim=wording.amount(int(mine["claim"].sum()), currency, unit),
        costs=wording.amount(int(mine["costs"].sum()), currency, unit),
        recovered=wording.amount(int(mine["recovered"].sum()), currency, unit),
    )
