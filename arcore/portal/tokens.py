"""The signed address of a balance link: which link, whose, until when; and the secret it is signed with.

The secret lives outside the ledger, in the environment or in a file of its own: who holds a copy of the ledger cannot forge a link.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from arcore.messages import Unusable, say
from arcore.named_files import text_of_file

VARIABLE, FILE_VARIABLE = "ARCORE_LINK_SECRET", "ARCORE_LINK_SECRET_FILE"
SHORTEST = 32
_TOKEN = re.compile(r"([0-9a-f]{16})-(\d{1,18})-(\d{8})-([0-9a-f]{64})")


@dataclass(frozen=True)
class Pass:
    """What a link says of itself once its signature holds; `until` is the last day it opens."""

    link_no: str
    customer_key: int
    until: dt.date


def secret_of(environment: Mapping[str, str]) -> bytes | None:
    """The secret of `VARIABLE`, or of the file that `FILE_VARIABLE` names; None where neither is set, and links are off.

    Raises Unusable where it is too short to be safe, or the file cannot be read.
    """
    text = environment.get(VARIABLE, "")
    if not text and (path := environment.get(FILE_VARIABLE)):
        text = text_of_file(Path(path)).strip()
    if not text:
        return None
    if len(text) < SHORTEST:
        raise Unusable(say("The secret for balance links is too short: give at least {least} characters.", least=SHORTEST))
    return text.encode()


def signed(secret: bytes, told: Pass) -> str:
    """The part of the address that opens the link."""
    words = f"{told.link_no}-{told.customer_key}-{told.until:%Y%m%d}"
    return f"{words}-{_signature(secret, words)}"


def read(secret: bytes, token: str) -> Pass | None:
    """What the token says; None where it was not signed with this secret or is not whole.

    >>> told = Pass("0123456789abcdef", 7, dt.date(2026, 7, 31))
    >>> read(b"s" * 32, signed(b"s" * 32, told)) == told, read(b"t" * 32, signed(b"s" * 32, told))
    (True, None)
    """
    found = _TOKEN.fullmatch(token)
    if found is None or not token.isascii():
        return None
    words = token.rpartition("-")[0]
    if not hmac.compare_digest(_signature(secret, words), found[4]):
        return None
    return Pass(found[1], int(found[2]), dt.datetime.strptime(found[3], "%Y%m%d").date())


def _signature(secret: bytes, words: str) -> str:
    return hmac.new(secret, b"balance-link-1|" + words.encode(), hashlib.sha256).hexdigest()
