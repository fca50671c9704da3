"""The row of a page's parts: one is shown, and the link says which."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages._shared import session
from pages._shared.frame import Frame


def choose(frame: Frame, titles: Mapping[str, str], *, name: str = "part") -> str:
    """The part that is shown, the first unless another was chosen; `name` is what the link calls the choice."""
    chosen = session.one_of(name, titles, next(iter(titles)))
    session.show(name, chosen)
    st.segmented_control(
        frame._("Show"), tuple(titles), format_func=lambda part: titles[part], required=True, label_visibility="collapsed",
        **session.on_change(name),
    )  # fmt: skip
    return chosen
