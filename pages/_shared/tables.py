"""Tables as a ledger has them: right-aligned amounts in the visit's unit, words for headings, ids from selections.

A grid tells the *position* of what was selected, so its key contains a fingerprint of its rows: when the rows
change, the selection is empty instead of pointing at somebody else.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal, TypeVar

import numpy as np
import pandas as pd
import streamlit as st

from arcore import desk
from arcore.money import exponent
from pages._shared.frame import Frame

ROWS_ON_A_PAGE = 200
TABLE_HEIGHT = 420
ROW_HEIGHT = 32
DIGIT, WIDE_SIGN, PADDING = 8, 14, 26
"""Pixels of a digit, of a Chinese sign and around a cell's text."""

Shape = Literal["text", "money", "date", "integer", "decimal", "percent", "figure"]
Id = TypeVar("Id", str, int)


@dataclass(frozen=True)
class Shown:
    """One column of a table on a page: which column of the rows, under what heading, in what shape; `sparse`: zeros stay blank."""

    name: str
    heading: str
    shape: Shape = "text"
    width: int | Literal["small", "medium", "large"] | None = None
    help: str | None = None
    sparse: bool = False


def grid(
    frame: Frame,
    rows: pd.DataFrame,
    columns: Sequence[Shown],
    *,
    key: str,
    select: str | None = None,
    height: int = TABLE_HEIGHT,
    total: bool = False,
    many: bool = False,
    required: bool = False,
) -> tuple[object, ...]:
    """Show `rows` and return the values of column `select` in the selected rows; money in `rows` is minor units.

    More than `ROWS_ON_A_PAGE` rows are paged. `rows` may have a `currency` column, which decides the decimals.
    `many`: several rows may be selected; `required`: one always is, the first until another is chosen.
    """
    page = _page(frame, rows, key)
    if total and len(rows):
        _totals(frame, rows, columns)
    print_ = pd.DataFrame({column.name: _values(frame, page, column) for column in columns}, index=page.index)
    settings = {column.name: _setting(column, _needed(column, print_[column.name])) for column in columns}
    fits = min(height, (len(page) + 1) * ROW_HEIGHT + 3)
    if select is None:
        st.dataframe(print_, hide_index=True, column_config=settings, height=fits, row_height=ROW_HEIGHT, placeholder="", key=f"{key}.grid")
        return ()
    ids = page[select].tolist()
    event = st.dataframe(
        print_, hide_index=True, column_config=settings, height=fits, row_height=ROW_HEIGHT, placeholder="",
        on_select="rerun", selection_mode="multi-row" if many else "single-row-required" if required else "single-row",
        key=_name(key, ids),
    )  # fmt: skip
    return tuple(ids[position] for position in event["selection"]["rows"] if position < len(ids))


def _name(key: str, ids: Sequence[object]) -> str:
    return f"{key}.grid.{_fingerprint(ids)}"


def go_to(key: str, ids: Sequence[object], place: int) -> None:
    """Select the row in this place of a grid of one page, from a button's callback; `ids` of all its rows in order."""
    st.session_state[_name(key, ids)] = {"selection": {"rows": [place], "columns": [], "cells": []}}


def _totals(frame: Frame, rows: pd.DataFrame, columns: Sequence[Shown]) -> None:
    """The sums of the money columns above a table of one currency, so that sorting and paging cannot move them."""
    currency = str(rows["currency"].iloc[0])
    sums = desk.total_row(rows, [column.name for column in columns if column.shape == "money"])
    cells = "".join(
        f"<td><span>{escape(column.heading)}</span>{escape(frame.amount(int(sums[column.name].iloc[0]), currency))}</td>"
        for column in columns
        if column.shape == "money"
    )
    total = escape(frame._("Total"))
    st.html(f'<table class="desk-total"><tr><th>{total}</th>{cells}</tr></table>')


def _page(frame: Frame, rows: pd.DataFrame, key: str) -> pd.DataFrame:
    pages = -(-len(rows) // ROWS_ON_A_PAGE)
    if pages <= 1:
        return rows
    label = frame._("Page (1–{pages}), {rows} rows").format(pages=pages, rows=f"{len(rows):,}")
    number = int(st.number_input(label, 1, pages, 1, key=f"{key}.page.{pages}", width=220))
    return rows.iloc[(number - 1) * ROWS_ON_A_PAGE : number * ROWS_ON_A_PAGE]


def _values(frame: Frame, rows: pd.DataFrame, column: Shown) -> pd.Series:
    values = rows[column.name]
    if column.sparse:
        values = values.astype("Float64").where(values != 0)
    if column.shape == "money":
        return _in_unit(frame, values, rows.get("currency"))
    if column.shape in ("text", "figure"):
        return values.astype("object").where(values.notna(), "")
    return values


def _in_unit(frame: Frame, minor: pd.Series, currency: pd.Series | None) -> pd.Series:
    """Amounts to look at, never to calculate with: a grid only prints floats, and these are exact to the cent."""
    ten_thousand = 10_000 if frame.unit == "ten_thousand" else 1
    default = frame.policy.company.currency
    scale: object = 10 ** exponent(default)
    if currency is not None:
        scale = currency.map({code: 10 ** exponent(code) for code in currency.dropna().unique()}).astype("Float64").fillna(scale)
    return minor.astype("Float64") / scale / ten_thousand


def _needed(column: Shown, printed: pd.Series) -> int | Literal["small", "medium", "large"] | None:
    """The width that shows every amount of a money column whole: a grid cuts leading digits, and the rest reads as another amount."""
    if column.shape != "money" or column.width is not None:
        return column.width
    longest = max((len(f"{value:,.2f}") for value in (printed.min(), printed.max()) if pd.notna(value)), default=0)
    heading = sum(WIDE_SIGN if ord(sign) > 0x2E7F else DIGIT for sign in column.heading)
    return PADDING + max(longest * DIGIT, heading)


def _setting(column: Shown, width: int | Literal["small", "medium", "large"] | None) -> object:
    shared = {"label": column.heading, "width": width, "help": column.help}
    if column.shape == "money":
        return st.column_config.NumberColumn(format="%,.2f", **shared)
    if column.shape == "integer":
        return st.column_config.NumberColumn(format="%,d", **shared)
    if column.shape == "decimal":
        return st.column_config.NumberColumn(format="%.1f", **shared)
    if column.shape == "percent":
        return st.column_config.NumberColumn(format="%.1f%%", **shared)
    if column.shape == "trend":
        return st.column_config.BarChartColumn(y_min=0, **shared)
    if column.shape == "date":
        return st.column_config.DateColumn(format="YYYY-MM-DD", **shared)
    if column.shape == "figure":
        return st.column_config.TextColumn(alignment="right", **shared)
    return st.column_config.TextColumn(**shared)


def _fingerprint(ids: Sequence[object]) -> str:
    """Changes whenever the rows or their order do."""
    if ids and isinstance(ids[0], int):
        return f"{zlib.crc32(np.array(ids, dtype='int64').tobytes()):08x}"
    return f"{zlib.crc32('|'.join(map(str, ids)).encode()):08x}"
