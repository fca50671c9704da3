"""The ledger as arrays for replaying many dates in one pass: ids encoded once, reductions added in date order, all int64."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

from arcore.engines import collect

Native = Any
Whole = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]
EPOCH = dt.date(1970, 1, 1).toordinal()
NO_DAY = np.iinfo(np.int64).max
"""A day after every other: what has no date is never issued."""


@dataclass(frozen=True)
class Moves:
    """Reductions in date order: the day each counts from, what it reduces (a position), by how much, and its row in the frame."""

    days: Whole
    positions: Places
    amounts: Whole
    rows: Places


def columns(frame: Native, names: list[str]) -> pd.DataFrame:
    """The columns of any engine's frame, as pandas."""
    return collect(nw.from_native(frame).select(names).to_native())


def whole_numbers(column: pd.Series[Any]) -> Whole:
    """Amounts or keys without gaps."""
    return column.to_numpy(dtype=np.int64)


def day_number(day: dt.date) -> int:
    """Days since 1970."""
    return day.toordinal() - EPOCH


def day_numbers(column: pd.Series[Any]) -> Whole:
    """Days since 1970; `NO_DAY` where there is none."""
    days = column.to_numpy(dtype="datetime64[D]").astype(np.int64)
    return np.where(column.isna(), NO_DAY, days)


def positions(keys: pd.Series[Any], wanted: pd.Series[Any]) -> Places:
    """Where each wanted key stands; -1 where it is null or unknown."""
    return pd.Index(whole_numbers(keys)).get_indexer(pd.Index(wanted.to_numpy(dtype=np.int64, na_value=-1)))


def moves(places: Places, days: Whole, amounts: Whole) -> Moves:
    """The reductions whose position is known, in date order."""
    known = np.flatnonzero(places >= 0)
    order = known[np.argsort(days[known], kind="stable")]
    return Moves(days[order], places[order], amounts[order], order)


def advance(totals: Whole, reductions: Moves, done: int, day: int) -> int:
    """Add the moves up to and including `day` to `totals`; how many are done then."""
    through = int(np.searchsorted(reductions.days, day, side="right"))
    np.add.at(totals, reductions.positions[done:through], reductions.amounts[done:through])
    return through
