"""How customers are graded: the factors' points and weights, the grades' edges, and what each grade means (domain rules §5.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from arcore.messages import Message, say
from arcore.policy_kinds import Kind, Numbers, Setting, Steps

if TYPE_CHECKING:
    from arcore.policy import Policy

TITLE = say("Credit scores and grades")
WHOLE = 100
"""What the weights add up to: the most a customer can score."""

FACTORS: tuple[tuple[str, Message], ...] = (
    ("on_time", say("Paid on time")),
    ("days_late", say("Average days late")),
    ("overdue", say("Overdue now")),
    ("oldest", say("Oldest overdue item")),
    ("trend", say("Trend of days late")),
    ("utilization", say("Use of the limit")),
    ("tenure", say("Length of the relation")),
    ("promises", say("Promises and disputes")),
    ("stability", say("Steadiness of sales")),
)
GRADES: tuple[tuple[str, Message], ...] = tuple((grade, say("{value}", value=grade)) for grade in ("A", "B", "C", "N", "D"))
EDGES = tuple((grade, words) for grade, words in GRADES if grade in ("A", "B", "C"))
WITHOUT = tuple((name, words) for name, words in FACTORS if name in ("trend", "utilization", "promises", "stability"))
TONES: tuple[tuple[str, Message], ...] = (("gentle", say("gentle")), ("formal", say("formal")), ("stern", say("stern")))


@dataclass(frozen=True)
class ScoreRules:
    """Points are whole; shares and ratios are percentages; scales stand best first, what reaches no edge scores 0.

    `without`: points where a factor cannot be known. `manual_percent`: the weight of a manual assessment where there is one.
    Grades: A, B, C, D by points, N for too little history, treated as C unless said otherwise.
    """

    weights: Numbers = (
        *(("on_time", 20), ("days_late", 15), ("overdue", 20), ("oldest", 10), ("trend", 10)),
        *(("utilization", 10), ("tenure", 5), ("promises", 5), ("stability", 5)),
    )
    on_time: Steps = ((98, 20), (95, 18), (90, 15), (80, 11), (65, 6), (50, 3))
    days_late: Steps = ((0, 15), (5, 13), (10, 11), (20, 8), (30, 5), (60, 2))
    overdue: Steps = ((0, 20), (5, 17), (10, 14), (20, 10), (40, 5))
    oldest: Steps = ((0, 10), (15, 8), (30, 6), (60, 3), (90, 1))
    trend: Steps = ((-5, 10), (5, 8), (15, 4))
    utilization: Steps = ((60, 10), (80, 8), (100, 5), (120, 2))
    tenure: Steps = ((36, 5), (24, 4), (12, 3), (6, 2))
    promises: Steps = ((90, 5), (70, 4), (50, 2))
    stability_low: Steps = ((70, 5), (50, 3))
    stability_high: Steps = ((130, 5), (160, 3))
    without: Numbers = (("trend", 6), ("utilization", 5), ("promises", 3), ("stability", 2))
    manual_percent: int = 30
    grade_from: Numbers = (("A", 85), ("B", 70), ("C", 50))
    hysteresis: int = 2
    thin_invoices: int = 3
    thin_months: int = 3
    old_item_days: int = 90
    very_old_item_days: int = 180
    material_amount: int = 1_000_000
    material_percent: int = 5
    dishonoured_months: int = 12
    broken_promises: int = 2
    broken_days: int = 90
    review_months: Numbers = (("A", 12), ("B", 6), ("C", 3), ("N", 3), ("D", 3))
    limit_percent: Numbers = (("A", 120), ("B", 100), ("C", 60), ("N", 30), ("D", 0))
    terms_days: Numbers = (("A", 60), ("B", 45), ("C", 30), ("N", 15), ("D", 0))
    prepayment_percent: Numbers = (("A", 0), ("B", 0), ("C", 30), ("N", 30), ("D", 100))
    release_percent: Numbers = (("A", 110), ("B", 100), ("C", 80), ("N", 80), ("D", 0))
    tone: tuple[tuple[str, str], ...] = (("A", "gentle"), ("B", "gentle"), ("C", "formal"), ("N", "formal"), ("D", "stern"))


def of(table: Numbers, key: str) -> int:
    """The number a table gives `key`.

    >>> of(ScoreRules().review_months, "B")
    6
    """
    return dict(table)[key]


def contradictions(policy: Policy) -> list[tuple[str, Message]]:
    """What the settings say against each other: weights that do not make a hundred, edges of grades out of order."""
    rules, wrong = policy.scores, []
    total = sum(weight for _, weight in rules.weights)
    if total != WHOLE:
        key = "scores.weights"
        wrong.append((key, say("The weights in “{key}” must add up to {whole}, not {total}.", key=key, whole=WHOLE, total=total)))
    if not of(rules.grade_from, "A") > of(rules.grade_from, "B") > of(rules.grade_from, "C"):
        key = "scores.grade_from"
        wrong.append((key, say("In “{key}” A must start above B, and B above C.", key=key)))
    return wrong


def _scale(name: str, kind: Kind, words: Message, note: Message, low: int, high: int) -> Setting:
    return Setting("scores", name, kind, words, note, low, high, says=lambda steps: say("{steps}; else 0.", steps=steps))


def _number(name: str, words: Message, note: Message, low: int, high: int, says: Callable[[Message], Message]) -> Setting:
    return Setting("scores", name, Kind.WHOLE, words, note, low, high, says=says)


def _by_grade(name: str, words: Message, note: Message, high: int, says: Callable[[Message], Message]) -> Setting:
    return Setting("scores", name, Kind.TABLE, words, note, 0, high, keys=GRADES, says=says)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "scores", "weights", Kind.TABLE, say("Weights"), say("The most points of each factor; together 100."), 0, WHOLE, keys=FACTORS,
        says=lambda value: say("The most points of each factor: {value}.", value=value),
    ),
    _scale(
        "on_time", Kind.AT_LEAST, say("Points: paid on time"),
        say("Percent of the money settled in 12 months that came in time."), 0, 100,
    ),
    _scale(
        "days_late", Kind.AT_MOST, say("Points: days late"),
        say("Average days late of 12 months' payments, weighted by amount."), 0, 3660,
    ),
    _scale("overdue", Kind.AT_MOST, say("Points: overdue now"), say("Percent of the open balance that is overdue."), 0, 100),
    _scale("oldest", Kind.AT_MOST, say("Points: oldest overdue item"), say("Days past due of the oldest overdue item."), 0, 3660),
    _scale(
        "trend", Kind.AT_MOST, say("Points: trend"),
        say("Average days late of the last 3 months less that of the 9 before."), -3660, 3660,
    ),
    _scale("utilization", Kind.AT_MOST, say("Points: use of the limit"), say("Exposure in percent of the limit."), 0, 1000),
    _scale("tenure", Kind.AT_LEAST, say("Points: length of the relation"), say("Whole months since the first invoice."), 0, 600),
    _scale(
        "promises", Kind.AT_LEAST, say("Points: promises and disputes"),
        say("Percent of promises kept, less the percent of invoices disputed without reason."), -100, 100,
    ),
    _scale(
        "stability_low", Kind.AT_LEAST, say("Points: sales not falling"),
        say("Monthly sales of the last 3 months in percent of the 9 before; the lower of this scale and the next counts."), 0, 1000,
    ),
    _scale("stability_high", Kind.AT_MOST, say("Points: sales not jumping"), say("The same percentage, against a sudden rise."), 0, 1000),
    Setting(
        "scores", "without", Kind.TABLE, say("Points where nothing is known"),
        say("What a factor scores that cannot be computed."), 0, WHOLE,
        keys=WITHOUT, says=lambda value: say("A factor that cannot be computed scores: {value}.", value=value),
    ),
    _number(
        "manual_percent", say("Weight of the manual assessment"), say("In percent, where somebody has assessed the customer by hand."),
        0, 100, lambda value: say("A manual assessment weighs {value}%, the computed score the rest.", value=value),
    ),
    Setting(
        "scores", "grade_from", Kind.TABLE, say("Grades from"), say("From how many points on a grade is given; below C it is D."), 0, WHOLE,
        keys=EDGES, says=lambda value: say("Grades from how many points on: {value}; below C it is D.", value=value),
    ),
    _number(
        "hysteresis", say("Points to change a grade"), say("So many points beyond the edge before a grade changes, against flapping."),
        0, 20, lambda value: say("A grade changes only {value} points beyond its edge; it rises by one at most per review.", value=value),
    ),
    _number(
        "thin_invoices", say("Too few invoices"), say("With fewer settled invoices in 12 months a customer is graded N."),
        0, 1000, lambda value: say("With fewer than {value} settled invoices in 12 months a customer is graded N.", value=value),
    ),
    _number(
        "thin_months", say("Too short a history"), say("In the first months of a relation a customer is graded N."),
        0, 120, lambda value: say("In the first {value} months of a relation a customer is graded N.", value=value),
    ),
    _number(
        "old_item_days", say("Old item: at most C"),
        say("An undisputed material item overdue by more days than these caps the grade at C."),
        0, 3660, lambda value: say("An undisputed material item overdue by more than {value} days caps the grade at C.", value=value),
    ),
    _number(
        "very_old_item_days", say("Very old item: D"),
        say("An undisputed material item overdue by more days than these makes the grade D."),
        0, 3660, lambda value: say("An undisputed material item overdue by more than {value} days makes the grade D.", value=value),
    ),
    Setting(
        "scores", "material_amount", Kind.MONEY, say("Material item: amount"), say("An item is material above this amount."), 0, 10**11,
        says=lambda value: say("An item is material above {value} and above the share below.", value=value),
    ),
    _number(
        "material_percent", say("Material item: share"), say("And above this percentage of the customer's exposure."),
        0, 100, lambda value: say("A material item is also above {value}% of the customer's exposure.", value=value),
    ),
    _number(
        "dishonoured_months", say("Dishonored bill: D"), say("So many months after a bill was dishonored the grade is D."),
        0, 120, lambda value: say("A bill dishonored within {value} months makes the grade D.", value=value),
    ),
    _number(
        "broken_promises", say("Broken promises: D"), say("So many broken promises within the days below make the grade D."),
        1, 100, lambda value: say("{value} broken promises within the days below make the grade D.", value=value),
    ),
    _number(
        "broken_days", say("Broken promises: days"), say("Over how many days broken promises are counted."),
        1, 3660, lambda value: say("Broken promises are counted over {value} days.", value=value),
    ),
    _by_grade(
        "review_months", say("Reviews"), say("Months until a customer of each grade is reviewed again."),
        120, lambda value: say("Months until the next review: {value}.", value=value),
    ),
    _by_grade(
        "limit_percent", say("Limit by grade"), say("Percent of average sales over the credit period that a limit may cover."),
        500, lambda value: say("Limit in percent of average sales over the credit period: {value}.", value=value),
    ),
    _by_grade(
        "terms_days", say("Terms by grade"), say("The longest credit period of each grade, in days."),
        365, lambda value: say("Longest credit period in days: {value}.", value=value),
    ),
    _by_grade(
        "prepayment_percent", say("Prepayment by grade"), say("Percent of an order to be paid before delivery."),
        100, lambda value: say("Percent to be paid before delivery: {value}.", value=value),
    ),
    _by_grade(
        "release_percent", say("Release by grade"), say("Up to which percentage of the limit an order is released without approval."),
        200, lambda value: say("Orders are released up to this percentage of the limit: {value}.", value=value),
    ),
    Setting(
        "scores", "tone", Kind.TABLE, say("Tone of reminders by grade"), say("How reminders are worded."), choices=TONES, keys=GRADES,
        says=lambda value: say("Tone of reminders: {value}.", value=value),
    ),
)  # fmt: skip
