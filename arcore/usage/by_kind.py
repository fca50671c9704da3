"""Counts by kind and month: as rows for a chart, as a table with a column for each kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import pandas as pd

from arcore.messages import Message, say


def monthly(found: pd.DataFrame, months: Sequence[dt.date]) -> pd.DataFrame:
    """month_end, kind, count: every kind that occurs in those months, in each of them; the most frequent first.

    `found`: month (its last day), kind, count.
    """
    mine = found[found["month"].isin(pd.to_datetime(list(months)))]
    order = mine.groupby("kind")["count"].sum().sort_values(ascending=False, kind="stable").index
    rows = [
        (end, kind, int(mine.loc[(mine["kind"] == kind) & (mine["month"] == pd.Timestamp(end)), "count"].sum()))
        for end in months
        for kind in order
    ]
    return pd.DataFrame(rows, columns=["month_end", "kind", "count"])


def wide(monthly: pd.DataFrame) -> pd.DataFrame:
    """month_end, kind, count as a table: one row per month, a column for each kind in order of first mention, and `all`."""
    kinds = list(dict.fromkeys(monthly["kind"]))
    table = monthly.pivot(index="month_end", columns="kind", values="count").reindex(columns=kinds)
    return table.assign(all=table.sum(axis=1)).astype("int64").rename_axis(columns=None).reset_index()


def headed(table: pd.DataFrame, names: Mapping[str, Message]) -> list[tuple[str, Message]]:
    """The columns of counts in a `wide` table with what they are called."""
    titles = {**names, "all": say("All")}
    return [(str(name), titles[str(name)]) for name in table.columns if name != "month_end"]
