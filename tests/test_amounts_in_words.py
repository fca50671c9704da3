"""Amounts in Chinese words: the cases of the payment rules, and back again."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcore.amounts_in_words import LARGEST, capitals, stated
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
        ("-1234.5", "负壹仟贰佰叁拾肆元伍角整"),
    ],
)
def test_amounts_are_written_as_the_rules_say(amount: str, words: str) -> None:
    assert capitals(to_minor(Decimal(amount))) == words


@given(st.integers(0, 10**13))
def test_the_words_say_exactly_the_amount(minor: int) -> None:
    words = capitals(minor).removesuffix("整")
    whole, _, rest = words.rpartition("元")
    yuan = int(cn2an.cn2an(whole, "smart")) if whole else 0
    tens, ones = ("零", "零")
    if "角" in rest:
        tens, rest = rest.split("角")
    if "分" in rest:
        ones = rest.removesuffix("分").removeprefix("零")
    digits = "零壹贰叁肆伍陆柒捌玖"
    assert yuan * 100 + digits.index(tens) * 10 + digits.index(ones) == minor


def test_what_has_no_words_is_refused_or_left_out() -> None:
    with pytest.raises(ValueError, match="too large"):
        capitals(LARGEST)
    assert stated(12345, "KWD") == ""
