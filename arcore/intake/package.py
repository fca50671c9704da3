"""An Office Open XML package: its parts, scanned and packed again, so that a reader sees only what the guard saw.

Parts are stored unpacked in the new archive; pictures, macros and whatever else no table needs stay out.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from arcore.intake.archive import damaged, member_name, open_archive, unpack
from arcore.intake.binary_xlsb import scan_binary_sheet, sheet_relations
from arcore.intake.guard import Scan, check_total
from arcore.intake.limits import Limits
from arcore.intake.sheet_xml import scan_sheet
from arcore.messages import Unusable, say

_WANTED = re.compile(r"\.(xml|rels|bin)$|^mimetype$", re.I)
_LEFT_OUT = re.compile(
    r"(^|/)(media|embeddings|drawings|charts|printersettings|ctrlprops|activex|pivotcache|theme|thumbnails)/|vbaproject", re.I
)
_SHEET = re.compile(r"(^|/)(work|dialog|macro)sheets/[^/]+\.(xml|bin)$", re.I)
_ROOT = re.compile(rb"<[A-Za-z_]")


@dataclass(frozen=True)
class Package:
    """`content` is safe to read; `scans` by sheet name (only sheets whose part was found)."""

    content: bytes
    scans: Mapping[str, Scan]


def guarded_package(content: bytes, name: str, limits: Limits) -> Package:
    """Unpack, check and scan an xlsx, xlsm or xlsb. Raises Unusable when damaged, hostile or too large."""
    scans: dict[str, Scan] = {}
    small: dict[str, bytes] = {}
    packed = io.BytesIO()
    with open_archive(content, name, limits) as archive, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as safe:
        for entry in archive.infolist():
            path = member_name(entry).lstrip("/")
            if not _WANTED.search(path) or _LEFT_OUT.search(path) or path in safe.NameToInfo:
                continue
            part = unpack(archive, entry, name, limits)
            binary = path.lower().endswith(".bin")
            if not binary:
                refuse_entities(part, name)
            if _SHEET.search(path) or (not binary and b"sheetData" in part[:65_536]):
                scan = scan_binary_sheet if binary else scan_sheet
                part, scans[path.lower()] = scan(part, name, posixpath.basename(path), limits)
                check_total(sum(scan.area for scan in scans.values()), name, limits)
            elif path.lower().endswith(("workbook.xml", "workbook.bin", ".rels")):
                small[path.lower()] = part
            safe.writestr(path, part)
    return Package(packed.getvalue(), {sheet: scans[part] for sheet, part in _sheet_parts(small, name).items() if part in scans})


def refuse_entities(part: bytes, name: str) -> None:
    """Office never writes a document type; one that is there means entities, for a bomb or to read other files."""
    root = _ROOT.search(part, 0, 1_000_000)
    if b"<!" in part[: root.start() if root else 65_536] and re.search(
        rb"<!\s*(DOCTYPE|ENTITY)", part[: root.start() if root else 65_536], re.I
    ):
        raise Unusable(say("{file} contains entity declarations, which no spreadsheet program writes, so it is not opened.", file=name))


def parsed(part: bytes, name: str) -> etree._Element:
    """The root element of a small part, without entities, network or unbounded depth."""
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error


def _sheet_parts(small: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Sheet name → lower-case part path, by the workbook's relationships."""
    book = next((path for path in small if path.endswith(("workbook.xml", "workbook.bin"))), None)
    if book is None:
        raise damaged(name)
    folder, file = posixpath.split(book)
    relations = small.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    targets = {}
    for relation in parsed(relations, name).iter("{*}Relationship") if relations else ():
        target = relation.get("Target", "").replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        targets[relation.get("Id", "")] = path.lower()
    if file.endswith(".bin"):
        return {sheet: targets.get(relation, "") for sheet, relation in sheet_relations(small[book], name).items()}
    parts = {}
    for sheet in parsed(small[book], name).iter("{*}sheet"):
        relation_id = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        parts[str(sheet.get("name"))] = targets.get(relation_id, "")
    return parts
