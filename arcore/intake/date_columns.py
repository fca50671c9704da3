"""A column of cells → days, after the whole column (or its neighbors) has told which part of '03/04/2026' is the day.

A column that holds both day-first and month-first dates is never guessed at: what proves itself is read, the rest is a
problem unless the due date or the terms prove it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from arcore.dates import FIRST_YEAR, LAST_YEAR, Order, ambiguous_parts, century, day, in_order, read_date, without_year
from arcore.intake.cells import BLANKS, error_of, is_blank, shown_value
from arcore.intake.findings import Problem
from arcore.intake.model import Cell

Days = npt.NDArray[np.datetime64]
Parts = tuple[int, int, int]
_NO_DATE = frozenset({"0000-00-00", "00.00.0000", "0", "0000/00/00", "1900-01-00"})
_TYPED = {dt.datetime, dt.date, type(None)}


@dataclass(frozen=True)
class Survey:
    """What a date column shows of its order: the orders it proves, and the cells that are open to two readings."""

    parts: Mapping[int, Parts]
    proven: frozenset[Order]
    swapped: frozenset[int] = frozenset()

    @property
    def mixed(self) -> bool:
        """Whether the column proves two orders."""
        return len(self.proven) > 1


@dataclass(frozen=True)
class Dates:
    """A date column: `days` (NaT where blank or unreadable), the problems, and the cells left open to two readings."""

    days: Days
    problems: tuple[Problem, ...]
    unclear: Mapping[int, Parts]


def _readings(parts: Parts) -> dict[Order, dt.date]:
    """Every reading of three numbers that is a day between 1990 and 2100."""
    orders = (Order.DAY_FIRST, Order.MONTH_FIRST) if parts[2] >= 100 else (Order.YEAR_FIRST, Order.DAY_FIRST, Order.MONTH_FIRST)
    found = {order: in_order(parts, order) for order in orders}
    return {order: d for order, d in found.items() if d is not None and FIRST_YEAR <= d.year <= LAST_YEAR}


def survey(values: Sequence[Cell]) -> Survey:
    """Look for proof of day-first or month-first in a column's texts."""
    if set(map(type, values)) <= _TYPED:
        return Survey({}, frozenset())
    memo: dict[str, Parts | None] = {}
    parts: dict[int, Parts] = {}
    for i, v in enumerate(values):
        if type(v) is str:
            if v not in memo:
                memo[v] = ambiguous_parts(v)
            if (found := memo[v]) is not None:
                parts[i] = found
    if not parts:
        return Survey({}, frozenset())
    distinct = set(parts.values())
    long_year = all(p[2] >= 100 for p in distinct)
    if not long_year:
        return Survey(parts, _short_years(distinct))
    proven = {next(iter(r)) for p in distinct if len(r := _readings(p)) == 1}
    typed = [i for i, v in enumerate(values) if isinstance(v, dt.date)]
    swapped: frozenset[int] = frozenset()
    if proven == {Order.DAY_FIRST} and all(p[0] > 12 for p in distinct) and len(typed) >= 3 and len(parts) >= 3:
        days = [v for v in (values[i] for i in typed) if isinstance(v, dt.date)]
        if all(d.day <= 12 for d in days):
            swapped = frozenset(typed)
    return Survey(parts, frozenset(proven), swapped)


def _short_years(distinct: set[Parts]) -> frozenset[Order]:
    """The order of dates such as '26/1/5': of those that fit every cell the one that spans the fewest days, year first if equal."""
    spans: dict[Order, int] = {}
    for order in (Order.YEAR_FIRST, Order.DAY_FIRST, Order.MONTH_FIRST):
        days = [r[order].toordinal() for p in distinct if order in (r := _readings(p))]
        if len(days) == len(distinct):
            spans[order] = max(days) - min(days)
    return frozenset([min(spans, key=lambda order: spans[order])]) if spans else frozenset()


def dates(values: Sequence[Cell], looked: Survey, order: Order | None = None, *, year: int | None = None) -> Dates:
    """Read a column under the order that was decided for it; `year` completes '3月5日'."""
    count = len(values)
    if set(map(type, values)) <= _TYPED:
        days = _typed(values)
        return Dates(days, tuple(_out_of_range(days, values)), {})
    memo: dict[Cell, dt.date | None] = {}
    result: list[dt.date | None] = [None] * count
    problems: list[Problem] = []
    unclear: dict[int, Parts] = {}
    for i, v in enumerate(values):
        if v is None:
            continue
        if i in looked.swapped and isinstance(v, dt.date):
            if v.day == v.month:
                result[i] = read_date(v)
            else:
                unclear[i] = (v.day, v.month, v.year)
            continue
        if i in looked.parts:
            result[i] = _one_of_two(looked.parts[i], looked, order)
            if result[i] is None:
                if len(_readings(looked.parts[i])) > 1:
                    unclear[i] = looked.parts[i]
                else:
                    problems.append(Problem(i, "year_out_of_range" if _some_year_off(looked.parts[i]) else "bad_date", shown_value(v)))
            continue
        if v not in memo:
            memo[v] = read_date(v)
        result[i] = memo[v]
        if result[i] is None:
            result[i], problem = _hard(i, v, year)
            problems += [problem] if problem else []
    days = np.array(result, dtype="datetime64[D]")
    problems += _out_of_range(days, values)
    return Dates(days, tuple(sorted(problems, key=lambda p: p.position)), unclear)


