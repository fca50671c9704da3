"""Columns of cells → text, numbers that identify, rates and currencies; a column at a time, never a cell at a time.

What cannot be read is a `Problem`, never a blank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from arcore.intake.findings import Problem
from arcore.intake.model import Cell, CellError
from arcore.intake.words import INVISIBLE, currency_of

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]
BLANKS = frozenset({"", "-", "--", "---", "—", "——", "–", "/", "\\", "无", "n/a", "na", "nil", "null", "none", "nan", "空", "暂无", "."})
ERRORS = re.compile(r"^#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)$|^#{3,}$", re.IGNORECASE)
DAMAGED_FROM = 10**15
_TIDY_TEXT = r"^[^\s#='`\x{200b}\x{feff}\x{00a0}\x{3000}](?:[^\x00-\x1f]*[^\s\x{200b}\x{feff}\x{00a0}\x{3000}])?$"
_TIDY_ID = r"^[A-Za-z0-9](?:[A-Za-z0-9._/:@&()\-]*[A-Za-z0-9)])?$"
_UNTIDY_ID = r"^(?i:na|nil|null|none|nan|n/a|[0-9](?:\.[0-9]+)?e\+?[0-9]{2}|[0-9]+\.0)$"
_SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?E\+?(\d{2})$", re.IGNORECASE)


@dataclass(frozen=True)
class Texts:
    """A column of text: str or None at each position."""

    values: list[str | None]
    problems: tuple[Problem, ...]


def shown_value(cell: Cell) -> str:
    """A cell as a message quotes it."""
    if isinstance(cell, CellError):
        return cell.code
    if isinstance(cell, float) and cell == int(cell) and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).strip()[:60]


def is_blank(cell: Cell) -> bool:
    """Nothing, or text of white space only."""
    return cell is None or (isinstance(cell, str) and (not cell or not INVISIBLE.sub("", cell)))


def error_of(cell: Cell) -> str | None:
    """The code of a cell that shows an error or was never calculated; None for a good one."""
    if isinstance(cell, CellError):
        return "uncached_formula" if cell.code == "=" else "error_cell"
    if isinstance(cell, str) and cell.startswith("#") and ERRORS.match(cell.strip()):
        return "error_cell"
    return None


def plain_text(cell: str) -> str:
    """Narrow, without invisible characters and the marks that exports put before text (apostrophe, backtick, tab)."""
    return _unquoted(INVISIBLE.sub("", unicodedata.normalize("NFKC", cell)).strip("'`‘’"))


def _unquoted(text: str) -> str:
    """What Excel's text formula in a CSV holds: '="00123"' is 00123."""
    return text[2:-1] if text.startswith('="') and text.endswith('"') and len(text) > 3 else text


def texts(values: Sequence[Cell]) -> Texts:
    """Text as given, outer white space removed; numbers as they print.

    >>> texts([" 王芳 ", 3.0, None, ""]).values
    ['王芳', '3', None, None]
    """
    tidy = _all_match(values, _TIDY_TEXT)
    if tidy is not None:
        return Texts(tidy, ())
    result: list[str | None] = []
    problems: list[Problem] = []
    for i, v in enumerate(values):
        if type(v) is str:
            if v.startswith("#") and error_of(v):
                problems.append(Problem(i, "error_cell", v.strip()))
                result.append(None)
            else:
                result.append(_unquoted(v.strip(" \t\r\n\u00a0\u3000\u200b\ufeff`'")) or None)
        elif v is None:
            result.append(None)
        elif code := error_of(v):
            problems.append(Problem(i, code, shown_value(v)))
            result.append(None)
        else:
            result.append(shown_value(v))
    return Texts(result, tuple(problems))


def identifiers(values: Sequence[Cell]) -> Texts:
    """Numbers that identify: text with its leading zeros; a number cell without '.0'; what Excel has cut is a problem.

    >>> identifiers(["000123", 123.0, " ＩＮＶ－1\\t", 1.23e19, "1.23457E+19"]).values
    ['000123', '123', 'INV-1', None, None]
    """
    read = _all_match(values, _TIDY_ID, _UNTIDY_ID)
    problems: list[Problem] = []
    result: list[str | None] = []
    for i, v in enumerate(values) if read is None else ():
        if type(v) is str:
            text = plain_id(v)
            if v.startswith("#") and error_of(v):
                problems.append(Problem(i, "error_cell", v.strip()))
                result.append(None)
            elif (found := _SCIENTIFIC.match(text)) and ("." in text or int(found[1]) >= 11):
                problems.append(Problem(i, "damaged_number", text))
                result.append(None)
            else:
                result.append(None if text.lower() in BLANKS else text)
        elif v is None:
            result.append(None)
        elif code := error_of(v):
            problems.append(Problem(i, code, shown_value(v)))
            result.append(None)
        elif isinstance(v, int | float) and not isinstance(v, bool) and abs(v) >= DAMAGED_FROM:
            problems.append(Problem(i, "damaged_number", f"{v:.0f}"))
            result.append(None)
        else:
            result.append(shown_value(v))
    final = read if read is not None else result
    if (
        read is None
        and any(v is not None and v.endswith(".0") for v in final)
        and all(v is None or re.fullmatch(r"\d+\.0", v) for v in final)
    ):
        final = [v[:-2] if v is not None else None for v in final]
    return Texts(final, tuple(problems))


