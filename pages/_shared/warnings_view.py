"""The lists of the warnings page: what waits, tasks in work and closed, measures taken, the rules; and the workbook of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from arcore import warnings
from arcore.documents import warnings_workbook
from arcore.warnings import RULES, SEVERITY_LABELS, RiskWarning
from pages._shared import downloads, session, tables, task_close, warned, warning_acts, widgets
from pages._shared.frame import Frame
from pages._shared.tables import Shown
from pages._shared.widgets import Door

TOP = 3


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
            warning_acts.deal(frame, one)


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


def top(frame: Frame) -> None:
    """The most urgent warnings nobody has taken up, for the overview."""
    _ = frame._
    waiting = warned.raised(frame).new
    if not waiting:
        return
    st.subheader(_("Warnings ({count})").format(count=len(waiting)), anchor=False)
    for warning in waiting[:TOP]:
        widgets.note(warning_acts.line(frame, warning))
    widgets.door(Door("warnings", _("All warnings and tasks")), key="warnings")


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
            task_close.form(frame, row, _("Close the task"), key="warning.close")


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


def measures(frame: Frame) -> None:
    """What was changed in customers' records in answer to warnings, who approved it, and how the customer stands now."""
    _ = frame._
    rows = warnings.measures_taken(warned.tasks(frame), frame.books.customers, frame.as_of)
    if not len(rows):
        widgets.empty(
            _("No measures taken yet"),
            _("Select a warning, choose a response such as “Stop shipments” and press “Do it now”: it stands here with who approved it."),
        )
        return
    columns = [
        Shown("created_on", _("Date"), "date"),
        Shown("customer_name", _("Customer"), width=190),
        Shown("measure", _("Measure taken"), width=190),
        Shown("approved_by", _("Approver")),
        Shown("status_now", _("Status now")),
        Shown("owner", _("Owner")),
        Shown("title", _("Task"), width="large"),
    ]
    widgets.note(_("“Status now” is the customer's own: the order check of the credit page goes by it."))
    tables.grid(frame, rows, columns, key="warning.measures")


def rules(frame: Frame) -> None:
    """Every rule: on or off, from where on it warns, what it found, what it recommends."""
    _ = frame._
    columns = [
        Shown("rule", _("Warning rule")),
        Shown("state", _("State"), width="small"),
        Shown("threshold", _("Threshold"), width=420),
        Shown("count", _("Warnings found"), "integer", width="small"),
        Shown("advice", _("Recommended"), width=200),
        Shown("department", _("Department"), width="small"),
    ]
    widgets.note(_("“Warnings found” counts all that the rule finds, taken up or not."))
    tables.grid(frame, _rule_rows(frame), columns, key="warning.rules", height=640)
    widgets.door(Door("policy", _("Change rules and thresholds"), {"part": "form", "section": "warnings"}), key="rules")


def _rule_rows(frame: Frame) -> pd.DataFrame:
    return warnings.rule_rows(warned.found(frame), frame.policy, frame.lang, warned.silent(frame))


def silent_rules(frame: Frame) -> None:
    """Which rules have nothing to go by yet, so that nobody takes silence for safety."""
    _ = frame._
    names = [frame.say(RULES[rule].title) for rule in warned.silent(frame)]
    if names:
        widgets.note(_("Silent because nothing is kept yet that they go by: {rules}.").format(rules=frame.listed(names)))


def workbook(frame: Frame) -> None:
    """Everything on the page as a workbook: warnings with what is done about them, rules, tasks."""
    _ = frame._

    def make() -> bytes:
        tasks, customers = warned.tasks(frame), frame.books.customers
        shown = warnings_workbook.Sheets(
            warnings=warnings.dealt_rows(warned.found(frame), warned.raised(frame), tasks, frame.as_of, frame.lang),
            rules=_rule_rows(frame),
            open_tasks=warnings.task_rows(tasks, customers, frame.as_of, open_=True),
            closed_tasks=warnings.task_rows(tasks, customers, frame.as_of, open_=False),
        )
        stamp = downloads.stamp(frame, frame.unit)
        return warnings_workbook.build(shown, stamp)

    widgets.download(_("Warnings workbook"), make, _("Warnings") + f" {frame.as_of}.xlsx", primary=True, key="download.warnings")
