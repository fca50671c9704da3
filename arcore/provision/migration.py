"""How much of each age bucket is still uncollected a period later, and what is lost in the end (domain rules §4.7).

What was written off has not been collected: 100 that became 50, with 20 of the decline written off, migrated to 70 %.
Rates are exact fractions; a bucket that held nothing has none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from arcore.buckets import Basis, Scheme, boundaries, edges
from arcore.replay import Whole, advance, columns, day_number, day_numbers, moves, positions, whole_numbers

Native = Any
Rate = Fraction | None
ALL = Fraction(1)


@dataclass(frozen=True)
class Cohort:
    """One period and currency, per bucket at its start, minor units: what was owed, what of it is still open, what was written off.

    What is open and not a bucket older yet (an item not due that is still not due) is undecided, and in none of the three.
    """

    start: dt.date
    end: dt.date
    currency: str
    owed: tuple[int, ...]
    still_open: tuple[int, ...]
    written_off: tuple[int, ...]

    @property
    def rates(self) -> tuple[Rate, ...]:
        """(still open + written off) ÷ owed, per bucket."""
        uncollected = zip(self.owed, self.still_open, self.written_off, strict=True)
        return tuple(Fraction(left + lost, owed) if owed else None for owed, left, lost in uncollected)


def cohorts(documents: Native, allocations: Native, dates: Sequence[dt.date], scheme: Scheme, basis: Basis = "document") -> list[Cohort]:
    """Every document followed through each period between two of `dates` (rising): exact, from dated allocations.

    Only debts count; what a credit note or a receipt settled was collected.
    """
    issued = columns(documents, ["document_key", "document_date", "due_date", "currency", "amount"])
    issued = issued[issued["document_date"].notna() & (issued["amount"] > 0)]
    used = columns(allocations, ["document_key", "date", "amount", "kind"])
    place, day, amount = positions(issued["document_key"], used["document_key"]), day_numbers(used["date"]), whole_numbers(used["amount"])
    lost = (used["kind"] == "write_off").to_numpy(dtype=bool)
    all_moves, losses = moves(place, day, amount), moves(np.where(lost, place, -1), day, amount)
    total, issue = whole_numbers(issued["amount"]), day_numbers(issued["document_date"])
    due = np.where(issued["due_date"].isna(), issue, day_numbers(issued["due_date"]))
    settled, written = np.zeros(len(issued), dtype=np.int64), np.zeros(len(issued), dtype=np.int64)
    done = lost_done = 0
    states = []
    for date in dates:
        done = advance(settled, all_moves, done, day_number(date))
        lost_done = advance(written, losses, lost_done, day_number(date))
        states.append((np.where(issue <= day_number(date), np.maximum(total - settled, 0), 0), written.copy()))
    found = []
    for (start, end), (before, after) in zip(pairwise(dates), pairwise(states), strict=True):
        basis_day = due if basis == "due" else issue
        bucket, later = _bucket(basis_day, scheme, start), _bucket(basis_day, scheme, end)
        left = np.minimum(after[0], before[0])
        gone = np.minimum(after[1] - before[1], before[0] - left)
        stayed = np.where((later == bucket) & (bucket < len(edges(scheme))), left, 0)
        decided = before[0] - stayed
        for currency in sorted(set(issued["currency"])):
            mine = (issued["currency"] == currency).to_numpy(dtype=bool)
            sums = [_sums(bucket[mine], values[mine], len(edges(scheme)) + 1) for values in (decided, left - stayed, gone)]
            found.append(Cohort(start, end, currency, *sums))
    return found


def _bucket(day: Whole, scheme: Scheme, at: dt.date) -> npt.NDArray[np.intp]:
    ends = np.array([day_number(edge) for edge in reversed(boundaries(scheme, at))], dtype=np.int64)
    return len(ends) - np.searchsorted(ends, day, side="right")


def _sums(bucket: npt.NDArray[np.intp], amounts: Whole, count: int) -> tuple[int, ...]:
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, bucket, amounts)
    return tuple(int(total) for total in sums)


def from_totals(earlier: Sequence[int], later: Sequence[int], written_off: Sequence[int]) -> tuple[Rate, ...]:
    """Migration rates of every bucket but the last where only totals are known, one period apart.

    Bucket k: (k + 1 later + written off of k) ÷ k earlier. The last bucket keeps what was in it, so the one before it is
    taken with it: (last later + written off of both) ÷ (both earlier).

    >>> [float(rate) for rate in from_totals([100, 40], [90, 60], [20, 0]) if rate is not None]
    [0.5714285714285714]
    """
    rates: list[Rate] = []
    for bucket in range(len(earlier) - 1):
        last = bucket == len(earlier) - 2
        owed = earlier[bucket] + (earlier[bucket + 1] if last else 0)
        lost = written_off[bucket] + (written_off[bucket + 1] if last else 0)
        rates.append(Fraction(later[bucket + 1] + lost, owed) if owed else None)
    return tuple(rates)


def averaged(found: Sequence[Cohort], method: Literal["simple", "weighted"] = "simple") -> tuple[Rate, ...]:
    """The average migration of each bucket over the periods that had something in it."""
    averages: list[Rate] = []
    for bucket in range(len(found[0].owed) if found else 0):
        known = [(rate, cohort.owed[bucket]) for cohort in found if (rate := cohort.rates[bucket]) is not None]
        weights = [Fraction(owed) if method == "weighted" else ALL for _, owed in known]
        weighted = sum((rate * weight for (rate, _), weight in zip(known, weights, strict=True)), Fraction(0))
        averages.append(weighted / sum(weights, Fraction(0)) if known else None)
    return tuple(averages)


def losses(migration: Sequence[Rate], terminal: Fraction = ALL, forward: Fraction = Fraction(0)) -> tuple[Fraction, ...]:
    """Expected loss of each bucket: its own and every later migration times the terminal loss, raised by `forward`, at most 100 %.

    `migration` leaves the last bucket out: it loses `terminal`. A bucket without history is taken to be lost in full, and no
    bucket loses less than a younger one.
    """
    rates = [terminal]
    for rate in reversed(migration):
        rates.insert(0, (ALL if rate is None else min(rate, ALL)) * rates[0])
    raised = [min(ALL, max(Fraction(0), rate * (1 + forward))) for rate in rates]
    for bucket in range(1, len(raised)):
        raised[bucket] = max(raised[bucket], raised[bucket - 1])
    return tuple(raised)
