"""Columns of cells → amounts in minor units; a column at a time, never a cell at a time.

Amounts are exact: a float is taken as the decimal it prints as, text as the decimal it spells. Whether a comma divides
thousands or decimals is decided by the column. What cannot be read is a `Problem`, never a blank or a zero.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from arcore.intake.cells import BLANKS, Bools, Ints, error_of, plain_text, shown_value
from arcore.intake.findings import Problem
from arcore.intake.model import Cell
from arcore.intake.words import currency_of

Convention = Literal["point", "comma"]
UNLIMITED = frozenset({"不限", "无限", "无限额", "不限额", "不设限", "未设定", "unlimited", "no limit", "nolimit", "none set"})
LARGEST = 10**17
_UNITS = (("亿元", 100_000_000), ("亿", 100_000_000), ("万元", 10_000), ("万", 10_000), ("千元", 1_000), ("元整", 1), ("元", 1), ("圆", 1))
_PLAIN = r"^-?[0-9]{1,15}(?:\.[0-9]{1,2})?$"
_GROUPED = r"^-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?$"
_SIGNED = re.compile(r"[^0-9\s.,+\-()'%]")
_NUMBER = re.compile(r"^[0-9]*(?:[.,][0-9]+)*[.,]?$")
_SIGN = re.compile(
    r"^(?:[a-z]{3}|[a-z]{0,3}[$¥€£₩₹円]|人民币|美元|美金|港币|港元|欧元|日元|英镑|澳元|加元)|(?:[a-z]{3}|[$¥€£₩₹円]|人民币|美元|美金|港币|港元|欧元|日元|英镑|澳元|加元)$"
)
_POINT_DECIMAL = re.compile(r"(?:^|\d)\.\d{1,2}$|\.\d{4,}$|,\d{3}\.\d|,\d{3},\d{3}|^-?0\.\d")
_COMMA_DECIMAL = re.compile(r"(?:^|\d),\d{1,2}$|,\d{4,}$|\.\d{3},\d|\.\d{3}\.\d{3}|^-?0,\d")
_DOT_OR_THOUSANDS = re.compile(r"^\d{1,3}\.\d{3}$")
_COMMA_OR_THOUSANDS = re.compile(r"^\d{1,3},\d{3}$")


@dataclass(frozen=True)
class Amounts:
    """A money column: minor units where `given`, problems elsewhere; `signs` are currencies the cells themselves name."""

    minor: Ints
    given: Bools
    problems: tuple[Problem, ...]
    signs: dict[int, str]


@dataclass(frozen=True)
class _Spelled:
    """An amount's text taken apart: digits with their separators, sign, factor, currency word."""

    digits: str
    negative: bool
    factor: int
    currency: str | None


def _spelled(text: str) -> _Spelled | None:
    """Take an amount's text apart; None when it is not one.

    >>> _spelled("(¥1,234.56)")
    _Spelled(digits='1,234.56', negative=True, factor=1, currency='CNY')
    >>> [_spelled(text).negative for text in ("5.00 CR".replace(" ", ""), "-5.00cr", "5.00dr")]
    [True, True, False]
    >>> _spelled("1.2万元").factor, _spelled("12,00€").currency, _spelled("约3000")
    (10000, 'EUR', None)
    """
    rest, negative, factor, currency = text.lower().replace("−", "-").replace("–", "-"), False, 1, None
    if rest.startswith("(") and rest.endswith(")"):
        rest, negative = rest[1:-1], True
    for _ in range(3):
        if rest[:1] in "+-" and rest:
            negative, rest = negative ^ (rest[0] == "-"), rest[1:]
        if rest.endswith("-"):
            negative, rest = not negative, rest[:-1]
        if rest.endswith(("cr", "dr")):
            negative, rest = negative or rest.endswith("cr"), rest[:-2]
        if (sign := _SIGN.search(rest)) and (code := currency_of(sign[0])):
            currency = code if currency is None or sign[0] not in ("元",) else currency
            rest = rest[: sign.start()] + rest[sign.end() :]
        for word, times in _UNITS:
            if rest.endswith(word):
                rest, factor = rest[: -len(word)], factor * times
                currency = currency or ("CNY" if word != "圆" and "元" in word else None)
                break
    rest = re.sub(r"(?<=\d)['’](?=\d{3})", "", rest)
    if rest.startswith("(") and rest.endswith(")"):
        rest, negative = rest[1:-1], not negative
    if not rest or not _NUMBER.match(rest) or not any(c.isdigit() for c in rest):
        return None
    return _Spelled(rest, negative, factor, currency)


