"""Sections of the policy that live in a module of their own: a frozen dataclass of rules, its title and its settings.

A section `scores` is a module here with a dataclass, a `TITLE` and `SETTINGS`; `policy.Policy` gets a field of that name and
`SECTION_TITLES` and `SECTION_SETTINGS` a line each. The template, the checks, the forms and the printed policy follow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from arcore.messages import Message
from arcore.policy_kinds import Setting
from arcore.policy_sections import (
    appraisal,
    audit,
    collecting,
    forecast,
    interest,
    legal,
    limits,
    measures,
    papers,
    provision,
    sales,
    scores,
    targets,
    training,
    warnings,
)

if TYPE_CHECKING:
    from arcore.policy import Policy

SECTION_TITLES: dict[str, Message] = {
    "collecting": collecting.TITLE,
    "targets": targets.TITLE,
    "appraisal": appraisal.TITLE,
    "scores": scores.TITLE,
    "limits": limits.TITLE,
    "sales": sales.TITLE,
    "forecast": forecast.TITLE,
    "measures": measures.TITLE,
    "interest": interest.TITLE,
    "provision": provision.TITLE,
    "warnings": warnings.TITLE,
    "papers": papers.TITLE,
    "legal": legal.TITLE,
    "training": training.TITLE,
    "audit": audit.TITLE,
}

SECTION_SETTINGS: tuple[Setting, ...] = (
    *collecting.SETTINGS,
    *targets.SETTINGS,
    *appraisal.SETTINGS,
    *scores.SETTINGS,
    *limits.SETTINGS,
    *sales.SETTINGS,
    *forecast.SETTINGS,
    *measures.SETTINGS,
    *interest.SETTINGS,
    *provision.SETTINGS,
    *warnings.SETTINGS,
    *papers.SETTINGS,
    *legal.SETTINGS,
    *training.SETTINGS,
    *audit.SETTINGS,
)

SECTION_CHECKS: tuple[Callable[[Policy], list[tuple[str, Message]]], ...] = (
    scores.contradictions,
    legal.contradictions,
    appraisal.contradictions,
)
"""What settings of a section may say against each other: the setting's path and a sentence."""
