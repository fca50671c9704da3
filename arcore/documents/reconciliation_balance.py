"""余额调节表: per account, the bank's closing balance and the books' balance, each adjusted for what the other has not recorded.

Books and bank start from the same opening balance. Receivables books record receipts only: money out and money in that is no
receipt is recorded in the bookkeeping system, and stands here as not recorded yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from arcore.documents.columns import text_literal, write_cell
from arcore.documents.reconciliation_lines import CLASSES, FIRM, WAITING, Account, Class, Reconciliation
from arcore.documents.reconciliation_view import View, quiet, red_when_not_zero
from arcore.documents.workbook_style import RULE, Paper
from arcore.messages import Message, say

RECORDED: tuple[Class, ...] = (*sorted(FIRM), "booked")
UNRECORDED: tuple[Class, ...] = (*sorted(WAITING), "aside")


@dataclass(frozen=True)
class Row:
    """One row of a side: its label, what it comes to (minor units), and the formula, "{row}" being its own row."""

    label: Message
    amount: int
    formula: str | None = None
    strong: bool = False


@dataclass(frozen=True)
class Balance:
    """Where an account's result stands, for the summary."""

    account: Account
    difference: int
    cell: str


def write_balances(paper: Paper, sheet: Any, views: dict[str, View], reconciliation: Reconciliation) -> list[Balance]:
    """One block an account."""
    paper.title(sheet, paper.said(say("Bank reconciliation")), [*paper.facts(), (say("As of"), paper.stamp.as_of)])
    sheet.set_column(0, 0, 58)
    sheet.set_column(1, 1, 20)
    sheet.set_column(2, 2, 3)
    sheet.set_column(3, 3, 58)
    sheet.set_column(4, 4, 20)
    row, found = 3, []
    for account in reconciliation.accounts:
        view = views[account.currency]
        alone = sum(other.currency == account.currency for other in reconciliation.accounts) == 1
        row, balance = block(paper, sheet, row, view, account, reconciliation, alone=alone)
        found.append(balance)
    unplaced = sorted({r.currency for r in reconciliation.only_in_books} & {a.currency for a in reconciliation.accounts})
    if any(sum(a.currency == currency for a in reconciliation.accounts) > 1 for currency in unplaced):
        words = say("Receipts of the books name no bank account; with several accounts of a currency they are left out here.")
        sheet.write_string(row, 0, paper.said(words), paper.format(font_color="#5A6673"))
    return found


def block(
    paper: Paper, sheet: Any, row: int, view: View, account: Account, reconciliation: Reconciliation, *, alone: bool
) -> tuple[int, Balance]:
    """Both sides of one account, and the difference; gives the next free row."""
    heading = say("Account {account}, {currency}", account=account.number or say("not stated"), currency=account.currency)
    sheet.write_string(row, 0, paper.said(heading), paper.format(bold=True, font_size=12))
    for column, label in ((0, say("Bank statement")), (3, say("Books (receivables)"))):
        sheet.write_string(row + 1, column, paper.said(label), paper.heading())
        sheet.write_string(row + 1, column + 1, paper.said(say("Amount")), paper.heading())
    only_in_books = sum(r.amount for r in reconciliation.only_in_books if r.currency == account.currency) if alone else 0
    money = Money(view, account)
    sides = (bank_side(money, account, only_in_books, row + 3), books_side(money, account, only_in_books, row + 3))
    ends = []
    for column, side in zip((0, 3), sides, strict=True):
        blanks = max(map(len, sides)) - len(side)
        body = [*side[:-1], *[None] * blanks, side[-1]]
        for place, one in enumerate(body, start=row + 2):
            write_row(paper, sheet, place, column, one, account.currency)
        ends.append(sum_of(side))
    last = row + 1 + max(map(len, sides))
    sheet.write_string(last + 1, 3, paper.said(say("Difference of the adjusted balances")), paper.format(bold=True))
    difference = ends[0] - ends[1]
    bold = paper.money(account.currency, bold=True)
    write_cell(sheet, last + 1, 4, difference, "money", bold, account.currency, f"=ROUND(B{last + 1}-E{last + 1},{view.places})")
    red_when_not_zero(paper, sheet, last + 1, last + 1, 4)
    row = last + 2
    if account.opening is None or account.closing is None:
        words = say("The statement states no balances; only its movements are reconciled.")
        sheet.write_string(row, 0, paper.said(words), paper.format(font_color="#5A6673"))
        row += 1
    return row + 2, Balance(account, difference, f"'{sheet.get_name()}'!$E${last + 2}")


