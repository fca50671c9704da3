"""The transparent prediction: what share of the customer's documents that had waited as long were paid late, shrunk to everybody's."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from typing import Any

import numpy as np
import pandas as pd

from arcore.forecast.habits import shrunk

SHRINKAGE = 5
UNKNOWN = 0.5
"""The chance where nobody has paid anything yet."""


def baseline(observed: pd.DataFrame, documents: pd.DataFrame, history: pd.DataFrame, late_days: int) -> pd.DataFrame:
    """late, seriously_late (0–1), days (after due), own, own_count, all_share of each row of `observed` (document_key, at).

    p = (n·p_c + k·p_p) / (n + k), k = 5, over settlements known on the day `at` that came later than the wait so far (§5.4).
    """
    rows: Any = observed.merge(documents[["document_key", "customer_key", "due_date"]], on="document_key", how="left")
    waited = (rows["at"] - rows["due_date"]).dt.days.to_numpy("int64")
    order = np.argsort(rows["at"].to_numpy(), kind="stable")
    events: list[Any] = history.sort_values("settled_on")[["settled_on", "customer_key", "days_late"]].to_numpy().tolist()
    everybody: list[int] = []
    of_customer: dict[int, list[int]] = defaultdict(list)
    found: list[tuple[float, ...]] = [()] * len(rows)
    next_event = 0
    at, keys = rows["at"].tolist(), rows["customer_key"].tolist()
    for place in order.tolist():
        while next_event < len(events) and events[next_event][0] <= at[place]:
            _, key, days = events[next_event]
            insort(everybody, int(days))
            insort(of_customer[int(key)], int(days))
            next_event += 1
        found[place] = _foretold(of_customer[int(keys[place])], everybody, int(waited[place]), late_days)
    return pd.DataFrame(found, columns=["late", "seriously_late", "days", "own_share", "own_count", "all_share"])


def _foretold(own: list[int], everybody: list[int], waited: int, late_days: int) -> tuple[float, ...]:
    """Delays are sorted; only those longer than the wait so far say anything."""
    own_from, all_from = bisect_right(own, waited), bisect_right(everybody, waited)
    count, many = len(own) - own_from, len(everybody) - all_from
    if not many:
        return UNKNOWN, UNKNOWN, float(max(0, waited)), UNKNOWN, 0.0, UNKNOWN

    def chance(days: int) -> tuple[float, float, float]:
        later = max(days, waited)
        mine = (len(own) - bisect_right(own, later)) / count if count else 0.0
        all_ = (len(everybody) - bisect_right(everybody, later)) / many
        return (count * mine + SHRINKAGE * all_) / (count + SHRINKAGE), mine, all_

    usual = everybody[all_from + many // 2]
    days = shrunk(count, own[own_from + count // 2], usual, SHRINKAGE) if count else usual
    late, own_share, all_share = chance(0)
    return late, chance(late_days)[0], float(days), own_share, float(count), all_share
