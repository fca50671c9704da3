"""Word templates that users put in place of ours: in use, downloaded, uploaded, given up again; wording that should not be is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from arcore.documents import word_template
from arcore.documents.word_template import Form
from arcore.letters.forbidden import Finding
from arcore.letters.own_templates import in_use
from arcore.messages import Message, Unusable
from arcore.registers.attachments import attachment
from pages._shared import cash_acts, identity, source, widgets
from pages._shared.frame import Frame

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Slot:
    """One place for a template: the setting that remembers it, ours, what it must hold, what the journal calls it, its file's name."""

    setting: str
    own: Callable[[], bytes]
    form: Form
    summary: Message
    file_name: str
    wording: Callable[[bytes], Sequence[Finding]] = lambda content: ()


def show(frame: Frame, slot: Slot, key: str) -> None:
    """Ours to download and change, theirs to upload, and what may stand in it."""
    _ = frame._
    kept = attachment(frame.ledger.settings().get(slot.setting))
    widgets.note(_("In use: {name}").format(name=kept.name if kept else _("our own template")))
    if kept and (content := in_use(frame.ledger, slot.setting)):
        _warn(frame, slot, content)
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        widgets.download(
            _("Template in use"), lambda: in_use(frame.ledger, slot.setting) or slot.own(), slot.file_name, mime=DOCX,
            key=f"download.{key}",
        )  # fmt: skip
    uploaded = right.file_uploader(_("Your own template (.docx)"), type=["docx"], key=f"{key}.upload")
    name = identity.who(frame, key=key)
    if uploaded is not None:
        _warn(frame, slot, uploaded.getvalue())
        if st.button(_("Use this template"), type="primary", key=f"{key}.use"):
            _use(frame, slot, uploaded.name, uploaded.getvalue(), name)
    if kept and st.button(_("Back to our own template"), key=f"{key}.back"):
        _remember(frame, slot, "", name, _("Our own template is in use again."))
    widgets.words([("{{ " + placeholder + " }}", frame.say(meaning)) for placeholder, meaning in slot.form.placeholders.items()])


def _warn(frame: Frame, slot: Slot, content: bytes) -> None:
    try:
        found = slot.wording(content)
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    for finding in found:
        widgets.strip(frame.say(finding.message))


def _use(frame: Frame, slot: Slot, file_name: str, content: bytes, name: str) -> None:
    try:
        word_template.check(content, file_name, slot.form)
        reference = source.to_write(frame.shelf).put_file(content, file_name).reference
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    _remember(frame, slot, reference, name, frame._("{file} is the template now.").format(file=file_name))


def _remember(frame: Frame, slot: Slot, reference: str, name: str, words: str) -> None:
    cash_acts.act(
        frame, slot.setting, name, words,
        lambda target, mark: [target.save_setting(slot.setting, reference, who=name, summary=slot.summary)],
    )  # fmt: skip
