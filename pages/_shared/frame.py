"""What every page knows about the visit: language, date, entity, unit, and the books at that moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar, cast

import streamlit as st

from arcore import money
from arcore.books import Books
from arcore.i18n import Language, translate
from arcore.ledger import Ledger
from arcore.messages import Message, say
from arcore.money import Unit
from arcore.policy import Policy
from pages._shared.shelves import Shelf

_FRAME = "frame"
Result = TypeVar("Result")


@dataclass(frozen=True)
class Frame:
    """The visit's choices and the books they select. `scope` names the figures: same scope, same figures."""

    lang: Language
    shelf: Shelf
    ledger: Ledger
    books: Books
    origin: Message | None
    policy: Policy
    as_of: dt.date
    latest: dt.date
    entity: str | None
    entities: tuple[str, ...]
    unit: Unit
    currency: str
    who: str

    @property
    def scope(self) -> tuple[str, str, str, int]:
        """What cached figures are keyed by: which ledger, which version, which entity, which rules."""
        return self.ledger.url, self.books.version, self.entity or "", self.policy.version

    @property
    def is_past(self) -> bool:
        """Whether the page shows an earlier date than the data's own."""
        return self.as_of < self.latest

    @property
    def is_empty(self) -> bool:
        """Whether the books hold nothing to show."""
        return not len(self.books.documents)

    def _(self, text: str) -> str:
        """`text` in the visit's language."""
        return translate(text, self.lang)

    def say(self, message: Message | None) -> str:
        """A core message in the visit's language."""
        return message.text(self.lang) if message is not None else ""

    def listed(self, items: Iterable[str]) -> str:
        """Several things in a row, as the language separates them."""
        return ("；" if self.lang == "zh" else "; ").join(items)

    def amount(self, minor: int, currency: str) -> str:
        """An amount as people read it, in the visit's unit."""
        return money.shown(int(minor), currency, unit=self.unit, lang=self.lang)

    @property
    def unit_name(self) -> str:
        """The unit and currency that amounts are shown in."""
        return unit_name(self.unit, self.currency, self.lang)


def unit_name(unit: Unit, currency: str, lang: Language) -> str:
    """'元' or '万元' for CNY, 'USD' or '万 USD' for others."""
    if currency == "CNY":
        return say("CNY 10,000").text(lang) if unit == "ten_thousand" else say("CNY").text(lang)
    return say("10k {currency}", currency=currency).text(lang) if unit == "ten_thousand" else currency


def put(frame: Frame) -> None:
    """Make `frame` the current run's."""
    st.session_state[_FRAME] = frame


def current() -> Frame:
    """The frame that the navigation prepared for this run."""
    return cast(Frame, st.session_state[_FRAME])


@st.cache_resource(max_entries=400, show_spinner=False)
def _computed(scope: tuple[object, ...], _compute: Callable[[], object]) -> object:
    return _compute()


def once(frame: Frame, name: str, *arguments: object, compute: Callable[[], Result]) -> Result:
    """`compute()`, done once per scope, name and arguments, for everyone who may see this ledger.

    Frames come back as shallow copies (copy-on-write), so that one visit cannot change another's.
    """
    result = _computed((*frame.scope, name, *arguments), compute)
    copy = getattr(result, "copy", None)
    return cast(Result, copy(deep=False) if hasattr(result, "iloc") and copy else result)
