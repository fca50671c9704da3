"""Warnings before the damage: rules over the books at a date, each with what to do, until somebody has done it."""

from arcore.warnings.model import RESPONSES, RULES, Response, RiskWarning, Rule, Severity
from arcore.warnings.raised import Raised, raised
from arcore.warnings.responses import changes_for
from arcore.warnings.rules import warnings_of
from arcore.warnings.situation import Situation, situation
from arcore.warnings.tasks import closing, task_for

__all__ = [
    "RESPONSES",
    "RULES",
    "Raised",
    "Response",
    "RiskWarning",
    "Rule",
    "Severity",
    "Situation",
    "changes_for",
    "closing",
    "raised",
    "situation",
    "task_for",
    "warnings_of",
]
