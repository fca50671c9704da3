"""The currency that stands only in a cell's number format: '[$USD] #,##0.00', '"€"#,##0.00', '[$¥-411]'.

Formats that Excel shows by the machine's own country (numbers 5 to 8 and 37 to 44) tell nothing and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from arcore.intake.guard import column_number
from arcore.intake.words import currency_of

Currencies = dict[tuple[int, int], str]
"""ISO codes by 0-based (row, column)."""

_CUSTOM_FROM = 164
_BRACKET = re.compile(r"\[\$([^\]\-]*)(?:-([^\]]*))?\]")
_LITERAL = re.compile(r'"([^"]*)"')
_BARE = re.compile(r"[$€£¥￥₩₹]")
_DOLLARS = {"c04": "HKD", "1004": "SGD", "404": "TWD", "c09": "AUD", "1009": "CAD", "1409": "NZD", "1404": "MOP"}
_YEN = "411"


def currency_of_format(code: str) -> str | None:
    """The currency a number format shows, None when it shows none.

    >>> [currency_of_format(c) for c in ("[$¥-411]#,##0", "[$¥-804]#,##0.00", '#,##0.00" USD"', r"\\€0.00", "#,##0.00", "[$-F800]d")]
    ['JPY', 'CNY', 'USD', 'EUR', None, None]
    """
    shown = code.split(";")[0]
    for symbol, country in _BRACKET.findall(shown):
        if found := _of_symbol(symbol.strip(), country.lower().lstrip("0")):
            return found
    rest = re.sub(r"\[[^\]]*\]", "", shown)
    for words in _LITERAL.findall(rest):
        if words.strip() and (found := currency_of(words)):
            return found
    bare = _BARE.search(_LITERAL.sub("", rest))
    return currency_of(bare[0]) if bare else None


def _of_symbol(symbol: str, country: str) -> str | None:
    if symbol == "$":
        return _DOLLARS.get(country, "USD")
    if symbol in ("¥", "￥", "\\"):
        return "JPY" if country.endswith(_YEN) else "CNY"
    return currency_of(symbol) if symbol else None


def currency_styles(styles: etree._Element) -> dict[int, str]:
    """Of a workbook's cell styles (by their number) those that show a currency."""
    formats = {fmt.get("numFmtId", ""): fmt.get("formatCode", "") for fmt in styles.iter("{*}numFmt")}
    codes = {number: code for number, text in formats.items() if number.isdigit() and (code := _custom(int(number), text))}
    cells = styles.find("{*}cellXfs")
    used = list(cells.iterchildren("{*}xf")) if cells is not None else []
    return {place: codes[xf.get("numFmtId", "")] for place, xf in enumerate(used) if xf.get("numFmtId", "") in codes}


def _custom(number: int, text: str) -> str | None:
    return currency_of_format(text) if number >= _CUSTOM_FROM else None


def currencies_of_cells(xml: bytes, styles: Mapping[int, str]) -> Currencies:
    """Which cells of a sheet's XML are shown in a currency."""
    if not styles:
        return {}
    numbers = "|".join(map(str, styles)).encode()
    found: Currencies = {}
    for tag in re.finditer(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: [a-z]{1,3}="[^"]{0,20}"){0,4}? s="(' + numbers + rb')"[^>]{0,100}>', xml):
        if not tag[0].endswith(b"/>"):
            found[int(tag[2]) - 1, column_number(tag[1])] = styles[int(tag[3])]
    return found
