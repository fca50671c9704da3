"""The compound file around an old workbook: its stream taken out, and put back into a container of our own making.

A reader then never follows the allocation tables of a damaged or hostile file.
"""

from __future__ import annotations

import io
import struct

import olefile  # type: ignore[import-untyped]

from arcore.intake.archive import damaged

_SECTOR = 4096
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_TABLES_IN_HEADER = 109
_BOF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_DAMAGE = (OSError, struct.error, ValueError, IndexError, TypeError, KeyError, AttributeError, OverflowError, RecursionError, MemoryError)


def workbook_stream(content: bytes, name: str) -> bytes:
    """The workbook's records; of two (a file for Excel 95 and 97 at once) the newer. Raises Unusable when there are none."""
    if content.startswith(_BOF):
        return content
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as compound:
            paths = [path for path in compound.listdir() if path[-1].lower() in ("workbook", "book")]
            paths.sort(key=lambda path: (len(path), path[-1] != "Workbook", path[-1] != "Book", path))
            for path in paths:
                stream = bytes(compound.openstream(path).read())
                if stream.startswith(_BOF):
                    return stream
    except _DAMAGE as error:
        raise damaged(name) from error
    raise damaged(name)


def compound_file(stream: bytes) -> bytes:
    """A compound file of version 4 with `stream` as its only content, named Workbook."""
    stream += bytes(-len(stream) % _SECTOR or (0 if stream else _SECTOR))
    data_sectors = len(stream) // _SECTOR
    tables = -(-(data_sectors + 2) // (_SECTOR // 4 - 1))
    directory, root, data = tables, tables + 1, tables + 2
    chain = [_TABLE] * tables + [_END, _END] + [*range(data + 1, data + data_sectors), _END]
    chain += [_FREE] * (tables * _SECTOR // 4 - len(chain))
    header = struct.pack("<8s16s5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 4, 0xFFFE, 12, 6)
    header += struct.pack("<9I", 1, tables, directory, 0, _SECTOR, _END, 0, _END, 0)
    header += struct.pack(f"<{_TABLES_IN_HEADER}I", *range(tables), *[_FREE] * (_TABLES_IN_HEADER - tables))
    entries = _entry("Root Entry", 5, 1, root, _SECTOR) + _entry("Workbook", 2, _FREE, data, len(stream))
    return b"".join(
        [
            header.ljust(_SECTOR, b"\0"),
            struct.pack(f"<{len(chain)}I", *chain),
            entries.ljust(_SECTOR, b"\0"),
            bytes(_SECTOR),
            stream,
        ]
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack("<64sHBB3I16sI16sIQ", text, len(text) + 2, kind, 1, _FREE, _FREE, child, b"", 0, b"", start, size)
