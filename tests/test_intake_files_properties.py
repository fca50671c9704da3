"""What must never happen: a file that raises anything but a sentence, or a text cell that changes on the way."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arcore.intake.archive import archive_members
from arcore.intake.files import open_workbook
from arcore.intake.model import Workbook
from arcore.intake.recognise import format_of
from arcore.messages import Unusable
from tests.awkward_files import cells, number, ods, small_table, xls, xlsb, xlsx

ONES = '<table:table table:name="a"><table:table-row><table:table-cell/></table:table-row></table:table>'
SEEDS = (
    xlsx(cells(small_table(), '<row r="6">' + number("A6", "#N/A", 't="e"') + "</row>")),
    xlsb({(0, 0): 1.0, (2, 3): "#N/A"}),
    xls({(0, 0): "单据", (1, 1): 2.5}),
    ods(ONES),
    b"<html><table><tr><td>a</td></tr></table></html>",
    "单据,金额\n1,2\n".encode("gb18030"),
    b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table/></Worksheet></Workbook>',
)
PATIENT = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def outcome(content: bytes) -> Workbook | Unusable:
    try:
        return open_workbook(content, "f", password="x")
    except Unusable as refused:
        return refused


def repacked(content: bytes, change: tuple[int, bytes]) -> bytes:
    """The archive with the change inside one of its parts, so that it is not only the wrapping that breaks."""
    place, inserted = change
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        for number_, part in enumerate(names):
            inner = source.read(part)
            if number_ == place % len(names):
                at = place % max(len(inner), 1)
                inner = inner[:at] + inserted + inner[at + len(inserted) :]
            target.writestr(part, inner)
    return packed.getvalue()


@given(st.binary(max_size=400))
@PATIENT
def test_any_bytes_have_an_outcome(content: bytes) -> None:
    assert isinstance(outcome(content), Workbook | Unusable)
    assert format_of(content)


@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.integers(0, 60_000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=4))
@PATIENT
def test_any_damaged_file_has_an_outcome(seed: bytes, changes: list[tuple[int, bytes]]) -> None:
    content = bytearray(seed)
    for place, inserted in changes:
        at = place % len(content)
        content[at : at + len(inserted)] = inserted
    assert isinstance(outcome(bytes(content)), Workbook | Unusable)


@given(
    st.sampled_from([seed for seed in SEEDS if seed.startswith(b"PK")]),
    st.tuples(st.integers(0, 60_000), st.binary(min_size=1, max_size=6)),
)
@PATIENT
def test_a_damaged_part_of_a_whole_archive_has_an_outcome(seed: bytes, change: tuple[int, bytes]) -> None:
    assert isinstance(outcome(repacked(seed, change)), Workbook | Unusable)


@given(st.binary(max_size=200))
@PATIENT
def test_an_archive_without_directory_is_refused(tail: bytes) -> None:
    with pytest.raises(Unusable, match="damaged"):
        archive_members(b"PK\x03\x04" + tail, "a.zip")


WORDS = st.text(st.sampled_from("甲乙丙01239.-/ \t`',;|\n"), max_size=8)


@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=3, max_size=8))
@PATIENT
def test_quoted_text_comes_back_as_it_was(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([["单据", "客户", "金额"], *rows])
    book = outcome(written.getvalue().encode("gb18030"))
    assert isinstance(book, Workbook)
    assert [[cell or "" for cell in row] for row in book.sheets[0].rows[1:]] == rows


@given(st.lists(st.lists(st.integers(-(10**14), 10**14) | st.booleans() | st.none(), min_size=1, max_size=5), min_size=1, max_size=6))
@PATIENT
def test_stored_numbers_come_back_as_they_were(rows: list[list[int | bool | None]]) -> None:
    def cell(row: int, column: int, value: int | bool | None) -> str:
        place = f"{'ABCDE'[column]}{row}"
        return "" if value is None else number(place, int(value), 't="b"' if isinstance(value, bool) else "")

    lines = [f'<row r="{r}">{"".join(cell(r, c, v) for c, v in enumerate(row))}</row>' for r, row in enumerate(rows, start=1)]
    book = outcome(xlsx(cells(*lines)))
    assert isinstance(book, Workbook)
    kept = [[v for v in row if v is not None] for row in book.sheets[0].rows]
    assert kept == [[v for v in row if v is not None] for row in rows][: len(kept)]
    assert sum(v is not None for row in rows for v in row) == sum(v is not None for row in book.sheets[0].rows for v in row)
