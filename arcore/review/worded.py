"""The rows of a table as people read them: choices in words, amounts and shares as text, days as dates."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pandas as pd

from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.money import Unit, shown
from arcore.review.model import Column, Table, Tie

TEXTS = ("text", "choice")


def in_words(table: Table, rows: pd.DataFrame, lang: Language) -> pd.DataFrame:
    """`rows` of a table with its choices in words and its shares in percent (to look at, never to calculate with)."""
    found = rows.copy()
    for column in table.columns:
        if column.words:
            found[column.name] = [_word(column, value, lang) for value in rows[column.name].tolist()]
        elif column.kind == "share":
            found[column.name] = rows[column.name].astype("Float64") / 100
    return found


def _word(column: Column, value: Any, lang: Language) -> str:
    text = "" if pd.isna(value) else str(value)
    word = column.words.get(text)
    return text if word is None else word.text(lang)


def texts(table: Table, rows: pd.DataFrame, lang: Language, unit: Unit, currency: str) -> list[list[str]]:
    """Every cell of `rows` as text, in the order of the columns; blank where nothing is known. `currency` where a row names none."""
    codes = [currency if pd.isna(code) or not code else str(code) for code in rows["currency"].tolist()]
    cells = [[_text(column, value, code, lang, unit) for value, code in zip(rows[column.name].tolist(), codes, strict=True)]
             for column in table.columns]  # fmt: skip
    return [list(row) for row in zip(*cells, strict=True)]


def _text(column: Column, value: Any, currency: str, lang: Language, unit: Unit) -> str:
    if column.words:
        return _word(column, value, lang)
    if pd.isna(value):
        return ""
    if column.kind == "money":
        return shown(int(value), currency, unit=unit, lang=lang)
    if column.kind == "share":
        return f"{(Decimal(int(value)) / 100).quantize(Decimal('0.1'))} %"
    if column.kind == "date":
        return f"{value:%Y-%m-%d}"
    return f"{int(value):,}" if column.kind in ("days", "count") else str(value)


def telling(table: Table, rows: pd.DataFrame, *without: str) -> Table:
    """The table with the columns that say something in `rows`, those called `without` left out."""
    kept = [column for column in table.columns if column.name not in without and _says(rows[column.name])]
    return replace(table, columns=tuple(kept))


def _says(values: pd.Series) -> bool:
    return bool((values.notna() & values.ne(0) & values.ne("")).any())


def proof(tie: Tie, lang: Language, unit: Unit) -> Message:
    """The line that proves a total, or says by how much it does not tie out."""
    amounts = {name: shown(getattr(tie, name), tie.currency, unit=unit, lang=lang) for name in ("table", "books", "difference")}
    if tie.difference:
        return say("{what}: table {table}, books {books}: {difference} apart", what=tie.what, **amounts)
    return say("{what}: table {table} = books {books} ✓", what=tie.what, **amounts)


def numeric(column: Column) -> bool:
    """Whether its cells stand to the right."""
    return column.kind in ("money", "share", "days", "count")
