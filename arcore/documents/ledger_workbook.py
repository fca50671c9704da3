"""Everything the ledger holds of one side, in the headings of our templates: readable, and importable again."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from arcore import money
from arcore.books import Books
from arcore.documents.workbook_style import Paper, Stamp, amount, width
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.schema import CUSTOMERS, DOCUMENTS, RECEIPTS, Column, Kind, TableSchema

SHEETS: tuple[tuple[TableSchema, str, Message], ...] = (
    (CUSTOMERS, "customers", say("Customers")),
    (DOCUMENTS, "documents", say("Documents")),
    (RECEIPTS, "receipts", say("Receipts")),
)


def build(books: Books, *, as_of: dt.date, company: str = "", lang: Language = "zh") -> bytes:
    """A workbook with a sheet for customers, documents, receipts and allocations; blank columns are left out."""
    paper = Paper(Stamp(company, as_of, lang, version=books.version), say("Ledger"))
    for schema, name, title in SHEETS:
        frame: pd.DataFrame = getattr(books, name)
        _sheet(paper, paper.said(title), [c for c in schema.columns if c.name in frame and frame[c.name].notna().any()], frame)
    _sheet(paper, paper.said(say("Allocations")), _allocation_columns(), _allocations(books))
    return paper.bytes()


def _allocations(books: Books) -> pd.DataFrame:
    """Allocations with the numbers people know, instead of keys."""
    numbers = books.documents.set_index("document_key")[["document_no", "currency"]]
    receipts = books.receipts.set_index("receipt_key")["receipt_no"]
    rows = books.allocations.join(numbers, on="document_key")
    return rows.assign(receipt_no=rows["receipt_key"].map(receipts))


def _allocation_columns() -> list[Column]:
    return [
        Column("document_no", Kind.ID, "单据号", "Document No."),
        Column("receipt_no", Kind.ID, "收款单号", "Receipt No."),
        Column("date", Kind.DATE, "核销日期", "Date"),
        Column("amount", Kind.MONEY, "核销金额", "Amount"),
        Column("currency", Kind.CURRENCY, "币种", "Currency"),
        Column("kind", Kind.TEXT, "核销类型", "Kind"),
    ]


def _sheet(paper: Paper, name: str, columns: list[Column], rows: pd.DataFrame) -> None:
    sheet = paper.sheet(name)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    if len(rows) and columns:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    currencies = [str(c) for c in rows["currency"].fillna("CNY")] if "currency" in rows else ["CNY"] * len(rows)
    for place, column in enumerate(columns):
        heading = column.heading(paper.stamp.lang)
        sheet.write_string(0, place, heading, paper.heading())
        shown = [_text(value, column, currency) for value, currency in zip(rows[column.name], currencies, strict=True)]
        sheet.set_column(place, place, width([heading, *shown[:500]]))
        for row, (value, currency) in enumerate(zip(rows[column.name], currencies, strict=True), start=1):
            if pd.isna(value):
                continue
            if column.kind is Kind.MONEY:
                sheet.write_number(row, place, amount(int(value), currency), paper.money(currency))
            elif column.kind is Kind.DATE:
                sheet.write_datetime(row, place, pd.Timestamp(value).to_pydatetime(), paper.format(num_format="yyyy-mm-dd"))
            else:
                sheet.write_string(row, place, str(value))


def _text(value: object, column: Column, currency: str) -> str:
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return ""
    if column.kind is Kind.MONEY:
        return money.shown(int(str(value)), currency)
    return str(value)[:10] if column.kind is Kind.DATE else str(value)
