"""What a visit remembers, each key named once.

A choice lives in the URL when it differs from its default, so that a link shows the same figures to
the next person; the session keeps it while other pages are open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import cast
from urllib.parse import unquote

import streamlit as st

from arcore.dates import FIRST_YEAR, LAST_YEAR
from arcore.i18n import LANGUAGES, Language

WHO = "who"
FLASH = "flash"
DIALOG = "dialog"
FIRST_DAY, LAST_DAY = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)
"""Between these a date may be chosen."""


def _kept(name: str) -> str:
    return f"kept.{name}"


def widget_key(name: str) -> str:
    """The key of the widget that changes the choice `name`."""
    return f"choose.{name}"


def _changed(name: str) -> None:
    keep(name, st.session_state[widget_key(name)])


def keep(name: str, value: object) -> None:
    """Remember a choice; None forgets it. The URL follows at once, so that it cannot contradict."""
    if value is None:
        st.session_state.pop(_kept(name), None)
        if name in st.query_params:
            del st.query_params[name]
        return
    st.session_state[_kept(name)] = str(value)
    st.query_params[name] = str(value)


def chosen(name: str, valid: Callable[[str], bool], default: str) -> str:
    """The choice `name`: what the URL says, else what this visit chose, else `default`; invalid values are ignored."""
    given = st.query_params.get(name)
    if given is not None and valid(given):
        st.session_state[_kept(name)] = given
    value = str(st.session_state.get(_kept(name), default))
    if not valid(value) or value == default:
        keep(name, None)
        return default
    if given != value:
        st.query_params[name] = value
    return value


def one_of(name: str, options: Collection[str], default: str) -> str:
    """The choice `name` among `options`."""
    return chosen(name, lambda value: value in options, default)


def is_day(text: str, last: dt.date = LAST_DAY) -> bool:
    """Whether a choice is a day that may be chosen, not after `last`."""
    try:
        return FIRST_DAY <= dt.date.fromisoformat(text) <= last
    except ValueError:
        return False


def on_change(name: str) -> dict[str, object]:
    """The keyword arguments that tie a widget to the choice `name`."""
    return {"key": widget_key(name), "on_change": _changed, "args": (name,)}


def show(name: str, value: object) -> None:
    """Let the widget of the choice `name` show `value`; call before the widget is made."""
    st.session_state[widget_key(name)] = value


def cookie(name: str) -> str:
    """What this browser kept under `name` last time (see `texts.js`); empty when nothing."""
    kept = st.context.cookies.get(name)
    return unquote(kept) if isinstance(kept, str) else ""


def language() -> Language | None:
    """The language this visit has settled on, if it has."""
    kept = st.session_state.get("language")
    return cast(Language, kept) if kept in LANGUAGES else None


@dataclass(frozen=True)
class Flash:
    """A sentence to show once, and the page to go on to, if any."""

    text: str
    page: str = ""
    link: str = ""


def flash(text: str, *, page: str = "", link: str = "") -> None:
    """Leave a sentence for the next run, with a link where to go on."""
    st.session_state[FLASH] = Flash(text, page, link)


def take_flash() -> Flash | None:
    """What `flash` left, once."""
    return cast("Flash | None", st.session_state.pop(FLASH, None))
