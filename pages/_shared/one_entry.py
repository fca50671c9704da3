"""A change that is one entry of the journal: written once however often it is pressed, said in a sentence, undone under “What was done”."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import streamlit as st

from arcore.ledger import JournalEntry, Ledger
from arcore.messages import Unusable
from pages._shared import identity, session, source, widgets
from pages._shared.frame import Frame


def write(frame: Frame, name: str, who: str, do: Callable[[Ledger, str], JournalEntry], *, turn: str = "") -> None:
    """Write it with the token of `name` on these books, and run the page anew; or say why it cannot be, with nothing changed.

    `turn`: the count in the session that widgets are keyed by which start anew once it is written.
    """
    token = st.session_state.setdefault(f"{name}.token.{frame.books.version}", uuid4().hex)
    try:
        entry = do(source.to_write(frame.shelf), str(token))
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    identity.remember(who)
    if turn:
        st.session_state[turn] = st.session_state.get(turn, 0) + 1
    session.flash(frame._("Done: {what}. It can be undone under “What was done”.").format(what=frame.say(entry.summary)))
    st.rerun()
