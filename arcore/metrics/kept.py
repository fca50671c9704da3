"""What people promise, plan and confirm, month by month and group by group: the tables that `gathering` adds to the ledger's own.

A promise belongs to the month in which its time is up (promised day plus the policy's days of tolerance), so that its month
end knows all the money that counts for it. A confirmation belongs to the last three months' statements, each customer's newest.
A collection plan counts once: the company's own row, else its salespeople's, else its customers'.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from arcore.books import Books
from arcore.collecting.agreements import Agreements
from arcore.collecting.promises import PromiseState
from arcore.policy import Policy
from arcore.registers_at import books_at, rows_of
from arcore.replay import Whole

CONFIRMING_MONTHS = 3
NOWHERE = "\0"
TABLES = (
    *("promises_due", "promises_kept", "promised", "promised_received", "planned"),
    *("balances_sent", "balances_confirmed", "customers_asked", "customers_confirmed"),
)


@dataclass(frozen=True)
class Kept:
    """promises: row_key, customer_key, currency, due, amount, received (running ones left out) · statements: row_key,
    customer_key, currency, sent_on, agreed_on (NaT unless agreed), balance · plans: row_key, customer_key, salesperson,
    currency, month, planned_on, planned · disputes as `gathering.gathered` takes them · customers: those of the books."""

    promises: pd.DataFrame
    statements: pd.DataFrame
    plans: pd.DataFrame
    disputes: pd.DataFrame
    customers: pd.DataFrame


def kept_of(books: Books, agreed: Agreements, policy: Policy) -> Kept:
    """What the registers say, as far as `agreed` knows it."""
    books = books_at(books, agreed.as_of)
    own, day = policy.company.currency, pd.Timestamp(agreed.as_of)
    over = agreed.promises[agreed.promises["state"] != PromiseState.RUNNING.value]
    promises = over[["row_key", "customer_key", "currency", "amount", "received"]].assign(
        due=over["date"] + pd.Timedelta(days=policy.collecting.promise_days)
    )
    sent = rows_of(books.registers, "statements")
    sent = sent[sent["sent_on"].notna() & (sent["sent_on"] <= day)]
    statements = sent[["row_key", "customer_key", "currency", "sent_on", "balance"]].assign(
        currency=sent["currency"].fillna(own), agreed_on=sent["answered_on"].where(sent["state"] == "agreed")
    )
    plans = rows_of(books.registers, "receipt_plans")
    plans = plans[plans["planned_on"] <= day]
    plans = plans[["row_key", "customer_key", "salesperson", "currency", "month", "planned_on", "planned"]]
    disputes = agreed.disputes.rename(columns={"opened": "from_date", "closed": "to_date"})
    return Kept(promises, statements, plans.assign(currency=plans["currency"].fillna(own)), disputes, books.customers)


def tables(kept: Kept, cells: pd.DataFrame, column: str, starts: Sequence[dt.date], ends: Sequence[dt.date]) -> dict[str, Whole]:
    """`TABLES` of dates × cells (minor units, or numbers of things); `column` is the groups' column of customers."""
    placed = _Cells(cells, column, kept.customers)
    found = {name: np.zeros((len(ends), len(cells)), dtype=np.int64) for name in TABLES}
    for place, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for rows, parts in (_promises(kept, start, end), _confirmed(kept, end)):
            cells_of = placed.of(rows)
            for name, values in parts.items():
                _add(found[name][place], cells_of, values)
        _plans(kept, placed, end, found["planned"][place])
    return found


Parts = tuple[pd.DataFrame, Mapping[str, pd.Series]]
"""Rows of a register, and by table what each of them counts for."""


def _promises(kept: Kept, start: dt.date, end: dt.date) -> Parts:
    rows = promises_due(kept, start, end)
    held = rows["received"] >= rows["amount"]
    return rows, {
        "promises_due": held | True,
        "promises_kept": held,
        "promised": rows["amount"],
        "promised_received": rows["received"].clip(lower=0).where(~held, rows["amount"]),
    }


