"""From measures to points, a weighted score, a rank and the bonus coefficient; exact, rounded to tenths, halves up.

    points = (value − zero mark) ÷ (full mark − zero mark) × 100, from 0 to 100, to a tenth
    score  = Σ weight × points ÷ Σ weight of the measures that have a value, to a tenth
A measure without a value is left out; its weight is shared among the others in proportion. Equal scores share a rank, and
the next rank is as far behind as there are people before it: 1, 2, 2, 4.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from arcore.appraisal.measuring import Measured
from arcore.metrics import Metric
from arcore.policy_sections.appraisal import WHOLE, AppraisalRules
from arcore.registers.targets import Role

MARKED = {"dso": "dso", "bad_debt_rate": "bad_debt", "plan_completion": "plan", "promise_rate": "promise"}
"""By measure the first word of its marks' settings; collection's depends on the role."""


@dataclass(frozen=True)
class Mark:
    """One measure of one person: its value against the marks; `points` None where there is no value, `share` its part of the weight."""

    measure: str
    metric: Metric
    full: Fraction
    zero: Fraction
    weight: int
    points: Fraction | None
    share: Fraction

    @property
    def counted(self) -> Fraction:
        """What it adds to the score, before the score is rounded."""
        return self.points * self.share / WHOLE if self.points is not None else Fraction(0)


@dataclass(frozen=True)
class Appraised:
    """One person: `score` None when no measure with a weight has a value; `coefficient` is a factor, 1.2 for 120 %."""

    owner: str
    marks: tuple[Mark, ...]
    score: Fraction | None
    rank: int | None
    coefficient: Fraction | None


def tenths(value: Fraction) -> Fraction:
    """To one decimal, halves up.

    >>> str(tenths(Fraction("72.25")))
    '723/10'
    """
    return Fraction((value * 10 + Fraction(1, 2)).__floor__(), 10)


def points(value: Fraction, full: Fraction, zero: Fraction) -> Fraction:
    """The points of a value between its marks; better may mean more or less.

    >>> [str(points(Fraction(days), Fraction(40), Fraction(90))) for days in (30, 65, 90)]
    ['100', '50', '0']
    """
    reached = (value - zero) / (full - zero)
    return tenths(min(Fraction(1), max(Fraction(0), reached)) * WHOLE)


def weighted(points_of: Mapping[str, Fraction | None], weights: Mapping[str, Fraction]) -> Fraction | None:
    """The score of these points; None when no measure that weighs anything has any."""
    known = [(each, weights[name]) for name, each in points_of.items() if each is not None]
    whole = sum((weight for _, weight in known), Fraction(0))
    return tenths(sum((each * weight for each, weight in known), Fraction(0)) / whole) if whole > 0 else None


def ranks(scores: Sequence[Fraction | None]) -> list[int | None]:
    """The rank of each score, the highest first; equal ones share it.

    >>> ranks([Fraction(80), Fraction(90), None, Fraction(80), Fraction(70)])
    [2, 1, None, 2, 4]
    """
    return [None if score is None else 1 + sum(other is not None and other > score for other in scores) for score in scores]


def average(scores: Iterable[Fraction | None]) -> Fraction | None:
    """The average of those who have a score; None where nobody has."""
    known = [score for score in scores if score is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def weights_of(role: Role, rules: AppraisalRules) -> dict[str, int]:
    """The weights of a role by measure."""
    return dict(rules.collector_weights if role == "collector" else rules.sales_weights)


def collection_of(role: Role, collected_by: str) -> str:
    """The name of the metric that `collection` is for a role."""
    return "recovery_rate" if role == "collector" else collected_by


def metric_of(measure: str, role: Role, rules: AppraisalRules) -> str:
    """The name of the metric that an appraisal's measure is."""
    return collection_of(role, rules.collected_by) if measure == "collection" else measure


def marks_of(measure: str, role: Role, rules: AppraisalRules) -> tuple[Fraction, Fraction]:
    """The values that give all points and none."""
    name = ("recovery" if role == "collector" else "collection") if measure == "collection" else MARKED[measure]
    full, zero = (Fraction(str(getattr(rules, f"{name}_{end}"))) for end in ("full", "zero"))
    return full, zero


def coefficient_of(score: Fraction, rules: AppraisalRules) -> Fraction:
    """The bonus coefficient of a score, as a factor."""
    return Fraction(str(rules.bonus_percents[bisect_right(rules.bonus_scores, score)])) / 100


def appraised(people: Sequence[Measured], role: Role, rules: AppraisalRules) -> tuple[Appraised, ...]:
    """Everyone with a name, best first, equal ones by name, those without a score last."""
    named = [each for each in people if each.owner]
    marked = [_marks(each, role, rules) for each in named]
    weights = {name: Fraction(weight) for name, weight in weights_of(role, rules).items()}
    scores = [weighted({mark.measure: mark.points for mark in marks}, weights) for marks in marked]
    found = [
        Appraised(each.owner, marks, score, rank, None if score is None else coefficient_of(score, rules))
        for each, marks, score, rank in zip(named, marked, scores, ranks(scores), strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (each.rank is None, each.rank or 0, each.owner)))


def _marks(person: Measured, role: Role, rules: AppraisalRules) -> tuple[Mark, ...]:
    weights = weights_of(role, rules)
    metrics = {measure: person.metrics[metric_of(measure, role, rules)] for measure in weights}
    whole = sum(weight for measure, weight in weights.items() if metrics[measure].value is not None)
    marks = []
    for measure, weight in weights.items():
        value, (full, zero) = metrics[measure].value, marks_of(measure, role, rules)
        reached = None if value is None else points(value, full, zero)
        share = Fraction(weight * WHOLE, whole) if whole and value is not None else Fraction(0)
        marks.append(Mark(measure, metrics[measure], full, zero, weight, reached, share))
    return tuple(marks)
