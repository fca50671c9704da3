"""What was known about a document and its customer on a day: the inputs of late-payment prediction.

A settlement counts from the day it happened, a dispute from the day it was opened; nothing later is looked at. The document's own fate is
never among its facts. (Features after Zeng et al., KDD 2008; domain rules §5.1.)
"""

from __future__ import annotations

from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd

from arcore.forecast.habits import near_festival
from arcore.prediction.effects import ALIKE, Days, Effects, Floats, alike, of_past, running

FACTS = (
    *("paid", "usual", "late_share", "late_share_by_amount", "late_by", "last_three", "spread"),
    *("open_items", "open_amount", "late_items", "late_amount", "disputed_share", "disputed_now"),
    *("times_usual_amount", "term_days", "days_to_due", "due_month", "due_day", "due_weekday", "month_end", "festival", "tenure"),
    *("region", "category", "group_name", "term_text"),
    *ALIKE,
)
ATTRIBUTES = ("region", "category", "group_name", "term_text")
"""Columns of the documents that are compared as they are, coded by a number of their text."""
SHRINKAGE = 5
MOST_CODES = 10_007
MONTH_END_DAYS, FESTIVAL_DAYS = 3, 15


def facts(
    observed: pd.DataFrame,
    documents: pd.DataFrame,
    history: pd.DataFrame,
    closed: pd.DataFrame,
    disputes: pd.DataFrame | None = None,
    *,
    effects: Effects,
) -> pd.DataFrame:
    """`FACTS` of each row of `observed` (document_key, at), float64, in its order.

    `documents` as in `books`; `history` and `closed` from `payment_history.settled`, the latter with `however`.
    `disputes`: document_key · opened · closed. `effects`: those of what was paid before the first `at` of a test.
    """
    rows = observed.merge(documents, on="document_key", how="left").reset_index(drop=True)
    rows["at"] = rows["at"].astype("datetime64[us]")
    table = pd.DataFrame(np.nan, index=rows.index, columns=list(FACTS))
    past = of_past(history, documents, disputes)
    _record(table, rows, past)
    _outstanding(table, rows, documents, closed)
    raised = _disputes(table, rows, documents, disputes)
    _of_document(table, rows)
    rows = rows.assign(term=rows["term_text"].fillna("") if "term_text" in rows.columns else "", raised=raised)
    table[["alike", "dispute_chance"]] = alike(rows, past, effects)
    table["late_chance"] = effects.late_chance(table)
    return table


def _number(dates: pd.Series) -> Days:
    return dates.to_numpy().astype("datetime64[D]").astype("int64")


def _record(table: pd.DataFrame, rows: pd.DataFrame, past: pd.DataFrame) -> None:
    """What the customer had paid by then, and how late, shrunk to what all had."""
    at = _number(rows["at"])
    everybody = np.searchsorted(_number(past["settled_on"]), at, side="right")
    late = past["days_late"].to_numpy("float64")
    known = np.maximum(everybody, 1)
    usual, share = (running(values)[everybody] / known for values in (late, (late > 0).astype(float)))
    groups: dict[Any, pd.DataFrame] = dict(iter(past.groupby("customer_key")))
    of_customer: dict[Any, Any] = dict(rows.groupby("customer_key").indices)
    for key, places in of_customer.items():
        own = _own_record(groups.get(key, past.iloc[:0]), at[places], usual[places], share[places])
        table.loc[places, list(own)] = np.column_stack(list(own.values()))


def _own_record(mine: pd.DataFrame, at: Days, all_usual: Floats, all_share: Floats) -> dict[str, Floats]:
    count = np.searchsorted(_number(mine["settled_on"]), at, side="right")
    days, amount = mine["days_late"].to_numpy("float64"), mine["amount"].to_numpy("float64")
    late = days > 0
    n = np.maximum(count, 1)
    weight = count + SHRINKAGE
    sums, squares, lates = running(days)[count], running(days**2)[count], running(late.astype(float))[count]
    paid, paid_late = running(amount)[count], running(amount * late)[count]
    three = running(days)[count] - running(days)[np.maximum(count - 3, 0)]
    nothing = count == 0
    own: dict[str, Floats] = {
        "paid": count.astype("float64"),
        "usual": (sums + SHRINKAGE * all_usual) / weight,
        "late_share": (lates + SHRINKAGE * all_share) / weight,
        "late_share_by_amount": np.where(nothing, np.nan, paid_late / np.maximum(paid, 1)),
        "late_by": np.where(lates == 0, 0.0, running(np.where(late, days, 0.0))[count] / np.maximum(lates, 1)),
        "last_three": np.where(nothing, np.nan, three / np.minimum(n, 3)),
        "spread": np.where(count < 2, np.nan, np.sqrt(np.maximum(squares / n - (sums / n) ** 2, 0))),
    }
    return own


