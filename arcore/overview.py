"""The figures of the overview: where receivables stand, and where they stood at the last month end.

One `Figures` per currency; nothing is added across currencies. Both dates are computed the same
way from the ledger, never from a stored snapshot.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from arcore import aging
from arcore.attention import Attention, Trouble, attention, attention_of
from arcore.books import Books
from arcore.metrics import dso, rates
from arcore.policy import Policy
from arcore.standing import SALES_DAYS, Standing, last_month_end, standing, sums_by_currency

__all__ = [
    "Attention",
    "Figures",
    "Snapshot",
    "Standing",
    "Trouble",
    "attention",
    "attention_of",
    "figures",
    "figures_of",
    "last_month_end",
    "standing",
    "top_debtors",
]


@dataclass(frozen=True)
class Snapshot:
    """One currency at one date, minor units. `debts` are positive items, `open` documents with credit notes."""

    as_of: dt.date
    currency: str
    open: int
    debts: int
    overdue: int
    unapplied: int
    unidentified: int
    sales: int
    customers: int
    sales_from: dt.date | None = None

    @property
    def overdue_rate(self) -> Fraction | None:
        """Overdue ÷ open items without credits (§4.5); None when nothing is open."""
        return rates.overdue(self.overdue, self.debts).value

    @property
    def days_sales_outstanding(self) -> Fraction | None:
        """Open ÷ sales including tax of the last 90 days × 90 (§4.4, simple); None without sales, or while the books are younger."""
        if self.sales_from is None or self.as_of - dt.timedelta(days=SALES_DAYS - 1) < self.sales_from:
            return None
        return dso.simple(self.open, self.sales, SALES_DAYS).value


@dataclass(frozen=True)
class Figures:
    """One currency now and at the last month end."""

    now: Snapshot
    before: Snapshot

    @property
    def currency(self) -> str:
        """Whose figures these are."""
        return self.now.currency


def figures(books: Books, as_of: dt.date, policy: Policy) -> tuple[Figures, ...]:
    """Per currency, the largest receivables first (the company's own currency before all others)."""
    return figures_of(standing(books, as_of, policy), standing(books, last_month_end(as_of), policy), policy)


def figures_of(now: Standing, before: Standing, policy: Policy) -> tuple[Figures, ...]:
    """`figures` from two standings that are already there."""
    mine, earlier = _snapshots(now), _snapshots(before)
    found = [
        Figures(mine.get(code) or _empty(now.as_of, code), earlier.get(code) or _empty(before.as_of, code))
        for code in sorted({*mine, *earlier})
    ]
    return tuple(sorted(found, key=lambda pair: (pair.currency != policy.company.currency, -pair.now.debts)))


def top_debtors(now: Standing, customers: pd.DataFrame, policy: Policy, currency: str, count: int = 10) -> pd.DataFrame:
    """The `count` customers who owe most in `currency`: `aging.table`'s columns with customer_name, largest total first."""
    table: pd.DataFrame = aging.table(now.aged, now.unapplied, scheme=policy.aging.scheme, basis=policy.aging.basis)
    mine = table.loc[(table["currency"] == currency) & table["customer_key"].notna() & (table["total"] > 0)]
    largest = mine.sort_values(["total", "customer_key"], ascending=[False, True]).head(count)
    names = customers[["customer_key", "customer_name"]]
    return largest.merge(names, on="customer_key", how="left").reset_index(drop=True)


def _snapshots(at: Standing) -> dict[str, Snapshot]:
    debts = at.aged[at.aged["open"] > 0]
    identified = at.unapplied["customer_key"].notna()
    open_, owed = sums_by_currency(at.aged, "open"), sums_by_currency(debts, "open")
    late = sums_by_currency(debts[debts["days_past_due"] > 0], "open")
    unapplied = sums_by_currency(at.unapplied[identified], "unapplied")
    unidentified = sums_by_currency(at.unapplied[~identified], "unapplied")
    customers = {str(code): int(count) for code, count in debts.groupby("currency")["customer_key"].nunique().items()}
    return {
        code: Snapshot(
            as_of=at.as_of,
            currency=code,
            open=open_.get(code, 0),
            debts=owed.get(code, 0),
            overdue=late.get(code, 0),
            unapplied=unapplied.get(code, 0),
            unidentified=unidentified.get(code, 0),
            sales=at.sales.get(code, 0),
            customers=customers.get(code, 0),
            sales_from=at.sales_from,
        )
        for code in sorted({*open_, *unapplied, *unidentified})
    }


def _empty(as_of: dt.date, currency: str) -> Snapshot:
    return Snapshot(as_of, currency, 0, 0, 0, 0, 0, 0, 0)
