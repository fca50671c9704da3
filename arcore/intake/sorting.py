"""Which rows of a block are data, and which are set aside: repeated headings, subtotals, notes, group and opening rows.

Rows whose key cells are all filled plausibly are data at once; only the others are looked at one by one, so that a
hundred thousand rows cost a few column passes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from arcore.dates import ambiguous_parts, read_date, without_year
from arcore.intake.amounts import is_amount
from arcore.intake.cells import Bools, error_of, is_blank
from arcore.intake.grid import Grid
from arcore.intake.headers import holds, is_known
from arcore.intake.headings import normalize
from arcore.intake.key_columns import AMOUNTS, DATES, NUMBERS, PARTIES, columns_of
from arcore.intake.layout import Choice, Header, could_be_headings, header_at, is_table
from arcore.intake.model import Cell
from arcore.intake.row_sums import ends_group, heads_its_rows, only_money, subtotal, sums_its_party
from arcore.intake.surroundings import Party, entity_of, party_of, with_code
from arcore.intake.words import BUCKET, CLOSING, DIGIT, NOTE, OPENING, SUBTOTAL, squeezed
from arcore.messages import Message, say
from arcore.schema import Kind, TableKind

_LABEL = re.compile(r"计|[Tt]otal|TOTAL|^\*|累|[Ss]um|SUM|期|结转|[Oo]pening|[Cc]losing|[Bb]alance")
_ID = re.compile(r"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9\-_/.#]{2,39}$")


@dataclass
class Sorted:
    """The rows of a block (0-based): data, set aside with the reason, group headings with their customer, opening balances."""

    data: list[int] = field(default_factory=list)
    aside: list[tuple[int, Message]] = field(default_factory=list)
    groups: list[tuple[int, Party]] = field(default_factory=list)
    openings: set[int] = field(default_factory=set)
    end: int = 0


def fill_merged(grid: Grid, header: Header) -> Grid:
    """Cells merged downwards hold their value in every row, except amounts: one amount is one amount."""
    by_column = {h.index: target for target, h in header.assignment.targets.items()}
    kind = header.assignment.kind
    rows: list[Sequence[Cell]] | None = None
    for top, left, bottom, _ in grid.sheet.merged:
        target = by_column.get(left)
        if bottom <= top or target is None or top <= header.last or bottom - top > 5_000 or top >= len(grid.rows):
            continue
        if (not target.startswith("_") and holds(kind, target) is Kind.MONEY) or target in AMOUNTS or is_blank(grid.rows[top][left]):
            continue
        rows = list(grid.rows) if rows is None else rows
        for r in range(top + 1, min(bottom, len(rows) - 1) + 1):
            if is_blank(rows[r][left]):
                changed = list(rows[r])
                changed[left] = grid.rows[top][left]
                rows[r] = changed
    return grid.with_rows(rows) if rows is not None else grid


def _present(grid: Grid, columns: Sequence[int], rows: range) -> Bools:
    """Rows in which any of the columns is filled."""
    result = np.zeros(len(rows), dtype=np.bool_)
    for c in columns:
        cells = grid.column(c, rows)
        if None not in cells and "" not in cells:
            return np.ones(len(rows), dtype=np.bool_)
        result |= np.array([v is not None and v != "" for v in cells], dtype=np.bool_)
    return result


def _plausible(grid: Grid, columns: Sequence[int], rows: range) -> Bools:
    """Rows in which any of the columns holds a number, a date, or text with a digit in it."""
    result = np.zeros(len(rows), dtype=np.bool_)
    search = DIGIT.search
    for c in columns:
        cells = grid.column(c, rows)
        types = set(map(type, cells))
        if str not in types:
            here = [v is not None for v in cells] if type(None) in types else [True] * len(cells)
        else:
            here = [v is not None and (type(v) is not str or search(v) is not None) for v in cells]
        result |= np.array(here, dtype=np.bool_)
        if result.all():
            break
    return result


def _complete(grid: Grid, header: Header, rows: range) -> Bools:
    """Rows whose key cells are filled in a way that only data is."""
    kind = header.assignment.kind
    party, number = columns_of(header, PARTIES), columns_of(header, NUMBERS)
    filled = np.array(grid.filled[rows.start : rows.stop]) >= min(3, len(header.headings))
    if kind is TableKind.CUSTOMERS:
        texts = {h.text for h in header.headings}
        own = columns_of(header, ("customer_id", "customer_name"))
        clean = np.ones(len(rows), dtype=np.bool_)
        for c in own:
            fine = [type(v) is not str or (_LABEL.search(v) is None and v not in texts) for v in grid.column(c, rows)]
            clean &= np.array(fine, dtype=np.bool_)
        return np.asarray(filled & clean & _present(grid, own, rows))
    result = filled & _plausible(grid, columns_of(header, AMOUNTS), rows) & _plausible(grid, columns_of(header, DATES), rows)
    if party:
        result &= _present(grid, party, rows)
    if number and kind is TableKind.DOCUMENTS:
        result &= _plausible(grid, number, rows)
    labelled = columns_of(header, ("document_type", "remark", "memo"))
    for c in labelled if header.assignment.is_ledger else ():
        result &= np.array([type(v) is not str or not OPENING.match(squeezed(v)) for v in grid.column(c, rows)], dtype=np.bool_)
    return np.asarray(result)


def sort_rows(grid: Grid, header: Header, choice: Choice) -> Sorted:
    """Sort the rows under a header, down to the next table's header or the end of the sheet."""
    result = Sorted(end=len(grid.rows))
    foreign = 0
    for rows in _stretches(header.body, len(grid.rows)):
        for row, done in zip(rows, _complete(grid, header, rows).tolist(), strict=True):
            if row < foreign:
                result.aside.append((row, FOREIGN_TABLE))
            elif done:
                result.data.append(row)
            elif not grid.is_row_blank(row):
                if _other_table(grid, header, row, choice) is not None:
                    _give_back(grid, result, row)
                    return result
                if _foreign_headings(grid, header, row):
                    foreign = _foreign_end(grid, row, choice)
                _sort_one(grid, header, row, result)
    return result


