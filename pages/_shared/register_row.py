"""A register's row on a page of its own: its headings and choices as widgets show them, and amending rows with what was filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from arcore.ledger import RowChange
from arcore.registers import Register
from arcore.registers.checks import Given, check
from arcore.registers.subjects import plain_row
from pages._shared import widgets
from pages._shared.frame import Frame


def heading(frame: Frame, register: Register, field: str) -> str:
    """A field's heading."""
    return widgets.plain(register.field(field).heading(frame.lang))


def choices(frame: Frame, register: Register, field: str) -> dict[str, str]:
    """What a field may hold, and the words for it."""
    return register.field(field).labels(frame.lang)


def amended(frame: Frame, register: Register, row: Mapping[Any, Any] | pd.Series, given: Mapping[str, Given]) -> RowChange | None:
    """The row with what was given; None, with a sentence for everything that is wrong, where it cannot be kept so."""
    checked = check(register, {**plain_row(register, row), **given})
    for problem in checked.problems:
        widgets.strip(frame.say(problem.message), "bad")
    if checked.problems:
        return None
    return RowChange(register.name, checked.values, row_key=int(row["row_key"]), entry=int(row["entry"]))


def all_amended(frame: Frame, register: Register, rows: pd.DataFrame, given: Mapping[str, Given]) -> list[RowChange] | None:
    """Every row with what was given and is not blank; None, as `amended` has it, where one of them cannot be kept so."""
    filled = {field: value for field, value in given.items() if value not in ("", None)}
    changes: list[RowChange] = []
    for row in rows.to_dict("records"):
        change = amended(frame, register, row, filled)
        if change is None:
            return None
        changes.append(change)
    return changes
