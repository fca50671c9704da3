"""The nine factors: their values as exact fractions, and the points that the policy's scales give them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from arcore.policy_kinds import Steps
from arcore.policy_sections import scores
from arcore.policy_sections.scores import ScoreRules

Whole = npt.NDArray[np.int64]
Unit = Literal["percent", "days", "months"]
POINT = 100
"""Points are held in hundredths, so that other weights and a manual assessment stay exact."""

UNITS: Mapping[str, Unit] = {
    "on_time": "percent",
    "days_late": "days",
    "overdue": "percent",
    "oldest": "days",
    "trend": "days",
    "utilization": "percent",
    "tenure": "months",
    "promises": "percent",
    "stability": "percent",
}
AT_LEAST = frozenset({"on_time", "tenure", "promises"})
"""Factors of which more is better; of the others less is, and of `stability` neither."""

MICRO = 1_000_000


def scales(name: str, rules: ScoreRules) -> tuple[tuple[Steps, bool], ...]:
    """The scales of a factor and whether each wants `at least` its edges; where there are two, the lower points count."""
    if name == "stability":
        return (rules.stability_low, True), (rules.stability_high, False)
    return ((getattr(rules, name), name in AT_LEAST),)


def top(name: str, rules: ScoreRules) -> int:
    """The most points of a factor's scales, before its weight."""
    return min(steps[0][1] for steps, _ in scales(name, rules))


def weighted(points: Whole | int, name: str, rules: ScoreRules) -> Whole:
    """Points of a scale as hundredths under the factor's weight: its best step is worth the whole weight, rounded half up."""
    weight, best = scores.of(rules.weights, name) * POINT, max(1, top(name, rules))
    return (2 * np.asarray(points, dtype=np.int64) * weight + best) // (2 * best)


def factor_columns(rows: pd.DataFrame, rules: ScoreRules) -> pd.DataFrame:
    """Per factor `name_n`, `name_d` (0: cannot be known) and `name_points` (hundredths), in the order of `scores.FACTORS`."""
    values = _values(rows)
    columns: dict[str, Whole] = {}
    for name, _ in scores.FACTORS:
        above, below = values[name]
        columns |= {f"{name}_n": above, f"{name}_d": below, f"{name}_points": weighted(points(name, above, below, rules), name, rules)}
    return pd.DataFrame(columns, index=rows.index)


def points(name: str, above: Whole, below: Whole, rules: ScoreRules) -> Whole:
    """The scale's points of above ÷ below; where below is 0 what the policy gives for the unknown, else 0."""
    scale = 100 if UNITS[name] == "percent" else 1
    found = np.full(above.shape, scores.WHOLE, dtype=np.int64)
    for steps, at_least in scales(name, rules):
        reached = np.zeros(above.shape, dtype=np.int64)
        for edge, worth in reversed(steps):
            enough = above * scale >= edge * below if at_least else above * scale <= edge * below
            reached[enough] = worth
        found = np.minimum(found, reached)
    return np.where(below == 0, dict(rules.without).get(name, 0), found)


def _values(rows: pd.DataFrame) -> dict[str, tuple[Whole, Whole]]:
    """Each factor as a fraction of whole numbers."""

    def of(name: str) -> Whole:
        return rows[name].to_numpy(dtype=np.int64)

    ones = np.ones(len(rows), dtype=np.int64)
    limit = rows["limit"].fillna(0).to_numpy(dtype=np.int64)
    limited = rows["limit"].notna().to_numpy()
    exposed = np.maximum(of("exposure"), 0)
    return {
        "on_time": (of("on_time"), of("settled")),
        "days_late": (of("late_days"), of("settled")),
        "overdue": (of("overdue"), np.maximum(of("open"), 1)),
        "oldest": (of("oldest"), ones),
        "trend": _trend(of("late_days"), of("settled"), of("recent_late_days"), of("recent")),
        "utilization": (np.where(limited & (limit == 0), exposed * 2, exposed), np.where(limited, np.where(limit == 0, exposed, limit), 0)),
        "tenure": (of("tenure_months"), ones),
        "promises": _promises(of("kept"), of("promised"), of("disputed"), of("sales_recent") + of("sales_prior")),
        "stability": _stability(of("sales_recent"), of("sales_prior"), of("tenure_months")),
    }


def _trend(late: Whole, settled: Whole, recent_late: Whole, recent: Whole) -> tuple[Whole, Whole]:
    """Average days late of the last 3 months less that of the 9 before, in millionths of a day; unknown without both."""
    before = settled - recent
    known = (recent > 0) & (before > 0)
    now = np.divide(recent_late, recent, where=known, out=np.zeros(len(late)))
    then = np.divide(late - recent_late, before, where=known, out=np.zeros(len(late)))
    return np.rint((now - then) * MICRO).astype(np.int64), np.where(known, MICRO, 0).astype(np.int64)


def _promises(kept: Whole, promised: Whole, disputed: Whole, sales: Whole) -> tuple[Whole, Whole]:
    """Share of promises kept (all of them where none fell due) less the share of sales disputed without reason."""
    sold = np.maximum(sales, 0)
    share_n, share_d = np.where(sold > 0, np.minimum(disputed, sold), 0), np.where(sold > 0, sold, 1)
    kept_n, kept_d = np.where(promised > 0, kept, 1), np.where(promised > 0, promised, 1)
    known = (promised > 0) | (disputed > 0)
    return kept_n * share_d - share_n * kept_d, np.where(known, kept_d * share_d, 0)


def _stability(recent: Whole, prior: Whole, tenure: Whole) -> tuple[Whole, Whole]:
    """Average monthly sales of the last 3 months ÷ that of the 9 before, or of as many of them as the relation has lasted."""
    months = np.clip(tenure - 3, 0, 9)
    return recent * months, np.where((prior > 0) & (months > 0), prior * 3, 0)
