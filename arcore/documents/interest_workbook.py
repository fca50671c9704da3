"""逾期利息计算表: every late document with its segments: from, to, days, principal, rate, interest, live, and what it is based on.

It is a paper of one's own: nothing of it is on a statement unless the policy says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from arcore.documents.columns import SheetColumn, formats, write_cell, write_table
from arcore.documents.workbook_style import RULE, Paper, Stamp
from arcore.i18n import Language
from arcore.late_items import LateItem
from arcore.messages import Message, say
from arcore.money import exponent
from arcore.policy_sections.interest import MODES, InterestRules, Mode, rate_table

HEADER = 4


def build(
    items: Sequence[LateItem],
    *,
    customer: str,
    mode: Mode,
    rules: InterestRules,
    as_of: dt.date,
    company: str,
    lang: Language,
    version: str = "",
) -> bytes:
    """The workbook's bytes; amounts in the currency of the items (CNY when there are none)."""
    currency = items[0].currency if items else "CNY"
    paper = Paper(Stamp(company, as_of, lang, "unit", version), say("Interest on late payments"))
    sheet = paper.sheet(paper.said(say("Interest on late payments")))
    title = say("Interest on late payments of {customer} up to {date}", customer=customer, date=as_of.isoformat())
    facts = [*paper.facts(currency), (say("Rule:"), paper.said(MODES[mode]))]
    paper.title(sheet, paper.said(title), facts)
    sheet.write_string(2, 0, _basis(mode, rules).text(lang), paper.format(font_color="#5A6673"))
    columns = _segments(items, lang, exponent(currency))
    placed = write_table(paper, sheet, HEADER, columns, currency)
    sheet.freeze_panes(HEADER + 1, 1)
    _totals(paper, sheet, placed.last + 1, columns, currency)
    sheet = paper.sheet(paper.said(say("By document")))
    paper.title(sheet, paper.said(title), facts)
    write_table(paper, sheet, HEADER - 1, _documents(items, lang), currency)
    sheet.freeze_panes(HEADER, 1)
    return paper.bytes()


def _basis(mode: Mode, rules: InterestRules) -> Message:
    """Where the rates come from and how days count."""
    counted = say("Days from the day after the due date up to and including the day of payment.")
    if not rules.count_payment_day:
        counted = say("Days from the day after the due date to the day before payment.")
    table = rate_table(mode, rules)
    if table is None or mode == "contract":
        return counted
    words = {"rate": table.title, "source": table.source, "through": table.through.isoformat(), "counted": counted}
    return say("{counted} {rate}: {source}, checked through {through}.", **words)


def _segments(items: Sequence[LateItem], lang: Language, places: int) -> list[SheetColumn]:
    rows = [(item, part) for item in items for part in item.interest.segments]
    names = ["document", "due", "first", "last", "days", "principal", "per_day", "interest", "basis"]

    def at(name: str, row: int) -> str:
        return str(xl_rowcol_to_cell(row - 1, names.index(name)))

    def days(_: int, row: int) -> str:
        return f"={at('last', row)}-{at('first', row)}+1"

    return [
        SheetColumn("document", say("Document No.").text(lang), "text", [item.document_no for item, _ in rows]),
        SheetColumn("due", say("Due Date").text(lang), "date", [item.due for item, _ in rows]),
        SheetColumn("first", say("From day").text(lang), "date", [part.first for _, part in rows]),
        SheetColumn("last", say("To day").text(lang), "date", [part.last for _, part in rows]),
        SheetColumn(
            "days",
            say("Days").text(lang),
            "integer",
            [part.days for _, part in rows],
            lambda _, row: f"={at('last', row)}-{at('first', row)}+1",
        ),
        SheetColumn("principal", say("Principal").text(lang), "money", [part.principal for _, part in rows]),
        SheetColumn("per_day", say("Rate a day").text(lang), "day_rate", [float(part.per_day) for _, part in rows]),
        SheetColumn(
            "interest",
            say("Interest").text(lang),
            "number",
            [float(part.interest / 10**places) for _, part in rows],
            lambda _, row: f"={at('principal', row)}*{at('per_day', row)}*{at('days', row)}",
        ),
        SheetColumn("basis", say("Rate").text(lang), "text", [part.basis.text(lang) for _, part in rows]),
    ]


def _totals(paper: Paper, sheet: Any, row: int, columns: Sequence[SheetColumn], currency: str) -> None:
    """The days' interest added up, not rounded by document: the claim is on the second sheet."""
    bold = formats(paper, currency, bold=True, top=1, top_color=RULE, bg_color="#EEF1F4")
    sheet.write_string(row, 0, paper.said(say("Total, not rounded")), bold["text"])
    place = next(number for number, column in enumerate(columns) if column.name == "interest")
    total = sum(float(str(value)) for value in columns[place].values)
    first, last = xl_rowcol_to_cell(HEADER + 1, place), xl_rowcol_to_cell(max(HEADER + 1, row - 1), place)
    write_cell(sheet, row, place, total, "number", bold["number"], currency, f"=SUM({first}:{last})")


def _days(item: LateItem) -> int:
    return sum(part.days for part in item.interest.segments)


def _documents(items: Sequence[LateItem], lang: Language) -> list[SheetColumn]:
    def notes(item: LateItem) -> str:
        found = [*item.interest.notes, *([item.interest.problem] if item.interest.problem else [])]
        return ("" if lang == "zh" else " ").join(message.text(lang) for message in found)

    written = [item.basis.contract_no if item.basis.lacking is None else say("none in writing").text(lang) for item in items]
    return [
        SheetColumn("document", say("Document No.").text(lang), "text", [item.document_no for item in items]),
        SheetColumn("due", say("Due Date").text(lang), "date", [item.due for item in items]),
        SheetColumn("owed", say("Owed when due").text(lang), "money", [item.late.principal for item in items]),
        SheetColumn("open", say("Open balance").text(lang), "money", [item.open for item in items]),
        SheetColumn("days", say("Days past due").text(lang), "integer", [_days(item) for item in items]),
        SheetColumn("interest", say("Interest").text(lang), "money", [item.interest.interest for item in items]),
        SheetColumn("fixed", say("Fixed sum").text(lang), "money", [item.interest.fixed_sum for item in items]),
        SheetColumn(
            "total", say("To claim").text(lang), "money", [item.interest.total for item in items], lambda _, row: f"=F{row}+G{row}"
        ),
        SheetColumn("basis", say("Late fee agreed in").text(lang), "text", written),
        SheetColumn("notes", say("Notes").text(lang), "text", [notes(item) for item in items], most=80),
    ]
