"""What a customer sees through its link: its own balance and open items, computed from its own rows and nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from arcore import balances
from arcore.books import Books
from arcore.engines import collect
from arcore.money import total_by_currency
from arcore.portal.tokens import Pass


@dataclass(frozen=True)
class Line:
    """One open document, minor units."""

    document_no: str
    dated: dt.date
    due: dt.date
    currency: str
    amount: int
    open: int


@dataclass(frozen=True)
class Held:
    """One receipt that is not assigned to documents yet, or only in part; `left` minor units."""

    dated: dt.date
    currency: str
    left: int
    memo: str


@dataclass(frozen=True)
class Balance:
    """One customer: `by_currency` is open documents less receipts not yet applied (`held`)."""

    customer_name: str
    as_of: dt.date
    lines: tuple[Line, ...]
    by_currency: tuple[tuple[str, int], ...]
    held: tuple[Held, ...] = ()


def admitted(books: Books, told: Pass, today: dt.date) -> bool:
    """Whether a link that is rightly signed still opens: in the register, of this customer, not expired, not revoked."""
    links = books.registers["links"]
    mine = links[links["link_no"] == told.link_no]
    if len(mine) != 1 or today > told.until:
        return False
    row = mine.iloc[0]
    same = int(row["customer_key"]) == told.customer_key and row["valid_until"].date() == told.until
    return bool(same and pd.isna(row["revoked_on"]))


def balance_of(books: Books, customer_key: int, as_of: dt.date) -> Balance:
    """The customer's balance at `as_of`; every other customer's rows are left out before anything is computed."""
    documents = books.documents[books.documents["customer_key"] == customer_key]
    receipts = books.receipts[books.receipts["customer_key"].eq(customer_key).fillna(False)]
    ours = books.allocations["document_key"].isin(documents["document_key"]) | books.allocations["receipt_key"].isin(
        receipts["receipt_key"]
    )
    allocations = books.allocations[ours]
    items = collect(balances.open_items(documents, allocations, as_of)).sort_values(["due_date", "document_key"])
    unapplied = collect(balances.unapplied(receipts, allocations, as_of, documents))
    columns = (items[name].tolist() for name in ("document_no", "document_date", "due_date", "currency", "amount", "open"))
    lines = tuple(Line(str(no), on.date(), due.date(), str(code), int(amount), int(open_))
                  for no, on, due, code, amount, open_ in zip(*columns, strict=True))  # fmt: skip
    rows = (unapplied[name].tolist() for name in ("receipt_date", "currency", "unapplied", "memo"))
    held = tuple(Held(on.date(), str(code), int(left), memo if isinstance(memo, str) else "")
                 for on, code, left, memo in zip(*rows, strict=True))  # fmt: skip
    customer = books.customers[books.customers["customer_key"] == customer_key].iloc[0]
    name = customer["customer_id"] if pd.isna(customer["customer_name"]) else customer["customer_name"]
    sums = total_by_currency([*((line.currency, line.open) for line in lines), *((one.currency, -one.left) for one in held)])
    return Balance(str(name), as_of, lines, tuple(sums.items()), held)
