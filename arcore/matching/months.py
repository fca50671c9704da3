"""Which months a memo names: "3月货款", "付2025年11-12月货款", "202603", "上月".

A month without a year is the latest such month that is not after the receipt: 12月 paid in
January or June is last year's.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import pairwise

NUMERALS = {
    "十二": 12,
    "十一": 11,
    "十": 10,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "元": 1,
    "腊": 12,
}
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
JOIN = r"\s*(?:月份?)?\s*(?:-|~|～|至|到|、|,|和|及|与|/|\.)\s*"
PHRASE = re.compile(
    rf"(?:(?P<year>20\d{{2}}\s*(?=年|\.|/|-)|(?<!\d)\d{{2}}\s*(?=年))\s*(?:年度?|\.|/|-)\s*)?(?<!\d)(?P<first>{MONTH})(?P<more>(?:{JOIN}{MONTH})*)\s*(?:月份|月)(?!\d{{1,2}}日|结|付|供|息)"
)
COMPACT = re.compile(
    r"(?<!\d)(?P<year>20\d{2})(?:(?:\.|-|/)?(?P<month>0[1-9]|1[0-2])|[./-](?P<bare>[1-9]))(?!\d)(?=\s*(?:月|货款|款|账|期|$|\s))"
)
CUT_OFF = re.compile(r"截[至止]|月\s*(?:[底末](?:之|以)?前|[底末]止|份?及[以之]前)")
EARLIEST = 36
"""Months that "截止4月底" reaches back."""
ENGLISH_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
ENGLISH = re.compile(
    rf"(?<!\d )(?<!\d)\b(?P<names>{ENGLISH_NAME}\b\.?(?:\s*(?:-|/|,|&|\band\b|\bto\b)\s*{ENGLISH_NAME}\b\.?)*)\s*"
    r"(?:(?P<year>20\d{2})(?!\d)|(?=invoices?|statement|purchases|deliveries|account|payment|$))"
)
SPAN = re.compile(r"[-~～至到]|\bto\b")
NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
RELATIVE = {"上上月": -2, "上个月": -1, "上月": -1, "本月": 0, "当月": 0, "这个月": 0}
Month = tuple[int, int]


@lru_cache(maxsize=65_536)
def months(memo: str, received: date) -> tuple[Month, ...]:
    """The (year, month) pairs named in a folded memo, in order, without repetition.

    >>> months("付2025年11-12月货款", date(2026, 1, 5)), months("12月货款", date(2026, 1, 5))
    (((2025, 11), (2025, 12)), ((2025, 12),))
    >>> months("11-12月货款", date(2026, 1, 5)), months("26年3月份", date(2026, 6, 5))
    (((2025, 11), (2025, 12)), ((2026, 3),))
    >>> months("3、4月货款", date(2026, 6, 5)), months("转账", date(2026, 6, 5))
    (((2026, 3), (2026, 4)), ())
    >>> months("2026.4货款", date(2026, 6, 5)), months("mar-may 2026 invoices", date(2026, 6, 5))
    (((2026, 4),), ((2026, 3), (2026, 4), (2026, 5)))
    >>> months("截止4月底货款", date(2026, 6, 5))[-2:]
    ((2026, 3), (2026, 4))
    """
    found: list[Month] = []
    for phrase in PHRASE.finditer(memo):
        found += _of_phrase(phrase, received)
    if not found:
        found += [(int(m["year"]), int(m["month"] or m["bare"])) for m in COMPACT.finditer(memo)]
        for english in ENGLISH.finditer(memo):
            found += _of_english(english, received)
    if len(found) == 1 and CUT_OFF.search(memo):
        return tuple(_shifted(date(*found[0], 1), -back) for back in range(EARLIEST - 1, -1, -1))
    for word, shift in RELATIVE.items():
        if word in memo and not found:
            found.append(_shifted(received, shift))
    return tuple(dict.fromkeys(found))


def _of_phrase(phrase: re.Match[str], received: date) -> list[Month]:
    said = (phrase["year"] or "").strip()
    year = int(said) + (2000 if len(said) == 2 else 0) if said else None
    numbers = _spanned([_number(phrase["first"])] + [_number(part) for part in re.findall(MONTH, phrase["more"])], phrase["more"])
    if year is None:
        year = _dated(numbers[-1], None, received)[0] - sum(b < a for a, b in pairwise(numbers))
    months_: list[Month] = []
    previous = 0
    for number in numbers:
        year += number < previous
        months_.append((year, number))
        previous = number
    return months_


def _of_english(phrase: re.Match[str], received: date) -> list[Month]:
    """ "mar-may 2026": each month named, or all from the first to the last; the year is the last one's."""
    numbers = _spanned([NAMES.index(name[:3]) + 1 for name in re.findall(ENGLISH_NAME, phrase["names"])], phrase["names"])
    year, last = _dated(numbers[-1], int(phrase["year"]) if phrase["year"] else None, received)
    return [(year - (number > last), number) for number in numbers]


def _spanned(numbers: list[int], joined: str) -> list[int]:
    """All months from the first to the second where two are joined by a dash or a word for it, else those named."""
    if len(numbers) != 2 or not SPAN.search(joined):
        return numbers
    first, last = numbers
    return [(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)]


def in_words(spoken: tuple[Month, ...]) -> str:
    """Months as people read them; many in a row by their first and last.

    >>> in_words(((2026, 3), (2026, 4))), in_words(((2026, 1), (2026, 2), (2026, 3), (2026, 4)))
    ('2026-03, 2026-04', '2026-01 – 2026-04')
    """
    each = [f"{year}-{month:02d}" for year, month in spoken]
    in_a_row = all(_shifted(date(*a, 1), 1) == b for a, b in pairwise(spoken))
    return f"{each[0]} – {each[-1]}" if in_a_row and len(each) > 3 else ", ".join(each)


def _number(text: str) -> int:
    return NUMERALS[text] if text in NUMERALS else int(text)


def _dated(month: int, year: int | None, received: date) -> Month:
    if year is None:
        year = received.year if month <= received.month else received.year - 1
    return year, month


def _shifted(day: date, months_: int) -> Month:
    index = day.year * 12 + day.month - 1 + months_
    return index // 12, index % 12 + 1
