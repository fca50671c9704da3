"""The parts of the warnings page: the list, taking a warning up, doing something at once, closing a task, what was done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import desk, warnings
from arcore.ledger import JournalEntry, Ledger, RowChange
from arcore.messages import Unusable
from arcore.warnings import RESPONSES, RULES, SEVERITY_LABELS, RiskWarning
from pages._shared import cash_acts, drill, figures_of, identity, session, tables, warned, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown
from pages._shared.widgets import Door

TOP = 3
GO_BY = {
    "contracts": "no_contract",
    "events": "risk_event",
    "guarantees": "guarantee",
    "evidence": "evidence_expired",
    "promises": "broken_promise",
    "confirmations": "reconciliation",
}
"""The rule that goes by each register."""


def new(frame: Frame, found: Sequence[RiskWarning]) -> None:
    """The warnings nobody has taken up; selecting one opens what can be done."""
    _ = frame._
    if not found:
        widgets.empty(_("No new warnings"), _("Every rule that is on is kept, or somebody works on what is not."))
        return
    present = list(dict.fromkeys(one.rule for one in found))
    words = {"": _("All"), **{name: frame.say(RULES[name].title) for name in present}}
    rule = session.one_of("rule", words, "")
    session.show("rule", rule)
    by_rule, by_urgency = st.columns([1, 2], vertical_alignment="bottom")
    by_rule.selectbox(_("Warning rule"), tuple(words), format_func=lambda name: words[name], **session.on_change("rule"))
    with by_urgency:
        urgency = _urgency(frame)
    rows = warnings.warning_rows([one for one in found if rule in ("", one.rule) and urgency in ("", one.severity.value)], frame.lang)
    columns = [
        Shown("severity", _("Urgency"), width="small"),
        Shown("rule", _("Warning rule")),
        Shown("customer", _("Customer"), width=190),
        Shown("amount", _("Amount"), "money"),
        Shown("currency", _("Currency"), width="small"),
        Shown("message", _("What is wrong"), width="large"),
        Shown("since", _("Since"), "date"),
        Shown("advice", _("Recommended"), width="medium"),
    ]
    widgets.note(_("{count} warnings. Select one to take it up or to act at once.").format(count=f"{len(rows):,}"))
    chosen = tables.grid(replace(frame, unit="unit"), rows, columns, key="warnings", select="ref")
    for one in found:
        if one.ref in chosen:
            _deal(frame, one)


def _urgency(frame: Frame) -> str:
    """The urgency to show, all of them when empty."""
    words = {"": frame._("All"), **{severity.value: frame.say(name) for severity, name in SEVERITY_LABELS.items()}}
    chosen = session.one_of("urgency", words, "")
    session.show("urgency", chosen)
    st.segmented_control(
        frame._("Urgency"), tuple(words), format_func=lambda name: words[name], required=True, label_visibility="collapsed",
        **session.on_change("urgency"),
    )  # fmt: skip
    return chosen


def _deal(frame: Frame, warning: RiskWarning) -> None:
    """What can be done about one warning: a task for somebody, or a change of the customer at once, with the approver."""
    _ = frame._
    with st.container(border=True):
        widgets.answer(_line(frame, warning))
        response = st.radio(
            _("Response"),
            warning.responses,
            format_func=lambda name: frame.say(RESPONSES[name].title),
            horizontal=True,
            key=f"response.{warning.ref}",
        )
        value = _value(frame, warning, response)
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
        with st.container(horizontal=True):
            take = st.button(_("Take it up as a task"), type="primary", key=f"take.{warning.ref}")
            now = direct and st.button(_("Do it now and take it up"), key=f"now.{warning.ref}")
        if direct:
            widgets.note(_("“Do it now” changes the customer's record from today on, with you as the approver; it can be undone."))
        if (take or now) and identity.ready(frame, name, why):
            _act(frame, warning, response, value if now else None, owner.strip() or name, due, name, why.strip(), at_once=bool(now))
    _behind(frame, warning)


def _line(frame: Frame, warning: RiskWarning) -> str:
    """Who, which rule, and what is wrong."""
    who = warning.customer_name or frame._("The whole company")
    return frame._("{who} · {rule}: {what}").format(who=who, rule=frame.say(RULES[warning.rule].title), what=frame.say(warning.message))


def top(frame: Frame) -> None:
    """The most urgent warnings nobody has taken up, for the overview."""
    _ = frame._
    waiting = warned.raised(frame).new
    if not waiting:
        return
    st.subheader(_("Warnings ({count})").format(count=len(waiting)), anchor=False)
    for warning in waiting[:TOP]:
        widgets.note(_line(frame, warning))
    widgets.door(Door("warnings", _("All warnings and tasks")), key="warnings")


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


def _act(
    frame: Frame,
    warning: RiskWarning,
    response: str,
    value: str | int | None,
    owner: str,
    due: dt.date,
    who: str,
    why: str,
    *,
    at_once: bool,
) -> None:
    """The task and, where asked for, the change of the customer: each an entry of the journal."""
    _ = frame._
    try:
        edits = warnings.changes_for(response, value) if at_once else {}
    except Unusable as refused:
        widgets.strip(frame.say(refused.message), "bad")
        return
    task = warnings.task_for(warning, owner=owner, today=frame.as_of, due=due, lang=frame.lang, responses=(response,))
    change = RowChange("tasks", task, customer_key=warning.customer_key)

    def do(target: Ledger, mark: str) -> list[JournalEntry | None]:
        entries: list[JournalEntry | None] = []
        if edits and warning.customer_key is not None:
            entries.append(
                target.change_customers({warning.customer_key: edits}, who=who, why=why, token=f"{mark}:customer", valid_from=frame.as_of)
            )
        return [*entries, target.change_registers([change], who=who, why=why, token=mark)]

    words = _("Taken up by {owner}: {what}").format(owner=owner, what=frame.say(RESPONSES[response].title))
    cash_acts.act(frame, f"warning.{warning.ref}", who, words, do)


def _behind(frame: Frame, warning: RiskWarning) -> None:
    at = figures_of.aged(frame, frame.as_of, "policy", frame.policy.aging.basis)
    if warning.ids:
        items = desk.with_keys(at.items, "document_key", warning.ids)
        if len(items):
            drill.documents(frame, items, key=f"behind.{warning.ref}")
    elif warning.customer_id:
        drill.customer(frame, warning.customer_id, at)


def open_tasks(frame: Frame, rows: pd.DataFrame) -> None:
    """The tasks of warnings, the earliest due first; selecting one lets it be closed with what was done."""
    _ = frame._
    if not len(rows):
        widgets.empty(_("No open tasks"), _("Take up a warning, and it stands here with its owner and date until it is done."))
        return
    columns = [
        Shown("due_on", _("Due"), "date"),
        Shown("days_left", _("Days left"), "integer", help=_("Negative: late")),
        Shown("owner", _("Owner")),
        Shown("title", _("Task"), width="large"),
        Shown("advice", _("Recommended"), width="medium"),
        Shown("created_on", _("Raised on"), "date"),
    ]
    chosen = tables.grid(frame, rows, columns, key="warning.tasks", select="row_key")
    records: list[Mapping[str, object]] = rows.to_dict("records")
    for row in records:
        if row["row_key"] in chosen:
            _close(frame, row)


def _close(frame: Frame, row: Mapping[str, object]) -> None:
    _ = frame._
    key = int(str(row["row_key"]))
    with st.container(border=True):
        widgets.answer(str(row["title"]))
        outcome = st.text_area(_("What was done about it"), key=f"outcome.{key}", max_chars=1000, height=90)
        name = identity.who(frame, key=f"task.{key}")
        if not st.button(_("Close the task"), type="primary", key=f"close.{key}"):
            return
        if not outcome.strip():
            widgets.strip(_("Say what was done: it stays with the task."))
            return
        if not identity.ready(frame, name, outcome):
            return
    values = warnings.closed_task(row, outcome.strip(), frame.as_of)
    change = RowChange("tasks", values, row_key=key, entry=int(str(row["entry"])))
    words = _("Closed: {what}").format(what=outcome.strip())
    cash_acts.act(
        frame,
        f"task.{key}",
        name,
        words,
        lambda target, mark: [target.change_registers([change], who=name, why=outcome.strip(), token=mark)],
    )


def closed_tasks(frame: Frame, rows: pd.DataFrame) -> None:
    """What was done about earlier warnings, the latest first."""
    _ = frame._
    if not len(rows):
        widgets.empty(_("Nothing closed yet"), _("Closed tasks stay here with what was done."))
        return
    columns = [
        Shown("closed_on", _("Closed on"), "date"),
        Shown("owner", _("Owner")),
        Shown("title", _("Task"), width="large"),
        Shown("outcome", _("What was done about it"), width="large"),
        Shown("recorded_by", _("Recorded by")),
    ]
    tables.grid(frame, rows, columns, key="warning.closed")


def silent_rules(frame: Frame) -> None:
    """Which rules have nothing to go by yet, so that nobody takes silence for safety."""
    _ = frame._
    kept = warned.kept(frame)
    names = [frame.say(RULES[rule].title) for register, rule in GO_BY.items() if register not in kept or not len(kept[register])]
    if frame.policy.forecast.opening_cash == 0 and frame.policy.forecast.minimum_cash == 0:
        by_cash = RULES["cash"]
        names.append(frame.say(by_cash.title))
    if names:
        widgets.note(_("Silent because nothing is kept yet that they go by: {rules}.").format(rules=frame.listed(names)))
