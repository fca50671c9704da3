"""The documents behind a measure: each with the amount it counts for, adding up to the numerator or the denominator.

The same rules as `gathering`, written for one period and one selection, so that a test can hold them against each other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from arcore import balances
from arcore.books import Books
from arcore.due_history import documents_at
from arcore.messages import Message, say
from arcore.metrics import kept
from arcore.metrics.gathering import CASH, Gathered
from arcore.standing import SALES_DAYS

SETS: dict[str, Message] = {
    "open": say("Open balance, credit notes included"),
    "debts": say("Open items without credits"),
    "not_due": say("Not yet due (with credit notes)"),
    "overdue": say("Overdue"),
    "overdue_30": say("Overdue by more than 30 days"),
    "sales_window": say("Sales of the last {days} days", days=SALES_DAYS),
    "sales": say("Sales of the month"),
    "sales_year": say("Sales of 12 months"),
    "receipts": say("Receipts applied in the month"),
    "receipts_year": say("Receipts applied in 12 months"),
    "paid": say("Receipts applied to invoices in the month"),
    "due": say("Fell due in the month, less credit notes"),
    "due_unpaid": say("Fell due in the month and unpaid at its end"),
    "paid_in_time": say("Fell due in the month and paid on time"),
    "opening": say("Open at the month's start"),
    "overdue_before": say("Overdue at the month's start"),
    "recovered": say("Receipts for items overdue at the month's start"),
    "paid_late": say("Receipts after the due date"),
    "written_off_year": say("Written off in 12 months"),
    "disputed": say("In dispute"),
}
"""The sets of documents that measures count, by name."""

AT_START = ("opening", "overdue_before")
"""The sets of what held at the month's start, by the due dates of then."""

COUNTED: dict[str, tuple[str, ...]] = {
    "dso": ("open", "sales_window"),
    "dso_average": ("open", "sales_window"),
    "dso_count_back": ("open", "sales"),
    "dso_true": ("debts", "sales"),
    "best_possible_dso": ("not_due", "sales_window"),
    "days_delinquent": ("overdue", "sales_window"),
    "turnover": ("sales_year", "open"),
    "turnover_days": ("open", "sales_year"),
    "overdue_rate": ("overdue", "debts"),
    "overdue_rate_items": ("overdue", "debts"),
    "overdue_rate_30": ("overdue_30", "debts"),
    "overdue_of_due": ("due_unpaid", "due"),
    "collection_effectiveness": ("opening", "sales", "open", "not_due"),
    "collection_rate": ("receipts", "opening", "sales"),
    "collection_rate_year": ("receipts_year", "sales_year"),
    "collection_of_due": ("receipts", "due"),
    "collection_of_sales": ("receipts", "sales"),
    "recovery_rate": ("recovered", "overdue_before"),
    "recovery_rate_wide": ("paid_late", "overdue_before"),
    "on_time_rate": ("paid_in_time", "due"),
    "bad_debt_rate": ("written_off_year", "sales_year"),
    "bad_debt_of_balance": ("written_off_year", "open"),
    "dispute_rate": ("disputed", "debts"),
    "plan_completion": ("receipts",),
    "days_to_pay": ("paid",),
    "days_late": ("paid",),
    "days_late_signed": ("paid",),
}
"""Which sets a measure is made of, numerator first."""


@dataclass(frozen=True)
class _Period:
    documents: pd.DataFrame
    allocations: pd.DataFrame
    end: dt.date
    start: dt.date
    year_start: dt.date
    grace_days: int
    disputes: pd.DataFrame


def behind(
    books: Books, measured: Gathered, at: int, set_name: str, *, currency: str, column: str | None = None, key: str | int | None = None
) -> pd.DataFrame:
    """The documents of set `set_name` in the period `at`, with `counted` (minor units, never 0), oldest first.

    Due dates are those in force at the period's end (its start for the sets of `AT_START`). `column` and `key` restrict them to
    one group ('' or None for those without one).
    """
    on = measured.starts[at] if set_name in AT_START else measured.ends[at]
    documents = documents_at(books, on)
    documents = documents[documents["currency"] == currency]
    if column is not None:
        blank = documents[column].isna() | documents[column].eq("")
        documents = documents[blank if key is None or key == "" else documents[column].eq(key)]
    applied = _effective(documents, books.allocations)
    year_start = measured.starts[max(0, at - 11)]
    disputes = pd.DataFrame() if measured.kept is None else measured.kept.disputes
    period = _Period(documents, applied, measured.ends[at], measured.starts[at], year_start, measured.grace_days, disputes)
    counted = _SETS[set_name](period)
    mine = documents.assign(counted=documents["document_key"].map(counted).fillna(0).astype("int64"))
    return mine[mine["counted"] != 0].sort_values(["due_date", "document_key"]).reset_index(drop=True)


