"""What changed a balance between two dates, document by document: opening + what came and went = closing, to the cent.

The open balance: + sales − receipts − discounts − credit notes − write-offs ± other. What is overdue: + what became overdue
− what was collected, credited or written off of it ± other. Receipts are those applied to documents; money that waits for a
document is another balance. Each bar is the sum of rows that name their document.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

import narwhals as nw
import pandas as pd

from arcore import balances
from arcore.balances import end_of, summed, whole
from arcore.books import Books
from arcore.due_history import documents_at
from arcore.engines import collect
from arcore.messages import Message, say
from arcore.movements import reductions

Native = Any
By = Literal["", "entity", "department", "salesperson", "region", "group", "customer"]
KEY_COLUMN: dict[By, str] = {
    "": "currency",
    "entity": "entity",
    "department": "department",
    "salesperson": "salesperson",
    "region": "region",
    "group": "group_name",
    "customer": "customer_key",
}
DIMENSIONS = ("customer_key", "entity", "department", "salesperson", "region", "group_name", "currency")
ROW = ("bar", "date", "amount", "document_key", "document_no", *DIMENSIONS)
"""A row of every frame here: the bar it belongs to, from which day it counts, minor units (positive: more is owed), whose it is."""

OPEN_BARS: dict[str, Message] = {
    "corrections": say("Corrections of closed months"),
    "sales": say("Sales"),
    "receipts": say("Receipts applied"),
    "discounts": say("Discounts"),
    "credit_notes": say("Credit notes"),
    "write_offs": say("Write-offs"),
    "other": say("Other"),
}
OVERDUE_BARS: dict[str, Message] = {
    "corrections": say("Corrections of closed months"),
    "due_changed": say("Due dates changed"),
    "became_overdue": say("Became overdue"),
    "collected": say("Overdue collected"),
    "credit_notes": say("Credit notes"),
    "write_offs": say("Write-offs"),
    "other": say("Other"),
}
_OF_DOCUMENT = {"invoice": "sales", "credit_note": "credit_notes"}
_OF_REDUCTION = {"receipt": "receipts", "stated": "receipts", "discount": "discounts", "credit": "credit_notes", "write_off": "write_offs"}
_OF_OVERDUE = {"receipt": "collected", "stated": "collected", "credit": "credit_notes", "write_off": "write_offs"}


@dataclass(frozen=True)
class Bridge:
    """From the end of `after` to the end of `until`: `opening` and `closing` (what was owed of each document), and `flows` (`ROW`)."""

    after: dt.date
    until: dt.date
    bars: dict[str, Message]
    opening: pd.DataFrame
    flows: pd.DataFrame
    closing: pd.DataFrame


def of_balance(books: Books, after: dt.date, until: dt.date) -> Bridge:
    """The bridge of the open balance."""
    moved = collect(flows(books.documents, books.allocations, after, until))
    return Bridge(after, until, OPEN_BARS, open_rows(books, after), moved, open_rows(books, until))


def of_overdue(books: Books, after: dt.date, until: dt.date) -> Bridge:
    """The bridge of what is overdue, by the due dates in force at either end."""
    moved = collect(overdue_flows(documents_at(books, until), books.allocations, after, until))
    put_off = _due_changed(books, after, until)
    every = pd.concat([moved, put_off], ignore_index=True) if len(put_off) else moved
    return Bridge(after, until, OVERDUE_BARS, overdue_rows(books, after), every, overdue_rows(books, until))


def open_rows(books: Books, as_of: dt.date) -> pd.DataFrame:
    """What is open of each document at a date, as rows."""
    return _as_rows(balances.open_items(books.documents, books.allocations, as_of), as_of)


def overdue_rows(books: Books, as_of: dt.date) -> pd.DataFrame:
    """What is overdue of each document at a date, as rows."""
    return _as_rows(_overdue(documents_at(books, as_of), books.allocations, as_of), as_of)


def _overdue(documents: Native, allocations: Native, as_of: dt.date) -> Native:
    items = nw.from_native(balances.open_items(documents, allocations, as_of))
    due = nw.coalesce(nw.col("due_date"), nw.col("document_date"))
    return items.filter((nw.col("open") > 0) & (due < end_of(as_of))).to_native()


def _as_rows(items: Native, as_of: dt.date) -> pd.DataFrame:
    found = nw.from_native(items).with_columns(
        nw.lit("balance").alias("bar"), nw.lit(end_of(as_of)).cast(nw.Datetime("us")).alias("date"), nw.col("open").alias("amount")
    )
    return collect(found.select(_columns()).to_native())


def _columns() -> list[nw.Expr]:
    keys = [nw.col(name).cast(nw.Int64) for name in ("document_key", "customer_key")]
    texts = ("document_no", "entity", "department", "salesperson", "region", "group_name", "currency")
    every = {"document_key": keys[0], "customer_key": keys[1], **{name: nw.col(name).cast(nw.String) for name in texts}}
    return [every.get(name, nw.col(name)) for name in ROW]


def flows(documents: Native, allocations: Native, after: dt.date, until: dt.date) -> Native:
    """What changed the open balance after the end of `after`, up to the end of `until`: rows (`ROW`), in no order."""
    issued = nw.from_native(documents).filter(nw.col("document_date") <= end_of(until))
    made = issued.with_columns(_bar("kind", _OF_DOCUMENT), nw.col("document_date").alias("date"), nw.col("amount").cast(nw.Int64))
    reduced = _reduced(issued, allocations, _OF_REDUCTION)
    rows = nw.concat([made.select(_columns()), reduced], how="vertical")
    return rows.filter((nw.col("date") > end_of(after)) & (nw.col("date") <= end_of(until))).to_native()


def _bar(column: str, bars: dict[str, str]) -> nw.Expr:
    chosen: Any = nw.lit("other")
    for kind, bar in bars.items():
        chosen = nw.when(nw.col(column) == kind).then(nw.lit(bar)).otherwise(chosen)
    named: nw.Expr = chosen.alias("bar")
    return named


def _reduced(issued: Any, allocations: Native, bars: dict[str, str], *also: str) -> Any:
    owned = ["document_no", *DIMENSIONS, *also]
    rows = reductions(issued, allocations, owned).with_columns(_bar("kind", bars), (-nw.col("amount")).cast(nw.Int64).alias("amount"))
    return rows.select(*_columns(), *also)


def overdue_flows(documents: Native, allocations: Native, after: dt.date, until: dt.date) -> Native:
    """What changed the overdue balance in the period, by the due dates of `documents`: rows (`ROW`).

    A document becomes overdue on the day after its due date (on its own date where that is later), with what is open then.
    """
    start, end = end_of(after), end_of(until)
    debts = nw.from_native(documents).filter((nw.col("amount") > 0) & (nw.col("document_date") <= end))
    late = debts.with_columns(nw.coalesce(nw.col("due_date"), nw.col("document_date")).alias("_due")).filter(nw.col("_due") < end)
    reduced = _reduced(late, allocations, _OF_OVERDUE, "_due").filter(nw.col("date") <= end)
    before_due = reduced.filter(nw.col("date") <= nw.col("_due"))
    newly = late.filter(~((nw.col("_due") < start) & (nw.col("document_date") <= start)))
    paid = summed(before_due, ["document_key"], paid="amount")
    next_day = nw.col("_due") + nw.lit(dt.timedelta(days=1))
    day = nw.when(nw.col("document_date") > next_day).then(nw.col("document_date")).otherwise(next_day)
    became = newly.join(paid, on="document_key", how="left").with_columns(
        nw.lit("became_overdue").alias("bar"), day.alias("date"), (nw.col("amount") + whole("paid")).cast(nw.Int64).alias("amount")
    )
    settled = reduced.filter((nw.col("date") > nw.col("_due")) & (nw.col("date") > start)).select(*ROW)
    rows = nw.concat([became.filter(nw.col("amount") != 0).select(_columns()), settled], how="vertical")
    return rows.to_native()


def _due_changed(books: Books, after: dt.date, until: dt.date) -> pd.DataFrame:
    """What the due dates agreed on in the period took out of, or put into, what was overdue at its start."""
    then, now = documents_at(books, after), documents_at(books, until)
    if then is now:
        return pd.DataFrame()
    moved = now["document_key"].isin(now.loc[now["due_date"].ne(then["due_date"]), "document_key"])
    rows = [_as_rows(_overdue(documents[moved], books.allocations, after), after).assign(bar="due_changed") for documents in (then, now)]
    gone = rows[0].assign(amount=-rows[0]["amount"])
    both = pd.concat([gone, rows[1]], ignore_index=True)
    return both[~both.duplicated("document_key", keep=False)].reset_index(drop=True)


def currencies(bridge: Bridge) -> tuple[str, ...]:
    """The currencies in which anything is or was owed."""
    every = (bridge.opening, bridge.flows, bridge.closing)
    return tuple(sorted({str(code) for rows in every for code in rows["currency"].unique()}))


def table(bridge: Bridge, currency: str, by: By = "") -> pd.DataFrame:
    """One row per key: `key` (text, '' where nobody knows it), opening, every bar, closing, difference; minor units, largest first.

    `difference` is closing less what opening and bars add up to: 0 when nothing is missing.
    """
    column = KEY_COLUMN[by]
    parts = [
        _summed(bridge.opening.assign(bar="opening"), currency, column),
        _summed(bridge.closing.assign(bar="closing"), currency, column),
    ]
    parts.append(_summed(bridge.flows, currency, column))
    both = pd.concat(parts, ignore_index=True)
    wide = both.pivot_table(index="key", columns="bar", values="amount", aggfunc="sum", fill_value=0)
    names = ["opening", *bridge.bars, "closing"]
    rows = wide.reindex(columns=names, fill_value=0).astype("int64")
    added = rows[["opening", *bridge.bars]].sum(axis=1)
    rows = rows.assign(difference=rows["closing"] - added).rename_axis(index="key", columns=None).reset_index()
    return rows.sort_values(["closing", "key"], ascending=[False, True]).reset_index(drop=True)


def _summed(rows: pd.DataFrame, currency: str, column: str) -> pd.DataFrame:
    mine = rows[rows["currency"] == currency]
    sums = mine.groupby([_key(mine[column]).rename("key"), mine["bar"]])["amount"].sum()
    return sums.reset_index()


def _key(column: pd.Series) -> pd.Series:
    return column.astype("str").where(column.notna(), "")


def steps(bridge: Bridge, currency: str, row: pd.Series | None = None) -> pd.DataFrame:
    """The waterfall: bar, amount, start, end (minor units); opening first, closing last, bars of nothing left out.

    `row`: of `table` by some key; the whole company where it is not given.
    """
    found = table(bridge, currency)
    totals = row if row is not None else found.iloc[0] if len(found) else pd.Series(0, index=["opening", *bridge.bars, "closing"])
    rows, level = [("opening", int(totals["opening"]), 0, int(totals["opening"]))], int(totals["opening"])
    for bar in bridge.bars:
        amount = int(totals[bar])
        if amount:
            rows.append((bar, amount, level, level + amount))
        level += amount
    rows.append(("closing", int(totals["closing"]), 0, int(totals["closing"])))
    return pd.DataFrame(rows, columns=["bar", "amount", "start", "end"])


def behind(bridge: Bridge, bar: str, currency: str, by: By = "", key: str | None = None) -> pd.DataFrame:
    """The rows that a bar, 'opening' or 'closing' adds up from, largest first; of one key of `table` where it is given."""
    ends = {"opening": bridge.opening, "closing": bridge.closing}
    rows = ends[bar] if bar in ends else bridge.flows[bridge.flows["bar"] == bar]
    mine = rows[rows["currency"] == currency]
    if key is not None:
        mine = mine[_key(mine[KEY_COLUMN[by]]) == key]
    return mine.sort_values("amount", key=abs, ascending=False, kind="stable").reset_index(drop=True)


def aged_on(bridge: Bridge, currency: str) -> tuple[int, int]:
    """Of what is overdue at the end: (what was overdue at the start already, what became so since), minor units."""
    before = bridge.opening[bridge.opening["currency"] == currency].set_index("document_key")["amount"]
    after = bridge.closing[bridge.closing["currency"] == currency]
    old = int(after.loc[after["document_key"].isin(before.index), "amount"].sum())
    return old, int(after["amount"].sum()) - old
