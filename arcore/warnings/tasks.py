"""A warning becomes a task with department, owner and date, and a task is closed with what was done: rows of the register of tasks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from arcore.i18n import Language
from arcore.warnings.model import RESPONSES, RULES, RiskWarning

Row = Mapping[str, object]


def task_for(warning: RiskWarning, *, owner: str, today: dt.date, due: dt.date, lang: Language, responses: tuple[str, ...] = ()) -> Row:
    """The row of the register of tasks that takes a warning up; its title is the warning's own sentence."""
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
    }


def closing(outcome: str, today: dt.date) -> Row:
    """What a task's row becomes when it is closed with what was done."""
    return {"state": "done", "outcome": outcome, "closed_on": today.isoformat()}
