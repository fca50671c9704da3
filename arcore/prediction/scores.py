"""How good predictions were, on documents whose outcome is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import rankdata


@dataclass(frozen=True)
class Scores:
    """Over `count` documents: share judged right, area under the ROC curve, Brier score, mean error in days.

    `area` is None when all had one outcome; `mean_error` is |predicted − actual| of the days late, early payment counting as 0.
    """

    count: int
    accuracy: float
    area: float | None
    brier: float
    mean_error: float


def scores(chance: Any, days: Any, days_late: Any) -> Scores:
    """The scores of chances of being late and of days, against the days late that came true."""
    p, late = np.asarray(chance, dtype="float64"), np.asarray(days_late) > 0
    error = np.abs(np.maximum(np.asarray(days, dtype="float64"), 0) - np.maximum(np.asarray(days_late, dtype="float64"), 0))
    many, few = int(late.sum()), int((~late).sum())
    area = (rankdata(p)[late].sum() - many * (many + 1) / 2) / (many * few) if many and few else None
    return Scores(
        len(p),
        float(((p > 0.5) == late).mean()),
        None if area is None else float(area),
        float(((p - late) ** 2).mean()),
        float(error.mean()),
    )
