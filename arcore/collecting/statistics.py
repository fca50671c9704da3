"""How collecting goes: why customers do not pay, whom we reached, what was promised and kept, month by month.

coverage     = overdue customers contacted within the period ÷ overdue customers, by number and by amount
promise rate = contacts in which somebody was reached and a promise was made that day ÷ contacts in which somebody was reached
kept rate    = promises kept in full ÷ promises that ran out; by amount: what came in time ÷ what was promised
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from arcore import wording
from arcore.collecting.promises import PromiseState
from arcore.collecting.worklist import silent
from arcore.messages import Message, say
from arcore.scorecard.facts import months_before

MONTHS = 12


@dataclass(frozen=True)
class Rate:
    """A share with what it divides, so that nobody has to guess the denominator."""

    part: int
    whole: int

    @property
    def value(self) -> Fraction | None:
        """None where there is nothing to divide by."""
        return Fraction(self.part, self.whole) if self.whole else None

    def words(self) -> str:
        """'82.4 %', or a dash."""
        return wording.percent(self.value)


@dataclass(frozen=True)
class Summary:
    """The rates of a period in one currency; amounts in minor units."""

    contacts: int
    reached: int
    coverage: Rate
    coverage_amount: Rate
    promised: Rate
    kept: Rate
    kept_amount: Rate
    silent: int

    def sentence(self, days: int) -> Message:
        """What the period was like, in one sentence."""
        if not self.contacts:
            return say("No contact is on record in this period; {count} overdue customers wait.", count=self.coverage.whole)
        return say(
            "{contacts} contacts reached somebody {reached} times; {covered} of {overdue} overdue customers were contacted "
            "({share}), {kept} of {due} promises were kept, {silent} customers have not been contacted for {days} days.",
            contacts=self.contacts,
            reached=self.reached,
            covered=self.coverage.part,
            overdue=self.coverage.whole,
            share=self.coverage.words(),
            kept=self.kept.part,
            due=self.kept.whole,
            silent=self.silent,
            days=days,
        )


def period(as_of: dt.date, months: int) -> dt.date:
    """The first day of the `months` up to `as_of`.

    >>> period(dt.date(2026, 6, 30), 3)
    datetime.date(2026, 3, 31)
    """
    return months_before(as_of, months) + dt.timedelta(days=1)


def first_month(as_of: dt.date) -> dt.date:
    """The first day of the twelve calendar months that `monthly` shows."""
    return months_before(as_of.replace(day=1), MONTHS - 1)


def within(rows: pd.DataFrame, column: str, first: dt.date, last: dt.date) -> pd.DataFrame:
    """The rows whose day lies from `first` to `last`."""
    return rows[(rows[column] >= pd.Timestamp(first)) & (rows[column] <= pd.Timestamp(last))].reset_index(drop=True)


def summary(
    worklist: pd.DataFrame, contacts: pd.DataFrame, promises: pd.DataFrame, first: dt.date, as_of: dt.date, *, silent_days: int
) -> Summary:
    """The period's figures; `worklist` rows and `promises` (`promises.COLUMNS`) of one currency, `contacts` of all."""
    mine = within(contacts, "contacted_on", first, as_of)
    reached = mine[mine["reached"].fillna(True)]
    due = within(promises[promises["state"] != PromiseState.RUNNING.value], "date", first, as_of)
    chased = worklist[worklist["amount"] > 0]
    met = chased["customer_key"].isin(mine["customer_key"].dropna().astype("int64"))
    made = set(zip(promises["customer_key"].tolist(), promises["made_on"].tolist(), strict=True))
    spoke = zip(reached["customer_key"].tolist(), reached["contacted_on"].tolist(), strict=True)
    return Summary(
        contacts=len(mine),
        reached=len(reached),
        coverage=Rate(int(met.sum()), len(chased)),
        coverage_amount=Rate(int(chased.loc[met, "amount"].sum()), int(chased["amount"].sum())),
        promised=Rate(sum(pair in made for pair in spoke), len(reached)),
        kept=Rate(int((due["state"] == PromiseState.KEPT.value).sum()), len(due)),
        kept_amount=Rate(int(due["received"].sum()), int(due["amount"].sum())),
        silent=len(silent(worklist, silent_days)),
    )


def reasons(worklist: pd.DataFrame, contacts: pd.DataFrame, first: dt.date, as_of: dt.date) -> pd.DataFrame:
    """Why customers do not pay, the largest amount first: reason, contacts, customers, amount, share, cumulated (percent, float).

    A customer's overdue amount (to collect and not dunned) counts for the reason it gave last within the period.
    """
    given = within(contacts, "contacted_on", first, as_of)
    given = given[given["reason"].notna() & given["customer_key"].notna()].sort_values(["contacted_on", "row_key"])
    last = given.drop_duplicates("customer_key", keep="last").set_index("customer_key")["reason"]
    owed = worklist.assign(reason=worklist["customer_key"].map(last), overdue=worklist["amount"] + worklist["excluded"])
    amount = owed.dropna(subset=["reason"]).groupby("reason")["overdue"].sum()
    rows = pd.DataFrame({"contacts": given.groupby("reason").size(), "customers": last.value_counts(), "amount": amount})
    rows = rows.fillna(0).astype("int64").rename_axis("reason").reset_index()
    rows = rows.sort_values(["amount", "contacts", "reason"], ascending=[False, False, True]).reset_index(drop=True)
    whole = max(1, int(rows["amount"].sum()))
    return rows.assign(share=rows["amount"] * 100 / whole, cumulated=rows["amount"].cumsum() * 100 / whole)


def monthly(contacts: pd.DataFrame, promises: pd.DataFrame, steps: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """The last twelve months: month (text), contacts, reached, customers, promised, due, kept (numbers), collected (minor units).

    `promises` count in the month they were made and, kept or not, in that of their day; `steps`: `recovery.recovered`, each in its month.
    """
    months = pd.period_range(end=pd.Period(as_of, "M"), periods=MONTHS, freq="M")
    known = contacts[contacts["contacted_on"] <= pd.Timestamp(as_of)]
    month = known["contacted_on"].dt.to_period("M")
    over = promises[promises["state"] != PromiseState.RUNNING.value]
    kept = over[over["state"] == PromiseState.KEPT.value]
    columns = {
        "contacts": month.value_counts(),
        "reached": month[known["reached"].fillna(True)].value_counts(),
        "customers": known["customer_key"].groupby(month).nunique(),
        "promised": promises["made_on"].dt.to_period("M").value_counts(),
        "due": over["date"].dt.to_period("M").value_counts(),
        "kept": kept["date"].dt.to_period("M").value_counts(),
        "collected": steps["collected"].groupby(steps["day"].dt.to_period("M")).sum(),
    }
    filled = {name: counts.reindex(months).fillna(0).astype("int64").tolist() for name, counts in columns.items()}
    return pd.DataFrame({"month": [str(each) for each in months], **filled})
