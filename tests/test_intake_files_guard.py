"""No file may kill, hang or eat the memory: each monster opens trimmed, or is refused in a sentence."""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from arcore.intake.files import Limits, open_workbook
from arcore.messages import Unusable
from tests.awkward_files import MAIN, archive, cells, number, ods, small_table, xls, xlsb, xlsx

ROOT = Path(__file__).parents[1]
LAST = '<row r="1048576">' + number("XFD1048576", 1) + "</row>"
TABLE = [[1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4], [5, 5, 5]]


def sheet6(cell: str) -> bytes:
    return xlsx(cells(small_table(), f'<row r="6">{cell}</row>'))


TRIMMED: dict[str, bytes] = {
    "a value in the last cell": xlsx(cells(small_table(), LAST)),
    "a value in the last row": xlsx(cells(small_table(), '<row r="1048576">' + number("C1048576", 1) + "</row>")),
    "a far cell in an early row": sheet6(number("XFD1048576", 1)),
    "a far cell in single quotes": sheet6("<c foo='>' r='XFD1048576'><v>1</v></c>"),
    "a far cell in small letters": sheet6("<c r='xfd1048576'><v>1</v></c>"),
    "a far cell behind a tab": sheet6('<c\tr="XFD1048576"><v>1</v></c>'),
    "a far cell behind another namespace": sheet6('<c s="1" x:r="A6" r="XFD1048576"><v>1</v></c>'),
    "a far cell behind a decoy": sheet6('<c foo=\' r="A6"\' r="XFD1048576"><v>1</v></c>'),
    "a cell beyond any sheet": sheet6('<c r="ZZZZZ4294967295"><v>1</v></c>'),
    "a far row of cells without address": xlsx(cells(small_table(), '<row r="1048576"><c><v>1</v></c></row>')),
}


@pytest.mark.parametrize("content", TRIMMED.values(), ids=TRIMMED)
def test_a_far_away_cell_is_left_out_and_named(content: bytes) -> None:
    book = open_workbook(content, "应收.xlsx")
    assert [list(row) for row in book.sheets[0].rows if any(cell is not None for cell in row)] == TABLE
    assert len(book.sheets[0].rows) <= 6
    assert "远离表格的 1 个单元格" in book.notes[0].text("zh")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (xlsb({(0, 0): 1.0, (1, 1): 2.0, (1048575, 16383): 3.0}), [[1, None], [None, 2]]),
        (xlsb({(0, 0): 1.0, (4294967294, 2): 3.0}), [[1]]),
        (xls({(0, 0): "a", (1, 1): 2, (65535, 255): 3}), [["a", None], [None, 2]]),
        (
            ods(
                '<table:table table:name="a"><table:table-row>'
                '<table:table-cell office:value-type="float" office:value="1"/></table:table-row>'
                '<table:table-row table:number-rows-repeated="1048574">'
                '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
                '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table>'
            ),
            [[1]],
        ),
    ],
    ids=["xlsb", "xlsb beyond", "xls", "ods"],
)
def test_other_formats_are_trimmed_too(content: bytes, expected: list[list[object]]) -> None:
    book = open_workbook(content, "f")
    assert [list(row) for row in book.sheets[0].rows] == expected
    assert "far away" in book.notes[0].text("en")


def test_formatting_alone_costs_nothing() -> None:
    book = open_workbook(xlsx(cells(small_table(), '<row r="1048576"><c r="XFD1048576" s="1"/></row>')), "f")
    assert (book.sheets[0].rows, book.notes) == (TABLE, ())


def bomb() -> bytes:
    return archive({"[Content_Types].xml": "spreadsheetml.sheet.main", "xl/workbook.xml": b"<a>" + b" " * 40_000_000})


REFUSED: dict[str, tuple[Callable[[], bytes], Limits, str]] = {
    "only a last cell": (lambda: xlsx(cells(LAST)), Limits(), "scattered over 1048576 rows"),
    "only a last cell, binary": (lambda: xlsb({(1048575, 16383): 1.0}), Limits(), "scattered over 1048576 rows"),
    "two addresses": (lambda: sheet6('<c r="A6" r="XFD1048576"><v>1</v></c>'), Limits(), "damaged"),
    "an address in entities": (lambda: sheet6('<c r="&#88;FD1048576"><v>1</v></c>'), Limits(), "damaged"),
    "rows and columns repeated to the end": (
        lambda: ods(
            '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576">'
            '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
            "</table:table-row></table:table>"
        ),
        Limits(),
        "more rows and columns than a sheet has",
    ),
    "a bomb": (bomb, Limits(), "decompression bomb"),
    "too much to unpack": (bomb, Limits(unpacked_bytes=1_000_000), "unpacks to"),
    "too many parts": (
        lambda: archive({f"xl/{n}.xml": "" for n in range(50)} | {"xl/workbook.xml": ""}),
        Limits(archive_entries=20),
        "packed parts",
    ),
    "too many bytes": (lambda: b"a,b\n" * 1000, Limits(file_bytes=2**20 // 1000), "MB"),
    "too many sheets": (lambda: xlsx(*[cells(small_table())] * 5), Limits(sheets=4), "5 sheets"),
    "too many cells": (lambda: xlsx(*[cells(small_table())] * 5), Limits(cells=60), "span 75 cells"),
    "too many lines": (lambda: b"a,b\n" * 1000, Limits(rows=999), "more than 999 rows"),
    "too large a page": (lambda: b"<table>" + b"<tr><td colspan=9999 rowspan=9999>x</td></tr>" * 3 + b"</table>", Limits(), "Split it"),
    "entities": (
        lambda: xlsx(
            f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "&#38;#38;">]><worksheet xmlns="{MAIN}">{cells(small_table())}</worksheet>'
        ),
        Limits(),
        "entity declarations",
    ),
    "a file from elsewhere": (
        lambda: (
            b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet>&a;</Worksheet></Workbook>'
        ),
        Limits(),
        "entity declarations",
    ),
}


@pytest.mark.parametrize(("build", "limits", "says"), REFUSED.values(), ids=REFUSED)
def test_each_limit_has_its_sentence(build: Callable[[], bytes], limits: Limits, says: str) -> None:
    with pytest.raises(Unusable) as refused:
        open_workbook(build(), "f", limits=limits)
    assert says in refused.value.message.text("en")
    assert refused.value.message.text("zh") != refused.value.message.text("en")


def test_an_old_workbook_that_states_two_billion_texts_is_damaged() -> None:
    content = bytearray(xls({(0, 0): "甲"}))
    at = content.find(struct.pack("<H", 0xFC), content.find("表1".encode("utf-16-le")))
    content[at + 8 : at + 12] = struct.pack("<i", 2**31 - 1)
    with pytest.raises(Unusable, match="damaged"):
        open_workbook(bytes(content), "f")


MEASURE = """
import resource, sys
sys.path.insert(0, {root!r})
from tests.test_intake_files_guard import TRIMMED
from arcore.intake.files import open_workbook
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for content in TRIMMED.values():
    open_workbook(content, "f")
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_monsters_cost_no_memory() -> None:
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE.format(root=str(ROOT))], capture_output=True, text=True, timeout=60, check=True
    )
    assert int(measured.stdout) < 100
