"""The first sheet: money in by class, the accounts' balances, differences by kind, and every proof with its two sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from arcore.documents.columns import Figure, Style, Value, formats, live_sentence, quoted, text_literal, write_cell
from arcore.documents.item_sheets import AS_OF
from arcore.documents.reconciliation_balance import Balance
from arcore.documents.reconciliation_lines import CLASSES, KEPT_OPEN, WAITING, WRITE_OFFS, Class
from arcore.documents.reconciliation_tables import known_kind
from arcore.documents.reconciliation_view import View, red_when_not_zero
from arcore.documents.workbook_style import INPUT_FILL, RULE, Paper
from arcore.messages import Message, say

MONEY_IN: tuple[Class, ...] = ("posted", "matched", "certain", "suggested", "unidentified", "booked", "aside")
QUIET = "#5A6673"


@dataclass(frozen=True)
class Cell:
    """A value, how it is shown, and its formula where it has one."""

    value: Value
    style: Style = "money"
    formula: str | None = None


def open_summary(paper: Paper, sheet: Any) -> None:
    """Title and as-of date; every formula about days looks at this one cell."""
    title = f"{paper.said(say('Reconciliation of bank receipts'))}  {paper.stamp.company}".strip()
    paper.title(sheet, title, [(say("Data version:"), paper.stamp.version)])
    sheet.write_string(2, 0, paper.said(say("As of")), paper.format(bold=True))
    style = paper.format(num_format="yyyy-mm-dd", bold=True, align="center", bg_color=INPUT_FILL, border=1, border_color=RULE)
    write_cell(sheet, 2, 1, paper.stamp.as_of, "date", style, "")
    paper.workbook.define_name(AS_OF, f"={quoted(sheet.get_name())}!$B$3")
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 6, 19)


def write_summary(paper: Paper, sheet: Any, views: Sequence[View], balances: Sequence[Balance]) -> None:
    """One part per currency, nothing summed across them."""
    row = 4
    if not views:
        sheet.write_string(row, 0, paper.said(say("There are no bank lines.")))
    for view in views:
        classes_at = row + 2
        row = classes(view, sheet, classes_at)
        sentence(view, sheet, classes_at - 2, classes_at + 1)
        row = accounts(view, sheet, row + 1, balances)
        row = differences(view, sheet, row + 1)
        row = proofs(view, sheet, row + 1, classes_at, balances) + 2


def sentence(view: View, sheet: Any, row: int, first: int) -> None:
    """The answer in one live sentence."""
    present = present_classes(view)
    total = first + len(present) + 1
    waiting = [f"C{first + place}" for place, kind in enumerate(present, start=1) if kind in WAITING]
    rest = sum(line.amount for line in view.lines if line.kind in WAITING)
    money_in = sum(line.amount for line in view.lines if line.amount > 0)
    settled = [f"C{first + place}" for place, kind in enumerate(present, start=1) if kind in ("posted", "matched")]
    done = sum(line.amount for line in view.lines if line.firm)
    figures = {
        "total": Figure.money(f"C{total}", money_in, view.currency),
        "settled": Figure.money("+".join(settled) or "0", done, view.currency),
        "rest": Figure.money("+".join(waiting) or "0", rest, view.currency),
    }
    message = say("{currency}: {total} came in; {settled} is settled, {rest} waits for a decision.", currency=view.currency)
    formula, now = live_sentence(message, figures, view.paper)
    sheet.write_formula(row, 0, formula, view.paper.format(font_size=12, bold=True), now)
    sheet.set_row(row, 20)


def present_classes(view: View) -> list[Class]:
    """The classes of money in that occur."""
    found = {line.kind for line in view.lines if line.amount > 0}
    return [kind for kind in MONEY_IN if kind in found]


def classes(view: View, sheet: Any, row: int) -> int:
    """Money in by class: lines, amount, what documents use of it, what stays unapplied, share."""
    lines = view.placed["lines"]
    heads = (say("Money in"), say("Lines"), say("Amount"), say("Applied"), say("Unapplied"), say("Share"))
    heading(view, sheet, row, heads)
    present = present_classes(view)
    first, total = row + 2, row + 2 + len(present)
    amount_in = sum(line.amount for line in view.lines if line.amount > 0)
    for place, kind in enumerate(present, start=row + 1):
        own = [line for line in view.lines if line.kind == kind and line.amount > 0]
        where = f'{lines.span("status")},{text_literal(view.kind(kind))},{lines.span("amount")},">0"'
        amount = sum(line.amount for line in own)
        cells = [
            Cell(len(own), "integer", f"=COUNTIFS({where})"),
            Cell(amount, "money", f"=SUMIFS({lines.span('amount')},{where})"),
            Cell(sum(line.applied for line in own), "money", f"=SUMIFS({lines.span('applied')},{where})"),
            Cell(sum(line.unapplied for line in own), "money", f"=SUMIFS({lines.span('unapplied')},{where})"),
            Cell(amount / amount_in, "percent", f"=IF(C${total}=0,0,C{place + 1}/C${total})"),
        ]
        write_cells(view, sheet, place, view.said(CLASSES[kind]), cells)
    incoming = [line for line in view.lines if line.amount > 0]
    sums = (len(incoming), amount_in, sum(line.applied for line in incoming), sum(line.unapplied for line in incoming))
    styles: tuple[Style, ...] = ("integer", "money", "money", "money")
    cells = [
        Cell(value, style, f"=SUM({letter}{first}:{letter}{total - 1})") for value, style, letter in zip(sums, styles, "BCDE", strict=True)
    ]
    cells.append(Cell(1 if amount_in else 0, "percent", f"=SUM(F{first}:F{total - 1})"))
    write_cells(view, sheet, total - 1, view.said(say("Money in of the statement")), cells, strong=True)
    return total


def accounts(view: View, sheet: Any, row: int, balances: Sequence[Balance]) -> int:
    """Per account: opening + in − out = closing."""
    lines = view.placed["lines"]
    heads = (
        say("Account"), say("Opening balance"), say("Received"), say("Paid out"), say("Opening + in − out"), say("Closing balance"),
        say("Difference"),
    )  # fmt: skip
    heading(view, sheet, row, heads)
    amount = lines.span("amount")
    for balance in (one for one in balances if one.account.currency == view.currency):
        row += 1
        account = balance.account
        own = [line.amount for line in view.lines if line.account == account.number]
        money_in, money_out = sum(a for a in own if a > 0), -sum(a for a in own if a < 0)
        same = f"({lines.span('account')}={text_literal(account.number)})*" if "account" in lines.columns else ""
        reached = (account.opening or 0) + money_in - money_out
        closing = account.closing if account.closing is not None else reached
        excel = row + 1
        cells = [
            Cell(account.opening or 0),
            Cell(money_in, "money", f"=SUMPRODUCT({same}({amount}>0)*{amount})"),
            Cell(money_out, "money", f"=-SUMPRODUCT({same}({amount}<0)*{amount})"),
            Cell(reached, "money", f"=B{excel}+C{excel}-D{excel}"),
            Cell(closing, "money", None if account.closing is not None else f"=E{excel}"),
            Cell(reached - closing, "money", f"=ROUND(E{excel}-F{excel},{view.places})"),
        ]
        write_cells(view, sheet, row, account.number or view.said(say("not stated")), cells)
        red_when_not_zero(view.paper, sheet, row, row, 6)
    return row + 1


def differences(view: View, sheet: Any, row: int) -> int:
    """What was given up, by kind, settled and suggested apart; what stays open for a reason."""
    placed = view.placed["differences"]
    kinds = {view.reason(s.part): s.part for s in view.settlings if s.part.write_off or (s.part.kept in KEPT_OPEN and s.after)}
    if not kinds:
        return row - 1
    heading(view, sheet, row, (say("Differences"), say("Documents"), say("Written off"), say("of it only suggested"), say("Stays open")))
    order = [*WRITE_OFFS, *KEPT_OPEN]
    for label in sorted(kinds, key=lambda one: order.index(known_kind(kinds[one].kind) if kinds[one].write_off else kinds[one].kept)):
        row += 1
        own = [s for s in view.settlings if view.reason(s.part) == label and (s.part.write_off or s.after)]
        where = f"{placed.span('kind')},{text_literal(label)}"
        suggested = [kind for kind in ("certain", "suggested") if any(s.line.kind == kind for s in own)]
        only = [
            f"SUMIFS({placed.span('write_off')},{where},{placed.span('status')},{text_literal(view.said(CLASSES[kind]))})"
            for kind in CLASSES
            if kind in suggested
        ]
        cells = [
            Cell(len(own), "integer", f"=COUNTIFS({where})"),
            Cell(sum(s.part.write_off for s in own), "money", f"=SUMIFS({placed.span('write_off')},{where})"),
            Cell(sum(s.part.write_off for s in own if not s.line.firm), "money", "=" + "+".join(only) if only else None),
            Cell(sum(s.after for s in own), "money", f"=SUMIFS({placed.span('after')},{where})"),
        ]
        write_cells(view, sheet, row, label, cells)
    return row + 1


def proofs(view: View, sheet: Any, row: int, classes_at: int, balances: Sequence[Balance]) -> int:
    """Each proof with its two sides."""
    heading(view, sheet, row, (say("Proof"), say("One side"), say("Other side"), say("Difference"), say("Result")))
    for label, left, right, formulas in proof_rows(view, classes_at, balances):
        row += 1
        excel = row + 1
        difference = left - right
        cells = [
            Cell(left, "money", formulas[0]),
            Cell(right, "money", formulas[1]),
            Cell(difference, "money", f"=ROUND(B{excel}-C{excel},{view.places})"),
            Cell("✓" if difference == 0 else "✗", "label", f'=IF(D{excel}=0,"✓","✗")'),
        ]
        write_cells(view, sheet, row, view.said(label), cells)
        red_when_not_zero(view.paper, sheet, row, row, 3)
    return row + 1


def proof_rows(view: View, classes_at: int, balances: Sequence[Balance]) -> list[tuple[Message, int, int, tuple[str, str]]]:
    """What is proven: the label, both sides, and both formulas."""
    lines, parts, documents, vouchers = (view.placed[name] for name in ("lines", "parts", "documents", "vouchers"))
    amount = lines.span("amount")
    money_in = sum(line.amount for line in view.lines if line.amount > 0)
    firm = [line for line in view.lines if line.firm]
    cash = sum(s.part.cash for s in view.settlings)
    settled = sum(s.part.cash + s.part.write_off for s in view.settlings if s.line.firm)
    before = sum(document.before for document in view.touched)
    received = sum(line.amount for line in firm)
    given_up = sum(line.written_off for line in firm)
    total = classes_at + 2 + len(present_classes(view))
    debit, credit = vouchers.span("debit"), vouchers.span("credit")
    applied = f"=SUM({lines.span('applied')})", f"=SUM({parts.span('cash')})"
    open_ = f"SUM({documents.span('open')})"
    gone = f"SUM({documents.span('cash')},{documents.span('write_off')})"
    own = [balance for balance in balances if balance.account.currency == view.currency]
    return [
        (say("Classes = money in of the statement"), money_in, money_in, (f"=C{total}", f'=SUMIFS({amount},{amount},">0")')),
        (
            say("Differences of all bank lines = nothing"),
            sum(abs(line.amount - line.applied - line.unapplied) for line in view.lines if line.kind not in ("aside", "booked", "out")),
            0,
            (f"=SUMPRODUCT(ABS({lines.span('difference')}))", "=0"),
        ),
        (
            say("Applied on bank lines = applied to documents"),
            cash,
            cash,
            applied,
        ),
        (
            say("Documents: open before − settled now = open"),
            before - settled,
            before - settled,
            (f"=SUM({documents.span('amount')})-SUM({documents.span('settled')})-{gone}", f"={open_}"),
        ),
        (
            say("Vouchers: debit = credit"),
            received + given_up,
            received + given_up,
            (f"=SUM({debit})", f"=SUM({credit})"),
        ),
        (
            say("Bank reconciliation: adjusted balances are equal"),
            sum(abs(balance.difference) for balance in own),
            0,
            ("=" + "+".join(f"ABS({balance.cell})" for balance in own) if own else "=0", "=0"),
        ),
    ]


def heading(view: View, sheet: Any, row: int, heads: Sequence[Message]) -> None:
    """The heading of a small table."""
    for place, head in enumerate(heads):
        sheet.write_string(row, place, view.said(head), view.paper.heading())


def write_cells(view: View, sheet: Any, row: int, label: str, cells: Sequence[Cell], *, strong: bool = False) -> None:
    """One row of a small table."""
    more = {"bold": True, "top": 1, "top_color": RULE, "bg_color": "#EEF1F4"} if strong else {"bottom": 1, "bottom_color": "#E6EAEE"}
    style = formats(view.paper, view.currency, **more)
    sheet.write_string(row, 0, label, view.paper.format(**more))
    for place, cell in enumerate(cells, start=1):
        write_cell(sheet, row, place, cell.value, cell.style, style[cell.style], view.currency, cell.formula)
