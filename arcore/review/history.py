"""The months before a closed month: each as it was closed, where it was; else from the books of now, and said so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from arcore import aging_series, due_history
from arcore.books import Books
from arcore.closing.content import Snapshot
from arcore.messages import Message, say
from arcore.policy import Policy
from arcore.review.decisions import ordinal
from arcore.review.kpis import values

MONTHS = 12


@dataclass(frozen=True)
class History:
    """`ages`: `due_history.series` of the months · `closed`: those that show what they were closed with · `live`: the others."""

    ages: pd.DataFrame
    closed: tuple[str, ...]
    live: tuple[str, ...]

    def sentence(self) -> Message | None:
        """Where the figures come from; None where no month shows closed figures."""
        if not self.closed:
            return None
        if not self.live:
            return say("Every month shows the figures with which it was closed.")
        words = {"closed": spans(self.closed), "live": spans(self.live)}
        return say("{closed}: figures of the closing. {live}: not closed, figures as the books have them now.", **words)


def history(books: Books, as_of: dt.date, policy: Policy, frozen: Mapping[str, Snapshot]) -> History:
    """The `MONTHS` month ends up to `as_of`; `frozen`: the closed months by name, whose figures stand before those of `books`."""
    ends, closed = aging_series.month_ends(as_of, MONTHS), _by_day(frozen)
    kept, live = ([day for day in ends if (day in closed) is wanted] for wanted in (True, False))
    parts = [due_history.series(books, live, policy.aging.scheme, policy.aging.basis)] if live else []
    parts += [_aged(closed[day], books, policy) for day in kept]
    ages = _complete(pd.concat(parts, ignore_index=True)) if kept else parts[0]
    return History(ages, tuple(f"{day:%Y-%m}" for day in kept), tuple(f"{day:%Y-%m}" for day in live))


def _by_day(frozen: Mapping[str, Snapshot]) -> dict[dt.date, Snapshot]:
    return {snapshot.as_of: snapshot for snapshot in frozen.values()}


def _aged(snapshot: Snapshot, books: Books, policy: Policy) -> pd.DataFrame:
    """The row of a closed month: what it left open, by the buckets of now."""
    items, waiting = snapshot.frames["open_items"], snapshot.frames["unapplied"]
    return aging_series.series(
        items.assign(amount=items["open"]),
        books.allocations.iloc[:0],
        [snapshot.as_of],
        policy.aging.scheme,
        receipts=waiting.assign(amount=waiting["unapplied"]),
        basis=policy.aging.basis,
    )


def _complete(ages: pd.DataFrame) -> pd.DataFrame:
    """A row for every month and currency; zeros where nothing was open."""
    place = ["month_end", "currency"]
    every = pd.MultiIndex.from_product([sorted(ages[name].unique()) for name in place], names=place)
    filled = ages.set_index(place).reindex(every, fill_value=0).reset_index()
    return filled.astype(ages.dtypes.to_dict())


def measured(monthly: pd.DataFrame, currency: str, frozen: Mapping[str, Snapshot]) -> pd.DataFrame:
    """`metrics.series.monthly` with the rates and balances that closed months were closed with; what they did not keep stays."""
    found, closed = monthly.copy(), _by_day(frozen)
    for place, day in enumerate(monthly["month_end"]):
        if day.date() in closed:
            for name, value in _kept(closed[day.date()], currency, list(monthly.columns)).items():
                found.loc[found.index[place], name] = value
    return found


def _kept(snapshot: Snapshot, currency: str, columns: Sequence[str]) -> dict[str, float | int]:
    """Rates, balances and flows of a closed month; a rate that it did not have is missing."""
    rates: dict[str, Fraction] = values(snapshot.frames["metrics"], currency)
    known = {str(name) for name in snapshot.frames["metrics"]["name"].unique()}
    found: dict[str, float | int] = {name: float(rates[name]) if name in rates else float("nan") for name in columns if name in known}
    sums = {"open": ("open_items", "open", ""), "overdue": ("overdue", "amount", "")}
    sums |= {"sales": ("flows", "amount", "sales"), "receipts": ("flows", "amount", "receipts")}
    for name, (frame, column, bar) in sums.items():
        rows = snapshot.frames[frame]
        mine = rows[(rows["currency"] == currency) & ((rows["bar"] == bar) if bar else True)]
        found[name] = abs(int(mine[column].sum())) if bar == "receipts" else int(mine[column].sum())
    return found


def owned(snapshot: Snapshot, currency: str, names: Sequence[str]) -> pd.DataFrame:
    """`metrics.series.by_group` by salesperson with the measures `names`, as the month was closed: key '' without one."""
    items, late, rates = (snapshot.frames[name] for name in ("open_items", "overdue", "metrics"))
    mine = rates[(rates["by"] == "salesperson") & (rates["currency"] == currency) & rates["name"].isin(names)]
    values = [None if pd.isna(value) or value == "" else float(Fraction(str(value))) for value in mine["value"]]
    table = (
        mine.assign(value=pd.Series(values, index=mine.index, dtype="Float64"))
        .pivot(index="key", columns="name", values="value")
        .rename_axis(columns=None)
    )
    for name, rows, column in (("open", items, "open"), ("overdue", late, "amount")):
        sums = rows[rows["currency"] == currency].groupby(rows["salesperson"].fillna(""))[column].sum()
        table[name] = sums.reindex(table.index, fill_value=0).astype("int64")
    found = table.reset_index().assign(currency=currency).reindex(columns=["key", "currency", "open", "overdue", *names])
    return found.sort_values("open", ascending=False, kind="stable").reset_index(drop=True)


def spans(names: Sequence[str]) -> str:
    """Months in order, runs of them drawn together.

    >>> spans(["2025-11", "2025-12", "2026-01", "2026-03"])
    '2025-11 – 2026-01, 2026-03'
    """
    runs: list[list[str]] = []
    for name in names:
        if runs and ordinal(name) == ordinal(runs[-1][-1]) + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]} – {run[-1]}" for run in runs)