def is_amount(text: str) -> bool:
    """Whether text spells an amount."""
    return _spelled(plain_text(text)) is not None


def convention_of(texts: Sequence[str]) -> tuple[Convention | None, bool]:
    """How a column writes decimals, and whether it is mixed; None when nothing tells.

    >>> convention_of(["1.234,56", "12,5"]), convention_of(["1,234.56"]), convention_of(["1.234"])
    (('comma', False), ('point', False), (None, False))
    """
    point = sum(1 for t in texts if _POINT_DECIMAL.search(t) and not _COMMA_DECIMAL.search(t))
    comma = sum(1 for t in texts if _COMMA_DECIMAL.search(t) and not _POINT_DECIMAL.search(t))
    if point and comma:
        return ("point" if point >= comma else "comma"), True
    return ("point" if point else "comma" if comma else None), False


def spelled_digits(values: Sequence[Cell], limit: int = 2_000) -> list[str]:
    """The digits and separators of the first text amounts, as evidence of how the column writes decimals."""
    texts = [v for v in values if type(v) is str and v.strip()][:limit]
    return [piece.digits for t in texts if (piece := _spelled(plain_text(t)))]


def signs_of(values: Sequence[Cell]) -> dict[int, str]:
    """The currencies that amounts' own cells name, by position."""
    if str not in set(map(type, values)):
        return {}
    search = _SIGNED.search
    return {
        i: piece.currency
        for i, v in enumerate(values)
        if type(v) is str and search(v) and (piece := _spelled(plain_text(v))) and piece.currency
    }


def _exact(digits: str, convention: Convention) -> Decimal | None:
    """The decimal that digits spell under a convention; None where they contradict it."""
    thousands, decimals = (",", ".") if convention == "point" else (".", ",")
    if digits.count(decimals) > 1 or (decimals in digits and thousands in digits.split(decimals)[1]):
        return None
    whole = digits.split(decimals)[0]
    if thousands in whole:
        groups = whole.split(thousands)
        western = all(len(g) == 3 for g in groups[1:]) and 1 <= len(groups[0]) <= 3
        if not western and not (len(groups[-1]) in (3, 4) and all(1 <= len(g) <= 4 for g in groups)):
            return None
        if not western and len(groups) == 2 and len(groups[-1]) != 4:
            return None
    try:
        return Decimal(digits.replace(thousands, "").replace(decimals, "."))
    except InvalidOperation:
        return None


def _minor(amount: Decimal, scale: int) -> tuple[int, bool]:
    """Minor units rounded half up, and whether a real fraction was lost (not a float's last-digit noise)."""
    exact = amount * scale
    rounded = exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    noise = max(abs(exact) * Decimal("1e-14"), Decimal("1e-6"))
    return int(rounded), abs(exact - rounded) > noise


def amounts(values: Sequence[Cell], *, decimals: int = 2, factor: int = 1, hint: Convention | None = None) -> Amounts:
    """A money column in minor units of a currency with `decimals`; `factor` is 10000 under '单位：万元'.

    >>> amounts([0.1 + 0.2, "1,234.50-", None, "￥２０", "abc"]).minor.tolist()
    [30, -123450, 0, 2000, 0]
    """
    count = len(values)
    minor, given = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.bool_)
    problems: list[Problem] = []
    signs: dict[int, str] = {}
    scale = 10**decimals * factor
    types = set(map(type, values))
    if types <= {float, int, type(None)}:
        rest = _numeric(values, scale, minor, given, range(count), problems)
    else:
        numeric = [i for i, v in enumerate(values) if type(v) is float or type(v) is int]
        rest = _numeric([values[i] for i in numeric], scale, minor, given, numeric, problems)
        texts = [i for i, v in enumerate(values) if type(v) is str]
        texts = _plain_texts(values, texts, scale, minor, given) if decimals >= 2 else texts
        _spelled_texts(values, texts, scale, minor, given, problems, signs, hint)
        for i, v in enumerate(values):
            if type(v) not in (float, int, str, type(None)):
                code = error_of(v)
                problems.append(Problem(i, code or "bad_amount", shown_value(v)))
    for i in rest:
        value = values[i]
        exact = Decimal(repr(value)) if isinstance(value, int | float) and value == value and abs(value) != float("inf") else None
        if exact is None or abs(exact * scale) > LARGEST:
            problems.append(
                Problem(i, "bad_amount" if exact is None else "amount_too_large", shown_value(value) if exact is not None else str(value))
            )
            continue
        minor[i], lossy = _minor(exact, scale)
        given[i] = True
        if lossy:
            problems.append(Problem(i, "too_many_decimals", repr(value)))
    problems.sort(key=lambda p: p.position)
    return Amounts(minor, given, tuple(problems), signs)


