"""Office files behind a password: decrypted in memory, the password neither kept nor written anywhere.

A workbook protected only against changes is encrypted with a password that Excel itself knows; it opens without asking.
"""

from __future__ import annotations

import io
import re
import struct
from xml.parsers.expat import ExpatError

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, EncryptionError, FileFormatError, InvalidKeyError, ParseError

from arcore.intake.archive import damaged
from arcore.intake.limits import DEFAULT_LIMITS, Limits
from arcore.messages import Unusable, say

EXCEL_OWN_PASSWORD = "VelvetSweatshop"
_DAMAGE = (
    FileFormatError,
    ParseError,
    EncryptionError,
    struct.error,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    OverflowError,
    SyntaxError,
    ExpatError,
    AssertionError,
    NotImplementedError,
)


class PasswordNeeded(Unusable):
    """The file is protected, and no password or a wrong one was given."""


def locked(name: str) -> PasswordNeeded:
    """No password was given."""
    return PasswordNeeded(say("{file} is protected: enter its password.", file=name))


def wrong_password(name: str) -> PasswordNeeded:
    """The password given is a wrong one."""
    return PasswordNeeded(say("The password does not open {file}: check capitals and the input method, and enter it again.", file=name))


def decrypted(content: bytes, name: str, password: str | None, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The workbook inside an encrypted xlsx, xlsb or xls. Raises PasswordNeeded, or Unusable when damaged or unknown."""
    spins = re.search(rb'spinCount="(\d+)"', content)
    if spins and int(spins[1][:12]) > limits.key_spins:
        raise Unusable(say("{file} is encrypted in a way that would take hours to open. Save it without a password.", file=name))
    try:
        return _opened_with(content, EXCEL_OWN_PASSWORD)
    except (InvalidKeyError, DecryptionError):
        pass
    except _DAMAGE as error:
        raise damaged(name) from error
    if not password:
        raise locked(name)
    try:
        return _opened_with(content, password)
    except (InvalidKeyError, DecryptionError) as error:
        raise wrong_password(name) from error
    except _DAMAGE as error:
        raise damaged(name) from error


def _opened_with(content: bytes, password: str) -> bytes:
    opened = io.BytesIO()
    office_file = msoffcrypto.OfficeFile(io.BytesIO(content))
    office_file.load_key(password=password)
    office_file.decrypt(opened)
    return opened.getvalue()
