"""A register's workbook, filled in or corrected in Excel, against the register: differences, and an issue for each bad cell.

Rows are recognized by the number in their first column; a row without one is new. Rows that the workbook does not list
stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from arcore.intake.files import open_workbook
from arcore.intake.grid import Grid, column_letters
from arcore.intake.headings import normalize
from arcore.intake.model import Cell, Issue, Workbook
from arcore.ledger import RowChange
from arcore.messages import Message, Unusable, say
from arcore.registers.attachments import shown_name
from arcore.registers.cells import read_cell
from arcore.registers.checks import Given, Wrong, check
from arcore.registers.model import Field, Register, Subject, Value
from arcore.registers.subjects import SUBJECT_COLUMNS, plain_value, subject_headings
from arcore.schema import Kind

HEADER_WITHIN = 20


@dataclass(frozen=True)
class Difference:
    """One field of one row: what it was and what the workbook says; `old` None in a new row."""

    address: str
    subject: str
    field: Field
    old: Value
    new: Value
    is_new: bool


@dataclass(frozen=True)
class Filled:
    """What the workbook would change, what it says that cannot be used, and how many rows are as they were."""

    changes: tuple[RowChange, ...]
    differences: tuple[Difference, ...]
    issues: tuple[Issue, ...]
    unchanged: int


@dataclass
class _Draft:
    changes: list[RowChange] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    unchanged: int = 0


@dataclass(frozen=True)
class _Sheet:
    grid: Grid
    header: int
    columns: Mapping[str, int]

    def address(self, row: int, name: str) -> str:
        return f"{column_letters(self.columns[name])}{row + 1}"


def read_filled(
    content: bytes,
    name: str,
    register: Register,
    rows: pd.DataFrame,
    customers: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    currency: str,
    defaults: Mapping[str, Given] | None = None,
) -> Filled:
    """Compare a workbook with the register's `rows`. Raises Unusable where no sheet has the register's headings.

    `defaults` stand in new rows for what the workbook leaves blank or does not ask; "customer_id" or "customer_name" among them for a
    row's customer.
    """
    book = open_workbook(content, name)
    return filled(book, name, register, rows, customers, documents, currency=currency, defaults=defaults)


def filled(
    book: Workbook,
    name: str,
    register: Register,
    rows: pd.DataFrame,
    customers: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    currency: str,
    defaults: Mapping[str, Given] | None = None,
) -> Filled:
    """The same for a workbook that is open already, such as one that holds several registers."""
    sheet = _found(book, name, register)
    stored = {int(row["row_key"]): row for row in rows.to_dict("records")}
    subjects = _Subjects.of(register, customers, documents)
    draft = _Draft()
    for place in sheet.grid.non_blank(sheet.header + 1, len(sheet.grid.rows)):
        _row(draft, sheet, place, register, stored, subjects, currency, defaults or {})
    return Filled(tuple(draft.changes), tuple(draft.differences), tuple(draft.issues), draft.unchanged)


def _found(book: Workbook, name: str, register: Register) -> _Sheet:
    """The sheet and row with most of the headings."""
    wanted = {**dict(subject_headings(register)), **{each.name: each.column.title for each in register.fields}}
    known = {normalize(title.text(lang)): column for column, title in wanted.items() for lang in ("zh", "en")}
    best: _Sheet | None = None
    for sheet in book.sheets:
        grid = Grid.of(sheet)
        for place in range(min(HEADER_WITHIN, len(grid.rows))):
            columns = {known[key]: c for c, cell in grid.cells(place) if isinstance(cell, str) and (key := normalize(cell)) in known}
            if best is None or len(columns) > len(best.columns):
                best = _Sheet(grid, place, columns)
    if best is None or len(best.columns) < 2:
        words = {"file": name, "register": register.title}
        raise Unusable(say("{file} has no sheet with the headings of “{register}”. Download the workbook here and fill it in.", **words))
    return best


@dataclass(frozen=True)
class _Subjects:
    """Customers by number and by name, documents by number; a name that several share is None."""

    register: Register
    by_id: Mapping[str, int]
    by_name: Mapping[str, int | None]
    documents: Mapping[str, tuple[int, int] | None]
    names: Mapping[int, str]

    @classmethod
    def of(cls, register: Register, customers: pd.DataFrame, documents: pd.DataFrame) -> _Subjects:
        keys = [int(key) for key in customers["customer_key"]]
        numbers: dict[str, tuple[int, int] | None] = {}
        if register.subject is Subject.DOCUMENT:
            for number, key, owner in documents[["document_no", "document_key", "customer_key"]].itertuples(index=False):
                numbers[str(number)] = None if str(number) in numbers else (int(key), int(owner))
        names: dict[str, int | None] = {}
        for name, key in zip(customers["customer_name"], keys, strict=True):
            if isinstance(name, str):
                names[normalize(name)] = None if normalize(name) in names else key
        ids = {str(number): key for number, key in zip(customers["customer_id"], keys, strict=True) if isinstance(number, str)}
        shown = {key: str(name) for name, key in zip(customers["customer_name"], keys, strict=True)}
        return cls(register, ids, names, numbers, shown)

    def find(self, cells: Mapping[str, str]) -> tuple[int | None, int | None]:
        """(customer_key, document_key) of a new row; raises Wrong where they cannot be told."""
        if self.register.subject is Subject.COMPANY:
            return None, None
        if self.register.subject is Subject.DOCUMENT:
            pair = self.documents.get(cells.get("document_no", ""))
            if pair is None:
                raise Wrong(say("No single document has the number “{number}”.", number=cells.get("document_no", "")))
            return pair[1], pair[0]
        number, name = cells.get("customer_id", ""), cells.get("customer_name", "")
        if not number and not name and self.register.customer_optional:
            return None, None
        key = self.by_id.get(number) if number else self.by_name.get(normalize(name))
        if key is None:
            raise Wrong(say("No single customer is “{name}”. Use the number or the full name as the books have it.", name=number or name))
        return key, None


def _row(
    draft: _Draft,
    sheet: _Sheet,
    place: int,
    register: Register,
    stored: Mapping[int, Mapping[Any, Any]],
    subjects: _Subjects,
    currency: str,
    defaults: Mapping[str, Given],
) -> None:
    cells: dict[str, Cell] = {name: sheet.grid.rows[place][column] for name, column in sheet.columns.items()}
    issues: list[Issue] = []
    old = _known(cells.get("row_key"), stored)
    if old is None and cells.get("row_key") not in (None, ""):
        message = say("There is no row {number} in this register (any more). Leave the cell blank for a new row.", number=cells["row_key"])
        issues.append(_issue(sheet, place, "row_key", message))
    keys: tuple[int | None, int | None] = (None, None)
    if old is None:
        try:
            names = [name for name, _ in subject_headings(register)]
            named = {name: str(cells[name]).strip() for name in names if cells.get(name) is not None}
            whose = {name: str(defaults[name]) for name in names if defaults.get(name)}
            keys = subjects.find(named if any(named.values()) else whose)
        except Wrong as wrong:
            issues.append(_issue(sheet, place, _subject_column(sheet, register), wrong.message))
    given = _given(sheet, place, register, cells, old, currency, issues)
    if old is None:
        given = {name: defaults.get(name) if value is None else value for name, value in given.items()}
    checked = check(register, given)
    unread = {issue.code for issue in issues}
    issues += [_issue(sheet, place, problem.field, problem.message) for problem in checked.problems if problem.field not in unread]
    if issues:
        draft.issues += issues
        return
    before = {name: value for name in register.names if (value := plain_value(old[name])) is not None} if old is not None else {}
    if old is not None and before == checked.values:
        draft.unchanged += 1
        return
    subject = subjects.names.get(keys[0] or 0, "") if old is None else subjects.names.get(_whole(old["customer_key"]), "")
    for each in register.fields:
        if before.get(each.name) != checked.values.get(each.name):
            name = each.name if each.name in sheet.columns else next(iter(sheet.columns))
            address = sheet.address(place, name)
            draft.differences.append(Difference(address, subject, each, before.get(each.name), checked.values.get(each.name), old is None))
    seen = (int(old["row_key"]), int(old["entry"])) if old is not None else (None, None)
    draft.changes.append(
        RowChange(register.name, checked.values, row_key=seen[0], customer_key=keys[0], document_key=keys[1], entry=seen[1])
    )


def _known(cell: Cell, stored: Mapping[int, Mapping[Any, Any]]) -> Mapping[Any, Any] | None:
    text = str(cell).strip() if cell is not None else ""
    return stored.get(int(text)) if text.isdigit() else None


def _given(
    sheet: _Sheet,
    place: int,
    register: Register,
    cells: Mapping[str, Cell],
    old: Mapping[Any, Any] | None,
    currency: str,
    issues: list[Issue],
) -> dict[str, Given]:
    """Every field as the row will have it: from its cell, or as it was where the workbook has no such column."""
    written = cells.get("currency")
    code = str(written).strip().upper() if isinstance(written, str) and len(written.strip()) == 3 else currency
    given: dict[str, Given] = {}
    for each in register.fields:
        before = plain_value(old[each.name]) if old is not None else None
        if each.name not in sheet.columns:
            given[each.name] = before if old is not None else each.default
            continue
        cell = cells[each.name]
        if each.kind is Kind.FILE and before is not None and cell == shown_name(before):
            given[each.name] = before
            continue
        try:
            given[each.name] = read_cell(each, cell, code)
        except Wrong as wrong:
            issues.append(_issue(sheet, place, each.name, wrong.message))
    return given


def _whole(value: Any) -> int:
    return 0 if value is None or bool(pd.isna(value)) else int(value)


def _subject_column(sheet: _Sheet, register: Register) -> str:
    return next((name for name in SUBJECT_COLUMNS[register.subject] if name in sheet.columns), "")


def _issue(sheet: _Sheet, place: int, name: str, message: Message) -> Issue:
    """An issue at a cell, or at the row where the workbook has no such column; its code is the field's name."""
    column = sheet.columns.get(name)
    heading = None if column is None else str(sheet.grid.rows[sheet.header][column])
    cell = None if column is None else sheet.address(place, name)
    value = None if column is None else sheet.grid.rows[place][column]
    shown = None if value is None else str(value)
    return Issue(name, message, None, sheet.grid.sheet.name, place + 1, heading, cell, shown)


def shown_issues(issues: Sequence[Issue]) -> list[tuple[str, Message]]:
    """(address, sentence) of each issue, in the order of the sheet."""
    return [(f"{issue.sheet}!{issue.cell}" if issue.cell else f"{issue.sheet} {issue.row}", issue.message) for issue in issues]
