"""ZIP archives, read within limits: the container of xlsx, xlsb and ods, and of what banks and Alipay mail.

Nothing is unpacked to disk, and no entry is unpacked past the size it declares, so a bomb costs nothing.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from arcore.intake.limits import DEFAULT_LIMITS, Limits
from arcore.messages import Unusable, say

ZIP_START = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_LOCAL = struct.Struct("<26xHH")
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
    refuse_bomb(entry, name, limits)
    try:
        with archive.open(entry) as part:
            return part.read(entry.file_size + 1)
    except ARCHIVE_DAMAGE as error:
        raise damaged(name) from error


def packed_bytes(content: bytes, entry: zipfile.ZipInfo, name: str) -> bytes:
    """The bytes of `entry` as they are packed. Raises Unusable when the archive is damaged."""
    head = content[entry.header_offset : entry.header_offset + _LOCAL.size]
    if len(head) < _LOCAL.size or not head.startswith(ZIP_START[0]) or entry.flag_bits & _ENCRYPTED:
        raise damaged(name)
    name_length, extra_length = _LOCAL.unpack(head)
    start = entry.header_offset + _LOCAL.size + name_length + extra_length
    packed = content[start : start + entry.compress_size]
    if len(packed) < entry.compress_size:
        raise damaged(name)
    return packed


def inflated(packed: bytes, entry: zipfile.ZipInfo, name: str, limits: Limits) -> bytes:
    """What `packed` unpacks to, if exactly as long as declared. Raises Unusable otherwise, or when it is no deflated part."""
    refuse_bomb(entry, name, limits)
    if entry.compress_type == zipfile.ZIP_STORED:
        part, complete = packed, True
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            part = inflater.decompress(packed, entry.file_size + 1)
        except zlib.error as error:
            raise damaged(name) from error
        complete = inflater.eof
    else:
        raise damaged(name)
    if not complete or len(part) != entry.file_size:
        raise damaged(name)
    return part


def refuse_bomb(entry: zipfile.ZipInfo, name: str, limits: Limits) -> None:
    """Raises Unusable for a part packed more tightly than any workbook is."""
    if entry.file_size > 2**20 and entry.file_size > limits.unpacked_ratio * max(entry.compress_size, 1):
        raise Unusable(say("{file} is packed as no workbook is (a decompression bomb), so it is not opened.", file=name))


@dataclass(frozen=True)
class Part:
    """An entry of an archive to be written: its packed bytes, and what their header says."""

    path: bytes
    method: int
    checksum: int
    packed: bytes
    size: int

    @classmethod
    def of(cls, path: str, entry: zipfile.ZipInfo, packed: bytes) -> Part:
        """An entry taken over as it is packed."""
        return cls(path.encode(), entry.compress_type, entry.CRC, packed, entry.file_size)

    @classmethod
    def stored(cls, path: str, content: bytes) -> Part:
        """An entry of new content, not packed."""
        return cls(path.encode(), zipfile.ZIP_STORED, zlib.crc32(content), content, len(content))


def write_archive(parts: Iterable[Part]) -> bytes:
    """A plain ZIP of `parts`: one local header and one directory entry each, nothing that two readers could read differently."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    position = 0
    for part in parts:
        facts = struct.pack("<HHH4x3IHH", 20, _UTF8_NAME, part.method, part.checksum, len(part.packed), part.size, len(part.path), 0)
        pieces += [ZIP_START[0], facts, part.path, part.packed]
        directory.append(b"PK\x01\x02\x14\0" + facts + struct.pack("<10xI", position) + part.path)
        position += 30 + len(part.path) + len(part.packed)
    entries = b"".join(directory)
    end = struct.pack("<4s4xHHIIH", ZIP_START[1], len(directory), len(directory), len(entries), position, 0)
    return b"".join([*pieces, entries, end])


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
    from arcore.intake.encrypted import locked

    members = []
    with open_archive(content, name, limits) as archive:
        for entry in _files(archive):
            if entry.flag_bits & _ENCRYPTED:
                if not password:
                    raise locked(name)
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
