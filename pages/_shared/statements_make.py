"""Making statements: the account to pay to, the run with its progress, templates, audit confirmations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import pandas as pd
import streamlit as st

from arcore import policy_file
from arcore.confirming.statement import MODES, Mode, pay_to
from arcore.documents import statement_batch, statement_template
from arcore.documents.statement_batch import Form, Issued
from arcore.ledger import RowChange
from arcore.messages import Unusable, say
from arcore.registers.attachments import attachment
from pages._shared import cash_acts, downloads, identity, source, statements_audit, statements_view, widgets
from pages._shared.frame import Frame

READY = "statements.ready"
FORMS: dict[str, str] = {"xlsx": "Excel", "docx": "Word"}


def show(frame: Frame, rows: pd.DataFrame, end: dt.date) -> None:
    """Everything that makes statements of `rows`."""
    st.subheader(frame._("Generate statements"), anchor=False)
    if _pay_to(frame):
        _run(frame, rows)
    _offer(frame)
    with st.expander(frame._("Word template of the statement")):
        _template(frame)
    with st.expander(frame._("Audit confirmations")):
        statements_audit.show(frame, rows, end)


def _pay_to(frame: Frame) -> bool:
    """Whether an account to pay to is set; else say so and ask for it."""
    _ = frame._
    try:
        pay_to(frame.policy)
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
    else:
        return True
    with st.form("statements.pay_to"):
        columns = st.columns(3)
        labels = {"payee": _("Account holder"), "bank": _("Bank"), "account": _("Account number"), "contact": _("Contact person"),
                  "phone": _("Contact telephone"), "email": _("Contact e-mail")}  # fmt: skip
        values = {
            name: columns[place % 3].text_input(label, key=f"pay_to.{name}", max_chars=120).strip()
            for place, (name, label) in enumerate(labels.items())
        }
        name = identity.who(frame, key="pay_to")
        sent = st.form_submit_button(_("Keep in the policy"), type="primary")
    if sent and not (values["payee"] and values["account"]):
        widgets.strip(_("Account holder and account number are needed."), "bad")
    elif sent:
        policy = replace(frame.policy, papers=replace(frame.policy.papers, **values), version=frame.policy.version + 1)
        why = _("Account to pay to for statements")
        cash_acts.act(
            frame, "statements.pay_to", name, _("The account to pay to is in the policy now."),
            lambda target, mark: [target.save_policy(policy_file.dump(policy, frame.lang), who=name, why=why, token=mark)],
        )  # fmt: skip
    return False


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
        template = own_template(frame) if form == "docx" else None
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


def setting_name(frame: Frame) -> str:
    """Where the user's template of a language is remembered."""
    return f"statement_template.{frame.lang}"


def own_template(frame: Frame) -> bytes | None:
    """The template that the user put in place of ours, if any."""
    kept = attachment(frame.ledger.settings().get(setting_name(frame)))
    return frame.ledger.file(kept.sha256) if kept else None


def _template(frame: Frame) -> None:
    """Ours to download and change, theirs to upload, and what may stand in it."""
    _ = frame._
    kept = attachment(frame.ledger.settings().get(setting_name(frame)))
    widgets.note(_("In use: {name}").format(name=kept.name if kept else _("our own template")))
    left, right = st.columns(2, vertical_alignment="bottom")
    with left:
        widgets.download(
            _("Template in use"), lambda: own_template(frame) or statement_template.own(frame.lang), _("Statement template") + ".docx",
            mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document", key="download.template",
        )  # fmt: skip
    uploaded = right.file_uploader(_("Your own template (.docx)"), type=["docx"], key="statements.template")
    name = identity.who(frame, key="template")
    if uploaded is not None and st.button(_("Use this template"), type="primary", key="template.use"):
        _use(frame, uploaded.name, uploaded.getvalue(), name)
    if kept and st.button(_("Back to our own template"), key="template.back"):
        _remember(frame, "", name, _("Our own template is in use again."))
    widgets.words([("{{ " + placeholder + " }}", frame.say(meaning)) for placeholder, meaning in statement_template.PLACEHOLDERS.items()])


def _use(frame: Frame, file_name: str, content: bytes, name: str) -> None:
    try:
        statement_template.check(content, file_name)
        reference = source.to_write(frame.shelf).put_file(content, file_name).reference
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    _remember(frame, reference, name, frame._("{file} is the template now.").format(file=file_name))


def _remember(frame: Frame, reference: str, name: str, words: str) -> None:
    summary = say("Changed the template of statements")
    cash_acts.act(
        frame, "statements.template", name, words,
        lambda target, mark: [target.save_setting(setting_name(frame), reference, who=name, summary=summary)],
    )  # fmt: skip
