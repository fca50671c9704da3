"""ZIP archives, read within limits: the container of xlsx, xlsb and ods, and of what banks and Alipay mail.

Nothing is unpacked to disk, and no entry is unpacked past the size it declares, so a bomb costs nothing.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from arcore.intake.limits import DEFAULT_LIMITS, Limits
from arcore.messages import Unusable, say

ZIP_START = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
ARCHIVE_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    struct.error,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    OSError,
)


@dataclass(frozen=True)
class Member:
    """One file of an archive, unpacked; `name` without its folders' tricks ('../', drive letters, backslashes)."""

    name: str
    content: bytes


def open_archive(content: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> zipfile.ZipFile:
    """The archive, its directory checked against `limits`. Raises Unusable when damaged or too large."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except ARCHIVE_DAMAGE as error:
        raise damaged(name) from error
    entries = archive.infolist()
    if len(entries) > limits.archive_entries:
        raise Unusable(
            say(
                "{file} contains {count} packed parts; at most {limit} are read. Save the workbook again in Excel.",
                file=name,
                count=len(entries),
                limit=limits.archive_entries,
            )
        )
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.unpacked_bytes:
        raise Unusable(
            say(
                "{file} unpacks to {size} MB; at most {limit} MB are read. "
                "Delete sheets and formatted empty rows that are not needed, or split it.",
                file=name,
                size=unpacked // 2**20,
                limit=limits.unpacked_bytes // 2**20,
            )
        )
    return archive


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of `entry`. Raises Unusable when it is damaged, or packed more tightly than any workbook is."""
    if entry.file_size > 2**20 and entry.file_size > limits.unpacked_ratio * max(entry.compress_size, 1):
        raise Unusable(say("{file} is packed as no workbook is (a decompression bomb), so it is not opened.", file=name))
    try:
        with archive.open(entry) as part:
            return part.read(entry.file_size + 1)
    except ARCHIVE_DAMAGE as error:
        raise damaged(name) from error


def member_name(entry: zipfile.ZipInfo) -> str:
    """The entry's file name; Chinese archivers write GBK without saying so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = entry.filename
    return name.replace("\\", "/")


def archive_members(content: bytes, name: str, *, password: str | None = None, limits: Limits = DEFAULT_LIMITS) -> tuple[Member, ...]:
    """The files inside a ZIP of several files, in archive order; folders and system files (`__MACOSX`, `.DS_Store`) left out.

    Raises Unusable when damaged or too large, PasswordNeeded when encrypted and `password` is missing or wrong.
    """
    from arcore.intake.encrypted import PasswordNeeded

    members = []
    with open_archive(content, name, limits) as archive:
        for entry in _files(archive):
            if entry.flag_bits & _ENCRYPTED:
                if not password:
                    raise PasswordNeeded(say("{file} is protected: enter its password.", file=name))
                archive.setpassword(password.encode())
            members.append(Member(member_name(entry).rsplit("/", 1)[-1], unpack(archive, entry, name, limits)))
    return tuple(members)


def _files(archive: zipfile.ZipFile) -> Iterator[zipfile.ZipInfo]:
    for entry in archive.infolist():
        name = member_name(entry)
        if not name.endswith("/") and "__MACOSX/" not in name and not name.rsplit("/", 1)[-1].startswith("."):
            yield entry


def damaged(name: str) -> Unusable:
    """The one sentence for a file that claims a format and breaks it."""
    return Unusable(say("{file} is damaged and cannot be read. Open it in Excel or WPS, save it again, and try once more.", file=name))
