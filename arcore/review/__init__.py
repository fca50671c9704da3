"""The tables of the monthly review, T1 to T15 (documents §3.8): of a closed month as it was closed, of any date from the books."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd

from arcore.books import Books
from arcore.closing.content import Snapshot
from arcore.policy import Policy
from arcore.review import balances, outlook, overdue, registered
from arcore.review.frozen import figures, tables_in
from arcore.review.kpis import Kpi
from arcore.review.model import TITLES, Column, Kind, Table, Tie
from arcore.review.month import Month, closed, live
from arcore.review.scene import Scene
from arcore.review.topics import AGENDA, TOPICS, Topic

__all__ = [
    "AGENDA",
    "TABLES",
    "TITLES",
    "TOPICS",
    "Column",
    "Kind",
    "Kpi",
    "Month",
    "Scene",
    "Table",
    "Tie",
    "Topic",
    "closed",
    "figures",
    "live",
    "tables",
    "tables_in",
    "tables_of",
]

TABLES: dict[str, Callable[[Scene], Table]] = {
    "T1": balances.movement,
    "T2": balances.aging,
    "T3": overdue.customers,
    "T4": balances.largest,
    "T5": overdue.plan,
    "T6": overdue.limits,
    "T7": registered.reconciliation,
    "T8": balances.unapplied,
    "T9": registered.bills,
    "T10": registered.disputes,
    "T11": registered.court,
    "T12": outlook.allowance,
    "T13": registered.deadlines,
    "T14": outlook.weeks,
    "T15": outlook.netting,
}


def tables(
    books: Books,
    month: dt.date,
    policy: Policy,
    *,
    before: Snapshot | None = None,
    payables: Books | None = None,
    lines: pd.DataFrame | None = None,
) -> tuple[Table, ...]:
    """T1 to T15 at `month`, the last day of a month or any other date; see `Scene` for the rest."""
    return tables_of(Scene(books, month, policy, before, payables, lines))


def tables_of(at: Scene) -> tuple[Table, ...]:
    """T1 to T15 of a scene whose parts others use, too."""
    return tuple(table(at) for table in TABLES.values())
