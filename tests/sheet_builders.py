"""Sheets by hand for intake tests: rows of cells as lists; `ledger` checks that no row was lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from arcore.intake.model import Cell, Reading, Sheet, Table, Workbook
from arcore.intake.reading import read_workbook
from arcore.money import to_decimal
from arcore.schema import Side, TableKind

Rows = Sequence[Sequence[Cell]]


def day(text: str) -> dt.datetime:
    """A date cell as Excel stores it."""
    return dt.datetime.fromisoformat(text)


def sheet(rows: Rows, name: str = "应收明细", **options: object) -> Sheet:
    """A sheet; blank cells are None."""
    return Sheet(name, rows, **options)  # type: ignore[arg-type]


def reading_of(*sheets: Sheet, kind: TableKind | None = None, side: Side | None = None, **options: object) -> Reading:
    """The reading of a workbook of these sheets; every non-blank row is accounted for."""
    result = read_workbook(Workbook("t.xlsx", "xlsx", sheets), kind=kind, side=side, **options)  # type: ignore[arg-type]
    assert_nothing_lost(result, sheets)
    return result


def table_of(rows: Rows, name: str = "应收明细", *, merged: tuple[tuple[int, int, int, int], ...] = (), **options: object) -> Table:
    """The only table of a one-sheet workbook."""
    result = reading_of(sheet(rows, name, merged=merged), **options)  # type: ignore[arg-type]
    assert result.error is None, result.error.text("en")
    assert len(result.tables) == 1, [(t.kind, t.header_row) for t in result.tables]
    return result.tables[0]


def assert_nothing_lost(result: Reading, sheets: Sequence[Sheet]) -> None:
    """usable + issue rows + set aside = non-blank rows, for each table and for all sheets together."""
    seen: set[tuple[str, int]] = {(a.sheet, a.row) for a in result.set_aside}
    for table in result.tables:
        blocked = {(i.sheet, i.row) for i in table.issues if i.blocking and i.row is not None}
        aside = {(a.sheet, a.row) for a in table.set_aside}
        used = set(zip(table.rows["source_sheet"], (int(r) for r in table.rows["source_row"]), strict=True))
        assert len(aside) == len(table.set_aside)
        assert not used & aside
        assert not used & blocked
        assert not blocked & aside
        assert len(used) + len(blocked) + len(aside) == table.non_blank_rows
        seen |= used | blocked | aside
    filled = {(s.name, i + 1) for s in sheets for i, row in enumerate(s.rows) if any(v is not None and str(v).strip() for v in row)}
    if result.tables:
        assert filled <= seen, sorted(filled - seen)
    assert seen <= filled, sorted(seen - filled)


def total(table: Table, column: str = "amount") -> Decimal:
    """The sum of a money column in the currency's unit; of a table in one currency."""
    return to_decimal(int(table.rows[column].sum()), "CNY")


def codes(table: Table) -> dict[int, str]:
    """The blocking issues by row."""
    return {i.row: i.code for i in table.issues if i.blocking and i.row is not None}
