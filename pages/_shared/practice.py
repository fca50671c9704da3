"""A visitor's own copy of the sample company: made at the first change, so that trying something out is seen by nobody else.

It belongs to the browser (a refresh finds it again) and is thrown away after two weeks without a change.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from pathlib import Path
from uuid import uuid4

import streamlit as st

from arcore import ledger
from arcore.ledger import Ledger
from pages._shared import session

KEPT_SECONDS = 14 * 86_400
BROWSER_COOKIE = "_streamlit_xsrf"
VISITOR = "practice.visitor"


def ledger_of(sample: Ledger) -> Ledger:
    """This visitor's copy of `sample` where there is one, else `sample` itself."""
    place = _place(sample)
    return _opened(f"sqlite:///{place}") if place.exists() else sample


def own_copy(sample: Ledger) -> Ledger:
    """This visitor's copy of `sample`, made now if there is none; it holds the same entries and keys."""
    place = _place(sample)
    if not place.exists():
        place.parent.mkdir(exist_ok=True)
        _throw_away_old(place.parent)
        draft = place.with_suffix(f".{os.getpid()}.{uuid4().hex[:8]}.draft")
        shutil.copyfile(_file(sample), draft)
        draft.replace(place)
    return _opened(f"sqlite:///{place}")


def _place(sample: Ledger) -> Path:
    original = _file(sample)
    return original.parent / "practice" / f"{original.stem}-{_visitor()}.sqlite"


def _file(sample: Ledger) -> Path:
    return Path(sample.url.removeprefix("sqlite:///"))


def _visitor() -> str:
    """The browser by its anti-forgery cookie, else the session."""
    if VISITOR not in st.session_state:
        cookie = session.cookie(BROWSER_COOKIE)
        st.session_state[VISITOR] = hashlib.sha256(cookie.encode()).hexdigest()[:16] if cookie else uuid4().hex[:16]
    return str(st.session_state[VISITOR])


def _throw_away_old(folder: Path) -> None:
    limit = time.time() - KEPT_SECONDS
    for path in folder.iterdir():
        if path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)


@st.cache_resource(max_entries=64, show_spinner=False)
def _opened(url: str) -> Ledger:
    return ledger.open(url)
