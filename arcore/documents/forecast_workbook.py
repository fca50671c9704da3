"""The forecast as a workbook: weeks by customer with live totals and proof, documents, likely late ones, cash, the back-test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from arcore.documents.columns import Placed, SheetColumn, Style, formats, write_cell, write_table
from arcore.documents.workbook_style import RULE, Paper, Stamp
from arcore.forecast import BEYOND, EXCLUDED, REASONS, Outcome, week_ends
from arcore.messages import Message, say

HEADER = 3


@dataclass(frozen=True)
class Sheets:
    """What one workbook shows, of one currency: `by_customer`, the parts (with customer names), past months, `earlier_weeks`.

    `late`: the prediction's documents with customer_name and their reasons as text, `why`; `late_days` what counts as seriously
    late. `cash`: `forecast.cash_rows` with `minimum`, where cash at hand is entered.
    """

    currency: str
    by_customer: pd.DataFrame
    parts: pd.DataFrame
    past: Sequence[Outcome]
    earlier: pd.DataFrame
    late: pd.DataFrame | None = None
    late_days: int = 0
    cash: pd.DataFrame | None = None


def build(shown: Sheets, stamp: Stamp) -> bytes:
    """The workbook's bytes."""
    paper = Paper(stamp, say("Cash forecast"))
    _weeks(paper, shown)
    _documents(paper, shown)
    if shown.late is not None and len(shown.late):
        _late(paper, shown, shown.late)
    if shown.cash is not None and len(shown.cash):
        _cash(paper, shown, shown.cash)
    _earlier(paper, shown)
    _past(paper, shown)
    return paper.bytes()


def _column(paper: Paper, name: str, heading: Message, style: Style, values: Any, formula: str | None = None) -> SheetColumn:
    return SheetColumn(name, paper.said(heading), style, values, formula)


def _weeks(paper: Paper, shown: Sheets) -> None:
    """A row per customer; the total of a row and of each column are formulas, the open balance stands beside them as the proof."""
    sheet = paper.sheet(paper.said(say("Forecast by week")))
    as_of = paper.stamp.as_of
    paper.title(sheet, paper.said(say("Expected receipts as of {date}", date=as_of.isoformat())), paper.facts(shown.currency))
    rows = shown.by_customer
    weeks = [
        SheetColumn(f"week_{number}", paper.said(say("Week to {date}", date=f"{end:%m-%d}")), "money", _whole(rows[f"week_{number}"]))
        for number, end in enumerate(week_ends(as_of), start=1)
    ]
    first, last = xl_col_to_name(2), xl_col_to_name(1 + len(weeks) + 2)
    columns = [
        _column(paper, "customer_id", say("Customer No."), "text", _text(rows["customer_id"])),
        _column(paper, "customer_name", say("Customer"), "text", _text(rows["customer_name"])),
        *weeks,
        _column(paper, "beyond", say("Later or without a date"), "money", _whole(rows["beyond"])),
        _column(paper, "excluded", say("Not expected"), "money", _whole(rows["excluded"])),
        _column(paper, "total", say("Open balance"), "money", _whole(rows["total"]), f"=SUM({first}{{row}}:{last}{{row}})"),
    ]
    placed = write_table(paper, sheet, HEADER, columns, shown.currency)
    sheet.freeze_panes(HEADER + 1, 2)
    _totals(paper, sheet, placed, columns, shown)


def _totals(paper: Paper, sheet: Any, placed: Placed, columns: Sequence[SheetColumn], shown: Sheets) -> None:
    bold = formats(paper, shown.currency, bold=True, top=1, top_color=RULE, bg_color="#EEF1F4")
    row = placed.last + 1
    sheet.write_string(row, 0, paper.said(say("Total")), bold["text"])
    sheet.write_blank(row, 1, None, bold["text"])
    for place, column in enumerate(columns[2:], start=2):
        formula = f"=SUM({placed.span(column.name, here=True)})"
        write_cell(sheet, row, place, sum(int(str(value)) for value in column.values), "money", bold["money"], shown.currency, formula)
    plain = formats(paper, shown.currency)
    proof, last = row + 2, len(columns) - 1
    letter, open_ = xl_col_to_name(last), int(shown.parts["amount"].sum())
    sheet.write_string(proof, 0, paper.said(say("Open balance of the documents")), plain["text"])
    write_cell(sheet, proof, last, open_, "money", plain["money"], shown.currency)
    sheet.write_string(proof + 1, 0, paper.said(say("Difference (must be zero)")), plain["text"])
    write_cell(sheet, proof + 1, last, 0, "money", plain["money"], shown.currency, f"={letter}{row + 1}-{letter}{proof + 1}")


def _documents(paper: Paper, shown: Sheets) -> None:
    sheet = paper.sheet(paper.said(say("Documents behind it")))
    paper.title(sheet, paper.said(say("Documents and when they are expected")), paper.facts(shown.currency))
    parts = shown.parts.sort_values(["expected", "document_key"], na_position="last")
    places = {BEYOND: paper.said(say("Later or without a date")), EXCLUDED: paper.said(say("Not expected"))}
    weeks = [places.get(week) or str(week) for week in parts["week"].tolist()]
    columns = [
        _column(paper, "document_no", say("Document No."), "text", _text(parts["document_no"])),
        _column(paper, "customer_id", say("Customer No."), "text", _text(parts["customer_id"])),
        _column(paper, "customer_name", say("Customer"), "text", _text(parts["customer_name"])),
        _column(paper, "due_date", say("Due Date"), "date", _days(parts["due_date"])),
        _column(paper, "amount", say("Amount"), "money", _whole(parts["amount"])),
        _column(paper, "expected", say("Expected on"), "date", _days(parts["expected"])),
        _column(paper, "week", say("Week"), "label", weeks),
        _column(paper, "why", say("Why"), "text", [paper.said(REASONS[name]) for name in parts["basis"]]),
    ]
    write_table(paper, sheet, HEADER, columns, shown.currency)
    sheet.freeze_panes(HEADER + 1, 1)


