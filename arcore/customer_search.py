"""Finding a customer by what people type: name, short name, code, tax number, or the initials of its pinyin."""

from __future__ import annotations

import unicodedata

import pandas as pd
from pypinyin import Style, lazy_pinyin

NAMED_BY = ("customer_id", "customer_name", "short_name", "former_name", "tax_no")
SPELLED = ("customer_name", "short_name")


def initials(name: str) -> str:
    """The first letters of a name's pinyin; letters and digits as they are.

    >>> initials("苏州宏达精密"), initials("3M中国")
    ('szhdjm', '3mzg')
    """
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).casefold().replace(" ", "")


def index(customers: pd.DataFrame) -> pd.Series:
    """By customer_key, everything a customer can be found by, one line each; the initials last."""
    lines = []
    for row in customers[["customer_key", *NAMED_BY]].itertuples(index=False):
        values = dict(zip(("customer_key", *NAMED_BY), row, strict=True))
        texts = [_folded(value) for name in NAMED_BY if isinstance(value := values[name], str)]
        spelled = [initials(value) for name in SPELLED if isinstance(value := values[name], str)]
        lines.append("\n".join([*texts, *spelled]))
    return pd.Series(lines, index=customers["customer_key"], dtype="str")


def find(known: pd.Series, wanted: str) -> list[int]:
    """The customers of an `index` that `wanted` can mean, in the customers' order; all for an empty text."""
    text = _folded(wanted)
    hits = known.str.contains(text, regex=False) if text else pd.Series(True, index=known.index)
    return [int(key) for key in known.index[hits.to_numpy(dtype=bool)]]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
