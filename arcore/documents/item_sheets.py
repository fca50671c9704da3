"""The sheets that list single items: open documents with live due dates, days and buckets, and receipts not applied yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_rowcol_to_cell

from arcore import aging, palette
from arcore.aging import Basis, Scheme
from arcore.documents.columns import Placed, SheetColumn, Value, formats, quoted, whole_amounts, write_cell, write_table
from arcore.documents.positions import KINDS, Position
from arcore.documents.workbook_style import INPUT_FILL, RULE, Paper, bucket_colors, dark
from arcore.messages import Message, say
from arcore.schema import CUSTOMERS, DOCUMENTS, RECEIPTS, TableSchema

HEADER = 4
EARLIEST = dt.date(1990, 1, 1)
AS_OF = "AsOf"
BOUNDS = "AgingBounds"
LABELS = "AgingLabels"
"""Defined names: the as-of date, the days before which an item has left each bucket, what the buckets are called."""


@dataclass(frozen=True)
class Buckets:
    """The buckets of a workbook: their labels in its language, youngest first, the unknown age last, and their colors."""

    scheme: Scheme
    basis: Basis
    labels: tuple[str, ...]
    unknown: str
    colors: tuple[str, ...]

    @classmethod
    def of(cls, scheme: Scheme, basis: Basis, paper: Paper) -> Buckets:
        """The scheme's buckets in the paper's language."""
        labels = aging.bucket_labels(scheme, paper.stamp.lang, basis)
        colors = (*bucket_colors(len(labels), basis == "due"), palette.UNKNOWN)
        return cls(scheme, basis, labels, paper.said(aging.unknown_label()), colors)

    def label(self, bucket: int) -> str:
        """What the bucket of a row is called."""
        return self.unknown if bucket == aging.UNKNOWN else self.labels[bucket]


def values(rows: pd.DataFrame, name: str) -> list[Value]:
    """A column as plain values; missing ones None."""
    if name not in rows:
        return [None] * len(rows)
    column = rows[name]
    if pd.api.types.is_datetime64_any_dtype(column):
        days: list[Value] = column.to_numpy().astype("datetime64[D]").astype(object).tolist()
        return days
    return [None if missing else value for value, missing in zip(column.tolist(), column.isna(), strict=True)]


def heading(schema: TableSchema, name: str, paper: Paper) -> str:
    """The heading our own workbooks give a column."""
    return schema.column(name).heading(paper.stamp.lang)


def item_columns(position: Position, buckets: Buckets, paper: Paper, order: Sequence[str]) -> list[SheetColumn]:
    """The columns of open items in `order`; formulas refer to the other columns wherever they stand."""
    lines = position.lines
    at = {name: f"{letter(order.index(name))}{{row}}" for name in order}
    templates = values(lines, "due_formula")
    due = at["due_date"]

    def due_formula(offset: int, row: int) -> str | None:
        template = str(templates[offset] or "")
        return ("=" + template.format(date=at["document_date"].format(row=row), days=at["term_days"].format(row=row))) if template else None

    aged_by = due if buckets.basis == "due" else at["document_date"]
    unknown = buckets.unknown.replace('"', '""')
    bucket = f'=IF(ISNUMBER({aged_by}),INDEX({LABELS},1+COUNTIF({BOUNDS},">"&{aged_by})),"{unknown}")'
    overdue = f"=IF(ISNUMBER({due}),MAX(0,{AS_OF}-{due}),0)"
    open_formula = f"=ROUND({at['amount']}-{at['paid_amount']},2)"

    def text(name: str, source: str | None = None, least: float = 8, most: float = 30) -> SheetColumn:
        return SheetColumn(name, heading(DOCUMENTS, name, paper), "text", values(lines, source or name), least=least, most=most)

    labels = [buckets.label(int(number)) for number in lines["bucket"]]
    kinds = [paper.said(KINDS[str(kind)]) if kind in KINDS else kind for kind in values(lines, "kind")]
    known = {
        "number": SheetColumn("number", paper.said(say("No.")), "integer", values(lines, "number"), least=5),
        "customer_id": text("customer_id"),
        "customer_name": text("customer_name", least=20, most=40),
        "document_no": text("document_no"),
        "document_type": SheetColumn("document_type", heading(DOCUMENTS, "document_type", paper), "text", kinds),
        "document_date": SheetColumn("document_date", heading(DOCUMENTS, "document_date", paper), "date", values(lines, "document_date")),
        "term_text": text("term_text"),
        "term_days": SheetColumn("term_days", paper.said(say("Term days")), "integer", values(lines, "term_days"), least=6),
        "due_date": SheetColumn("due_date", heading(DOCUMENTS, "due_date", paper), "date", values(lines, "due"), due_formula),
        "days": SheetColumn(
            "days", paper.said(say("Days overdue")), "integer", values(lines, "days"), overdue, least=8
        ),
        "bucket": SheetColumn(
            "bucket", paper.said(say("Aging bucket")), "label", labels, bucket, least=11
        ),
        "amount": SheetColumn("amount", heading(DOCUMENTS, "amount", paper), "money", values(lines, "amount")),
        "paid_amount": SheetColumn("paid_amount", heading(DOCUMENTS, "paid_amount", paper), "money", values(lines, "settled")),
        "open_amount": SheetColumn(
            "open_amount", heading(DOCUMENTS, "open_amount", paper), "money", values(lines, "open"),
            open_formula,
        ),
        "currency": text("currency", least=6),
        "salesperson": text("salesperson"),
        "region": text("region", least=6),
        "contract_no": text("contract_no"),
        "contact": SheetColumn("contact", heading(CUSTOMERS, "contact", paper), "text", values(lines, "contact")),
        "phone": SheetColumn("phone", heading(CUSTOMERS, "phone", paper), "text", values(lines, "phone")),
        "remark": text("remark", most=36),
    }  # fmt: skip
    return [known[name] for name in order]


def letter(position: int) -> str:
    """A column's letter, its row left open."""
    first, last = divmod(position, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)


