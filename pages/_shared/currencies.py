"""Which currency a page is about, where the books hold several: nothing is ever added across them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from pages._shared import session
from pages._shared.frame import Frame


def currency_choice(frame: Frame, currencies: Sequence[str]) -> str:
    """The currency to show; a switch only where there is something to switch."""
    options = list(dict.fromkeys(currencies)) or [frame.policy.company.currency]
    chosen = session.one_of("currency", options, options[0])
    if len(options) > 1:
        session.show("currency", chosen)
        st.segmented_control(frame._("Currency"), options, required=True, label_visibility="collapsed", **session.on_change("currency"))
    return chosen