class Money:
    """What the lines of an account come to by class, as amounts and as formulas over the sheet of bank lines."""

    def __init__(self, view: View, account: Account) -> None:
        self._view, self._account = view, account
        self.places = view.places
        self._lines = [line for line in view.lines if line.account == account.number]

    def rows(self, label: Callable[[Class], Message], kinds: Sequence[Class]) -> list[Row]:
        """One row per class that occurs."""
        present = {line.kind for line in self._lines}
        return [Row(label(kind), self._sum(kind), f"={self.formula(kind)}") for kind in kinds if kind in present]

    def _sum(self, kind: Class) -> int:
        return abs(sum(line.amount for line in self._lines if line.kind == kind))

    def total(self, *, money_in: bool) -> Row:
        """All money in, or out."""
        amount = abs(sum(line.amount for line in self._lines if (line.amount > 0) is money_in))
        label = say("Plus: money in") if money_in else say("Less: money out")
        return Row(label, amount, f"={'' if money_in else '-'}{self._product('>0' if money_in else '<0')}")

    def formula(self, kind: Class) -> str:
        """The sum of a class; as a positive number."""
        sign = "-" if kind == "out" else ""
        return f"{sign}{self._product('', kind)}"

    def _product(self, comparison: str, kind: Class | None = None) -> str:
        """Exact comparison of the account: a SUMIFS would take two long numbers for equal that share 15 digits."""
        placed = self._view.placed["lines"]
        amount = placed.span("amount")
        terms = [f"({placed.span('account')}={text_literal(self._account.number)})"] if "account" in placed.columns else []
        if kind is not None:
            terms.append(f"({placed.span('status')}={text_literal(self._view.kind(kind))})")
        if comparison:
            terms.append(f"({amount}{comparison})")
        return f"SUMPRODUCT({'*'.join(terms)}*{amount})"


def bank_side(money: Money, account: Account, only_in_books: int, top: int) -> list[Row]:
    """From the statement's opening to its closing balance, then what the bank does not know yet. `top`: the first row's number."""
    opening = account.opening or 0
    money_in, money_out = money.total(money_in=True), money.total(money_in=False)
    reached = opening + money_in.amount - money_out.amount
    closing = account.closing if account.closing is not None else reached
    stated = None if account.closing is not None else f"=B{top}+B{top + 1}-B{top + 2}"
    missing = f"=ROUND(B{top + 4}-B{top}-B{top + 1}+B{top + 2},{money.places})"
    return [
        Row(say("Opening balance"), opening),
        money_in,
        money_out,
        Row(say("Movements missing from the statement"), closing - reached, missing),
        Row(say("Closing balance of the bank statement"), closing, stated, True),
        Row(say("Plus: received in the books, not by the bank"), only_in_books),
        Row(say("Less: paid in the books, not by the bank (payments are not kept here)"), 0),
        Row(say("Adjusted balance"), closing + only_in_books, f"=B{top + 4}+B{top + 5}-B{top + 6}", True),
    ]


def books_side(money: Money, account: Account, only_in_books: int, top: int) -> list[Row]:
    """The books' balance, then what the bank has and the books have not recorded."""
    opening = account.opening or 0
    recorded = money.rows(lambda kind: say("Plus: receipts recorded, {kind}", kind=CLASSES[kind]), RECORDED)
    if only_in_books:
        recorded.append(Row(say("Plus: receipts recorded without bank line"), only_in_books))
    books = opening + sum(row.amount for row in recorded)
    balance = top + 1 + len(recorded)
    missing = money.rows(lambda kind: say("Plus: received by the bank, not in the books: {kind}", kind=CLASSES[kind]), UNRECORDED)
    out = money.rows(lambda kind: say("Less: paid by the bank, not recorded here"), ("out",))
    adjusted = books + sum(row.amount for row in missing) - sum(row.amount for row in out)
    plus = f"+SUM(E{balance + 1}:E{balance + len(missing)})" if missing else ""
    less = f"-E{balance + len(missing) + 1}" if out else ""
    return [
        Row(say("Opening balance"), opening, f"=B{top}"),
        *recorded,
        Row(say("Balance of the books"), books, f"=SUM(E{top}:E{balance - 1})", True),
        *missing,
        *out,
        Row(say("Adjusted balance"), adjusted, f"=E{balance}{plus}{less}", True),
    ]


def sum_of(side: Sequence[Row]) -> int:
    """A side's adjusted balance."""
    return side[-1].amount


def write_row(paper: Paper, sheet: Any, row: int, column: int, one: Row | None, currency: str) -> None:
    """A label and its amount; a gap stays blank."""
    if one is None:
        sheet.write_blank(row, column, None, quiet(paper))
        sheet.write_blank(row, column + 1, None, quiet(paper))
        return
    more: dict[str, Any] = {"bold": True, "top": 1, "top_color": RULE} if one.strong else {}
    sheet.write_string(row, column, paper.said(one.label), quiet(paper, **more))
    style = paper.money(currency, bottom=1, bottom_color="#E6EAEE", **more)
    write_cell(sheet, row, column + 1, one.amount, "money", style, currency, one.formula)
