"""The rules every company decides first: whose books, which currency, terms, month-end reading, buckets."""

from __future__ import annotations

import streamlit as st

from arcore import policy_file
from arcore.policy_settings import BY_PATH
from pages._shared import policy_form, widgets
from pages._shared.frame import Frame
from pages._shared.widgets import Door

FIRST = (
    *("company.name", "company.country", "company.currency", "company.names", "company.accounts"),
    *("terms.default", "terms.month_end", "terms.roll_holidays", "terms.assume_default", "aging.bucket_days"),
)


def show(frame: Frame) -> None:
    """The form on the left; on the right what would change, or the agreement that all is right as it is."""
    _ = frame._
    left, right = st.columns([3, 2], gap="large")
    with left:
        changed = policy_form.fields(frame, "setup", [BY_PATH[path] for path in FIRST])
    with right:
        found = policy_file.differences(frame.policy, changed.policy)
        if found or changed.wrong:
            policy_form.proposal(frame, "setup", changed)
        elif not frame.ledger.policy_history():
            widgets.note(_("If everything is right as it is, keep it as version 1 of your rules."))
            text = policy_file.dump(frame.policy, frame.lang)
            policy_form.save(frame, text, why=_("First version"), label=_("These are our rules"), key="setup")
        else:
            widgets.strip(_("Kept as version {version} of your rules.").format(version=frame.policy.version), "good")
        widgets.door(Door("policy", _("All rules"), {"part": "form"}), key="rules")
