"""What statements and letters say about us, asked for where a paper lacks it: one form, kept in the policy."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from arcore import policy_file
from pages._shared import cash_acts, identity, policy_form, widgets
from pages._shared.frame import Frame


def ask(frame: Frame, key: str, why: str, words: str) -> None:
    """Account, bank, contact, with what is known filled in; `why` is kept in the journal, `words` are shown when it is done."""
    _ = frame._
    papers = frame.policy.papers
    labels = {"payee": _("Account holder"), "bank": _("Bank"), "account": _("Account number"), "contact": _("Contact person"),
              "phone": _("Contact telephone"), "email": _("Contact e-mail")}  # fmt: skip
    with st.form(f"{key}.pay_to"):
        columns = st.columns(3)
        values = {
            name: columns[place % 3].text_input(label, getattr(papers, name), key=f"pay_to.{name}", max_chars=120).strip()
            for place, (name, label) in enumerate(labels.items())
        }
        name = identity.who(frame, key="pay_to")
        sent = st.form_submit_button(_("Keep in the policy"), type="primary")
    if sent and not (values["payee"] and values["account"]):
        widgets.strip(_("Account holder and account number are needed."), "bad")
    elif sent:
        newest = policy_form.of_now(frame).policy
        policy = replace(newest, papers=replace(papers, **values), version=newest.version + 1)
        cash_acts.act(
            frame, f"{key}.pay_to", name, words,
            lambda target, mark: [target.save_policy(policy_file.dump(policy, frame.lang), who=name, why=why, token=mark)],
        )  # fmt: skip
