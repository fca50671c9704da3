"""One currency of a reconciliation, its rows in the order of the sheets, and where the sheets are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from arcore.documents.bulk_sheet import BulkSheet
from arcore.documents.columns import HAIR, Placed, SheetColumn, formats, text_literal, write_cell, write_table
from arcore.documents.reconciliation_lines import CLASSES, KEPT_OPEN, WRITE_OFFS, Class, Document, Line, Part, Reconciliation
from arcore.documents.workbook_style import RULE, Paper
from arcore.messages import Message, say
from arcore.money import exponent
from arcore.records import record

HEADER = 4
NOBODY = ("", "")
MOST_COMPARISONS = 40_000_000
"""Up to here a sum looks at whole columns, so that a person may sort them; beyond, at its own rows or at none."""


TITLES: dict[str, Message] = {
    "lines": say("Bank lines"),
    "parts": say("Allocations"),
    "documents": say("Documents settled"),
    "unmatched_lines": say("Bank lines waiting"),
    "unpaid": say("Overdue without receipt"),
    "differences": say("Differences"),
    "unapplied": say("Unapplied receipts"),
    "vouchers": say("Voucher entries"),
}
"""The sheets of a currency, in their order."""


@record
class Settling:
    """A part with its line, its document (its place on the sheet of documents), and what was open before it."""

    line: Line
    part: Part
    document: Document
    place: int
    before: int

    @property
    def after(self) -> int:
        """What the document has open then."""
        return self.before - self.part.cash - self.part.write_off


@dataclass
class View:
    """One currency. `placed` names the tables as they are written."""

    paper: Paper
    all: Reconciliation
    currency: str
    suffix: str = ""
    placed: dict[str, Placed] = field(default_factory=dict)
    sheets: dict[str, BulkSheet] = field(default_factory=dict)

    @cached_property
    def lines(self) -> list[Line]:
        """The currency's lines by date and number."""
        return sorted((line for line in self.all.lines if line.currency == self.currency), key=lambda line: (line.date, line.number))

    @cached_property
    def only_account(self) -> str:
        """The bank account, where all the lines are of one."""
        accounts = {line.account for line in self.lines}
        return accounts.pop() if len(accounts) == 1 else ""

    @cached_property
    def touched(self) -> list[Document]:
        """The documents that a line settles, or would settle, by customer, due date and number."""
        keys = {part.document_key for line in self.lines for part in line.parts}
        return self._ordered(self.all.documents[key] for key in keys)

    @cached_property
    def untouched(self) -> list[Document]:
        """The documents past due of which no line pays anything, in the same order."""
        touched = {document.key for document in self.touched}
        own = (one for one in self.all.documents.values() if one.currency == self.currency and one.key not in touched)
        return self._ordered(own)

    @cached_property
    def _customer_places(self) -> dict[int, int]:
        """customer_key → its place by number and name, those of nobody known first."""
        places = {told: place for place, told in enumerate(sorted({NOBODY, *self.all.customers.values()}))}
        return {key: places[told] for key, told in self.all.customers.items()}

    def _ordered(self, documents: Iterable[Document]) -> list[Document]:
        places = self._customer_places
        return sorted(documents, key=lambda d: (places.get(d.customer_key, 0), d.due or d.date, d.number, d.key))

    @cached_property
    def settlings(self) -> list[Settling]:
        """Every part in the order of the lines; what firm lines settle comes off before what is suggested."""
        places = {document.key: place for place, document in enumerate(self.touched, start=1)}
        left = {document.key: document.before for document in self.touched}
        found: list[list[Settling]] = [[] for _ in self.lines]
        for firm in (True, False):
            for own, line in zip(found, self.lines, strict=True):
                if not line.parts or line.firm is not firm:
                    continue
                for part in line.parts:
                    document = self.all.documents[part.document_key]
                    one = Settling(line, part, document, places[document.key], left[document.key])
                    left[document.key] = one.after
                    own.append(one)
        return [one for own in found for one in own]

    @cached_property
    def by_document(self) -> dict[int, list[Settling]]:
        """document_key → what settles it."""
        found: dict[int, list[Settling]] = defaultdict(list)
        for one in self.settlings:
            found[one.document.key].append(one)
        return found

    @cached_property
    def rows_of_line(self) -> dict[int, tuple[int, int]]:
        """Line number → its first and last place among the settlings."""
        found: dict[int, tuple[int, int]] = {}
        for place, one in enumerate(self.settlings):
            found[one.line.number] = (found.get(one.line.number, (place, place))[0], place)
        return found

    @property
    def places(self) -> int:
        """Decimal places of the currency."""
        return exponent(self.currency)

    def customers(self, keys: Iterable[int | None]) -> list[tuple[str, str]]:
        """Number and name of each; blank when nobody knows whose it is."""
        known = self.all.customers.get
        return [NOBODY if key is None else known(key, NOBODY) for key in keys]

    def said(self, message: Message) -> str:
        """The message in the workbook's language."""
        return self.paper.said(message)

    def kind(self, kind: Class) -> str:
        """What a class of lines is called."""
        return self.said(CLASSES[kind])

    def reason(self, part: Part) -> str:
        """What a difference is called, or why a rest stays open."""
        if part.write_off:
            return self.said(WRITE_OFFS.get(part.kind, WRITE_OFFS["write_off"]))
        return self.said(KEPT_OPEN[part.kept]) if part.kept in KEPT_OPEN else part.kept

    def column(self, name: str, heading: Message, style: Any, values: Sequence[Any], formula: Any = None, **more: Any) -> SheetColumn:
        """A column with its heading in the workbook's language."""
        return SheetColumn(name, self.said(heading), style, values, formula, **more)

    def text(self, name: str, heading: Message, values: Sequence[str], **more: Any) -> SheetColumn:
        """A column of texts; empty ones are blank."""
        return self.column(name, heading, "text", [value or None for value in values], **more)

    def open_sheets(self) -> None:
        """Make the currency's sheets in their order; they are filled in the order of their formulas."""
        self.sheets = {name: self.paper.sheet(self.said(title) + self.suffix) for name, title in TITLES.items()}

    def table(self, name: str, columns: Sequence[SheetColumn], *, freeze: int, note: Message | None = None, printed: str = "") -> Placed:
        """The sheet `name` with its title, the sums of what is shown, and the table; on paper up to the column `printed`."""
        sheet = self.sheets[name]
        facts = [*self.paper.facts(self.currency), (say("As of"), self.paper.stamp.as_of), (say("Our account"), self.only_account)]
        self.paper.title(sheet, self.said(TITLES[name]), facts)
        if note is not None:
            sheet.write_string(2, 0, self.said(note), self.paper.format(font_color="#5A6673"))
        placed = write_table(self.paper, sheet, HEADER, columns, self.currency)
        sheet.freeze_panes(HEADER + 1, freeze)
        if printed:
            sheet.print_area(0, 0, max(placed.last, HEADER), placed.at(printed))
        sums = [column for column in columns if column.style == "money"]
        self._sums(sheet, placed, sums)
        self.placed[name] = placed
        return placed

    def _sums(self, sheet: Any, placed: Placed, columns: Sequence[SheetColumn]) -> None:
        style = formats(self.paper, self.currency, bold=True, top=1, top_color=RULE)["money"]
        if not columns:
            return
        first = min(placed.at(column.name) for column in columns)
        sheet.write_string(HEADER - 1, first - 1, self.said(say("Sum of the rows shown")), self.paper.format(bold=True, align="right"))
        for column in columns:
            *_, total = column.extremes
            formula = f"=SUBTOTAL(109,{placed.span(column.name, here=True)})"
            write_cell(sheet, HEADER - 1, placed.at(column.name), total, "money", style, self.currency, formula)

    def sum_by_line(self, source: str, kind: str = "") -> Callable[[int, int], str | None]:
        """The formula of a line's sum over its rows among the settlings, of one kind of difference or of all."""
        parts, lines = self.placed["parts"], self.lines
        whole = len(lines) * len(self.settlings) <= MOST_COMPARISONS

        def formula(offset: int, row: int) -> str | None:
            span = self.rows_of_line.get(lines[offset].number)
            if span is None:
                return None
            first, last = (None, None) if whole else (parts.first + span[0], parts.first + span[1])
            condition = f",{parts.span('kind', first, last)},{text_literal(kind)}" if kind else ""
            return f"=SUMIFS({parts.span(source, first, last)},{parts.span('line', first, last)},$A{row}{condition})"

        return formula


def red_when_not_zero(paper: Paper, sheet: Any, first: int, last: int, column: int) -> None:
    """A difference that is not nothing cannot be overlooked."""
    wrong = paper.format(font_color="#FFFFFF", bg_color="#B00020", bold=True)
    sheet.conditional_format(first, column, last, column, {"type": "cell", "criteria": "!=", "value": 0, "format": wrong})


def quiet(paper: Paper, **more: Any) -> Any:
    """A cell of a small table."""
    return paper.format(bottom=1, bottom_color=HAIR, **more)
