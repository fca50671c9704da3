"""A customer's account over a period: what was open before, what happened, what is open now (domain rules §3.1).

opening + lines = closing = open items − unapplied receipts, to the cent. A customer with a balance and no movement still
has an account.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import pandas as pd

from arcore import balances
from arcore.aging import age
from arcore.books import Books
from arcore.buckets import Scheme, edges
from arcore.due_history import documents_at
from arcore.engines import collect
from arcore.movements import movements
from arcore.payment_history import settled

LINE_COLUMNS = ("date", "kind", "number", "reference", "debit", "credit", "balance", "due_date", "document_key", "receipt_key")
ORDER = (
    "opening",
    "invoice",
    "adjustment",
    "credit_note",
    "receipt",
    "stated",
    "discount",
    "fee",
    "rounding",
    "retention",
    "write_off",
    "credit",
)
DEBITS = frozenset({"opening", "invoice", "adjustment", "credit_note"})
"""Kinds on the debit side, negative where they reduce the debt; a refund (negative receipt) stands there, too."""


@dataclass(frozen=True)
class Account:
    """One customer in one currency, minor units.

    `lines` has `LINE_COLUMNS`, oldest first, `balance` after each; `open_items` the columns of `aging.age`, oldest due first;
    `unapplied` the receipts not used; `disputed` what of each open document is in dispute, by its key; `by_bucket` the debts
    per bucket; `on_time`: something fell due in the period, and all of it was paid by its due date.
    """

    customer_key: int
    currency: str
    start: dt.date
    end: dt.date
    opening: int
    lines: pd.DataFrame
    open_items: pd.DataFrame
    unapplied: pd.DataFrame
    by_bucket: tuple[int, ...]
    disputed: Mapping[int, int] = field(default_factory=dict)
    on_time: bool = False

    @property
    def closing(self) -> int:
        """What is owed at the end."""
        return self.opening + int(self.lines["debit"].sum()) - int(self.lines["credit"].sum())

    @property
    def overdue(self) -> int:
        """The debts past their due date."""
        late = (self.open_items["open"] > 0) & (self.open_items["days_past_due"] > 0)
        return int(self.open_items.loc[late, "open"].sum())

    @property
    def overdue_net(self) -> int:
        """Of the balance what is past its due date: receipts and credits that settle nothing yet are taken off the oldest debts."""
        loose = int(self.unapplied["unapplied"].sum()) - int(self.open_items["open"].clip(upper=0).sum())
        return max(0, self.overdue - loose)

    @property
    def proof(self) -> int:
        """Closing balance less (open items − unapplied receipts): 0, or something is wrong."""
        return self.closing - int(self.open_items["open"].sum()) + int(self.unapplied["unapplied"].sum())

    @property
    def subtotals(self) -> Mapping[str, int]:
        """What each kind of line adds to the debt, in the order of `ORDER`."""
        by_kind = (self.lines["debit"] - self.lines["credit"]).groupby(self.lines["kind"]).sum()
        return {kind: int(by_kind[kind]) for kind in ORDER if kind in by_kind}


def accounts(
    books: Books,
    start: dt.date,
    end: dt.date,
    scheme: Scheme,
    *,
    customers: Collection[int] | None = None,
    disputed: Mapping[int, int] | None = None,
) -> Iterator[Account]:
    """The accounts from `start` to `end` (both included) of every customer, or of these keys, that has a balance or a movement.

    Ordered by customer key and currency. `disputed`: the amount in dispute by document key, minor units.
    """
    books = replace(books, documents=documents_at(books, end))
    rows = _Keyed(_described(books, end))
    items = _Keyed(collect(age(balances.open_items(books.documents, books.allocations, end), end, scheme)))
    unused = _Keyed(collect(balances.unapplied(books.receipts, books.allocations, end, books.documents)))
    punctual = _paid_on_time(books, start, end)
    for key in rows.every():
        if customers is not None and key[0] not in customers:
            continue
        moved = rows.of(key)
        before = moved["date"] < pd.Timestamp(start)
        opening, lines = int(moved.loc[before, "amount"].sum()), moved[~before]
        if opening or len(lines):
            mine = items.of(key).sort_values(["due_date", "document_key"])
            yield Account(
                customer_key=key[0],
                currency=key[1],
                start=start,
                end=end,
                opening=opening,
                lines=_running(lines, opening),
                open_items=mine,
                unapplied=unused.of(key),
                by_bucket=_by_bucket(mine, scheme),
                disputed=_in_dispute(mine, disputed or {}),
                on_time=key in punctual,
            )


def _in_dispute(items: pd.DataFrame, disputed: Mapping[int, int]) -> dict[int, int]:
    """What of each open document is in dispute: at most what is open."""
    return {key: min(open_, disputed[key]) for key, open_ in zip(items["document_key"].tolist(), items["open"].tolist(), strict=True)
            if key in disputed}  # fmt: skip


def _paid_on_time(books: Books, start: dt.date, end: dt.date) -> set[tuple[int, str]]:
    """The customers, by currency, to whom something fell due from `start` to `end` and who had paid all of it by its day."""
    documents = books.documents
    between = (documents["due_date"] >= pd.Timestamp(start)) & (documents["due_date"] <= pd.Timestamp(end))
    due = documents[between & (documents["amount"] > 0) & documents["customer_key"].notna()]
    paid = settled(due, books.allocations, end)
    late = ~due["document_key"].isin(paid.loc[paid["days_late"] <= 0, "document_key"])
    by: Any = late.groupby([due["customer_key"], due["currency"]]).any()
    return {(int(customer), str(currency)) for (customer, currency), any_late in by.items() if not any_late}


class _Keyed:
    """Rows by customer and currency."""

    def __init__(self, rows: pd.DataFrame) -> None:
        known = rows[rows["customer_key"].notna()]
        by = [known["customer_key"].astype("int64"), known["currency"].astype("str")]
        self._places = known.groupby(by, sort=False).indices
        self._rows, self._none = known, rows.iloc[:0]

    def every(self) -> list[tuple[int, str]]:
        """The customers and currencies, in order."""
        return sorted(cast("list[tuple[int, str]]", list(self._places)))

    def of(self, key: tuple[int, str]) -> pd.DataFrame:
        """The rows of one customer in one currency."""
        return self._rows.iloc[self._places[key]] if key in self._places else self._none


def _described(books: Books, end: dt.date) -> pd.DataFrame:
    """The movements until `end` with due date and reference (order or contract, or the receipt's memo), oldest first."""
    rows = collect(movements(books.documents, books.receipts, books.allocations))
    rows = _netted(rows[rows["date"] <= pd.Timestamp(end)].reset_index(drop=True))
    known = books.documents[["document_key", "due_date", "order_no", "contract_no"]].astype({"document_key": "Int64"})
    memos = books.receipts[["receipt_key", "memo"]].astype({"receipt_key": "Int64"})
    rows = rows.astype({"document_key": "Int64", "receipt_key": "Int64"}).merge(known, on="document_key", how="left")
    rows = rows.merge(memos, on="receipt_key", how="left")
    reference = rows["order_no"].fillna(rows["contract_no"]).fillna(rows["memo"]).fillna("")
    debts = rows["kind"].isin(DEBITS)
    rows = rows.assign(
        reference=reference, due_date=rows["due_date"].where(debts), order=rows["kind"].map({kind: n for n, kind in enumerate(ORDER)})
    )
    return rows.sort_values(["date", "order", "document_key", "receipt_key"]).reset_index(drop=True)


def _netted(rows: pd.DataFrame) -> pd.DataFrame:
    """Without credit notes netted against invoices on the same day: they move nothing."""
    netted = rows["kind"] == "credit"
    by = ["customer_key", "currency", "date"]
    moved = rows.loc[netted, "amount"].groupby([rows.loc[netted, name] for name in by]).transform("sum")
    return rows.drop(index=moved.index[moved == 0])


def _running(lines: pd.DataFrame, opening: int) -> pd.DataFrame:
    """The lines with debit, credit and the balance after each."""
    refund = (lines["kind"] == "receipt") & (lines["amount"] > 0)
    on_debit = lines["kind"].isin(DEBITS) | refund
    return lines.assign(
        debit=lines["amount"].where(on_debit, 0),
        credit=(-lines["amount"]).where(~on_debit, 0),
        balance=opening + lines["amount"].cumsum(),
    )[list(LINE_COLUMNS)].reset_index(drop=True)


def _by_bucket(items: pd.DataFrame, scheme: Scheme) -> tuple[int, ...]:
    debts = items[items["open"] > 0]
    sums = debts["open"].groupby(debts["bucket"]).sum()
    return tuple(int(sums.get(bucket, 0)) for bucket in range(len(edges(scheme)) + 1))
