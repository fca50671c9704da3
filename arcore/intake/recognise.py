"""What a file is, from its content alone: exports lie about their names.

Signatures decide first, then what the text says at its beginning; what reads as text at all is `delimited`.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from arcore.intake.archive import ARCHIVE_DAMAGE
from arcore.intake.text import decoded_start

Format = Literal[
    "xlsx",
    "xlsm",
    "xlsb",
    "xls",
    "ods",
    "fods",
    "html",
    "mhtml",
    "xml2003",
    "delimited",
    "camt",
    "mt940",
    "ofx",
    "qif",
    "bai2",
    "zip",
    "encrypted",
    "pdf",
    "image",
    "word",
    "powerpoint",
    "numbers",
    "rar",
    "7z",
    "xml",
    "json",
    "ole",
    "empty",
    "unknown",
]
STATEMENTS: frozenset[Format] = frozenset({"camt", "mt940", "ofx", "qif", "bai2"})

_SIGNATURES: tuple[tuple[bytes, Format], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"{\\rtf", "word"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_PARTS: tuple[tuple[str, Format], ...] = (
    ("xl/workbook.bin", "xlsb"),
    ("xl/vbaproject.bin", "xlsm"),
    ("xl/workbook.xml", "xlsx"),
    ("word/document.xml", "word"),
    ("ppt/presentation.xml", "powerpoint"),
    ("index/document.iwa", "numbers"),
    ("content.xml", "ods"),
    ("encrypted-package", "ods"),
)
_CONTENT_TYPES: tuple[tuple[bytes, Format], ...] = (
    (b"sheet.binary.macroEnabled", "xlsb"),
    (b"sheet.macroEnabled.main", "xlsm"),
    (b"spreadsheetml.sheet.main", "xlsx"),
    (b"spreadsheetml.template.main", "xlsx"),
    (b"wordprocessingml.document.main", "word"),
    (b"presentationml.presentation.main", "powerpoint"),
)
_TEXTS: tuple[tuple[re.Pattern[str], Format], ...] = (
    (re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.05[234]|<(\w+:)?BkToCstmr"), "camt"),
    (re.compile(r"\A\s*(<\?xml[^>]*\?>\s*)?(<\?OFX|OFXHEADER|<OFX>)", re.I), "ofx"),
    (re.compile(r"<office:document\b[^>]*opendocument\.spreadsheet"), "fods"),
    (re.compile(r"urn:schemas-microsoft-com:office:spreadsheet[\"'].{0,4000}<(\w+:)?(Worksheet|Workbook)\b", re.S), "xml2003"),
    (re.compile(r"\A\s*(MIME-Version:|From:.{0,200}\n).{0,4000}multipart/related", re.S | re.I), "mhtml"),
    (
        re.compile(
            r"\A\s*(<\?xml[^>]*\?>\s*)?(<!--.{0,4000}?-->\s*)*<(!doctype html|html|head|meta|style|table|div|body|center|font)\b",
            re.S | re.I,
        ),
        "html",
    ),
    (re.compile(r"<table\b.{0,20000}<t[rdh]\b", re.S | re.I), "html"),
    (re.compile(r"^:20:.{0,2000}?^:(25|28C?|60[FM]):", re.S | re.M), "mt940"),
    (re.compile(r"\A\s*!(Type|Account|Option):", re.I), "qif"),
    (re.compile(r"\A\s*01,[^\n]{0,300}\n\s*02,"), "bai2"),
    (re.compile(r"\A\s*<\?xml|\A\s*<\w+(\s[^>]*)?xmlns"), "xml"),
    (re.compile(r"\A\s*(\{\s*\"|\[\s*[\{\[])"), "json"),
)


def format_of(content: bytes) -> Format:
    """The format of `content`; `encrypted` is an Office file behind a password, `ole` an old Office file that is no workbook.

    >>> format_of("单据号,金额\\n1,2\\n".encode("gb18030")), format_of(b"%PDF-1.7"), format_of(b"")
    ('delimited', 'pdf', 'empty')
    """
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return "empty"
    if content.startswith(_OLE):
        return _of_compound_file(content)
    if content.startswith(_BIFF):
        return "xls"
    if content.startswith(b"PK"):
        return _of_archive(content)
    for signature, name in _SIGNATURES:
        if content.startswith(signature) and (name != "image" or b"\0" in content[:512]):
            return name
    return _of_text(content)


def _of_compound_file(content: bytes) -> Format:
    """Stream names are UTF-16 in the directory; looking for them does not depend on an intact allocation table."""
    for stream, name in (
        ("EncryptedPackage", "encrypted"),
        ("Workbook", "xls"),
        ("Book", "xls"),
        ("WordDocument", "word"),
        ("PowerPoint Document", "powerpoint"),
    ):
        pattern = (stream[0] + "\0").encode() if not stream else stream.encode("utf-16-le")
        if re.search(re.escape(pattern), content, re.I):
            return name  # type: ignore[return-value]
    return "ole"


def _of_archive(content: bytes) -> Format:
    """By its content types, which say it wherever the parts lie; else by the names of its parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {name.replace("\\", "/").lstrip("/").lower(): name for name in archive.namelist()}
            types = b""
            if "[content_types].xml" in names:
                with archive.open(names["[content_types].xml"]) as part:
                    types = part.read(1_000_000)
    except ARCHIVE_DAMAGE:
        return "xlsx" if b"[Content_Types].xml" in content or b"xl/work" in content else "zip"
    signs = [name for sign, name in _CONTENT_TYPES if sign in types] + [name for part, name in _PARTS if part in names]
    return signs[0] if signs else "zip"


def _of_text(content: bytes) -> Format:
    text = decoded_start(content)
    if text is None:
        return "unknown"
    return next((name for pattern, name in _TEXTS if pattern.search(text)), "delimited")
