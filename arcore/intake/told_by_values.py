"""What headings leave open and the values tell: codes or names, seller or buyer, a number of days or a phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from arcore.intake.date_columns import Days
from arcore.intake.draft import Draft
from arcore.intake.findings import Problem
from arcore.intake.grid import Grid
from arcore.intake.headers import assign
from arcore.intake.layout import Choice, Header
from arcore.intake.surroundings import year_in
from arcore.intake.words import COMPANY, squeezed
from arcore.schema import Side

_CODE = r"^[A-Za-z0-9][A-Za-z0-9._/\-#]*$"


def settle_sides(grid: Grid, header: Header, rows: Sequence[int], choice: Choice) -> Header:
    """With both seller and buyer in the table, the one that never changes is ourselves."""
    assignment = header.assignment
    if choice.side or "_seller_name" not in assignment.targets or "customer_name" not in assignment.targets:
        return header
    sellers = {grid.rows[r][assignment.targets["_seller_name"].index] for r in rows} - {None, ""}
    buyers = {grid.rows[r][assignment.targets["customer_name"].index] for r in rows} - {None, ""}
    if len(buyers) == 1 and len(sellers) > 1:
        return replace(header, assignment=assign(header.headings, assignment.kind, side=Side.PAYABLE))
    return header


def settle_party_columns(grid: Grid, header: Header, rows: Sequence[int]) -> Header:
    """Whether a heading such as 客户 or Account holds codes or names is told by its values."""
    targets = dict(header.assignment.targets)
    ident, name = targets.get("customer_id"), targets.get("customer_name")
    if ident and "customer_id" in header.assignment.weak and not _mostly_codes(grid, ident.index, rows, re.compile(_CODE)):
        del targets["customer_id"]
        if name is None:
            targets["customer_name"] = ident
    elif (
        name
        and not ident
        and name.key in ("客户", "customer", "account", "往来单位", "供应商", "vendor", "supplier")
        and _mostly_codes(grid, name.index, rows, re.compile(r"^(?=.*\d)[A-Za-z]{0,6}[-_.]?\d[A-Za-z0-9._/\-]*$"))
    ):
        targets["customer_id"] = targets.pop("customer_name")
    if name and name.key == "单位" and (header.assignment.lines or not _looks_like_names(grid, name.index, rows)):
        targets.pop("customer_name", None)
    if targets == header.assignment.targets:
        return header
    return replace(header, assignment=replace(header.assignment, targets=targets))


def _mostly_codes(grid: Grid, column: int, rows: Sequence[int], pattern: re.Pattern[str]) -> bool:
    values = [grid.rows[r][column] for r in rows[:200] if grid.rows[r][column] not in (None, "")]
    return bool(values) and sum(1 for v in values if not isinstance(v, str) or pattern.match(v.strip())) >= 0.8 * len(values)


def _looks_like_names(grid: Grid, column: int, rows: Sequence[int]) -> bool:
    values = [str(grid.rows[r][column]) for r in rows[:200] if grid.rows[r][column] not in (None, "")]
    return bool(values) and (sum(map(len, values)) >= 4 * len(values) or any(COMPANY.search(squeezed(value)) for value in values))


def dates_from_parts(draft: Draft, target: str, titles: Sequence[str]) -> None:
    """年, 月 and 日 columns as a date; the year may stand in the heading, in a title or only where it changes."""
    if target in draft.days or not draft.header.assignment.has_date_parts:
        return
    month_heading = draft.heading("_month")
    stated = year_in([month_heading.text if month_heading else "", *titles, draft.sheet])
    years, months, days = (draft.texts.get(name) or [None] * len(draft) for name in ("_year", "_month", "_day"))
    result: list[str] = []
    year, month = stated, None
    for i in range(len(draft)):
        year = int(years[i] or 0) or year if (years[i] or "0").isdigit() else year
        month = int(months[i] or 0) or month if (months[i] or "0").isdigit() else month
        day = int(days[i] or 0) if (days[i] or "0").isdigit() else 0
        result.append(f"{year:04d}-{month:02d}-{day:02d}" if year and month and day else "NaT")
    try:
        draft.days[target] = np.array(result, dtype="datetime64[D]")
    except ValueError:
        draft.days[target] = _checked(draft, result)


def _checked(draft: Draft, texts: list[str]) -> Days:
    """The dates of texts of which some are no days of the calendar; those are reported."""
    days = np.full(len(texts), np.datetime64("NaT"), dtype="datetime64[D]")
    for i, text in enumerate(texts):
        try:
            days[i] = np.datetime64(text)
        except ValueError:
            draft.report(Problem(i, "bad_date", text), draft.heading("_day"))
    return days


def days_as_terms(draft: Draft) -> None:
    """A bare number under 账期(天) or 信用天数 means days; under 月结日 the day of the month."""
    item = draft.heading("term_text")
    if item is None or "term_text" not in draft.texts:
        return
    monthly = item.key in ("月结日", "结算日", "对账日")
    memo: dict[str | None, str | None] = {None: None}
    for text in set(draft.texts["term_text"]) - {None}:
        number = str(text).removesuffix(".0")
        plain = number.isdigit() and len(number) <= 3
        memo[text] = text if not plain else f"每月{number}日" if monthly else f"{number}天"
    draft.texts["term_text"] = [memo[text] for text in draft.texts["term_text"]]
