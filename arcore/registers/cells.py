"""What a cell or a form's text box says about a field: amounts in major units, choices by their words, 是 and yes."""

from __future__ import annotations

from arcore.dates import read_date
from arcore.intake.amounts import amounts
from arcore.intake.cells import error_of, identifiers, is_blank, shown_value, texts
from arcore.intake.model import Cell
from arcore.messages import say
from arcore.money import exponent
from arcore.registers.checks import Given, Wrong
from arcore.registers.model import Field
from arcore.schema import Kind

YES = frozenset({"是", "有", "已", "√", "✓", "y", "yes", "true", "1"})
NO = frozenset({"否", "无", "未", "×", "✗", "n", "no", "false", "0"})


def read_cell(field: Field, cell: Cell, currency: str) -> Given:
    """The cell's value as `checks.check` takes it; raises Wrong where it cannot be read.

    `currency` gives the decimals of an amount.
    """
    if is_blank(cell):
        return None
    if error_of(cell):
        raise Wrong(say("{field}: the cell shows an error ({value}).", field=field.column.title, value=shown_value(cell)))
    if field.choices:
        return _choice(field, cell)
    if field.kind is Kind.MONEY:
        return _amount(field, cell, currency)
    if field.kind is Kind.DATE:
        return read_date(cell) or shown_value(cell)
    if field.kind is Kind.FLAG:
        return _flag(cell)
    if field.kind is Kind.ID:
        return identifiers([cell]).values[0]
    return texts([cell]).values[0]


def _choice(field: Field, cell: Cell) -> Given:
    said = shown_value(cell).casefold()
    for choice in field.choices:
        if said in {choice.value.casefold(), choice.zh.casefold(), choice.en.casefold()}:
            return choice.value
    return shown_value(cell)


def _amount(field: Field, cell: Cell, currency: str) -> Given:
    read = amounts([cell], decimals=exponent(currency))
    if not read.given[0]:
        raise Wrong(say("{field}: “{value}” is not an amount.", field=field.column.title, value=shown_value(cell)))
    return int(read.minor[0])


def _flag(cell: Cell) -> Given:
    said = shown_value(cell).casefold()
    return True if said in YES else False if said in NO else shown_value(cell)