def _effective(documents: pd.DataFrame, allocations: pd.DataFrame) -> pd.DataFrame:
    """Allocations to `documents`, dated no earlier than their document, beside its dates and amount."""
    named = documents[["document_key", "document_date", "due_date", "amount"]].rename(columns={"amount": "document_amount"})
    rows = allocations[allocations["document_key"].notna()].astype({"document_key": "int64"}).merge(named, on="document_key")
    return rows.assign(date=rows[["date", "document_date"]].max(axis=1), falls_due=_falls_due(rows))


def _falls_due(rows: pd.DataFrame) -> pd.Series:
    """The due date, or the document's where that is later or the only one."""
    latest: pd.Series = rows[["due_date", "document_date"]].max(axis=1)
    return latest


def _open(period: _Period, at: dt.date) -> pd.DataFrame:
    items: pd.DataFrame = balances.open_items(period.documents, period.allocations, at)
    return items


def _amounts(rows: pd.DataFrame, column: str) -> Mapping[int, int]:
    sums = rows.groupby("document_key")[column].sum()
    return {int(str(key)): int(total) for key, total in sums.items()}


def _stock(keep: Callable[[pd.DataFrame, dt.date], pd.Series], *, at_start: bool = False) -> Callable[[_Period], Mapping[int, int]]:
    def counted(period: _Period) -> Mapping[int, int]:
        at = period.start if at_start else period.end
        items = _open(period, at)
        return _amounts(items[keep(items, at)], "open")

    return counted


def _late(items: pd.DataFrame, at: dt.date, days: int = 0) -> pd.Series:
    due = items["due_date"].fillna(items["document_date"])
    return (items["open"] > 0) & (due < pd.Timestamp(at) - pd.Timedelta(days=days))


def _issued(period: _Period, after: dt.date) -> Mapping[int, int]:
    issued = period.documents["document_date"]
    inside = (issued > pd.Timestamp(after)) & (issued <= pd.Timestamp(period.end)) & (period.documents["kind"] != "opening")
    return _amounts(period.documents[inside], "amount")


def _applied(period: _Period, after: dt.date, keep: Callable[[pd.DataFrame], pd.Series]) -> Mapping[int, int]:
    rows = period.allocations
    inside = (rows["date"] > pd.Timestamp(after)) & (rows["date"] <= pd.Timestamp(period.end))
    return _amounts(rows[inside & keep(rows)], "amount")


def _cash(rows: pd.DataFrame) -> pd.Series:
    cash: pd.Series = rows["kind"].isin(CASH)
    return cash


def _to_debts(rows: pd.DataFrame) -> pd.Series:
    return _cash(rows) & (rows["document_amount"] > 0)


def _recovered(period: _Period) -> Mapping[int, int]:
    start = pd.Timestamp(period.start)
    return _applied(
        period, period.start,
        lambda rows: _to_debts(rows) & (rows["due_date"].fillna(rows["document_date"]) < start) & (rows["document_date"] <= start),
    )  # fmt: skip


def _fell_due(period: _Period) -> pd.DataFrame:
    due = _falls_due(period.documents)
    inside = (due > pd.Timestamp(period.start)) & (due <= pd.Timestamp(period.end)) & (period.documents["amount"] > 0)
    return period.documents[inside]


def _due(period: _Period) -> Mapping[int, int]:
    rows = period.allocations
    credited = _amounts(rows[(rows["kind"] == "credit") & (rows["date"] <= pd.Timestamp(period.end))], "amount")
    due = _fell_due(period)
    return dict(zip(due["document_key"], due["amount"] - due["document_key"].map(credited).fillna(0).astype("int64"), strict=True))


def _due_unpaid(period: _Period) -> Mapping[int, int]:
    items = _open(period, period.end)
    return _amounts(items[items["document_key"].isin(_fell_due(period)["document_key"]) & (items["open"] > 0)], "open")


