"""Everything the measures divide, at many month ends and for every group at once, from one pass over the ledger.

Balances are replayed from the allocations' own dates; flows belong to the period in which they happened. What an allocation
does before its document is issued counts from the document's date, as in `balances`. Ids are encoded once (see `aging_series`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from arcore.due_history import with_due_then
from arcore.metrics.kept import Kept
from arcore.metrics.kept import tables as kept_tables
from arcore.replay import NO_DAY, Places, Whole, advance, columns, day_number, day_numbers, moves, positions, whole_numbers
from arcore.standing import SALES_DAYS, first_month

Native = Any
Flags = npt.NDArray[np.bool_]
By = Literal["", "customer", "group", "salesperson", "region", "category", "entity"]
KEY_COLUMN: dict[By, str] = {
    "": "currency",
    "customer": "customer_key",
    "group": "group_name",
    "salesperson": "salesperson",
    "region": "region",
    "category": "category",
    "entity": "entity",
}
CASH = ("receipt", "stated")
STOCKS = (
    "open",
    "debts",
    "overdue",
    "overdue_30",
    "items",
    "overdue_items",
    "disputed",
    "sales_window",
    "open_before_window",
    "due_unpaid",
)
FLOWS = (
    *("sales", "opened", "receipts", "written_off", "due", "paid_in_time", "recovered", "paid_late", "became_overdue"),
    *("paid", "pay_days", "late_days", "signed_days"),
)


@dataclass(frozen=True)
class Gathered:
    """Amounts in minor units as tables of dates × cells; a cell is one key (`cells.key`) in one currency.

    `stocks` hold at the end of each of `ends`; `flows` belong to the period after the end before it (`starts`, exclusive).
    `ages[date]` lists (cell, calendar month, Σ days × open); `month_sales` the sales by cell and calendar month (year × 12 + month − 1).
    `kept`: what people promise, plan and confirm, where it was asked for; its tables are among `flows`.
    """

    starts: tuple[dt.date, ...]
    ends: tuple[dt.date, ...]
    cells: pd.DataFrame
    stocks: dict[str, Whole]
    flows: dict[str, Whole]
    ages: tuple[Whole, ...]
    month_sales: dict[tuple[int, int], int]
    known_from: dt.date | None
    grace_days: int
    knows_disputes: bool = False
    kept: Kept | None = None

    def cell_of(self, currency: str, key: str | int | None = None) -> int | None:
        """The place of a key in a currency; None when it has no documents. Without groups the key is not asked for."""
        mine = self.cells["currency"] == currency
        if key is not None:
            mine &= self.cells["key"].eq(key) if key != "" else self.cells["key"].isna() | self.cells["key"].eq("")
        found = np.flatnonzero(mine.to_numpy(dtype=bool))
        return int(found[0]) if len(found) else None


def gathered(
    documents: Native,
    allocations: Native,
    ends: Sequence[dt.date],
    by: By = "",
    *,
    grace_days: int = 0,
    disputes: pd.DataFrame | None = None,
    due_changes: pd.DataFrame | None = None,
    kept: Kept | None = None,
) -> Gathered:
    """Stocks and flows at `ends`, in date order, each ending its period; the first period is that end's month.

    `disputes` has document_key, from_date, to_date (null while it lasts) and, where only a part is disputed, amount.
    `due_changes` as in `books`: each period has the due dates in force at its end. `kept` brings its own disputes.
    """
    disputes = disputes if kept is None else kept.disputes
    key = KEY_COLUMN[by]
    issued = _issued(documents, key)
    used = columns(allocations, ["document_key", "date", "amount", "kind"])
    cell, cells = _cells(issued, key)
    days = np.array([day_number(end) for end in ends], dtype=np.int64)
    first = ends[0].replace(day=1) - dt.timedelta(days=1)
    starts = (first, *ends[:-1])
    begin = np.array([day_number(start) for start in starts], dtype=np.int64)
    all_stocks: list[tuple[Flags, dict[str, Whole]]] = []
    all_flows: list[tuple[Flags, dict[str, Whole]]] = []
    all_ages: list[list[Whole]] = [[] for _ in ends]
    for mine, dated, periods in _by_due_dates(issued, due_changes, ends):
        walk = _Walk(dated, used, cell[mine], len(cells), days, begin, grace_days)
        stocks, ages = walk.stocks(_disputed(dated, disputes))
        all_stocks.append((periods, stocks))
        all_flows.append((periods, walk.flows()))
        for place in np.flatnonzero(periods).tolist():
            all_ages[place].append(ages[place])
    until = (issued["document_date"] <= pd.Timestamp(ends[-1])).to_numpy(dtype=np.bool_)
    month_sales = _month_sales(issued[until], cell[until])
    known = first_month(issued)
    flows = _together(all_flows) | ({} if kept is None else kept_tables(kept, cells, key, starts, ends))
    return Gathered(
        starts,
        tuple(ends),
        cells,
        _together(all_stocks),
        flows,
        tuple(map(_joined, all_ages)),
        month_sales,
        known,
        grace_days,
        disputes is not None,
        kept,
    )


def _by_due_dates(
    issued: pd.DataFrame, due_changes: pd.DataFrame | None, ends: Sequence[dt.date]
) -> Iterator[tuple[Flags, pd.DataFrame, Flags]]:
    """The documents in parts whose due dates stay the same: which they are, their rows, and for which of `ends` these count.

    Documents that never changed are one part for all ends; the others are one for each stretch between two agreements.
    """
    every = np.ones(len(ends), dtype=np.bool_)
    if due_changes is None or not len(due_changes):
        yield np.ones(len(issued), dtype=np.bool_), issued, every
        return
    moving = issued["document_key"].isin(due_changes["document_key"]).to_numpy(dtype=np.bool_)
    yield ~moving, issued[~moving], every
    agreed = np.sort(due_changes["agreed_on"].to_numpy())
    stretch = np.searchsorted(agreed, pd.DatetimeIndex(pd.to_datetime(list(ends))).to_numpy(), side="right")
    for number in np.unique(stretch):
        inside = stretch == number
        yield moving, with_due_then(issued[moving], due_changes, ends[int(np.flatnonzero(inside)[0])]), inside


def _months(dates: pd.Series) -> Whole:
    """Calendar months, counted from the year 0."""
    months: Whole = (dates.dt.year * 12 + dates.dt.month - 1).to_numpy(dtype=np.int64)
    return months


def _month_sales(issued: pd.DataFrame, cell: Places) -> dict[tuple[int, int], int]:
    """Sales by cell and calendar month."""
    sold = (issued["kind"] != "opening").to_numpy(dtype=np.bool_)
    month, amount = _months(issued["document_date"])[sold], whole_numbers(issued["amount"])[sold]
    months = int(month.max(initial=0)) + 1
    code, inverse = np.unique(cell[sold] * months + month, return_inverse=True)
    sums = np.zeros(len(code), dtype=np.int64)
    np.add.at(sums, inverse, amount)
    return {(int(c) // months, int(c) % months): int(total) for c, total in zip(code, sums, strict=True)}


def _joined(parts: list[Whole]) -> Whole:
    """Rows of (cell, calendar month, Σ days × open) of several parts of the documents, one for each cell and month."""
    rows = np.concatenate(parts)
    places, inverse = np.unique(rows[:, :2], axis=0, return_inverse=True)
    sums = np.zeros(len(places), dtype=np.int64)
    np.add.at(sums, inverse.reshape(-1), rows[:, 2])
    return np.column_stack([places, sums])


def _together(parts: list[tuple[Flags, dict[str, Whole]]]) -> dict[str, Whole]:
    """The sums of parts of the documents, each in the periods for which it counts."""
    return {
        name: np.sum([np.where(periods[:, None], tables[name], 0) for periods, tables in parts], axis=0, dtype=np.int64)
        for name in parts[0][1]
    }


def _issued(documents: Native, key: str) -> pd.DataFrame:
    names = ["document_key", "document_date", "due_date", "currency", "amount", "kind"]
    wanted = names if key in names else [*names, key]
    rows = columns(documents, wanted)
    return rows[rows["document_date"].notna()]


def _cells(issued: pd.DataFrame, key: str) -> tuple[Places, pd.DataFrame]:
    """The cell of every document, and the cells in the order of their keys."""
    keys, names = pd.factorize(issued[key], sort=True, use_na_sentinel=False)
    currencies, codes = pd.factorize(issued["currency"], sort=True)
    both, cell = np.unique(keys * max(1, len(codes)) + currencies, return_inverse=True)
    width = max(1, len(codes))
    cells = pd.DataFrame({"key": names.take(both // width), "currency": codes.take(both % width)})
    return cell.astype(np.intp), cells


@dataclass(frozen=True)
class _Disputes:
    """Which documents were disputed, for how much, from which day and before which."""

    places: Places
    amounts: Whole
    since: Whole
    until: Whole

    def at(self, end: int, documents: int) -> Whole:
        """What is disputed of each document at the end of a day."""
        sums = np.zeros(documents, dtype=np.int64)
        active = (self.since <= end) & (self.until > end)
        np.add.at(sums, self.places[active], self.amounts[active])
        return sums


def _disputed(issued: pd.DataFrame, disputes: pd.DataFrame | None) -> _Disputes:
    if disputes is None or not len(disputes):
        nothing = np.zeros(0, dtype=np.int64)
        return _Disputes(nothing.astype(np.intp), nothing, nothing, nothing)
    places = positions(issued["document_key"], disputes["document_key"])
    whole = pd.Series(np.append(whole_numbers(issued["amount"]), 0)[places], index=disputes.index)
    amounts = disputes["amount"].fillna(whole) if "amount" in disputes.columns else whole
    known = places >= 0
    days = [day_numbers(disputes[name])[known] for name in ("from_date", "to_date")]
    return _Disputes(places[known], whole_numbers(amounts)[known], *days)


class _Walk:
    """The encoded ledger: documents as arrays, allocations in date order."""

    def __init__(
        self, issued: pd.DataFrame, used: pd.DataFrame, cell: Places, cells: int, ends: Whole, begin: Whole, grace_days: int
    ) -> None:
        self.cell, self.cells, self.ends, self.begin, self.grace = cell, cells, ends, begin, grace_days
        self.amount, self.issue = whole_numbers(issued["amount"]), day_numbers(issued["document_date"])
        self.due = np.where(issued["due_date"].isna(), self.issue, day_numbers(issued["due_date"]))
        self.falls_due = np.maximum(self.due, self.issue)
        self.opening = (issued["kind"] == "opening").to_numpy(dtype=bool)
        place = positions(issued["document_key"], used["document_key"])
        day = np.maximum(day_numbers(used["date"]), np.append(self.issue, NO_DAY)[place])
        self.moves = moves(place, day, whole_numbers(used["amount"]))
        kind = used["kind"].to_numpy(dtype=object)[self.moves.rows]
        self.cash, self.written = np.isin(kind, CASH), kind == "write_off"
        self.credit = kind == "credit"
        self.month = _months(issued["document_date"])
        self.owed = self.amount > 0

    def _sums(self, period: Whole, cell: Places, amounts: Whole) -> Whole:
        """Amounts per period and cell; what lies outside the periods is left out."""
        table = np.zeros((len(self.ends), self.cells), dtype=np.int64)
        inside = (period >= 0) & (period < len(self.ends))
        np.add.at(table, (period[inside], cell[inside]), amounts[inside])
        return table

    def _period(self, day: Whole) -> Whole:
        """Which period a day belongs to; -1 before the first, their number after the last."""
        found = np.searchsorted(self.ends, day, side="left").astype(np.int64)
        return np.where(day <= self.begin[0], -1, found)

    def flows(self) -> dict[str, Whole]:
        """The sums of each period."""
        place, day, amount = self.moves.positions, self.moves.days, self.moves.amounts
        cell, period, due = self.cell[place], self._period(day), self.due[place]
        end = np.append(self.ends, NO_DAY)
        start = np.append(self.begin, NO_DAY)[np.clip(period, 0, len(self.ends))]
        own, issue_period = self.cell, self._period(self.issue)
        cash = np.where(self.cash, amount, 0)
        paid = np.where(self.owed[place], cash, 0)
        late = np.maximum(day - due, 0)
        overdue_then = (due < start) & (self.issue[place] <= start)
        due_period = self._period(self.falls_due)
        known_then = end[np.clip(due_period, 0, len(self.ends))][place]
        credited = np.where(self.credit & self.owed[place] & (day <= known_then), amount, 0)
        in_time = np.where(day <= np.minimum(due + self.grace, known_then), paid, 0)
        by_due = np.where(day <= self.falls_due[place], amount, 0)
        open_at_due = np.where(self.owed, self.amount, 0)
        np.add.at(open_at_due, place[self.owed[place]], -by_due[self.owed[place]])
        asked = np.where(self.owed, self.amount, 0)
        np.add.at(asked, place, -credited)
        return {
            "sales": self._sums(issue_period, own, np.where(self.opening, 0, self.amount)),
            "opened": self._sums(issue_period, own, np.where(self.opening, self.amount, 0)),
            "receipts": self._sums(period, cell, cash),
            "written_off": self._sums(period, cell, np.where(self.written, amount, 0)),
            "due": self._sums(due_period, own, asked),
            "paid_in_time": self._sums(due_period[place], cell, in_time),
            "recovered": self._sums(period, cell, np.where(overdue_then, paid, 0)),
            "paid_late": self._sums(period, cell, np.where(day > due, paid, 0)),
            "became_overdue": self._sums(self._period(self.falls_due + 1), own, open_at_due),
            "paid": self._sums(period, cell, paid),
            "pay_days": self._sums(period, cell, paid * (day - self.issue[place])),
            "late_days": self._sums(period, cell, paid * late),
            "signed_days": self._sums(period, cell, paid * (day - due)),
        }

    def stocks(self, disputes: _Disputes) -> tuple[dict[str, Whole], tuple[Whole, ...]]:
        """What holds at each end, and the ages of what is open then."""
        tables = {name: np.zeros((len(self.ends), self.cells), dtype=np.int64) for name in STOCKS}
        settled, before = np.zeros(len(self.amount), dtype=np.int64), np.zeros(len(self.amount), dtype=np.int64)
        done = done_before = 0
        due_period = self._period(self.falls_due)
        ages: list[Whole] = []
        for place, end in enumerate(self.ends.tolist()):
            done = advance(settled, self.moves, done, end)
            done_before = advance(before, self.moves, done_before, end - SALES_DAYS)
            open_ = np.where(self.issue <= end, self.amount - settled, 0)
            alive = np.flatnonzero(open_)
            debt = alive[open_[alive] > 0]
            late = debt[self.due[debt] < end]
            disputed = np.minimum(disputes.at(end, len(self.amount)), np.maximum(open_, 0))
            recent = np.flatnonzero((self.issue > end - SALES_DAYS) & (self.issue <= end) & ~self.opening)
            earlier = np.flatnonzero(self.issue <= end - SALES_DAYS)
            ones = np.ones(len(self.amount), dtype=np.int64)
            for name, rows, values in (
                ("open", alive, open_),
                ("debts", debt, open_),
                ("overdue", late, open_),
                ("overdue_30", late[self.due[late] < end - 30], open_),
                ("items", debt, ones),
                ("overdue_items", late, ones),
                ("disputed", np.flatnonzero(disputed), disputed),
                ("sales_window", recent, self.amount),
                ("open_before_window", earlier, self.amount - before),
                ("due_unpaid", debt[due_period[debt] == place], open_),
            ):
                np.add.at(tables[name][place], self.cell[rows], values[rows])
            ages.append(self._ages(debt, open_, end))
        return tables, tuple(ages)

    def _ages(self, debt: Places, open_: Whole, end: int) -> Whole:
        """Rows of (cell, calendar month, Σ days × open)."""
        if not len(debt):
            return np.zeros((0, 3), dtype=np.int64)
        months = int(self.month.max()) + 1
        code, inverse = np.unique(self.cell[debt] * months + self.month[debt], return_inverse=True)
        sums = np.zeros(len(code), dtype=np.int64)
        np.add.at(sums, inverse, (end - self.issue[debt]) * open_[debt])
        return np.column_stack([code // months, code % months, sums]).astype(np.int64)
