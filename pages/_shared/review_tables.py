"""A table of the monthly review on a page: its rows in the visit's currency, the proof of its total, what is behind a row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.review import Column, Month, Table, worded
from pages._shared import drill, figures_of, review_present, tables, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shape, Shown

SHAPES: dict[str, Shape] = {"money": "money", "share": "percent", "days": "integer", "count": "integer", "date": "date"}
HIDDEN = ("currency",)
LARGE_ROWS = 12
SHORT = 110
"""Pixels: what fits into so narrow a column of a grid is never broken in large type."""


def show(frame: Frame, month: Month, number: str, *, height: int = 300) -> None:
    """One table under its title; a selected customer's documents open below it."""
    table = month.table(number)
    rows = table.of(frame.currency)
    st.subheader(f"{number} · {frame.say(table.title)}", anchor=False)
    if not len(rows):
        widgets.note(frame.say(table.note) if table.empty else frame._("Nothing in {currency}.").format(currency=frame.currency))
        return
    if review_present.presented():
        large(frame, table, rows)
        ties(frame, table)
        return
    chosen = grid(frame, table, rows, key=f"review.{number}", height=height)
    ties(frame, table)
    if table.note is not None:
        widgets.note(frame.say(table.note))
    for key in chosen:
        customer(frame, month.as_of, int(str(key)), key=number)


def grid(frame: Frame, table: Table, rows: pd.DataFrame, *, key: str, height: int) -> tuple[object, ...]:
    """The rows; the keys of the selected customers where rows are about customers."""
    words = worded.in_words(table, rows, frame.lang)
    columns = [_shown(frame, column) for column in table.columns if column.name not in HIDDEN]
    by_customer = "customer_key" in rows.columns
    if not by_customer:
        return tables.grid(frame, words, columns, key=key, height=height)
    known = words.assign(customer_key=words["customer_key"].fillna(0).astype("int64"))
    return tables.grid(frame, known, columns, key=key, height=height, select="customer_key")


def large(frame: Frame, table: Table, rows: pd.DataFrame) -> None:
    """The first rows in type that a projector shows, columns with nothing in them left out."""
    first = rows.head(LARGE_ROWS)
    told = worded.telling(table, first, "currency", "customer_id")
    columns = told.columns
    cells = worded.texts(told, first, frame.lang, frame.unit, frame.currency)
    kinds = ["number" if worded.numeric(column) else "short" if column.kind == "date" else "" for column in columns]
    _projected([frame.say(column.heading) for column in columns], kinds, cells)
    if len(rows) > LARGE_ROWS:
        widgets.note(frame._("{count} more rows are on the page.").format(count=len(rows) - LARGE_ROWS))


def enlarge(frame: Frame, rows: pd.DataFrame, columns: Sequence[Shown]) -> None:
    """`rows` in type that a projector shows, by the columns of a grid; money is that of the visit's currency."""
    told = [[_cell(frame, row[column.name], column) for column in columns] for row in rows.to_dict("records")]
    _projected([column.heading for column in columns], [_kind(column) for column in columns], told)


def _kind(column: Shown) -> str:
    """How a column is set: figures to the right, what is narrow in a grid in one line."""
    if column.shape in ("money", "integer", "figure"):
        return "number"
    return "short" if column.shape == "date" or (isinstance(column.width, int) and column.width <= SHORT) else ""


def _cell(frame: Frame, value: object, column: Shown) -> str:
    if value is None or value is pd.NA or value is pd.NaT or value != value or (column.sparse and value == 0):
        return ""
    if column.shape == "money":
        return frame.amount(int(str(value)), frame.currency)
    return f"{value:%Y-%m-%d}" if column.shape == "date" else str(value)


def _projected(heads: Sequence[str], kinds: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    """Headings and rows; `kinds`: 'number' to the right, 'short' in one line, '' as it comes."""
    head = "".join(f'<th class="{kind}">{escape(words)}</th>' for kind, words in zip(kinds, heads, strict=True))
    lines = ["".join(f'<td class="{kind}">{escape(text)}</td>' for kind, text in zip(kinds, row, strict=True)) for row in cells]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    st.html(f'<div class="desk-wide"><table class="desk-large"><tr>{head}</tr>{body}</table></div>')


def _shown(frame: Frame, column: Column) -> Shown:
    sparse = column.kind == "money" and column.name not in ("open", "closing", "total")
    return Shown(column.name, frame.say(column.heading), SHAPES.get(column.kind, "text"), sparse=sparse)


def ties(frame: Frame, table: Table) -> None:
    """The quiet lines of proof."""
    mine = [tie for tie in table.ties if tie.currency == frame.currency]
    widgets.proof_lines((frame.say(worded.proof(tie, frame.lang, frame.unit)), tie.difference == 0) for tie in mine)


def customer(frame: Frame, as_of: dt.date, customer_key: int, *, key: str) -> None:
    """The open documents of a customer at the month's end, as the books have them now."""
    found = desk.with_keys(frame.books.customers, "customer_key", [customer_key])
    if not len(found):
        return
    at = figures_of.aged(frame, as_of, "policy", frame.policy.aging.basis)
    name = str(found["customer_id"].iloc[0])
    with st.container(key=f"behind.{key}.{customer_key}"):
        drill.customer(frame, name, at)
