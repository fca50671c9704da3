"""What went in, what could not, what changed?"""

import streamlit as st

from pages._shared import data_answer, history_view, import_view, keeping_view, session
from pages._shared.frame import current

here = current()
_ = here._

parts = {"add": _("Add workbooks"), "history": _("What was done"), "keeping": _("Templates, backup, verification")}
part = session.one_of("part", parts, "add")
session.show("part", part)

data_answer.show(here)
st.segmented_control(
    _("Part"), tuple(parts), format_func=lambda name: parts[name], required=True, label_visibility="collapsed", **session.on_change("part")
)

if part == "add":
    import_view.show(here)
elif part == "history":
    history_view.show(here)
else:
    keeping_view.show(here)