ITEM_ORDER = (
    "number", "customer_id", "customer_name", "document_no", "document_type", "document_date", "term_text", "term_days", "due_date", "days",
    "bucket", "amount", "paid_amount", "open_amount", "currency", "salesperson", "region", "contract_no", "remark",
)  # fmt: skip


DROPPED_WHEN_BLANK = ("salesperson", "region", "contract_no", "contact", "phone", "remark")


def write_items(
    paper: Paper, name: str, title: Message, position: Position, buckets: Buckets, order: Sequence[str] = ITEM_ORDER, *, first: bool = False
) -> Placed:
    """The sheet of a currency's open items; its sums, above the headings, follow the filter. The `first` sheet holds the as-of date."""
    sheet = paper.sheet(name)
    paper.title(sheet, paper.said(title), paper.facts(position.currency))
    if first:
        as_of_cell(paper, sheet, 2)
    else:
        date_row(paper, sheet)
    order = [name for name in order if name not in DROPPED_WHEN_BLANK or any(values(position.lines, name))]
    columns = item_columns(position, buckets, paper, order)
    placed = write_table(paper, sheet, HEADER, columns, position.currency)
    sheet.freeze_panes(HEADER + 1, order.index("document_no") + 1)
    filtered_sums(paper, sheet, placed, position.currency, {c.name: c.values for c in columns if c.style == "money"})
    color_buckets(paper, sheet, placed, buckets)
    return placed


def date_row(paper: Paper, sheet: Any, column: int = 2) -> None:
    """Row 3: the as-of date, which follows the first sheet's."""
    sheet.write_string(2, 0, paper.said(say("As of")), paper.format(bold=True))
    shown = paper.format(num_format="yyyy-mm-dd", bold=True, align="left")
    write_cell(sheet, 2, column, paper.stamp.as_of, "date", shown, "", f"={AS_OF}")


