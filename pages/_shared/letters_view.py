"""The letters part of the collections page: who is due which letter, writing them, what became of them, the templates."""

from __future__ import annotations

from typing import cast

import pandas as pd
import streamlit as st

from arcore import desk
from arcore.documents import letter_template
from arcore.i18n import LANGUAGES, Language
from arcore.letters import listing
from arcore.letters.listing import STATUSES
from arcore.letters.own_templates import letter_setting
from arcore.letters.tones import TONE_TITLES, TONES
from arcore.messages import say
from arcore.schema import CUSTOMERS
from pages._shared import letters_of, letters_sent, letters_write, own_template, session, tables, widgets
from pages._shared.frame import Frame
from pages._shared.navigation import NATIVE_NAMES
from pages._shared.own_template import Slot
from pages._shared.tables import Shown

LISTS = ("due", "written", "sent", "all")


def show(frame: Frame) -> None:
    """Everything about letters, of the visit's currency."""
    _ = frame._
    rows = desk.with_keys(letters_of.listed(frame), "currency", [frame.currency])
    widgets.answer(frame.say(listing.answer(rows, frame.currency, frame.unit)))
    picked = _list(frame, rows)
    st.subheader(_("Write letters"), anchor=False)
    letters_write.show(frame, picked, key="letters")
    letters_sent.show(frame, None, key="letters")
    with st.expander(_("Word templates of letters")):
        _templates(frame)


def _list(frame: Frame, rows: pd.DataFrame) -> pd.DataFrame:
    """The table, and the rows chosen in it: without a selection all of the list."""
    _ = frame._
    found = {name: listing.with_status(rows, name) for name in ("due", "written", "sent")} | {"all": rows}
    words = {name: frame.say(STATUSES[name]) for name in ("due", "written", "sent")} | {"all": _("All overdue")}
    chosen = session.one_of("letters", LISTS, "due")
    session.show("letters", chosen)
    st.segmented_control(
        _("Letters"), LISTS, format_func=lambda name: f"{words[name]} ({len(found[name])})", required=True, label_visibility="collapsed",
        **session.on_change("letters"),
    )  # fmt: skip
    shown = found[chosen]
    if not len(shown):
        widgets.empty(_("Nobody on this list"), _("Look at all overdue customers instead."))
        return shown
    columns = [
        Shown("customer_name", _("Customer"), width=190),
        Shown("step_said", _("Step"), width=85 if frame.lang == "zh" else 150),
        Shown("tone_said", _("Tone"), width=85 if frame.lang == "zh" else 145),
        Shown("amount", _("Amount to ask for"), "money"),
        Shown("documents", _("Documents"), "integer", width=70),
        Shown("days", _("Days past due"), "integer", help=_("Of the oldest document that is dunned")),
        Shown("grade", CUSTOMERS.column("grade").heading(frame.lang), width=60),
        Shown("excluded", _("Not dunned"), "money", sparse=True, help=_("Disputed, on hold or under a plan that is kept")),
        Shown("unapplied", _("Unapplied"), "money", sparse=True, help=_("Money of theirs that settles nothing yet: look before writing")),
        Shown("status_said", _("Status"), width=110),
        Shown("last_said", _("Last letter"), width=100),
        Shown("last_sent", _("Sent on"), "date", width=95),
    ]
    listed = listing.in_words(shown, frame.lang)
    ids = [str(each) for each in tables.grid(frame, listed, columns, key="letters", select="row_id", many=True, total=True)]
    return desk.with_keys(shown, "row_id", ids) if ids else shown


def _templates(frame: Frame) -> None:
    """One template per tone and language."""
    _ = frame._
    left, right = st.columns(2)
    tone = left.segmented_control(
        _("Tone"),
        TONES,
        default="gentle",
        format_func=lambda name: frame.say(TONE_TITLES[name]),
        required=True,
        key="letters.template.tone",
    )
    lang = cast(
        Language,
        right.segmented_control(
            _("Language"),
            LANGUAGES,
            default=frame.lang,
            format_func=lambda name: NATIVE_NAMES[name],
            required=True,
            key="letters.template.lang",
        ),
    )
    slot = Slot(
        letter_setting(tone, lang), lambda: letter_template.own(tone, lang), letter_template.FORM,
        say("Changed the template of letters"), f"{frame.say(TONE_TITLES[tone])} {lang}.docx", letter_template.wording_of,
    )  # fmt: skip
    own_template.show(frame, slot, f"letters.template.{tone}.{lang}")
