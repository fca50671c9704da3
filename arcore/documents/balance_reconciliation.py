"""余额调节表: both sides' closing balances, what each must book, and the one balance they come to; then every line behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from arcore.comparing.model import BOOKS, KINDS, Books, Comparison, Difference, Line
from arcore.documents.workbook_style import RULE, Paper, Stamp, amount, cell_text
from arcore.i18n import Language
from arcore.messages import Message, say

TITLE = say("Reconciliation of balances")
HEADS = (
    say("Kind"), say("To be booked by"), say("Our date"), say("Our document"), say("Our amount"), say("Their date"),
    say("Their document"), say("Their amount"), say("Difference"), say("Memo"),
)  # fmt: skip
WIDTHS = (14, 12, 12, 20, 16, 12, 20, 16, 16, 30)


def build(found: Comparison, *, customer: str, company: str, lang: Language) -> bytes:
    """The workbook's bytes; amounts in the currency's unit, from our view: positive is what the customer owes."""
    paper = Paper(Stamp(company, found.end, lang), TITLE)
    sheets = _Sheets(paper, found)
    summary = paper.sheet(paper.said(TITLE), landscape=False)
    rows = sheets.differences()
    sheets.pairs()
    sheets.summary(summary, customer, rows)
    return paper.bytes()


class _Sheets:
    """The workbook being written."""

    def __init__(self, paper: Paper, found: Comparison) -> None:
        self.paper, self.found = paper, found
        self.text = paper.format(border=1, border_color=RULE)
        self.day = paper.format(border=1, border_color=RULE, num_format="yyyy-mm-dd", align="center")
        self.money = paper.money(found.currency, border=1, border_color=RULE)
        self.sum = paper.money(found.currency, border=1, border_color=RULE, bold=True)
        self.list_name = paper.said(say("Listed differences"))

    def worded(self, message: Message) -> str:
        return cell_text(self.paper.said(message))

    def figure(self, sheet: Any, row: int, column: int, minor: int, form: Any, formula: str = "") -> None:
        value = amount(minor, self.found.currency)
        if formula:
            sheet.write_formula(row, column, formula, form, value)
        else:
            sheet.write_number(row, column, value, form)

    def differences(self) -> dict[str, int]:
        """The list of differences; gives each one's sheet row (1-based)."""
        sheet = self._listed(self.list_name, HEADS, WIDTHS)
        rows = {}
        for row, each in enumerate(self.found.differences, start=4):
            sheet.write_string(row, 0, self.worded(KINDS[each.kind]), self.text)
            sheet.write_string(row, 1, self.worded(BOOKS[each.books]), self.text)
            for column, line in ((2, each.ours), (5, each.theirs)):
                self._line(sheet, row, column, line)
            self.figure(sheet, row, 8, each.difference, self.sum, f"=H{row + 1}-E{row + 1}")
            sheet.write_string(row, 9, cell_text(_memo(each)), self.text)
            rows[each.key] = row + 1
        if not rows:
            sheet.write_string(4, 0, self.worded(say("The two sides' lines agree.")))
        return rows

    def pairs(self) -> None:
        """What agrees: one row per pair, several lines of a side joined."""
        heads, widths = (*HEADS[2:9],), WIDTHS[2:9]
        sheet = self._listed(self.paper.said(say("Lines that agree")), heads, widths)
        for row, pair in enumerate(self.found.pairs, start=4):
            for column, lines in ((0, pair.ours), (3, pair.theirs)):
                sheet.write_datetime(row, column, lines[0].date, self.day)
                sheet.write_string(row, column + 1, cell_text("、".join(line.number for line in lines if line.number)), self.text)
                self.figure(sheet, row, column + 2, sum(line.amount for line in lines), self.money)
            self.figure(sheet, row, 6, pair.difference, self.money, f"=F{row + 1}-C{row + 1}")

    def summary(self, sheet: Any, customer: str, rows: dict[str, int]) -> None:
        """Two columns that end in the same balance."""
        found = self.found
        facts = [*self.paper.facts(found.currency), (say("Customer:"), customer), (say("As of"), found.end.isoformat())]
        self.paper.title(sheet, self.paper.said(TITLE), facts)
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, 1, 20)
        sheet.set_column(2, 2, 46)
        sheet.set_column(3, 3, 20)
        ours = self._side(sheet, 0, say("Our books"), found.our_closing, "ours", rows, [])
        rest = [
            (say("Rests within the tolerance"), -found.within),
            (say("What the customer's file does not add up by"), -found.unexplained),
        ]
        theirs = self._side(sheet, 2, say("The customer's books"), found.their_closing, "theirs", rows, [each for each in rest if each[1]])
        last = max(ours, theirs)
        for column, end, minor in ((0, ours, found.our_adjusted), (2, theirs, found.their_adjusted)):
            letter = "ABCD"[column + 1]
            sheet.write_string(last, column, self.worded(say("Balance after adjustment")), self.paper.heading())
            self.figure(sheet, last, column + 1, minor, self.sum, f"=SUM({letter}5:{letter}{end})")
        sheet.write_string(last + 2, 0, self.worded(say("Difference between the two sides")), self.text)
        difference = found.our_adjusted - found.their_adjusted
        self.figure(sheet, last + 2, 1, difference, self.sum, f"=ROUND(B{last + 1}-D{last + 1},2)")
        wrong = self.paper.format(font_color="#FFFFFF", bg_color="#B00020", bold=True)
        sheet.conditional_format(last + 2, 1, last + 2, 1, {"type": "cell", "criteria": "!=", "value": 0, "format": wrong})
        if found.assumed_opening:
            sheet.write_string(
                last + 4, 0, self.worded(say("The customer's file states no balance: our opening balance was taken for both."))
            )

    def _side(
        self, sheet: Any, column: int, head: Message, closing: int, books: Books, rows: dict[str, int], rest: Sequence[tuple[Message, int]]
    ) -> int:
        """One side from its balance down; gives the row after its last (0-based)."""
        sheet.merge_range(3, column, 3, column + 1, self.worded(head), self.paper.heading())
        sheet.write_string(4, column, self.worded(say("Balance in the books")), self.text)
        self.figure(sheet, 4, column + 1, closing, self.money)
        row = 5
        for each in (each for each in self.found.differences if each.books == books):
            sign = 1 if books == "ours" else -1
            words = " ".join(part for part in (self.worded(KINDS[each.kind]), _number(each), _memo(each)) if part)
            sheet.write_string(row, column, cell_text(words), self.text)
            minus = "" if sign == 1 else "-"
            self.figure(sheet, row, column + 1, sign * each.difference, self.money, f"={minus}'{self.list_name}'!I{rows[each.key]}")
            row += 1
        for message, minor in rest:
            sheet.write_string(row, column, self.worded(message), self.text)
            self.figure(sheet, row, column + 1, minor, self.money)
            row += 1
        return row

    def _listed(self, name: str, heads: Sequence[Message], widths: Sequence[float]) -> Any:
        sheet = self.paper.sheet(name)
        self.paper.title(sheet, name, self.paper.facts(self.found.currency))
        for place, (head, wide) in enumerate(zip(heads, widths, strict=True)):
            sheet.write_string(3, place, self.worded(head), self.paper.heading())
            sheet.set_column(place, place, wide)
        sheet.freeze_panes(4, 0)
        return sheet

    def _line(self, sheet: Any, row: int, column: int, line: Line | None) -> None:
        if line is None:
            sheet.write_string(row, column, "", self.text)
            sheet.write_string(row, column + 1, "", self.text)
        else:
            sheet.write_datetime(row, column, line.date, self.day)
            sheet.write_string(row, column + 1, cell_text(line.number), self.text)
        self.figure(sheet, row, column + 2, line.amount if line else 0, self.money)


def _memo(each: Difference) -> str:
    return (each.theirs.memo if each.theirs else "") or (each.ours.memo if each.ours else "")


def _number(each: Difference) -> str:
    return (each.ours.number if each.ours else "") or (each.theirs.number if each.theirs else "")
