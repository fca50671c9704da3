"""A warning becomes a task with department, owner and date, and a task is closed with what was done: rows of the register of tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd

from arcore.i18n import Language
from arcore.messages import Message
from arcore.registers.work import TASKS
from arcore.warnings.model import RESPONSES, RULES, RiskWarning

Row = Mapping[str, str]


def task_for(
    warning: RiskWarning,
    *,
    owner: str,
    today: dt.date,
    due: dt.date,
    lang: Language,
    responses: tuple[str, ...] = (),
    measure: Message | None = None,
    approved_by: str = "",
) -> Row:
    """The row of the register of tasks that takes a warning up; its title is the warning's own sentence.

    `measure`: what was changed in the customer's record at once, and by whose approval.
    """
    done = {"measure": measure.text(lang), "approved_by": approved_by} if measure is not None else {}
    advice = [RESPONSES[name].title.text(lang) for name in responses or warning.responses]
    name = warning.customer_name or ""
    title = RULES[warning.rule].title.text(lang)
    colon, stop = ("：", "；") if lang == "zh" else (": ", "; ")
    subject = f"{title} · {name}" if name else title
    return {
        "title": f"{subject}{colon}{warning.message.text(lang)}",
        "department": RULES[warning.rule].department,
        "owner": owner,
        "created_on": today.isoformat(),
        "due_on": due.isoformat(),
        "origin": "warning",
        "origin_ref": warning.ref,
        "state": "open",
        "advice": stop.join(advice),
        **done,
    }


def closed_task(task: Mapping[str, Any], outcome: str, today: dt.date, state: Literal["done", "dropped"] = "done") -> Row:
    """A task's row as it is once closed with what was done; `task` is its row of the register, whose blank fields are left out."""
    kept = {name: task[name] for name in TASKS.names if pd.notna(task.get(name))}
    as_text = {name: value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value) for name, value in kept.items()}
    return {**as_text, "state": state, "outcome": outcome, "closed_on": max(today.isoformat(), as_text["created_on"])}
