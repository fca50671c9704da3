"""Balances by customer as the general ledger or another system gives them: who, which currency, how much.

Such a list is compared with the books, never imported. It needs a heading for the customer and one for the balance
('期末余额', '余额', 'Balance', 'Closing balance'); the last balance heading counts, since opening balances stand first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from arcore.intake import amounts, cells, headers
from arcore.intake.files import open_workbook
from arcore.intake.grid import Grid
from arcore.intake.headers import Heading
from arcore.intake.model import Issue, Sheet
from arcore.intake.words import SUBTOTAL, squeezed
from arcore.messages import Unusable, say
from arcore.money import exponent
from arcore.schema import TableKind

BALANCE = re.compile(r"^(?:.*(?:余额|结余|余数|欠款|应收款|应收)(?:合计|总额|\(.*\))?|(?:.*\b)?balance(?:\(.*\))?|.*closingbalance.*)$")
NOT_NOW = re.compile(r"期初|年初|上期|opening|beginning|额度|limit")
ROWS_ABOVE = 30


@dataclass(frozen=True)
class Stated:
    """One customer's balance in one currency, minor units, as another system states it."""

    customer_id: str
    customer_name: str
    currency: str
    balance: int


@dataclass(frozen=True)
class BalanceList:
    """The balances of a file, and the rows that could not be used."""

    file: str
    rows: tuple[Stated, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class _Header:
    row: int
    who: dict[str, Heading]
    balance: Heading


def read_balances(content: bytes, name: str, *, currency: str, password: str | None = None) -> BalanceList:
    """The first list of balances of a workbook. Raises Unusable when there is none, or the file cannot be read."""
    workbook = open_workbook(content, name, password=password)
    for sheet in workbook.sheets:
        header = None if sheet.hidden else _header(sheet)
        if header is not None:
            return _rows(name, sheet, header, currency)
    raise Unusable(
        say(
            "{file} holds no list of balances. It needs a heading for the customer (number or name) "
            "and one for the balance, such as 期末余额 or Balance.",
            file=name,
        )
    )


def _header(sheet: Sheet) -> _Header | None:
    for number, row in enumerate(sheet.rows[:ROWS_ABOVE]):
        found = [item for index, cell in enumerate(row) if isinstance(cell, str) and (item := headers.heading(index, cell))]
        balances = [item for item in found if BALANCE.match(squeezed(item.text)) and not NOT_NOW.search(squeezed(item.text))]
        if not balances:
            continue
        others = [item for item in found if item not in balances]
        targets = headers.assign(others, TableKind.CUSTOMERS).targets
        who = {name: targets[name] for name in ("customer_id", "customer_name", "currency") if name in targets}
        if who.keys() & {"customer_id", "customer_name"}:
            return _Header(number, who, balances[-1])
    return None


def _rows(name: str, sheet: Sheet, header: _Header, currency: str) -> BalanceList:
    grid = Grid.of(sheet)
    places = range(header.row + 1, len(sheet.rows))
    blank: list[str | None] = [None] * len(places)
    ids, names, codes = blank, blank, blank
    if "customer_id" in header.who:
        ids = list(cells.identifiers(grid.column(header.who["customer_id"].index, places)).values)
    if "customer_name" in header.who:
        names = list(cells.texts(grid.column(header.who["customer_name"].index, places)).values)
    if "currency" in header.who:
        codes = list(cells.currencies(grid.column(header.who["currency"].index, places)).values)
    usual = header.balance.currency or currency
    read = amounts.amounts(grid.column(header.balance.index, places), decimals=exponent(usual), factor=header.balance.factor or 1)
    wrong = {problem.position: problem.value for problem in read.problems}
    rows: list[Stated] = []
    issues: list[Issue] = []
    for i, (number, who) in enumerate(zip(ids, names, strict=True)):
        if not (number or who) or _is_total(number, who):
            continue
        if not read.given[i]:
            if i in wrong:
                issues.append(_issue(sheet, header, i, wrong[i]))
            continue
        rows.append(Stated(number or "", who or "", codes[i] or read.signs.get(i) or usual, int(read.minor[i])))
    return BalanceList(name, tuple(rows), tuple(issues))


def _is_total(*labels: str | None) -> bool:
    return any(label is not None and SUBTOTAL.match(squeezed(label)) is not None for label in labels)


def _issue(sheet: Sheet, header: _Header, place: int, value: str) -> Issue:
    message = say("“{value}” under {heading} is not an amount.", value=value, heading=header.balance.text)
    return Issue("balance_unreadable", message, sheet=sheet.name, row=header.row + place + 2, column=header.balance.text)