def promises_due(kept: Kept, start: dt.date, end: dt.date) -> pd.DataFrame:
    """The promises whose time was up after `start` and by `end`."""
    days = kept.promises["due"]
    return kept.promises[(days > pd.Timestamp(start)) & (days <= pd.Timestamp(end))]


def statements_sent(kept: Kept, end: dt.date) -> pd.DataFrame:
    """Each customer's newest statement sent in the three months up to `end`, with `confirmed` as it was then."""
    day = pd.Timestamp(end)
    rows = kept.statements[
        (kept.statements["sent_on"] <= day) & (kept.statements["sent_on"] > day - pd.DateOffset(months=CONFIRMING_MONTHS))
    ]
    newest = rows.sort_values(["sent_on", "row_key"]).drop_duplicates(["customer_key", "currency"], keep="last")
    return newest.assign(confirmed=(newest["agreed_on"] <= day).astype(bool))


def _confirmed(kept: Kept, end: dt.date) -> Parts:
    rows = statements_sent(kept, end)
    size, confirmed = rows["balance"].abs(), rows["confirmed"]
    return rows, {
        "balances_sent": size,
        "balances_confirmed": size.where(confirmed, 0),
        "customers_asked": confirmed | True,
        "customers_confirmed": confirmed,
    }


def plans_of(kept: Kept, end: dt.date) -> pd.DataFrame:
    """The plans for the month of `end`, known by then; each row with `level`: 0 the company's, 1 a salesperson's, 2 a customer's."""
    month = kept.plans["month"].dt.year * 12 + kept.plans["month"].dt.month
    rows = kept.plans[(month == end.year * 12 + end.month) & (kept.plans["planned_on"] <= pd.Timestamp(end))]
    named = rows["salesperson"].notna().astype("int64")
    levels: pd.DataFrame = rows.assign(level=named.where(rows["customer_key"].isna(), 2))
    return levels


def group_keys(rows: pd.DataFrame, column: str, customers: pd.DataFrame) -> pd.Series:
    """The group of each row: its own where it names one, else its customer's; `NOWHERE` for groups that customers are not part of."""
    if column in ("currency", "customer_key"):
        return rows[column].astype("object")
    if column == "entity" or column not in customers.columns:
        return pd.Series(NOWHERE, index=rows.index, dtype="object")
    theirs = rows["customer_key"].astype("Int64").map(customers.set_index("customer_key")[column].astype("object"))
    return theirs if column not in rows.columns else rows[column].astype("object").fillna(theirs)


def _plans(kept: Kept, placed: _Cells, end: dt.date, sums: Whole) -> None:
    """Each cell from the highest level that plans for it: the company's row only for the whole company."""
    rows = plans_of(kept, end)
    for level in (2, 1, 0):
        mine = rows[rows["level"] == level]
        if level == 2 or placed.column == "currency" or (level == 1 and placed.column == "salesperson"):
            own = np.zeros(len(sums), dtype=np.int64)
            _add(own, placed.of(mine), mine["planned"])
            np.copyto(sums, own, where=own > 0)


class _Cells:
    """The cells of `gathering`, to which rows of registers belong."""

    def __init__(self, cells: pd.DataFrame, column: str, customers: pd.DataFrame) -> None:
        self.column, self.customers = column, customers
        pairs = zip(("" if pd.isna(key) else key for key in cells["key"].tolist()), cells["currency"].tolist(), strict=True)
        self.place: Mapping[tuple[object, str], int] = {pair: at for at, pair in enumerate(pairs)}

    def of(self, rows: pd.DataFrame) -> list[int | None]:
        """The place of each row's group in its currency; None where it has no cell."""
        if rows.empty:
            return []
        keys = group_keys(rows, self.column, self.customers).tolist()
        return [self.place.get(("" if pd.isna(key) else key, money)) for key, money in zip(keys, rows["currency"].tolist(), strict=True)]


def _add(sums: Whole, places: Sequence[int | None], values: pd.Series) -> None:
    """Add each row's value to its cell."""
    for place, value in zip(places, values.tolist(), strict=True):
        if place is not None:
            sums[place] += int(value)
