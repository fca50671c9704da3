"""An Office Open XML package: its parts, scanned and packed again, so that a reader sees only what the guard saw.

Parts keep their bytes unless the guard changed them; pictures, macros and whatever else no table needs stay out.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from arcore.intake.archive import Part, damaged, inflated, member_name, open_archive, packed_bytes, write_archive
from arcore.intake.binary_xlsb import scan_binary_sheet, sheet_relations
from arcore.intake.guard import Scan
from arcore.intake.limits import Limits
from arcore.intake.number_formats import currencies_of_cells, currency_styles
from arcore.intake.sheet_xml import scan_sheet
from arcore.messages import Unusable, say

_WANTED = re.compile(r"\.(xml|rels|bin)$")
_LEFT_OUT = re.compile(r"(^|/)(media|embeddings|drawings|charts|printersettings|ctrlprops|activex|pivotcache|theme|thumbnails)/|vbaproject")
_SHEET = re.compile(r"(^|/)(work|dialog|macro)sheets/[^/]+\.(xml|bin)$")
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.I)
_ROOT = re.compile(rb"<[A-Za-z_]")


@dataclass(frozen=True)
class Package:
    """`content` is safe to read; `scans` by sheet name (only sheets whose part was found)."""

    content: bytes
    scans: Mapping[str, Scan]


def guarded_package(content: bytes, name: str, limits: Limits) -> Package:
    """Unpack, check and scan an xlsx, xlsm or xlsb. Raises Unusable when damaged, hostile or too large."""
    parts: list[Part] = []
    scans: dict[str, Scan] = {}
    with open_archive(content, name, limits) as archive:
        entries = _wanted(archive)
    titles = _titles(content, entries, name, limits)
    styles = _currency_styles(content, entries, name, limits)
    for path, entry in entries.items():
        packed = packed_bytes(content, entry, name)
        part = inflated(packed, entry, name, limits)
        binary = path.endswith(".bin")
        if not binary:
            refuse_entities(part, name)
        if path in titles or _SHEET.search(path) or (not binary and b"sheetData" in part):
            title = titles.get(path, posixpath.basename(path))
            scan = scan_binary_sheet if binary else scan_sheet
            safe, scans[title] = scan(part, name, title, limits)
            if styles and not binary:
                scans[title] = replace(scans[title], currencies=currencies_of_cells(safe, styles))
        else:
            safe = part
        target = member_name(entry).lstrip("/")
        parts.append(Part.of(target, entry, packed) if safe is part else Part.stored(target, safe))
    return Package(write_archive(parts), scans)


def refuse_entities(part: bytes, name: str) -> None:
    """Office never writes a document type; one that is there means entities, for a bomb or to read other files."""
    root = _ROOT.search(part, 0, 1_000_000)
    if _DECLARATION.search(part, 0, root.start() if root else 1_000_000):
        raise Unusable(say("{file} contains entity declarations, which no spreadsheet program writes, so it is not opened.", file=name))


def _wanted(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The parts a reader may need, by lower-case path; of two with one name the first."""
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        path = member_name(entry).lstrip("/").lower()
        if _WANTED.search(path) and not _LEFT_OUT.search(path):
            entries.setdefault(path, entry)
    return entries


def parsed(part: bytes, name: str) -> etree._Element:
    """The root element of a small part, without entities, network or unbounded depth."""
    try:
        return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(name) from error


def _titles(content: bytes, entries: Mapping[str, zipfile.ZipInfo], name: str, limits: Limits) -> dict[str, str]:
    """Lower-case path of a sheet's part → the sheet's name, by the workbook's relationships."""

    def part(entry: zipfile.ZipInfo) -> bytes:
        return inflated(packed_bytes(content, entry, name), entry, name, limits)

    book = next((path for path in entries if path.endswith(("workbook.xml", "workbook.bin"))), None)
    if book is None:
        raise damaged(name)
    folder, file = posixpath.split(book)
    relations = entries.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    targets = {}
    for relation in parsed(part(relations), name).iter("{*}Relationship") if relations else ():
        target = relation.get("Target", "").replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        targets[relation.get("Id", "")] = path.lower()
    workbook = part(entries[book])
    related = sheet_relations(workbook, name) if file.endswith(".bin") else _relations_of_sheets(workbook, name)
    return {targets[relation]: sheet for sheet, relation in related.items() if relation in targets}


def _currency_styles(content: bytes, entries: Mapping[str, zipfile.ZipInfo], name: str, limits: Limits) -> dict[int, str]:
    """The cell styles that show a currency, by number."""
    entry = next((entry for path, entry in entries.items() if path.endswith("/styles.xml")), None)
    if entry is None:
        return {}
    part = inflated(packed_bytes(content, entry, name), entry, name, limits)
    if b"numFmt " not in part:
        return {}
    refuse_entities(part, name)
    return currency_styles(parsed(part, name))


def _relations_of_sheets(workbook: bytes, name: str) -> dict[str, str]:
    """Sheet name → relationship id; Strict and Transitional files differ only in the attribute's namespace."""
    related = {}
    for sheet in parsed(workbook, name).iter("{*}sheet"):
        related[sheet.get("name", "")] = next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
    return related
