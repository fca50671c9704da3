"""Which warnings somebody is already dealing with: a warning is not raised twice while its task is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore.warnings.model import RiskWarning

OPEN_STATES = ("open", "doing")


@dataclass(frozen=True)
class Raised:
    """The warnings nobody has taken up, those with an open task (its row key beside them), and those closed lately."""

    new: tuple[RiskWarning, ...]
    taken_up: tuple[tuple[RiskWarning, int], ...]
    quiet: tuple[RiskWarning, ...]


def raised(warnings: Sequence[RiskWarning], tasks: pd.DataFrame | None, as_of: dt.date, quiet_days: int) -> Raised:
    """`tasks`: rows of the register of tasks; a task belongs to a warning by its `origin_ref`."""
    open_, closed = _states(None if tasks is None else tasks_at(tasks, as_of))
    new, taken, quiet = [], [], []
    for warning in warnings:
        if warning.ref in open_:
            taken.append((warning, open_[warning.ref]))
        elif warning.ref in closed and (as_of - closed[warning.ref]).days <= quiet_days:
            quiet.append(warning)
        else:
            new.append(warning)
    return Raised(tuple(new), tuple(taken), tuple(quiet))


def tasks_at(tasks: pd.DataFrame, as_of: dt.date, origin: str | None = "warning") -> pd.DataFrame:
    """The tasks that came from warnings (or another `origin`; None: all) by `as_of`; one closed later is open then, its outcome not
    known yet."""
    day = pd.Timestamp(as_of)
    known = tasks[tasks["created_on"] <= day]
    mine = known if origin is None else known[known["origin"] == origin]
    later = mine["closed_on"] > day
    return mine.assign(
        state=mine["state"].mask(later, OPEN_STATES[0]), outcome=mine["outcome"].mask(later), closed_on=mine["closed_on"].mask(later)
    )


def _states(tasks: pd.DataFrame | None) -> tuple[dict[str, int], dict[str, dt.date]]:
    """The open tasks of warnings, and the day the others were closed, by reference."""
    open_: dict[str, int] = {}
    closed: dict[str, dt.date] = {}
    rows: list[Any] = [] if tasks is None else tasks.to_dict("records")
    for row in rows:
        if row["state"] in OPEN_STATES:
            open_[row["origin_ref"]] = int(row["row_key"])
        elif pd.notna(row["closed_on"]):
            day = row["closed_on"].date()
            closed[row["origin_ref"]] = max(day, closed.get(row["origin_ref"], day))
    return open_, closed
