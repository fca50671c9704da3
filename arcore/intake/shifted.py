"""Rows of a comma-separated file that an amount's own comma has cut: '1,234.56' without quotes stands in two cells.

Read as they stand such a row would owe 1.00. It is wider than the headings, and the amount's cell is followed by three digits.
"""

from __future__ import annotations

import re

from arcore.intake.draft import Draft
from arcore.intake.findings import Problem
from arcore.intake.model import Cell

_START = re.compile(r"^\s*[(\-]?\s*[¥￥$€£]?\s*-?\d{1,3}\s*$")
_REST = re.compile(r"^\s*\d{3}(?:\.\d*)?\s*\)?\s*$")


def report_shifted(draft: Draft) -> None:
    """Name every row that was cut within an amount; its cells stand under the wrong headings."""
    if not draft.grid.sheet.cut_at_commas:
        return
    last = max(item.index for item in draft.header.headings)
    for i, row in enumerate(draft.rows):
        cells = draft.grid.rows[row]
        if not any(cell not in (None, "") for cell in cells[last + 1 :]):
            continue
        for name, item in draft.header.assignment.targets.items():
            if name in draft.money and item.index + 1 < len(cells) and _is_cut(cells[item.index], cells[item.index + 1]):
                draft.report(Problem(i, "cut_at_comma", f"{cells[item.index]},{cells[item.index + 1]}"), item)
                break


def _is_cut(cell: Cell, after: Cell) -> bool:
    return isinstance(cell, str) and isinstance(after, str) and bool(_START.match(cell) and _REST.match(after))
