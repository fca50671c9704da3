"""The measures of every owner over a period (domain rules §4.4–4.5).

DSO stands at the period's end, the bad-debt rate covers the twelve months up to it; collection, plan and promises are those of
the period. A plan counts with the receipts of the months that have one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from arcore.appraisal.owners import COLUMN, kept_by, owned
from arcore.appraisal.periods import DAY, Period
from arcore.books import Books
from arcore.collecting.agreements import agreements
from arcore.messages import say
from arcore.metrics import By, Gathered, Metric, dso, gathered, rates
from arcore.metrics.kept import Kept, kept_of
from arcore.metrics.measures import NEWEST, Reading
from arcore.policy import Policy
from arcore.registers.targets import Role
from arcore.registers_at import books_at
from arcore.standing import SALES_DAYS

PLANNED = say("Receipts applied ÷ receipts planned, over the months that have a plan")


@dataclass(frozen=True)
class Ground:
    """What the measures of a role over a period are made of.

    `whole` ends the twelve months before the period, the day before it and the period itself; `monthly` ends each of its months.
    `books`: those of `owners.owned`.
    """

    role: Role
    period: Period
    books: Books
    whole: Gathered
    monthly: Gathered

    @property
    def month_places(self) -> range:
        """The places in `monthly` of the period's months."""
        return range(len(self.monthly.ends) - len(self.period.months), len(self.monthly.ends))

    @property
    def column(self) -> str | None:
        """The column of documents that names the owners; None for the company as a whole."""
        return None if self.role == "company" else COLUMN


@dataclass(frozen=True)
class Measured:
    """One owner ('' those without one, and the company) and its measures by name, each with its reason where it has no value."""

    owner: str
    metrics: Mapping[str, Metric]

    @property
    def is_active(self) -> bool:
        """Whether anything stands in a measure at all."""
        return any(metric.numerator or metric.denominator for metric in self.metrics.values())


def ground(books: Books, role: Role, over: Period, policy: Policy, kept: Kept | None = None) -> Ground:
    """Gather a period for a role: due dates, registers and owners are those of the period's end; so is `kept`, where it is at hand."""
    mine = owned(books_at(books, over.end), role, over.end)
    theirs = kept_by(kept or kept_of(books, agreements(books, over.end, policy), policy), role, mine)
    by: By = "" if role == "company" else "salesperson"
    grace = policy.terms.grace_days

    def over_days(days: list[dt.date]) -> Gathered:
        return gathered(mine.documents, mine.allocations, days, by, grace_days=grace, due_changes=mine.due_changes, kept=theirs)

    whole = over_days(sorted({over.year_start, over.start, over.end}))
    return Ground(role, over, mine, whole, whole if len(over.months) == 1 else over_days([over.start, *over.months]))


def measured(at: Ground, currency: str) -> tuple[Measured, ...]:
    """Every owner with something to measure in this currency, in the order of their names."""
    cells = at.whole.cells
    places = [int(place) for place in cells.index[cells["currency"] == currency]]
    keys = ["" if at.role == "company" or pd.isna(cells["key"].iloc[place]) else str(cells["key"].iloc[place]) for place in places]
    found = [Measured(key, _metrics(at, place)) for key, place in zip(keys, places, strict=True)]
    return tuple(each for each in found if each.is_active)


def _metrics(at: Ground, cell: int) -> dict[str, Metric]:
    every = (*_standing(at, cell), *_collected(at, cell), *_kept(at, cell))
    return {metric.name: metric for metric in every}


def _standing(at: Ground, cell: int) -> tuple[Metric, ...]:
    """What holds at the end, and what the last twelve months lost."""
    here, over = Reading(at.whole, cell, len(at.whole.ends) - 1), at.period
    stock, year = here.stock, len(at.whole.ends) - 1
    short, long = here.unknown(over.end - (SALES_DAYS - 1) * DAY), here.unknown(over.year_start + DAY)
    return (
        dso.simple(stock("open"), stock("sales_window"), SALES_DAYS, unknown=short),
        rates.overdue(stock("overdue"), stock("debts")),
        rates.bad_debts(here.flow("written_off", year), here.flow("sales", year), unknown=long),
    )


def _collected(at: Ground, cell: int) -> tuple[Metric, ...]:
    """What came in over the period."""
    here = Reading(at.whole, cell, len(at.whole.ends) - 1)
    stock, flow, unknown = here.stock, here.flow, here.unknown(at.period.start + DAY)
    opening, closing, sales, receipts = stock("open", 1), stock("open"), flow("sales"), flow("receipts")
    return (
        rates.collection_of_due(receipts, flow("due")),
        rates.collection(receipts, opening, sales, unknown=unknown),
        rates.recovery(flow("recovered"), stock("overdue", 1)),
        rates.on_time(flow("paid_in_time"), flow("due"), at.whole.grace_days),
        rates.effectiveness(opening, sales, closing, closing - stock("overdue"), unknown=unknown),
    )


def _kept(at: Ground, cell: int) -> tuple[Metric, ...]:
    """What was planned, promised and confirmed."""
    flow = Reading(at.whole, cell, len(at.whole.ends) - 1).flow
    months = [Reading(at.monthly, cell, place) for place in planned_months(at, cell)]
    plan = rates.plan_completion(sum(month.flow("receipts") for month in months), sum(month.flow("planned") for month in months))
    return (
        plan if len(at.period.months) == 1 else replace(plan, label=PLANNED),
        rates.promises(flow("promises_kept"), flow("promises_due")),
        rates.confirmation(flow("balances_confirmed"), flow("balances_sent"), NEWEST),
    )


def planned_months(at: Ground, cell: int) -> list[int]:
    """The places in `monthly` of the period's months for which anything was planned."""
    return [place for place in at.month_places if at.monthly.flows["planned"][place, cell]]
