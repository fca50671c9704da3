"""Whether the cash lasts: opening cash, what comes in, what goes out, and the first week below the minimum."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from arcore.forecast.expected import WEEKS
from arcore.forecast.weeks import week_ends
from arcore.policy_sections.forecast import ForecastRules


@dataclass(frozen=True)
class Liquidity:
    """Week by week: ends, inflow, suppliers, planned, cash (at the week's end), minor units; `minimum` and the first week below it."""

    weeks: pd.DataFrame
    minimum: int
    first_below: int | None

    @property
    def day_below(self) -> dt.date | None:
        """The last day of the first week below the minimum."""
        return None if self.first_below is None else self.weeks["ends"].iloc[self.first_below - 1].date()

    @property
    def lowest(self) -> int:
        """The least cash at the end of a week."""
        return int(self.weeks["cash"].min())


def liquidity(
    weeks: pd.DataFrame, as_of: dt.date, rules: ForecastRules, *, payables: pd.DataFrame | None = None, currency: str
) -> Liquidity | None:
    """The cash at each week's end; `weeks` from `by_week` in the company's `currency`. None while no cash at hand is entered.

    `payables`: open items of the payable side, paid on their due dates, those overdue in the first week.
    """
    if not (rules.opening_cash or rules.minimum_cash):
        return None
    inflow = weeks.loc[weeks["week"].between(1, WEEKS), "amount"].tolist()
    planned = [*rules.planned_payments, *[0] * WEEKS][:WEEKS]
    suppliers = _by_due_week(payables, as_of, currency)
    cash, ends = rules.opening_cash, []
    for coming, paid, due in zip(inflow, planned, suppliers, strict=True):
        cash += coming - paid - due
        ends.append(cash)
    below = next((number for number, left in enumerate(ends, start=1) if left < rules.minimum_cash), None)
    days = pd.to_datetime(list(week_ends(as_of)))
    table = pd.DataFrame({"ends": days, "inflow": inflow, "suppliers": suppliers, "planned": planned, "cash": ends})
    return Liquidity(table, rules.minimum_cash, below)


def cash_rows(found: Liquidity, opening: int) -> pd.DataFrame:
    """`found.weeks` with `opening` (the cash at each week's start) and `spare` (what its end has above the minimum)."""
    weeks = found.weeks
    starts = [opening, *weeks["cash"].tolist()[:-1]]
    return weeks.assign(opening=starts, spare=weeks["cash"] - found.minimum)


def _by_due_week(payables: pd.DataFrame | None, as_of: dt.date, currency: str) -> list[int]:
    if payables is None or not len(payables):
        return [0] * WEEKS
    mine = payables[payables["currency"] == currency]
    week = ((mine["due_date"] - pd.Timestamp(as_of)).dt.days + 6).floordiv(7).clip(lower=1)
    sums = mine["open"].groupby(week).sum()
    return [int(sums.get(number, 0)) for number in range(1, WEEKS + 1)]
