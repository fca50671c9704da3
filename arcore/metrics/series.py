"""The measures over time and by group, as frames to draw and to print. Ratios are floats here: to look at, never to calculate with."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from arcore.messages import Message
from arcore.metrics.gathering import Gathered
from arcore.metrics.measures import measures
from arcore.metrics.value import Metric

DRAWN = (
    "dso",
    "best_possible_dso",
    "overdue_rate",
    "turnover_days",
    "collection_effectiveness",
    "collection_rate",
    "on_time_rate",
    "days_late",
)
COUNTED_PROMISES = ("promises_due", "promises_kept", "promised", "promised_received", "planned")
KEPT = ("plan_completion", "promise_rate", "promise_rate_amount", "dispute_rate", "confirmation_rate", "confirmation_rate_items")
"""The measures of what people plan, promise, dispute and confirm; drawn where the series was gathered with them."""

BY_GROUP = (
    *("dso", "days_delinquent", "overdue_rate", "collection_rate", "collection_effectiveness"),
    *("recovery_rate", "on_time_rate", "days_late", "bad_debt_rate"),
)
"""The measures that a table of groups shows, before those of `KEPT`."""


def drawn(measured: Gathered) -> tuple[str, ...]:
    """The measures of a monthly series."""
    return DRAWN if measured.kept is None else (*DRAWN, *KEPT)


def grouped(measured: Gathered) -> tuple[str, ...]:
    """The measures of a table of groups."""
    return BY_GROUP if measured.kept is None else (*BY_GROUP, *KEPT)


def monthly(measured: Gathered, cell: int, months: int = 24) -> pd.DataFrame:
    """One row per month end, oldest first: month_end, open, overdue, sales, receipts, sales_window (minor units), and `drawn`;
    with what people keep also promises_due and promises_kept (numbers), promised, promised_received and planned (minor units)."""
    names, sums = drawn(measured), () if measured.kept is None else COUNTED_PROMISES
    places = range(max(0, len(measured.ends) - months), len(measured.ends))
    rows = []
    for place in places:
        found = {metric.name: metric.value for metric in measures(measured, cell, place)}
        amounts = {name: int(measured.stocks[name][place, cell]) for name in ("open", "overdue", "sales_window")}
        amounts |= {name: int(measured.flows[name][place, cell]) for name in ("sales", "receipts", *sums)}
        rows.append({"month_end": pd.Timestamp(measured.ends[place]), **amounts, **{name: _seen(found[name]) for name in names}})
    return pd.DataFrame(rows).astype(dict.fromkeys(names, "Float64") | {"month_end": "datetime64[us]"})


def by_group(measured: Gathered, currency: str, at: int, *, year_days: int = 365) -> pd.DataFrame:
    """One row per group with anything open, sold or received: key, currency, `open`, `overdue` (minor units) and `grouped`."""
    names = grouped(measured)
    mine = [int(place) for place in measured.cells.index[measured.cells["currency"] == currency]]
    rows = []
    for cell in mine:
        amounts = {"open": int(measured.stocks["open"][at, cell]), "overdue": int(measured.stocks["overdue"][at, cell])}
        if not any(amounts.values()) and not measured.flows["receipts"][at, cell] and not measured.stocks["sales_window"][at, cell]:
            continue
        found = {metric.name: metric.value for metric in measures(measured, cell, at, year_days=year_days)}
        rows.append(
            {"key": measured.cells["key"].iloc[cell], "currency": currency, **amounts, **{name: _seen(found[name]) for name in names}}
        )
    frame = pd.DataFrame(rows, columns=["key", "currency", "open", "overdue", *names])
    return frame.astype(dict.fromkeys(names, "Float64")).sort_values("open", ascending=False, kind="stable").reset_index(drop=True)


def labels(measured: Gathered, at: int) -> dict[str, Message]:
    """What each measure divides, in words, the same for every group."""
    return {metric.name: metric.label for metric in measures(measured, 0, at)} if len(measured.cells) else {}


def compared(measured: Gathered, cell: int, at: int, *, year_days: int = 365) -> list[tuple[Metric, Metric | None, Metric | None]]:
    """Each measure at `at`, a month before and a year before (None where the series does not reach)."""
    now = measures(measured, cell, at, year_days=year_days)
    month, year = (
        {metric.name: metric for metric in measures(measured, cell, at - back, year_days=year_days)} if at >= back else {}
        for back in (1, 12)
    )
    return [(metric, month.get(metric.name), year.get(metric.name)) for metric in now]


def outgrown(measured: Gathered, cell: int, at: int) -> tuple[Fraction, Fraction] | None:
    """(growth of the balance, growth of the sales) since a year before, where receivables grew faster than sales; else None.

    Sales are those of the DSO's window. Without a balance and sales a year before there is nothing to compare.
    """
    if at < 12:
        return None
    open_, sold = (measured.stocks[name] for name in ("open", "sales_window"))
    before = int(open_[at - 12, cell]), int(sold[at - 12, cell])
    if min(before) <= 0:
        return None
    growth = Fraction(int(open_[at, cell]), before[0]) - 1, Fraction(int(sold[at, cell]), before[1]) - 1
    return growth if growth[0] > growth[1] and growth[0] > 0 else None


def _seen(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