def _foreign_headings(grid: Grid, header: Header, row: int) -> bool:
    """Whether headings of a small table that we do not read stand here, apart from the rows: '账龄', '金额', '占比'."""
    if not grid.is_row_blank(row - 1) and len(grid.cells(row - 1)) != 1:
        return False
    texts = [(c, v) for c, v in grid.cells(row) if isinstance(v, str)]
    if len(texts) < 2 or not could_be_headings(grid, row):
        return False
    own = {item.index: item.key for item in header.headings}
    return sum(1 for c, text in texts if normalize(text) != own.get(c)) > len(texts) / 2 and sum(map(is_known, (t for _, t in texts))) >= 2


def _foreign_end(grid: Grid, row: int, choice: Choice) -> int:
    """The first row below such headings that is blank or heads a table again."""
    below = range(row + 1, len(grid.rows))
    return next((r for r in below if grid.is_row_blank(r) or _table_at(grid, r, choice)), len(grid.rows))


def _stretches(start: int, stop: int) -> Iterator[range]:
    """Ever longer stretches, so that many small tables on a sheet do not each look at all the rows below."""
    length = 256
    while start < stop:
        yield range(start, min(stop, start + length))
        start, length = start + length, length * 4


def _table_at(grid: Grid, row: int, choice: Choice) -> Header | None:
    """The header of a table that we read, if this row is one."""
    found = header_at(grid, row, choice) if could_be_headings(grid, row) else None
    return found if found is not None and is_table(found.assignment) else None


def _other_table(grid: Grid, header: Header, row: int, choice: Choice) -> Header | None:
    """The header of another table, if this row is one."""
    other = _table_at(grid, row, choice)
    return None if other is None or header.same_table(other) else other


def _give_back(grid: Grid, result: Sorted, row: int) -> None:
    """The title rows right above another table's header belong to that table."""
    result.end = row
    blank_above = row
    while blank_above > 0 and grid.filled[blank_above - 1]:
        blank_above -= 1
    titles = {r for r, reason in result.aside if r >= blank_above and reason.template == TITLE.template}
    titles |= {r for r, _ in result.groups if r >= blank_above}
    first = row
    while first - 1 in titles:
        first -= 1
    result.end = first
    result.aside = [(r, reason) for r, reason in result.aside if r < first]
    result.groups = [(r, party) for r, party in result.groups if r < first]
    result.data = [r for r in result.data if r < first]


TITLE = say("A title or note between the rows")
SUM_ROW = say("A subtotal or total")
FOREIGN_TABLE = say("A small table of other figures")


