"""Text of statement files: decoding, and joining what a bank spread over several fields."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TypeAlias

from arcore.messages import Unusable, say

SEVERAL, NARROWEST = 3, 27
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
    """The texts that say something, each once, with single spaces; one that another only begins with is that one cut short.

    >>> joined("货款-发票XSFP2026044", "货款-发票XSFP2026044727", "NONREF")
    '货款-发票XSFP2026044727'
    """
    kept = dict.fromkeys(" ".join(text.split()) for text in texts)
    said = [text for text in kept if text not in EMPTY]
    return " ".join(text for text in said if not any(other != text and other.startswith(text) for other in said))


Width: TypeAlias = tuple[bool, int]
"""How long a full line is, in characters or (True) in bytes of GBK; 0 when lines end between words."""


def full_width(lines: Iterable[str], known: Collection[int]) -> Width:
    """At which width a bank breaks its texts. `lines`: those that another follows.

    Most of them are as long as the longest where it breaks anywhere; a width that is not `known` needs several such lines.
    """
    lines = list(lines)
    for in_bytes in (False, True):
        lengths = [_length(line, in_bytes) for line in lines]
        longest = max(lengths, default=0)
        full = sum(length >= longest - in_bytes for length in lengths)
        if 2 * full > len(lengths) and (longest in known or longest + in_bytes in known or (full >= SEVERAL and longest >= NARROWEST)):
            return in_bytes, longest
    return False, 0


def unwrapped(lines: Iterable[str], width: Width) -> str:
    """Lines of one text as one: a line that is full was broken anywhere, even within a number, any other after a word."""
    return "".join(line if is_full(line, width) else line + " " for line in lines).rstrip()


def is_full(line: str, width: Width) -> bool:
    """Whether a line is as long as lines get."""
    in_bytes, longest = width
    return bool(longest) and _length(line, in_bytes) >= longest - in_bytes


def _length(line: str, in_bytes: bool) -> int:
    return len(line.encode("gb18030", errors="replace")) if in_bytes else len(line)


LABEL = re.compile(
    r"(?P<name>(?:对方|付款方?|付款人|交易对手|对手)(?:户名|名称|单位名称|单位)?"
    r"|付款人|户名|payer(?: name)?|remitter|ordering customer)\s*[:：]"
    r"|(?P<account>(?:对方|付款方?|付款人|交易对手|对手)?(?:账号|帐号|账户)|payer account|account)\s*[:：]"
    r"|(?P<memo>附言|摘要|用途|备注|交易附言|remarks?|details|reference|purpose)\s*[:：]",
    re.IGNORECASE,
)


def labelled(text: str) -> tuple[str, str, str] | None:
    """Name, account and memo of a text that labels them ("对方户名:… 附言:…"); None when it names no payer."""
    marks = list(LABEL.finditer(text))
    if not any(mark.lastgroup == "name" for mark in marks):
        return None
    parts: dict[str, list[str]] = {"name": [], "account": [], "memo": [text[: marks[0].start()]]}
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        parts[mark.lastgroup or "memo"].append(text[mark.end() : following.start() if following else len(text)].strip(" ,;，；/"))
    return joined(*parts["name"][:1]), "".join(parts["account"][:1]).strip(), joined(*parts["memo"])
