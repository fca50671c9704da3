"""A workbook as text: every cell's value, formula and number format, and how each sheet is set up.

Golden files are compared with it. After an intended change: `ARCORE_WRITE_GOLDEN=1 python -m pytest tests/test_…workbook.py`,
then read the difference before committing it.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

GOLDEN = Path(__file__).parent / "golden"


def dump(content: bytes) -> str:
    """The whole workbook."""
    formulas, values = (load_workbook(io.BytesIO(content), data_only=only) for only in (False, True))
    names = [f"name {name} = {defined.attr_text}" for name, defined in sorted(formulas.defined_names.items())]
    sheets = [sheet_text(formulas[name], values[name]) for name in formulas.sheetnames]
    return "\n".join([*names, *sheets]) + "\n"


def sheet_text(formulas: Worksheet, values: Worksheet) -> str:
    """One sheet: its setup, then its cells."""
    page = formulas.page_setup
    widths = " ".join(f"{letter}:{column.width:.1f}" for letter, column in sorted(formulas.column_dimensions.items()))
    lines = [
        f"=== {formulas.title}",
        f"freeze {formulas.freeze_panes} filter {formulas.auto_filter.ref} repeat {formulas.print_title_rows}",
        f"paper {page.paperSize} {page.orientation} fit {page.fitToWidth}x{page.fitToHeight} charts {len(formulas._charts)}",
        f"merged {len(formulas.merged_cells.ranges)} widths {widths}",
        f"conditional {' '.join(sorted(str(rule.sqref) for rule in formulas.conditional_formatting))}",
    ]
    for row in formulas.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            formula = f"  {cell.value}" if cell.data_type == "f" else ""
            shown = values[cell.coordinate].value
            lines.append(f"{cell.coordinate}  {shown!r}  [{cell.number_format}]{formula}")
    return "\n".join(lines)


def assert_golden(content: bytes, name: str) -> None:
    """The workbook is as the golden file says; with ARCORE_WRITE_GOLDEN set, the file is written instead."""
    path = GOLDEN / f"{name}.txt"
    text = dump(content)
    if os.environ.get("ARCORE_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
