"""账期客户欠款明细表: every open document with its term, due date, days overdue and bucket as live formulas, and sums by bucket.

Its headings are those of the import templates, so that the sheet, filled in further, can be read back in.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from arcore import palette
from arcore.aging import UNKNOWN, Basis, Scheme
from arcore.documents.aging_notes import write_notes
from arcore.documents.columns import Placed, formats, write_cell
from arcore.documents.item_sheets import Buckets, as_of_cell, date_row, write_items
from arcore.documents.positions import Position, positions
from arcore.documents.workbook_style import RULE, Paper, Stamp
from arcore.i18n import Language
from arcore.messages import say
from arcore.money import Unit

ORDER = (
    "number", "customer_id", "customer_name", "document_no", "document_type", "document_date", "term_text", "term_days", "due_date",
    "amount", "paid_amount", "open_amount", "currency", "days", "bucket", "salesperson", "contact", "phone", "contract_no", "remark",
)  # fmt: skip
HEADER = 4


def build(
    aged: pd.DataFrame,
    customers: pd.DataFrame,
    *,
    as_of: dt.date,
    scheme: Scheme,
    company: str,
    lang: Language,
    unit: Unit = "unit",
    basis: Basis = "due",
    version: str = "",
) -> bytes:
    """The workbook's bytes. `aged` from `aging.age` over open items, `customers` of the books; money in minor units."""
    paper = Paper(Stamp(company, as_of, lang, unit, version), say("Open items of customers on credit terms"))
    buckets = Buckets.of(scheme, basis, paper)
    found = positions(aged, None, customers, scheme, basis, lang)
    for place, position in enumerate(found):
        suffix = f" {position.currency}" if len(found) > 1 else ""
        name = paper.said(say("Open items by customer")) + suffix
        items = write_items(
            paper, name, say("Open items of customers on credit terms"), position, buckets, order(position), first=place == 0
        )
        write_sums(paper, paper.said(say("By bucket")) + suffix, position, buckets, items)
    if not found:
        nothing(paper)
    write_notes(paper, buckets)
    return paper.bytes()


def order(position: Position) -> tuple[str, ...]:
    """The columns, without the term's days where no due date is counted from them."""
    counted = position.lines["term_days"].notna().any()
    return tuple(name for name in ORDER if name != "term_days" or counted)


def nothing(paper: Paper) -> None:
    """A workbook for a day on which nobody owes anything."""
    sheet = paper.sheet(paper.said(say("Open items by customer")))
    paper.title(sheet, paper.said(say("Open items of customers on credit terms")), paper.facts())
    as_of_cell(paper, sheet, 2)
    sheet.write_string(4, 0, paper.said(say("Nothing is open on this day.")))


def write_sums(paper: Paper, name: str, position: Position, buckets: Buckets, items: Placed) -> None:
    """One row a bucket: how many documents, how much, which share; then credit notes, the total and the proof."""
    sheet = paper.sheet(name, landscape=False)
    paper.title(sheet, paper.said(say("Open items by bucket")), paper.facts(position.currency))
    date_row(paper, sheet, 1)
    heads = (say("Aging bucket"), say("Number of documents"), say("Open"), say("Share of open"))
    for place, head in enumerate(heads):
        sheet.write_string(HEADER, place, paper.said(head), paper.heading())
    sheet.set_row(HEADER, 30)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 3, 18)
    sheet.freeze_panes(HEADER + 1, 0)
    last = bucket_rows(paper, sheet, position, buckets, items)
    totals(paper, sheet, position, items, last)


def bucket_rows(paper: Paper, sheet: Any, position: Position, buckets: Buckets, items: Placed) -> int:
    """The rows of the buckets and of the credit notes; gives the last of them."""
    lines = position.lines
    amount, label = items.span("open_amount"), items.span("bucket")
    owed = lines[lines["open"] > 0]
    shown = [*range(len(buckets.labels)), *([UNKNOWN] if (owed["bucket"] == UNKNOWN).any() else [])]
    row = HEADER
    for number, color in zip(shown, buckets.colors, strict=False):
        row += 1
        rows = owed[owed["bucket"] == number]
        condition = f'{label},$A{row + 1},{amount},">0"'
        formulas = f"=COUNTIFS({condition})", f"=SUMIFS({amount},{condition})"
        sum_row(paper, sheet, row, buckets.label(number), position, rows, formulas, color)
    credits = lines[lines["open"] < 0]
    row += 1
    formulas = f'=COUNTIFS({amount},"<0")', f'=SUMIFS({amount},{amount},"<0")'
    sum_row(paper, sheet, row, paper.said(say("Credit notes")), position, credits, formulas, palette.CREDIT)
    return row


def sum_row(
    paper: Paper, sheet: Any, row: int, label: str, position: Position, rows: pd.DataFrame, formulas: tuple[str, str], color: str
) -> None:
    """One bucket's row."""
    style = formats(paper, position.currency, bottom=1, bottom_color=RULE)
    currency, total = position.currency, int(position.lines["open"].sum())
    sheet.write_string(row, 0, label, paper.heading(color))
    write_cell(sheet, row, 1, len(rows), "integer", style["integer"], currency, formulas[0])
    write_cell(sheet, row, 2, int(rows["open"].sum()), "money", style["money"], currency, formulas[1])
    share = int(rows["open"].sum()) / total if total else 0
    formula = f"=IF(TotalOpen{currency}=0,0,C{row + 1}/TotalOpen{currency})"
    write_cell(sheet, row, 3, share, "percent", style["percent"], currency, formula)


def totals(paper: Paper, sheet: Any, position: Position, items: Placed, last: int) -> None:
    """The total, and what the detail says about it."""
    currency, total = position.currency, int(position.lines["open"].sum())
    bold = formats(paper, currency, bold=True, top=1, top_color=RULE, bg_color="#EEF1F4")
    row = last + 1
    first = HEADER + 2
    sheet.write_string(row, 0, paper.said(say("Total")), bold["label"])
    write_cell(sheet, row, 1, len(position.lines), "integer", bold["integer"], currency, f"=SUM(B{first}:B{row})")
    write_cell(sheet, row, 2, total, "money", bold["money"], currency, f"=SUM(C{first}:C{row})")
    write_cell(sheet, row, 3, 1 if total else 0, "percent", bold["percent"], currency, f"=SUM(D{first}:D{row})")
    sheet.write_string(row + 1, 0, paper.said(say("Difference to the items")), paper.format(font_color="#5A6673"))
    formula = f"=ROUND(SUM({items.span('open_amount')})-C{row + 1},2)"
    write_cell(sheet, row + 1, 2, 0, "money", paper.money(currency, font_color="#5A6673"), currency, formula)
    wrong = paper.format(font_color="#FFFFFF", bg_color="#B00020", bold=True)
    sheet.conditional_format(row + 1, 2, row + 1, 2, {"type": "cell", "criteria": "!=", "value": 0, "format": wrong})
    paper.workbook.define_name(f"TotalOpen{currency}", f"='{sheet.get_name()}'!$C${row + 1}")
