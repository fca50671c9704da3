"""Phrases made comparable: one width, one case, no spaces, simplified characters, Arabic digits."""

from __future__ import annotations

import re
import unicodedata

_SIMPLIFIED = str.maketrans(
    "帳帐賬結後貨驗開個現預發單據質貼憑證對單貸銀商業電與號數齊滿餘額訂簽約運裝車儲補項",
    "账账账结后货验开个现预发单据质贴凭证对单贷银商业电与号数齐满余额订签约运装车储补项",
)
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "肆": 4,
    "伍": 5,
    "陆": 6,
    "柒": 7,
    "捌": 8,
    "玖": 9,
    "两": 2,
    "兩": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
}
_NUMERAL = re.compile(
    "(?<!周)(?<!星期)(?<!礼拜)(?<![统同单唯])[零〇一二两兩三四五六七八九十百廿卅壹贰叁肆伍陆柒捌玖拾佰]+(?!次性|般|律|致|并|经|清|分之)"
)
_HALVES = (
    (re.compile("一个半月"), "1个月15天"),
    (re.compile("两个半月"), "2个月15天"),
    (re.compile("半个月"), "15天"),
    (re.compile("一年半"), "18个月"),
    (re.compile("半年(?!结|度|付)"), "6个月"),
    (re.compile("(?<!第)[一1]个?季度(?!结)"), "3个月"),
)
_ENGLISH_NUMBERS = {
    "seven": 7, "ten": 10, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "forty-five": 45, "forty five": 45,
    "sixty": 60, "seventy-five": 75, "ninety": 90, "one hundred and twenty": 120, "two": 2, "three": 3, "six": 6,
}  # fmt: skip
_ENGLISH_NUMBER = re.compile(r"\b(" + "|".join(sorted(_ENGLISH_NUMBERS, key=len, reverse=True)) + r")\b")
_REPEATED = re.compile(r"(\d+)\((\1)\)")  # 六十（60）天
_RANGE = re.compile(
    r"(?<![\d/])(\d{1,3})\s*(?:天|日|days?)?\s*(?:-|~|至|到|或者?|or|to)\s*(\d{1,3})\s*(天|日|days?)"
)  # the later end counts
_PERCENT_WORDS = (
    (re.compile(r"百分之(\d+(?:\.\d+)?)"), r"\1%"),
    (re.compile(r"(\d)成(?!交)"), r"\g<1>0%"),
)


def numeral(text: str) -> int:
    """The value of a run of Chinese numerals, spoken or digit by digit.

    >>> numeral("三十"), numeral("四十五"), numeral("一百二十"), numeral("三六一"), numeral("十"), numeral("廿五")
    (30, 45, 120, 361, 10, 25)
    """
    text = text.replace("廿", "二十").replace("卅", "三十").replace("拾", "十").replace("佰", "百")
    if not re.search("[十百]", text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total, pending = 0, 0
    for character in text:
        if character in "十百":
            total += (pending or 1) * (10 if character == "十" else 100)
            pending = 0
        else:
            pending = _DIGITS[character]
    return total + pending


def normalize(text: str | None) -> str:
    """The comparable form of a phrase; blank for None.

    >>> normalize(" 月结 三十天，２５号 對帳 "), normalize("Net 30 Days"), normalize("半年"), normalize("2/10 30")
    ('月结30天,25号对账', 'net30days', '6个月', '2/10,30')
    """
    if not text:
        return ""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_SIMPLIFIED)
    plain = re.sub(r"\b(?:[a-z]\.){2,}", lambda found: found[0].replace(".", ""), plain)
    plain = _ENGLISH_NUMBER.sub(lambda found: str(_ENGLISH_NUMBERS[found[1]]), plain)
    for pattern, words in _HALVES:
        plain = pattern.sub(words, plain)
    plain = _NUMERAL.sub(lambda found: str(numeral(found[0])), plain)
    for pattern, words in _PERCENT_WORDS:
        plain = pattern.sub(words, plain)
    plain = re.sub(r"(?<=\d)\s+(?=\d)", ",", plain.strip())
    plain = _REPEATED.sub(r"\1", plain)
    plain = _RANGE.sub(r"\2\3,或\1", plain)
    plain = re.sub(r"[()\[\]【】\n]+", ",", plain)
    plain = re.sub(r"[\s​﻿\"'“”‘’《》]+", "", plain)
    plain = re.sub(r"(?<![\d:]):|:(?!\d)", "", plain)
    plain = re.sub(r"(?<=[a-z])[-_](?=\d)|(?<=\d)[-_](?=[a-z])|(?<=%)-", "", plain)
    plain = re.sub(r"(?<=[一-鿿])[-/~]|[-/~](?=[一-鿿])(?<!%.)", ",", plain)
    return re.sub(r"[,;。、|]+", ",", plain).strip(",.: ")
