"""How firmly the ranking stands: what ten points more or less of a weight would change, and how little would swap two neighbors.

One weight moves, the others keep their proportions and share the rest of the hundred. Scores are rounded as in the appraisal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from arcore.appraisal.scoring import Appraised, ranks, weighted
from arcore.policy_sections.appraisal import WHOLE

STEP = 10
Weights = Mapping[str, Fraction]


@dataclass(frozen=True)
class Moved:
    """A weight changed to `weight`, and who then stands elsewhere: owner, rank before, rank after."""

    measure: str
    before: int
    weight: int
    ranks: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Swap:
    """Two neighbors of the ranking, and the smallest change of one weight that puts the lower one above; None when none does."""

    above: str
    below: str
    measure: str | None
    before: int
    weight: int


def moved_to(weights: Mapping[str, int], measure: str, weight: int) -> Weights | None:
    """The weights with `measure` at `weight`; None where the others weigh nothing and cannot share the rest."""
    others = WHOLE - weights[measure]
    if others == 0:
        return None
    scale = Fraction(WHOLE - weight, others)
    return {name: Fraction(weight) if name == measure else each * scale for name, each in weights.items()}


def steps(people: Sequence[Appraised], weights: Mapping[str, int]) -> tuple[Moved, ...]:
    """Each weight `STEP` points lower and higher, within 0 and 100, and who changes rank by it."""
    found = []
    for measure, before in weights.items():
        for weight in (max(0, before - STEP), min(WHOLE, before + STEP)):
            changed = moved_to(weights, measure, weight)
            if changed is None or weight == before:
                continue
            after = ranks(_scores(people, changed))
            pairs = zip(people, after, strict=True)
            others = ((each.owner, each.rank, rank) for each, rank in pairs if each.rank is not None and rank is not None)
            found.append(Moved(measure, before, weight, tuple(each for each in others if each[1] != each[2])))
    return tuple(found)


def swaps(people: Sequence[Appraised], weights: Mapping[str, int]) -> tuple[Swap, ...]:
    """Every two neighbors with different scores, in the order of the ranking; shifts are whole points, the smallest first."""
    ranked = [each for each in people if each.score is not None]
    scores = {
        (measure, weight): _scores(ranked, changed)
        for measure, before in weights.items()
        for weight in range(WHOLE + 1)
        if weight != before and (changed := moved_to(weights, measure, weight)) is not None
    }
    nearest = sorted(scores, key=lambda shift: abs(shift[1] - weights[shift[0]]))
    found = []
    for place, (above, below) in enumerate(pairwise(ranked)):
        if above.score == below.score:
            continue
        swapping = (shift for shift in nearest if _overtakes(scores[shift], place))
        measure, weight = next(swapping, (None, 0))
        found.append(Swap(above.owner, below.owner, measure, weights[measure] if measure else 0, weight))
    return tuple(found)


def _overtakes(scores: Sequence[Fraction | None], place: int) -> bool:
    """Whether the one behind `place` scores more than the one on it."""
    above, below = scores[place], scores[place + 1]
    return below is not None and (above is None or below > above)


def _scores(people: Sequence[Appraised], weights: Weights) -> list[Fraction | None]:
    return [weighted({mark.measure: mark.points for mark in each.marks}, weights) for each in people]
