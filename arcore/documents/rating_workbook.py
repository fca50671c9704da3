"""The ratings as a workbook: customers with grade, limit and suggestion; the points of every factor; the total as a live formula."""

from __future__ import annotations

from typing import Any

import pandas as pd

from arcore.documents.columns import SheetColumn, Style, Value, write_table
from arcore.documents.workbook_style import Paper, Stamp
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.policy import Policy
from arcore.policy_sections.scores import FACTORS
from arcore.ratings import Rated, listed, row_of
from arcore.scorecard import card

HEADER = 3


def build(found: Rated, currency: str, *, policy: Policy, company: str, lang: Language, unit: Unit = "unit", version: str = "") -> bytes:
    """The workbook's bytes, for the customers of one currency."""
    paper = Paper(Stamp(company, found.as_of, lang, unit, version), say("Credit ratings"))
    rows = listed(found, currency, policy, lang)
    _sheet(paper, say("Ratings and limits"), _list_columns(rows, lang), currency)
    scored = [row_of(found, place) for place in (found.place(key) for key in rows["customer_id"]) if place is not None]
    _sheet(paper, say("Points by factor"), _point_columns(scored, policy, lang), currency)
    return paper.bytes()


def _sheet(paper: Paper, name: Message, columns: list[SheetColumn], currency: str) -> None:
    sheet = paper.sheet(paper.said(name))
    title = say("{name} as of {date}", name=name, date=paper.stamp.as_of.isoformat())
    paper.title(sheet, paper.said(title), paper.facts(currency))
    write_table(paper, sheet, HEADER, columns, currency)
    sheet.freeze_panes(HEADER + 1, 2)


def _list_columns(rows: pd.DataFrame, lang: Language) -> list[SheetColumn]:
    def values(name: str) -> list[Value]:
        return [None if pd.isna(value) else value for value in rows[name].tolist()]

    shapes: tuple[tuple[str, Message, Style], ...] = (
        ("customer_id", say("Customer No."), "text"),
        ("name", say("Customer"), "text"),
        ("grade", say("Computed grade"), "label"),
        ("held", say("On record"), "label"),
        ("points", say("Points"), "number"),
        ("balance", say("Open balance"), "money"),
        ("overdue", say("Overdue"), "money"),
        ("limit", say("Limit"), "money"),
        ("suggested", say("Suggested limit"), "money"),
        ("terms", say("Terms"), "text"),
        ("days", say("Suggested days"), "integer"),
        ("why", say("Main reason"), "text"),
    )
    return [SheetColumn(name, heading.text(lang), shape, values(name)) for name, heading, shape in shapes]


def _point_columns(rows: list[dict[str, Any]], policy: Policy, lang: Language) -> list[SheetColumn]:
    cards = [card(row, policy.scores) for row in rows]
    columns = [
        SheetColumn("customer_id", say("Customer No.").text(lang), "text", [str(row["customer_id"]) for row in rows]),
        SheetColumn("name", say("Customer").text(lang), "text", [str(row["customer_name"] or "") for row in rows]),
        SheetColumn("grade", say("Computed grade").text(lang), "label", [each.grade for each in cards]),
    ]
    for place, (name, title) in enumerate(FACTORS):
        columns.append(SheetColumn(name, title.text(lang), "number", [each.lines[place].points / 100 for each in cards]))
    total = "=SUM(D{row}:L{row})"
    return [*columns, SheetColumn("total", say("Points").text(lang), "number", [each.auto / 100 for each in cards], total)]
