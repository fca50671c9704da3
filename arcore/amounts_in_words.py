"""Amounts in Chinese words (大写金额), as letters and statements state them beside the figures.

Rules of 支付结算办法 (domain rules §4.13): 人民币 stands right before the amount, 整 after 元 or 角 and never after 分.
"""

from __future__ import annotations

import cn2an

from arcore.money import to_decimal

CURRENCY_NAMES = {"CNY": "人民币", "HKD": "港币", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元"}
LARGEST = 10**15
"""Minor units from which on there are no common words."""


def capitals(minor: int) -> str:
    """An amount of a currency with two decimals, in words.

    >>> capitals(140950), capitals(1640902), capitals(-123450), capitals(0)
    ('壹仟肆佰零玖元伍角整', '壹万陆仟肆佰零玖元零贰分', '负壹仟贰佰叁拾肆元伍角整', '零元整')

    Raises ValueError beyond ten trillions.
    """
    if abs(minor) >= LARGEST:
        raise ValueError(f"{minor} is too large to be written in words")
    words: str = cn2an.an2cn(f"{to_decimal(abs(minor)):.2f}".removesuffix(".00"), "rmb")
    return ("负" if minor < 0 else "") + words + ("整" if words.endswith("角") else "")


def stated(minor: int, currency: str) -> str:
    """The amount in words with its currency before it; without words for a currency that has no two decimals.

    >>> stated(1000001, "CNY"), stated(2000000, "USD"), stated(500, "JPY")
    ('人民币壹万元零壹分', '美元贰万元整', '')
    """
    two_decimals = currency in CURRENCY_NAMES and currency != "JPY"
    return CURRENCY_NAMES[currency] + capitals(minor) if two_decimals else ""
