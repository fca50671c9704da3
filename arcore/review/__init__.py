"""The tables of the monthly review, T1 to T15 (documents §3.8): of a closed month as it was closed, of any date from the books."""

from __future__ import annotations

from collections.abc import Callable

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


def tables_of(at: Scene) -> tuple[Table, ...]:
    """T1 to T15 of a scene whose parts others use, too."""
    return tuple(table(at) for table in TABLES.values())
