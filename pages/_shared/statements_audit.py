"""Audit confirmations: the firm that the customer answers to, and the letters in one archive."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from arcore.documents import audit_confirmation, statement_batch
from arcore.documents.audit_confirmation import AuditFirm
from arcore.documents.statement_batch import Issued
from arcore.ledger import RowChange
from arcore.messages import Unusable
from pages._shared import audit_firm, cash_acts, downloads, identity, statements_view, widgets
from pages._shared.frame import Frame

READY = "statements.audit_ready"


def show(frame: Frame, rows: pd.DataFrame, end: dt.date) -> None:
    """The form and the download of the last run."""
    _ = frame._
    widgets.note(_("Positive form: the customer answers the audit firm directly, whether the balance agrees or not."))
    firm, blank = audit_firm.ask(frame, key="audit")
    name = identity.who(frame, key="audit")
    label = _("Generate audit confirmations ({count})").format(count=f"{len(rows):,}")
    if st.button(label, key="audit.generate", disabled=not len(rows)):
        _make(frame, rows, end, firm, blank, name)
    if READY in st.session_state:
        content, count = st.session_state[READY]
        said = _("Download audit confirmations (ZIP, {count})").format(count=count)
        widgets.download(said, lambda: content, _("Audit confirmations") + f" {end}.zip", mime="application/zip", key="download.audit")


def _make(frame: Frame, rows: pd.DataFrame, end: dt.date, firm: AuditFirm, blank: bool, name: str) -> None:
    _ = frame._
    accounts = statements_view.chosen(frame, rows)
    bar = st.progress(0.0, _("Preparing"))
    files: list[Issued] = []
    company = downloads.company(frame)
    try:
        for letter in statement_batch.audit_letters(accounts, rows, firm, company, frame.policy, frame.lang, frame.as_of, blank):
            files.append(letter)
            bar.progress(len(files) / len(accounts), _("{done} of {count} letters").format(done=len(files), count=len(accounts)))
    except Unusable as refused:
        bar.empty()
        widgets.strip(frame.say(refused.message), "bad")
        return
    bar.empty()
    st.session_state[READY] = (statement_batch.archive(files), len(files))
    changes = [RowChange("statements", issued.values, customer_key=issued.customer_key) for issued in files]
    cash_acts.act(
        frame, "statements.audit", name, _("Audit confirmations generated: {count}.").format(count=len(files)),
        lambda target, mark: [target.change_registers(changes, who=name, why=audit_confirmation.TITLE.text(frame.lang), token=mark)],
    )  # fmt: skip
