"""How likely a customer is to pay late, from its own record: the probability that the worklist ranks by.

    chance = (n · own + k · all) / (n + k), k = 5

n documents it has paid, of which the share own was late; all: the same share of everybody (domain rules §5.4). It is taken from the
record and not from the fitted prediction: it costs a fiftieth, so that the list is there at once, and a clerk can check it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

SHRINKAGE = 5
UNKNOWN = 500
"""In thousandths, where nobody has paid anything yet."""


def late_chances(history: pd.DataFrame, customers: Sequence[int]) -> dict[int, int]:
    """Each customer's chance of paying late, in whole thousandths (rounded down); `history` as of `payment_history.settled`."""
    late = (history["days_late"] > 0).astype("int64")
    of = pd.DataFrame({"customer_key": history["customer_key"], "late": late}).groupby("customer_key")["late"].agg(["size", "sum"])
    own = {int(key): (int(n), int(times)) for key, n, times in zip(of.index, of["size"], of["sum"], strict=True)}
    every, all_late = len(history), int(late.sum())
    if not every:
        return dict.fromkeys(customers, UNKNOWN)
    found = {}
    for key in customers:
        n, times = own.get(int(key), (0, 0))
        found[int(key)] = 1000 * (times * every + SHRINKAGE * all_late) // (every * (n + SHRINKAGE))
    return found
