"""Files as they should not be: built here byte by byte, so that no binary lies in the repository."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

import xlwt

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.{ext}" ContentType="application/vnd.{kind}.main+xml"/></Types>'
)
_RELATED = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>'
    '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)


def archive(parts: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of `parts`."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as file:
        for path, content in parts.items():
            file.writestr(path, content)
    return packed.getvalue()


def xlsx(
    *sheets: str,
    namespace: str = MAIN,
    workbook_properties: str = "",
    states: Sequence[str] = (),
    more: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """A workbook whose sheets have the given inner XML (`<sheetData>…`)."""
    listed = "".join(
        f'<sheet name="表{n}" sheetId="{n}" {states[n - 1] if n <= len(states) else ""} r:id="rId{n}"/>' for n in range(1, len(sheets) + 1)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1)
    )
    related += f'<Relationship Id="rIdS" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _TYPES.format(ext="xml", kind="openxmlformats-officedocument.spreadsheetml.sheet"),
        "_rels/.rels": _RELATED.format(f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'),
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{RELATIONS}">{workbook_properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _RELATED.format(related),
        "xl/styles.xml": STYLES,
    }
    for number, inner in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            inner if inner.startswith("<?xml") else f'<worksheet xmlns="{namespace}">{inner}</worksheet>'
        )
    return archive({**parts, **(more or {})})


def cells(*rows: str) -> str:
    """`<sheetData>` of rows given as XML."""
    return f"<sheetData>{''.join(rows)}</sheetData>"


def number(address: str, value: object, attributes: str = "") -> str:
    """A cell with a stored value."""
    return f'<c r="{address}" {attributes}><v>{value}</v></c>'.replace(" >", ">")


def small_table(last_row: int = 5) -> str:
    """Rows 1 to `last_row` of three columns."""
    return "".join(f'<row r="{r}">' + "".join(number(f"{c}{r}", r) for c in "ABC") + "</row>" for r in range(1, last_row + 1))


def _record(kind: int, content: bytes) -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = len(content)
    size = b""
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 0x7F else 0)])
        length >>= 7
        if not length:
            return head + size + content


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(values: Mapping[tuple[int, int], float | str]) -> bytes:
    """A binary workbook of numbers and errors ('#N/A') by 0-based (row, column)."""
    rows: dict[int, list[tuple[int, float | str]]] = {}
    for (row, column), value in sorted(values.items()):
        rows.setdefault(row, []).append((column, value))
    last_row, last_column = max(r for r, _ in values), max(c for _, c in values)
    sheet = _record(129, b"") + _record(148, struct.pack("<4I", 0, last_row, 0, last_column)) + _record(145, b"")
    for row, line in rows.items():
        sheet += _record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0))
        for column, value in line:
            start = struct.pack("<II", column, 0)
            sheet += _record(3, start + b"\x2a") if isinstance(value, str) else _record(5, start + struct.pack("<d", value))
    sheet += _record(146, b"") + _record(130, b"")
    book = (
        _record(131, b"")
        + _record(143, b"")
        + _record(156, struct.pack("<II", 0, 1) + _wide("rId1") + _wide("表1"))
        + _record(144, b"")
        + _record(132, b"")
    )
    return archive(
        {
            "[Content_Types].xml": _TYPES.format(ext="bin", kind="ms-excel.sheet.binary.macroEnabled"),
            "_rels/.rels": _RELATED.format(f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.bin"/>'),
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": _RELATED.format(
                f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.bin"/>'
            ),
            "xl/worksheets/sheet1.bin": sheet,
        }
    )


def xls(*sheets: Mapping[tuple[int, int], object], hidden: Sequence[int] = ()) -> bytes:
    """An Excel 97 workbook of values by 0-based (row, column)."""
    book = xlwt.Workbook()
    for index, values in enumerate(sheets):
        sheet = book.add_sheet(f"表{index + 1}")
        sheet.visibility = 1 if index in hidden else 0
        for (row, column), value in values.items():
            sheet.write(row, column, value)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


_ODS = "urn:oasis:names:tc:opendocument:xmlns:"


def ods(*tables: str, styles: str = "", manifest: str = "") -> bytes:
    """An OpenDocument workbook of `<table:table …>` elements."""
    content = (
        f'<office:document-content xmlns:office="{_ODS}office:1.0" xmlns:table="{_ODS}table:1.0" xmlns:text="{_ODS}text:1.0" '
        f'xmlns:style="{_ODS}style:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    return archive({"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest or "<m/>"})
