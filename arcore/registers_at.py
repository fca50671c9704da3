"""Registers as they stood at a date: what was amended later is not known then.

Each amendment counts from the day it was recorded for; of two that change the same field, the one recorded later counts from its day on.
A row counts from its own day, whenever it was written down, and one that was taken out counts at no date: both are corrections.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from arcore.books import Books
from arcore.registers import REGISTERS, Register, frames
from arcore.registers.model import Value

KEPT = (*frames.KEYS, *frames.RECORDED)


def books_at(books: Books, as_of: dt.date) -> Books:
    """`books` with the registers of the end of `as_of`; the same books where nothing was amended since."""
    found = registers_at(books, as_of)
    return books if found is books.registers else replace(books, registers=found)


def registers_at(books: Books, as_of: dt.date) -> Mapping[str, pd.DataFrame]:
    """Every register with the rows as they stood at the end of `as_of`; `books.registers` itself where nothing was amended since."""
    changes = books.register_changes
    later = changes.loc[changes["valid_from"] > pd.Timestamp(as_of), "row_key"]
    if later.empty:
        return books.registers
    asked = changes[changes["row_key"].isin(later)]
    then = {int(str(key)): _fields(rows, as_of) for key, rows in asked.groupby("row_key")}
    return {name: _placed(REGISTERS[name], rows, then) if name in REGISTERS else rows for name, rows in books.registers.items()}


def rows_of(registers: Mapping[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """The rows of one register; none while nobody keeps it."""
    kept = registers.get(name)
    return frames.frame(REGISTERS[name], []) if kept is None else kept


def _fields(changes: pd.DataFrame, as_of: dt.date) -> dict[str, Value]:
    """A row's fields at `as_of`, from everything that was amended in it."""
    fields: dict[str, Value] = {}
    for place, (day, old, new) in enumerate(_versions(changes)):
        if place == 0:
            fields = dict(old)
        if day <= as_of:
            different = {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
            fields = {name: value for name, value in fields.items() if name not in different}
            fields |= {name: new[name] for name in different if name in new}
    return fields


def _versions(changes: pd.DataFrame) -> Iterator[tuple[dt.date, dict[str, Value], dict[str, Value]]]:
    for day, old, new in zip(changes["valid_from"], changes["old"], changes["new"], strict=True):
        yield day.date(), json.loads(old), json.loads(new)


def _placed(register: Register, rows: pd.DataFrame, then: Mapping[int, Mapping[str, Value]]) -> pd.DataFrame:
    """The rows with the fields of then, where they are among `then`."""
    mine = rows["row_key"].isin(list(then))
    if not mine.any():
        return rows
    keys: list[Any] = rows.loc[mine, list(KEPT)].astype("object").to_dict("records")
    records: list[dict[str, Value]] = [
        {**then[int(row["row_key"])], **{name: None if pd.isna(value) else value for name, value in row.items()}} for row in keys
    ]
    placed = frames.frame(register, records).astype(rows.dtypes.to_dict())
    return pd.concat([rows[~mine], placed]).sort_values("row_key").reset_index(drop=True)
