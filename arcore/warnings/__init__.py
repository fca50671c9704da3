"""Warnings before the damage: rules over the books at a date, each with what to do, until somebody has done it."""

from arcore.warnings.kept import confirmations as kept_confirmations
from arcore.warnings.kept import kept, silent
from arcore.warnings.listing import count_by_severity, dealt_rows, measures_taken, rule_rows, task_rows, warning_rows, warnings_answer
from arcore.warnings.model import RESPONSES, RULES, SEVERITY_LABELS, Response, RiskWarning, Rule, Severity
from arcore.warnings.raised import Raised, raised
from arcore.warnings.responses import changes_for, measure_words
from arcore.warnings.rules import warnings_of
from arcore.warnings.situation import Situation, situation
from arcore.warnings.tasks import closed_task, task_for

__all__ = [
    "RESPONSES",
    "RULES",
    "SEVERITY_LABELS",
    "Raised",
    "Response",
    "RiskWarning",
    "Rule",
    "Severity",
    "Situation",
    "changes_for",
    "closed_task",
    "count_by_severity",
    "dealt_rows",
    "kept",
    "kept_confirmations",
    "measure_words",
    "measures_taken",
    "raised",
    "rule_rows",
    "silent",
    "situation",
    "task_for",
    "task_rows",
    "warning_rows",
    "warnings_answer",
    "warnings_of",
]
