"""The day whose state a file shows, as far as it says so: '截至2026年6月30日', 'As of Jun 30, 2026', a period's end, its name.

What the file says outright goes before the end of its period, that before the day it was exported, that before names.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from arcore.dates import FIRST_YEAR, LAST_YEAR, last_of_month, read_date
from arcore.intake.model import Cell, DataDate, Reading, Workbook
from arcore.intake.words import squeezed

_TITLE_ROWS, _FOOT_ROWS = 12, 6
_DAY = (
    r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|(?:19|20)\d{6}(?!\d)|\d{4}年\d{1,2}月(?:份|底|末)?(?!\d)|\d{4}[-/.]\d{1,2}(?![-/.\d])"
    r"|\d{1,2}[-/]?[a-z]{3,9}[-/,]?\d{4}|[a-z]{3,9}\.?\d{1,2},?\d{4}|\d{1,2}\.\d{1,2}\.\d{4})"
)
_STATED = re.compile(
    r"(?:截至|截止到?|统计截止|账龄截止|数据截止|基准日期?|报表日期?|数据日期|结算日期?|账龄分析日期?|as(?:of|at)|reportdate|agedasof|balancesat)"
    r"(?:日期?|时间|date|open)?[:：]?" + _DAY
)
_PERIOD = re.compile(_DAY + r"(?:[-~—–到至]+|to|through|until)" + _DAY)
_MONTH = re.compile(r"(?:会计期间|期间|月份|账期|period|month)[:：]?" + _DAY)
_EXPORTED = re.compile(
    r"(?:导出|打印|查询|制表|编制|生成|下载|printed|generated|exported|rundate)(?:日期?|时间|on|date|time|at)?[:：]?" + _DAY
)
_HEADLINE = re.compile(r"(?:表|明细|台账|清单|汇总|账龄)(?:$|[(（])|report|aging")
_NAMED = re.compile(r"(?:^|[^\d])(" + _DAY[1:])


class _Strength(IntEnum):
    """How plainly a text says it."""

    NAMED = 1
    EXPORTED = 2
    PERIOD = 3
    STATED = 4


@dataclass(frozen=True)
class _Said:
    strength: _Strength
    day: dt.date
    text: str


def said_day(readings: Iterable[Reading], *, outright: bool = False) -> DataDate | None:
    """The latest of the days that files say they show; `outright`: only what one says in so many words."""
    days = [said for reading in readings if (said := reading.data_date) and (said.stated or not outright)]
    return max(days, key=lambda said: said.day, default=None)


def data_date(workbook: Workbook, last_row: dt.date | None) -> DataDate | None:
    """The day that the visible sheets or the names give; `last_row` is the latest day among the rows, which no state comes before."""
    found: list[_Said] = []
    for sheet in workbook.sheets:
        if not sheet.hidden:
            rows = list(sheet.rows)
            edge = rows[:_TITLE_ROWS] + rows[max(_TITLE_ROWS, len(rows) - _FOOT_ROWS) :]
            found += _in_texts(text for row in edge for text in _labelled(row))
            found += _in_name(sheet.name)
    found += _in_name(re.sub(r"\.\w{1,5}$", "", workbook.name))
    possible = [said for said in found if last_row is None or said.day >= last_row]
    if not possible:
        return None
    best = max(possible, key=lambda said: (said.strength, said.day))
    return DataDate(best.day, best.text[:60], stated=best.strength is _Strength.STATED)


def _labelled(row: Sequence[Cell]) -> Iterator[str]:
    """The texts of a row; a label without a value takes the next cell's, be it a date."""
    filled = [cell for cell in row if cell is not None and str(cell).strip()]
    if len(filled) > 6:
        return
    for place, cell in enumerate(filled):
        if not isinstance(cell, str):
            continue
        following = filled[place + 1] if place + 1 < len(filled) else None
        after = following.strftime("%Y-%m-%d") if isinstance(following, dt.date) else following if isinstance(following, str) else ""
        yield f"{cell.strip()} {after}".strip() if len(cell) <= 30 else cell.strip()


def _in_texts(texts: Iterable[str]) -> Iterator[_Said]:
    for text in texts:
        plain = squeezed(text)
        for pattern, strength, part in (
            (_STATED, _Strength.STATED, 1),
            (_PERIOD, _Strength.PERIOD, 2),
            (_MONTH, _Strength.PERIOD, 1),
            (_EXPORTED, _Strength.EXPORTED, 1),
        ):
            found = pattern.search(plain)
            if found and (day := _read(found[part])):
                yield _Said(strength, day, text)
                break
        else:
            if _HEADLINE.search(plain):
                yield from _in_name(text)


def _in_name(name: str) -> Iterator[_Said]:
    plain = squeezed(name).replace("_", "-")
    outright = _STATED.search(plain) or _MONTH.search(plain)
    if (outright and (day := _read(outright[1]))) or ((found := _NAMED.search(plain)) and (day := _read(found[1]))):
        yield _Said(_Strength.NAMED, day, name)


def _read(text: str) -> dt.date | None:
    """A day, or the last day of a month."""
    month = re.fullmatch(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月(?:份|底|末)?)?", text)
    if month:
        year, number = int(month[1]), int(month[2])
        day = last_of_month(year, number) if 1 <= number <= 12 else None
    else:
        day = read_date(re.sub(r"^([a-z]+)\.?(\d{1,2}),?(\d{4})$", r"\1 \2, \3", text))
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None
