"""Warnings and their tasks as tables, and the sentence that says how things stand."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from arcore.i18n import Language
from arcore.messages import Message, say
from arcore.policy import Policy
from arcore.registers.declare import DEPARTMENT_NAMES
from arcore.warnings.model import RESPONSES, RULES, SEVERITY_LABELS, RiskWarning, Severity
from arcore.warnings.raised import OPEN_STATES, Raised, tasks_at
from arcore.warnings.thresholds import threshold


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


STATES: dict[str, Message] = {"new": say("Waiting"), "task": say("Task in work"), "closed": say("Closed lately")}
"""What is being done about a warning."""


def dealt_rows(found: Sequence[RiskWarning], dealt: Raised, tasks: pd.DataFrame | None, as_of: dt.date, lang: Language) -> pd.DataFrame:
    """`warning_rows` of all that the rules find, with what is done about each: state (words), task, owner, due_on, measure,
    approved_by, outcome; blank while nobody has taken it up."""
    rows = warning_rows(found, lang)
    open_ = {warning.ref: key for warning, key in dealt.taken_up}
    known = pd.DataFrame() if tasks is None else tasks_at(tasks, as_of).sort_values(["closed_on", "row_key"])
    by_key: dict[Any, Any] = {int(row["row_key"]): row for row in known.to_dict("records")}
    last: dict[Any, Any] = {row["origin_ref"]: row for row in known.to_dict("records") if pd.notna(row["closed_on"])}
    quiet = {warning.ref for warning in dealt.quiet}
    mine = [by_key[open_[ref]] if ref in open_ else last[ref] if ref in quiet else {} for ref in rows["ref"]]
    rows["state"] = [STATES["task" if ref in open_ else "closed" if ref in quiet else "new"].text(lang) for ref in rows["ref"]]
    for name, column in (("title", "task"), *((each, each) for each in ("owner", "due_on", "measure", "approved_by", "outcome"))):
        rows[column] = pd.Series([task.get(name) for task in mine], dtype="datetime64[us]" if name == "due_on" else "object")
    return rows


def task_rows(tasks: pd.DataFrame | None, customers: pd.DataFrame, as_of: dt.date, *, open_: bool) -> pd.DataFrame:
    """The tasks that came from warnings, open or closed, by date: the register's columns, customer_id, customer_name, days_left."""
    if tasks is None or not len(tasks):
        return pd.DataFrame()
    known_then = tasks_at(tasks, as_of)
    rows = _named(known_then[known_then["state"].isin(OPEN_STATES) == open_], customers, "customer_id", "customer_name")
    rows["days_left"] = (rows["due_on"] - pd.Timestamp(as_of)).dt.days
    order = ["due_on", "row_key"] if open_ else ["closed_on", "row_key"]
    return rows.sort_values(order, ascending=[open_, True]).reset_index(drop=True)


def measures_taken(tasks: pd.DataFrame | None, customers: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """The tasks whose warning was answered at once with a change of the customer, the latest first; `status_now` is the customer's."""
    if tasks is None or not len(tasks):
        return pd.DataFrame()
    known_then = tasks_at(tasks, as_of)
    now = customers.rename(columns={"status": "status_now"})
    rows = _named(known_then[known_then["measure"].notna()], now, "customer_name", "status_now")
    return rows.sort_values(["created_on", "row_key"], ascending=False).reset_index(drop=True)


def _named(tasks: pd.DataFrame, customers: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The tasks with these columns of their customers."""
    known = customers[["customer_key", *columns]].astype({"customer_key": "Int64"})
    return tasks.astype({"customer_key": "Int64"}).merge(known, on="customer_key", how="left")


def rule_rows(found: Sequence[RiskWarning], policy: Policy, lang: Language, silent: Collection[str]) -> pd.DataFrame:
    """A row per rule: name, rule, state, threshold, count (of all that it finds), advice, department. `silent`: those without data."""
    counts = Counter(one.rule for one in found)
    rows = [
        {
            "name": name,
            "rule": rule.title.text(lang),
            "state": _rule_state(name, policy, silent).text(lang),
            "threshold": threshold(name, policy).text(lang),
            "count": counts[name],
            "advice": RESPONSES[rule.responses[0]].title.text(lang),
            "department": DEPARTMENT_NAMES[rule.department].text(lang),
        }
        for name, rule in RULES.items()
    ]
    return pd.DataFrame(rows)


def _rule_state(name: str, policy: Policy, silent: Collection[str]) -> Message:
    if not getattr(policy.warnings, name):
        return say("Switched off")
    return say("Nothing on record yet") if name in silent else say("On")


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
