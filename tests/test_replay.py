"""Replaying a past month end gives the figures that were computed then: every page of the app, run after each month and again at the end.

What is meant to change the past is not in the story and has tests of its own in `test_registers_at`: a row written late counts from its own
day, one taken out at no date; the first version of the policy reaches back to the beginning.
"""

from __future__ import annotations

import datetime as dt
import os
import re

import pytest
from streamlit.testing.v1 import AppTest

from arcore import ledger
from tests.desk_app import cache_folder, desk, go, run
from tests.replay_story import ENDS, Story, month

__all__ = ["cache_folder", "desk"]

COMPARED = ENDS[:-1] if os.environ.get("ARCORE_TEST_EVERYTHING") else (ENDS[2],)
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


@pytest.mark.parametrize("end", COMPARED, ids=str)
def test_every_page_of_a_past_month_end_shows_what_it_showed_then(desk: AppTest, end: dt.date) -> None:
    story, then = Story(ledger.open()), {}
    for place, each in enumerate(ENDS):
        month(story, place)
        if each == end:
            then = pages(run(desk), end)
    now = pages(desk, end)
    for page, shown in then.items():
        assert shown["words"], page
        for kind, parts in shown.items():
            assert now[page][kind] == parts, f"{kind} of {page} as of {end}"
    assert sum(len(shown["pictures"]) for shown in then.values()) >= 9
    assert sum(len(shown["tables"]) for shown in then.values()) >= 15
