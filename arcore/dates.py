"""What one cell says as a date: explicit forms only, never a guess.

A form that a day-first and a month-first reader would read differently ('03/04/2026') needs an `Order`; the whole
column decides it (`intake.date_columns`), never the cell. Whatever is not clearly a date is None.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from enum import Enum

EXCEL_EPOCH = dt.date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1990, 2100
BEFORE_THE_REPUBLIC = 1911
"""Years of the calendar of the Republic of China (民国) count from the year after this one."""
FIRST_SERIAL = (dt.date(FIRST_YEAR, 1, 1) - EXCEL_EPOCH).days
LAST_SERIAL = (dt.date(LAST_YEAR, 12, 31) - EXCEL_EPOCH).days


class Order(Enum):
    """The order of the parts of a date whose year does not come first with four digits."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    YEAR_FIRST = "year-first"


_MONTHS = dict(zip(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), range(1, 13), strict=True))
_TIME = r"(?:[T ,]*(?:上午|下午|AM|PM)?\s*\d{1,2}[:时]\d{1,2}(?:[:分]\d{1,2}(?:\.\d+)?)?秒?\s*(?:AM|PM)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_WEEKDAY = r"(?:\s*[(]?(?:星期|周)[一二三四五六日天][)]?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})\s*([-/.年])\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?{_WEEKDAY}{_TIME}$", re.IGNORECASE)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T ]?\d{6}|[T ]\d{2}:\d{2}(?::\d{2})?)?$")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}$", re.IGNORECASE)
_DAY_MONTH_NAME = re.compile(
    rf"(?:[a-z]{{3,9}},?\s+)?(\d{{1,2}})(?:st|nd|rd|th)?[-/. ]*([a-z]{{3,9}})\.?[-/., ]*(\d{{4}}|\d{{2}}){_TIME}$", re.IGNORECASE
)
_MONTH_NAME_DAY = re.compile(
    rf"(?:[a-z]{{3,9}},\s+)?([a-z]{{3,9}})\.?[-/ ]*(\d{{1,2}})(?:st|nd|rd|th)?[-/., ]+(\d{{4}}){_TIME}$", re.IGNORECASE
)
_YEAR_MONTH_NAME = re.compile(r"(\d{4})[-/ ]([a-z]{3,9})[-/ ](\d{1,2})$", re.IGNORECASE)
_REPUBLIC = re.compile(
    rf"(?:(?:中华|中華)?民[国國]\s*(\d{{2,3}})|(1\d{{2}}))\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号號]?{_WEEKDAY}{_TIME}$",
    re.IGNORECASE,
)
_REPUBLIC_COMPACT = re.compile(r"(1\d{2})(\d{2})(\d{2})$")
_REMARK = re.compile(r"(?<=[\d日号])\s*(?:\([^()\d]{1,12}\)|之?前|止)$")
_NO_YEAR = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?$")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?$")


def day(year: int, month: int, day_of_month: int) -> dt.date | None:
    """The date, or None when the calendar has no such day."""
    try:
        return dt.date(year, month, day_of_month)
    except ValueError:
        return None


def tidy(text: str) -> str:
    """Text of a cell with full-width characters made narrow and invisible ones removed."""
    narrow = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[\u200b-\u200f\u202a-\u202e\ufeff]", "", narrow).strip(" \t\r\n'`’")
    return plain[2:-1] if plain.startswith('="') and plain.endswith('"') else plain


def century(year: int) -> int:
    """A two-digit year as the receivables business means it: '26' is 2026, '99' is 1999."""
    return year if year >= 100 else 2000 + year if year < 80 else 1900 + year


def from_serial(serial: float) -> dt.date | None:
    """The day of an Excel serial (1900 epoch) between 1990 and 2100.

    >>> from_serial(46054), from_serial(12)
    (datetime.date(2026, 2, 1), None)
    """
    return EXCEL_EPOCH + dt.timedelta(days=int(serial)) if FIRST_SERIAL <= serial < LAST_SERIAL + 1 else None


def ambiguous_parts(text: str) -> tuple[int, int, int] | None:
    """The three numbers of a date whose order the text does not tell: '03/04/2026', '26-2-1'; None otherwise.

    >>> ambiguous_parts("03/04/2026"), ambiguous_parts("2026-04-03"), ambiguous_parts("03.04.2026")
    ((3, 4, 2026), None, None)
    """
    found = _YEAR_LAST.match(tidy(text))
    if not found or (found[2] == "." and len(found[4]) == 4):
        return None
    return int(found[1]), int(found[3]), int(found[4])


