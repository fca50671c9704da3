"""The total row that a table brings along, held against what was read: equal is said as proof, different is a finding.

Only a row that calls itself the whole table's total (合计, 总计, Total) is held against it; a sum of the rows since the last such row
is a group's. Amounts of several currencies are not added, and then nothing is compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from arcore.intake import amounts as money
from arcore.intake.cells import Bools, Ints
from arcore.intake.draft import Draft
from arcore.intake.model import Issue
from arcore.intake.sorting import SUM_ROW
from arcore.intake.words import GRAND_TOTAL, squeezed
from arcore.messages import Message, say
from arcore.money import exponent, shown

COMPARED = ("amount", "open_amount", "paid_amount", "_debit", "_credit")


@dataclass(frozen=True)
class Snapshot:
    """A money column as its cells had it, before anything was worked out from it."""

    name: str
    heading: str
    column: int
    currency: str | None
    minor: Ints
    given: Bools


def snapshot(draft: Draft) -> list[Snapshot]:
    """The money columns, where the table has a total row to compare them with."""
    if draft.kind.value == "customers" or _total_row(draft) is None:
        return []
    names = [name for name in COMPARED if not (draft.header.assignment.is_ledger and name == "open_amount")]
    columns = ((name, draft.heading(name)) for name in names)
    return [
        Snapshot(name, h.text, h.index, h.currency, draft.money[name].copy(), draft.given[name].copy())
        for name, h in columns
        if h and name in draft.money
    ]


def _total_row(draft: Draft) -> int | None:
    """The last row (0-based) that was set aside as a sum and calls itself the table's total."""
    for aside in reversed(draft.aside):
        if aside.reason.template == SUM_ROW.template:
            texts = [v for _, v in draft.grid.cells(aside.row - 1) if isinstance(v, str)]
            if any(GRAND_TOTAL.fullmatch(squeezed(text)) for text in texts[:2]):
                return aside.row - 1
    return None


def compare(draft: Draft, columns: list[Snapshot]) -> None:
    """Note for each column whether the total row says what was read; call when the draft's rows are settled."""
    row = _total_row(draft) if columns else None
    codes = {code or draft.currency for code in draft.texts["currency"]}
    if row is None or len(codes) != 1:
        return
    code = codes.pop()
    kept = np.zeros(len(draft), dtype=np.bool_)
    kept[draft.kept()] = True
    for column in columns:
        if column.currency not in (None, code):
            continue
        said = _said(draft, row, column, code)
        if said is None or not column.given.any() or column.name in draft.ignored:
            continue
        read = int(column.minor[kept].sum())
        if said in (read, _settled(draft, column, kept)):
            draft.notes.append(_equal(draft, column, said, code))
            continue
        stretches = _stretches(draft, row)
        whole = [rows for rows in stretches if int(column.minor[rows].sum()) == said]
        explained = draft.facts.get("lines_grouped") and whole
        if explained or any(kept[rows].all() for rows in whole) or any(int(column.minor[rows & kept].sum()) == said for rows in stretches):
            continue
        draft.report_table(_differs(row, column, (said, read), code, sheet=draft.sheet, left_out=bool(whole)))


def _settled(draft: Draft, column: Snapshot, kept: Bools) -> int | None:
    """What the column comes to after credit notes were turned negative."""
    final = draft.money.get(column.name)
    return int(final[kept].sum()) if final is not None else None


def _stretches(draft: Draft, row: int) -> list[Bools]:
    """Rows that a total may add up: all of them, those above it, those since the sum row before."""
    rows = np.asarray(draft.rows)
    before = max((a.row - 1 for a in draft.aside if a.reason.template == SUM_ROW.template and a.row - 1 < row), default=-1)
    return [np.ones(len(draft), dtype=np.bool_), rows < row, (rows < row) & (rows > before)]


def _said(draft: Draft, row: int, column: Snapshot, code: str) -> int | None:
    heading = next(h for h in draft.header.headings if h.index == column.column)
    factor = heading.factor if heading.factor is not None else draft.factor
    hint = money.convention_of(money.spelled_digits(draft.grid.column(column.column, draft.rows)))[0]
    value = money.amounts([draft.grid.rows[row][column.column]], decimals=exponent(code), factor=factor, hint=hint)
    return int(value.minor[0]) if value.given[0] and not value.problems else None


def _equal(draft: Draft, column: Snapshot, said: int, code: str) -> Message:
    return say(
        "{sheet}, {heading}: total row {total} = rows read {total}", sheet=draft.sheet, heading=column.heading, total=shown(said, code)
    )


def _differs(row: int, column: Snapshot, amounts: tuple[int, int], code: str, *, sheet: str, left_out: bool) -> Issue:
    said, read = amounts
    words = {
        "heading": column.heading,
        "row": row + 1,
        "total": shown(said, code),
        "read": shown(read, code),
        "difference": shown(said - read, code),
    }
    message = (
        say("{heading}: total row {row} says {total}, the usable rows come to {read}; the {difference} stand in rows left out", **words)
        if left_out
        else say("{heading}: total row {row} says {total}, the rows come to {read}, a difference of {difference}", **words)
    )
    hint = say("Mend the rows named above") if left_out else say("Check whether rows are missing or hidden, or the total was typed by hand")
    return Issue("total_differs", message, hint, sheet=sheet, column=column.heading, blocking=False)