def _late(paper: Paper, shown: Sheets, rows: pd.DataFrame) -> None:
    """Every document not yet due, the most likely to be late first, with the reasons."""
    sheet = paper.sheet(paper.said(say("Most likely late")))
    title = say("Open documents not yet due and how likely they are paid late, as of {date}", date=paper.stamp.as_of.isoformat())
    paper.title(sheet, paper.said(title), paper.facts(shown.currency))
    columns = [
        _column(paper, "document_no", say("Document No."), "text", _text(rows["document_no"])),
        _column(paper, "customer_name", say("Customer"), "text", _text(rows["customer_name"])),
        _column(paper, "due_date", say("Due Date"), "date", _days(rows["due_date"])),
        _column(paper, "open", say("Open balance"), "money", _whole(rows["open"])),
        _column(paper, "late", say("Chance of being late"), "percent", [float(chance) for chance in rows["late"]]),
        _column(
            paper,
            "serious",
            say("Later than {days} days", days=shown.late_days),
            "percent",
            [float(each) for each in rows["seriously_late"]],
        ),
        _column(paper, "expected", say("Expected on"), "date", _days(rows["expected"])),
        _column(paper, "why", say("Why"), "text", _text(rows["why"])),
    ]
    write_table(paper, sheet, HEADER, columns, shown.currency)
    sheet.freeze_panes(HEADER + 1, 1)


def _cash(paper: Paper, shown: Sheets, rows: pd.DataFrame) -> None:
    """The cash of each week: only receipts and payments are values, the rest follows by formula."""
    sheet = paper.sheet(paper.said(say("Cash by week")))
    paper.title(sheet, paper.said(say("Cash by week as of {date}", date=paper.stamp.as_of.isoformat())), paper.facts(shown.currency))

    def before(offset: int, row: int) -> str | None:
        return f"=F{row - 1}" if offset else None

    opening = paper.said(say("Cash at its start"))
    columns = [
        _column(paper, "ends", say("Week to"), "date", _days(rows["ends"])),
        SheetColumn("opening", opening, "money", _whole(rows["opening"]), before),
        _column(paper, "inflow", say("Expected receipts"), "money", _whole(rows["inflow"])),
        _column(paper, "suppliers", say("Due to suppliers"), "money", _whole(rows["suppliers"])),
        _column(paper, "planned", say("Planned payments"), "money", _whole(rows["planned"])),
        _column(paper, "cash", say("Cash at its end"), "money", _whole(rows["cash"]), "=B{row}+C{row}-D{row}-E{row}"),
        _column(paper, "minimum", say("Minimum cash"), "money", _whole(rows["minimum"])),
        _column(paper, "spare", say("Above the minimum"), "money", _whole(rows["spare"]), "=F{row}-G{row}"),
    ]
    write_table(paper, sheet, HEADER, columns, shown.currency)


def _past(paper: Paper, shown: Sheets) -> None:
    sheet = paper.sheet(paper.said(say("How good it was")))
    paper.title(sheet, paper.said(say("Past forecasts of the month after, and what came in")), paper.facts(shown.currency))
    past = shown.past
    columns = [
        _column(paper, "month_end", say("Forecast of"), "date", [month.month_end for month in past]),
        _column(paper, "predicted", say("Predicted"), "money", [month.predicted for month in past]),
        _column(paper, "actual", say("Came in"), "money", [month.actual for month in past]),
        _column(paper, "error", say("Difference"), "money", [month.error for month in past], "=C{row}-B{row}"),
    ]
    write_table(paper, sheet, HEADER, columns, shown.currency)


def _earlier(paper: Paper, shown: Sheets) -> None:
    """The weeks that are over; the difference is a formula."""
    if not len(shown.earlier):
        return
    sheet = paper.sheet(paper.said(say("Earlier weeks")))
    title = say("Earlier weeks: forecast and actual, as of {date}", date=paper.stamp.as_of.isoformat())
    paper.title(sheet, paper.said(title), paper.facts(shown.currency))
    rows = shown.earlier
    columns = [
        _column(paper, "first", say("From day"), "date", _days(rows["first"])),
        _column(paper, "last", say("Week to"), "date", _days(rows["last"])),
        _column(
            paper, "earlier", say("Forecast four weeks before its end"), "money",
            [None if pd.isna(value) else int(value) for value in rows["earlier"]],
        ),
        _column(paper, "predicted", say("Forecast the day before"), "money", _whole(rows["predicted"])),
        _column(paper, "actual", say("Came in"), "money", _whole(rows["actual"])),
        _column(paper, "error", say("Difference"), "money", _whole(rows["error"]), "=E{row}-D{row}"),
        _column(paper, "new", say("Came for newer documents"), "money", _whole(rows["new"])),
    ]  # fmt: skip
    write_table(paper, sheet, HEADER, columns, shown.currency)
    sheet.freeze_panes(HEADER + 1, 2)


def _whole(values: pd.Series) -> list[int]:
    return [int(value) for value in values]


def _text(values: pd.Series) -> list[str | None]:
    return [None if pd.isna(value) else str(value) for value in values]


def _days(values: pd.Series) -> list[Any]:
    return [None if pd.isna(value) else value.date() for value in values]
