"""What the pages show of a company's receivables, composed from the calculations.

Pure: frames and dates in, frames out. A page only chooses, shows and links.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Literal

import pandas as pd

from arcore import aging, balances, tie_out
from arcore.attention import Attention
from arcore.books import Books
from arcore.buckets import Basis, CalendarScheme, Scheme, bucket_columns
from arcore.due_history import documents_at
from arcore.engines import collect
from arcore.messages import Message, say
from arcore.policy import Policy
from arcore.standing import sums_by_currency

By = Literal["customer", "group", "salesperson", "region", "category", "currency", "entity"]

GROUPINGS: dict[By, Message] = {
    "customer": say("Customer"),
    "group": say("Group"),
    "salesperson": say("Salesperson"),
    "region": say("Region"),
    "category": say("Category"),
    "currency": say("Currency"),
    "entity": say("Entity"),
}

KEY_COLUMN: dict[By, str] = {
    "customer": "customer_key",
    "group": "group_name",
    "salesperson": "salesperson",
    "region": "region",
    "category": "category",
    "currency": "currency",
    "entity": "entity",
}

SCHEMES: dict[str, Message] = {
    "policy": say("By days past due (policy)"),
    "years": say("By years, as auditors age"),
}


@dataclass(frozen=True)
class Aged:
    """Open items with their age, unapplied receipts, and the proof that nothing is missing, at one date."""

    as_of: dt.date
    items: pd.DataFrame
    unapplied: pd.DataFrame
    proofs: tuple[tie_out.Proof, ...]


def scheme_named(name: str, policy: Policy) -> Scheme:
    """The scheme of `SCHEMES` called `name`."""
    return CalendarScheme(policy.aging.calendar_months) if name == "years" else policy.aging.scheme


def balances_at(books: Books, as_of: dt.date) -> Aged:
    """What is open and unapplied at `as_of`, before it has an age: the part of `aged` that no choice of buckets changes."""
    documents = documents_at(books, as_of)
    open_items = balances.open_items(documents, books.allocations, as_of)
    unapplied = collect(balances.unapplied(books.receipts, books.allocations, as_of, documents))
    proofs = tie_out.prove(documents, books.receipts, books.allocations, open_items.assign(bucket=0), as_of)
    return Aged(as_of, open_items, unapplied, proofs)


def aged(at: Aged, scheme: Scheme, basis: Basis) -> Aged:
    """`balances_at`, aged; the proofs compare the documents with these buckets."""
    items = collect(aging.age(at.items, at.as_of, scheme, basis))
    bucketed = sums_by_currency(items[items["bucket"].notna()], "open")
    proofs = tuple(replace(proof, bucketed=bucketed.get(proof.currency, 0)) for proof in at.proofs)
    return Aged(at.as_of, items, at.unapplied, proofs)


def debtors(at: Aged, customers: pd.DataFrame, by: By, scheme: Scheme, basis: Basis, *, net_credits: bool, unknown: str) -> pd.DataFrame:
    """`aging.table` with `row_id`, `name` (`unknown` where nobody knows it) and, by customer, `customer_id`; largest total first."""
    table = collect(aging.table(at.items, at.unapplied, by, scheme=scheme, net_credits=net_credits, customers=customers, basis=basis))
    if by == "customer":
        names = customers[["customer_key", "customer_name"]].rename(columns={"customer_name": "name"})
        table = table.astype({"customer_key": "Int64"}).merge(names.astype({"customer_key": "Int64"}), on="customer_key", how="left")
        table["name"] = table["name"].fillna(table["customer_id"])
    else:
        table["name"] = table[KEY_COLUMN[by]]
    key = table[KEY_COLUMN[by]].astype("str").where(table[KEY_COLUMN[by]].notna(), "")
    table["name"] = table["name"].fillna(unknown).replace("", unknown)
    table["row_id"] = key + "|" + table["currency"]
    return table.sort_values(["currency", "total", "row_id"], ascending=[True, False, True]).reset_index(drop=True)


def compared(now: pd.DataFrame, then: pd.DataFrame) -> pd.DataFrame:
    """`now` with `before` (the other date's total) and `change`; rows that only the other date has are kept, at zero."""
    if not len(now) and not len(then):
        return now.assign(before=now["total"], change=now["total"])
    earlier = then[["row_id", "name", "currency", "total"]].rename(columns={"total": "before"})
    both = now.merge(earlier, on=["row_id", "currency"], how="outer", suffixes=("", "_then"))
    both["name"] = both["name"].fillna(both["name_then"])
    amounts = [name for name in both.columns if name == "before" or pd.api.types.is_numeric_dtype(now.dtypes.get(name, "O"))]
    amounts = [name for name in amounts if name not in KEY_COLUMN.values()]
    both[amounts] = both[amounts].fillna(0).astype("int64")
    both["change"] = both["total"] - both["before"]
    return both.drop(columns="name_then").sort_values(["currency", "total", "row_id"], ascending=[True, False, True]).reset_index(drop=True)


def behind(rows: pd.DataFrame, row_id: str, by: By) -> pd.DataFrame:
    """The open items or receipts behind the row `row_id` of `debtors`, oldest first."""
    key, _, currency = row_id.rpartition("|")
    mine = rows[rows["currency"] == currency]
    column = KEY_COLUMN[by]
    if column not in mine.columns:
        return mine.iloc[:0]
    known = mine[column].astype("str").where(mine[column].notna(), "")
    return in_order(mine[known == key])


def in_order(items: pd.DataFrame) -> pd.DataFrame:
    """Oldest first, by due date or, for receipts, by the day they came."""
    order = [name for name in ("due_date", "receipt_date", "document_key", "receipt_key") if name in items.columns]
    return items.sort_values(order).reset_index(drop=True)


def named(items: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """Items or receipts with `customer_name`."""
    names = customers[["customer_key", "customer_name"]].astype({"customer_key": "Int64"})
    return items.astype({"customer_key": "Int64"}).merge(names, on="customer_key", how="left")


def in_bucket(items: pd.DataFrame, bucket: int, currency: str) -> pd.DataFrame:
    """The debts of one bucket and currency."""
    return in_order(items[(items["bucket"] == bucket) & (items["currency"] == currency) & (items["open"] > 0)])


def with_keys(rows: pd.DataFrame, column: str, keys: Sequence[object]) -> pd.DataFrame:
    """The rows whose `column` is among `keys`, in the order of `keys`."""
    place = {key: number for number, key in enumerate(keys)}
    mine = rows[rows[column].isin(list(place))]
    return mine.iloc[mine[column].map(place).argsort(kind="stable").to_numpy()].reset_index(drop=True)


def known_only(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """The rows in which `column` holds something."""
    return rows[rows[column].notna()].reset_index(drop=True)


def matching(rows: pd.DataFrame, wanted: str, columns: Sequence[str]) -> pd.DataFrame:
    """The rows of which one of `columns` contains `wanted`, whatever its case."""
    present = [name for name in columns if name in rows.columns]
    hits = [rows[name].fillna("").str.contains(wanted.strip(), case=False, regex=False) for name in present]
    return rows[reduce(or_, hits)].reset_index(drop=True) if hits else rows


def total_row(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """One row with the sum of each money column; only for rows of one currency."""
    sums = {name: [int(rows[name].sum())] for name in columns if name in rows.columns}
    return pd.DataFrame(sums)


def settlements(books: Books, document_key: int, as_of: dt.date) -> pd.DataFrame:
    """What reduced a document until `as_of`: date, kind, amount, receipt_no, payer_name and where the receipt was read."""
    mine = books.allocations[(books.allocations["document_key"] == document_key) & (books.allocations["date"] <= pd.Timestamp(as_of))]
    receipts = books.receipts[["receipt_key", "receipt_no", "payer_name", "source_file", "source_sheet", "source_row"]]
    found = mine.astype({"receipt_key": "Int64"}).merge(receipts.astype({"receipt_key": "Int64"}), on="receipt_key", how="left")
    return found.sort_values(["date", "allocation_key"]).reset_index(drop=True)


def received(receipts: pd.DataFrame, currency: str, as_of: dt.date, day: str | None = None) -> pd.DataFrame:
    """The receipts of the month of `as_of` up to it, or of one day of it (ISO), in one currency, oldest first."""
    first, last = (pd.Timestamp(day), pd.Timestamp(day)) if day else (pd.Timestamp(as_of.replace(day=1)), pd.Timestamp(as_of))
    came = receipts["receipt_date"]
    return in_order(receipts[(receipts["currency"] == currency) & (came >= first) & (came <= last)])


def focus_names(entries: Sequence[Attention]) -> list[str]:
    """A stable name for each entry of an attention list, fit for a URL: 'due_soon.CNY.1'."""
    seen: dict[tuple[str, str], int] = {}
    names = []
    for entry in entries:
        kind = (entry.trouble.value, entry.currency or "any")
        names.append(f"{kind[0]}.{kind[1]}.{seen.get(kind, 0)}")
        seen[kind] = seen.get(kind, 0) + 1
    return names


def bucket_names(scheme: Scheme) -> tuple[str, ...]:
    """The bucket columns of `debtors`, youngest first, the unknown age last."""
    return bucket_columns(scheme)


def entities(books: Books) -> tuple[str, ...]:
    """The entities that have documents or receipts."""
    named_ = pd.concat([books.documents["entity"], books.receipts["entity"]]).dropna()
    return tuple(sorted(name for name in named_.unique() if name))


def knows_customer(books: Books, customer_id: str) -> bool:
    """Whether a customer of this number is in the books."""
    return bool((books.customers["customer_id"] == customer_id).any())


def currencies(books: Books, own: str) -> tuple[str, ...]:
    """The currencies of the books, the company's own first; `own` alone in empty books."""
    found = set(books.documents["currency"].dropna().unique()) | set(books.receipts["currency"].dropna().unique())
    return tuple(sorted(found, key=lambda code: (code != own, code))) or (own,)


def last_receipt_day(books: Books) -> dt.date | None:
    """The latest receipt; None where there is none."""
    days = books.receipts["receipt_date"].dropna()
    return days.max().date() if len(days) else None


def last_day(books: Books) -> dt.date | None:
    """The latest document or receipt; None in empty books."""
    days = pd.concat([books.documents["document_date"], books.receipts["receipt_date"]]).dropna()
    return days.max().date() if len(days) else None
