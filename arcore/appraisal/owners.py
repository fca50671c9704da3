"""Who answers for which customer: its salesperson, its department, or whoever in the collection log contacted it last.

The owner stands in the column `salesperson` of documents, customers and promises, so that the measures' own grouping counts it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from arcore.books import Books
from arcore.metrics.kept import Kept
from arcore.registers.targets import Role
from arcore.registers_at import rows_of

COLUMN = "salesperson"
LOG_MONTHS = 12
"""How far back the log says who looks after a customer."""


def owned(books: Books, role: Role, at: dt.date) -> Books:
    """`books`, whose registers are those of `at`, with each customer's owner in the column of salespeople; else NA."""
    if role in ("company", "salesperson"):
        return books
    keepers = _last_contacts(books.registers, at) if role == "collector" else None
    documents, customers = (rows.assign(**{COLUMN: _owners(rows, keepers)}) for rows in (books.documents, books.customers))
    return replace(books, documents=documents, customers=customers)


def _owners(rows: pd.DataFrame, keepers: pd.Series | None) -> pd.Series:
    """The owner of each row's customer by `keepers`, without them the row's department."""
    if keepers is not None:
        return rows["customer_key"].astype("Int64").map(keepers).astype("object")
    nobody = pd.Series(None, rows.index, "object")
    return rows["department"].astype("object") if "department" in rows.columns else nobody


def _last_contacts(registers: Mapping[str, pd.DataFrame], at: dt.date) -> pd.Series:
    """By customer_key who contacted the customer last within `LOG_MONTHS` before `at`."""
    log, day = rows_of(registers, "contacts"), pd.Timestamp(at)
    known = log[log["customer_key"].notna() & log["ours"].notna() & (log["contacted_on"] <= day)]
    recent = known[known["contacted_on"] > day - pd.DateOffset(months=LOG_MONTHS)].sort_values(["contacted_on", "row_key"])
    return recent.drop_duplicates("customer_key", keep="last").set_index("customer_key")["ours"]


def kept_by(kept: Kept, role: Role, books: Books) -> Kept:
    """What people keep, with the owners of `role`; `books` are those of `owned`.

    A promise is its collector's who noted it, if customers are in that collector's hands, else its customer's collector's. A plan for
    a salesperson as a whole is no collector's and no department's.
    """
    if role in ("company", "salesperson"):
        return replace(kept, customers=books.customers)
    plans = kept.plans[kept.plans["customer_key"].notna()]
    plans = plans.assign(**{COLUMN: pd.Series(None, plans.index, "object")})
    promises = kept.promises
    if role == "collector":
        noted = rows_of(books.registers, "promises").set_index("row_key")["ours"].astype("object")
        known = promises["row_key"].map(noted)
        promises = promises.assign(**{COLUMN: known.where(known.isin(books.customers[COLUMN].dropna()))})
    return replace(kept, customers=books.customers, plans=plans, promises=promises)
