"""What one cell of a statement says: a day, an amount, a currency, or nothing."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from arcore.dates import FIRST_YEAR, LAST_YEAR, Order, read_date
from arcore.intake.model import Cell, CellError

BLANKS = frozenset({"", "-", "--", "---", "—", "——", "/", "－", "null", "none", "n/a"})
NUMBER = re.compile(r"^[+-]?(?:\d+(?:[,.' ]\d+)*|\.\d+)-?$")
SIDE = re.compile(r"([^(]*?)\(?(cr|dr|贷|借|收|付|支)\)?", re.IGNORECASE)
"""An amount with its side behind it: 50.00DR, 1,000.00(贷)."""
NO_NUMBERS = (bool, CellError, dt.date, dt.time, dt.timedelta)
SIGNS = str.maketrans("", "", "￥¥$€£元")
CURRENCIES = {
    "人民币": "CNY", "人民币元": "CNY", "rmb": "CNY", "cny": "CNY", "156": "CNY", "01": "CNY", "001": "CNY", "美元": "USD", "usd": "USD", "欧元": "EUR",
    "eur": "EUR", "港币": "HKD", "港元": "HKD", "hkd": "HKD", "日元": "JPY", "jpy": "JPY", "英镑": "GBP", "gbp": "GBP", "澳元": "AUD", "aud": "AUD", "cad": "CAD",
    "加元": "CAD", "新加坡元": "SGD", "新元": "SGD", "sgd": "SGD", "chf": "CHF", "瑞士法郎": "CHF", "krw": "KRW", "韩元": "KRW", "twd": "TWD", "新台币": "TWD",
    "澳门元": "MOP", "mop": "MOP", "thb": "THB", "myr": "MYR", "inr": "INR", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "czk": "CZK", "huf": "HUF",
}  # fmt: skip


def text(cell: Cell) -> str:
    """A cell as text: NFKC, trimmed of spaces, tabs, and the backticks and apostrophes exports put before digits."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _tidy(cell)
    if isinstance(cell, CellError):
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    return str(cell)


@lru_cache(maxsize=16384)
def _tidy(said: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", said).strip("`'\t \u200b\ufeff").split())


def filled(cell: Cell) -> bool:
    """Whether a cell says anything at all."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip("`'\t \u3000\xa0\n\r\u200b\ufeff")))


def blank(cell: Cell) -> bool:
    """Whether a money cell says "none": blank, a dash or a slash."""
    return text(cell).casefold() in BLANKS


def day(cell: Cell, day_first: bool = True) -> dt.date | None:
    """The date of a cell within 1990–2100, time cut off. `day_first` decides 03/04/2026.

    >>> day("20260601 10:01:00"), day("2026年6月1日"), day("01/06/2026 09:30")
    (datetime.date(2026, 6, 1), datetime.date(2026, 6, 1), datetime.date(2026, 6, 1))
    """
    if isinstance(cell, str):
        return _day_of_text(cell, Order.DAY_FIRST if day_first else Order.MONTH_FIRST)
    return _sensible(read_date(cell))


@lru_cache(maxsize=4096)
def _day_of_text(said: str, order: Order) -> dt.date | None:
    return _sensible(read_date(said, order))


def _sensible(found: dt.date | None) -> dt.date | None:
    return found if found and FIRST_YEAR <= found.year <= LAST_YEAR else None


def number(cell: Cell, decimal_comma: bool = False) -> Decimal | None:
    """The exact amount of a cell; None when it says none or cannot be read.

    >>> number("￥1,234.56"), number("(12.30)"), number("1.027,25", decimal_comma=True), number("5.00-")
    (Decimal('1234.56'), Decimal('-12.30'), Decimal('1027.25'), Decimal('-5.00'))
    """
    if cell is None:
        return None
    if isinstance(cell, float):
        return Decimal(repr(cell))
    if isinstance(cell, NO_NUMBERS):
        return None
    if isinstance(cell, int):
        return Decimal(cell)
    said = text(cell).translate(SIGNS)
    said = re.sub(r"(?i)^(cny|rmb|usd|eur|hkd)|(cny|rmb|usd|eur|hkd)$", "", said.replace(" ", "")).replace("−", "-")
    negative = said.startswith("(") and said.endswith(")")
    said = said.strip("()") if said.count("(") != 1 or negative else said
    if said.endswith("-"):
        negative, said = not negative, said[:-1]
    if said and not said[-1].isdigit() and (side := SIDE.fullmatch(said)):
        negative, said = negative or side[2].lower() in ("dr", "借", "付", "支"), side[1]
    said = said.replace(".", "").replace(",", ".") if decimal_comma else said.replace(",", "")
    try:
        value = Decimal(said.replace("'", ""))
    except InvalidOperation:
        return None
    return (-value if negative else value) if value.is_finite() else None


def is_amount(cell: Cell) -> bool:
    """Whether a cell without a heading can be an amount: decimals or a sign, no long digit string."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return True
    said = text(cell)
    return bool(NUMBER.match(said)) and len(said) <= 18 and (bool(re.search(r"[.,]\d{2}-?$", said)) or said[:1] in "+-")


def uses_decimal_comma(cells: list[Cell]) -> bool:
    """Whether a column writes 1.027,25: decided for the column, by the cells that can mean only one thing."""
    said = [text(cell) for cell in cells if isinstance(cell, str)]
    comma = sum(bool(re.search(r",\d{1,2}-?\)?$", s)) and s.count(",") == 1 for s in said)
    point = sum(bool(re.search(r"\.\d{1,2}-?\)?$", s)) for s in said)
    return comma > point


def currency_code(cell: Cell) -> str:
    """The ISO code of a currency's name or code; '' when unknown."""
    if cell is None:
        return ""
    said = text(cell)
    return CURRENCIES.get(said.casefold(), said if re.fullmatch(r"[A-Z]{3}", said) else "")
