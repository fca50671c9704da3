"""Amounts in Chinese words (大写金额), as letters and statements state them beside the figures.

Rules of 支付结算办法 (domain rules §4.13): 人民币 stands right before the amount, 整 after 元 or 角 and never after 分, one 零
for zeros between digits. Written here because cn2an leaves out the 零 of 壹亿零壹仟 and the 整 after 角.
"""

from __future__ import annotations

from arcore.money import exponent

CURRENCY_NAMES = {"CNY": "人民币", "HKD": "港币", "USD": "美元", "EUR": "欧元", "GBP": "英镑"}
LARGEST = 10**15
"""Minor units from which on there are no common words."""
DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("仟", "佰", "拾", "")


def capitals(minor: int) -> str:
    """An amount of a currency with two decimals, in words.

    >>> capitals(140950), capitals(1640902), capitals(-123450), capitals(0)
    ('壹仟肆佰零玖元伍角整', '壹万陆仟肆佰零玖元零贰分', '负壹仟贰佰叁拾肆元伍角整', '零元整')

    Raises ValueError beyond ten trillions.
    """
    if abs(minor) >= LARGEST:
        raise ValueError(f"{minor} is too large to be written in words")
    whole, cents = divmod(abs(minor), 100)
    tenths, hundredths = divmod(cents, 10)
    words = _whole(whole) + "元" if whole or not cents else ""
    if tenths:
        words += DIGITS[tenths] + "角"
    elif hundredths and whole:
        words += "零"
    words += DIGITS[hundredths] + "分" if hundredths else "整"
    return ("负" if minor < 0 else "") + words


def stated(minor: int, currency: str) -> str:
    """The amount in words with its currency before it; nothing for a currency that has no name here or no two decimals.

    >>> stated(1000001, "CNY"), stated(2000000, "USD"), stated(500, "JPY")
    ('人民币壹万元零壹分', '美元贰万元整', '')
    """
    return CURRENCY_NAMES[currency] + capitals(minor) if currency in CURRENCY_NAMES and exponent(currency) == 2 else ""


def _whole(number: int) -> str:
    return _split(number, 10**8, "亿") if number else DIGITS[0]


def _split(number: int, unit: int, name: str) -> str:
    """Words of a number by 亿, then 万, then four digits; a 零 where the lower part does not fill its places."""
    if unit == 1:
        return _four(number)
    below = {10**8: (10**4, "万"), 10**4: (1, "")}[unit]
    high, low = divmod(number, unit)
    if not high:
        return _split(low, *below)
    gap = DIGITS[0] if 0 < low < unit // 10 else ""
    return _split(high, *below) + name + gap + (_split(low, *below) if low else "")


def _four(number: int) -> str:
    words, gap = "", False
    for digit, place in zip(f"{number:04d}", PLACES, strict=True):
        if digit == "0":
            gap = bool(words)
        else:
            words += (DIGITS[0] if gap else "") + DIGITS[int(digit)] + place
            gap = False
    return words
