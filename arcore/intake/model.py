"""What reading a file yields: usable rows, issues, rows set aside, or one reason to reject it.

The rule every reader keeps, for each table of each sheet:
``usable rows + issue rows + rows set aside = non-blank rows``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

import pandas as pd

from arcore.messages import Message
from arcore.schema import Side, TableKind


@dataclass(frozen=True)
class CellError:
    """An error value of a spreadsheet ('#N/A', '#REF!'), or a formula that was never calculated ('=')."""

    code: str


Cell: TypeAlias = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | CellError | None


@dataclass(frozen=True)
class Sheet:
    """A sheet as stored: `rows[i]` is the sheet's row `i + 1`, column A first; blank cells are None.

    Rows may have different lengths. `merged` are 0-based inclusive (row, column, last row, last column).
    `hidden_rows` are 1-based. Text is as the file gives it, not stripped. `currencies`: ISO codes that number formats show,
    by 0-based (row, column). `cut_at_commas`: the cells are those of a text that commas divide.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    currencies: Mapping[tuple[int, int], str] = field(default_factory=dict)
    cut_at_commas: bool = False


@dataclass(frozen=True)
class Workbook:
    """A recognised file: its format ('xlsx', 'xls', 'csv', 'html'…), its sheets, and what was noticed on the way."""

    name: str
    format: str
    sheets: tuple[Sheet, ...]
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Issue:
    """Why one row or cell could not be used, or one thing a person should know about a whole table.

    `row` is the sheet's own 1-based row number, None for a finding about the table or file; `column` the heading as
    the file has it; `cell` an address such as 'F27'. `blocking` issues put the row aside from the usable ones.
    """

    code: str
    message: Message
    hint: Message | None = None
    sheet: str = ""
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    value: str | None = None
    blocking: bool = True


@dataclass(frozen=True)
class SetAside:
    """A non-blank row that is not data: title, header, subtotal, note, footer, hidden sheet…"""

    sheet: str
    row: int
    reason: Message


@dataclass(frozen=True)
class Suggestion:
    """A heading that resembles a known one: to be confirmed by a person, never assumed."""

    source: str
    target: str
    similarity: float


@dataclass(frozen=True)
class Table:
    """One recognised table. `rows`: canonical columns of its schema that the file has, plus `source_sheet`, `source_row`.

    Money is Int64 minor units, dates datetime64, ids and text `str` with NA for blank. `columns` maps each used heading
    of the file to its canonical name; `unused` lists headings that serve nothing; `signature` identifies the heading
    row, so that a person's correction of the mapping is found again.
    """

    kind: TableKind
    side: Side
    sheet: str
    header_row: int
    columns: Mapping[str, str]
    rows: pd.DataFrame
    issues: tuple[Issue, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    unused: tuple[str, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    signature: str = ""
    non_blank_rows: int = 0
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class DataDate:
    """The day whose state a file shows and the text that says so; `stated`: outright, not by its period or name."""

    day: dt.date
    text: str
    stated: bool


class Outcome(Enum):
    """What became of a file."""

    LOADS = "loads"
    LOADS_WITH_ISSUES = "loads_with_issues"
    REJECTS = "rejects"


@dataclass(frozen=True)
class Reading:
    """Everything that was understood of one file. `error` is set exactly when the outcome is REJECTS."""

    file: str
    sha256: str
    format: str
    tables: tuple[Table, ...] = ()
    error: Message | None = None
    issues: tuple[Issue, ...] = ()
    notes: tuple[Message, ...] = ()
    needs_password: bool = False
    set_aside: tuple[SetAside, ...] = ()  # rows that belong to no table: hidden sheets, sheets without one
    data_date: DataDate | None = None

    @property
    def every_issue(self) -> tuple[Issue, ...]:
        """The issues of the file and of its tables."""
        return (*self.issues, *(issue for table in self.tables for issue in table.issues))

    @property
    def outcome(self) -> Outcome:
        """Rejected, loaded with something to look at, or loaded clean."""
        if self.error is not None:
            return Outcome.REJECTS
        return Outcome.LOADS_WITH_ISSUES if self.every_issue else Outcome.LOADS