def in_order(parts: tuple[int, int, int], order: Order) -> dt.date | None:
    """The date of three numbers read in `order`.

    >>> in_order((3, 4, 2026), Order.MONTH_FIRST)
    datetime.date(2026, 3, 4)
    """
    first, second, third = parts
    if order is Order.YEAR_FIRST:
        return day(century(first), second, third) if third < 100 else None
    if order is Order.DAY_FIRST:
        return day(century(third), second, first)
    return day(century(third), first, second)


def impossible_day(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a date that is written well but that no calendar has; None for anything else.

    >>> impossible_day("2026-02-30"), impossible_day("31/04/2026"), impossible_day("2026-02-28"), impossible_day("月底")
    ((2026, 2, 30), (2026, 4, 31), None, None)
    """
    plain = tidy(text)
    if found := _YEAR_FIRST.match(plain):
        ways = [(int(found[1]), int(found[3]), int(found[4]))]
    elif found := _COMPACT.match(plain):
        ways = [(int(found[1]), int(found[2]), int(found[3]))]
    elif parts := _YEAR_LAST.match(plain):
        first, second, year = int(parts[1]), int(parts[3]), century(int(parts[4]))
        ways = [(year, second, first), (year, first, second)]
    elif (named := _DAY_MONTH_NAME.match(plain)) and (month := _month(named[2])):
        ways = [(century(int(named[3])), month, int(named[1]))]
    elif (named := _MONTH_NAME_DAY.match(plain)) and (month := _month(named[1])):
        ways = [(int(named[3]), month, int(named[2]))]
    else:
        return None
    if any(day(*way) for way in ways):
        return None
    return next((way for way in ways if 1 <= way[1] <= 12), None)


def last_of_month(year: int, month: int) -> dt.date:
    """The last day of a month.

    >>> last_of_month(2026, 2).day, last_of_month(2026, 12).day
    (28, 31)
    """
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def without_year(text: str) -> tuple[int, int] | None:
    """Month and day of '3月5日', which names no year; None for anything else."""
    found = _NO_YEAR.match(tidy(text))
    return (int(found[1]), int(found[2])) if found else None


def _month(name: str) -> int | None:
    return _MONTHS.get(name[:3].lower())


def _from_text(text: str, order: Order | None) -> dt.date | None:
    text = _REMARK.sub("", text)
    if found := _YEAR_FIRST.match(text):
        return day(int(found[1]), int(found[3]), int(found[4]))
    if found := _COMPACT.match(text):
        return day(int(found[1]), int(found[2]), int(found[3]))
    if found := _SERIAL.match(text):
        return from_serial(int(found[1]))
    if found := _REPUBLIC.match(text):
        return day(BEFORE_THE_REPUBLIC + int(found[1] or found[2]), int(found[3]), int(found[4]))
    if found := _REPUBLIC_COMPACT.match(text):
        return day(BEFORE_THE_REPUBLIC + int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.match(text):
        parts = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." and len(found[4]) == 4:
            order = Order.DAY_FIRST
        return in_order(parts, order) if order else None
    if (found := _DAY_MONTH_NAME.match(text)) and (month := _month(found[2])):
        return day(century(int(found[3])), month, int(found[1]))
    if (found := _MONTH_NAME_DAY.match(text)) and (month := _month(found[1])):
        return day(int(found[3]), month, int(found[2]))
    if (found := _YEAR_MONTH_NAME.match(text)) and (month := _month(found[2])):
        return day(int(found[1]), month, int(found[3]))
    return None


def read_date(cell: object, order: Order | None = None) -> dt.date | None:
    """The day a cell says, or None. Years may lie outside 1990–2100: the caller reports those.

    >>> [read_date(text).isoformat() for text in ("2026年2月1日", "20260201", "2026.2.1", "2026/2/1 08:00", "1-Feb-26", "46054")]
    ['2026-02-01', '2026-02-01', '2026-02-01', '2026-02-01', '2026-02-01', '2026-02-01']
    >>> read_date("2026-02-01（补开）"), read_date("2026年2月1日前")
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 1))
    >>> read_date(46054), read_date(20260201)
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 1))
    >>> read_date("2026-02-30"), read_date("03/04/2026"), read_date("月底")
    (None, None, None)
    >>> [read_date(text).isoformat() for text in ("民國115年2月1日", "115/02/01", "115.2.1", "1150201")]
    ['2026-02-01', '2026-02-01', '2026-02-01', '2026-02-01']
    >>> read_date("03/04/2026", Order.DAY_FIRST)
    datetime.date(2026, 4, 3)
    """
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        if cell == int(cell) and (FIRST_YEAR * 10_000 <= cell < (LAST_YEAR + 1) * 10_000 or 1_000_000 <= cell < 2_000_000):
            return _from_text(str(int(cell)), None)
        return from_serial(cell)
    return _from_text(tidy(cell), order) if isinstance(cell, str) else None
