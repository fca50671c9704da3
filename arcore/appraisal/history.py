"""Scores month by month: each month as of its own end, by the weights and marks of the rules that are asked for."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore.aging_series import month_ends
from arcore.appraisal.measuring import ground, measured
from arcore.appraisal.periods import period
from arcore.appraisal.scoring import appraised
from arcore.books import Books
from arcore.policy import Policy
from arcore.registers.frames import DATES
from arcore.registers.targets import Role

MONTHS = 12


def history(books: Books, role: Role, as_of: dt.date, policy: Policy, currency: str, months: int = MONTHS) -> pd.DataFrame:
    """One row for each month end and person with a score, oldest first: month_end, owner, score (tenths as float, to look at), rank."""
    rows: list[tuple[dt.date, str, float, int]] = []
    for end in month_ends(as_of, months):
        people = appraised(measured(ground(books, role, period("month", end), policy), currency), role, policy.appraisal)
        rows += [(end, each.owner, float(each.score), each.rank) for each in people if each.score is not None and each.rank is not None]
    table = pd.DataFrame(rows, columns=["month_end", "owner", "score", "rank"])
    return table.astype({"score": "float64", "rank": "int64"}).assign(month_end=pd.to_datetime(table["month_end"]).astype(DATES))
