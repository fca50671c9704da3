"""The credit workbook: every customer's exposure, limit, headroom and reason, one sheet per currency of limits.

Exposure, headroom and utilization are live formulas over the amounts beside them; nothing is summed across currencies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from arcore.credit_position import LATENESS_LABELS, lateness
from arcore.documents.columns import SheetColumn, Style, Value, formats, write_cell, write_table
from arcore.documents.workbook_style import RULE, Paper, Stamp
from arcore.exposure import STATUS_LABELS, Position
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.policy import CreditRules

HEADER = 3
Read = Callable[[Position, CreditRules, Language], Value]


def build(
    positions: Sequence[Position],
    *,
    as_of: dt.date,
    rules: CreditRules,
    company: str,
    lang: Language,
    unit: Unit = "unit",
    version: str = "",
) -> bytes:
    """The workbook's bytes; `positions` in the order they are shown."""
    paper = Paper(Stamp(company, as_of, lang, unit, version), say("Credit limits"))
    currencies = list(dict.fromkeys(position.currency for position in positions)) or ["CNY"]
    for currency in currencies:
        suffix = f" {currency}" if len(currencies) > 1 else ""
        sheet = paper.sheet(paper.said(say("Credit limits")) + suffix)
        mine = [position for position in positions if position.currency == currency]
        title = paper.said(say("Credit limits as of {date}", date=as_of.isoformat()))
        paper.title(sheet, title, paper.facts(currency))
        columns = sheet_columns(mine, rules, lang)
        placed = write_table(paper, sheet, HEADER, columns, currency)
        sheet.freeze_panes(HEADER + 1, 2)
        _total(paper, sheet, placed.last + 1, columns, currency)
    return paper.bytes()


def sheet_columns(positions: Sequence[Position], rules: CreditRules, lang: Language) -> list[SheetColumn]:
    """The columns of one currency; the formulas refer to the columns by their place in this list."""
    names = [name for name, *_ in _COLUMNS]
    signs = {
        "open": "+",
        "unbilled": "+" if rules.include_unbilled else "",
        "orders": "+" if rules.include_orders else "",
        "bills": "+" if rules.include_bills else "",
        "unapplied": "-" if rules.net_unapplied else "",
    }

    def at(name: str, row: int) -> str:
        return str(xl_rowcol_to_cell(row - 1, names.index(name)))

    def exposure(_: int, row: int) -> str:
        return "=" + "".join(sign + at(name, row) for name, sign in signs.items() if sign).removeprefix("+")

    def headroom(place: int, row: int) -> str | None:
        return None if positions[place].limit is None else f"={at('limit', row)}-{at('exposure', row)}"

    def used(place: int, row: int) -> str | None:
        return f"={at('exposure', row)}/{at('limit', row)}" if positions[place].limit else None

    def over(place: int, row: int) -> str | None:
        return None if positions[place].limit is None else f"=MAX(0,{at('exposure', row)}-{at('limit', row)})"

    formulas = {"exposure": exposure, "headroom": headroom, "used": used, "over": over}
    return [
        SheetColumn(name, heading.text(lang), style, [read(position, rules, lang) for position in positions], formulas.get(name))
        for name, heading, style, read in _COLUMNS
    ]


def _total(paper: Paper, sheet: Any, row: int, columns: Sequence[SheetColumn], currency: str) -> None:
    """The sums of the amounts that can be added: limits and headroom cannot, where some customers have none."""
    bold = formats(paper, currency, bold=True, top=1, top_color=RULE, bg_color="#EEF1F4")
    sheet.write_string(row, 0, paper.said(say("Total")), bold["text"])
    for place, column in enumerate(columns):
        if column.name in _ADDED:
            total = sum(int(str(value)) for value in column.values if value is not None)
            first, last = xl_rowcol_to_cell(HEADER + 1, place), xl_rowcol_to_cell(max(HEADER + 1, row - 1), place)
            write_cell(sheet, row, place, total, "money", bold["money"], currency, f"=SUM({first}:{last})")
        elif place:
            sheet.write_blank(row, place, None, bold["label"])


def _reasons(position: Position, _: CreditRules, lang: Language) -> str:
    return ("" if lang == "zh" else " ").join(reason.text(lang) for reason in position.reasons)


def _share(share: Fraction | None) -> float | None:
    return None if share is None else float(share)


_ADDED = {"open", "unbilled", "orders", "bills", "unapplied", "exposure", "overdue", "over"}
_COLUMNS: tuple[tuple[str, Message, Style, Read], ...] = (
    ("customer_id", say("Customer No."), "text", lambda p, *_: p.customer_id),
    ("customer_name", say("Customer"), "text", lambda p, *_: p.customer_name),
    ("grade", say("Grade"), "label", lambda p, _, lang: p.grade_shown.text(lang) if p.grade_shown else None),
    ("status", say("Against the limit"), "label", lambda p, _, lang: STATUS_LABELS[p.status].text(lang)),
    ("lateness", say("Lateness"), "label", lambda p, rules, lang: LATENESS_LABELS[lateness(p.oldest_overdue_days, rules)].text(lang)),
    ("open", say("Open balance"), "money", lambda p, *_: p.open),
    ("unbilled", say("Delivered unbilled"), "money", lambda p, *_: p.unbilled),
    ("orders", say("Open orders"), "money", lambda p, *_: p.orders),
    ("bills", say("Unmatured bills"), "money", lambda p, *_: p.bills),
    ("unapplied", say("Unapplied"), "money", lambda p, *_: p.unapplied),
    ("exposure", say("Exposure"), "money", lambda p, *_: p.exposure),
    ("limit", say("Limit"), "money", lambda p, *_: p.limit),
    ("headroom", say("Headroom"), "money", lambda p, *_: p.headroom),
    ("used", say("Used"), "percent", lambda p, *_: _share(p.utilization)),
    ("over", say("Over the limit by"), "money", lambda p, *_: p.breach_amount),
    ("overdue", say("Overdue"), "money", lambda p, *_: p.overdue),
    ("oldest", say("Oldest overdue (days)"), "integer", lambda p, *_: p.oldest_overdue_days),
    ("reason", say("Why"), "text", _reasons),
)
