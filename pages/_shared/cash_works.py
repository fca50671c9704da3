"""The lines that wait and their proposals: made once per version of the books and of the rules, stoppable, then kept.

After a change only what it touched is matched again. Nothing here writes.
"""

from __future__ import annotations

import threading
from collections import OrderedDict

import pandas as pd
import streamlit as st

from arcore.cash import listing, work
from arcore.cash.refreshing import refreshed
from arcore.cash.work import Work
from arcore.ledger import Ledger
from pages._shared import source, widgets
from pages._shared.frame import Frame

Key = tuple[str, str, int]
KEPT = 12
MANY_LINES = 400
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
    day = listing.last_day(every)
    before = _kept().before(key)
    if before is not None:
        with st.spinner(_("Looking again at what the change touched")):
            return refreshed(before, at.ledger, frame.policy, as_of=day, books=at.books)
    if len(every) < MANY_LINES:
        with st.spinner(_("Matching {count} bank lines with the open documents").format(count=f"{len(every):,}")):
            return work.propose(at.ledger, frame.policy, as_of=day, books=at.books)
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, _("Matching {count} bank lines with the open documents").format(count=f"{len(every):,}"))
        st.button(_("Stop"), on_click=_stop, args=(key,), key="cash.stop", shortcut="Esc")

    def advance(done: int, total: int) -> bool:
        share = done / max(1, total)
        bar.progress(min(1.0, share), _("Matching: {share} % done. Nothing is written meanwhile.").format(share=round(share * 100)))
        return True

    made = work.propose(at.ledger, frame.policy, as_of=day, books=at.books, progress=advance)
    place.empty()
    return made


def _stop(key: Key) -> None:
    st.session_state[STOPPED] = key


def _stopped(frame: Frame) -> None:
    _ = frame._
    widgets.strip(_("Matching was stopped. Nothing was changed; the bank lines wait as before."))
    st.button(_("Match now"), type="primary", on_click=st.session_state.pop, args=(STOPPED, None))
    st.stop()
