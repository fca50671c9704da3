"""The sheet of debtors by bucket: sums over the open items, totals, shares and the line that ties them out."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from arcore import aging, palette
from arcore.aging import By
from arcore.desk import GROUPINGS
from arcore.documents.columns import Figure, Placed, SheetColumn, formats, live_sentence, quoted, whole_amounts, write_cell, write_table
from arcore.documents.item_sheets import HEADER, Buckets, date_row, heading, values
from arcore.documents.positions import Position
from arcore.documents.workbook_style import RULE, Paper, tint
from arcore.messages import Message, say
from arcore.schema import CUSTOMERS

MOST_COMPARISONS = 40_000_000
"""Up to here every sum looks at all items, so that a person may sort them; beyond, only at its debtor's own rows."""


def write_debtors(paper: Paper, sheet: Any, position: Position, buckets: Buckets, items: Placed, credits: Placed | None) -> Placed:
    """The table, its total and share rows, and the tie-out line below."""
    paper.title(sheet, paper.said(title_of(position.by)), paper.facts(position.currency))
    date_row(paper, sheet)
    columns = debtor_columns(paper, position, buckets, items, credits)
    placed = write_table(paper, sheet, HEADER, columns, position.currency)
    sheet.freeze_panes(HEADER + 1, placed.at("customer_name") + 1)
    total_row(paper, sheet, placed, columns, position)
    tie_out_row(paper, sheet, placed, position, items, buckets)
    color_amounts(paper, sheet, placed, buckets)
    return placed


def title_of(by: By) -> Message:
    """What the sheet is called."""
    return say("Aging of receivables by customer") if by == "customer" else say("Aging of receivables, by {what}", what=GROUPINGS[by])


def leading_columns(paper: Paper, position: Position) -> list[SheetColumn]:
    """Who owes: the customer with number, salesperson and region, or the value that the table is cut by."""
    debtors = position.debtors
    number = SheetColumn("number", paper.said(say("No.")), "integer", values(debtors, "number"), least=5)
    if position.by != "customer":
        return [
            number,
            SheetColumn("customer_name", paper.said(GROUPINGS[position.by]), "text", values(debtors, "customer_name"), least=20),
        ]
    least = {"customer_name": 20.0, "region": 6.0}
    names = ("customer_id", "customer_name", "salesperson", "region")
    columns = [
        SheetColumn(name, heading(CUSTOMERS, name, paper), "text", values(debtors, name), least=least.get(name, 8)) for name in names
    ]
    return [number, *columns]


def bucket_names(position: Position, buckets: Buckets) -> list[str]:
    """The bucket columns shown: all of the scheme, and the unknown age where there is any."""
    names = list(aging.bucket_columns(buckets.scheme))
    return names if position.debtors["bucket_unknown"].any() else names[:-1]


def debtor_columns(paper: Paper, position: Position, buckets: Buckets, items: Placed, credits: Placed | None) -> list[SheetColumn]:
    """The columns of debtors; sums are formulas over the open items, by the debtor's number."""
    debtors = position.debtors
    names = bucket_names(position, buckets)
    lead = leading_columns(paper, position)
    first = len(lead)
    letters = dict(zip(names, map(column_letter, range(first, first + len(names))), strict=True))
    after = first + len(names)
    credit_notes, open_, overdue, _, unapplied = map(column_letter, range(after, after + 5))
    spans = Spans(items, position, len(names))

    def sums(position_: int, row: int, condition: str) -> str:
        return f"=SUMIFS({spans.of('open_amount', position_)},{spans.of('number', position_)},$A{row},{condition})"

    def bucket(name: str) -> Any:
        cell = f"{letters[name]}${HEADER + 1}"
        return lambda offset, row: sums(offset, row, f'{spans.of("bucket", offset)},{cell},{spans.of("open_amount", offset)},">0"')

    not_applied = f"=-SUMIFS({credits.span('unapplied')},{credits.span('number')},$A{{row}})" if credits else None

    def oldest(offset: int, row: int) -> str:
        owed = f"({spans.of('number', offset)}=$A{row})*({spans.of('open_amount', offset)}>0)"
        return f"=SUMPRODUCT(MAX({owed}*{spans.of('days', offset)}))"

    labels = [buckets.label(number) for number in (*range(len(buckets.labels)), aging.UNKNOWN)]
    shown = [
        SheetColumn(name, label, "money", values(debtors, name), bucket(name), fill)
        for name, label, fill in zip(names, labels, buckets.colors, strict=False)
    ]
    share = [overdue / open_ if open_ > 0 else 0 for overdue, open_ in zip(debtors["overdue"], debtors["open"], strict=True)]
    span = f"{letters[names[0]]}{{row}}:{credit_notes}{{row}}"
    return [
        *lead,
        *shown,
        SheetColumn(
            "credit_notes", paper.said(say("Credit notes")), "money", values(debtors, "credit_notes"),
            lambda offset, row: sums(offset, row, f'{spans.of("open_amount", offset)},"<0"'), palette.CREDIT,
        ),
        SheetColumn("open", paper.said(say("Open")), "money", values(debtors, "open"), f"=SUM({span})"),
        SheetColumn(
            "overdue", paper.said(say("of it overdue")), "money", values(debtors, "overdue"),
            lambda offset, row: sums(offset, row, f'{spans.of("days", offset)},">0",{spans.of("open_amount", offset)},">0"'),
        ),
        SheetColumn(
            "overdue_share", paper.said(say("Overdue % of open")), "percent", share,
            f"=IF({open_}{{row}}>0,{overdue}{{row}}/{open_}{{row}},0)",
        ),
        SheetColumn("unapplied", paper.said(say("Not applied")), "money", values(debtors, "unapplied"), not_applied, palette.CREDIT),
        SheetColumn(
            "total", paper.said(say("Net balance")), "money", values(debtors, "total"), f"={open_}{{row}}+{unapplied}{{row}}"
        ),
        SheetColumn("oldest_days", paper.said(say("Longest overdue, days")), "integer", values(debtors, "oldest_days"), oldest),
    ]  # fmt: skip


