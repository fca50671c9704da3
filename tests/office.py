"""LibreOffice as a second opinion: it opens a workbook without complaint and recalculates every formula."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
CACHED = re.compile(rb"(</f>)<v>[^<]*</v>")

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice's soffice is not installed")


def recalculated(content: bytes, folder: Path) -> dict[str, dict[str, object]]:
    """Every formula cell's value after a recalculation from scratch: the cached values are wiped out before."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, encoding="utf-8")
    source, target = folder / "given.xlsx", folder / "out"
    source.write_bytes(without_cached_values(content))
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run([*command, "--outdir", str(target), str(source)], check=True, capture_output=True, timeout=180)
    return formula_values((target / "given.xlsx").read_bytes(), formula_cells(content))


def without_cached_values(content: bytes) -> bytes:
    """The same workbook with every formula's stored value replaced by one that cannot be right."""
    memory = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as written:
        for item in given.infolist():
            part = given.read(item)
            if item.filename.startswith("xl/worksheets/sheet"):
                part = CACHED.sub(rb"\1<v>-987654321</v>", part)
            written.writestr(item, part)
    return memory.getvalue()


def formula_cells(content: bytes) -> dict[str, list[str]]:
    """Where formulas are."""
    workbook = load_workbook(io.BytesIO(content))
    return {sheet.title: [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] for sheet in workbook}


def formula_values(content: bytes, cells: dict[str, list[str]]) -> dict[str, dict[str, object]]:
    """The stored values at those places."""
    workbook = load_workbook(io.BytesIO(content), data_only=True)
    return {name: {place: workbook[name][place].value for place in places} for name, places in cells.items()}


def assert_recalculation_agrees(content: bytes, folder: Path) -> int:
    """Cached and recalculated values are the same, amounts to the cent; gives how many formulas were compared."""
    cells = formula_cells(content)
    cached, fresh = formula_values(content, cells), recalculated(content, folder)
    wrong = {
        (name, place): (value, fresh[name][place])
        for name, places in cached.items()
        for place, value in places.items()
        if not same(value, fresh[name][place])
    }
    assert wrong == {}
    return sum(map(len, cells.values()))


def same(cached: object, fresh: object) -> bool:
    """Equal, for numbers within a tenth of a cent."""
    if isinstance(cached, int | float) and isinstance(fresh, int | float):
        return abs(cached - fresh) < 1e-6
    return cached == fresh or {cached, fresh} == {None, ""}
