"""Bytes to text: byte order mark, else strict utf-8, else utf-16 without a mark, else gb18030, else a western code page.

Nothing is replaced or dropped: either every byte decodes, or the file is not text.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

Encoding = Literal["utf-8-sig", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "cp1252"]

_MARKS: tuple[tuple[bytes, Encoding], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\ufffe\uffff]")
_HIGH_PAIR = re.compile(rb"[\x80-\xff]{2}")
_HIGH = re.compile(rb"[\x80-\xff]")
START = 65_536


def encoding_of(content: bytes) -> Encoding | None:
    """The encoding in which all of `content` is text, or None.

    A western code page is believed only where no two bytes above 127 stand together, which Chinese text never manages.

    >>> encoding_of("应收".encode("gb18030")), encoding_of(b"F\\xe4llig;M\\xfcller"), encoding_of(b"\\xff\\x00\\x01")
    ('gb18030', 'cp1252', None)
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding if _decodes(content, encoding) else None
    if _decodes(content, "utf-8"):
        return "utf-8"
    wide = _utf16_without_mark(content[:START])
    if wide and _decodes(content, wide):
        return wide
    if _HIGH.search(content) and not _HIGH_PAIR.search(content) and _decodes(content, "cp1252"):
        return "cp1252"
    return "gb18030" if _decodes(content, "gb18030") else None


def decode(content: bytes) -> tuple[str, Encoding] | None:
    """All of `content` as text and its encoding, or None when it is not text."""
    encoding = encoding_of(content)
    return (content.decode(encoding), encoding) if encoding else None


def decoded_start(content: bytes) -> str | None:
    """The first 64 KB as text, for recognition; None when that is not text."""
    start = content[:START]
    for cut in range(4):
        found = decode(start[: len(start) - cut])
        if found:
            return found[0]
        if len(content) <= START:
            return None
    return None


def _decodes(content: bytes, encoding: Encoding) -> bool:
    try:
        return not _NOT_TEXT.search(content.decode(encoding).rstrip("\0\x1a"))
    except UnicodeDecodeError:
        return False


def _utf16_without_mark(start: bytes) -> Encoding | None:
    """Commas, digits and line ends leave a zero in every second byte."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 20 < len(start) or min(even, odd) * 10 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"
