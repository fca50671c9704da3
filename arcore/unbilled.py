"""Delivered, not invoiced: what of the register of deliveries is still to be billed at a date, how old it is, and what exposure counts.

A delivery leaves the list on the day its invoice is in the books, or when somebody closes it; an invoice that is said to be
issued but is not in the books yet leaves nothing, so that the amount is never in neither.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pandas as pd

from arcore.books import Books
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.policy import Policy
from arcore.registers_at import registers_at
from arcore.wording import amount

STATES: dict[str, Message] = {
    "open": say("to be invoiced"),
    "late": say("to be invoiced, overdue"),
    "issued": say("invoice issued, not in the books"),
}


def uninvoiced(books: Books, as_of: dt.date, policy: Policy) -> pd.DataFrame:
    """The deliveries up to `as_of` that no invoice of the books covers by then, the oldest first.

    The register's columns with `currency` filled in, customer_id, customer_name, salesperson, `days` since delivery, `bucket`
    (number of `policy.sales.delivery_ages` passed) and `state` (of `STATES`).
    """
    rows = registers_at(books, as_of).get("deliveries")
    if rows is None or not len(rows):
        return pd.DataFrame(columns=["row_key", "customer_key", "currency", "amount", "delivered_on", "days", "bucket", "state"])
    day = pd.Timestamp(as_of)
    known = _still(rows, books, as_of, policy.company.currency)
    days = (day - known["delivered_on"]).dt.days.astype("int64")
    bucket = sum(((days > edge).astype("int64") for edge in policy.sales.delivery_ages), pd.Series(0, index=known.index, dtype="int64"))
    state = pd.Series("open", index=known.index).mask(days > policy.sales.invoice_days, "late").mask(known["invoiced_on"] <= day, "issued")
    owners = books.customers[["customer_key", "customer_id", "customer_name", "salesperson"]]
    listed = known.assign(days=days, bucket=bucket, state=state)
    return listed.merge(owners, on="customer_key", how="left").sort_values(["delivered_on", "row_key"]).reset_index(drop=True)


def _still(rows: pd.DataFrame, books: Books, as_of: dt.date, own: str) -> pd.DataFrame:
    """Of the register's rows those still to be invoiced at `as_of`, `currency` filled in with the company's `own`."""
    day = pd.Timestamp(as_of)
    known = rows[(rows["delivered_on"] <= day) & ~(rows["closed_on"] <= day)]
    known = known[~_booked(known, books.documents, day)].astype({"customer_key": "int64"})
    return known.assign(currency=known["currency"].fillna(own))


def _booked(rows: pd.DataFrame, documents: pd.DataFrame, day: pd.Timestamp) -> pd.Series:
    """Whether the invoice that a row names is in the customer's books by `day`."""
    issued = documents[documents["document_no"].isin(rows["invoice_no"].dropna()) & (documents["document_date"] <= day)]
    numbers = set(zip(issued["customer_key"].astype("int64"), issued["document_no"], strict=True))
    pairs = zip(rows["customer_key"].astype("int64"), rows["invoice_no"], strict=True)
    return pd.Series([pair in numbers for pair in pairs], index=rows.index, dtype=bool)


def by_customer(rows: pd.DataFrame, buckets: int) -> pd.DataFrame:
    """One row per customer and currency: names, `count`, `total`, `bucket_0` to `bucket_{buckets}`, `oldest` (days); largest first."""
    keys = ["customer_key", "customer_id", "customer_name", "salesperson", "currency"]
    names = [f"bucket_{number}" for number in range(buckets + 1)]
    spread = rows.assign(**{name: rows["amount"].where(rows["bucket"] == number, 0) for number, name in enumerate(names)})
    sums = {name: (name, "sum") for name in names}
    found = spread.groupby(keys, dropna=False, as_index=False).agg(
        count=("row_key", "size"), total=("amount", "sum"), oldest=("days", "max"), **sums
    )
    return found.sort_values(["total", "customer_id"], ascending=[False, True]).reset_index(drop=True)


def bucket_titles(policy: Policy) -> tuple[Message, ...]:
    """What the ages of deliveries are called, the youngest first."""
    edges = policy.sales.delivery_ages
    first = say("Up to {last} days", last=edges[0])
    between = [say("{first}–{last} days", first=low + 1, last=high) for low, high in pairwise(edges)]
    return (first, *between, say("Over {last} days", last=edges[-1]))


def with_deliveries(customers: pd.DataFrame, books: Books, as_of: dt.date, policy: Policy) -> pd.DataFrame:
    """`customers` with `unbilled_amount` from the register, for whom deliveries up to `as_of` are kept in it; the list's figure else."""
    rows = registers_at(books, as_of).get("deliveries")
    if rows is None or not len(rows):
        return customers
    own = policy.company.currency
    delivered = rows[rows["delivered_on"] <= pd.Timestamp(as_of)]
    kept = set(zip(delivered["customer_key"].astype("int64"), delivered["currency"].fillna(own), strict=True))
    still = _still(rows, books, as_of, own).groupby(["customer_key", "currency"])["amount"].sum().to_dict()
    pairs = list(zip(customers["customer_key"].astype("int64"), customers["currency"].fillna(own), strict=True))
    amounts = pd.Series([still.get(pair, 0) if pair in kept else pd.NA for pair in pairs], index=customers.index, dtype="Int64")
    return customers.assign(unbilled_amount=amounts.fillna(customers["unbilled_amount"]))


def answer(rows: pd.DataFrame, currency: str, unit: Unit, policy: Policy) -> Message:
    """What is delivered and not invoiced, and how much of it is late; rows of `uninvoiced`."""
    mine = rows[rows["currency"] == currency]
    if not len(mine):
        return say("Every delivery on record is invoiced.")
    late = mine[mine["state"] == "late"]
    words = {
        "total": amount(int(mine["amount"].sum()), currency, unit),
        "customers": mine["customer_key"].nunique(),
        "late": amount(int(late["amount"].sum()), currency, unit),
        "days": policy.sales.invoice_days,
    }
    return say("{total} is delivered to {customers} customers and not invoiced; {late} of it for more than {days} days.", **words)
