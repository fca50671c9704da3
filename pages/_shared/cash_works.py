"""The lines that wait and their proposals: made once per version of the books and of the rules, stoppable, then kept.

After a change only what it touched is matched again. Nothing here writes.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from arcore.cash import listing, work
from arcore.cash.refreshing import refreshed
from arcore.cash.work import Work
from arcore.ledger import Ledger
from pages._shared import source, widgets
from pages._shared.frame import Frame

Key = tuple[str, str, int]
KEPT = 12
MANY_LINES = 400
SECONDS_BETWEEN = 0.2
STOPPED = "cash.stopped"


class Kept:
    """The latest works of all ledgers; safe between visits."""

    def __init__(self) -> None:
        self._works: OrderedDict[Key, Work] = OrderedDict()
        self._turn = threading.Lock()

    def of(self, key: Key) -> Work | None:
        """The work of exactly this ledger, version and rules."""
        with self._turn:
            return self._works.get(key)

    def before(self, key: Key) -> Work | None:
        """The newest work of the same ledger and rules, at whatever version."""
        with self._turn:
            return next((made for (url, _v, rules), made in reversed(self._works.items()) if (url, rules) == (key[0], key[2])), None)

    def keep(self, key: Key, made: Work) -> None:
        """Keep it; the oldest goes."""
        with self._turn:
            self._works[key] = made
            self._works.move_to_end(key)
            while len(self._works) > KEPT:
                self._works.popitem(last=False)


@st.cache_resource(show_spinner=False)
def _kept() -> Kept:
    return Kept()


@st.cache_resource(max_entries=8, show_spinner=False)
def _lines(url: str, version: str, _ledger: object) -> pd.DataFrame:
    return _ledger.statement_lines()


@st.cache_resource(max_entries=8, show_spinner=False)
def _parts(url: str, version: str, _ledger: Ledger) -> pd.DataFrame:
    return _ledger.posted_parts()


def parts(frame: Frame) -> pd.DataFrame:
    """What each posted bank line has settled."""
    at = source.opened(frame.shelf)
    return _parts(at.ledger.url, at.version, at.ledger).copy(deep=False)


def lines(frame: Frame) -> pd.DataFrame:
    """All bank lines of the books."""
    at = source.opened(frame.shelf)
    return _lines(at.ledger.url, at.version, at.ledger).copy(deep=False)


def current(frame: Frame) -> Work:
    """The work as the books are now; the page stops here while a person has stopped the matching."""
    at = source.opened(frame.shelf)
    key = (at.ledger.url, at.version, frame.policy.version)
    made = _kept().of(key)
    if made is not None:
        return made
    if st.session_state.get(STOPPED) == key:
        _stopped(frame)
    made = _made(frame, key)
    _kept().keep(key, made)
    return made


def _made(frame: Frame, key: Key) -> Work:
    """Match; with a bar and a button to stop where there is much to match. Stopping leaves nothing half done."""
    _ = frame._
    at, every = source.opened(frame.shelf), lines(frame)
    before = _kept().before(key)
    again = _("Looking again at what the change touched")
    words = again if before else _("Matching {count} bank lines with the open documents").format(count=f"{len(every):,}")
    with st.spinner(words):
        place = st.empty()
        known = {"as_of": listing.last_day(every), "books": at.books, "progress": Bar(frame, key, place).advance}
        made = refreshed(before, at.ledger, frame.policy, **known) if before else work.propose(at.ledger, frame.policy, **known)
        place.empty()
    return made


class Bar:
    """How far the matching is, with a button to stop it; drawn once there is much to match. Streamlit stops a run where it draws."""

    def __init__(self, frame: Frame, key: Key, place: DeltaGenerator) -> None:
        self._frame, self._key, self._place = frame, key, place
        self._bar: DeltaGenerator | None = None
        self._drawn = 0.0

    def advance(self, done: int, total: int) -> bool:
        """Show it, some times a second; `total` counts every line three times."""
        now = time.monotonic()
        if total < 3 * MANY_LINES or now - self._drawn < SECONDS_BETWEEN:
            return True
        self._drawn = now
        if self._bar is None:
            with self._place.container(key="cash-progress"):
                self._bar = st.progress(0.0)
                st.button(self._frame._("Stop"), on_click=_stop, args=(self._key,), key="cash.stop", shortcut="Esc")
        words = self._frame._("Matching: {share} % done. Nothing is written meanwhile.")
        self._bar.progress(min(1.0, done / total), words.format(share=done * 100 // total))
        return True


def _stop(key: Key) -> None:
    st.session_state[STOPPED] = key


def _stopped(frame: Frame) -> None:
    _ = frame._
    widgets.strip(_("Matching was stopped. Nothing was changed; the bank lines wait as before."))
    st.button(_("Match now"), type="primary", on_click=st.session_state.pop, args=(STOPPED, None))
    st.stop()
