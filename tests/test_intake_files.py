"""Any file to a workbook of cells, or to one sentence why not; recognised by content, whatever its name."""

from __future__ import annotations

import io
import random
import time
from pathlib import Path

import msoffcrypto
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from arcore.intake.archive import archive_members
from arcore.intake.files import PasswordNeeded, open_workbook
from arcore.intake.model import Workbook
from arcore.intake.recognise import format_of
from arcore.messages import Unusable
from tests.awkward_files import archive, cells, number, ods, small_table, xls, xlsb, xlsx
from tests.real_files import REAL, needs_real_files

CSV = "单据编号,客户名称,金额\nINV-1,甲公司,100\n"
BULK = {"docProps/bulk.bin": random.Random(1).randbytes(8192)}
HTML = "<html><table><tr><td>单据编号</td><td>金额</td></tr><tr><td>INV-1</td><td>1,234.50</td></tr></table></html>"


def refusal(content: bytes, name: str = "应收.xlsx", password: str | None = None) -> str:
    with pytest.raises(Unusable) as refused:
        open_workbook(content, name, password=password)
    chinese = refused.value.message.text("zh")
    assert name in chinese
    assert chinese != refused.value.message.text("en"), "no Chinese for this sentence"
    return refused.value.message.text("en")


def encrypted(content: bytes, password: str) -> bytes:
    """Behind a password; the encrypting library needs a file of a few kilobytes."""
    assert len(content) > 4096
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, locked)
    return locked.getvalue()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (xlsx(cells(small_table())), "xlsx"),
        (xlsb({(0, 0): 1.0}), "xlsb"),
        (xls({(0, 0): 1}), "xls"),
        (ods('<table:table table:name="a"/>'), "ods"),
        (HTML.encode(), "html"),
        (CSV.encode("gb18030"), "delimited"),
        (CSV.encode("utf-16"), "delimited"),
        (b"\xef\xbb\xbf" + CSV.encode(), "delimited"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>', "xml2003"),
        (b'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"/>', "camt"),
        (b":20:STARTUMSE\n:25:123/456\n:28C:1/1\n:60F:C260101EUR1,00\n", "mt940"),
        (b"OFXHEADER:100\nDATA:OFXSGML\n\n<OFX>", "ofx"),
        (b"!Type:Bank\nD01/02/2026\nT-5.00\n^\n", "qif"),
        (b"01,BANK,CUST,260101,0800,1,80,1,2/\n02,CUST,BANK,1,260101,,CNY,2/\n", "bai2"),
        (archive({"a.csv": CSV, "b.csv": CSV}), "zip"),
        (encrypted(xlsx(cells(small_table()), more=BULK), "秘密"), "encrypted"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image"),
        (archive({"word/document.xml": "<w/>"}), "word"),
        (b'{"rows": []}', "json"),
        (bytes(range(256)) * 4, "unknown"),
        (b"\xef\xbb\xbf \r\n", "empty"),
    ],
)
def test_a_format_is_recognised_by_content(content: bytes, expected: str) -> None:
    assert format_of(content) == expected


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a picture"),
        (archive({"word/document.xml": "<w/>"}), "is a text document"),
        (archive({"ppt/presentation.xml": "<w/>"}), "is a presentation"),
        (archive({"Index/Document.iwa": "x"}), "Numbers"),
        (archive({"a.csv": CSV}), "is an archive"),
        (b"Rar!\x1a\x07\x00", "RAR or 7z"),
        (b'{"rows": []}', "is JSON"),
        (b'<?xml version="1.0"?><invoice xmlns="urn:x"/>', "neither a table nor a bank statement"),
        (b'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"/>', "is a bank statement"),
        (bytes(range(256)) * 4, "neither a workbook nor readable text"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(20), "Excel 4 or older"),
        (b"<html><body>no</body></html>", "without a table"),
        (xlsx(cells(small_table()))[:-200], "is damaged"),
        (xlsx(cells('<row r="1"><c r="1A"><v>1</v></c></row>')), "is damaged"),
    ],
)
def test_what_is_no_workbook_is_told_in_a_sentence(content: bytes, says: str) -> None:
    assert says in refusal(content)


