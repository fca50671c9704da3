"""Warnings and their tasks as tables, and the sentence that says how things stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.warnings.model import RESPONSES, RULES, SEVERITY_LABELS, RiskWarning, Severity
from arcore.warnings.raised import OPEN_STATES, Raised


def warning_rows(warnings: Sequence[RiskWarning], lang: Language) -> pd.DataFrame:
    """A row per warning, in their order: ref, severity, rule, customer_id, customer, currency, amount, since, message, advice."""
    rows = [
        {
            "ref": one.ref,
            "severity": SEVERITY_LABELS[one.severity].text(lang),
            "rule": RULES[one.rule].title.text(lang),
            "customer_id": one.customer_id,
            "customer": one.customer_name,
            "currency": one.currency,
            "amount": one.amount,
            "since": pd.NaT if one.since is None else pd.Timestamp(one.since),
            "message": one.message.text(lang),
            "advice": RESPONSES[one.responses[0]].title.text(lang),
        }
        for one in warnings
    ]
    names = ["ref", "severity", "rule", "customer_id", "customer", "currency", "amount", "since", "message", "advice"]
    return pd.DataFrame(rows, columns=names)


def task_rows(tasks: pd.DataFrame | None, customers: pd.DataFrame, as_of: dt.date, *, open_: bool) -> pd.DataFrame:
    """The tasks that came from warnings, open or closed, by date: the register's columns, customer_id, customer_name, days_left."""
    if tasks is None or not len(tasks):
        return pd.DataFrame()
    mine = tasks[(tasks["origin"] == "warning") & (tasks["state"].isin(OPEN_STATES) == open_)]
    known = customers[["customer_key", "customer_id", "customer_name"]].astype({"customer_key": "Int64"})
    rows = mine.astype({"customer_key": "Int64"}).merge(known, on="customer_key", how="left")
    rows["days_left"] = (rows["due_on"] - pd.Timestamp(as_of)).dt.days
    order = ["due_on", "row_key"] if open_ else ["closed_on", "row_key"]
    return rows.sort_values(order, ascending=[open_, True]).reset_index(drop=True)


def count_by_severity(warnings: Sequence[RiskWarning]) -> dict[Severity, int]:
    """How many warnings there are of each severity."""
    return {severity: sum(one.severity is severity for one in warnings) for severity in Severity}


def warnings_answer(found: Raised, tasks: int, late_tasks: int) -> Message:
    """What is going wrong, and who does something about it?"""
    if not found.new and not tasks:
        return say("Nothing is going wrong by the rules that are on, and no task is open.")
    urgent = count_by_severity(found.new)[Severity.HIGH]
    return say(
        "{new} warnings wait for somebody to take them up, {urgent} of them urgent; {tasks} tasks are in work, {late} of them late.",
        new=len(found.new),
        urgent=urgent,
        tasks=tasks,
        late=late_tasks,
    )
