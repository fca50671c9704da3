"""The confirmation rate of a round of statements: its rows come from the register, not from documents."""

from __future__ import annotations

import pandas as pd

from arcore.metrics import rates
from arcore.metrics.value import Metric


def confirmation(sent: pd.DataFrame, *, currency: str) -> tuple[Metric, Metric]:
    """By amount and by number: `sent` has currency, balance (minor units) and confirmed (bool), a row per balance sent.

    Amounts count by size, so that a credit balance confirmed does not lower the rate.
    """
    mine = sent[sent["currency"] == currency]
    size, confirmed = mine["balance"].abs(), mine["confirmed"].astype("bool")
    return (
        rates.confirmation(int(size[confirmed].sum()), int(size.sum())),
        rates.confirmation_items(int(confirmed.sum()), len(mine)),
    )
