"""What is delivered and not invoiced, and do e-invoices and books agree?"""

import streamlit as st

from pages._shared import deliveries_view, einvoices_view, guards, session
from pages._shared.frame import current

here = current()
_ = here._
guards.stop_when_empty(here)

parts = {"deliveries": (_("Delivered, not invoiced"), deliveries_view.show), "einvoices": (_("E-invoices"), einvoices_view.show)}
part = session.one_of("part", parts, "deliveries")
session.show("part", part)
st.segmented_control(
    _("Part"),
    tuple(parts),
    format_func=lambda name: parts[name][0],
    required=True,
    label_visibility="collapsed",
    **session.on_change("part"),
)
parts[part][1](here)
