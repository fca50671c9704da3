"""Targets of the year against what was reached from January on, for the company, departments and people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, cast

from arcore.appraisal.measuring import ground, measured
from arcore.appraisal.periods import period
from arcore.appraisal.scoring import appraised, average
from arcore.books import Books
from arcore.collecting.agreements import agreements
from arcore.metrics import Metric
from arcore.metrics.kept import Kept, kept_of
from arcore.metrics.words import met
from arcore.policy import Policy
from arcore.registers.targets import OWNERS, SCORE, Role
from arcore.registers_at import registers_at
from arcore.targets import of_year


@dataclass(frozen=True)
class Goal:
    """One target; `metric` None for an appraisal's score. `reached` None where there is no figure: `metric.reason` says why."""

    row_key: int
    kpi: str
    role: Role
    owner: str
    target: Fraction
    reached: Fraction | None
    metric: Metric | None

    @property
    def met(self) -> bool | None:
        """Whether it is reached; None where nobody can say."""
        return met(self.kpi, self.reached, self.target)


@dataclass(frozen=True)
class _Reached:
    """What one role's owners have reached."""

    metrics: dict[str, dict[str, Metric]]
    scores: dict[str, Fraction | None]


def goals(books: Books, as_of: dt.date, policy: Policy, currency: str) -> tuple[Goal, ...]:
    """Every target of the year that was known at `as_of`, in the order company, departments, people, then as they were set."""
    rows = of_year(registers_at(books, as_of), as_of)
    if rows.empty:
        return ()
    order = [name for name, *_ in OWNERS]
    scored = {"salesperson"} if ((rows["kpi"] == SCORE) & (rows["role"] == "company")).any() else set()
    asked = sorted({*rows["role"], *scored})
    kept = kept_of(books, agreements(books, as_of, policy), policy)
    found = {role: _reached(books, cast(Role, role), as_of, policy, currency, kept) for role in asked}
    if scored and "company" in found:
        found["company"] = replace(found["company"], scores={"": average(found["salesperson"].scores.values())})
    records: list[Any] = rows.sort_values("row_key").to_dict("records")
    return tuple(sorted((_goal(row, found[row["role"]]) for row in records), key=lambda goal: order.index(goal.role)))


def _goal(row: Any, reached: _Reached) -> Goal:
    metric = reached.metrics.get(row["owner"], {}).get(row["kpi"])
    score = reached.scores.get(row["owner"]) if row["kpi"] == SCORE else None
    value = metric.value if metric is not None else score
    return Goal(int(row["row_key"]), row["kpi"], row["role"], row["owner"], row["target"], value, metric)


def _reached(books: Books, role: Role, as_of: dt.date, policy: Policy, currency: str, kept: Kept) -> _Reached:
    people = measured(ground(books, role, period("year", as_of), policy, kept), currency)
    scores: dict[str, Fraction | None] = {}
    if role in ("salesperson", "collector"):
        scores = {each.owner: each.score for each in appraised(people, role, policy.appraisal)}
    return _Reached({each.owner: dict(each.metrics) for each in people}, scores)
