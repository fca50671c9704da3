"""The audit firm that customers answer to, asked wherever confirmation letters are made."""

from __future__ import annotations

import streamlit as st

from arcore.documents.audit_confirmation import AuditFirm
from pages._shared.frame import Frame


def ask(frame: Frame, *, key: str) -> tuple[AuditFirm, bool]:
    """The firm as typed so far, and whether the letters leave the amounts blank."""
    _ = frame._
    columns = st.columns(3)
    labels = {"name": _("Audit firm"), "address": _("Address"), "contact": _("Contact person"), "phone": _("Contact telephone"),
              "email": _("Contact e-mail")}  # fmt: skip
    typed = {
        field: columns[place % 3].text_input(label, key=f"{key}.{field}", max_chars=120).strip()
        for place, (field, label) in enumerate(labels.items())
    }
    blank = columns[2].checkbox(_("Leave the amounts blank"), key=f"{key}.blank")
    return AuditFirm(**typed), blank