def _typed(values: Sequence[Cell]) -> Days:
    """Date and datetime cells as days, at once."""
    types = set(map(type, values)) - {type(None)}
    try:
        column = pa.array(values, type=pa.date32() if types == {dt.date} else pa.timestamp("s"))
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        return np.array(values, dtype="datetime64[s]").astype("datetime64[D]")
    return np.asarray(column.to_numpy(zero_copy_only=False)).astype("datetime64[D]")


def _one_of_two(parts: Parts, looked: Survey, order: Order | None) -> dt.date | None:
    readings = _readings(parts)
    if len(readings) == 1 or len(set(readings.values())) == 1:
        only = next(iter(readings))
        if parts[2] >= 100 or looked.proven in (frozenset(), frozenset({only})):
            return readings[only]
    if looked.mixed:
        return None
    wanted = order or next(iter(looked.proven), None)
    return readings.get(wanted) if wanted else None


def _some_year_off(parts: Parts) -> bool:
    return any(day(century(parts[2]), *md) is not None for md in ((parts[0], parts[1]), (parts[1], parts[0])))


def _hard(position: int, cell: Cell, year: int | None) -> tuple[dt.date | None, Problem | None]:
    """A cell that is not plainly a date: blank, an error, without a year, or wrong."""
    code = error_of(cell)
    if code:
        return None, Problem(position, code, shown_value(cell))
    if is_blank(cell) or (
        isinstance(cell, str) and (cell.strip().lower() in BLANKS or cell.strip() in _NO_DATE or not cell.strip("'` \t-/"))
    ):
        return None, None
    if isinstance(cell, str) and year and (found := without_year(cell)) and (complete := day(year, *found)):
        return complete, Problem(position, "year_inferred", shown_value(cell))
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 < cell < 100_000 and not 1990 <= cell < 2101:
        return None, Problem(position, "year_out_of_range", shown_value(cell))
    return None, Problem(position, "bad_date", shown_value(cell))


def _out_of_range(days: Days, values: Sequence[Cell]) -> list[Problem]:
    """Days whose year is not between 1990 and 2100; they become NaT."""
    low, high = np.datetime64(f"{FIRST_YEAR}-01-01"), np.datetime64(f"{LAST_YEAR}-12-31")
    with np.errstate(invalid="ignore"):
        off = (days < low) | (days > high)
    if not off.any():
        return []
    problems = [Problem(int(i), "year_out_of_range", shown_value(values[int(i)])[:10]) for i in np.flatnonzero(off)]
    days[off] = np.datetime64("NaT")
    return problems


def likely_order(looked: Sequence[Survey], *, month_first_default: bool = False) -> tuple[Order, str]:
    """Where no cell proves an order: rows in order of date tell, then the shorter span, then the custom; and which it was."""
    scores: dict[Order, tuple[bool, int]] = {}
    for order in (Order.DAY_FIRST, Order.MONTH_FIRST):
        columns = [[r[order].toordinal() for p in s.parts.values() if order in (r := _readings(p))] for s in looked]
        sorted_columns = [c for c in columns if len(set(c)) > 1]
        monotonic = bool(sorted_columns) and all(c == sorted(c) or c == sorted(c, reverse=True) for c in sorted_columns)
        scores[order] = monotonic, max((max(c) - min(c) for c in columns if c), default=0)
    (day_sorted, day_span), (month_sorted, month_span) = scores[Order.DAY_FIRST], scores[Order.MONTH_FIRST]
    if day_sorted != month_sorted:
        return (Order.DAY_FIRST if day_sorted else Order.MONTH_FIRST), "sorted"
    if min(day_span, month_span) * 2 < max(day_span, month_span):
        return (Order.DAY_FIRST if day_span < month_span else Order.MONTH_FIRST), "span"
    return (Order.MONTH_FIRST if month_first_default else Order.DAY_FIRST), "custom"


def readings(parts: Parts) -> dict[Order, dt.date]:
    """The possible days of three numbers, by order."""
    return _readings(parts)
