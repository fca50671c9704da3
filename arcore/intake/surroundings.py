"""What stands around a table and speaks about it: unit, currency, customer, period; from titles, sheet name and group rows."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from arcore.aliases import headings as words_of
from arcore.intake.cells import is_blank
from arcore.intake.grid import Grid
from arcore.intake.headings import simplified
from arcore.intake.words import COMPANY, ENTITY, FACTORS, GENERIC_SHEET, PARTY, SUPPLIER_PARTY, currency_of, squeezed

_UNIT = re.compile(
    r"(?:金额单位|货币单位|计量单位|单位|unit|amountsin|in)[:：(]?(?:人民币|新?台币|港币|港元|美元|欧元|rmb|cny|usd|eur|hkd|twd|gbp|us\$|\$|€)?[/,，]?(千元|万元|百万元|亿元|十万元|元|thousands?|millions?)(?:$|[^\w])"
)
_FOREIGN_UNIT = re.compile(r"单位[:：]?(千|万|百万|亿)(?=[美港欧日澳加]元|英镑|usd|eur|hkd)")
_CURRENCY = re.compile(r"(?:币种|币别|货币|currency|金额单位|货币单位|单位)[:：]+([^\s:：;；,，)]{1,8})")
_LABEL = re.compile(r"(?:金额单位|货币单位|单位|币种|币别|货币|currency|unit):?")
_AMOUNTS_IN = re.compile(
    r"(?:amounts?|figures|values|balances|expressed|stated|shown|reported)(?:are)?in[:：]?"
    r"(usdollars?|[a-z]{3}(?![a-z])|[a-z]{3}(?=thousands?|millions?|\d|'000)|euros?|us\$|hk\$|[$€£])"
)
_ENDING = re.compile(r"(?:人民币|[美港欧日澳加]元|美金|港币|英镑)$|^(?:人民币|[美港欧日澳加]元|美金|港币|英镑)")
_COLON = re.compile(r"[:：﹕︓]")
_COPY = re.compile(r"(?:[-_\s]*(?:[(（]\d+[)）]|副本|备份|(?:- )?copy|最终版?\d*|终版|v\d+))+$", re.IGNORECASE)
_YEAR = re.compile(r"(?:^|\D)(20\d{2}|19\d{2})(?:\D|$|\d{2}(?:\D|$))")
_CODE = r"[A-Za-z]{0,4}[-.]?\d[A-Za-z0-9._\-]+"
_CODE_BEFORE_NAME = re.compile(rf"^\s*(?:[\[(（【]({_CODE})[\])）】]\s*|({_CODE})[\s\-—_:：]+)(.*\D.*)$", re.DOTALL)
_NAME_THEN_CODE = re.compile(rf"^(.*\D)[\[(（【]({_CODE})[\])）】]\s*$", re.DOTALL)


CODE_LABELS = words_of(
    "客户编码|客户编号|客户代码|往来单位编码|单位编码|编码|编号|a/c|account|accountno|accountno.|accountnumber|customerno.|customerid|customercode"
)
NAME_LABELS = words_of("客户名称|客户全称|往来单位名称|往来单位|单位名称|客户|名称|customername|customer|name|accountname|client")
_EVERYBODY = frozenset({"全部", "全部客户", "所有", "所有客户", "全部供应商", "all", "allcustomers", "allvendors", "*", "不限", "汇总"})


@dataclass(frozen=True)
class Party:
    """A customer or supplier named outside the table's columns."""

    name: str
    code: str | None = None


