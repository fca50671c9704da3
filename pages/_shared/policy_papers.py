"""The policy on paper: the whole of it for the staff, a leaflet for customers, in either language."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from arcore import policy_file
from arcore.documents import policy_document
from arcore.documents.policy_tables import Revision
from arcore.documents.workbook_style import Stamp
from arcore.i18n import LANGUAGES, Language
from arcore.ledger.keepsakes import PolicyVersion
from pages._shared import downloads, issued, widgets
from pages._shared.frame import Frame
from pages._shared.navigation import NATIVE_NAMES

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def offer(frame: Frame, history: Sequence[PolicyVersion]) -> None:
    """Word files of the version in force."""
    _ = frame._
    newest = history[0] if history else None
    st.subheader(_("On paper"), anchor=False)
    widgets.note(_("The papers carry their version. A later change leaves papers already handed out under the version they name."))
    widgets.note(_("Copies of what was handed out are kept under “Who knows them”."))
    papers: dict[str, issued.Paper] = {}

    def whole(lang: Language) -> bytes:
        effective, by = (newest.at.date(), newest.who) if newest else (None, "")
        return policy_document.policy_document(frame.policy, _stamp(frame, lang), effective, by, revisions=revisions(history))

    with st.container(horizontal=True):
        for lang in sorted(LANGUAGES, key=lambda each: each != frame.lang):
            for kind, label, make in (
                ("policy", _("Policy as a Word document"), partial(whole, lang)),
                ("leaflet", _("Leaflet for customers"), partial(policy_document.leaflet, frame.policy, _stamp(frame, lang))),
            ):
                title, file = _("{paper} ({language})").format(paper=label, language=NATIVE_NAMES[lang]), _file(frame, label, lang)
                primary = lang == frame.lang and kind == "policy"
                widgets.download(title, make, file, mime=DOCX, primary=primary, key=f"download.{kind}.{lang}")
                papers[title] = (kind, file, make)
    issued.offer(frame, papers, key="papers")


def revisions(history: Sequence[PolicyVersion]) -> tuple[Revision, ...]:
    """Every version with what it changed against the one before, the newest first."""
    loaded = [*(policy_file.load(each.toml) for each in history), policy_file.default()]
    return tuple(
        Revision(each.version, each.at.date(), each.who, each.why, tuple(policy_file.differences(before, then)))
        for each, then, before in zip(history, loaded, loaded[1:], strict=False)
    )


def _file(frame: Frame, label: str, lang: Language) -> str:
    return f"{label} v{frame.policy.version} ({NATIVE_NAMES[lang]}).docx"


def _stamp(frame: Frame, lang: Language) -> Stamp:
    return Stamp(downloads.company(frame), frame.as_of, lang)
