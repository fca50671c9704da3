"""The file that XlsxWriter makes of its sheets, packed without detours.

XlsxWriter keeps each part of the file as text, four bytes a sign, and encodes it at the end; here parts are UTF-8 from the
beginning, and a table's rows come as bytes. Texts are written in one go, and the archive is packed by ISA-L, piece by piece.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from io import StringIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile, ZipInfo
from zlib import DEFLATED, MAX_WBITS

import xlsxwriter
import xlsxwriter.packager
import xlsxwriter.workbook
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings

PACKER: Any = import_module("isal.isal_zlib" if find_spec("isal") else "zlib")
"""ISA-L; zlib where no wheel of it is made (Windows on ARM)."""
PACKING = 1
"""The quickest level: with ISA-L a quarter of the time of zlib's, for 5 % less room."""
TEXTS = 1_000
"""So many texts are looked through at once."""
BETWEEN = "\0"
"""A sign that hardly a text has."""


class Part(StringIO):
    """One file of the archive while it is written; XlsxWriter wants it to be a StringIO."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self._latest: list[bytes] = []

    def write(self, text: str) -> int:
        """Add text."""
        self._latest.append(text.encode())
        return len(text)

    def write_utf8(self, piece: bytes) -> None:
        """Add text that is encoded already."""
        self._pieces += [b"".join(self._latest), piece]
        self._latest = []

    def getvalue(self) -> list[bytes]:  # type: ignore[override]
        """The whole file, in pieces."""
        return [*self._pieces, b"".join(self._latest)]


class BulkPackager(Packager):  # type: ignore[misc]
    """Gives every part its file."""

    filenames: list[tuple[Part, str, bool]]

    def _filename(self, xml_filename: str) -> Part:
        part = Part()
        self.filenames.append((part, xml_filename, True))
        return part


class BulkWorkbook(xlsxwriter.Workbook):  # type: ignore[misc]
    """A workbook in memory."""

    def _get_packager(self) -> BulkPackager:
        return BulkPackager()


class QuickStrings(SharedStrings):  # type: ignore[misc]
    """The file of all texts, ordinary ones written in one go."""

    def _write_sst_strings(self) -> None:
        texts = self.string_table.string_array
        for start in range(0, len(texts), TEXTS):
            some = texts[start : start + TEXTS]
            whole = BETWEEN.join(["", *some, ""])
            if whole.count(BETWEEN) == len(some) + 1 and _ordinary(whole):
                self.fh.write(f"<si><t>{escape(whole[1:-1]).replace(BETWEEN, '</t></si><si><t>')}</t></si>")
                continue
            for text in some:
                self._write_si(text)


def _ordinary(texts: str) -> bool:
    """Whether these, `BETWEEN` each other, need neither spaces kept nor signs escaped that XML does not have."""
    spaced = f" {BETWEEN}" in texts or f"{BETWEEN} " in texts
    return not spaced and "_x" not in texts and "<r>" not in texts and texts.replace(BETWEEN, "").isprintable()


class QuickArchive(ZipFile):
    """An archive packed by ISA-L; XlsxWriter has no setting for it, and the standard library only its own packing."""

    def writestr(
        self, zinfo_or_arcname: str | ZipInfo, data: Any, compress_type: int | None = None, compresslevel: int | None = None
    ) -> None:
        """One file of the archive: the pieces of a `Part`, or a whole as usual."""
        if not isinstance(data, list) or not isinstance(zinfo_or_arcname, ZipInfo):
            super().writestr(zinfo_or_arcname, data, compress_type, compresslevel)
            return
        zinfo_or_arcname.file_size = sum(map(len, data))
        with self.open(zinfo_or_arcname, "w") as packed:
            packed._compressor = PACKER.compressobj(PACKING, DEFLATED, -MAX_WBITS)  # type: ignore[attr-defined]
            for piece in data:
                packed.write(piece)


xlsxwriter.workbook.ZipFile = QuickArchive
xlsxwriter.packager.SharedStrings = QuickStrings