def unit_of(texts: Iterable[str]) -> int | None:
    """The factor of '单位：万元' and its like; None when no unit is given.

    >>> unit_of(["單位：新台幣千元"]), currency_in(["單位：新台幣千元"])
    (1000, 'TWD')
    >>> unit_of(["单位：万元"]), unit_of(["金额单位：人民币元"]), unit_of(["单位：万美元"]), unit_of(["单位名称：甲公司"])
    (10000, 1, 10000, None)
    """
    for plain in _with_neighbors(texts):
        if found := _UNIT.search(plain):
            return FACTORS[found[1]]
        if found := _FOREIGN_UNIT.search(plain):
            return FACTORS[found[1]]
        if re.search(r"[(（](?:人民币)?(万元|千元)[)）]|^(?:万元|千元)$", plain):
            return 10_000 if "万元" in plain else 1_000
        if re.search(r"(?:rmb|cny|usd|eur|\$)'000", plain):
            return 1_000
    return None


def _with_neighbors(texts: Iterable[str]) -> Iterator[str]:
    """The texts, squeezed; a label without a value takes the next cell's: '单位' | '万元'."""
    label = ""
    for text in texts:
        plain = simplified(squeezed(text))
        yield label + plain
        label = f"{plain.rstrip(':')}:" if _LABEL.fullmatch(plain) else ""


def currency_in(texts: Iterable[str], *, home: str = "") -> str | None:
    """The currency that a title gives: '币种：美元', '单位：美元'; a bare 元 tells nothing where the books are in CNY (`home`).

    >>> currency_in(["币种：美元"]), currency_in(["单位：万美元"]), currency_in(["单位：元"]), currency_in(["单位：元"], home="CNY")
    ('USD', 'USD', 'CNY', None)
    >>> currency_in(["All amounts in US Dollars"]), currency_in(["Amounts in EUR thousands"]), currency_in(["Interest accrued in May"])
    ('USD', 'EUR', None)
    """
    for plain in _with_neighbors(texts):
        for found in (*_CURRENCY.finditer(plain), *_AMOUNTS_IN.finditer(plain)):
            word = found[1]
            for unit in ("百万元", "十万元", "万元", "千元", "亿元"):
                word = word.removesuffix(unit)
            word = word.removeprefix("百万").removeprefix("万").removeprefix("千")
            if (code := currency_of(word)) and not (word in ("元", "") and home == "CNY"):
                return code
    return None


def currency_of_sheet(name: str) -> str | None:
    """The currency that a sheet is named after.

    >>> currency_of_sheet("应收-美元"), currency_of_sheet("AR USD"), currency_of_sheet("1月"), currency_of_sheet("元旦")
    ('USD', 'USD', None, None)
    """
    plain = unicodedata.normalize("NFKC", name).lower()
    parts = re.findall(r"[a-z$]+|[\u4e00-\u9fff]+|[€£¥]", plain)
    words = {
        code for part in parts for word in (part, *_ENDING.findall(part)) if len(word) > 1 and word != "try" and (code := currency_of(word))
    }
    return words.pop() if len(words) == 1 else None


def year_in(texts: Iterable[str]) -> int | None:
    """The one year that titles or the sheet's name give."""
    years = {int(found[1]) for text in texts for found in _YEAR.finditer(squeezed(text))}
    return years.pop() if len(years) == 1 else None


def party_of(cells: Iterable[str]) -> Party | None:
    """The customer that a row names: '客户：上海XX公司', in one cell or in two."""
    texts = [text for text in cells if text.strip()]
    if labelled := _labelled(texts):
        return labelled
    if len(texts) == 2 and ":" not in squeezed(texts[0]) and PARTY.match(squeezed(texts[0]) + ":"):
        return with_code(texts[1].strip()) if squeezed(texts[1]) not in _EVERYBODY else None
    for i, text in enumerate(texts):
        for line in text.splitlines():
            plain = squeezed(line)
            found = PARTY.match(plain) or SUPPLIER_PARTY.match(plain)
            if not found:
                continue
            parts = re.split(r"[:：]", line, maxsplit=1)
            value = parts[1].strip() if len(parts) > 1 else ""
            if not value and i + 1 < len(texts) and not re.search(r"[:：]\s*$", texts[i + 1]):
                value = texts[i + 1].strip()
            value = _first_of(value)
            if value and squeezed(value) not in _EVERYBODY:
                return with_code(value)
    return None


