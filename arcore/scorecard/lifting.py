"""What would lift a customer's grade: the points that are missing, and the steps nearest at hand, in sentences."""

from __future__ import annotations

from fractions import Fraction

from arcore.messages import Message, say
from arcore.policy_sections import scores
from arcore.policy_sections.scores import ScoreRules
from arcore.scorecard.card import Card, Line, Row, edge_text, points_text
from arcore.scorecard.factors import POINT, scales, weighted
from arcore.scorecard.grading import LADDER
from arcore.wording import amount

WITHIN_REACH = frozenset({"on_time", "days_late", "overdue", "oldest", "trend", "utilization", "promises"})
"""Factors that paying or deciding can move; the length of a relation only time can."""


def lifts(row: Row, scorecard: Card, rules: ScoreRules) -> tuple[Message, ...]:
    """What would lift the grade, first what caps it, then how many points are missing and where they can be won."""
    grade = scorecard.grade
    if grade in ("A", "P"):
        return (say("Nothing: this is the best grade."),) if grade == "A" else ()
    caps = _caps(row, rules)
    if grade == "N":
        return (say("Time and {count} settled invoices in 12 months; until then the limit starts low.", count=rules.thin_invoices),)
    target = LADDER[LADDER.index(grade) + 1]
    margin = rules.hysteresis if row["previous"] is not None else 0
    missing = (scores.of(rules.grade_from, target) + margin) * POINT - scorecard.score
    if missing <= 0:
        return (*caps, *(() if caps else (say("The points are there for {grade}: the next review may lift it.", grade=target),)))
    needed = say("{points} points are missing to grade {grade}.", points=points_text(missing), grade=target)
    steps = sorted((_step(line, row, rules) for line in scorecard.lines), key=lambda step: -step[0])
    return (*caps, needed, *(message for gain, message in steps if gain))


def _caps(row: Row, rules: ScoreRules) -> list[Message]:
    caps: list[Message] = []
    if row["has_old_item"] or row["has_very_old_item"]:
        caps.append(
            say(
                "Collect (or settle the dispute of) what is overdue by more than {days} days, {amount} and more: it caps the grade.",
                days=rules.old_item_days,
                amount=amount(int(row["old_item"]), str(row["currency"])),
            )
        )
    if row["has_grave_event"] or row["has_dishonored_bill"] or row["broke_promises"]:
        caps.append(say("What is on record against the customer must be resolved or grow old first."))
    return caps


def _step(line: Line, row: Row, rules: ScoreRules) -> tuple[int, Message]:
    """The points that the next better step of a factor gives, and what it takes; no points where nothing is at hand."""
    nothing = (0, line.title)
    if line.name not in WITHIN_REACH or not line.lost or line.value is None:
        return nothing
    ((steps, at_least),) = scales(line.name, rules)
    better = [(edge, int(weighted(worth, line.name, rules))) for edge, worth in steps]
    edge, worth = min(((e, w) for e, w in better if w > line.points), key=lambda step: step[1])
    gain = worth - line.points
    if line.name == "overdue":
        return gain, say(
            "Collecting {amount} of the overdue items brings the overdue share to {edge}: {gain} more points.",
            amount=amount(to_collect(int(row["open"]), int(row["overdue"]), edge), str(row["currency"])),
            edge=edge_text(line.name, edge),
            gain=points_text(gain),
        )
    told = {"factor": line.title, "value": line.shown, "edge": edge_text(line.name, edge), "gain": points_text(gain)}
    if at_least:
        return gain, say("{factor} up from {value} to {edge} or more: {gain} more points.", **told)
    return gain, say("{factor} down from {value} to {edge} or less: {gain} more points.", **told)


def to_collect(open_: int, overdue: int, percent: int) -> int:
    """How much of the overdue items must come in for them to be `percent` of what is then open (minor units, rounded up).

    >>> to_collect(100_00, 20_00, 10)
    1112
    """
    if percent >= 100:
        return 0
    share = Fraction(percent, 100)
    return max(0, -((-(overdue - share * open_) / (1 - share)) // 1))
