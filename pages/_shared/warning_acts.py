"""What a person does about a warning: take it up, act at once with the approver, close its task with what was done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import streamlit as st

from arcore import desk, warnings
from arcore.ledger import Along, JournalEntry, Ledger, RowChange
from arcore.messages import Unusable
from arcore.warnings import RESPONSES, RULES, RiskWarning
from pages._shared import cash_acts, drill, figures_of, identity, new_terms, widgets
from pages._shared.frame import Frame


@dataclass(frozen=True)
class Taken:
    """What somebody decided about a warning; `approver` None where it only becomes a task. `documents` are due by the new terms."""

    response: str
    value: str | int | None
    owner: str
    due: dt.date
    why: str
    approver: str | None
    documents: tuple[int, ...] = ()


def deal(frame: Frame, warning: RiskWarning) -> None:
    """What can be done about one warning: a task for somebody, or a change of the customer at once, with the approver."""
    _ = frame._
    with st.container(border=True):
        widgets.answer(line(frame, warning))
        response = st.radio(
            _("Response"),
            warning.responses,
            format_func=lambda name: frame.say(RESPONSES[name].title),
            horizontal=True,
            key=f"response.{warning.ref}",
        )
        value = _value(frame, warning, response)
        documents = _documents(frame, warning, response, value)
        left, middle, right = st.columns(3)
        owner = left.text_input(_("Owner of the task"), key=f"owner.{warning.ref}", max_chars=60)
        due = middle.date_input(
            _("To be done by"),
            frame.as_of + dt.timedelta(days=frame.policy.warnings.task_days),
            format="YYYY-MM-DD",
            key=f"due.{warning.ref}",
        )
        why = right.text_input(_("Reason (kept in the journal)"), key=f"why.{warning.ref}", max_chars=200)
        name = identity.who(frame, key=f"warning.{warning.ref}")
        direct = warning.customer_key is not None and RESPONSES[response].field is not None
        approver = st.text_input(_("Approved by (you, when left blank)"), key=f"approver.{warning.ref}", max_chars=60) if direct else ""
        with st.container(horizontal=True):
            take = st.button(_("Take it up as a task"), type="primary", key=f"take.{warning.ref}")
            now = direct and st.button(_("Do it now and take it up"), key=f"now.{warning.ref}")
        if direct:
            widgets.note(
                _("“Do it now” changes the customer's record from {date} on and keeps who approved it; it can be undone.").format(
                    date=frame.as_of
                )
            )
        if (take or now) and identity.ready(frame, name, why):
            taken = Taken(response, value, owner.strip() or name, due, why.strip(), approver.strip() or name if now else None, documents)
            _act(frame, warning, taken, name)
    _behind(frame, warning)


def line(frame: Frame, warning: RiskWarning) -> str:
    """Who, which rule, and what is wrong."""
    who = warning.customer_name or frame._("The whole company")
    return frame._("{who} · {rule}: {what}").format(who=who, rule=frame.say(RULES[warning.rule].title), what=frame.say(warning.message))


def _value(frame: Frame, warning: RiskWarning, response: str) -> str | int | None:
    """What a response needs to know: new terms, a limit, a share."""
    _ = frame._
    key = f"value.{response}.{warning.ref}"
    if response == "shorten_terms":
        return st.text_input(_("New payment terms"), "30天", key=key, width=280)
    if response == "reduce_supply":
        return int(st.number_input(_("Percent still supplied"), 1, 99, 50, key=key, width=280))
    if response == "cut_limit":
        typed = st.text_input(_("New credit limit ({currency})").format(currency=warning.currency), key=key, width=280)
        return desk.amount_typed(typed, warning.currency) if typed.strip() else None
    return None


def _documents(frame: Frame, warning: RiskWarning, response: str, value: str | int | None) -> tuple[int, ...]:
    """The open documents that are to be due by the terms that a response sets; what cannot be terms is said when it is done."""
    if warning.customer_key is None or RESPONSES[response].field != "term_text":
        return ()
    try:
        terms = str(warnings.changes_for(response, value)["term_text"])
    except Unusable:
        return ()
    return new_terms.documents(frame, {warning.customer_key: terms}, key=f"terms.{warning.ref}")


def _act(frame: Frame, warning: RiskWarning, taken: Taken, who: str) -> None:
    """The task and, where asked for, the change of the customer, in one entry of the journal."""
    _ = frame._
    try:
        edits = warnings.changes_for(taken.response, taken.value) if taken.approver else {}
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    task = warnings.task_for(
        warning,
        owner=taken.owner,
        today=frame.as_of,
        due=taken.due,
        lang=frame.lang,
        responses=(taken.response,),
        measure=warnings.measure_words(taken.response, taken.value, warning.currency) if edits else None,
        approved_by=taken.approver or "",
    )
    why = _("{why} (approved by {name})").format(why=taken.why, name=taken.approver) if edits else taken.why
    change = RowChange("tasks", task, customer_key=warning.customer_key)

    def do(target: Ledger, mark: str) -> list[JournalEntry | None]:
        if not edits or warning.customer_key is None:
            return [target.change_registers([change], who=who, why=why, token=mark)]
        along = Along(frame.policy, documents=taken.documents, rows=(change,))
        changed = {warning.customer_key: edits}
        return [target.change_customers(changed, who=who, why=why, token=mark, valid_from=frame.as_of, along=along)]

    words = _("Taken up by {owner}: {what}").format(owner=taken.owner, what=frame.say(RESPONSES[taken.response].title))
    cash_acts.act(frame, f"warning.{warning.ref}", who, words, do)


def _behind(frame: Frame, warning: RiskWarning) -> None:
    at = figures_of.aged(frame, frame.as_of, "policy", frame.policy.aging.basis)
    if warning.ids:
        items = desk.with_keys(at.items, "document_key", warning.ids)
        if len(items):
            drill.documents(frame, items, key=f"behind.{warning.ref}")
    elif warning.customer_id:
        drill.customer(frame, warning.customer_id, at)