def _sort_one(grid: Grid, header: Header, row: int, result: Sorted) -> None:
    """Decide about one row that is not plainly data."""
    cells = grid.cells(row)
    texts = [(c, str(v), squeezed(str(v))) for c, v in cells if isinstance(v, str) and not error_of(v)]
    first = texts[0][2] if texts else ""
    has_amount = _has(grid, header, row, AMOUNTS)
    has_date = _has(grid, header, row, DATES)
    number_columns = columns_of(header, ("document_no", "_digital_no", "receipt_no"))
    has_number = any(not is_blank(grid.rows[row][c]) and not _is_label(str(grid.rows[row][c])) for c in number_columns)
    has_party = any(not is_blank(grid.rows[row][c]) for c in columns_of(header, PARTIES))
    full = has_number and has_date and has_amount
    if could_be_headings(grid, row) and not (has_amount and has_date):
        result.aside.append((row, say("The heading row repeated")))
    elif _opening(header, texts) and not (full and not header.assignment.is_ledger and not columns_of(header, ("_debit",))):
        _take_opening(grid, header, row, result, has_amount)
    elif not full and any(CLOSING.match(t) for _, _, t in texts[:3]):
        result.aside.append((row, say("A closing balance or period total")))
    elif not full and (subtotal(header, texts, has_number) or (not (has_number or has_date) and ends_group(first, result.groups))):
        result.aside.append((row, SUM_ROW))
    elif not (has_amount or has_date) and (party := party_of([str(v) for _, v in cells])):
        result.groups.append((row, party))
        result.aside.append((row, say("A group heading: {name}", name=party.name)))
    elif not (has_amount or has_date) and columns_of(header, PARTIES) and (entity := entity_of(str(v) for _, v in cells)):
        result.aside.append((row, say("The books of {name}", name=entity)))
    elif not (has_number and has_amount) and NOTE.match(first) and not (has_date and has_party):
        result.aside.append((row, say("A note or footer")))
    elif len(cells) == 1 and texts and not has_amount:
        _take_single(header, row, cells[0][0], texts[0][1], result)
    elif header.assignment.kind is TableKind.CUSTOMERS and (has_party or any(isinstance(v, str) for _, v in cells)):
        result.data.append(row)
    elif header.assignment.kind is TableKind.CUSTOMERS or only_money(grid, header, row):
        result.aside.append((row, say("A row of sums only")))
    elif not (has_number or has_date or has_amount):
        result.aside.append((row, TITLE if len(cells) <= 2 else say("No number, date or amount")))
    elif not (has_number or has_date) and sums_its_party(grid, header, row, {r for r, _ in result.aside}):
        result.aside.append((row, SUM_ROW))
    elif not (has_number or has_date) and (heads := heads_its_rows(grid, header, row)):
        result.groups.append((row, heads))
        result.aside.append((row, say("A group heading: {name}", name=heads.name)))
    else:
        result.data.append(row)


def _has(grid: Grid, header: Header, row: int, names: Collection[str]) -> bool:
    """Whether any of these columns holds what it should (an amount, a date), or an error in its place."""
    dated = names is DATES
    for c in columns_of(header, names):
        value = grid.rows[row][c]
        if isinstance(value, str):
            digits = DIGIT.search(value) is not None
            said = digits and ((read_date(value) or ambiguous_parts(value) or without_year(value)) if dated else is_amount(value))
            if said or error_of(value) or (dated and value.strip().isdigit()):
                return True
        elif value is not None:
            return True
    return False


def _is_label(text: str) -> bool:
    plain = squeezed(text)
    return bool(SUBTOTAL.match(plain) or CLOSING.match(plain) or OPENING.match(plain) or NOTE.match(plain))


def _opening(header: Header, texts: list[tuple[int, str, str]]) -> bool:
    return header.assignment.kind is TableKind.DOCUMENTS and any(OPENING.match(plain) for _, _, plain in texts)


def _take_opening(grid: Grid, header: Header, row: int, result: Sorted, has_amount: bool) -> None:
    """An opening balance is an open item, if it is not nothing."""
    money = [grid.rows[row][c] for c in columns_of(header, AMOUNTS)]
    if not has_amount or all(v is None or v in (0, "0", "0.00", "") for v in money):
        result.aside.append((row, say("An opening balance of nothing")))
        return
    result.data.append(row)
    result.openings.add(row)


def _take_single(header: Header, row: int, column: int, text: str, result: Sorted) -> None:
    """A row of one text: a broken row if it is a number in the number's column; else the heading of a group."""
    plain = squeezed(text)
    if column in columns_of(header, NUMBERS) and _ID.match(text.strip()):
        result.data.append(row)
        return
    own = columns_of(header, ("customer_id", "customer_name"))
    if (
        (not own or column in own)
        and not BUCKET.match(plain)
        and header.assignment.kind is not TableKind.CUSTOMERS
        and len(plain) <= 60
        and not plain.endswith(("。", "."))
    ):
        party = with_code(entity_of([text]) or text)
        result.groups.append((row, party))
        result.aside.append((row, say("A group heading: {name}", name=party.name)))
    else:
        result.aside.append((row, TITLE))
