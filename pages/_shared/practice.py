"""A visitor's own copy of the sample company: made at the first change, so that trying something out is seen by nobody else.

Its name is in the URL, so that a refresh finds it again; it is thrown away after two weeks without a change.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path
from uuid import uuid4

import streamlit as st

from arcore import ledger
from arcore.ledger import Ledger
from pages._shared import session

KEPT_SECONDS = 14 * 86_400


def ledger_of(sample: Ledger) -> Ledger:
    """This visitor's copy of `sample` where there is one, else `sample` itself."""
    name = session.chosen("practice", _is_name, "")
    place = _place(sample, name)
    return _opened(f"sqlite:///{place}") if name and place.exists() else sample


def own_copy(sample: Ledger) -> Ledger:
    """This visitor's copy of `sample`, made now if there is none; it holds the same entries and keys."""
    name = session.chosen("practice", _is_name, "") or uuid4().hex
    place = _place(sample, name)
    if not place.exists():
        place.parent.mkdir(exist_ok=True)
        _throw_away_old(place.parent)
        draft = place.with_suffix(f".{os.getpid()}.{uuid4().hex[:8]}.draft")
        shutil.copyfile(_file(sample), draft)
        draft.replace(place)
    session.keep("practice", name)
    return _opened(f"sqlite:///{place}")


def _is_name(text: str) -> bool:
    return text == "" or re.fullmatch(r"[0-9a-f]{32}", text) is not None


def _place(sample: Ledger, name: str) -> Path:
    original = _file(sample)
    return original.parent / "practice" / f"{original.stem}-{name}.sqlite"


def _file(sample: Ledger) -> Path:
    return Path(sample.url.removeprefix("sqlite:///"))


def _throw_away_old(folder: Path) -> None:
    limit = time.time() - KEPT_SECONDS
    for path in folder.iterdir():
        if path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)


@st.cache_resource(max_entries=64, show_spinner=False)
def _opened(url: str) -> Ledger:
    return ledger.open(url)
