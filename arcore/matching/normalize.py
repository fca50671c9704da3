"""Names and memos as they are compared: full-width, traditional characters, brackets, legal forms.

`fold` loses nothing that tells two companies apart; `core` drops legal forms and administrative
suffixes and therefore identifies only when exactly one customer has it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from opencc import OpenCC

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣", "-"))
VARIANTS = str.maketrans({"帳": "账", "賬": "账", "帐": "账", "〇": "零", "○": "零"})
BRACKETS = str.maketrans(
    {"（": "(", "）": ")", "【": "(", "】": ")", "[": "(", "]": ")", "〔": "(", "〕": ")", "「": "(", "」": ")", "《": "(", "》": ")"}
)
ASCII_BRACKETS = str.maketrans("[]", "()")
STROKED = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
ACCENTED = re.compile("[\u00c0-\u024f]")
NOT_IN_A_NAME = re.compile(r"[\s\-_.,·•'\"`“”‘’&/\\*#;:!?、。，；：！？]+")
LEGAL_FORM = re.compile(
    r"(有限责任公司|股份有限公司|有限公司|股份公司|集团公司|责任公司|总公司|公司|合伙企业\(?(?:有限|普通)合伙\)?|个体工商户)$"
)
UMLAUT = re.compile(r"([aou])e")
GROUP = re.compile(r"\(?集团\)?")
PLACE_SUFFIX = re.compile(r"^([一-龥]{2,3}?)(?:特别行政区|自治区|省|市)")
LATIN_FORMS = (
    "co company corp corporation inc incorporated llc llp lp ltd limited plc gmbh ag kg bv nv sa sarl srl spa oy ab as pte pty sdn bhd kk"
)
LATIN_FORM = re.compile(rf"(?:\b(?:{'|'.join(LATIN_FORMS.split())}|b v|n v|s a|s p a)\b\s*)+$")
LATIN_WORD = re.compile(r"[^\W_]+|[()]")
SAME_WORD = {
    "limited": "ltd",
    "company": "co",
    "corporation": "corp",
    "incorporated": "inc",
    "private": "pte",
    "pvt": "pte",
    **dict.fromkeys(("and", "und", "et"), ""),
}
BRANCH = re.compile(
    r"^(.{4,}(?:公司|厂|商行|集团|研究院|医院|大学|银行))(.{0,12}?)(?:分公司|分厂|分行|支行|办事处|营业部|门店|分店|店|事业部|项目部)$"
)


@cache
def same_characters() -> dict[int, str]:
    """Every traditional character's simplified form, one by one (phrases are too slow for 100,000 names); brackets and dashes too."""
    characters = [chr(point) for point in range(0x4E00, 0xA000)]
    converted = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {ord(old): new for old, new in zip(characters, converted, strict=True) if old != new and len(new) == 1}
    return {**table, **{old: new for other in (VARIANTS, BRACKETS, DASHES) for old, new in other.items() if isinstance(new, str)}}


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Half-width, simplified, lower case, one kind of bracket and dash, single spaces.

    >>> fold("深圳市ＡＢＣ科技（集團）有限公司　")
    '深圳市abc科技(集团)有限公司'
    """
    if not text:
        return ""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text).translate(same_characters())
    plain = plain.translate(ASCII_BRACKETS) if plain.isascii() else INVISIBLE.sub("", plain)
    return " ".join(plain.lower().split())


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """A folded name without spaces and punctuation; brackets stay, they tell companies apart.

    >>> name_key("Van der Berg B.V.")
    'vanderbergbv'
    """
    return NOT_IN_A_NAME.sub("", _without_accents(fold(name)))


def _without_accents(text: str) -> str:
    if text.isascii() or not ACCENTED.search(text):
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).translate(STROKED)


def plain_key(name: str) -> str:
    """`name_key` with the two spellings of a limited company made one, 有限责任公司 is 有限公司, and those of an umlaut, Ltd and "and".

    >>> plain_key("山东中科建材有限责任公司")
    '山东中科建材有限公司'
    >>> plain_key("Müller GmbH") == plain_key("MUELLER GMBH")
    True
    >>> plain_key("Tan & Sons Pte. Ltd.") == plain_key("TAN AND SONS PTE LIMITED")
    True
    """
    key = name_key(name)
    if not key.isascii():
        return key.replace("有限责任公司", "有限公司")
    words = LATIN_WORD.findall(_without_accents(fold(name)).replace(".", "").replace("'", ""))
    return UMLAUT.sub(r"\1", "".join(SAME_WORD.get(word, word) for word in words))


def core(name: str) -> str:
    """A name without legal form, group word and 省/市 suffix: for look-ups that must then be unique.

    >>> core("深圳市德润建材股份有限公司"), core("Müller Präzisionstechnik GmbH")
    ('深圳德润建材', 'mullerprazisionstechnik')
    >>> core("MUELLER PRAEZISIONSTECHNIK GMBH")
    'mullerprazisionstechnik'
    """
    folded = _without_accents(fold(name))
    if not _is_chinese(folded):
        spaced = " ".join(re.sub(r"[^\w\s]", " ", folded.replace("b.v.", "bv").replace("n.v.", "nv")).split())
        return UMLAUT.sub(r"\1", LATIN_FORM.sub("", spaced).replace(" ", "") or spaced.replace(" ", ""))
    key = NOT_IN_A_NAME.sub("", folded)
    stripped = GROUP.sub("", LEGAL_FORM.sub("", key))
    stripped = GROUP.sub("", LEGAL_FORM.sub("", stripped)).replace("(", "").replace(")", "")
    return PLACE_SUFFIX.sub(r"\1", stripped) or key


def _is_chinese(text: str) -> bool:
    return any("一" <= c <= "鿿" for c in text)


def branch_parent(name: str) -> str | None:
    """The company a branch belongs to, or None.

    >>> branch_parent("上海恒源家居用品有限公司深圳分公司")
    '上海恒源家居用品有限公司'
    """
    found = BRANCH.match(NOT_IN_A_NAME.sub("", fold(name)))
    return found.group(1) if found else None


def is_person(name: str) -> bool:
    """Two to four Chinese characters that end in no company word: probably a person.

    >>> is_person("罗芳娟"), is_person("国家金库")
    (True, False)
    """
    key = name_key(name)
    return 2 <= len(key) <= 4 and all("一" <= c <= "鿿" for c in key) and not re.search(r"[司厂店行库局所院社部会团]$", key)


def has_legal_form(name: str) -> bool:
    """Whether a name ends as company names do; one that does not may have been cut by a bank."""
    key = name_key(name)
    return bool(re.search(r"(公司|厂|商行|中心|合伙企业|经营部|店|社|所|院|局|集团|工作室|大学|学校|医院)$", key)) or bool(
        not _is_chinese(key) and LATIN_FORM.search(" ".join(re.sub(r"[^\w\s]", " ", fold(name)).split()))
    )