def as_of_cell(paper: Paper, sheet: Any, column: int) -> None:
    """Row 3 of the first sheet: the one cell every date formula looks at, and what changing it does."""
    sheet.write_string(2, 0, paper.said(say("As of")), paper.format(bold=True))
    style = paper.format(num_format="yyyy-mm-dd", bold=True, align="center", bg_color=INPUT_FILL, border=1, border_color=RULE)
    write_cell(sheet, 2, column, paper.stamp.as_of, "date", style, "")
    hint = say("Days and buckets follow this date; the open amounts are those of {date}.", date=paper.stamp.as_of)
    sheet.write_string(2, column + 1, paper.said(hint), paper.format(font_color="#5A6673", indent=1))
    address = xl_rowcol_to_cell(2, column, row_abs=True, col_abs=True)
    paper.workbook.define_name(AS_OF, f"={quoted(sheet.get_name())}!{address}")
    sheet.data_validation(2, column, 2, column, {"validate": "date", "criteria": ">", "value": EARLIEST})


def filtered_sums(paper: Paper, sheet: Any, placed: Placed, currency: str, sums: dict[str, Sequence[Value]]) -> None:
    """The row above the headings: sums of what the filter shows."""
    style = formats(paper, currency, bold=True, top=1, top_color="#C5CDD5")["money"]
    first = min(placed.at(name) for name in sums)
    sheet.write_string(HEADER - 1, first - 1, paper.said(say("Sum of the rows shown")), paper.format(bold=True, align="right"))
    for name, column in sums.items():
        total = sum(whole_amounts(column))
        formula = f"=SUBTOTAL(109,{placed.span(name, here=True)})"
        write_cell(sheet, HEADER - 1, placed.at(name), total, "money", style, currency, formula)


def color_buckets(paper: Paper, sheet: Any, placed: Placed, buckets: Buckets) -> None:
    """Each row's bucket in its color of the ramp; what is not due stays plain."""
    if placed.last < placed.first:
        return
    column = placed.at("bucket")
    for position, (label, color) in enumerate(zip((*buckets.labels, buckets.unknown), buckets.colors, strict=True)):
        if position == 0 and buckets.basis == "due":
            continue
        style = paper.format(bg_color=color, font_color="#FFFFFF" if dark(color) else "#1F2933")
        rule = {"type": "cell", "criteria": "==", "value": '"' + label.replace('"', '""') + '"', "format": style}
        sheet.conditional_format(placed.first, column, placed.last, column, rule)


def write_credits(paper: Paper, name: str, position: Position) -> Placed:
    """The sheet of a currency's receipts that no document has used yet."""
    sheet = paper.sheet(name)
    paper.title(sheet, paper.said(say("Receipts not applied yet")), paper.facts(position.currency))
    date_row(paper, sheet)
    rows, debtors = position.credits, position.debtors.set_index("number")

    def text(column: str, least: float = 8) -> SheetColumn:
        return SheetColumn(column, heading(RECEIPTS, column, paper), "text", values(rows, column), least=least)

    names = values(rows, "customer_name") if position.by != "customer" else [debtors["customer_name"].get(n) for n in rows["number"]]
    columns = [
        SheetColumn("number", paper.said(say("No.")), "integer", values(rows, "number"), least=5),
        text("customer_id"),
        SheetColumn("customer_name", heading(RECEIPTS, "customer_name", paper), "text", names, least=20),
        text("receipt_no"),
        SheetColumn("receipt_date", heading(RECEIPTS, "receipt_date", paper), "date", values(rows, "receipt_date")),
        SheetColumn("amount", heading(RECEIPTS, "amount", paper), "money", values(rows, "amount")),
        SheetColumn("unapplied", paper.said(say("Not applied")), "money", values(rows, "unapplied")),
        text("payer_name", 20),
        text("memo", 16),
    ]
    placed = write_table(paper, sheet, HEADER, columns, position.currency)
    sheet.freeze_panes(HEADER + 1, 3)
    filtered_sums(paper, sheet, placed, position.currency, {c.name: c.values for c in columns if c.style == "money"})
    return placed
