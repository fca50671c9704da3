"""A table of the monthly review as a sheet: every currency's rows, live formulas where the figure follows from its row, totals.

Amounts stand in their own currency, which a column names; what is added up is added up per currency.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from arcore.documents.bulk_sheet import BulkSheet
from arcore.documents.columns import Placed, SheetColumn, Style, Value, formats, frame_value, text_literal, write_cell, write_table
from arcore.documents.workbook_style import Paper, amount
from arcore.messages import say
from arcore.review import Column, Table
from arcore.review.worded import in_words

HEADER = 4
NARROWEST = 8
"""Columns that a printed sheet has at least, so that its title fits."""
STYLES: dict[str, Style] = {"money": "amount", "share": "rate", "days": "integer", "count": "integer", "date": "date"}
NOT_SUMMED = ("T1", "T12", "T13")
"""Tables whose rows overlap, or are one per currency: no total."""


@dataclass(frozen=True)
class Laid:
    """A table on its sheet, and the currencies whose totals stand below it."""

    table: Table
    placed: Placed
    currencies: tuple[str, ...]


def lay(paper: Paper, sheet: BulkSheet, table: Table, own: str) -> Laid:
    """Write `table` from row `HEADER` on, its totals below, its note last; `own` is the currency of amounts that name none."""
    rows = table.rows.assign(currency=[_code(value, own) for value in table.rows["currency"]]) if len(table.rows) else table.rows
    columns = _columns(paper, table, rows)
    placed = write_table(paper, sheet, HEADER, columns, own)
    codes = tuple(dict.fromkeys(rows["currency"])) if len(rows) else ()
    last = placed.last
    if codes and table.number not in NOT_SUMMED:
        last = _totals(paper, sheet, table, rows, placed, codes)
    if table.note is not None:
        last += 2
        sheet.write_string(last, 0, paper.said(table.note), paper.format(font_color="#5A6673", italic=True))
    sheet.freeze_panes(HEADER + 1, min(2, len(columns) - 1))
    sheet.print_area(0, 0, last, max(len(columns), NARROWEST) - 1)
    return Laid(table, placed, codes)


def _code(value: Any, own: str) -> str:
    return own if pd.isna(value) or not value else str(value)


def _columns(paper: Paper, table: Table, rows: pd.DataFrame) -> list[SheetColumn]:
    words = in_words(table, rows, paper.stamp.lang)
    letters = {column.name: xl_col_to_name(place) for place, column in enumerate(table.columns)}
    first, last = HEADER + 2, HEADER + 1 + len(rows)
    return [
        SheetColumn(
            column.name,
            paper.said(column.heading),
            STYLES.get(column.kind, "text"),
            _values(column, rows, words),
            _formula(paper, table.number, column, rows, letters, first, last),
            most=48,
        )
        for column in table.columns
    ]


def _values(column: Column, rows: pd.DataFrame, words: pd.DataFrame) -> list[Value]:
    if column.kind == "money":
        codes = rows["currency"].tolist() if len(rows) else []
        return [None if pd.isna(minor) else amount(int(minor), code) for minor, code in zip(rows[column.name].tolist(), codes, strict=True)]
    if column.kind == "share":
        return [None if pd.isna(share) else int(share) / 10_000 for share in rows[column.name].tolist()]
    if column.kind in ("date", "days", "count"):
        return [frame_value(value) for value in rows[column.name].tolist()]
    return ["" if pd.isna(text) else str(text) for text in words[column.name].tolist()]


Formula = Callable[[int, int], "str | None"]


def _formula(
    paper: Paper, number: str, column: Column, rows: pd.DataFrame, letters: dict[str, str], first: int, last: int
) -> Formula | None:
    """The live formula of a figure that follows from its row; nothing where the row has none."""
    template = _ROW_FORMULAS.get((number, column.name))
    if template is None or not len(rows):
        return None
    known = rows[column.name].notna().tolist()
    names = {**letters, "first": str(first), "last": str(last), "as_of": _day(paper.stamp.as_of)}
    if number == "T1":
        names["bars"] = f"{letters['opening']}{{row}}:{xl_col_to_name(len(letters) - 2)}{{row}}"

    def of(place: int, row: int) -> str | None:
        return template.format(**names).replace("{row}", str(row)).replace("#", str(row)) if known[place] else None

    return of


def _day(day: dt.date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def _share(name: str) -> str:
    """The formula of a row's share of its currency's total."""
    whole = f"SUMIFS(${{{name}}}${{first}}:${{{name}}}${{last}},${{currency}}${{first}}:${{currency}}${{last}},{{currency}}#)"
    return f"=ROUND({{{name}}}#/{whole},4)"


_ROW_FORMULAS: dict[tuple[str, str], str] = {
    ("T1", "closing"): "=ROUND(SUM({bars}),2)",
    ("T2", "share"): _share("open"),
    ("T2", "total"): "=ROUND({open}#+{unapplied}#,2)",
    ("T2", "change"): "=ROUND({total}#-{before}#,2)",
    ("T3", "share"): _share("overdue"),
    ("T5", "share"): "=ROUND({collected}#/{planned}#,4)",
    ("T8", "days"): "={as_of}-{day}#",
    ("T9", "days_left"): "={matures_on}#-{as_of}",
    ("T12", "closing"): "=ROUND({opening}#+{charge}#-{reversal}#-{written_off}#+{recovered}#+{other}#,2)",
    ("T13", "days_left"): "={ends}#-{as_of}",
    ("T15", "offset"): "=MAX(0,MIN({receivable}#,{payable}#))",
}
"""'#' stands for the sheet's row; {name} for a column's letter."""


def _totals(paper: Paper, sheet: BulkSheet, table: Table, rows: pd.DataFrame, placed: Placed, codes: Sequence[str]) -> int:
    """One row per currency below the table, a live SUMIFS under every amount; the last row written."""
    row = placed.last + 1
    styles = formats(paper, codes[0], bold=True, top=1, top_color="#C5CDD5")
    for code in codes:
        row += 1
        for place, column in enumerate(table.columns):
            if column.kind != "money":
                sheet.write_blank(row, place, None, styles["text"])
                continue
            total = int(rows.loc[rows["currency"] == code, column.name].sum())
            formula = f"=ROUND({sum_of(placed, column.name, code, here=True)},2)"
            write_cell(sheet, row, place, amount(total, code), "amount", styles["amount"], code, formula)
        sheet.write_string(row, 0, paper.said(say("Total {currency}", currency=code)), styles["text"])
    return row


def sum_of(placed: Placed, name: str, code: str, *more: tuple[str, str], here: bool = False) -> str:
    """SUMIFS of a column over the rows of a currency; `more`: (column, criterion as a formula's constant)."""
    wanted = [("currency", text_literal(code)), *more]
    conditions = ",".join(f"{placed.span(column, here=here)},{criterion}" for column, criterion in wanted)
    return f"SUMIFS({placed.span(name, here=here)},{conditions})"