def test_a_csv_named_xlsx_and_a_page_named_xls_open() -> None:
    assert open_workbook(CSV.encode("gb18030"), "应收.xlsx").sheets[0].rows[1] == ["INV-1", "甲公司", "100"]
    assert open_workbook(HTML.encode(), "应收.xls").sheets[0].rows[1] == ["INV-1", "1,234.50"]


def test_a_protected_workbook_asks_for_its_password_and_opens_with_it() -> None:
    locked = encrypted(xlsx(cells(small_table(2)), more=BULK), "秘密123")
    with pytest.raises(PasswordNeeded) as asked:
        open_workbook(locked, "应收.xlsx")
    assert asked.value.message.text("zh") == "应收.xlsx 已加密，请输入打开密码。"
    with pytest.raises(PasswordNeeded) as wrong:
        open_workbook(locked, "应收.xlsx", password="错的")
    assert "错的" not in str(wrong.value) + repr(wrong.value.message)
    assert open_workbook(locked, "应收.xlsx", password="秘密123").sheets[0].rows == [[1, 1, 1], [2, 2, 2]]


def test_a_workbook_protected_only_against_changes_opens_without_asking() -> None:
    locked = encrypted(xlsx(cells(small_table(1)), more=BULK), "VelvetSweatshop")
    assert msoffcrypto.OfficeFile(io.BytesIO(locked)).is_encrypted()
    assert open_workbook(locked, "f").sheets[0].rows == [[1, 1, 1]]


def test_a_key_that_takes_hours_to_derive_is_refused() -> None:
    locked = encrypted(xlsx(cells(small_table(1)), more=BULK), "x").replace(b'spinCount="100000"', b'spinCount="999999999"')
    assert "would take hours" in refusal(locked)


def test_an_archive_yields_its_members_with_chinese_names_and_without_folders() -> None:
    packed = archive({"对账/应收.csv": CSV, "__MACOSX/._x": "x", "../../evil.csv": CSV, "dir/": ""})
    assert [(member.name, member.content.decode()) for member in archive_members(packed, "a.zip")] == [("应收.csv", CSV), ("evil.csv", CSV)]


def test_a_gbk_name_without_the_utf8_flag_reads_as_chinese() -> None:
    packed = archive({"ab.csv": CSV}).replace(b"ab.csv", "账".encode("gb18030") + b".csv")
    assert archive_members(packed, "a.zip")[0].name == "账.csv"


def test_chart_sheets_are_skipped_with_a_note_and_hidden_sheets_are_flagged() -> None:
    book = open_workbook(
        xlsx(cells(small_table()), cells(small_table()), cells(small_table()), states=["", 'state="hidden"', 'state="veryHidden"']), "f"
    )
    assert [sheet.hidden for sheet in book.sheets] == [False, True, True]


def read(path: Path) -> Workbook | Unusable:
    try:
        return open_workbook(path.read_bytes(), path.name)
    except Unusable as refused:
        return refused


@needs_real_files
@pytest.mark.parametrize("path", sorted((REAL / "workbooks").glob("*")) if REAL.exists() else [], ids=lambda path: path.name)
def test_every_real_workbook_has_an_outcome_soon(path: Path) -> None:
    begun = time.perf_counter()
    outcome = read(path)
    assert time.perf_counter() - begun < 10
    assert isinstance(outcome, Unusable) == (path.name in REFUSED)
    if isinstance(outcome, Unusable):
        assert path.name in outcome.message.text("zh")


REFUSED = {
    "OOM_alloc3.xls",
    "issue252.xlsx",
    "issue_594_dos.ods",
    "pass_protected.ods",
    "pass_protected.xlsb",
    "pass_protected.xlsx",
}


def test_a_number_cell_and_its_sheet_name_survive() -> None:
    book = open_workbook(xlsx(cells('<row r="2">' + number("B2", 5) + "</row>")), "f")
    assert (book.format, book.sheets[0].name, book.sheets[0].rows) == ("xlsx", "表1", [[None, None], [None, 5]])
