"""Receipts after the balance date: the evidence for balances that nobody confirms."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore import balances
from arcore.books import Books

COLUMNS = ("row_id", "customer_id", "customer_name", "currency", "open", "received", "other", "left", "unapplied", "last_on")


def subsequent_receipts(books: Books, chosen: pd.DataFrame, balance_date: dt.date, until: dt.date) -> pd.DataFrame:
    """`COLUMNS` for each of `chosen` (`sampling.POPULATION`), minor units, over receipts after `balance_date` up to `until`.

    open: the documents open on the balance date; received: receipts of the time that settled those; other: discounts, credits and
    write-offs that did, and money that had come before; left: open still; unapplied: receipts of the time that nothing has used;
    last_on: the last receipt.
    """
    day, end = pd.Timestamp(balance_date), pd.Timestamp(until)
    keys = ["customer_key", "currency"]
    items = balances.open_items(books.documents, books.allocations, balance_date)
    after = books.allocations[(books.allocations["date"] > day) & (books.allocations["date"] <= end)]
    after = after.astype({"document_key": "Int64"}).merge(items[["document_key", *keys]], on="document_key", how="inner")
    came = books.receipts[(books.receipts["receipt_date"] > day) & (books.receipts["receipt_date"] <= end)]
    cash = (after["kind"] == "receipt") & after["receipt_key"].isin(came["receipt_key"])
    waiting = balances.unapplied(came, books.allocations, until, books.documents)
    sums = {
        "open": items.groupby(keys)["open"].sum(),
        "received": after[cash].groupby(keys)["amount"].sum(),
        "other": after[~cash].groupby(keys)["amount"].sum(),
        "unapplied": waiting.groupby(keys)["unapplied"].sum(),
        "last_on": came.groupby(keys)["receipt_date"].max(),
    }
    rows = chosen
    for name, found in sums.items():
        told = found.rename(name).reset_index().astype({"customer_key": "int64"})
        rows = rows.merge(told, on=keys, how="left")
    whole = ["open", "received", "other", "unapplied"]
    rows[whole] = rows[whole].fillna(0).astype("int64")
    rows["left"] = rows["open"] - rows["received"] - rows["other"]
    return rows[list(COLUMNS)]
