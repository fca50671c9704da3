"""An appraisal in words: the answer of the page, one person's points one by one, and how firmly the ranking stands."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from arcore import wording
from arcore.appraisal.kept import Then
from arcore.appraisal.periods import Period
from arcore.appraisal.scoring import Appraised, Mark, collection_of
from arcore.appraisal.sensitivity import Moved, Swap
from arcore.messages import Message, both, say
from arcore.metrics import DEFINITIONS, Shape
from arcore.metrics.words import shown
from arcore.policy_sections.appraisal import MEASURES
from arcore.registers.targets import Role

SCORE = say("Appraisal score")
ROLES: dict[Role, Message] = {"salesperson": say("Salespeople"), "collector": say("Collectors")}


def tenth(value: Fraction | None) -> str:
    """'72.3'; a dash where there is none."""
    return wording.days(value)


def factor(value: Fraction | None) -> str:
    """The bonus coefficient: '1.20'."""
    return shown("times", value)


def measure_title(measure: str, role: Role, collected_by: str) -> Message:
    """What a measure of the appraisal is called for a role."""
    if measure == "collection":
        return DEFINITIONS[collection_of(role, collected_by)].title
    return dict(MEASURES)[measure]


SHORT: dict[str, Message] = {
    "score": both("得分", "Score"),
    "coefficient": say("Bonus"),
    "dso": both("DSO", "DSO"),
    "bad_debt_rate": say("Bad debts"),
    "collection": say("Receipts ÷ due"),
    "plan_completion": say("Plan kept"),
    "promise_rate": say("Promises kept"),
}
"""What a measure is called where there is little room; all of them are rates or days."""


def then_words(then: Then) -> Message:
    """Somebody's score at the closing beside that of now."""
    words = {"owner": then.owner, "score": tenth(then.score), "bonus": factor(then.coefficient)}
    if then.now is None:
        return say("{owner} {score} ({bonus}), now not appraised", **words)
    words |= {"now": tenth(then.now.score), "now_bonus": factor(then.now.coefficient)}
    if then.score is None:
        return say("{owner} not appraised, now {now} ({now_bonus})", **words)
    return say("{owner} {score} ({bonus}), now {now} ({now_bonus})", **words)


def answer(people: Sequence[Appraised], role: Role, over: Period) -> Message:
    """The page's first sentence."""
    ranked = [each for each in people if each.score is not None]
    if not ranked:
        return say("Nobody could be appraised in {period}.", period=over.title)
    best, last = ranked[0], ranked[-1]
    words = {
        "period": over.title,
        "count": len(ranked),
        "who": ROLES[role],
        "best": best.owner,
        "best_score": tenth(best.score),
        "bonus": factor(best.coefficient),
    }
    if len(ranked) == 1:
        return say("{who}, {period}: {best} has {best_score} points (bonus coefficient {bonus}).", **words)
    return say(
        "{who}, {period}: {count} appraised; {best} leads with {best_score} points (bonus coefficient {bonus}), "
        "{last} is last with {last_score} ({last_bonus}).",
        **words,
        last=last.owner,
        last_score=tenth(last.score),
        last_bonus=factor(last.coefficient),
    )


def with_unit(shape: Shape, value: Fraction | None) -> Message:
    """'75.5 days', '90.3 %'."""
    text = shown(shape, value)
    return say("{count} days", count=text) if shape == "days" and value is not None else say("{value}", value=text)


def breakdown(person: Appraised, role: Role, collected_by: str) -> tuple[Message, ...]:
    """One sentence for each measure, and how they add up."""
    lines = [_line(mark, measure_title(mark.measure, role, collected_by)) for mark in person.marks if mark.weight]
    if person.score is None:
        return (*lines, say("No measure with a weight has a value: there is no score."))
    sums = say("{score} points in all; bonus coefficient {bonus}.", score=tenth(person.score), bonus=factor(person.coefficient))
    return (*lines, sums)


def _line(mark: Mark, title: Message) -> Message:
    shape = mark.metric.definition.shape
    if mark.points is None:
        why = mark.metric.reason
        return say(
            "{title}: left out. {reason} Its weight of {weight} is shared among the others.", title=title, reason=why, weight=mark.weight
        )
    words = {
        "title": title,
        "value": with_unit(shape, mark.metric.value),
        "points": tenth(mark.points),
        "full": with_unit(shape, mark.full),
        "zero": with_unit(shape, mark.zero),
        "weight": mark.weight,
        "share": tenth(mark.share),
        "counted": tenth(mark.counted),
    }
    if mark.share == mark.weight:
        return say("{title}: {value} is {points} points (100 at {full}, 0 at {zero}) × weight {weight} = {counted}", **words)
    return say("{title}: {value} is {points} points (100 at {full}, 0 at {zero}) × weight {weight}, here {share} = {counted}", **words)


def of_step(moved: Moved, title: Message) -> Message:
    """What a weight ten points lower or higher changes."""
    words = {"title": title, "before": moved.before, "weight": moved.weight}
    if not moved.ranks:
        return say("{title} at {weight} instead of {before}: nobody changes rank.", **words)
    people: Message | None = None
    for owner, before, after in moved.ranks:
        one = say("{owner} from rank {before} to {after}", owner=owner, before=before, after=after)
        people = one if people is None else say("{first}, {then}", first=people, then=one)
    return say("{title} at {weight} instead of {before}: {people}.", **words, people=people)


def of_swap(swap: Swap, title: Message | None) -> Message:
    """How little would swap two neighbors."""
    words = {"above": swap.above, "below": swap.below}
    if title is None:
        return say("{above} stays above {below}, whichever weight is changed.", **words)
    points = abs(swap.weight - swap.before)
    return say(
        "{below} overtakes {above} once {title} weighs {weight} instead of {before}: a shift of {points}.",
        **words, title=title, weight=swap.weight, before=swap.before, points=points,
    )  # fmt: skip


def closest(swaps: Sequence[Swap]) -> Swap | None:
    """The swap that needs the smallest change."""
    return min((each for each in swaps if each.measure), key=lambda each: abs(each.weight - each.before), default=None)
