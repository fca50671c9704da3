"""Which ledger is open, and its books: kept per ledger and version, so that a rerun reads nothing again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

import streamlit as st

from arcore import desk, ledger, policy_file, sample
from arcore.books import Books
from arcore.ledger import JournalEntry, Ledger
from arcore.messages import Message, say
from arcore.policy import Policy
from pages._shared import practice
from pages._shared.shelves import Shelf


@dataclass(frozen=True)
class Opened:
    """A ledger at one version. `latest` is the day its data is about; `entry` wrote it last."""

    shelf: Shelf
    ledger: Ledger
    version: str
    books: Books
    policy: Policy
    latest: dt.date
    entities: tuple[str, ...]
    currencies: tuple[str, ...]
    entry: JournalEntry | None


def ledger_of(shelf: Shelf) -> Ledger:
    """The sample's ledger (this visitor's copy, once something was changed in it) or one's own."""
    return practice.ledger_of(_sample()) if shelf == "sample" else _own(ledger.default_url())


def to_write(shelf: Shelf) -> Ledger:
    """The ledger that a change on `shelf` goes into: one's own, or this visitor's copy of the sample."""
    return practice.own_copy(_sample()) if shelf == "sample" else _own(ledger.default_url())


@st.cache_resource(show_spinner=False)
def _own(url: str) -> Ledger:
    return ledger.open(url)


@st.cache_resource(show_spinner=False)
def _sample() -> Ledger:
    return sample.open_sample()


def default_shelf() -> Shelf:
    """One's own books once something is in them, else the sample company."""
    return "own" if ledger_of("own").version() != "0" else "sample"


def opened(shelf: Shelf) -> Opened:
    """The ledger of `shelf` as it is now."""
    at = ledger_of(shelf)
    return _opened(shelf, at.url, at.version(), at)


@st.cache_resource(max_entries=8, show_spinner=False)
def _opened(shelf: Shelf, url: str, version: str, _ledger: Ledger) -> Opened:
    books = _ledger.books()
    policy = _ledger.policy() or replace(policy_file.default(), version=0)
    return Opened(
        shelf=shelf,
        ledger=_ledger,
        version=version,
        books=books,
        policy=policy,
        latest=_latest(books, _ledger.data_date()),
        entities=desk.entities(books),
        currencies=desk.currencies(books, policy.company.currency),
        entry=next(iter(_ledger.journal(limit=1)), None),
    )


def _latest(books: Books, data_date: dt.date | None) -> dt.date:
    """The day the books are about: that of the last import, or of a later receipt; a misdated document moves nothing."""
    today = dt.date.today()
    if data_date is None:
        return desk.last_day(books) or today
    return max(data_date, min(desk.last_receipt_day(books) or data_date, today))


@st.cache_resource(max_entries=8, show_spinner=False)
def _of_entity(url: str, version: str, entity: str, _ledger: Ledger) -> Books:
    return _ledger.books(entity=entity)


@st.cache_resource(max_entries=40, show_spinner=False)
def _in_force(url: str, version: str, as_of: dt.date, _ledger: Ledger) -> Policy | None:
    return _ledger.policy(as_of)


def policy_of(at: Opened, as_of: dt.date) -> Policy:
    """The rules in force at the date; the accounts and addresses on papers are those of now."""
    then = _in_force(at.ledger.url, at.version, as_of, at.ledger)
    return at.policy if then is None or then.version == at.policy.version else replace(then, papers=at.policy.papers)


def books_of(at: Opened, entity: str) -> Books:
    """The books, or one entity's part of them."""
    return _of_entity(at.ledger.url, at.version, entity, at.ledger) if entity else at.books


def origin(entry: JournalEntry | None) -> Message | None:
    """When, by whom and how the data came to be as it is."""
    if entry is None:
        return None
    if entry.who == sample.BUILDER:
        return say("Sample data, read from three workbooks")
    return say("Data version {when}, {who}: {summary}", when=local(entry.at), who=entry.who or say("nobody named"), summary=entry.summary)


def local(moment: dt.datetime) -> str:
    """A moment in the reader's time zone, to the minute."""
    zone = st.context.timezone
    return f"{moment.astimezone(ZoneInfo(zone) if zone else None):%Y-%m-%d %H:%M}"
