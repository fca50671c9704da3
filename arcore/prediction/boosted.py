"""Gradient boosting over the facts: scikit-learn, loaded only when it is used, one thread, a fixed seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

SEED = 20260630
SETTINGS: dict[str, Any] = {
    "max_iter": 150,
    "learning_rate": 0.04,
    "max_leaf_nodes": 6,
    "min_samples_leaf": 25,
    "l2_regularization": 5.0,
    "random_state": SEED,
    "early_stopping": False,
}


@dataclass(frozen=True)
class Boosted:
    """Three fitted models: late at all, late by more than the policy's days, days after the due date; `names` are the facts they use."""

    names: tuple[str, ...]
    late: Any
    seriously_late: Any
    days: Any

    def foretell(self, table: pd.DataFrame) -> pd.DataFrame:
        """late, seriously_late (0–1) and days of each row of facts."""
        with _one_thread():
            values = table[list(self.names)].to_numpy("float64")
            return pd.DataFrame(
                {
                    "late": _chance(self.late, values),
                    "seriously_late": _chance(self.seriously_late, values),
                    "days": self.days.predict(values),
                }
            )


def fit(table: pd.DataFrame, days_late: Any, late_days: int) -> Boosted:
    """The models of facts `table` and how many days late each of its documents was paid."""
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    days = np.asarray(days_late, dtype="float64")
    names = tuple(str(name) for name in table.columns[table.notna().any()])
    with _one_thread():
        values = table[list(names)].to_numpy("float64")
        return Boosted(
            names,
            HistGradientBoostingClassifier(**SETTINGS).fit(values, days > 0),
            HistGradientBoostingClassifier(**SETTINGS).fit(values, days > late_days),
            HistGradientBoostingRegressor(loss="absolute_error", **SETTINGS).fit(values, days),
        )


def _chance(model: Any, values: Any) -> Any:
    """The probability of True; of a model that has only ever seen one answer, that answer."""
    chances = model.predict_proba(values)
    return chances[:, list(model.classes_).index(True)] if True in model.classes_ else np.zeros(len(values))


def _one_thread() -> Any:
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    return threadpool_limits(limits=1)
