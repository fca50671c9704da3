"""The policy on paper: the whole of it for the staff, a leaflet for customers, in either language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from arcore.documents import policy_document
from arcore.documents.workbook_style import Stamp
from arcore.i18n import LANGUAGES, Language
from arcore.ledger.keepsakes import PolicyVersion
from pages._shared import downloads, widgets
from pages._shared.frame import Frame
from pages._shared.navigation import NATIVE_NAMES

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def offer(frame: Frame, history: Sequence[PolicyVersion]) -> None:
    """Word files of the version in force."""
    _ = frame._
    newest = history[0] if history else None
    st.subheader(_("On paper"), anchor=False)
    widgets.note(_("The papers carry their version. A later change leaves papers already handed out under the version they name."))
    with st.container(horizontal=True):
        for lang in sorted(LANGUAGES, key=lambda each: each != frame.lang):
            whole = partial(
                policy_document.policy_document,
                frame.policy,
                _stamp(frame, lang),
                newest.at.date() if newest else None,
                newest.who if newest else "",
            )
            _word(frame, _("Policy as a Word document"), whole, lang, "policy", primary=lang == frame.lang)
            leaflet = partial(policy_document.leaflet, frame.policy, _stamp(frame, lang))
            _word(frame, _("Leaflet for customers"), leaflet, lang, "leaflet")


def _word(frame: Frame, label: str, make: partial[bytes], lang: Language, name: str, *, primary: bool = False) -> None:
    file = f"{label} v{frame.policy.version} ({NATIVE_NAMES[lang]}).docx"
    title = frame._("{paper} ({language})").format(paper=label, language=NATIVE_NAMES[lang])
    widgets.download(title, make, file, mime=DOCX, primary=primary, key=f"download.{name}.{lang}")


def _stamp(frame: Frame, lang: Language) -> Stamp:
    return Stamp(downloads.company(frame), frame.as_of, lang)
