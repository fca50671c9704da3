"""How the measures of collection count (domain rules §4.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from arcore.messages import say
from arcore.policy_kinds import Kind, Setting

TITLE = say("Measures")


@dataclass(frozen=True)
class MeasureRules:
    """`year_days`: how many days turnover days give a year."""

    year_days: Literal["365", "360"] = "365"


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "measures",
        "year_days",
        Kind.CHOICE,
        say("Days of a year"),
        say("What turnover days divide: Chinese textbooks take 360."),
        choices=(("365", say("365 days")), ("360", say("360 days"))),
        says=lambda v: say("Turnover days count a year as {value}.", value=v),
    ),
)
