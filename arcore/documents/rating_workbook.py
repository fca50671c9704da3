"""The ratings as a workbook: grades, limits, points by factor with live totals, reviews, moves, late payers, concentration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from arcore.concentration import Concentration
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
Shape = tuple[str, Message, Style]


@dataclass(frozen=True)
class Watched:
    """What the page shows beside the grades: frames of `credit_reviews` (moves since `earlier`), and shares by customer and group."""

    earlier: dt.date
    moved: pd.DataFrame
    reviews: pd.DataFrame
    late: pd.DataFrame
    shares: Mapping[str, Concentration]


def build(
    found: Rated,
    currency: str,
    *,
    policy: Policy,
    company: str,
    lang: Language,
    unit: Unit = "unit",
    version: str = "",
    watched: Watched | None = None,
) -> bytes:
    """The workbook's bytes, for the customers of one currency."""
    paper = Paper(Stamp(company, found.as_of, lang, unit, version), say("Credit ratings"))
    rows = listed(found, currency, policy, lang)
    _sheet(paper, say("Ratings and limits"), _list_columns(rows, lang), currency)
    scored = [row_of(found, place) for place in (found.place(key) for key in rows["customer_id"]) if place is not None]
    _sheet(paper, say("Points by factor"), _point_columns(scored, policy, lang), currency)
    for name, columns in _watched_sheets(watched, lang) if watched else ():
        _sheet(paper, name, columns, currency)
    return paper.bytes()


def _watched_sheets(watched: Watched, lang: Language) -> list[tuple[Message, list[SheetColumn]]]:
    who: tuple[Shape, ...] = (("customer_id", say("Customer No."), "text"), ("customer_name", say("Customer"), "text"))
    before = say("Grade on {date}", date=watched.earlier.isoformat())
    moves = (
        (*who, ("before", before, "label"), ("after", say("Computed grade"), "label"), ("steps", say("Notches"), "integer")),
        watched.moved,
    )
    due: tuple[Shape, ...] = (
        *who, ("grade", say("Computed grade"), "label"), ("balance", say("Open balance"), "money"),
        ("reviewed_on", say("Last review"), "date"), ("approved_until", say("Approved until"), "date"),
        ("next_review", say("Next review"), "date"), ("days_left", say("Days left"), "integer"),
    )  # fmt: skip
    late: tuple[Shape, ...] = (
        *who, ("grade", say("Computed grade"), "label"), ("invoices", say("Invoices paid"), "integer"),
        ("late_percent", say("Late, %"), "number"),
        ("average_days", say("Average days late"), "number"), ("overdue", say("Overdue"), "money"),
    )  # fmt: skip
    share: tuple[Shape, ...] = (
        ("name", say("Customer or group"), "text"), ("amount", say("Exposure"), "money"),
        ("share", say("Share (%)"), "number"), ("cumulated", say("Cumulated share (%)"), "number"),
    )  # fmt: skip
    shares = {"customer": say("Concentration by customer"), "group": say("Concentration by group")}
    return [
        (say("Grades that moved"), _columns(*moves, lang)),
        (say("Reviews due"), _columns(due, watched.reviews, lang)),
        (say("Chronic late payers"), _columns(late, watched.late, lang)),
        *((title, _columns(share, watched.shares[name].rows, lang)) for name, title in shares.items() if name in watched.shares),
    ]


def _sheet(paper: Paper, name: Message, columns: list[SheetColumn], currency: str) -> None:
    sheet = paper.sheet(paper.said(name))
    title = say("{name} as of {date}", name=name, date=paper.stamp.as_of.isoformat())
    paper.title(sheet, paper.said(title), paper.facts(currency))
    write_table(paper, sheet, HEADER, columns, currency)
    sheet.freeze_panes(HEADER + 1, 2)


def _columns(shapes: Sequence[Shape], rows: pd.DataFrame, lang: Language) -> list[SheetColumn]:
    def values(name: str) -> list[Value]:
        known = [None if pd.isna(value) else value for value in rows[name].tolist()]
        return [value.date() if isinstance(value, pd.Timestamp) else value for value in known]

    return [SheetColumn(name, heading.text(lang), shape, values(name)) for name, heading, shape in shapes]


def _list_columns(rows: pd.DataFrame, lang: Language) -> list[SheetColumn]:
    shapes: tuple[Shape, ...] = (
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
    return _columns(shapes, rows, lang)


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
