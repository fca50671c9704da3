"""Days as whole numbers, so that they can be subtracted the same way on every engine."""

from __future__ import annotations

from typing import Any

import narwhals as nw


def with_day_numbers(rows: Any, **columns: str) -> Any:
    """Narwhals `rows` with Python's `date.toordinal` of date columns: `with_day_numbers(rows, due="due_date")`; no date may be null."""
    years = [(nw.col(source).dt.year().cast(nw.Int64) - 1).alias(f"_year_of_{name}") for name, source in columns.items()]
    numbered = rows.with_columns(*years).with_columns(*[_ordinal(name, source) for name, source in columns.items()])
    return numbered.drop(*[f"_year_of_{name}" for name in columns])


def _ordinal(name: str, source: str) -> nw.Expr:
    before = nw.col(f"_year_of_{name}")
    day = nw.col(source).dt.ordinal_day().cast(nw.Int64) + 365 * before + before // 4 - before // 100 + before // 400
    return day.alias(name)
