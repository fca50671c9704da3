"""Amounts in Chinese words: the cases of the payment rules, and back again."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcore.amounts_in_words import DIGITS, LARGEST, capitals, stated
from arcore.money import to_minor


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10", "壹拾元整"),
        ("20000", "贰万元整"),
        ("100000000", "壹亿元整"),
        ("100010000.10", "壹亿零壹万元壹角整"),
        ("1000000001", "壹拾亿零壹元整"),
        ("100001370", "壹亿零壹仟叁佰柒拾元整"),
        ("1000000000000.01", "壹万亿元零壹分"),
        ("20000.05", "贰万元零伍分"),
        ("10101010", "壹仟零壹拾万壹仟零壹拾元整"),
        ("-1234.5", "负壹仟贰佰叁拾肆元伍角整"),
    ],
)
def test_amounts_are_written_as_the_rules_say(amount: str, words: str) -> None:
    assert capitals(to_minor(Decimal(amount))) == words


def value(words: str) -> int:
    """What the words say, in minor units, read sign by sign."""
    total = section = digit = minor = 0
    for sign in words:
        if sign in DIGITS:
            digit = DIGITS.index(sign)
        elif sign in "拾佰仟":
            section, digit = section + digit * {"拾": 10, "佰": 100, "仟": 1000}[sign], 0
        elif sign == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        elif sign == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
        elif sign in "元角分":
            minor += (total + section + digit) * {"元": 100, "角": 10, "分": 1}[sign]
            total = section = digit = 0
    return minor


@given(st.integers(0, LARGEST - 1) | st.integers(0, 10**7).map(lambda n: n * 1_000) | st.integers(0, 9_999).map(lambda n: 10**10 + n * 100))
def test_the_words_say_exactly_the_amount(minor: int) -> None:
    words = capitals(minor)
    assert value(words) == minor
    assert "零零" not in words
    assert words.endswith("分") == bool(minor % 10)


def test_what_has_no_words_is_refused_or_left_out() -> None:
    with pytest.raises(ValueError, match="too large"):
        capitals(LARGEST)
    assert stated(12345, "KWD") == ""
