"""Making statements: the account to pay to, the run with its progress, templates, audit confirmations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import cast

import pandas as pd
import streamlit as st

from arcore.confirming.statement import MODES, Mode, pay_to
from arcore.documents import postal_addresses, statement_batch, statement_template
from arcore.documents.statement_batch import Form, Issued
from arcore.ledger import RowChange
from arcore.letters.own_templates import statement_setting
from arcore.letters.own_templates import statement_template as statement_template_in_use
from arcore.messages import Unusable, say
from pages._shared import cash_acts, downloads, identity, own_template, papers_form, statements_audit, statements_view, widgets
from pages._shared.frame import Frame
from pages._shared.own_template import Slot

READY = "statements.ready"
FORMS: dict[str, str] = {"xlsx": "Excel", "docx": "Word"}


def show(frame: Frame, rows: pd.DataFrame, end: dt.date) -> None:
    """Everything that makes statements of `rows`."""
    st.subheader(frame._("Generate statements"), anchor=False)
    if _pay_to(frame):
        _run(frame, rows)
    _offer(frame)
    _addresses(frame, rows)
    with st.expander(frame._("Word template of the statement")):
        own_template.show(frame, _slot(frame), "statements.template")
    with st.expander(frame._("Audit confirmations")):
        statements_audit.show(frame, rows, end)


def _pay_to(frame: Frame) -> bool:
    """Whether an account to pay to is set; else say so and ask for it."""
    _ = frame._
    try:
        pay_to(frame.policy)
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        papers_form.ask(frame, "statements", _("Account to pay to for statements"), _("The account to pay to is in the policy now."))
        return False
    return True


def _run(frame: Frame, rows: pd.DataFrame) -> None:
    """Choose the kind, make the files with progress, enter them into the register."""
    _ = frame._
    left, middle, right = st.columns([2, 2, 3], vertical_alignment="bottom")
    with left:
        mode = cast(Mode, _choice(_("Lines listed"), {name: frame.say(words) for name, words in MODES.items()}, "statements.mode"))
    with middle:
        form = cast(Form, _choice(_("File format"), FORMS, "statements.form"))
    label = _("Generate statements ({count})").format(count=f"{len(rows):,}")
    name = identity.who(frame, key="statements")
    if not right.button(label, type="primary", key="statements.generate", disabled=not len(rows)):
        return
    accounts = statements_view.chosen(frame, rows)
    bar = st.progress(0.0, _("Preparing"))
    files: list[Issued] = []
    try:
        template = statement_template_in_use(frame.ledger, frame.lang) if form == "docx" else None
        made = statement_batch.issue(
            accounts, frame.books, frame.policy, mode=mode, form=form, lang=frame.lang, dated=frame.as_of, company=downloads.company(frame),
            template=template,
        )  # fmt: skip
        for issued in made:
            files.append(issued)
            bar.progress(len(files) / len(accounts), _("{done} of {count} statements").format(done=len(files), count=len(accounts)))
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    bar.empty()
    changes = [RowChange("statements", issued.values, customer_key=issued.customer_key) for issued in files]
    st.session_state[READY] = (statement_batch.archive(files), len(files), str(statements_view.end_of(frame)))
    words = _("Statements generated: {count}; each is in the register with its hash.").format(count=len(files))
    cash_acts.act(
        frame, "statements.generate", name, words,
        lambda target, mark: [target.change_registers(changes, who=name, why=_("Statement run"), token=mark)],
    )  # fmt: skip


def _choice(label: str, words: Mapping[str, str], key: str) -> str:
    """One of several, the first at the start."""
    chosen = st.segmented_control(
        label, tuple(words), default=next(iter(words)), format_func=lambda name: words[name], required=True, key=key
    )
    return str(chosen)


def _offer(frame: Frame) -> None:
    """The archive of the last run of this visit."""
    if READY in st.session_state:
        content, count, end = st.session_state[READY]
        label = frame._("Download statements (ZIP, {count})").format(count=count)
        name = frame._("Statements") + f" {end}.zip"
        widgets.download(label, lambda: content, name, mime="application/zip", primary=True, key="download.statements")


def _addresses(frame: Frame, rows: pd.DataFrame) -> None:
    """Where they go by post, for labels."""
    _ = frame._
    listed = postal_addresses.addressed(rows, frame.books.customers)
    if not len(listed):
        return
    name = frame.say(postal_addresses.TITLE)
    widgets.download(
        name, lambda: postal_addresses.build(listed, downloads.stamp(frame)), f"{name} {frame.as_of}.xlsx", key="download.post"
    )
    if missing := int(listed["address"].isna().sum()):
        widgets.note(_("Addresses missing: {count}. Enter them with the customers before printing labels.").format(count=f"{missing:,}"))


def _slot(frame: Frame) -> Slot:
    """Where the user's template of the visit's language is remembered."""
    return Slot(
        statement_setting(frame.lang), lambda: statement_template.own(frame.lang), statement_template.FORM,
        say("Changed the template of statements"), frame._("Statement template") + ".docx",
    )  # fmt: skip
