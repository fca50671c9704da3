"""Writing letters: tone, language, day and deadline, with interest only where it is asked for; progress, archive, register."""

from __future__ import annotations

import datetime as dt
from typing import cast

import pandas as pd
import streamlit as st

from arcore.documents import letter_batch, statement_batch
from arcore.documents.letter_batch import NotWritten
from arcore.documents.statement_batch import Issued
from arcore.i18n import LANGUAGES, Language
from arcore.ledger import JournalEntry, Ledger, RowChange
from arcore.letters.complete import missing_of_ours
from arcore.letters.own_templates import letter_templates
from arcore.letters.tones import TONE_TITLES, TONES
from pages._shared import cash_acts, downloads, identity, letters_of, papers_form, widgets
from pages._shared.frame import Frame
from pages._shared.navigation import NATIVE_NAMES

READY = "letters.ready"
LADDER = "ladder"


def show(frame: Frame, rows: pd.DataFrame, *, key: str) -> None:
    """The form for the letters of `rows`; or what every letter lacks because we have not said it ourselves, and where to say it."""
    _ = frame._
    gaps = missing_of_ours(frame.policy, downloads.company(frame))
    for gap in gaps:
        widgets.strip(frame.say(gap), "bad")
    if gaps:
        papers_form.ask(frame, "letters", _("Account and contact for letters"), _("Account and contact are in the policy now."))
    else:
        _form(frame, rows, key)


def _form(frame: Frame, rows: pd.DataFrame, key: str) -> None:
    """The choices, the button, and the archive of this visit's last run."""
    _ = frame._
    words = {LADDER: _("By grade and step"), **{tone: frame.say(title) for tone, title in TONE_TITLES.items()}}
    tone = st.segmented_control(
        _("Tone"), (LADDER, *TONES), default=LADDER, format_func=lambda name: words[name], required=True, key=f"{key}.tone"
    )
    second, third, fourth = st.columns(3, vertical_alignment="bottom")
    lang = cast(
        Language,
        second.segmented_control(
            _("Language of the letters"), LANGUAGES, default=frame.lang, format_func=lambda name: NATIVE_NAMES[name], required=True,
            key=f"{key}.lang",
        ),
    )  # fmt: skip
    dated = third.date_input(_("Date of letter"), frame.as_of, min_value=frame.as_of, format="YYYY-MM-DD", key=f"{key}.dated")
    days = dt.timedelta(days=frame.policy.collecting.letter_reply_days)
    deadline = fourth.date_input(_("Pay by"), dated + days, format="YYYY-MM-DD", key=f"{key}.deadline.{dated}")
    interest = st.checkbox(
        _("Ask for late-payment interest, with its calculation as an appendix"), key=f"{key}.interest",
        help=_("Stated with the principal and accepted, it may stand in for the contract's penalty; so it is left out unless asked for."),
    )  # fmt: skip
    name = identity.who(frame, key=key)
    label = _("Write letters ({count})").format(count=f"{len(rows):,}")
    if st.button(label, type="primary", key=f"{key}.write", disabled=not len(rows)):
        _write(frame, rows, key, name, tone=str(tone), lang=lang, dated=dated, deadline=deadline, with_interest=interest)
    _offer(frame, key)


def _write(
    frame: Frame, rows: pd.DataFrame, key: str, name: str, *, tone: str, lang: Language, dated: dt.date, deadline: dt.date,
    with_interest: bool,
) -> None:  # fmt: skip
    """Every letter that can be written goes into the archive and, in one entry, into the register; the others are told."""
    _ = frame._
    bar = st.progress(0.0, _("Preparing"))
    written: list[Issued] = []
    letters = letters_of.composed(frame, rows, tone=tone, dated=dated, deadline=deadline, with_interest=with_interest)
    for number, found in enumerate(letter_batch.issue(letters, frame.policy, lang, letter_templates(frame.ledger, lang)), 1):
        bar.progress(number / len(rows), _("{done} of {count} letters").format(done=number, count=len(rows)))
        if isinstance(found, NotWritten):
            widgets.strip(_("Not written to {customer}: {why}").format(customer=found.customer_name, why=frame.say(found.why)), "bad")
        else:
            written.append(found)
    bar.empty()
    if not written:
        return

    def do(target: Ledger, mark: str) -> list[JournalEntry | None]:
        return [target.change_registers([kept(target, each, name) for each in written], who=name, why=_("Letters written"), token=mark)]

    if cash_acts.attempt(frame, f"{key}.write", name, do):
        st.session_state[READY] = (statement_batch.archive(written), len(written), str(dated), key)
        cash_acts.done(frame, name, _("Letters written: {count}; each is in the register with its hash.").format(count=len(written)))


def kept(target: Ledger, letter: Issued, name: str) -> RowChange:
    """The letter's row, with its writer and the file itself kept in the books."""
    reference = target.put_file(letter.content, letter.file_name).reference
    return RowChange("letters", {**letter.values, "written_by": name, "letter": reference}, customer_key=letter.customer_key)


def _offer(frame: Frame, key: str) -> None:
    if READY in st.session_state and st.session_state[READY][3] == key:
        content, count, dated, _key = st.session_state[READY]
        label = frame._("Download letters (ZIP, {count})").format(count=count)
        widgets.download(
            label, lambda: content, frame._("Letters") + f" {dated}.zip", mime="application/zip", primary=True, key=f"download.{key}"
        )
