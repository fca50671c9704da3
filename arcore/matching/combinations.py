"""Which open amounts add up to a receipt, counting all answers, in whole minor units.

Meet in the middle: every k-set is cut after its first half, in index order, so that each is found
exactly once. The cost is bounded; an answer says whether everything was searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import comb, erf, sqrt

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
MOST_PAIRS = 300_000
RESIDUE = 10_000


@dataclass(frozen=True)
class ExactSets:
    """Sets of indices, fewest items first. `complete` False: there may be more than these."""

    sets: tuple[tuple[int, ...], ...]
    complete: bool


def largest_size(n: int) -> int:
    """How many documents a set may have so that the search stays within some tens of milliseconds."""
    return 6 if n <= 80 else 4 if n <= 200 else 3 if n <= 800 else 2 if n <= 5000 else 1


@lru_cache(maxsize=64)
def _index_sets(n: int, size: int) -> Ints:
    """All increasing index tuples of `size` below n, one a row."""
    if size == 1:
        return np.arange(n, dtype=np.int64)[:, None]
    if size == 2:
        return np.stack(np.triu_indices(n, 1), axis=1).astype(np.int64)
    i, j = np.triu_indices(n, 1)
    counts = n - 1 - j
    k = np.concatenate([np.arange(last + 1, n) for last in j]) if len(j) else np.empty(0, np.int64)
    return np.stack([np.repeat(i, counts), np.repeat(j, counts), k], axis=1).astype(np.int64)


def exact_sets(amounts: Ints, target: int, *, largest: int = 6, limit: int = 20) -> ExactSets:
    """Sets of 2 to `largest` amounts (credits negative) whose sum is `target`; at most `limit` of them.

    >>> exact_sets(np.array([500, 300, 200, 700, -100]), 1000)
    ExactSets(sets=((1, 3), (0, 1, 2)), complete=True)
    """
    n = len(amounts)
    largest = min(largest, n)
    allowed = min(largest, largest_size(n))
    found: list[tuple[int, ...]] = []
    complete = allowed == largest
    halves = {size: _half(amounts, size) for size in range(1, (allowed + 1) // 2 + 1)}
    for size in range(2, allowed + 1):
        rows, whole = _of_size(halves[size // 2], halves[size - size // 2], target, limit)
        found += rows
        complete = complete and whole
        if len(found) >= limit:
            return ExactSets(tuple(found[:limit]), False)
    return ExactSets(tuple(found), complete)


@dataclass(frozen=True)
class _Half:
    """All index sets of one size, what each sums to, and the sums in order."""

    sets: Ints
    sums: Ints
    order: Ints
    ordered: Ints


def _half(amounts: Ints, size: int) -> _Half:
    sets = _index_sets(len(amounts), size)
    sums = sum((amounts[column] for column in sets.T[1:]), amounts[sets.T[0]])
    order = np.argsort(sums)
    return _Half(sets, sums, order, sums[order])


def _of_size(first: _Half, second: _Half, target: int, limit: int) -> tuple[list[tuple[int, ...]], bool]:
    if not _meet(target - first.ordered[::-1], second.ordered):
        return [], True
    left, right, order = first.sets, second.sets, second.order
    wanted = target - first.sums
    low = np.searchsorted(second.ordered, wanted, side="left")
    high = np.searchsorted(second.ordered, wanted, side="right")
    counts = high - low
    total = int(counts.sum())
    whole = total <= MOST_PAIRS
    if not whole:
        counts = np.where(np.cumsum(counts) <= MOST_PAIRS, counts, 0)
    which_left = np.repeat(np.arange(len(left)), counts)
    starts = np.repeat(low - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    which_right = order[starts + np.arange(len(which_left))]
    fits = left[which_left, -1] < right[which_right, 0]
    rows = np.concatenate([left[which_left[fits]], right[which_right[fits]]], axis=1)
    rows = rows[np.lexsort(rows.T[::-1])]
    return [tuple(int(i) for i in row) for row in rows[:limit]], whole and len(rows) <= limit


def _meet(wanted: Ints, sums: Ints) -> bool:
    """Whether two ordered rows have a sum in common; most halves of most searches have none."""
    places = np.searchsorted(sums, wanted)
    return bool((sums[np.minimum(places, len(sums) - 1)] == wanted).any()) if len(sums) else False


def accidental_sets(amounts: Ints, target: int, largest: int = 6) -> float:
    """How many sets of up to `largest` amounts would hit `target` by chance, from the amounts alone.

    Counts the k-sets whose last four digits (minor units) agree with the target's, then spreads
    each size's sums as a normal distribution.
    """
    n = len(amounts)
    mean, spread = float(amounts.mean()), float(amounts.std())
    expected = 0.0
    by_residue = _residue_counts(amounts, min(largest, n))
    for size in range(1, min(largest, n) + 1):
        agreeing = float(by_residue[size, target % RESIDUE])
        deviation = max(spread * sqrt(size * (1 - (size - 1) / max(n - 1, 1))), RESIDUE / 2)
        middle = size * mean
        share = 0.5 * (
            erf((target + RESIDUE / 2 - middle) / (deviation * sqrt(2))) - erf((target - RESIDUE / 2 - middle) / (deviation * sqrt(2)))
        )
        expected += agreeing * share
    return expected


def _residue_counts(amounts: Ints, largest: int) -> NDArray[np.float64]:
    """[size, residue] → number of sets of that size whose sum has that residue."""
    counts = np.zeros((largest + 1, RESIDUE))
    counts[0, 0] = 1
    for amount in amounts:
        for size in range(largest, 0, -1):
            counts[size] += np.roll(counts[size - 1], int(amount) % RESIDUE)
    return counts


def accidental_among(amounts: Sequence[int], target: int, sizes: Iterable[int]) -> float:
    """A quick estimate of accidental hits: sets of these sizes over the sums that are possible at the target's roundness."""
    if not amounts:
        return 0.0
    step = 1 if target % 100 else 100 if target % 1_000 else 1_000 if target % 10_000 else 10_000
    spread = max(max(amounts), target, step)
    return sum(comb(len(amounts), size) * step / (spread * sqrt(size)) for size in sizes)
