"""The agreement of a plan or an extension on paper, from its row in the register, in both languages."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from arcore.collecting import agreement
from arcore.documents import plan_agreement
from arcore.documents.statement_batch import safe_name
from arcore.i18n import LANGUAGES, Language
from arcore.messages import Unusable
from pages._shared import downloads, widgets
from pages._shared.frame import Frame
from pages._shared.navigation import NATIVE_NAMES
from pages._shared.own_template import DOCX


def offer(frame: Frame, row: pd.Series, key: str) -> None:
    """A download in each language; or what is missing."""
    try:
        found = agreement.agreement_of(
            {str(name): value for name, value in row.items()}, frame.books, frame.policy, downloads.company(frame)
        )
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    if (apart := agreement.apart(found)) is not None:
        widgets.strip(frame.say(apart))

    def download(lang: Language) -> None:
        title = plan_agreement.title(found)
        name = safe_name(f"{title.text(lang)} {found.number} {found.debtor.name}") + ".docx"
        label = frame._("{paper} ({language})").format(paper=frame.say(title), language=NATIVE_NAMES[lang])
        widgets.download(label, lambda: plan_agreement.build(found, lang), name, mime=DOCX, key=f"{key}.agreement.{lang}")

    with st.container(horizontal=True):
        for lang in LANGUAGES:
            download(lang)