def plain_id(text: str) -> str:
    """An identifying text: narrow, no invisible characters, no outer white space; inner spaces stay single."""
    if text.isascii():
        return _unquoted(" ".join(text.split()).strip("'`")) if text else ""
    narrow = unicodedata.normalize("NFKC", text)
    return _unquoted(" ".join(re.sub(r"[\u200b-\u200f\u2060\ufeff]", "", narrow).split()).strip("'`‘’"))


def _all_match(values: Sequence[Cell], pattern: str, unless: str | None = None) -> list[str | None] | None:
    """The column itself where every cell is blank or text of a pattern (and of no other); None where any is not."""
    if not set(map(type, values)) <= {str, type(None)}:
        return None
    column = pa.array(values, type=pa.large_string())
    if pc.all(pc.match_substring_regex(column, pattern)).as_py() is False:
        return None
    if unless is not None and pc.any(pc.match_substring_regex(column, unless)).as_py():
        return None
    return cast("list[str | None]", values if isinstance(values, list) else list(values))


def numbers(values: Sequence[Cell]) -> Texts:
    """Rates and factors as text of an exact decimal; '13%' is 0.13, '免税' is 0.

    >>> numbers(["13%", 0.06, "免税", "x"]).values
    ['0.13', '0.06', '0', None]
    """
    result: list[str | None] = []
    problems: list[Problem] = []
    for i, v in enumerate(values):
        if v is None or (isinstance(v, str) and plain_text(v).lower() in BLANKS | {"*", "***"}):
            result.append(None)
            continue
        text = plain_text(v) if isinstance(v, str) else repr(v)
        if text in ("免税", "不征税", "零税率", "exempt", "zero"):
            result.append("0")
            continue
        try:
            exact = Decimal(text.rstrip("%").replace(",", "")) / (100 if text.endswith("%") else 1)
            result.append(f"{exact.normalize():f}")
        except InvalidOperation:
            problems.append(Problem(i, error_of(v) or "bad_number", shown_value(v)))
            result.append(None)
    return Texts(result, tuple(problems))


def currencies(values: Sequence[Cell]) -> Texts:
    """ISO codes of currency words; an unknown word is a problem, a blank stays None.

    >>> currencies(["人民币", "usd", "RMB ", None]).values
    ['CNY', 'USD', 'CNY', None]
    """
    if set(map(type, values)) <= {str, type(None)}:
        codes = {v: currency_of(v) or _code_beside_word(v) for v in set(values) if isinstance(v, str)}
        blank = {v for v in codes if v.strip().lower() in BLANKS}
        if all(code or v in blank for v, code in codes.items()):
            known: dict[Cell, str | None] = {v: None if v in blank else code for v, code in codes.items()}
            return Texts([known.get(v) for v in values], ())
    result: list[str | None] = []
    problems: list[Problem] = []
    for i, v in enumerate(values):
        empty = is_blank(v) or (isinstance(v, str) and v.strip().lower() in BLANKS)
        error = None if empty else error_of(v)
        code = None if empty or error else currency_of(str(v)) or _code_beside_word(str(v))
        result.append(code)
        if code is None and not empty:
            problems.append(Problem(i, error or "unknown_currency", shown_value(v)))
    return Texts(result, tuple(problems))


def _code_beside_word(text: str) -> str | None:
    """'CNY-人民币', '人民币(CNY)', 'PRE001 人民币': the one currency that its parts name."""
    parts = {code for part in re.split(r"[\s\-–()（）/|:：_,]+", text) if part and (code := currency_of(part))}
    return parts.pop() if len(parts) == 1 else None


def name_key(name: str) -> str:
    """A name as it is compared: narrow, without white space and invisible characters, lower case."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", name)).lower()
