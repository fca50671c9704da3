"""The measures workbook: every measure with what it divides, twenty-four months, and the groups side by side.

A measure that is one quotient is a live formula over its numerator and denominator; nothing is summed across currencies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from arcore.documents.columns import SheetColumn, Style, Value, write_table
from arcore.documents.measure_cells import NONE, factor, in_unit, part, unit
from arcore.documents.workbook_style import Paper, Stamp
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.metrics import DEFINITIONS, Metric
from arcore.metrics.series import BY_GROUP, DRAWN, KEPT
from arcore.money import Unit
from arcore.standing import SALES_DAYS

HEADER = 3
Compared = Sequence[tuple[Metric, Metric | None, Metric | None]]


def build(
    rows: Compared,
    monthly: pd.DataFrame,
    groups: pd.DataFrame | None,
    *,
    as_of: dt.date,
    of: str,
    grouped_by: Message,
    currency: str,
    company: str,
    lang: Language,
    unit: Unit = "unit",
    version: str = "",
) -> bytes:
    """The workbook's bytes. `monthly` and `groups` (with `name`) are those of `metrics.series`; `of` names the group measured."""
    paper = Paper(Stamp(company, as_of, lang, unit, version), say("Measures"))
    facts = [*paper.facts(currency), (say("Of:"), of)]
    sheet = paper.sheet(paper.said(say("Measures")))
    paper.title(sheet, paper.said(say("Measures of collection as of {date}", date=as_of.isoformat())), facts)
    write_table(paper, sheet, HEADER, _measures(rows, lang, currency), currency)
    sheet.freeze_panes(HEADER + 1, 1)
    sheet = paper.sheet(paper.said(say("24 months")))
    paper.title(sheet, paper.said(say("Collection month by month, as of {date}", date=as_of.isoformat())), facts)
    write_table(paper, sheet, HEADER, _months(monthly, lang), currency)
    sheet.freeze_panes(HEADER + 1, 1)
    if groups is not None:
        sheet = paper.sheet(paper.said(say("Side by side")))
        paper.title(sheet, paper.said(say("Measures side by side as of {date}", date=as_of.isoformat())), paper.facts(currency))
        write_table(paper, sheet, HEADER, _groups(groups, paper.said(grouped_by), lang), currency)
        sheet.freeze_panes(HEADER + 1, 1)
    return paper.bytes()


def _measures(rows: Compared, lang: Language, currency: str) -> list[SheetColumn]:
    now = [row[0] for row in rows]
    scales = [_scale(metric) for metric in now]

    def quotient(place: int, row: int) -> str | None:
        return None if scales[place] is None else f'=IF(D{row}>0,C{row}/D{row}*{scales[place]},"{NONE}")'

    earlier = [[_ratio(row[place]) for row in rows] for place in (1, 2)]
    labels = [metric.label.text(lang) for metric in now]
    reasons = [metric.reason.text(lang) if metric.reason else None for metric in now]
    return [
        SheetColumn("title", say("Measure").text(lang), "text", [metric.title.text(lang) for metric in now]),
        SheetColumn("unit", say("Counted in").text(lang), "label", [unit(metric.definition.shape).text(lang) for metric in now]),
        SheetColumn("numerator", say("Numerator").text(lang), "number", [part(m, m.numerator, currency) for m in now]),
        SheetColumn("denominator", say("Denominator").text(lang), "number", [part(m, m.denominator, currency) for m in now]),
        SheetColumn("now", say("This month").text(lang), "number", [_ratio(metric) for metric in now], quotient),
        SheetColumn("month", say("Month before").text(lang), "number", earlier[0]),
        SheetColumn("year", say("Year before").text(lang), "number", earlier[1]),
        SheetColumn("label", say("How it is computed").text(lang), "text", labels, most=90),
        SheetColumn("reason", say("Why there is none").text(lang), "text", reasons),
    ]


def _scale(metric: Metric) -> int | None:
    """The factor of numerator ÷ denominator that gives the value in the cell's unit; None where it is no single quotient."""
    if metric.value is None or not metric.numerator or metric.name in {"dso_count_back", "dso_true"}:
        return None
    scale = metric.value / (Fraction(metric.numerator) / metric.denominator)
    return int(scale) * factor(metric.definition.shape)


def _ratio(metric: Metric | None) -> Value:
    return NONE if metric is None else in_unit(metric.definition.shape, metric.value)


def _months(monthly: pd.DataFrame, lang: Language) -> list[SheetColumn]:
    rows = [row for _, row in monthly.iterrows()]
    money = (
        ("open", say("Open balance")),
        ("overdue", say("Overdue")),
        ("sales", say("Sales of the month")),
        ("receipts", say("Receipts applied")),
        ("sales_window", say("Sales of the last 90 days")),
    )
    columns = [SheetColumn("month_end", say("Month end").text(lang), "date", [row["month_end"].date() for row in rows])]
    columns += [SheetColumn(name, words.text(lang), "money", [int(row[name]) for row in rows]) for name, words in money]

    def days(place: int, row: int) -> str | None:
        return None if pd.isna(rows[place]["dso"]) else f"=B{row}/F{row}*{SALES_DAYS}"

    columns.append(SheetColumn("dso", DEFINITIONS["dso"].title.text(lang), "number", [_number(row["dso"]) for row in rows], days))
    for name in (*DRAWN[1:], *(each for each in KEPT if each in monthly.columns)):
        definition = DEFINITIONS[name]
        style: Style = "percent" if definition.shape == "share" else "number"
        columns.append(SheetColumn(name, definition.title.text(lang), style, [_number(row[name]) for row in rows]))
    return columns


def _groups(groups: pd.DataFrame, heading: str, lang: Language) -> list[SheetColumn]:
    rows = [row for _, row in groups.iterrows()]
    columns = [SheetColumn("name", heading, "text", [str(row["name"]) for row in rows])]
    columns += [
        SheetColumn(name, words.text(lang), "money", [int(row[name]) for row in rows])
        for name, words in (("open", say("Open balance")), ("overdue", say("Overdue")))
    ]
    for name in (*BY_GROUP, *(each for each in KEPT if each in groups.columns)):
        definition = DEFINITIONS[name]
        style: Style = "percent" if definition.shape == "share" else "number"
        columns.append(SheetColumn(name, definition.title.text(lang), style, [_number(row[name]) for row in rows]))
    return columns


def _number(value: float) -> Value:
    return NONE if pd.isna(value) else float(value)
