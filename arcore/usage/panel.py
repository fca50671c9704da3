"""The panel of twelve months: bank lines, changes by hand and issues of imports side by side, with the sentence that sums them up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from arcore.aging_series import month_ends
from arcore.dates import last_of_month
from arcore.ledger.journal import JournalEntry
from arcore.messages import Message, say
from arcore.policy_sections.training import TrainingRules
from arcore.usage import bank_lines, by_kind, edits, issues
from arcore.wording import percent

MONTHS = 12


@dataclass(frozen=True)
class Panel:
    """What was recorded by `until`. The frames of `bank_lines`, `edits` and `issues`: one row per thing, and by month (`_months`)."""

    until: dt.date
    months: tuple[dt.date, ...]
    lines: pd.DataFrame
    line_months: pd.DataFrame
    entries: pd.DataFrame
    edit_months: pd.DataFrame
    people: pd.DataFrame
    issues: pd.DataFrame
    issue_months: pd.DataFrame

    def total(self, name: str) -> int:
        """The sum of a column of `line_months`."""
        return int(self.line_months[name].sum())

    def share(self, name: str) -> Fraction | None:
        """That sum as a share of all receipts of the bank; None without any."""
        lines = self.total("lines")
        return Fraction(self.total(name), lines) if lines else None

    def sentence(self) -> Message:
        """How well the system is used."""
        words = {
            "first": f"{self.months[0]:%Y-%m}", "last": f"{self.months[-1]:%Y-%m}", "edits": int(self.people["manual"].sum()),
            "people": int((self.people["manual"] > 0).sum()), "issues": int(self.issue_months["count"].sum()),
        }  # fmt: skip
        if not self.total("lines"):
            return say(
                "From {first} to {last} no bank receipt was taken in; {edits} changes were made by hand by {people} people, imports had "
                "{issues} issues.", **words,
            )  # fmt: skip
        return say(
            "From {first} to {last} {lines} bank receipts were taken in, {late} of them late; {unmatched} were unmatched at their month's "
            "end, {certain} posted by themselves. {edits} changes were made by hand by {people} people, imports had {issues} issues.",
            lines=self.total("lines"), late=self.total("late"), unmatched=percent(self.share("unmatched")),
            certain=percent(self.share("certain")), **words,
        )  # fmt: skip


def panel(events: pd.DataFrame, journal: Sequence[JournalEntry], found: pd.DataFrame, until: dt.date, rules: TrainingRules) -> Panel:
    """`events`, `journal` and `found` as `ledger.line_events`, `journal` and `import_issues` give them; twelve months up to `until`'s."""
    months = month_ends(last_of_month(until.year, until.month), MONTHS)
    lines = bank_lines.lines(events, until, rules.statement_days)
    entries = edits.entries(journal, until, edits.statements_taken(events))
    placed = issues.placed(found, entries)
    return Panel(
        until, months, lines, bank_lines.monthly(lines, months), entries, edits.monthly(entries, months),
        edits.by_person(entries, months), placed, by_kind.monthly(placed, months),
    )  # fmt: skip


def recorded_until(journal: Sequence[JournalEntry], as_of: dt.date) -> dt.date:
    """The later of `as_of` and the day of the newest entry, for a panel of everything that is known."""
    return max([as_of, *(entry.day for entry in journal[:1])])


def stacked(monthly: pd.DataFrame) -> pd.DataFrame:
    """`bank_lines.monthly` as rows for a chart: month_end, kind (of `OUTCOMES`), count."""
    rows = monthly[["month_end", *bank_lines.OUTCOMES]].melt("month_end", var_name="kind", value_name="count")
    return rows.astype({"kind": "str"})


def split(monthly: pd.DataFrame, name: str) -> pd.DataFrame:
    """A count of `bank_lines.monthly` and the rest of each month's lines as rows for a chart: month_end, kind (`name`, 'rest'), count."""
    rows = monthly[["month_end", name]].assign(rest=monthly["lines"] - monthly[name]).melt("month_end", var_name="kind", value_name="count")
    return rows.astype({"kind": "str"})