def _first_of(text: str) -> str:
    """A label's value without what else stands behind it in the cell."""
    return re.split(r"\s{2,}|[\t|;；]|(?:日期|期间|单位|币种|电话|联系人|编号|截止|打印|账期|地址)\s*[:：]", text)[0].strip()


def entity_of(cells: Iterable[str]) -> str | None:
    """Whose books a row says follow: '核算主体：江苏公司'.

    >>> entity_of(["核算主体：江苏公司", "单位：元"]), entity_of(["公司﹕江苏公司"]), entity_of(["江苏公司"])
    ('江苏公司', '江苏公司', None)
    """
    first = next((text for text in cells if text.strip()), "")
    label = _COLON.search(first)
    return _first_of(first[label.end() :].strip()) or None if label and ENTITY.match(squeezed(first)) else None


def entities_on(grid: Grid) -> list[tuple[int, str]]:
    """The rows (0-based) that say whose books follow, where a sheet holds those of several companies; else none."""
    most = min(4, max(grid.filled, default=0) - 1)
    few = [row for row, filled in enumerate(grid.filled) if 1 <= filled <= most]
    firsts = ((row, next((cell for cell in grid.rows[row] if not is_blank(cell)), None)) for row in few)
    found = [(row, name) for row, first in firsts if isinstance(first, str) and (name := entity_of([first]))]
    return found if len({name for _, name in found}) > 1 else []


def _labelled(texts: list[str]) -> Party | None:
    """A code and a name behind labels of their own: 'A/C:', 'ABB001', 'Name:', 'Abbey Stores'."""
    values: dict[str, str] = {}
    for label, value in pairwise(texts):
        plain = squeezed(label)
        if plain.endswith(":") and not squeezed(value).endswith(":"):
            values[plain.rstrip(":")] = value.strip()
    code = next((values[word] for word in CODE_LABELS if word in values), None)
    name = next((values[word] for word in NAME_LABELS if word in values), None)
    return Party(name, code) if code and name else None


def with_code(text: str) -> Party:
    """A name with the code before or behind it: '01001 上海XX公司', '(C001)XX', 'XX公司[C001]'.

    >>> with_code("C001 上海一有限公司"), with_code("Acme 2000 Ltd")
    (Party(name='上海一有限公司', code='C001'), Party(name='Acme 2000 Ltd', code=None))
    """
    plain = " ".join(text.split())
    if re.fullmatch(_CODE, plain):
        return Party(plain, plain)
    if found := _NAME_THEN_CODE.match(plain):
        return Party(found[1].strip(" -—_:："), found[2])
    if (found := _CODE_BEFORE_NAME.match(plain)) and not found[3].startswith(("年", "月", "日")):
        return Party(found[3].strip(" -—_:："), found[1] or found[2])
    return Party(plain)


def sheet_party(name: str, *, among_many: bool) -> Party | None:
    """The customer that a sheet is named after; a month, a number or a word such as 明细 is none, and their copies neither.

    >>> sheet_party("2月 (2)", among_many=True), sheet_party("华润 副本", among_many=True)
    (None, Party(name='华润', code=None))
    """
    name = _COPY.sub("", name.strip())
    plain = squeezed(name)
    if COMPANY.search(plain) and not GENERIC_SHEET.match(plain):
        return with_code(name.strip())
    stripped = re.sub(r"[-_\s]*(?:\d{4}年?)?\d{0,2}月?$", "", name.strip())
    if among_many and not GENERIC_SHEET.match(plain) and len(stripped) >= 2:
        return with_code(name.strip())
    return None


def texts_of(grid: Grid, rows: Iterable[int]) -> list[str]:
    """The cells of rows as text, in reading order."""
    return [v.isoformat() if isinstance(v, dt.date) else str(v) for row in rows for _, v in grid.cells(row) if not is_blank(v)]
