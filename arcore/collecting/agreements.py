"""What was agreed with customers and what they object to, at one date, in the forms that other calculations take."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore import balances
from arcore.books import Books
from arcore.collecting.named import Named, named, spread
from arcore.collecting.plans_at import PlanAt, Unread, plans_at
from arcore.collecting.promises import PromiseState, promise_states
from arcore.engines import collect
from arcore.policy import Policy
from arcore.registers import REGISTERS
from arcore.registers.frames import DATES, valid_at
from arcore.registers_at import books_at, rows_of


@dataclass(frozen=True)
class Agreements:
    """promises: `promises.COLUMNS` · disputes, differences: `DISPUTED` · holds: row_key, customer_key, until, reason, documents.

    differences: those found with customers that we have to book (register of differences), on the documents they are about.
    """

    as_of: dt.date
    promises: pd.DataFrame
    disputes: pd.DataFrame
    differences: pd.DataFrame
    holds: pd.DataFrame
    plans: tuple[PlanAt, ...]
    unread: tuple[Unread, ...]


DISPUTED = ("row_key", "document_key", "customer_key", "amount", "opened", "closed", "upheld")
"""One row per disputed document; `amount` Int64 (NA: all of it), `closed` NaT while open, `upheld` NA while undecided."""

ALL = 10**18
"""More than any document: what a claim without an amount takes."""

COMMITTED = ("document_key", "customer_key", "currency", "date", "amount", "made_on", "kind")


def agreements(books: Books, as_of: dt.date, policy: Policy) -> Agreements:
    """What the registers and the money say at `as_of`."""
    books = books_at(books, as_of)
    own = policy.company.currency
    promises = promise_states(rows_of(books.registers, "promises"), books, as_of, days=policy.collecting.promise_days, currency=own)
    plans, unread = plans_at(rows_of(books.registers, "plans"), books, as_of, currency=own)
    holds = valid_at(rows_of(books.registers, "holds"), REGISTERS["holds"], as_of)
    holds = holds[["row_key", "customer_key", "until", "reason"]].assign(documents=_named(holds, books))
    disputes = disputed(rows_of(books.registers, "disputes"), books, as_of)
    differences = differing(rows_of(books.registers, "differences"), books, as_of)
    return Agreements(as_of, promises, disputes, differences, holds, plans, unread)


def disputed(rows: pd.DataFrame, books: Books, as_of: dt.date) -> pd.DataFrame:
    """`DISPUTED`, of the disputes raised by `as_of`; an amount for several documents is theirs in the order of their due dates."""
    raised = rows[(rows["opened_on"] <= pd.Timestamp(as_of)) & rows["customer_key"].notna()]
    amounts = dict(zip(books.documents["document_key"].tolist(), books.documents["amount"].tolist(), strict=True))
    found = []
    records: list[Any] = raised.to_dict("records")
    for row, documents in zip(records, named(raised, books.documents), strict=True):
        rooms = [(key, int(amounts[key])) for key in documents or ()]
        shares = [(key, pd.NA) for key, _ in rooms] if pd.isna(row["amount"]) else spread([int(row["amount"])], rooms)[0]
        decided = pd.isna(row["closed_on"]) or row["closed_on"] <= pd.Timestamp(as_of)
        upheld = {"upheld": True, "partly": True, "rejected": False}.get(row["outcome"], pd.NA) if decided else pd.NA
        found += [
            (int(row["row_key"]), key, int(row["customer_key"]), share, row["opened_on"], row["closed_on"], upheld) for key, share in shares
        ]
    types = {"row_key": "int64", "document_key": "int64", "customer_key": "int64", "amount": "Int64", "opened": DATES, "closed": DATES}
    return pd.DataFrame(found, columns=list(DISPUTED)).astype({**types, "upheld": "boolean"})


def differing(rows: pd.DataFrame, books: Books, as_of: dt.date) -> pd.DataFrame:
    """`DISPUTED`, of the differences found by `as_of` that we have to book and that make a document of ours too high.

    What the customer has to book it still owes. One difference is about one document.
    """
    ours = (rows["found_on"] <= pd.Timestamp(as_of)) & (rows["books"] == "ours") & (rows["our_amount"] > rows["their_amount"])
    mine = rows[ours.fillna(False) & rows["customer_key"].notna() & rows["our_no"].notna()]
    gap = (mine["our_amount"] - mine["their_amount"]).astype("Int64")
    claims = mine.assign(opened_on=mine["found_on"], document_nos=mine["our_no"], amount=gap, outcome=pd.Series(pd.NA, index=mine.index))
    return disputed(claims, books, as_of)


def claims(found: Agreements) -> pd.DataFrame:
    """Everything that takes an amount of a document out of what is asked for, settled or not: disputes and differences, `DISPUTED`."""
    return pd.concat([found.disputes, found.differences], ignore_index=True)


def open_claims(found: Agreements) -> pd.DataFrame:
    """The disputes and differences that are not settled at the date: the same in dunning, letters, interest, forecast and statements."""
    every = claims(found)
    return every[every["closed"].isna() | (every["closed"] > pd.Timestamp(found.as_of))]


def contested(found: Agreements) -> dict[int, int]:
    """By document the amount that is not asked for, minor units; where several claims are about it, the largest."""
    now = open_claims(found)
    amounts = now.assign(amount=now["amount"].fillna(ALL)).groupby("document_key")["amount"].max()
    return {int(key): int(amount) for key, amount in zip(amounts.index.tolist(), amounts.tolist(), strict=True)}


def commitments(found: Agreements, books: Books) -> pd.DataFrame:
    """Promises that still run and instalments to come: `COMMITTED`, as `forecast.expected` takes them (domain rules §4.13).

    `document_key` NA where any of the customer's documents is meant; of an instalment only the principal, less what has come.
    """
    owed = collect(balances.open_items(books.documents, books.allocations, found.as_of))
    open_ = dict(zip(owed["document_key"].tolist(), owed["open"].tolist(), strict=True))
    rows: list[tuple[object, ...]] = []
    running = found.promises[found.promises["state"] == PromiseState.RUNNING.value]
    records: list[Any] = running.to_dict("records")
    for one in records:
        parts = [(one["date"], int(one["amount"]) - int(one["received"]))]
        rows += _committed(parts, one["documents"], open_, one["customer_key"], one["currency"], one["made_on"], "promise")
    for plan in found.plans:
        if not plan.standing.accelerated:
            parts = [(pd.Timestamp(each.due), each.principal - came) for each, came in plan.covered() if each.principal > came]
            made = pd.Timestamp(plan.agreed_on)
            rows += _committed(parts, plan.documents, open_, plan.customer_key, plan.currency, made, "plan")
    types = {"document_key": "Int64", "customer_key": "int64", "amount": "int64", "date": DATES, "made_on": DATES}
    return pd.DataFrame(rows, columns=list(COMMITTED)).astype(types)


def _committed(
    parts: list[tuple[Any, int]], documents: Named, open_: dict[int, int], customer: int, currency: str, made: Any, kind: str
) -> list[tuple[object, ...]]:
    if documents is None:
        return [(pd.NA, customer, currency, day, amount, made, kind) for day, amount in parts]
    rooms = [(key, max(0, int(open_.get(key, 0)))) for key in documents]
    shares = spread([amount for _, amount in parts], rooms)
    return [
        (key, customer, currency, day, share, made, kind) for (day, _), taken in zip(parts, shares, strict=True) for key, share in taken
    ]


def _named(rows: pd.DataFrame, books: Books) -> pd.Series:
    return pd.Series(named(rows, books.documents), index=rows.index, dtype="object")
