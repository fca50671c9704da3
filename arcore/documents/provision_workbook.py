"""坏账准备计算表: specific items, groups apart, the portfolio by age, the movement, migration rates and write-offs.

Amounts and rates follow each other by live formulas: whoever changes a rate or a balance in Excel sees the allowance change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from arcore.documents.bulk_sheet import BulkSheet
from arcore.documents.columns import HAIR, SheetColumn, Value, column_width, formats, write_cell, write_table
from arcore.documents.migration_sheet import Placed, migration_sheet
from arcore.documents.workbook_style import HEADING_FILL, RULE, Paper, Stamp
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.money import Unit, exponent, half_up
from arcore.policy_sections.provision import METHODS, ProvisionRules
from arcore.provision import LINES, PARTS, Allowance, Moved, Movement
from arcore.registers import REGISTERS
from arcore.registers.losses import EVIDENCE, SPECIFIC_PROVISIONS
from arcore.registers.words import said

TOP = 3
Names = Mapping[int, str]


@dataclass(frozen=True)
class Sheet:
    """The calculation sheet being written, and where the next table begins (0-based)."""

    paper: Paper
    sheet: BulkSheet
    currency: str
    places: int


def build(
    now: Allowance,
    before: Allowance,
    moved: Moved,
    *,
    rules: ProvisionRules,
    names: Names,
    numbers: Names,
    write_offs: pd.DataFrame,
    company: str,
    lang: Language,
    unit: Unit = "unit",
    version: str = "",
    items: pd.DataFrame | None = None,
) -> bytes:
    """The workbook's bytes. `names` of customers and `numbers` of documents by key; `write_offs` of `registered.proposals`.

    `items`: the allowance's own with `customer_name`, for a sheet of every document behind the calculation.
    """
    paper = Paper(Stamp(company, now.as_of, lang, unit, version), say("Allowance for bad debts"))
    sheet = paper.sheet(paper.said(say("Calculation")))
    migration = migration_sheet(paper, now, rules) if now.method != "aging" else None
    facts = [*paper.facts(now.currency), (say("Method:"), paper.said(METHODS[now.method]))]
    paper.title(sheet, paper.said(say("Calculation of the allowance for bad debts as of {date}", date=now.as_of.isoformat())), facts)
    place = Sheet(paper, sheet, now.currency, exponent(now.currency))
    _calculation(place, now, before, moved, names, numbers, migration)
    if len(write_offs):
        _write_offs(paper, write_offs, now.currency)
    if items is not None and len(items):
        _documents(paper, now, items)
    return paper.bytes()


def _documents(paper: Paper, now: Allowance, items: pd.DataFrame) -> None:
    """Every debt of the portfolio and of the groups apart with its age, rate and allowance; single roundings may differ by a cent."""
    lines = (*now.portfolio, now.apart)
    rows = items.sort_values(["line", "customer_name", "document_date", "document_no"], kind="stable")
    of_line = [lines[place] for place in rows["line"]]
    sheet, title = paper.sheet(paper.said(say("By document"))), say("Documents of the portfolio as of {date}", date=now.as_of.isoformat())
    paper.title(sheet, paper.said(title), paper.facts(now.currency))
    days = {name: [None if pd.isna(day) else day.date() for day in rows[name]] for name in ("document_date", "due_date")}
    amounts: list[Value] = [half_up(int(left) * line.rate) for left, line in zip(rows["open"], of_line, strict=True)]
    columns = [
        SheetColumn("bucket", paper.said(say("Age or group")), "text", [paper.said(line.label) for line in of_line]),
        SheetColumn("customer_name", paper.said(say("Customer")), "text", rows["customer_name"].fillna("").tolist()),
        SheetColumn("document_no", paper.said(say("Document No.")), "text", rows["document_no"].tolist()),
        SheetColumn("document_date", paper.said(say("Date")), "date", days["document_date"]),
        SheetColumn("due_date", paper.said(say("Due date")), "date", days["due_date"]),
        SheetColumn("amount", paper.said(say("Amount")), "money", rows["amount"].tolist()),
        SheetColumn("open", paper.said(say("Closing balance")), "money", rows["open"].tolist()),
        SheetColumn("rate", paper.said(say("Expected loss rate")), "rate", [float(line.rate) for line in of_line]),
        SheetColumn("allowance", paper.said(say("Allowance")), "money", amounts, f"=ROUND(G{{row}}*H{{row}},{exponent(now.currency)})"),
    ]
    write_table(paper, sheet, TOP, columns, now.currency)
    sheet.freeze_panes(TOP + 1, 1)


def _calculation(
    place: Sheet, now: Allowance, before: Allowance, moved: Moved, names: Names, numbers: Names, migration: Placed | None
) -> None:
    row = TOP
    totals = []
    if now.specific:
        row = _heading(place, row, say("1. Assessed one by one"))
        last = _lay(place, row, _specific(now, names, numbers, place.paper.stamp.lang))
        totals.append(
            _total(place, last, row, {"C": sum(line.balance for line in now.specific), "E": sum(line.amount for line in now.specific)})
        )
        row = totals[-1] + 2
    row = _heading(place, row, say("2. By age and by group"))
    last = _lay(place, row, _portfolio(now, before, place, migration))
    lines = [*now.portfolio, now.apart]
    sums = {
        "B": sum(line.balance for line in (*before.portfolio, before.apart)),
        "C": sum(line.balance for line in lines),
        "E": sum(line.amount for line in lines),
    }
    totals.append(_total(place, last, row, sums))
    row = totals[-1] + 2
    apart = totals[-1]
    needed = (f"E{totals[0] + 1}" if now.specific else "0", f"SUM(E{apart - len(now.portfolio)}:E{apart - 1})", f"E{apart}")
    row = _heading(place, row, say("3. Movement since {date}", date=before.as_of.isoformat()))
    _movement(place, row, moved, needed)
    place.sheet.freeze_panes(TOP, 0)


def _heading(place: Sheet, row: int, words: Message) -> int:
    place.sheet.write_string(row, 0, place.paper.said(words), place.paper.format(bold=True, font_size=12))
    return row + 1


def _lay(place: Sheet, header: int, columns: Sequence[SheetColumn]) -> int:
    """Headings at `header` and the rows below; the row after the last."""
    styles = formats(place.paper, place.currency, bottom=1, bottom_color=HAIR)
    for position, column in enumerate(columns):
        place.sheet.write_string(header, position, column.heading, place.paper.heading(HEADING_FILL))
        wide = max(column_width(column, place.currency), 16)
        place.sheet.set_column(position, position, max(wide, 24) if position == 0 else wide)
        for offset, value in enumerate(column.values):
            row = header + 1 + offset
            formula = column.formula(offset, row + 1) if callable(column.formula) else None
            write_cell(place.sheet, row, position, value, column.style, styles[column.style], place.currency, formula)
    return header + 1 + len(columns[0].values)


def _total(place: Sheet, row: int, header: int, sums: Mapping[str, int]) -> int:
    """A total line at `row` under the rows since `header`; its row."""
    bold = formats(place.paper, place.currency, bold=True, top=1, top_color=RULE, bg_color="#EEF1F4")
    place.sheet.write_string(row, 0, place.paper.said(say("Total")), bold["text"])
    for letter, total in sums.items():
        position = ord(letter) - ord("A")
        formula = f"=SUM({letter}{header + 2}:{letter}{row})"
        write_cell(place.sheet, row, position, total, "money", bold["money"], place.currency, formula)
    return row


def _specific(now: Allowance, names: Names, numbers: Names, lang: Language) -> list[SheetColumn]:
    lines = now.specific
    whole = say("All of the customer's").text(lang)
    documents: list[Value] = [numbers.get(line.document_key, "") if line.document_key else whole for line in lines]
    return [
        SheetColumn("customer", say("Customer").text(lang), "text", [names.get(line.customer_key, "") for line in lines]),
        SheetColumn("document", say("Document").text(lang), "text", documents),
        SheetColumn("balance", say("Closing balance").text(lang), "money", [line.balance for line in lines]),
        SheetColumn("recoverable", say("Recoverable").text(lang), "money", [line.recoverable for line in lines]),
        SheetColumn(
            "amount", say("Allowance").text(lang), "money", [line.amount for line in lines], lambda _, row: f"=MAX(0,C{row}-MAX(0,D{row}))"
        ),
        SheetColumn("reason", say("Why").text(lang), "text", [line.reason for line in lines]),
        SheetColumn("evidence", SPECIFIC_PROVISIONS.field("evidence").heading(lang), "text", [line.evidence for line in lines]),
    ]


def _portfolio(now: Allowance, before: Allowance, place: Sheet, migration: Placed | None) -> list[SheetColumn]:
    lang = place.paper.stamp.lang
    lines, earlier = [*now.portfolio, now.apart], [*before.portfolio, before.apart]
    rates: list[Value] = [float(line.rate) for line in lines]

    def rate(offset: int, row: int) -> str | None:
        return migration.loss(offset) if migration is not None and offset < len(now.portfolio) else None

    return [
        SheetColumn("bucket", say("Age or group").text(lang), "text", [line.label.text(lang) for line in lines]),
        SheetColumn(
            "before", say("Balance on {date}", date=before.as_of.isoformat()).text(lang), "money", [line.balance for line in earlier]
        ),
        SheetColumn("balance", say("Closing balance").text(lang), "money", [line.balance for line in lines]),
        SheetColumn("rate", say("Expected loss rate").text(lang), "rate", rates, rate),
        SheetColumn(
            "amount",
            say("Allowance").text(lang),
            "money",
            [line.amount for line in lines],
            lambda _, row: f"=ROUND(C{row}*D{row},{place.places})",
        ),
        SheetColumn(
            "earlier", say("Allowance on {date}", date=before.as_of.isoformat()).text(lang), "money", [line.amount for line in earlier]
        ),
        SheetColumn(
            "change",
            say("Change").text(lang),
            "money",
            [line.amount - old.amount for line, old in zip(lines, earlier, strict=True)],
            lambda _, row: f"=E{row}-F{row}",
        ),
    ]


def _movement(place: Sheet, row: int, moved: Moved, required: Sequence[str]) -> None:
    """The standard note, a column for each part and the total; `required`: what each part's allowance is, as formulas.

    Charge and reversal follow from what is required.
    """
    place.sheet.write_blank(row, 0, None, place.paper.heading())
    for column, title in enumerate(PARTS.values(), 1):
        place.sheet.write_string(row, column, place.paper.said(title), place.paper.heading())
    first = row + 2
    styles = formats(place.paper, place.currency, bottom=1, bottom_color=HAIR)
    bold = formats(place.paper, place.currency, bold=True, top=1, top_color=RULE)
    for offset, words in enumerate(MOVEMENT):
        style = bold if offset == CLOSING else styles
        place.sheet.write_string(row + 1 + offset, 0, place.paper.said(words), style["text"])
    for column, (part, needed) in enumerate(zip((moved.specific, moved.portfolio, moved.apart), required, strict=True), 1):
        for offset, (value, formula) in enumerate(_part(part, "ABCD"[column], first, needed, place.places)):
            style = bold if offset == CLOSING else styles
            write_cell(place.sheet, row + 1 + offset, column, value, "money", style["money"], place.currency, formula)
    for offset, value in enumerate((*_values(moved.total), 0)):
        style = bold if offset == CLOSING else styles
        formula = f"=SUM(B{first + offset}:D{first + offset})"
        write_cell(place.sheet, row + 1 + offset, 4, value, "money", style["money"], place.currency, formula)


MOVEMENT = (*LINES.values(), say("Difference to the allowance required"))
CLOSING = list(LINES).index("closing")


def _values(part: Movement) -> tuple[int, ...]:
    return tuple(getattr(part, name) for name in LINES)


def _part(part: Movement, letter: str, first: int, required: str, places: int) -> list[tuple[int, str | None]]:
    """The lines of one column: values, and formulas where Excel can compute them."""
    lacking = f"{required}-({letter}{first}-{letter}{first + 3}+{letter}{first + 4}+{letter}{first + 5})"
    closing = f"={letter}{first}+{letter}{first + 1}-{letter}{first + 2}-{letter}{first + 3}+{letter}{first + 4}+{letter}{first + 5}"
    formulas = {
        1: f"=MAX(0,ROUND({lacking},{places}))",
        2: f"=MAX(0,ROUND(-({lacking}),{places}))",
        CLOSING: closing,
        CLOSING + 1: f"=ROUND({letter}{first + CLOSING}-({required}),{places})",
    }
    return [(value, formulas.get(offset)) for offset, value in enumerate((*_values(part), 0))]


def _write_offs(paper: Paper, rows: pd.DataFrame, currency: str) -> None:
    """The proposals with their evidence lists and decisions."""
    register, lang = REGISTERS["write_offs"], paper.stamp.lang
    sheet = paper.sheet(paper.said(register.title))
    paper.title(sheet, paper.said(register.title), paper.facts(currency))
    place = Sheet(paper, sheet, currency, exponent(currency))

    def texts(name: str) -> list[Value]:
        field = register.field(name)
        return [said(field, value, currency, lang) for value in rows[name]]

    columns = [
        SheetColumn("customer_name", say("Customer").text(lang), "text", rows["customer_name"].fillna("").tolist()),
        SheetColumn("document_no", say("Document").text(lang), "text", rows["document_no"].fillna("").tolist()),
        SheetColumn("amount", register.field("amount").heading(lang), "money", [int(value) for value in rows["amount"]]),
    ]
    shown = ("cause", "explanation", *EVIDENCE, "proposed_on", "proposed_by", "state", "decided_by", "decided_as", "decided_on")
    columns += [SheetColumn(name, register.field(name).heading(lang), "text", texts(name)) for name in shown]
    _lay(place, TOP, columns)
    sheet.freeze_panes(TOP + 1, 2)
