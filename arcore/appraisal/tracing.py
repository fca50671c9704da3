"""What is behind a figure of an appraisal: the documents, receipts, plans and promises, adding up to what was divided."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from arcore.appraisal.measuring import Ground, planned_months
from arcore.messages import Message, say
from arcore.metrics import Gathered
from arcore.metrics.behind import COUNTED, KEPT_SETS, SETS, behind, kept_behind

OVER: dict[str, Message] = {
    "sales": say("Sales of the period"),
    "receipts": say("Receipts applied in the period"),
    "due": say("Fell due in the period, less credit notes"),
    "opening": say("Open at the period's start"),
    "overdue_before": say("Overdue at the period's start"),
    "recovered": say("Receipts for items overdue at the period's start"),
}
"""What the sets are called that measures know as those of a month."""


def title_of(set_name: str) -> Message:
    """What a set of documents is called."""
    return OVER.get(set_name, SETS[set_name])


def sets_of(metric: str) -> tuple[str, ...]:
    """The sets of documents (`behind.SETS`) that a metric counts, numerator first."""
    return COUNTED.get(metric, ())


def registers_of(metric: str) -> tuple[str, ...]:
    """The registers whose rows it counts: promises, plans or statements."""
    return KEPT_SETS.get(metric, ())


def documents(at: Ground, owner: str, metric: str, set_name: str, currency: str) -> pd.DataFrame:
    """The documents of one set with `counted` (minor units), as `behind.behind` has them; of a plan those of the planned months."""
    key = owner if at.column else None
    if metric != "plan_completion":
        return behind(at.books, _over(at.whole, at), 1, set_name, currency=currency, column=at.column, key=key)
    cell = at.monthly.cell_of(currency, key)
    places = [] if cell is None else planned_months(at, cell)
    parts = [behind(at.books, at.monthly, place, set_name, currency=currency, column=at.column, key=key) for place in places]
    if not parts:
        return behind(at.books, _over(at.whole, at), 1, set_name, currency=currency, column=at.column, key=key).iloc[:0]
    every = pd.concat(parts, ignore_index=True)
    sums = every.groupby("document_key")["counted"].sum()
    once = every.drop_duplicates("document_key").reset_index(drop=True)
    return once.assign(counted=once["document_key"].map(sums).astype("int64"))


def rows(at: Ground, owner: str, register: str, currency: str) -> pd.DataFrame:
    """The register's rows as `behind.kept_behind` has them."""
    key = owner if at.column else None
    if register != "plans":
        return kept_behind(_over(at.whole, at), 1, register, currency, at.column, key)
    parts = [kept_behind(at.monthly, place, register, currency, at.column, key) for place in at.month_places]
    return pd.concat(parts, ignore_index=True)


def _over(whole: Gathered, at: Ground) -> Gathered:
    """The series with the period in place 1, and the twelve months' start where sets of a year look for it."""
    return replace(whole, starts=(at.period.year_start, at.period.start), ends=(at.period.start, at.period.end))
