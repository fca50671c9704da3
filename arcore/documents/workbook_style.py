"""How our workbooks look: one `Paper` per workbook with its formats, title block, widths and print setup.

Text is always written as text, so that a customer called "=HYPERLINK(…)" stays a name. Money becomes a
number only here, at the cell's boundary.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Any

from xlsxwriter.format import Format

from arcore import money, palette
from arcore.documents.bulk_package import BulkWorkbook
from arcore.documents.bulk_sheet import BulkSheet
from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.money import Unit

FONTS: dict[Language, str] = {"zh": "Microsoft YaHei", "en": "Calibri"}
INK = "#1F2933"
RULE = "#C5CDD5"
HEADING_FILL = "#EEF1F4"
INPUT_FILL = "#FFF9E5"
WIDEST = 46
LONGEST = 32_700
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Stamp:
    """What every sheet says about itself: whose, as of when, in which unit and language, from which data version."""

    company: str
    as_of: dt.date
    lang: Language
    unit: Unit = "unit"
    version: str = ""


class Paper:
    """One workbook being written. `bytes()` closes it."""

    def __init__(self, stamp: Stamp, title: Message) -> None:
        self.stamp = stamp
        self._said: dict[str, str] = {}
        self._memory = io.BytesIO()
        self.workbook = BulkWorkbook(
            self._memory,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": FONTS[stamp.lang], "font_size": 10, "font_color": INK, "valign": "vcenter"},
            },
        )
        self.workbook.set_properties(
            {"title": self.said(title), "company": stamp.company, "created": dt.datetime.combine(stamp.as_of, dt.time())}
        )
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def said(self, message: Message) -> str:
        """The message in the workbook's language; one without values is looked up once."""
        if message.values:
            return message.text(self.stamp.lang)
        if message.template not in self._said:
            self._said[message.template] = message.text(self.stamp.lang)
        return self._said[message.template]

    def format(self, **properties: Any) -> Format:
        """A format, made once however often it is asked for."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]

    def money(self, currency: str, **properties: Any) -> Format:
        """Amounts of a currency in the workbook's unit; negative red with a minus, nothing as a dash."""
        return self.format(num_format=money_pattern(currency, self.stamp.unit), align="right", **properties)

    def heading(self, fill: str = HEADING_FILL, **properties: Any) -> Format:
        """A table's heading; light text on a dark fill."""
        color = "#FFFFFF" if dark(fill) else INK
        return self.format(
            bold=True, bg_color=fill, font_color=color, bottom=1, bottom_color=RULE, text_wrap=True, align="center", **properties
        )

    def sheet(self, name: str, *, landscape: bool = True) -> BulkSheet:
        """A sheet set up for A4: as wide as the page, margins, and who, what and which page at the foot."""
        sheet: BulkSheet = self.workbook.add_worksheet(name, BulkSheet)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page = self.said(say("Page &P of &N"))
        sheet.set_footer(f"&L&8 {self.stamp.company[:60].replace('&', '&&')}&C&8&A&R&8{page}")
        return sheet

    def title(self, sheet: BulkSheet, title: str, facts: Iterable[tuple[Message, str | dt.date]]) -> None:
        """Rows 1 and 2: the title, and what one must know to read the sheet, label and value in turn."""
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, cell_text(title), self.format(bold=True, font_size=15))
        line = "    ".join(f"{self.said(label)} {value}" for label, value in facts if value)
        sheet.write_string(1, 0, cell_text(line), self.format(font_color="#5A6673"))

    def facts(self, currency: str = "") -> list[tuple[Message, str | dt.date]]:
        """The usual facts below a title. What is only shown in ten thousands must not read like a unit of the cells."""
        label = say("Unit:") if self.stamp.unit == "unit" else say("Displayed as:")
        return [
            (say("Company:"), self.stamp.company),
            (say("Currency:"), currency),
            (label, self.said(unit_label(self.stamp.unit, currency)) if currency else ""),
            (say("Data version:"), self.stamp.version),
        ]

    def bytes(self) -> bytes:
        """The finished file."""
        self.workbook.close()
        return self._memory.getvalue()


def unit_label(unit: Unit, currency: str) -> Message:
    """What one of the shown amounts is: 元, 万元, US Dollar…"""
    name = say("yuan") if currency == "CNY" else currency_name(currency)
    return say("ten thousand {currency}", currency=name) if unit == "ten_thousand" else name


def currency_name(currency: str) -> Message:
    """The currency's name, as far as the catalogs know it; else its code."""
    return {"USD": say("US dollars"), "EUR": say("euros"), "HKD": say("Hong Kong dollars"), "JPY": say("yen"), "GBP": say("pounds")}.get(
        currency, say("{code}", code=currency)
    )


def money_pattern(currency: str, unit: Unit) -> str:
    """The number format; in ten thousands Excel can only divide by a thousand and set the point itself."""
    if unit == "ten_thousand":
        return '0\\.0,;[Red]\\-0\\.0,;"–"'
    places = money.exponent(currency)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return f'{pattern};[Red]\\-{pattern};"–"'


def amount(minor: int, currency: str) -> float:
    """Minor units as the number of a cell: the float nearest to the exact decimal."""
    return minor / divisor(currency)


@cache
def divisor(currency: str) -> int:
    """How many minor units make one; asked for every cell."""
    return int(10 ** money.exponent(currency))


def cell_text(text: str) -> str:
    """The text as a cell can hold it: not too long, no sign that XML forbids, nothing that XlsxWriter takes for markup."""
    if len(text) <= LONGEST and text.isprintable() and not text.startswith("<r>"):
        return text
    text = FORBIDDEN.sub("\ufffd", text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n"))
    return text + " " if text.startswith("<r>") and text.endswith("</r>") else text


def fit_as_they_are(values: Collection[object]) -> bool:
    """Whether these are texts or nothing, and `cell_text` would leave each as it is; asked of a whole column at once."""
    if set(map(type, values)) - {NoneType} != {str}:
        return False
    texts = [value for value in values if isinstance(value, str)]
    whole = "".join(texts)
    return whole.isprintable() and "<r>" not in whole and len(max(texts, key=len)) <= LONGEST


def dark(color: str) -> bool:
    """Whether text on it must be light (relative luminance below one third)."""
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    luminance: float = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return luminance < 0.33


def tint(color: str, share: float = 0.35) -> str:
    """The color thinned with white, to lie behind figures."""
    channels = (int(color[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - channel) * share):02X}" for channel in channels)


def width(values: Iterable[object], least: float = 8, most: float = WIDEST) -> float:
    """A column's width for the values: a Chinese sign is as wide as two digits."""
    longest, enough = 0, (most - 2) / 1.08
    for value in values:
        text = value if isinstance(value, str) else "" if value is None else str(value)
        if len(text) > longest or (2 * len(text) > longest and not text.isascii()):
            longest = max(longest, cells(text))
            if longest >= enough:
                break
    return min(most, max(least, longest * 1.08 + 2))


def cells(text: str) -> int:
    """How many digits wide the longest line of a text is."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max((sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line) for line in text.splitlines()), default=0)


def bucket_colors(count: int, first_is_current: bool) -> tuple[str, ...]:
    """The ramp of the buckets; the same as in charts and tables."""
    return palette.ramp(count, first_is_current=first_is_current)
