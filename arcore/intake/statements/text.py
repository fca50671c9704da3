"""Text of statement files: decoding, and joining what a bank spread over several fields."""

from __future__ import annotations

from arcore.messages import Unusable, say

EMPTY = {"", "NONREF", "NOREF", "NOTPROVIDED", "NULL", "-", "--", "/"}


def decode(content: bytes, name: str) -> str:
    """The text of a file that states no encoding: by its mark, then utf-8, then gb18030, then Western European."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    for encoding in ("utf-8-sig", "gb18030", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unusable(say("The characters of {file} cannot be read. Save it as UTF-8 and upload it again.", file=name))


def joined(*texts: str) -> str:
    """The texts that say something, each once, with single spaces."""
    kept = dict.fromkeys(" ".join(text.split()) for text in texts)
    return " ".join(text for text in kept if text not in EMPTY)
