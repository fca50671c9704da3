"""What is open when bank lines are matched: credit notes beside the invoices they reverse, not netted away.

Which documents a customer nets, the bank line tells. Only a pair that cancels out entirely is gone.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore import balances
from arcore.books import Books


def named_customers(books: Books) -> pd.DataFrame:
    """Customers with a `customer_id` for everyone: the number, else the name."""
    customers = books.customers.copy(deep=False)
    customers["customer_id"] = customers["customer_id"].where(customers["customer_id"].notna(), customers["customer_name"])
    return customers


def open_for_matching(books: Books, as_of: dt.date) -> pd.DataFrame:
    """Open items as `balances.open_items` gives them, but for the pairs that the ledger nets: a credit note and its invoice
    both show what is open of each, unless netting leaves nothing of either."""
    derived = _derived(books)
    items: pd.DataFrame = balances.open_items(books.documents, books.allocations[~derived], as_of)
    identity = dict(zip(books.customers["customer_key"], named_customers(books)["customer_id"], strict=True))
    items = items.assign(customer_id=items["customer_key"].map(identity))
    if not derived.any():
        return items
    still_open = set(balances.open_items(books.documents, books.allocations, as_of)["document_key"])
    linked = _partners(books)
    gone = [key not in still_open and linked.get(key, key) not in still_open for key in items["document_key"].tolist()]
    return items[[not one for one in gone]]


def netted(books: Books) -> dict[int, int]:
    """What the ledger's derived pairs of credit note and invoice take from each document (minor units, signed)."""
    sums = books.allocations[_derived(books)].groupby("document_key")["amount"].sum()
    return {int(key): int(amount) for key, amount in zip(sums.index.tolist(), sums.tolist(), strict=True)}


def _derived(books: Books) -> pd.Series[bool]:
    return (books.allocations["kind"] == "credit") & (books.allocations["allocation_key"] < 0)


def _partners(books: Books) -> dict[int, int]:
    """Credit note → the invoice it reverses, and the invoice → its last credit note."""
    numbers = dict(zip(books.documents["document_no"], books.documents["document_key"].tolist(), strict=True))
    reversing = books.documents[books.documents["reversed_document_no"].notna()]
    pairs = zip(reversing["document_key"].tolist(), reversing["reversed_document_no"].tolist(), strict=True)
    found: dict[int, int] = {}
    for credit, number in pairs:
        if number in numbers:
            found[int(credit)] = int(numbers[number])
            found[int(numbers[number])] = int(credit)
    return found
