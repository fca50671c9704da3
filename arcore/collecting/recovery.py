"""What was collected after each step: the cash of the days after a call, an e-mail, a visit or a letter.

    collected(step) = cash that came from the step's day to N days after it, for documents overdue on the step's day that the
                      step was about; a cent counts for the last such step before it, so that the sum never exceeds what came
    recovery        = collected ÷ overdue on the step's day

Overdue is what stood open, past the due date of then, at the end of the day before: what was paid on the day itself still
counts. Cash counts from the day it came, once it is applied (`money_in` does the same for promises).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from arcore.books import Books
from arcore.collecting.money_in import days_received
from arcore.collecting.named import covers, named
from arcore.due_history import due_then
from arcore.dunning import STEP_OF_CHANNEL, STEP_OF_TONE, STEPS
from arcore.payment_history import CASH

TAKEN = ("number", "day", "customer_key", "step", "collector", "documents")
DAY = pd.Timedelta(days=1)


def steps_taken(contacts: pd.DataFrame, letters: pd.DataFrame, documents: pd.DataFrame, first: dt.date, last: dt.date) -> pd.DataFrame:
    """The steps from `first` to `last` in which somebody was reached or a letter was sent, oldest first: `TAKEN`.

    step: of `dunning.STEPS`; collector: who took it or wrote the letter, '' unknown; documents: see `named.Named`.
    """
    spoke = contacts[contacts["reached"].fillna(True)]
    parts = [
        _taken(spoke, "contacted_on", spoke["channel"].map(STEP_OF_CHANNEL), spoke["ours"], documents),
        _taken(letters, "sent_on", letters["tone"].map(STEP_OF_TONE), letters["written_by"], documents),
    ]
    every = pd.concat(parts, ignore_index=True)
    mine = every[(every["day"] >= pd.Timestamp(first)) & (every["day"] <= pd.Timestamp(last))]
    return mine.sort_values(["day", "place"], kind="stable").reset_index(drop=True).reset_index(names="number")[list(TAKEN)]


def _taken(rows: pd.DataFrame, day: str, place: pd.Series, collector: pd.Series, documents: pd.DataFrame) -> pd.DataFrame:
    known = rows["customer_key"].notna() & rows[day].notna()
    mine, places = rows[known], place[known].astype("int64")
    table = {
        "day": mine[day],
        "customer_key": mine["customer_key"].astype("int64"),
        "place": places,
        "step": places.map(dict(enumerate(STEPS))).astype("str"),
        "collector": collector[known].fillna("").astype("str"),
        "documents": pd.Series(named(mine, documents), index=mine.index, dtype="object"),
    }
    return pd.DataFrame(table)


def recovered(books: Books, taken: pd.DataFrame, as_of: dt.date, *, days: int, currency: str) -> pd.DataFrame:
    """`taken` with overdue and collected (minor units of `currency`) and running: its N days are not over at `as_of`."""
    pairs = _pairs(books, taken, currency)
    overdue = pairs.groupby("number")["open"].sum()
    collected = _credited(_cash(books, pairs, as_of), pairs, days).groupby("number")["amount"].sum()
    ends = taken["day"] + pd.Timedelta(days=days)
    return taken.assign(
        overdue=taken["number"].map(overdue).fillna(0).astype("int64"),
        collected=taken["number"].map(collected).fillna(0).astype("int64"),
        running=ends > pd.Timestamp(as_of),
    )


def _pairs(books: Books, taken: pd.DataFrame, currency: str) -> pd.DataFrame:
    """Each step with each document that it was about and that was overdue: number, day, document_key, open (minor units)."""
    documents = books.documents[(books.documents["currency"] == currency) & (books.documents["amount"] > 0)]
    owed = documents[["document_key", "customer_key", "due_date", "amount"]]
    pairs = taken[["number", "day", "customer_key", "documents"]].merge(owed, on="customer_key")
    pairs["due_date"] = _due_then(pairs, books)
    pairs = pairs[pairs["due_date"] < pairs["day"]]
    about = [covers(of, int(key)) for of, key in zip(pairs["documents"].tolist(), pairs["document_key"].tolist(), strict=True)]
    pairs = pairs[pd.Series(about, index=pairs.index, dtype=bool)].drop(columns="documents").reset_index(drop=True)
    used = books.allocations[["document_key", "date", "amount"]].dropna(subset=["document_key"]).astype({"document_key": "int64"})
    both = pairs.reset_index()[["index", "document_key", "day"]].merge(used, on="document_key")
    settled = both[both["date"] < both["day"]].groupby("index")["amount"].sum()
    left = pairs["amount"] - pairs.index.to_series().map(settled).fillna(0).astype("int64")
    return pairs.assign(open=left)[left > 0].drop(columns="amount").reset_index(drop=True)


def _due_then(pairs: pd.DataFrame, books: Books) -> pd.Series:
    """The due date of each pair's document as it stood on the day of the step."""
    if not len(books.due_changes):
        return pairs["due_date"]
    due = pairs["due_date"].copy()
    for day in pairs["day"].unique():
        then, mine = due_then(books.due_changes, pd.Timestamp(day).date()), pairs["day"] == day
        keys = pairs.loc[mine, "document_key"]
        due[mine] = then.reindex(keys).set_axis(keys.index).fillna(pairs.loc[mine, "due_date"])  # mapping by days fails where none changed
    return due.astype("datetime64[us]")


def _cash(books: Books, pairs: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """Cash applied by `as_of` to the documents of `pairs`, by the day it came: document_key, came, amount."""
    used = books.allocations
    mine = used[used["kind"].isin(CASH) & used["document_key"].isin(pairs["document_key"]) & (used["date"] <= pd.Timestamp(as_of))]
    rows = mine[["document_key", "amount"]].assign(came=days_received(mine, books.receipts)).astype({"document_key": "int64"})
    return rows[rows["came"] <= pd.Timestamp(as_of)].reset_index(drop=True)


def _credited(cash: pd.DataFrame, pairs: pd.DataFrame, days: int) -> pd.DataFrame:
    """Each piece of cash with the one step it counts for: number, amount; what no step asked for within N days is left out."""
    found = cash.reset_index(names="piece").merge(pairs[["number", "day", "document_key"]], on="document_key")
    after = found["came"] - found["day"]
    found = found[(after >= 0 * DAY) & (after <= days * DAY)]
    return found.sort_values(["piece", "day", "number"]).drop_duplicates("piece", keep="last")[["number", "amount"]]


def by(column: str, rows: pd.DataFrame) -> pd.DataFrame:
    """`recovered` per step (in the ladder's order) or collector: the column, steps, customers, overdue, collected, running.

    A step for which nothing was overdue in the currency counts nowhere.
    """
    sums = rows[rows["overdue"] > 0].groupby(column).agg(
        steps=("number", "size"), customers=("customer_key", "nunique"), overdue=("overdue", "sum"), collected=("collected", "sum"),
        running=("running", "sum"),
    )  # fmt: skip
    place: Mapping[str, int] = {name: number for number, name in enumerate(STEPS)}
    order = sorted(sums.index, key=lambda name: (place.get(name, -1), name)) if column == "step" else list(sums.index)
    return sums.loc[order].reset_index().astype({"running": "int64", "overdue": "int64", "collected": "int64"})
