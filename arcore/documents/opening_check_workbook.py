"""The opening balances beside the other system's, customer by customer; the differences are live formulas."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from arcore.documents.columns import Placed, SheetColumn, formats, write_cell, write_table
from arcore.documents.item_sheets import values
from arcore.documents.workbook_style import RULE, Paper, Stamp
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.opening_check import AGREEMENT_LABELS, AMOUNTS, Agreement
from arcore.schema import CUSTOMERS

HEADER = 3
HEADINGS: dict[str, Message] = {
    "stated": say("Stated by the other system"),
    "open": say("Open in the books"),
    "unapplied": say("Not applied"),
    "books": say("Net balance in the books"),
    "difference": say("Difference"),
}
FORMULAS = {"books": "=ROUND({open}-{unapplied},2)", "difference": "=ROUND({stated}-{books},2)"}
ORDER = ("customer_id", "name", *AMOUNTS, "state")


def build(
    table: pd.DataFrame, *, as_of: dt.date, company: str, lang: Language, unit: Unit = "unit", version: str = "", source: str = ""
) -> bytes:
    """The workbook's bytes; `table` from `opening_check.compared`, one sheet per currency."""
    paper = Paper(Stamp(company, as_of, lang, unit, version), say("Opening balances"))
    for currency in list(dict.fromkeys(table["currency"])) or ["CNY"]:
        sheet = paper.sheet(f"{paper.said(say('Opening balances'))} {currency}")
        title = paper.said(say("Opening balances as of {date}", date=as_of.isoformat()))
        paper.title(sheet, title, [*paper.facts(currency), (say("Compared with:"), source)])
        mine = table[table["currency"] == currency]
        placed = write_table(paper, sheet, HEADER, _columns(mine, paper), currency)
        sheet.freeze_panes(HEADER + 1, 2)
        _total(paper, sheet, placed, mine, currency)
        _color(paper, sheet, placed)
    return paper.bytes()


def _columns(rows: pd.DataFrame, paper: Paper) -> list[SheetColumn]:
    cells = {name: f"{chr(65 + place)}{{row}}" for place, name in enumerate(ORDER)}
    lang = paper.stamp.lang
    formulas = {name: formula.format(**cells) for name, formula in FORMULAS.items()}
    amounts = [SheetColumn(name, paper.said(HEADINGS[name]), "money", values(rows, name), formulas.get(name)) for name in AMOUNTS]
    states = [paper.said(AGREEMENT_LABELS[Agreement(state)]) for state in rows["state"]]
    return [
        SheetColumn("customer_id", CUSTOMERS.column("customer_id").heading(lang), "text", values(rows, "customer_id")),
        SheetColumn("name", CUSTOMERS.column("customer_name").heading(lang), "text", values(rows, "name"), least=20),
        *amounts,
        SheetColumn("state", paper.said(say("Result")), "label", states),
    ]


def _total(paper: Paper, sheet: Any, placed: Placed, rows: pd.DataFrame, currency: str) -> None:
    bold = formats(paper, currency, bold=True, top=1, top_color=RULE, bg_color="#EEF1F4")
    row = placed.last + 1
    for place in range(len(ORDER)):
        sheet.write_blank(row, place, None, bold["label"])
    sheet.write_string(row, 0, paper.said(say("Total")), bold["text"])
    for name in AMOUNTS:
        letter = placed.letter(name)
        formula = f"=SUM({letter}{placed.first + 1}:{letter}{row})"
        write_cell(sheet, row, placed.at(name), int(rows[name].sum()), "money", bold["money"], currency, formula)


def _color(paper: Paper, sheet: Any, placed: Placed) -> None:
    """Green where the two agree, red where they do not."""
    if placed.last < placed.first:
        return
    column = placed.at("difference")
    for criteria, color in (("==", "#DDF0E3"), ("!=", "#F8D7D4")):
        rule = {"type": "cell", "criteria": criteria, "value": 0, "format": paper.format(bg_color=color)}
        sheet.conditional_format(placed.first, column, placed.last, column, rule)
