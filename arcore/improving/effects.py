"""Whether an improvement shows in the figures: its measure at two dates, each from what was known and ruled then.

Due dates, registers and promises are those of each date; documents and receipts count by their own dates, as on the page of measures.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from arcore.aging_series import month_ends
from arcore.books import Books
from arcore.collecting.agreements import agreements
from arcore.messages import Message, say
from arcore.metrics import DEFINITIONS, Metric, gathered, measures
from arcore.metrics.kept import kept_of
from arcore.metrics.words import shown
from arcore.policy import Policy
from arcore.registers.frames import is_open, known_at
from arcore.registers.training import IMPROVEMENTS
from arcore.wording import points

MONTHS = 13
"""Month ends that the measures over a year need."""

Measured = Callable[[dt.date], Mapping[str, Metric]]
"""Every measure of the whole company at a date, by name."""


def measured(books: Books, day: dt.date, policy: Policy, currency: str) -> dict[str, Metric]:
    """The measures of the whole company in one currency at `day`, with `policy` as it was then; nothing where there is no business."""
    kept = kept_of(books, agreements(books, day, policy), policy)
    grace = policy.terms.grace_days
    ends = month_ends(day, MONTHS)
    found = gathered(books.documents, books.allocations, ends, "", grace_days=grace, due_changes=books.due_changes, kept=kept)
    cell = found.cell_of(currency)
    if cell is None:
        return {}
    return {metric.name: metric for metric in measures(found, cell, len(ends) - 1, year_days=int(policy.measures.year_days))}


@dataclass(frozen=True)
class Effect:
    """One measure before and after; None where it cannot be known, or the date has not come."""

    kpi: str
    before: Fraction | None
    after: Fraction | None

    @property
    def better(self) -> bool | None:
        """Whether it moved the right way; None where nothing moved, one side is missing, or there is no right way."""
        lower = DEFINITIONS[self.kpi].lower_is_better
        if self.before is None or self.after is None or self.before == self.after or lower is None:
            return None
        return (self.after < self.before) is lower

    def change(self) -> str:
        """The difference as people read it: percentage points for shares, else days or times with a sign."""
        if self.before is None or self.after is None:
            return "–"
        if DEFINITIONS[self.kpi].shape == "share":
            return points(self.after, self.before)
        text = shown(DEFINITIONS[self.kpi].shape, self.after - self.before)
        return f"+{text}" if self.after > self.before else text


def effects(rows: pd.DataFrame, at: Measured, as_of: dt.date) -> dict[int, Effect]:
    """By row_key the effect of each improvement that watches a figure; `rows` of the register known at `as_of`.

    Without a date for “after” the figure of `as_of` stands in; a date that lies ahead has no figure yet.
    """
    found = {}
    for key, kpi, before, after in zip(*(rows[name].tolist() for name in ("row_key", "kpi", "before_on", "after_on")), strict=True):
        if isinstance(kpi, str):
            days = (before, pd.Timestamp(as_of) if pd.isna(after) else after)
            found[int(key)] = Effect(kpi, *(_value(at, kpi, day, as_of) for day in days))
    return found


def _value(at: Measured, kpi: str, day: pd.Timestamp, as_of: dt.date) -> Fraction | None:
    if pd.isna(day) or day.date() > as_of:
        return None
    metric = at(day.date()).get(kpi)
    return None if metric is None else metric.value


@dataclass(frozen=True)
class Progress:
    """At a date: improvements under way, of them past their day; judged ones, of them those that worked; suggestions that wait."""

    under_way: int
    late: int
    judged: int
    worked: int
    waiting: int

    def sentence(self) -> Message:
        """Where improving stands."""
        if not self.under_way + self.judged + self.waiting:
            return say("No improvement and no suggestion is on record yet.")
        return say(
            "Improvements under way: {under_way}, past their date: {late}; judged: {judged}, of these {worked} worked. "
            "Suggestions from inside not settled: {waiting}.",
            under_way=self.under_way, late=self.late, judged=self.judged, worked=self.worked, waiting=self.waiting,
        )  # fmt: skip


def progress(improvements: pd.DataFrame, waiting: int, as_of: dt.date) -> Progress:
    """The state of the log at `as_of`; `waiting`: suggestions not settled then."""
    known = known_at(improvements, IMPROVEMENTS, as_of)
    open_ = known[is_open(known, IMPROVEMENTS)]
    judged = known[known["verdict"].notna()]
    return Progress(
        under_way=len(open_),
        late=int((open_["due_on"] < pd.Timestamp(as_of)).sum()),
        judged=len(judged),
        worked=int((judged["verdict"] == "worked").sum()),
        waiting=waiting,
    )


def in_words(rows: pd.DataFrame, found: Mapping[int, Effect]) -> pd.DataFrame:
    """Rows of the log with `before`, `after`, `change` (texts) and `moved`: 'better', 'worse', or '' where neither can be said."""
    none = Effect("dso", None, None)
    each = [found.get(int(key), none) for key in rows["row_key"]]
    moved = {True: "better", False: "worse", None: ""}
    return rows.assign(
        before=[shown(DEFINITIONS[one.kpi].shape, one.before) for one in each],
        after=[shown(DEFINITIONS[one.kpi].shape, one.after) for one in each],
        change=[one.change() for one in each],
        moved=[moved[one.better] for one in each],
    )
