"""From points to grades: edges, hysteresis, one notch up at most, caps, too little history, prepayment (domain rules §5.3)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from arcore.policy_sections import scores
from arcore.policy_sections.scores import ScoreRules
from arcore.scorecard.factors import POINT
from arcore.scorecard.overrides import CAPS_AT_C, MAKES_D

Ranks = npt.NDArray[np.int64]
LADDER = ("D", "C", "B", "A")
"""By rank: the higher, the better."""

C = LADDER.index("C")
NONE = -1


def with_grades(rows: pd.DataFrame, rules: ScoreRules, previous: Mapping[int, str]) -> pd.DataFrame:
    """`previous` (the grade a customer had, None without), `computed` by points and hysteresis, `grade` after caps."""
    before = rows["customer_key"].map(dict(previous)).astype("object")
    before = before.where(before.isin(LADDER), None)
    ranks = before.map({grade: rank for rank, grade in enumerate(LADDER)}).fillna(NONE).to_numpy(dtype=np.int64)
    computed = rank_of(rows["score"].to_numpy(dtype=np.int64), np.asarray(ranks, dtype=np.int64), rules)
    capped = np.where(rows[list(CAPS_AT_C)].any(axis=1), np.minimum(computed, C), computed)
    stopped = rows[list(MAKES_D)].any(axis=1).to_numpy()
    ladder = np.array(LADDER, dtype=object)
    grade = ladder[np.where(stopped, 0, capped)]
    thin = (rows["invoices"] < rules.thin_invoices) | (rows["tenure_months"] < rules.thin_months)
    grade = np.where(thin.to_numpy() & ~stopped, "N", grade)
    grade = np.where(rows["prepaid"], "P", grade)
    return rows.assign(previous=before, is_thin=thin, computed=ladder[computed], grade=grade)


def rank_of(score: Ranks, before: Ranks, rules: ScoreRules) -> Ranks:
    """The rank by points (hundredths) of a customer ranked `before` (-1: not yet).

    The next better grade needs `hysteresis` points beyond its edge, whatever the points, only one; the old grade holds down to as
    many points below its own; under that the points alone decide.
    """
    edges = np.array([scores.of(rules.grade_from, grade) * POINT for grade in LADDER[1:]], dtype=np.int64)
    margin = rules.hysteresis * POINT
    plain = np.searchsorted(edges, score, side="right")
    floor = np.concatenate([[np.iinfo(np.int64).min // 2], edges])
    ceiling = np.concatenate([edges, [np.iinfo(np.int64).max // 2]])
    rises = score >= ceiling[before] + margin
    holds = score >= floor[before] - margin
    kept = np.where(rises, np.minimum(before + 1, len(edges)), np.where(holds, before, np.minimum(plain, before)))
    return np.where(before == NONE, plain, kept).astype(np.int64)
