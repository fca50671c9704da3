"""The pack of the month: made on request with its progress shown, then the workbook, the slides, or both at once."""

from __future__ import annotations

import streamlit as st

from arcore.documents import review_pack
from arcore.documents.review_pack import Pack
from arcore.documents.workbook_style import Stamp
from arcore.messages import Message
from arcore.review import Month
from pages._shared import downloads, widgets
from pages._shared.frame import Frame

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
KEPT = "review.pack"


def offer(frame: Frame, month: Month) -> None:
    """The button, and the files once they are made of these very figures."""
    _ = frame._
    of = (*frame.scope, month.as_of, month.closed, frame.as_of, frame.currency, frame.unit, frame.lang)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(_("Make the pack (workbook and slides)"), icon=":material/slideshow:", key="review.pack.make"):
            st.session_state[KEPT] = (of, _made(frame, month))
        made = st.session_state.get(KEPT)
        if made is None or made[0] != of:
            return
        pack: Pack = made[1]
        widgets.download(_("Both (.zip)"), pack.zipped, f"{pack.name}.zip", mime="application/zip", primary=True, key="pack.zip")
        widgets.download(_("Workbook"), lambda: pack.workbook, f"{pack.name}.xlsx", key="pack.workbook")
        widgets.download(_("Slides"), lambda: pack.deck, f"{pack.name}.pptx", mime=PPTX, key="pack.slides")


def _made(frame: Frame, month: Month) -> Pack:
    bar = st.progress(0.0, frame._("Making the pack…"))

    def advance(share: float, what: Message) -> None:
        bar.progress(share, frame.say(what))

    stamp = Stamp(downloads.company(frame), month.as_of, frame.lang, frame.unit, frame.say(frame.origin))
    pack = review_pack.build(frame.books, month, frame.policy, frame.currency, stamp, advance, known=frame.as_of)
    bar.empty()
    return pack