class Spans:
    """Which rows of the open items a debtor's sums look at."""

    def __init__(self, items: Placed, position: Position, buckets: int) -> None:
        names = ("number", "open_amount", "bucket", "days")
        whole = len(position.lines) * len(position.debtors) * (buckets + 4) <= MOST_COMPARISONS
        self._whole = {name: items.span(name) for name in names} if whole else {}
        self._columns = {name: (f"{quoted(items.sheet)}!${items.letter(name)}$", f":${items.letter(name)}$") for name in names}
        self._first = [items.first + 1 + line for line in position.debtors["first_line"].fillna(0).astype(int)]
        self._last = [items.first + 1 + line for line in position.debtors["last_line"].fillna(0).astype(int)]

    def of(self, name: str, debtor: int) -> str:
        """The range of a column for the debtor in that place."""
        if self._whole:
            return self._whole[name]
        start, end = self._columns[name]
        return f"{start}{self._first[debtor]}{end}{self._last[debtor]}"


def column_letter(position: int) -> str:
    """The column's letter."""
    return str(xl_rowcol_to_cell(0, position)).rstrip("1")


def total_row(paper: Paper, sheet: Any, placed: Placed, columns: list[SheetColumn], position: Position) -> None:
    """Totals, and below them what share of the open balance each is."""
    bold = formats(paper, position.currency, bold=True, top=1, top_color=RULE, bg_color="#EEF1F4")
    light = formats(paper, position.currency, font_color="#5A6673")
    row = placed.last + 1
    for place in range(len(columns)):
        sheet.write_blank(row, place, None, bold["label"])
    name = placed.at("customer_name")
    sheet.write_string(row, name, paper.said(say("Total")), bold["label"])
    sheet.write_string(row + 1, name, paper.said(say("Share of open")), light["label"])
    total_open = int(position.debtors["open"].sum())
    open_cell = xl_rowcol_to_cell(row, placed.at("open"), row_abs=True, col_abs=True)
    for place, column in enumerate(columns):
        if column.style != "money":
            continue
        total = sum(whole_amounts(column.values))
        letter = placed.letter(column.name)
        write_cell(sheet, row, place, total, "money", bold["money"], position.currency, f"=SUM({letter}{placed.first + 1}:{letter}{row})")
        if place <= placed.at("overdue"):
            share = total / total_open if total_open else 0
            formula = f"=IF({open_cell}=0,0,{letter}{row + 1}/{open_cell})"
            write_cell(sheet, row + 1, place, share, "percent", light["percent"], position.currency, formula)
    overdue, total_overdue = placed.letter("overdue"), int(position.debtors["overdue"].sum())
    share = total_overdue / total_open if total_open else 0
    formula = f"=IF({open_cell}=0,0,{overdue}{row + 1}/{open_cell})"
    write_cell(sheet, row, placed.at("overdue_share"), share, "percent", bold["percent"], position.currency, formula)


def tie_out_row(paper: Paper, sheet: Any, placed: Placed, position: Position, items: Placed, buckets: Buckets) -> None:
    """The quiet line that proves the table."""
    lines, currency = position.lines, position.currency
    row = placed.last + 1
    names = [*bucket_names(position, buckets), "credit_notes"]
    bucketed = f"SUM({placed.letter(names[0])}{row + 1}:{placed.letter(names[-1])}{row + 1})"
    documents, settled = (f"SUM({items.span(name)})" for name in ("amount", "paid_amount"))
    difference = f"ROUND({documents}-{settled}-{bucketed},2)"
    total = int(position.debtors[names].to_numpy().sum())
    figures = {
        "documents": Figure.money(documents, int(lines["amount"].sum()), currency),
        "allocations": Figure.money(settled, int(lines["settled"].sum()), currency),
        "open": Figure.money(f"({documents}-{settled})", int(lines["open"].sum()), currency),
        "bucketed": Figure.money(bucketed, total, currency),
    }
    message = say("Proof: open documents {documents} − settled {allocations} = open {open} = buckets and credit notes {bucketed}")
    formula, now = live_sentence(message, figures, paper)
    sheet.write_formula(row + 3, 0, formula, paper.format(font_color="#5A6673"), now)
    sheet.write_string(row + 4, 0, paper.said(say("Difference")), paper.format(font_color="#5A6673"))
    cell_format = paper.money(currency, font_color="#5A6673")
    write_cell(sheet, row + 4, 2, int(lines["open"].sum()) - total, "money", cell_format, currency, f"={difference}")
    wrong = paper.format(font_color="#FFFFFF", bg_color="#B00020", bold=True)
    sheet.conditional_format(row + 4, 2, row + 4, 2, {"type": "cell", "criteria": "!=", "value": 0, "format": wrong})


def color_amounts(paper: Paper, sheet: Any, placed: Placed, buckets: Buckets) -> None:
    """Overdue amounts lie on a tint of their bucket's color; the heading carries the color itself."""
    if placed.last < placed.first:
        return
    for name, color in zip(aging.bucket_columns(buckets.scheme), buckets.colors, strict=True):
        if name not in placed.columns or (name == "bucket_0" and buckets.basis == "due"):
            continue
        column = placed.at(name)
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": paper.format(bg_color=tint(color))}
        sheet.conditional_format(placed.first, column, placed.last, column, rule)