def _outstanding(table: pd.DataFrame, rows: pd.DataFrame, documents: pd.DataFrame, closed: pd.DataFrame) -> None:
    """The customer's other documents that were open then, and those overdue then."""
    invoices = documents[documents["amount"] > 0]
    settled_on = closed.set_index("document_key")["settled_on"]
    ended = settled_on.reindex(invoices["document_key"]).set_axis(invoices.index)  # `map` fails where nothing was settled
    start, due = _number(invoices["document_date"]), _number(invoices["due_date"])
    end = np.where(ended.notna(), _number(ended.fillna(invoices["document_date"])), np.iinfo("int64").max)
    amount = invoices["amount"].to_numpy("float64")
    at, own = _number(rows["at"]), rows["amount"].to_numpy("float64")
    own_late = _number(rows["due_date"]) < at
    of = invoices.reset_index(drop=True).groupby("customer_key").indices
    for key, places in rows.groupby("customer_key").indices.items():
        mine = of.get(key, np.array([], dtype="int64"))
        late = mine[end[mine] > due[mine]]
        t = at[places]
        items, sums = _between(start[mine], end[mine], amount[mine], t)
        late_items, late_sums = _between(due[late] + 1, end[late], amount[late], t)
        issued = np.searchsorted(np.sort(start[mine]), t, side="right")
        total = running(amount[mine][np.argsort(start[mine], kind="stable")])[issued]
        table.loc[places, "open_items"], table.loc[places, "open_amount"] = items - 1, sums - own[places]
        table.loc[places, "late_items"] = late_items - own_late[places]
        table.loc[places, "late_amount"] = late_sums - own[places] * own_late[places]
        table.loc[places, "times_usual_amount"] = own[places] * issued / np.maximum(total, 1)
        table.loc[places, "tenure"] = t - (start[mine].min() if len(mine) else t)


def _between(start: Days, end: Days, amount: Floats, at: Days) -> tuple[Floats, Floats]:
    """How many, and how much, had begun and not ended on each day of `at`."""
    first, last = np.argsort(start, kind="stable"), np.argsort(end, kind="stable")
    begun, gone = np.searchsorted(start[first], at, side="right"), np.searchsorted(end[last], at, side="right")
    return (begun - gone).astype("float64"), running(amount[first])[begun] - running(amount[last])[gone]


def _disputes(table: pd.DataFrame, rows: pd.DataFrame, documents: pd.DataFrame, disputes: pd.DataFrame | None) -> pd.Series:
    """The share of the customer's documents disputed by then, and whether this one was on that day; returned, whether it ever had been."""
    table["disputed_share"], table["disputed_now"] = 0.0, 0.0
    raised_by_then = pd.Series(False, index=rows.index)
    if disputes is None or not len(disputes):
        return raised_by_then
    dated = disputes[["document_key", "opened", "closed"]]
    known = dated.merge(documents[["document_key", "customer_key"]], on="document_key").sort_values("opened")
    opened, started = known.groupby("customer_key"), documents.groupby("customer_key")
    at = _number(rows["at"])
    for key, places in rows.groupby("customer_key").indices.items():
        if key in opened.indices:
            raised = np.searchsorted(_number(opened.get_group(key)["opened"]), at[places], side="right")
            issued = np.searchsorted(np.sort(_number(started.get_group(key)["document_date"])), at[places], side="right")
            table.loc[places, "disputed_share"] = raised / np.maximum(issued, 1)
    own: Any = rows[["document_key", "at"]].reset_index().merge(known[["document_key", "opened", "closed"]], on="document_key")
    own = own[own["opened"] <= own["at"]]
    table.loc[own.loc[own["closed"].isna() | (own["closed"] > own["at"]), "index"].unique(), "disputed_now"] = 1.0
    raised_by_then[own["index"].unique()] = True
    return raised_by_then


def _of_document(table: pd.DataFrame, rows: pd.DataFrame) -> None:
    due = rows["due_date"]
    table["term_days"] = (due - rows["document_date"]).dt.days
    table["days_to_due"] = (due - rows["at"]).dt.days
    table["due_month"], table["due_day"], table["due_weekday"] = due.dt.month, due.dt.day, due.dt.day_of_week
    table["month_end"] = (due.dt.days_in_month - due.dt.day < MONTH_END_DAYS).astype(float)
    table["festival"] = near_festival(due, FESTIVAL_DAYS).astype(float)
    for name in ATTRIBUTES:
        if name in rows.columns:
            codes = {value: float(crc32(value.encode()) % MOST_CODES) for value in rows[name].dropna().unique()}
            table[name] = rows[name].map(codes).astype(float)
