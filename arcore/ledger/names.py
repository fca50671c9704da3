"""How the ledger compares what names a customer or a document."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
BETWEEN_NUMBERS = re.compile(r"[、,，;；/|\s]+")


def cleaned(name: str) -> str:
    """A name for comparison: NFKC, no spaces or invisible characters, case folded.

    >>> cleaned("深圳市ＡＢＣ（集团） 有限公司")
    '深圳市abc(集团)有限公司'
    """
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", name)).casefold()


def numbers_in(cell: str) -> list[str]:
    """The document numbers of a cell that may name several, in order.

    >>> numbers_in("26310117、26310118; 26310119")
    ['26310117', '26310118', '26310119']
    """
    return [part for part in BETWEEN_NUMBERS.split(cell) if part]


def fingerprint(*parts: object) -> str:
    """A short digest of several values; None differs from empty text."""
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()
