"""One heading as text: what it is compared by, and what its parenthesis says about the values below it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from opencc import OpenCC

from arcore.intake.words import CURRENCIES, FACTORS, currency_of, squeezed

PLAIN_AMOUNTS = frozenset({"金额", "amount", "原币金额"})
"""Headings of an amount that is net where a gross or a tax column stands beside it; any other amount goes before them."""
_DROPPED = re.compile(r"[._\-'\"’‘“”]")
_BILINGUAL = re.compile(r"\[.*\]$")
_TRAILING = re.compile(r"^(.+)\(([^()]+)\)$")
_FORMAT = re.compile(
    r"^(?:小写|是/否|是否|y/n|必填|必录|选填|可选|文本|数字|日期|required|optional|text|date|yyyy.*|年/月/日|\*|全称|大写除外|如有)$"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_TO_SIMPLIFIED = OpenCC("t2s")
_CURRENCY_WORDS = sorted(
    ((word, code) for word, code in CURRENCIES.items() if len(word) > 1 or word in "$€£"), key=lambda pair: len(pair[0]), reverse=True
)
_DAYS = frozenset({"天", "日", "days", "day"})
ORIGINAL = frozenset({"原币", "原币金额", "外币", "交易币种", "金额", "数额", "小计", "合计", "发生额"})
LOCAL = frozenset({"本币", "本位币", "本币金额", "本位币金额", "折本币", "折人民币"})


@lru_cache(maxsize=4_096)
def simplified(text: str) -> str:
    """A heading in simplified characters, in which the known ones are written.

    >>> simplified("客戶名稱"), simplified("發票號碼")
    ('客户名称', '发票号码')
    """
    return _TO_SIMPLIFIED.convert(text) if _CHINESE.search(text) else text


def split_currency(text: str) -> tuple[str, str] | None:
    """The key of a heading and its currency, where the currency stands before or behind it as a word of its own; else None.

    >>> split_currency("美元金额"), split_currency("Amount USD"), split_currency("金额"), split_currency("Débiteur")
    (('金额', 'USD'), ('amount', 'USD'), None, None)
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    for word, code in _CURRENCY_WORDS:
        found = re.fullmatch(rf"{re.escape(word)}(?![a-z])(.+)|(.+)(?<![a-z]){re.escape(word)}", plain)
        if found:
            return normalize((found[1] or found[2]).strip("/-_,: ")), code
    return None


def above_each(upper: Sequence[str], lower: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """For each column of two rows of headings: its upper one, the one that counts above it, and its lower one.

    What stands above is meant for the columns to its right, too, as far as only the lower row goes on.

    >>> list(above_each(["采购", "", ""], ["数量", "金额"]))
    [('采购', '采购', '数量'), ('', '采购', '金额'), ('', '', '')]
    """
    counts = ""
    for top, bottom in zip_longest(upper, lower, fillvalue=""):
        counts = top or (counts if bottom else "")
        yield top, counts, bottom


def is_unit(word: str) -> bool:
    """Whether a word (squeezed, without brackets) is a unit or a format that may stand below a heading: '元', 'USD', 'yyyy-mm-dd'."""
    return word in FACTORS or word in _DAYS or currency_of(word) is not None or bool(_FORMAT.match(word)) or word in ("%", "‰")


def normalize(text: str) -> str:
    """A heading as it is compared: narrow, lower case, without white space, stars, units and the second language.

    >>> [normalize(t) for t in ("*Invoice No.", "金额（元）", "交易日期[ Transaction Date ]", "客　户\\n名称：", "账期(天)")]
    ['invoiceno', '金额', '交易日期', '客户名称', '账期']
    """
    return parsed(text)[0]


def parsed(text: str) -> tuple[str, int | None, str | None, bool, str]:
    """The key, and what was cut off it: factor, currency, whether it counts days, and a qualifier such as '本位币'."""
    key = squeezed(text).strip("*:：;；,，、")
    key = _BILINGUAL.sub("", key) or key
    factor: int | None = None
    currency: str | None = None
    days, qualifier = False, ""
    while found := _TRAILING.match(key):
        parts = [part.strip("单位:：") for part in re.split(r"[,，、;；]", found[2])]
        cut = [_qualified(found[1], part) for part in parts]
        if not all(cut):
            break
        key = found[1]
        for part in cut:
            assert part is not None
            key = part.base if part.base != found[1] else key
            factor = part.factor if part.factor is not None else factor
            currency, days, qualifier = part.currency or currency, part.days or days, part.qualifier or qualifier
        key = key.strip("*:：")
    for suffix in ("/元", "/万元", ",元", ":元", "_元", "-元", "元rmb", "/rmb", "/cny", "人民币元"):
        if key.endswith(suffix) and len(key) > len(suffix) + 1:
            factor = 10_000 if "万" in suffix else factor
            key = key[: -len(suffix)]
    return _DROPPED.sub("", key), factor, currency, days, qualifier


@dataclass(frozen=True)
class _Cut:
    """What a parenthesis behind a heading says."""

    base: str
    factor: int | None = None
    currency: str | None = None
    days: bool = False
    qualifier: str = ""


_AMOUNT_BASES = frozenset({"金额", "应收金额", "amount", "开票金额", "发票金额", "总金额", "合计金额", "invoiceamount"})
_GROSS = frozenset({"含税", "价税合计", "inclusive", "incltax", "incl.tax", "inc.vat", "incl.vat", "taxincluded"})
_NET = frozenset({"不含税", "未税", "excltax", "excl.tax", "excl.vat", "taxexcluded"})


def _qualified(base: str, inner: str) -> _Cut | None:
    """The heading without one part of its parenthesis; None where the part is not understood."""
    if inner in _DAYS:
        return _Cut(base, days=True)
    if inner in FACTORS:
        return _Cut(base, factor=FACTORS[inner])
    if code := currency_of(inner):
        return _Cut(base, currency=code)
    if unit := _money_unit(inner):
        return _Cut(base, currency=unit[0], factor=unit[1])
    if inner in ORIGINAL or inner in LOCAL:
        return _Cut(base, qualifier=inner)
    if inner in _GROSS:
        return _Cut("含税金额" if base in _AMOUNT_BASES else base)
    if inner in _NET:
        return _Cut("不含税金额" if base in _AMOUNT_BASES else base + "不含税")
    return _Cut(base) if not inner or _FORMAT.match(inner) else None


def _money_unit(text: str) -> tuple[str | None, int | None] | None:
    """'人民币万元', 'USD thousand', "RMB'000": currency and factor; None when it is neither."""
    for word in sorted(FACTORS, key=len, reverse=True):
        if text.endswith(word) and (code := currency_of(text[: -len(word)].strip(",/-"))):
            return code, FACTORS[word]
        if text.startswith(word) and (code := currency_of(text[len(word) :].strip(",/-"))):
            return code, FACTORS[word]
    return None
