"""What the company wants to reach, by key figure; 0 means that no target is set."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from arcore.messages import Message, say
from arcore.policy_kinds import Kind, Setting

TITLE = say("Targets")


@dataclass(frozen=True)
class TargetRules:
    """Company-wide targets: days, or shares from 0 to 1; 0 is none."""

    dso_days: int = 60
    overdue_rate: float = 0.15
    bad_debt_rate: float = 0.005
    collection_rate: float = 0.95
    on_time_rate: float = 0.8
    confirmation_rate: float = 0.9


@dataclass(frozen=True)
class YearTargets(TargetRules):
    """The same with what the register of targets says of one year, by measure; those go first (see `arcore.targets`)."""

    of_year: tuple[tuple[str, Fraction], ...] = ()


def _at_most(value: Message) -> Message:
    return say("At most {value}.", value=value)


def _at_least(value: Message) -> Message:
    return say("At least {value}.", value=value)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "targets",
        "dso_days",
        Kind.WHOLE,
        say("DSO"),
        say("Days sales outstanding, at most; 0 sets no target."),
        0,
        3660,
        says=lambda value: say("At most {value} days.", value=value),
    ),
    Setting(
        "targets",
        "overdue_rate",
        Kind.SHARE,
        say("Overdue rate"),
        say("Overdue share of what is open, at most; 0 sets no target."),
        0,
        1,
        says=_at_most,
    ),
    Setting(
        "targets",
        "bad_debt_rate",
        Kind.SHARE,
        say("Bad-debt rate"),
        say("Write-offs by credit sales of a year, at most; 0 sets no target."),
        0,
        1,
        says=_at_most,
    ),
    Setting(
        "targets",
        "collection_rate",
        Kind.SHARE,
        say("Collection plan completed"),
        say("Collected by planned in a month, at least; 0 sets no target."),
        0,
        1,
        says=_at_least,
    ),
    Setting(
        "targets",
        "on_time_rate",
        Kind.SHARE,
        say("On-time rate"),
        say("Paid by the due date of what fell due in a month, at least; 0 sets no target."),
        0,
        1,
        says=_at_least,
    ),
    Setting(
        "targets",
        "confirmation_rate",
        Kind.SHARE,
        say("Confirmation rate"),
        say("Balances confirmed of balances sent, at least; 0 sets no target."),
        0,
        1,
        says=_at_least,
    ),
)
