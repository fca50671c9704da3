"""Replaying a past month end gives the figures that were computed then: every page of the app, run after each month and again at the end.

What is meant to change the past is not in the story and has tests of its own in `test_registers_at`: a row written late counts from its own
day, one taken out at no date; the first version of the policy reaches back to the beginning.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from arcore import ledger
from arcore.intake.model import Reading, Table
from arcore.intake.reading import read
from arcore.sample import WORKBOOKS
from tests.desk_app import SAMPLE, cache_folder, desk, go, run
from tests.replay_story import ENDS, Story, month

__all__ = ["cache_folder", "desk"]

COMPARED = (ENDS[2],)
"""March has files and amendments before and after it, and most that is undone or decided later."""
SHOWN: tuple[tuple[str, dict[str, str]], ...] = (
    ("overview", {}),
    ("aging", {}),
    ("credit", {}),
    ("customers", {}),
    ("customers", {"customer": "C1"}),
    ("scoring", {}),
    ("scoring", {"part": "reviews"}),
    ("scoring", {"part": "concentration"}),
    ("scoring", {"part": "requests"}),
    ("forecast", {}),
    ("measures", {}),
    ("provision", {}),
    ("statements", {"show": "all"}),
    ("collections", {"list": "all"}),
    ("collections", {"part": "statistics"}),
    ("collections", {"part": "letters"}),
    ("warnings", {}),
    ("warnings", {"list": "tasks"}),
    ("interest", {"settled": "yes"}),
    ("appraisal", {"role": "salesperson", "part": "ranking"}),
    ("appraisal", {"role": "collector", "part": "targets"}),
    ("audit", {}),
    ("improvement", {"part": "training"}),
    ("improvement", {"part": "log"}),
    ("legal", {}),
    ("legal", {"part": "cases"}),
    ("feedback", {}),
)
"""What is compared: pages, with the choices in their address. Data, registers, setup and policy show the books of now."""
OF_NOW = re.compile(r"<style>|desk-stamp|desk-hidden|desk-past|to amend it or to take it out|Nothing recorded here")
"""Not about the date: when and by whom the data last changed, that one looks at the past, and lists of registers (the rows of now)."""

Seen = dict[str, list[str]]


def seen(app: AppTest) -> Seen:
    """The words, tables and pictures of a page that are about the date; what can be edited in place is the record of now."""
    words = [element.proto.body for element in app.get("html") if not OF_NOW.search(element.proto.body)]
    tables = [table for table in app.dataframe if "register." not in table.proto.id and not table.proto.editing_mode]
    pictures = [picture.proto for picture in app.get("vega_lite_chart")]
    return {
        "words": words,
        "tables": [table.value.to_csv() for table in tables],
        "pictures": [picture.spec + str([each.data.data for each in picture.datasets]) for picture in pictures],
    }


def pages(app: AppTest, end: dt.date) -> dict[str, Seen]:
    """Every page as of a date."""
    always = {"as_of": end.isoformat(), "lang": "en", "unit": "unit", "customer": ""}
    return {f"{page} {choices}": seen(go(app, page, **{**always, **choices})) for page, choices in SHOWN}


def assert_same(now: dict[str, Seen], then: dict[str, Seen], end: dt.date) -> None:
    for page, shown in then.items():
        assert shown["words"], page
        for kind, parts in shown.items():
            assert now[page][kind] == parts, f"{kind} of {page} as of {end}"
    assert sum(len(shown["pictures"]) for shown in then.values()) >= 9
    assert sum(len(shown["tables"]) for shown in then.values()) >= 15


@pytest.mark.parametrize("end", COMPARED, ids=str)
def test_every_page_of_a_past_month_end_shows_what_it_showed_then(desk: AppTest, end: dt.date) -> None:
    story, then = Story(ledger.open()), {}
    for place, each in enumerate(ENDS):
        month(story, place)
        if each == end:
            then = pages(run(desk), end)
    assert_same(pages(desk, end), then, end)


def test_the_sample_companys_files_taken_in_month_by_month_replay_alike(desk: AppTest) -> None:
    desk.default_timeout = 600
    book, then = ledger.open(), {}
    readings = [read((SAMPLE / name).read_bytes(), name) for name in WORKBOOKS]
    ends = [dt.date(2026, month, day) for month, day in ((3, 31), (4, 30), (5, 31), (6, 30))]
    for place, end in enumerate(ends):
        files = [until(each, ends[place - 1] if place else None, end) for each in readings]
        book.commit_import(book.preview_import(files, data_date=end), who="Li")
        if end == ends[1]:
            then = pages(run(desk), end)
    assert_same(pages(desk, ends[1]), then, ends[1])


def until(reading: Reading, after: dt.date | None, end: dt.date) -> Reading:
    """What the file would have held of the time after `after` and until `end`; lists of customers whole."""

    def part(table: Table) -> Table:
        days = next((table.rows[name] for name in ("document_date", "receipt_date") if name in table.rows), None)
        if days is None:
            return table
        inside = (days <= pd.Timestamp(end)) & (days > pd.Timestamp(after or dt.date.min.replace(year=1900)))
        return replace(table, rows=table.rows[inside].reset_index(drop=True), non_blank_rows=int(inside.sum()) + 1)

    return replace(reading, sha256=f"{reading.sha256}{end}", tables=tuple(part(table) for table in reading.tables))