def _in_time(period: _Period) -> Mapping[int, int]:
    rows = period.allocations
    until = rows["due_date"].fillna(rows["document_date"]) + pd.Timedelta(days=period.grace_days)
    mine = rows["document_key"].isin(_fell_due(period)["document_key"]) & _to_debts(rows)
    return _amounts(rows[mine & (rows["date"] <= until) & (rows["date"] <= pd.Timestamp(period.end))], "amount")


def _disputed(period: _Period) -> Mapping[int, int]:
    """What is in dispute at the end, at most what is open."""
    rows, day = period.disputes, pd.Timestamp(period.end)
    if not len(rows):
        return {}
    active = rows[(rows["from_date"] <= day) & (rows["to_date"].isna() | (rows["to_date"] > day))]
    whole = dict(zip(period.documents["document_key"], period.documents["amount"], strict=True))
    asked = active.assign(asked=active["amount"].fillna(active["document_key"].map(whole))).groupby("document_key")["asked"].sum()
    items = _open(period, period.end)
    open_ = _amounts(items[items["open"] > 0], "open")
    return {int(str(key)): min(int(amount), open_.get(int(str(key)), 0)) for key, amount in asked.items()}


_SETS: dict[str, Callable[[_Period], Mapping[int, int]]] = {
    "open": _stock(lambda items, _: items["open"] != 0),
    "debts": _stock(lambda items, _: items["open"] > 0),
    "not_due": _stock(lambda items, at: ~_late(items, at)),
    "overdue": _stock(_late),
    "overdue_30": _stock(lambda items, at: _late(items, at, 30)),
    "sales_window": lambda period: _issued(period, period.end - dt.timedelta(days=SALES_DAYS)),
    "sales": lambda period: _issued(period, period.start),
    "sales_year": lambda period: _issued(period, period.year_start),
    "receipts": lambda period: _applied(period, period.start, _cash),
    "receipts_year": lambda period: _applied(period, period.year_start, _cash),
    "paid": lambda period: _applied(period, period.start, _to_debts),
    "due": _due,
    "due_unpaid": _due_unpaid,
    "paid_in_time": _in_time,
    "opening": _stock(lambda items, _: items["open"] != 0, at_start=True),
    "overdue_before": _stock(_late, at_start=True),
    "recovered": _recovered,
    "paid_late": lambda period: _applied(
        period, period.start, lambda rows: _to_debts(rows) & (rows["date"] > rows["due_date"].fillna(rows["document_date"]))
    ),
    "written_off_year": lambda period: _applied(period, period.year_start, lambda rows: rows["kind"] == "write_off"),
    "disputed": _disputed,
}


KEPT_SETS: dict[str, tuple[str, ...]] = {
    "promise_rate": ("promises",),
    "promise_rate_amount": ("promises",),
    "confirmation_rate": ("statements",),
    "confirmation_rate_items": ("statements",),
    "plan_completion": ("plans",),
}
"""Which rows of registers a measure is made of; documents come from `COUNTED`."""


def kept_behind(
    measured: Gathered, at: int, register: str, currency: str, column: str | None = None, key: str | int | None = None
) -> pd.DataFrame:
    """The register's rows that count in the period `at`: row_key, customer_key, currency, day, amount and, by register, received,
    confirmed or salesperson. `column` and `key` restrict them to a group's, as `kept.tables` counts it."""
    if measured.kept is None:
        return pd.DataFrame(columns=["row_key", "customer_key", "currency", "day", "amount"])
    start, end = measured.starts[at], measured.ends[at]
    if register == "promises":
        rows = kept.promises_due(measured.kept, start, end).rename(columns={"due": "day"})
    elif register == "statements":
        rows = kept.statements_sent(measured.kept, end).rename(columns={"sent_on": "day", "balance": "amount"})
    else:
        rows = kept.plans_of(measured.kept, end).rename(columns={"month": "day", "planned": "amount"})
    mine = rows[rows["currency"] == currency]
    if column is not None:
        keys = kept.group_keys(mine, column, measured.kept.customers)
        mine = mine[keys.isna() | keys.eq("") if key is None or key == "" else keys.eq(key)]
    return mine.sort_values(["day", "row_key"]).reset_index(drop=True)