def _numeric(values: Sequence[Any], scale: int, minor: Ints, given: Bools, positions: Sequence[int], problems: list[Problem]) -> list[int]:
    """Number cells at once; n/scale equals the cell exactly, or the cell is left over to be read as the decimal it prints as."""
    if not len(values):
        return []
    try:
        floats = np.array(values, dtype=np.float64)
    except OverflowError:
        return list(positions)
    present = ~np.isnan(floats)
    with np.errstate(invalid="ignore", over="ignore"):
        whole = np.rint(floats * scale)
        fine = present & (np.abs(whole) < 2**53) & (whole / scale == floats)
    at = np.asarray(positions, dtype=np.int64)
    minor[at[fine]] = whole[fine].astype(np.int64)
    given[at[fine]] = True
    return [int(at[i]) for i in np.flatnonzero(~fine).tolist() if values[i] is not None]


def _plain_texts(values: Sequence[Cell], positions: list[int], scale: int, minor: Ints, given: Bools) -> list[int]:
    """Text such as '1234.5' and '1,234.50' at once; the positions that are left."""
    if len(positions) < 64:
        return positions
    texts = pa.array([values[i] for i in positions], type=pa.string())
    grouped = pc.match_substring_regex(texts, _GROUPED)
    plain = pc.match_substring_regex(texts, _PLAIN)
    fine = pc.or_(grouped, plain).to_numpy(zero_copy_only=False)
    if not fine.any():
        return positions
    left = [positions[i] for i in np.flatnonzero(~fine)]
    remaining = [str(values[i]) for i in left if str(values[i]).strip()]
    with_point = bool(pc.any(pc.match_substring_regex(texts, r"\.[0-9]{1,2}$")).as_py()) or not bool(pc.any(grouped).as_py())
    if not with_point or any(_COMMA_DECIMAL.search(plain_text(t)) for t in remaining):
        return positions
    cents = pc.replace_substring(texts.filter(pa.array(fine)), ",", "").cast(pa.decimal128(20, 2))
    raw = np.frombuffer(cents.buffers()[1], dtype=np.int64)[::2][: len(cents)]
    at = np.asarray(positions, dtype=np.int64)[fine]
    minor[at] = raw * (scale // 100)
    given[at] = True
    return left


def _spelled_texts(
    values: Sequence[Cell],
    positions: list[int],
    scale: int,
    minor: Ints,
    given: Bools,
    problems: list[Problem],
    signs: dict[int, str],
    hint: Convention | None,
) -> None:
    """The other texts, after the whole column has told how it writes decimals."""
    pieces: list[tuple[int, str, _Spelled]] = []
    for i in positions:
        text = str(values[i])
        code = error_of(text)
        if code:
            problems.append(Problem(i, code, text.strip()))
            continue
        tidy = plain_text(text)
        if tidy.lower() in BLANKS or tidy.lower() in UNLIMITED:
            continue
        spelled = _spelled(tidy)
        if spelled is None:
            problems.append(Problem(i, "bad_amount", shown_value(text)))
        else:
            pieces.append((i, text, spelled))
    convention, mixed = convention_of([p.digits for _, _, p in pieces])
    told = convention or hint
    for i, text, piece in pieces:
        if piece.currency:
            signs[i] = piece.currency
        unclear = told is None and _DOT_OR_THOUSANDS.match(piece.digits) and not given.any()
        unclear = unclear or (mixed and bool(_DOT_OR_THOUSANDS.match(piece.digits) or _COMMA_OR_THOUSANDS.match(piece.digits)))
        if unclear:
            problems.append(Problem(i, "ambiguous_decimal", shown_value(text)))
            continue
        exact = _exact(piece.digits, told or "point")
        if exact is None:
            problems.append(Problem(i, "mixed_decimal" if mixed else "bad_amount", shown_value(text)))
            continue
        cents, lossy = _minor(-exact if piece.negative else exact, scale * piece.factor)
        if abs(cents) > LARGEST:
            problems.append(Problem(i, "amount_too_large", shown_value(text)))
            continue
        minor[i], given[i] = cents, True
        if lossy:
            problems.append(Problem(i, "too_many_decimals", shown_value(text)))
