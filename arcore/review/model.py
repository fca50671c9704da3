"""What a table of the monthly review is: numbered, titled, with columns that say what they hold, and the proof of its total.

Rows hold plain values: amounts in minor units beside a `currency`, shares in ten-thousandths, choices by their kept value, so
that page, workbook and deck show the same figures in either language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from arcore.messages import Message, say

Kind = Literal["text", "choice", "money", "share", "days", "count", "date"]
"""money: minor units of the row's currency · share: ten-thousandths · choice: see `words` · days and count: whole numbers."""

NOT_GIVEN = say("Not given")
NOTHING_RECORDED = say("Nothing is recorded.")


@dataclass(frozen=True)
class Column:
    """One column: its name in the rows, its heading, what it holds, and, of a choice, the words for its values."""

    name: str
    heading: Message
    kind: Kind = "text"
    words: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True)
class Tie:
    """The proof of a total in one currency, minor units: what the table adds up to, and what the books say."""

    currency: str
    what: Message
    table: int
    books: int

    @property
    def difference(self) -> int:
        """0 when the table is whole."""
        return self.table - self.books


@dataclass(frozen=True)
class Table:
    """One table. `rows` has the columns, `currency`, and the keys (customer_key, document_key) that lead to what is behind a row."""

    number: str
    title: Message
    columns: tuple[Column, ...]
    rows: pd.DataFrame
    note: Message | None = None
    ties: tuple[Tie, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it has no rows; `note` then says why."""
        return not len(self.rows)

    def of(self, currency: str) -> pd.DataFrame:
        """The rows of one currency; those that have none are everybody's."""
        mine = self.rows["currency"].eq(currency) | self.rows["currency"].isna() | self.rows["currency"].eq("")
        return self.rows[mine].reset_index(drop=True)


def made(number: str, columns: Sequence[Column], rows: pd.DataFrame, *, note: Message | None = None, ties: Sequence[Tie] = ()) -> Table:
    """The table `number`; without rows its note says that nothing is recorded, or what is given instead."""
    told = note if len(rows) else (note or NOTHING_RECORDED)
    return Table(number, TITLES[number], tuple(columns), rows.reset_index(drop=True), told, tuple(ties))


def ten_thousandths(part: int, whole: int) -> int | None:
    """A share as a whole number of ten-thousandths, rounded half up; None without a positive whole.

    >>> ten_thousandths(1, 3), ten_thousandths(1, 0)
    (3333, None)
    """
    return None if whole <= 0 else (2 * part * 10_000 + whole) // (2 * whole)


def sums(rows: pd.DataFrame, by: Sequence[str], amount: str) -> list[tuple[Any, ...]]:
    """(the values of `by` …, the sum of `amount` in minor units), in the order in which they come first."""
    found = rows.groupby(list(by), sort=False)[amount].sum().reset_index()
    return [tuple(row) for row in found[[*by, amount]].itertuples(index=False)]


def records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows one by one, each value by its column."""
    found: list[Any] = rows.to_dict("records")
    return found


TITLES: dict[str, Message] = {
    "T1": say("Receivables from opening to closing"),
    "T2": say("Aging by customer"),
    "T3": say("Overdue customers"),
    "T4": say("Largest customers"),
    "T5": say("Collection plan and result"),
    "T6": say("Limits, overdue terms and supply"),
    "T7": say("Reconciliation with customers"),
    "T8": say("Receipts not claimed or not applied"),
    "T9": say("Bills of exchange by maturity"),
    "T10": say("Open disputes"),
    "T11": say("Letters and court cases"),
    "T12": say("Allowance for bad debts"),
    "T13": say("Deadlines: limitation, guarantees, insurance"),
    "T14": say("Receipts expected in 13 weeks"),
    "T15": say("Customers who are suppliers too"),
}
