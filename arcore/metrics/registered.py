"""Measures of what people plan, promise and confirm: their rows come from registers, not from documents."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore.metrics import rates
from arcore.metrics.value import Metric


def plan_completion(plan: pd.DataFrame, receipts: int, *, currency: str, month_end: dt.date) -> Metric:
    """Receipts of a month ÷ what `plan` (month: any day of it, currency, planned in minor units) says for it."""
    month = plan["month"].dt.year * 12 + plan["month"].dt.month
    mine = plan[(month == month_end.year * 12 + month_end.month) & (plan["currency"] == currency)]
    return rates.plan_completion(receipts, int(mine["planned"].sum()))


def promise_keeping(promises: pd.DataFrame, *, currency: str, after: dt.date, until: dt.date) -> tuple[Metric, Metric]:
    """By number and by amount, of the promises due after `after` and up to `until`.

    `promises` has due_date, currency, amount (promised) and received (what came for it by its date), minor units; a promise
    is kept when all of it came; more than promised does not make up for another one.
    """
    days = promises["due_date"]
    mine = promises[(days > pd.Timestamp(after)) & (days <= pd.Timestamp(until)) & (promises["currency"] == currency)]
    kept = mine["received"] >= mine["amount"]
    received = mine["received"].clip(lower=0).where(~kept, mine["amount"])
    return rates.promises(int(kept.sum()), len(mine)), rates.promises_by_amount(int(received.sum()), int(mine["amount"].sum()))


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
