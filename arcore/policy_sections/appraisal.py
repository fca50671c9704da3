"""How salespeople and collectors are appraised: weights, marks for all and for no points, the bonus by score (capabilities 114–116)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from arcore.messages import Message, say
from arcore.policy_kinds import Kind, Numbers, Setting

if TYPE_CHECKING:
    from arcore.policy import Policy

TITLE = say("Appraisal")
WHOLE = 100
"""What the weights of one role add up to, and the points of a full mark."""

MEASURES: tuple[tuple[str, Message], ...] = (
    ("dso", say("DSO")),
    ("bad_debt_rate", say("Bad-debt rate")),
    ("collection", say("Collection or recovery")),
    ("plan_completion", say("Collection plan completed")),
    ("promise_rate", say("Promises kept")),
)
COLLECTED_BY: tuple[tuple[str, Message], ...] = (
    ("collection_of_due", say("receipts ÷ amounts that fell due")),
    ("collection_rate", say("receipts ÷ (opening balance + sales)")),
)


@dataclass(frozen=True)
class AppraisalRules:
    """Weights are whole and add up to 100. Of each measure the value that gives all points and the one that gives none: days, or
    shares of one; in between points grow evenly. `recovery`: what `collection` is for collectors.

    `bonus_percents` has one entry more than `bonus_scores`: below the first score the first, from the last on the last.
    """

    collected_by: Literal["collection_of_due", "collection_rate"] = "collection_of_due"
    sales_weights: Numbers = (("dso", 25), ("bad_debt_rate", 15), ("collection", 30), ("plan_completion", 20), ("promise_rate", 10))
    collector_weights: Numbers = (("dso", 10), ("bad_debt_rate", 10), ("collection", 40), ("plan_completion", 15), ("promise_rate", 25))
    dso_full: int = 40
    dso_zero: int = 90
    bad_debt_full: float = 0.0
    bad_debt_zero: float = 0.01
    collection_full: float = 1.0
    collection_zero: float = 0.7
    recovery_full: float = 0.9
    recovery_zero: float = 0.3
    plan_full: float = 1.0
    plan_zero: float = 0.7
    promise_full: float = 0.9
    promise_zero: float = 0.4
    bonus_scores: tuple[int, ...] = (60, 70, 80, 90)
    bonus_percents: tuple[float, ...] = (50.0, 80.0, 90.0, 100.0, 120.0)


MARKS = ("dso", "bad_debt", "collection", "recovery", "plan", "promise")
"""The first words of the settings of marks."""


def contradictions(policy: Policy) -> list[tuple[str, Message]]:
    """What the settings say against each other."""
    rules, wrong = policy.appraisal, []
    for name in ("sales_weights", "collector_weights"):
        total = sum(weight for _, weight in getattr(rules, name))
        if total != WHOLE:
            key = f"appraisal.{name}"
            wrong.append((key, say("The weights in “{key}” must add up to {whole}, not {total}.", key=key, whole=WHOLE, total=total)))
    for name in MARKS:
        full, zero = getattr(rules, f"{name}_full"), getattr(rules, f"{name}_zero")
        if not (full < zero if name in ("dso", "bad_debt") else full > zero):
            key = f"appraisal.{name}_zero"
            wrong.append((key, say("“{key}” must be worse than “{full}”.", key=key, full=f"appraisal.{name}_full")))
    if len(rules.bonus_percents) != len(rules.bonus_scores) + 1:
        key = "appraisal.bonus_percents"
        words = {"key": key, "scores": "appraisal.bonus_scores"}
        wrong.append((key, say("“{key}” needs one percentage more than “{scores}” has scores: the first holds below the lowest.", **words)))
    return wrong


def _weights(name: str, words: Message) -> Setting:
    return Setting(
        "appraisal", name, Kind.TABLE, words, say("In points; together 100. A measure that counts for nothing has 0."), 0, WHOLE,
        keys=MEASURES, says=lambda value: say("Weights: {value}.", value=value),
    )  # fmt: skip


def _full(value: Message) -> Message:
    return say("All points at {value} or better.", value=value)


def _zero(value: Message) -> Message:
    return say("No points at {value} or worse.", value=value)


def _note(name: str) -> Message:
    full = say("The value that earns all points; between it and the value for none, points grow evenly.")
    return full if name.endswith("_full") else say("The value that earns no points.")


def _share(name: str, words: Message, high: int, says: Callable[[Message], Message]) -> Setting:
    return Setting("appraisal", name, Kind.SHARE, words, _note(name), 0, high, says=says)


def _days(name: str, words: Message, says: Callable[[Message], Message]) -> Setting:
    return Setting("appraisal", name, Kind.WHOLE, words, _note(name), 0, 3660, says=says)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "appraisal", "collected_by", Kind.CHOICE, say("Collection of salespeople"),
        say("What a salesperson's collection rate divides. A collector's is what came of what was overdue."),
        choices=COLLECTED_BY, says=lambda value: say("A salesperson's collection rate is {value}.", value=value),
    ),
    _weights("sales_weights", say("Weights for salespeople")),
    _weights("collector_weights", say("Weights for collectors")),
    _days("dso_full", say("DSO: all points"), lambda v: say("All points at {value} days or fewer.", value=v)),
    _days("dso_zero", say("DSO: no points"), lambda v: say("No points at {value} days or more.", value=v)),
    _share("bad_debt_full", say("Bad-debt rate: all points"), 1, _full),
    _share("bad_debt_zero", say("Bad-debt rate: no points"), 1, _zero),
    _share("collection_full", say("Collection of salespeople: all points"), 10, _full),
    _share("collection_zero", say("Collection of salespeople: no points"), 10, _zero),
    _share("recovery_full", say("Recovery of overdue items: all points"), 10, _full),
    _share("recovery_zero", say("Recovery of overdue items: no points"), 10, _zero),
    _share("plan_full", say("Collection plan: all points"), 10, _full),
    _share("plan_zero", say("Collection plan: no points"), 10, _zero),
    _share("promise_full", say("Promises kept: all points"), 1, _full),
    _share("promise_zero", say("Promises kept: no points"), 1, _zero),
    Setting(
        "appraisal", "bonus_scores", Kind.EDGES, say("Bonus from which score"), say("The scores from which the next percentage holds."),
        0, WHOLE, says=lambda value: say("The bonus steps up at {value} points.", value=value),
    ),
    Setting(
        "appraisal", "bonus_percents", Kind.PERCENTS, say("Bonus coefficient"),
        say("Percent of the commission by score, one more than there are scores: the first holds below the lowest."),
        0, 1000, says=lambda value: say("From the lowest score up, {value} of the commission is paid.", value=value),
    ),
)  # fmt: skip
