"""Rows that add others up: subtotals with a label or without, a group's total, and the upper rows of an outline."""

from __future__ import annotations

from collections.abc import Sequence

from arcore.intake.cells import is_blank
from arcore.intake.grid import Grid
from arcore.intake.key_columns import AMOUNTS, DATES, NUMBERS, PARTIES, columns_of
from arcore.intake.layout import Header
from arcore.intake.model import Cell
from arcore.intake.statements.values import number
from arcore.intake.surroundings import Party, with_code
from arcore.intake.words import DIGIT, SUBTOTAL, squeezed


def subtotal(header: Header, texts: list[tuple[int, str, str]], numbered: bool) -> bool:
    """Whether a label of a total stands where labels stand: among the first cells, or in a key column; anywhere without a number."""
    keys = set(columns_of(header, (*NUMBERS, *PARTIES, *DATES, "document_type", "salesperson", "remark", "memo")))
    labels = [plain for i, (c, _, plain) in enumerate(texts) if i < 2 or c in keys or not numbered]
    return any(SUBTOTAL.match(plain) for plain in labels)


def only_money(grid: Grid, header: Header, row: int) -> bool:
    """Whether the row holds amounts (and a currency) but nothing that names a document, a day or a customer."""
    assignment = header.assignment
    free = {
        h.index for name, h in assignment.targets.items() if name in (*AMOUNTS, "currency", "tax_amount", "exchange_rate", "_direction")
    }
    free |= set(assignment.parts)
    free |= {h.index for h in assignment.spare} | {h.index for h in assignment.lines}
    cells = grid.cells(row)
    money = any((c in columns_of(header, AMOUNTS) and not isinstance(v, str)) or (isinstance(v, str) and DIGIT.search(v)) for c, v in cells)
    texts = [v for c, v in cells if isinstance(v, str) and c in {h.index for h in assignment.spare}]
    return money and all(c in free for c, _ in cells) and not any(len(t) > 12 for t in texts)


def sums_its_party(grid: Grid, header: Header, row: int, aside: set[int]) -> bool:
    """Whether the amount is that of the same customer's rows right above: SAP adds customers up without saying so."""
    party, money = columns_of(header, PARTIES)[:1], columns_of(header, AMOUNTS)[:1]
    if not party or not money:
        return False
    above: list[Cell] = []
    for r in range(row - 1, header.last, -1):
        if r in aside or grid.rows[r][party[0]] != grid.rows[row][party[0]]:
            break
        above.append(grid.rows[r][money[0]])
    return _is_sum(grid.rows[row][money[0]], above)


def _is_sum(cell: Cell, parts: Sequence[Cell]) -> bool:
    """Whether a cell is the sum of others, by either way of writing decimals."""
    for comma in (False, True):
        values = [value for part in parts if (value := number(part, comma)) is not None]
        if parts and len(values) == len(parts) and number(cell, comma) == sum(values):
            return True
    return False


def ends_group(first: str, groups: Sequence[tuple[int, Party]]) -> bool:
    """Whether a row is the total of the group above it: 'Total' and the name in its heading. `first`: its first text, squeezed."""
    return bool(groups) and first.startswith("total") and first.endswith(squeezed(groups[-1][1].name))


def heads_its_rows(grid: Grid, header: Header, row: int) -> Party | None:
    """The customer of a row that gives the sum of the rows right below, which name none: an outline's upper level."""
    own = columns_of(header, ("customer_name", "customer_id"))[:1]
    money = columns_of(header, AMOUNTS)[:1]
    if not own or not money or is_blank(grid.rows[row][own[0]]):
        return None
    below: list[Cell] = []
    for r in range(row + 1, len(grid.rows)):
        if not is_blank(grid.rows[r][own[0]]) or grid.is_row_blank(r):
            break
        below.append(grid.rows[r][money[0]])
    return with_code(str(grid.rows[row][own[0]])) if _is_sum(grid.rows[row][money[0]], below) else None
