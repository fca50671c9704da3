"""对账单 as a workbook: one printed sheet with live formulas and the reply slip, and a sheet for the customer's differences.

The second sheet, filled in and sent back, is read by `intake.customer_statement`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from arcore import palette
from arcore.buckets import edges
from arcore.confirming.statement import KIND_WORDS, TITLE, Statement, account_lines, paragraphs, reach, reply_lines
from arcore.documents.workbook_style import HEADING_FILL, INPUT_FILL, RULE, Paper, Stamp, amount, cell_text, cells, unit_label
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.policy import AgingScheme

HEADS = (
    say("Date"), say("Document No."), say("Type of line"), say("Order, contract or memo"), say("Charged (debit)"), say("Paid (credit)"),
    say("Balance"), say("Due date"), say("Days overdue"), say("Remark"),
)  # fmt: skip
WIDTHS = (12, 16, 13, 17, 14, 14, 14, 12, 9, 10)
LAST = len(WIDTHS) - 1


def build(found: Statement, lang: Language) -> bytes:
    """The workbook's bytes; amounts in the currency's unit."""
    paper = Paper(Stamp(found.company, found.as_of, lang), TITLE)
    sheet = _Sheet(paper, found)
    sheet.head()
    if found.mode == "detail":
        sheet.movements()
    sheet.items()
    sheet.disputes()
    sheet.aging()
    sheet.unapplied()
    sheet.closing()
    sheet.slip()
    _differences(paper, found)
    return paper.bytes()


class _Sheet:
    """The printed sheet being written; `row` is the next free one (0-based)."""

    def __init__(self, paper: Paper, found: Statement) -> None:
        self.paper, self.found, self.row = paper, found, 0
        self.currency = found.account.currency
        self.sheet = paper.sheet(paper.said(say("Account statement")), landscape=False)
        for place, wide in enumerate(WIDTHS):
            self.sheet.set_column(place, place, wide)
        self.text = paper.format(border=1, border_color=RULE)
        self.day = paper.format(border=1, border_color=RULE, num_format="yyyy-mm-dd", align="center")
        self.days = paper.format(border=1, border_color=RULE, num_format='0;-0;"–"', align="right")
        self.money = paper.money(self.currency, border=1, border_color=RULE)
        self.sum = paper.money(self.currency, bold=True, border=1, border_color=RULE, bg_color=HEADING_FILL)
        self.label = paper.format(bold=True, border=1, border_color=RULE, bg_color=HEADING_FILL)
        self.open_rows = self.line_rows = (0, -1)
        self.open_total = self.unapplied_total = self.line_total = ""

    def worded(self, message: Message) -> str:
        return cell_text(self.paper.said(message))

    def write(self, column: int, value: object, form: Any, formula: str = "") -> None:
        """One cell of the current row: text, a date, or a figure with its formula."""
        if formula:
            self.sheet.write_formula(self.row, column, formula, form, value)
        elif isinstance(value, dt.date):
            self.sheet.write_datetime(self.row, column, value, form)
        elif isinstance(value, int | float):
            self.sheet.write_number(self.row, column, value, form)
        else:
            self.sheet.write_string(self.row, column, cell_text(str(value or "")), form)

    def figure(self, column: int, minor: int, form: Any, formula: str = "") -> None:
        """An amount."""
        self.write(column, amount(minor, self.currency), form, formula)

    def paragraph(self, text: str, **properties: Any) -> None:
        """Text across the page, as high as it needs."""
        lines = sum(max(1, -(-cells(part) // (sum(WIDTHS) - 6))) for part in text.split("\n"))
        self.sheet.set_row(self.row, 15 * lines + 3)
        self.sheet.merge_range(self.row, 0, self.row, LAST, cell_text(text), self.paper.format(text_wrap=True, **properties))
        self.row += 1

    def head(self) -> None:
        """Title, both parties, the day, and what is asked."""
        found = self.found
        self.sheet.set_row(0, 28)
        self.sheet.merge_range(0, 0, 0, LAST, self.worded(TITLE), self.paper.format(bold=True, font_size=16, align="center"))
        self.row = 1
        facts = (
            (say("Statement No."), found.number),
            (say("Period"), f"{found.account.start.isoformat()} – {found.as_of.isoformat()}"),
            (say("Currency:"), self.currency),
            (say("Unit:"), self.paper.said(unit_label("unit", self.currency))),
        )
        self.paragraph("    ".join(f"{self.paper.said(name)} {value}" for name, value in facts), font_color="#5A6673", align="center")
        self.paragraph(self.paper.said(say("To: {customer}", customer=found.customer_name)), bold=True, font_size=11)
        for sentence in paragraphs(found):
            self.paragraph(self.paper.said(sentence))
        self.write(0, self.worded(say("As of")), self.label)
        self.write(1, found.as_of, self.day)
        self.as_of = f"$B${self.row + 1}"
        self.row += 2

    def table(self, title: Message, heads: Sequence[Message | None]) -> None:
        """A table's title and headings; None leaves one blank."""
        self.write(0, self.worded(title), self.paper.format(bold=True, font_size=11))
        self.row += 1
        for place, head in enumerate(heads):
            self.write(place, self.worded(head) if head else "", self.paper.heading())
        self.sheet.set_row(self.row, 30)
        self.row += 1

    def movements(self) -> None:
        """Opening balance, every line with the balance after it, totals, and what each kind adds up to."""
        account = self.found.account
        self.table(say("Movements"), HEADS[:8])
        self.write(0, account.start, self.day)
        self.write(2, self.worded(say("Opening balance")), self.text)
        self.figure(6, account.opening, self.money)
        opening = self.row
        self.row += 1
        columns = (
            account.lines[name].tolist() for name in ("date", "number", "kind", "reference", "debit", "credit", "balance", "due_date")
        )
        for date, number, kind, reference, debit, credit, balance, due in zip(*columns, strict=True):
            self.write(0, date.date(), self.day)
            for place, value in enumerate((number, self.worded(KIND_WORDS[kind]), reference), start=1):
                self.write(place, value, self.text)
            self.figure(4, debit, self.money)
            self.figure(5, credit, self.money)
            self.figure(6, balance, self.money, f"=G{self.row}+E{self.row + 1}-F{self.row + 1}")
            self.write(7, due.date() if pd.notna(due) else "", self.day)
            self.row += 1
        self.line_rows = (opening + 1, self.row - 1)
        self._line_totals(opening)
        self.row += 1

    def _line_totals(self, opening: int) -> None:
        account, (first, last) = self.found.account, self.line_rows
        none = last < first
        self.write(2, self.worded(say("Total and closing balance")), self.label)
        for place, name in ((4, "debit"), (5, "credit")):
            letter = "ABCDEFG"[place]
            self.figure(place, int(account.lines[name].sum()), self.sum, "" if none else f"=SUM({letter}{first + 1}:{letter}{last + 1})")
        self.figure(6, account.closing, self.sum, f"=G{opening + 1}+E{self.row + 1}-F{self.row + 1}")
        self.line_total = f"G{self.row + 1}"
        self.row += 1
        for kind, minor in account.subtotals.items():
            word = self.worded(KIND_WORDS[kind])
            self.write(2, word, self.text)
            self.write(3, self.worded(say("Sum of this kind")), self.text)
            spans = [f"SUMIFS({letter}{first + 1}:{letter}{last + 1},C{first + 1}:C{last + 1},C{self.row + 1})" for letter in "EF"]
            self.figure(6, minor, self.money, f"={spans[0]}-{spans[1]}")
            self.row += 1

    def items(self) -> None:
        """The open documents, how late each is, and which are in dispute."""
        heads = (*HEADS[:4], say("Amount"), say("Settled"), say("Still open"), *HEADS[7:])
        self.table(say("Open items"), heads)
        first, account = self.row, self.found.account
        names = ("document_date", "document_no", "kind", "order_no", "amount", "open", "due_date", "days_past_due", "document_key")
        for date, number, kind, order, total, open_, due, late, key in zip(*(account.open_items[n].tolist() for n in names), strict=True):
            self.write(0, date.date(), self.day)
            for place, value in enumerate((number, self.worded(KIND_WORDS[kind]), order if pd.notna(order) else ""), start=1):
                self.write(place, value, self.text)
            self.figure(4, total, self.money)
            self.figure(5, total - open_, self.money)
            self.figure(6, open_, self.money, f"=E{self.row + 1}-F{self.row + 1}")
            self.write(7, due.date(), self.day)
            self.write(8, max(0, int(late)), self.days, f"=MAX(0,{self.as_of}-H{self.row + 1})")
            self.write(9, self.worded(say("In dispute")) if key in account.disputed else "", self.text)
            self.row += 1
        self.open_rows = (first, self.row - 1)
        self.write(2, self.worded(say("Total")), self.label)
        total = int(account.open_items["open"].sum())
        self.figure(6, total, self.sum, f"=SUM(G{first + 1}:G{self.row})" if self.row > first else "")
        self.open_total = f"G{self.row + 1}"
        self.row += 1
        self.row += 1

    def disputes(self) -> None:
        """What of the open documents is in dispute; it is part of the balance."""
        rows = self.found.disputes
        if not rows:
            return
        blank = (None,) * 4
        self.table(say("Items in dispute"), (say("Document No."), *blank, say("Still open"), say("Amount in dispute")))
        first = self.row
        for number, open_, part in rows:
            for place, value in enumerate((number, "", "", "", "")):
                self.write(place, value, self.text)
            self.figure(5, open_, self.money)
            self.figure(6, part, self.money)
            self.row += 1
        self.write(2, self.worded(say("Total")), self.label)
        self.figure(6, self.found.disputed, self.sum, f"=SUM(G{first + 1}:G{self.row})")
        self.row += 2

    def aging(self) -> None:
        """The debts by age, credit notes apart."""
        found, (first, last) = self.found, self.open_rows
        if last < first:
            return
        self.write(0, self.worded(say("By days past due")), self.paper.format(bold=True, font_size=11))
        colors = palette.ramp(len(found.aging), first_is_current=isinstance(found.scheme, AgingScheme))
        bounds = list(zip((None, *edges(found.scheme)), (*edges(found.scheme), None), strict=True))
        open_, days = (f"{letter}{first + 1}:{letter}{last + 1}" for letter in "GI")
        for (label, minor), color, (low, high) in zip(found.aging, colors, bounds, strict=True):
            conditions = [f'{open_},">0"']
            conditions += [f'{days},">{low}"'] if low is not None else []
            conditions += [f'{days},"<={high}"'] if high is not None else []
            self.write(2, self.worded(label), self.paper.heading(color))
            self.figure(3, minor, self.money, f"=SUMIFS({open_},{','.join(conditions)})")
            self.row += 1
        credits = found.account.open_items["open"].clip(upper=0).sum()
        if credits:
            self.write(2, self.worded(say("Credit notes")), self.paper.heading(palette.CREDIT))
            self.figure(3, int(credits), self.money, f'=SUMIFS({open_},{open_},"<0")')
            self.row += 1
        self.row += 1

    def unapplied(self) -> None:
        """Receipts not yet used for a document, and advances."""
        rows = self.found.account.unapplied
        if not len(rows):
            return
        heads = (HEADS[0], say("Receipt No."), say("Type of line"), say("Memo"), None, None, say("Amount"))
        self.table(say("Receipts not yet applied, advances"), heads)
        first = self.row
        for date, number, memo, minor in zip(*(rows[n].tolist() for n in ("receipt_date", "receipt_no", "memo", "unapplied")), strict=True):
            self.write(0, date.date(), self.day)
            for place, value in enumerate((number, self.worded(KIND_WORDS["receipt"]), memo, "", ""), start=1):
                self.write(place, value if pd.notna(value) else "", self.text)
            self.figure(6, -minor, self.money)
            self.row += 1
        self.write(2, self.worded(say("Total")), self.label)
        self.figure(6, -int(rows["unapplied"].sum()), self.sum, f"=SUM(G{first + 1}:G{self.row})")
        self.unapplied_total = f"G{self.row + 1}"
        self.row += 2

    def closing(self) -> None:
        """The balance in figures and words, and the proof that open items less advances make it."""
        account = self.found.account
        self.write(0, self.worded(say("Closing balance")), self.label)
        self.write(1, "", self.label)
        parts = "+".join(part for part in (self.open_total, self.unapplied_total) if part)
        self.figure(2, account.closing, self.sum, f"={parts}")
        if self.line_total:
            self.write(3, self.worded(say("Difference to the movements")), self.text)
            self.figure(4, account.proof, self.money, f"=ROUND({self.line_total}-C{self.row + 1},2)")
        self.row += 1
        if self.paper.stamp.lang == "zh" and self.found.in_words:
            self.write(0, self.worded(say("In words")), self.label)
            self.write(1, self.found.in_words, self.paper.format(bold=True))
            self.row += 1
        self.row += 1
        found = self.found
        for name, value in (*account_lines(found.pay_to), *reach(found.contact, found.phone, found.email, found.address)):
            self.write(0, self.worded(name), self.label)
            self.write(1, value, self.paper.format())
            self.row += 1
        for text in (self.found.company, self.paper.said(say("(finance seal)    {date}", date=self.found.as_of.isoformat()))):
            self.sheet.merge_range(self.row, 6, self.row, LAST, cell_text(text), self.paper.format(align="center"))
            self.row += 1

    def slip(self) -> None:
        """The reply, below a line to cut along."""
        self.paragraph("-" * (sum(WIDTHS) - 10), font_color="#5A6673", align="center")
        self.paragraph(self.paper.said(say("Reply to statement {number}", number=self.found.number)), bold=True, align="center")
        self.paragraph(self.paper.said(say("To: {customer}", customer=self.found.company)))
        for sentence in reply_lines(self.found):
            self.paragraph(self.paper.said(sentence))


def _differences(paper: Paper, found: Statement) -> None:
    """A sheet for the customer's own lines where they differ."""
    sheet = paper.sheet(paper.said(say("Your lines")))
    title = paper.said(say("Your own lines of the period, or only those that differ"))
    paper.title(sheet, title, [(say("Statement No."), found.number), (say("Customer"), found.customer_name)])
    heads = (say("Date"), say("Document No."), say("Purchases (credit)"), say("Payments (debit)"), say("Memo"))
    for place, (head, wide) in enumerate(zip(heads, (12, 20, 18, 18, 40), strict=True)):
        sheet.write_string(3, place, paper.said(head), paper.heading())
        sheet.set_column(place, place, wide)
    fill = {"bg_color": INPUT_FILL, "border": 1, "border_color": RULE}
    forms = (
        paper.format(num_format="yyyy-mm-dd", **fill), paper.format(num_format="@", **fill),
        *([paper.money(found.account.currency, **fill)] * 2), paper.format(**fill),
    )  # fmt: skip
    for row in range(4, 44):
        for place, form in enumerate(forms):
            sheet.write_blank(row, place, None, form)
    sheet.freeze_panes(4, 0)
