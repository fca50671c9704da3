"""How charts look for this visit."""

from __future__ import annotations

import streamlit as st

from arcore.charts import Look
from pages._shared.frame import Frame


def look(frame: Frame, currency: str) -> Look:
    """The visit's language, unit and theme, for a chart in `currency`."""
    return Look(frame.lang, frame.unit, currency, "dark" if st.context.theme.type == "dark" else "light")
